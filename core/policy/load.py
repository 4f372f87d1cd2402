"""The one room of the core that reads files: packaged policy data into the model.

Every problem is a ``PolicyError`` that names file, key and line and says what is accepted.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from core.derivation import Source
from core.policy.guide import Channels, Guide, read_channels, read_guide
from core.policy.model import Jurisdiction, National, Policy
from core.policy.reading import Reader
from core.policy.regions import Regions
from core.words import say


class Provinces(Mapping[str, Jurisdiction]):
    """The provinces on file; a file is read when its province is first asked for."""

    def __init__(self, folder: Traversable) -> None:
        self._files = {
            entry.name.removesuffix(".toml"): entry
            for entry in folder.iterdir()
            if entry.name.endswith(".toml")
        }
        self._read: dict[str, Jurisdiction] = {}

    def __getitem__(self, code: str) -> Jurisdiction:
        if code not in self._read:
            self._read[code] = read_jurisdiction(code, self._files[code].read_bytes())
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)


@cache
def packaged() -> Policy:
    """The policy data this program ships with (immutable, so it is read once)."""
    folder = files("core.policy")
    national = read_national(folder.joinpath("national.toml").read_bytes())
    regions = Regions.from_csv(folder.joinpath("regions.csv").read_text("utf-8"))
    return Policy(national, Provinces(folder.joinpath("provinces")), regions)


@cache
def guide() -> Guide:
    """What advice rests on (immutable, so it is read once)."""
    return read_guide(files("core.policy").joinpath("guide.toml").read_bytes())


@cache
def channels() -> Channels:
    """Where to go and what to bring."""
    return read_channels(files("core.policy").joinpath("channels.toml").read_bytes())


def read_national(raw: bytes) -> National:
    """The national file."""
    reader = Reader("national", raw)
    data = reader.data
    payout = reader.table_of(data.get("payout_months"), "payout_months")
    listed = reader.list_of(payout.get("values"), "payout_months.values")
    assumed = reader.table_of(data.get("assumptions"), "assumptions")
    regimes = reader.list_of(data.get("regimes"), "regimes")
    read = National(
        jurisdiction=reader.jurisdiction(),
        regimes=tuple(
            reader.regime(reader.table_of(item, f"regimes.{n}"), f"regimes.{n}")
            for n, item in enumerate(regimes, 1)
        ),
        payout_table=tuple(
            reader.number(value, f"payout_months.values.{n}") for n, value in enumerate(listed, 1)
        ),
        payout_source=reader.source(payout, "payout_months"),
        sources=_sources(reader, "documents"),
        assumptions={k: reader.number(v, f"assumptions.{k}") for k, v in assumed.items()},
        grounds=_sources(reader, "grounds"),
    )
    return reader.done(read)


def _sources(reader: Reader, name: str) -> dict[str, Source]:
    """The documents of a table, by name."""
    listed = reader.table_of(reader.data.get(name, {}), name)
    return {
        key: reader.source(reader.table_of(item, f"{name}.{key}"), f"{name}.{key}")
        for key, item in listed.items()
    }


def read_jurisdiction(name: str, raw: bytes) -> Jurisdiction:
    """One province's file."""
    reader = Reader(name, raw)
    read = reader.jurisdiction()
    if read.code and read.code != name:
        reader.wrong("place", say("应与文件名一致：{name}", name=name), None)
    return reader.done(read)

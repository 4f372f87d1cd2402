"""The one room of the core that reads files: packaged policy data into the model.

Every problem is a ``PolicyError`` that names file and key and says what is accepted.
"""

import hashlib
import itertools
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from core.derivation import Grade, Source, Unit
from core.policy.model import (
    Entry,
    Jurisdiction,
    MinimumPeriod,
    National,
    Policy,
    Regime,
    Rule,
    Series,
    TierTable,
    Track,
)
from core.policy.regions import Regions
from core.quantities import Age, YearMonth

Table = Mapping[str, Any]


class PolicyError(ValueError):
    """A policy file that cannot be used: which file, which key, what is accepted."""


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


def read_national(raw: bytes) -> National:
    """The national file."""
    reader = Reader("national", raw)
    data = reader.data
    payout = data["payout_months"]
    return National(
        jurisdiction=reader.jurisdiction(),
        regimes=tuple(reader.regime(item) for item in data["regimes"]),
        payout_table=tuple(Decimal(v) for v in payout["values"]),
        payout_source=reader.source(payout, "payout_months"),
        sources={k: reader.source(v, f"documents.{k}") for k, v in data["documents"].items()},
        assumptions={k: Decimal(v) for k, v in data["assumptions"].items()},
    )


def read_jurisdiction(name: str, raw: bytes) -> Jurisdiction:
    """One province's file."""
    reader = Reader(name, raw)
    found = reader.jurisdiction()
    if found.code != name:
        raise reader.error("place", f"应与文件名一致：{name}")
    return found


class Reader:
    """One policy file being read; knows its name so that every error can say it."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        self.digest = hashlib.sha256(raw).hexdigest()
        try:
            self.data: Table = tomllib.loads(raw.decode("utf-8"))
        except ValueError as error:
            raise PolicyError(f"{name}.toml：不是有效的 TOML（{error}）") from error
        self.checked = str(self.data.get("checked", ""))

    def error(self, key: str, accepted: str) -> PolicyError:
        return PolicyError(f"{self.name}.toml：{key}：{accepted}")

    def jurisdiction(self) -> Jurisdiction:
        data = self.data
        if data.get("schema") != 1:
            raise self.error("schema", "应为 1")
        return Jurisdiction(
            code=str(data["place"]),
            series={k: self.series(k, v) for k, v in data.get("values", {}).items()},
            rules={k: self.rule(k, v) for k, v in data.get("rules", {}).items()},
            tables={k: self.table(k, v) for k, v in data.get("tables", {}).items()},
            digest=self.digest,
        )

    def source(self, item: Table, key: str) -> Source:
        try:
            grade = Grade(item["grade"])
            document = str(item["document"])
        except (KeyError, ValueError) as error:
            raise self.error(key, "要有 document 和 grade（A、B 或 C）") from error
        return Source(document, grade, item.get("checked", self.checked), item.get("note", ""))

    def series(self, name: str, item: Table) -> Series:
        key = f"values.{name}"
        entries = tuple(self.entry(e, f"{key}.entries") for e in item.get("entries", ()))
        if not entries or any(a.first >= b.first for a, b in itertools.pairwise(entries)):
            raise self.error(key, "entries 要按 from 先后排列，至少一条")
        try:
            unit = Unit(item["unit"])
        except (KeyError, ValueError) as error:
            raise self.error(key, f"unit 可用：{'、'.join(Unit)}") from error
        place = str(self.data["place"])
        return Series(name, place, unit, entries, item.get("grows", ""), item.get("assumed", ""))

    def entry(self, item: Table, key: str) -> Entry:
        return Entry(
            first=self.month(item.get("from"), f"{key}.from"),
            value=self.number(item.get("value"), f"{key}.value"),
            source=self.source(item, key),
            last=self.month(item["to"], f"{key}.to") if "to" in item else None,
            published=self.day(item["published"], key) if "published" in item else None,
            provisional=bool(item.get("provisional", False)),
        )

    def rule(self, name: str, item: Table) -> Rule:
        return Rule(name, str(item["value"]), self.source(item, f"rules.{name}"))

    def table(self, name: str, item: Table) -> TierTable:
        key = f"tables.{name}"
        subsidies = {
            int(tier): self.number(value, f"{key}.{tier}")
            for tier, value in item["subsidies"].items()
        }
        return TierTable(subsidies, self.source(item, key))

    def regime(self, item: Table) -> Regime:
        tracks = {
            name: Track(YearMonth.parse(t["start"]), Age.parse(t["original"]), t["step"], t["cap"])
            for name, t in item["tracks"].items()
        }
        return Regime(
            first=self.month(item["from"], "regimes.from"),
            tracks=tracks,
            flexible=item["flexible"],
            by_month=item["by_month"],
            minimum=self.minimum(item["minimum"]),
            source=self.source(item, "regimes"),
        )

    def minimum(self, item: Table) -> MinimumPeriod:
        return MinimumPeriod(
            months=item["months"],
            rises_from=item["rises_from"],
            step=item["step"],
            cap=item["cap"],
            source=self.source(item, "regimes.minimum"),
        )

    def month(self, text: object, key: str) -> YearMonth:
        try:
            return YearMonth.parse(str(text))
        except ValueError as error:
            raise self.error(key, '要写年月，如 "2026-01"') from error

    def day(self, text: object, key: str) -> date:
        try:
            return date.fromisoformat(str(text))
        except ValueError as error:
            raise self.error(key, '要写日期，如 "2026-08-21"') from error

    def number(self, text: object, key: str) -> Decimal:
        try:
            if isinstance(text, str):
                return Decimal(text)
        except InvalidOperation:
            pass
        raise self.error(key, '要写带引号的数，如 "4244"')

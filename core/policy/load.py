"""The one room of the core that reads files: packaged policy data into the model.

Every problem is a ``PolicyError`` that names file and key and says what is accepted.
"""

import hashlib
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
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
from core.policy.rulebook import RULES
from core.quantities import Age, YearMonth

Table = Mapping[str, Any]

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
_CODE = re.compile(r"[0-9]{6}")
_TIER = re.compile(r"[0-9]{1,9}")


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
    payout = reader.table_of(data.get("payout_months"), "payout_months")
    assumed = reader.table_of(data.get("assumptions"), "assumptions")
    documents = reader.table_of(data.get("documents"), "documents")
    regimes = reader.list_of(data.get("regimes"), "regimes")
    return National(
        jurisdiction=reader.jurisdiction(),
        regimes=tuple(reader.regime(reader.table_of(item, "regimes")) for item in regimes),
        payout_table=tuple(
            reader.number(v, "payout_months.values")
            for v in reader.list_of(payout.get("values"), "payout_months.values")
        ),
        payout_source=reader.source(payout, "payout_months"),
        sources={k: reader.source(v, f"documents.{k}") for k, v in documents.items()},
        assumptions={k: reader.number(v, f"assumptions.{k}") for k, v in assumed.items()},
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
        if not isinstance(data.get("place"), str):
            raise self.error("place", '要写行政区划代码，如 "140000"')
        place = str(data["place"])
        cities = self.table_of(data.get("cities", {}), "cities")
        return replace(
            self.part(place, data, ""), cities={k: self.city(k, v) for k, v in cities.items()}
        )

    def city(self, code: str, given: object) -> Jurisdiction:
        """A city or county inside the file's province, with what it sets itself."""
        key, place = f"cities.{code}", str(self.data["place"])
        if not (_CODE.fullmatch(code) and code != place and code.startswith(place[:2])):
            raise self.error(key, "要写本省内市、县的六位行政区划代码")
        return self.part(code, self.table_of(given, key), f"{key}.")

    def part(self, place: str, data: Table, above: str) -> Jurisdiction:
        """Series, rules and tables under a key ``above``."""
        under = self.under
        return Jurisdiction(
            code=place,
            series={k: self.series(k, v, key, place) for k, key, v in under(data, above, "values")},
            rules={k: self.rule(k, v, key) for k, key, v in under(data, above, "rules")},
            tables={k: self.table(v, key) for k, key, v in under(data, above, "tables")},
            digest=self.digest,
        )

    def under(self, data: Table, above: str, name: str) -> Iterator[tuple[str, str, Table]]:
        """What stands under a heading: its own name, its key in the file, its table."""
        for own, item in self.table_of(data.get(name, {}), f"{above}{name}").items():
            key = f"{above}{name}.{own}"
            yield own, key, self.table_of(item, key)

    def source(self, item: object, key: str) -> Source:
        table = self.table_of(item, key)
        try:
            grade = Grade(table["grade"])
            document = str(table["document"])
        except (KeyError, ValueError) as error:
            raise self.error(key, "要有 document 和 grade（A、B 或 C）") from error
        checked = str(table.get("checked", self.checked))
        return Source(document, grade, checked, str(table.get("note", "")))

    def series(self, name: str, item: Table, key: str, place: str) -> Series:
        listed = self.list_of(item.get("entries", []), f"{key}.entries")
        entries = tuple(self.entry(e, f"{key}.entries") for e in listed)
        if not entries or any(a.first >= b.first for a, b in itertools.pairwise(entries)):
            raise self.error(key, "entries 要按 from 先后排列，至少一条")
        try:
            unit = Unit(item["unit"])
        except (KeyError, ValueError) as error:
            raise self.error(key, f"unit 可用：{'、'.join(Unit)}") from error
        grows, assumed = (str(item.get(word, "")) for word in ("grows", "assumed"))
        return Series(name, place, unit, entries, grows, assumed)

    def entry(self, given: object, key: str) -> Entry:
        item = self.table_of(given, key)
        return Entry(
            first=self.month(item.get("from"), f"{key}.from"),
            value=self.number(item.get("value"), f"{key}.value"),
            source=self.source(item, key),
            last=self.month(item["to"], f"{key}.to") if "to" in item else None,
            published=self.day(item["published"], key) if "published" in item else None,
            provisional=bool(item.get("provisional", False)),
            rivals=tuple(self.number(v, f"{key}.rivals") for v in item.get("rivals", ())),
        )

    def rule(self, name: str, item: Table, key: str) -> Rule:
        if not isinstance(item.get("value"), str):
            raise self.error(f"{key}.value", "要写规则的名字")
        known = RULES.get(name)
        if known is None:
            raise self.error(key, f"没有这条规则，可用：{'、'.join(RULES)}")
        if item["value"] not in known:
            raise self.error(f"{key}.value", f"可用：{'、'.join(known)}")
        return Rule(name, item["value"], self.source(item, key))

    def table(self, item: Table, key: str) -> TierTable:
        given = self.table_of(item.get("subsidies"), f"{key}.subsidies")
        odd = [tier for tier in given if not _TIER.fullmatch(tier)]
        if odd or not given:
            raise self.error(f"{key}.subsidies", '要写 档次 = "补贴"，如 200 = "35"')
        subsidies = {int(t): self.number(value, f"{key}.{t}") for t, value in given.items()}
        return TierTable(subsidies, self.source(item, key))

    def regime(self, item: Table) -> Regime:
        tracks = self.table_of(item.get("tracks"), "regimes.tracks")
        return Regime(
            first=self.month(item.get("from"), "regimes.from"),
            tracks={name: self.track(t, f"regimes.tracks.{name}") for name, t in tracks.items()},
            flexible=self.whole(item, "flexible", "regimes"),
            by_month=item.get("by_month") is True,
            minimum=self.minimum(self.table_of(item.get("minimum"), "regimes.minimum")),
            source=self.source(item, "regimes"),
        )

    def track(self, given: object, key: str) -> Track:
        item = self.table_of(given, key)
        try:
            original = Age.parse(str(item.get("original")))
        except ValueError as error:
            raise self.error(f"{key}.original", '要写年龄，如 "60y0m"') from error
        start = self.month(item.get("start"), f"{key}.start")
        return Track(start, original, self.whole(item, "step", key), self.whole(item, "cap", key))

    def minimum(self, item: Table) -> MinimumPeriod:
        key = "regimes.minimum"
        return MinimumPeriod(
            months=self.whole(item, "months", key),
            rises_from=self.whole(item, "rises_from", key),
            step=self.whole(item, "step", key),
            cap=self.whole(item, "cap", key),
            source=self.source(item, key),
        )

    def table_of(self, given: object, key: str) -> Table:
        if isinstance(given, dict):
            return given
        raise self.error(key, "要写成一张表")

    def list_of(self, given: object, key: str) -> list[Any]:
        if isinstance(given, list):
            return given
        raise self.error(key, "要写成一列，用 [ ] 括起")

    def whole(self, item: Table, name: str, key: str) -> int:
        value = item.get(name)
        if type(value) is int:
            return value
        raise self.error(f"{key}.{name}", "要写不带引号的整数")

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
        if isinstance(text, str) and _NUMBER.fullmatch(text):
            return Decimal(text)
        raise self.error(key, '要写带引号的数，如 "4244"')

"""From the text of a policy file to series, rules, tier tables and the law of retirement."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from core.derivation import Grade, Source, Unit
from core.policy.model import Jurisdiction, Rule
from core.policy.regime import MinimumPeriod, Regime, Track
from core.policy.rulebook import RULES
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.policy.written import NO_TABLE, PolicyFile, Table
from core.quantities import Age
from core.words import say

_CODE = re.compile(r"[0-9]{6}")
_TIER = re.compile(r"[0-9]{1,9}")


class Reader(PolicyFile):
    """What a policy file says, as values."""

    # ---- places

    def jurisdiction(self) -> Jurisdiction:
        data = self.data
        if data.get("schema") != 1:
            self.wrong("schema", say("应为 1"), None)
        place = data.get("place")
        if not isinstance(place, str) or not _CODE.fullmatch(place):
            place = self.wrong("place", say('要写行政区划代码，如 "140000"'), "")
        cities = self.table_of(data.get("cities", {}), "cities")
        return replace(
            self.part(place, data, ""),
            cities={k: self.city(k, v, place) for k, v in cities.items()},
        )

    def city(self, code: str, given: object, place: str) -> Jurisdiction:
        """A city or county inside the file's province, with what it sets itself."""
        key = f"cities.{code}"
        if not (_CODE.fullmatch(code) and code != place and code.startswith(place[:2])):
            self.wrong(key, say("要写本省内市、县的六位行政区划代码"), None)
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
            table = self.table_of(item, key)
            if table is not NO_TABLE:
                yield own, key, table

    # ---- values

    def series(self, name: str, item: Table, key: str, place: str) -> Series:
        listed = enumerate(self.list_of(item.get("entries", []), f"{key}.entries"), 1)
        read = [self.entry(given, f"{key}.entries.{number}") for number, given in listed]
        entries = tuple(entry for entry in read if entry is not None)
        if not read or any(a.first >= b.first for a, b in itertools.pairwise(entries)):
            self.wrong(key, say("entries 要按 from 先后排列，至少一条"), None)
        grows, assumed = (str(item.get(word, "")) for word in ("grows", "assumed"))
        return Series(name, place, self.unit(item, key), entries, grows, assumed)

    def unit(self, item: Table, key: str) -> Unit:
        try:
            return Unit(str(item.get("unit")))
        except ValueError:
            return self.wrong(key, say("unit 可用：{names}", names="、".join(Unit)), Unit.YUAN)

    def entry(self, given: object, key: str) -> Entry | None:
        """One value; None where anything is wrong with it."""
        item, before = self.table_of(given, key), len(self.problems)
        if item is NO_TABLE:
            return None
        read = Entry(
            first=self.month(item.get("from"), f"{key}.from"),
            value=self.number(item.get("value"), f"{key}.value"),
            source=self.source(item, key),
            last=self.month(item["to"], f"{key}.to") if "to" in item else None,
            published=self.day(item["published"], f"{key}.published")
            if "published" in item
            else None,
            provisional=self.flag(item.get("provisional", False), f"{key}.provisional"),
            rivals=tuple(
                self.number(value, f"{key}.rivals.{number}")
                for number, value in enumerate(
                    self.list_of(item.get("rivals", []), f"{key}.rivals"), 1
                )
            ),
        )
        return read if len(self.problems) == before else None

    def source(self, item: Table, key: str) -> Source:
        """The document a value rests on; a user's own value may lack one, and is then a C."""
        document = item.get("document", "")
        if self.own and not document:
            if item.get("grade", "C") != "C":
                self.wrong(key, say("没有写 document 的，grade 只能是 C"), None)
            document, grade = str(say("自备数据，未写明文件")), Grade.C
        else:
            grade = self.grade(item, key)
        checked = str(item.get("checked", self.checked))
        note, own = str(item.get("note", "")), self.file if self.own else ""
        return Source(str(document), grade, checked, note, own=own)

    def grade(self, item: Table, key: str) -> Grade:
        try:
            if item.get("document"):
                return Grade(str(item.get("grade")))
        except ValueError:
            pass
        return self.wrong(key, say("要有 document 和 grade（A、B 或 C）"), Grade.C)

    def rule(self, name: str, item: Table, key: str) -> Rule:
        known, value = RULES.get(name), item.get("value")
        if known is None:
            self.wrong(key, say("没有这条规则，可用：{names}", names="、".join(RULES)), None)
        elif not isinstance(value, str) or value not in known:
            self.wrong(f"{key}.value", say("可用：{names}", names="、".join(known)), None)
        return Rule(name, str(value), self.source(item, key))

    def table(self, item: Table, key: str) -> TierTable:
        given = self.table_of(item.get("subsidies"), f"{key}.subsidies")
        odd = [tier for tier in given if not _TIER.fullmatch(tier)]
        if given is not NO_TABLE and (odd or not given):
            self.wrong(f"{key}.subsidies", say('要写 档次 = "补贴"，如 200 = "35"'), None)
        subsidies = {
            int(tier): self.number(value, f"{key}.subsidies.{tier}")
            for tier, value in given.items()
            if tier not in odd
        }
        first = self.month(item["from"], f"{key}.from") if "from" in item else None
        any_amount = self.flag(item.get("any_amount", False), f"{key}.any_amount")
        return TierTable(subsidies, self.source(item, key), first, any_amount)

    # ---- the law of retirement

    def regime(self, item: Table, key: str) -> Regime:
        tracks = self.table_of(item.get("tracks"), f"{key}.tracks")
        return Regime(
            first=self.month(item.get("from"), f"{key}.from"),
            tracks={name: self.track(t, f"{key}.tracks.{name}") for name, t in tracks.items()},
            flexible=self.whole(item, "flexible", key),
            by_month=item.get("by_month") is True,
            minimum=self.minimum(item.get("minimum"), f"{key}.minimum"),
            source=self.source(item, key),
        )

    def track(self, given: object, key: str) -> Track:
        item = self.table_of(given, key)
        try:
            original = Age.parse(str(item.get("original")))
        except ValueError:
            original = self.wrong(f"{key}.original", say('要写年龄，如 "60y0m"'), Age.of(60))
        start = self.month(item.get("start"), f"{key}.start")
        return Track(start, original, self.whole(item, "step", key), self.whole(item, "cap", key))

    def minimum(self, given: object, key: str) -> MinimumPeriod:
        item = self.table_of(given, key)
        return MinimumPeriod(
            months=self.whole(item, "months", key),
            rises_from=self.whole(item, "rises_from", key),
            step=self.whole(item, "step", key),
            cap=self.whole(item, "cap", key),
            source=self.source(item, key),
        )

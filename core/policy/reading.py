"""From the bytes of a policy file to values, with every problem of the file.

A reader goes on after a problem, with something harmless in the place of what cannot be read, so
that all problems are found at once; ``done`` raises them together and nothing half read gets out.
"""

import hashlib
import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from core.derivation import Grade, Source, Unit
from core.policy.lines import lines
from core.policy.model import Jurisdiction, Rule
from core.policy.regime import MinimumPeriod, Regime, Track
from core.policy.rulebook import RULES
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.quantities import Age, YearMonth
from core.words import Text, say

Table = Mapping[str, Any]
T = TypeVar("T")

NO_TABLE: Table = {}
"""What stands for a table that is none: whoever gets it has nothing more to complain about."""
NO_MONTH = YearMonth(1, 1)

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
_CODE = re.compile(r"[0-9]{6}")
_TIER = re.compile(r"[0-9]{1,9}")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a policy file: where, and what is accepted (or what is wrong).

    ``key`` is the dotted path, items of a list count from 1; ``line`` is 0 where there is none.
    """

    file: str
    key: str
    said: Text
    line: int = 0

    @property
    def text(self) -> Text:
        """What is wrong, with the file's name; without a full stop."""
        return say("{file}：{problem}", file=self.file, problem=self.sentence)

    @property
    def sentence(self) -> Text:
        """The same without the file's name."""
        if self.key and self.line:
            return say(
                "{key}（第 {line} 行）：{said}", key=self.key, line=self.line, said=self.said
            )
        if self.line:
            return say("第 {line} 行{said}", line=self.line, said=self.said)
        return say("{key}：{said}", key=self.key, said=self.said) if self.key else self.said


class PolicyError(ValueError):
    """A policy file that cannot be used, with everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem.text) for problem in self.problems)


class Reader:
    """One policy file being read; ``own`` for a user's own file, which is marked as such."""

    def __init__(self, name: str, raw: bytes, *, own: bool = False) -> None:
        self.file = f"{name}.toml"
        self.own = own
        self.problems: list[Problem] = []
        try:
            self.text = raw.decode("utf-8")
            self.data: Table = tomllib.loads(self.text)
        except ValueError as error:
            line = _LINE.search(str(error))
            said = say("不合 TOML 的写法，或者同一项写了两次")
            found = Problem(self.file, "", said, int(line[1]) if line else 0)
            raise PolicyError(found) from error
        self.checked = str(self.data.get("checked", ""))
        # Of what the file says, not of how it is written: a comment changes nothing.
        written = json.dumps(self.data, sort_keys=True, ensure_ascii=False, default=str)
        self.digest = hashlib.sha256(written.encode()).hexdigest()

    # ---- problems

    def wrong(self, key: str, said: Text, instead: T) -> T:
        """Note a problem, and go on with something else."""
        self.problems.append(Problem(self.file, key, said))
        return instead

    def located(self) -> tuple[Problem, ...]:
        """The problems with their lines, in the order of the file.

        The line of a key that is missing is that of the table it is missing from.
        """
        if not self.problems:
            return ()
        at = {".".join(map(str, path)): line for path, line in lines(self.text).items()}
        found = [replace(problem, line=_line(at, problem.key)) for problem in self.problems]
        return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.line))

    def done(self, read: T) -> T:
        """What was read; PolicyError with all problems when there are any."""
        if self.problems:
            raise PolicyError(*self.located())
        return read

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

    # ---- the shapes of TOML

    def table_of(self, given: object, key: str) -> Table:
        if isinstance(given, dict):
            return given
        return self.wrong(key, say("要写成一张表"), NO_TABLE)

    def list_of(self, given: object, key: str) -> list[Any]:
        if isinstance(given, list):
            return given
        return self.wrong(key, say("要写成一列，用 [ ] 括起"), [])

    def flag(self, given: object, key: str) -> bool:
        if isinstance(given, bool):
            return given
        return self.wrong(key, say("要写 true 或 false"), False)

    def whole(self, item: Table, name: str, key: str) -> int:
        value = item.get(name)
        if type(value) is int:
            return value
        return self.wrong(f"{key}.{name}", say("要写不带引号的整数"), 0)

    def month(self, text: object, key: str) -> YearMonth:
        try:
            return YearMonth.parse(str(text))
        except ValueError:
            return self.wrong(key, say('要写年月，如 "2026-01"'), NO_MONTH)

    def day(self, text: object, key: str) -> date:
        try:
            return date.fromisoformat(str(text))
        except ValueError:
            return self.wrong(key, say('要写日期，如 "2026-08-21"'), date.min)

    def number(self, text: object, key: str) -> Decimal:
        if isinstance(text, str) and _NUMBER.fullmatch(text):
            return Decimal(text)
        return self.wrong(key, say('要写带引号的数，如 "4244"'), Decimal(0))


def _line(at: Mapping[str, int], key: str) -> int:
    while key and key not in at:
        key = key.rpartition(".")[0]
    return at.get(key, 0)

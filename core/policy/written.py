"""A policy file as written: its bytes, the shapes of TOML in it, and every problem of them.

Reading goes on after a problem, with something harmless in the place of what cannot be read, so
that all problems are found at once; ``done`` raises them together and nothing half read gets out.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from core.policy.lines import lines
from core.quantities import YearMonth
from core.words import Text, say

Table = Mapping[str, Any]
T = TypeVar("T")

NO_TABLE: Table = {}
"""What stands for a table that is none: whoever gets it has nothing more to complain about."""
NO_MONTH = YearMonth(1, 1)

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
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


class PolicyFile:
    """One policy file as written; ``own`` for a user's own file, which is marked as such."""

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

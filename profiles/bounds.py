"""Limits put on a text before the TOML parser sees it: bounded time, bounded memory.

The parser of the standard library has none of its own (long dotted keys eat memory, deep
nesting ends in RecursionError).  A profile with 200 history periods and 50 pauses passes.
"""

import re

from core.words import say
from profiles.problems import RefusedError

MAX_BYTES = 64 * 1024
MAX_LINE = 4096
"""Characters in a line."""
MAX_DOTS = 6
"""Dots in one key or table header."""
MAX_DEPTH = 8
"""Brackets and braces open at the same time."""
MAX_OPEN = 1024
"""Brackets and braces in all; ``[[history.periods]]`` counts as two."""

# Strings and comments, so that what is inside them does not count.  Every alternative matches
# even when the closing quotes are missing: nothing is tried twice, the time stays linear.
_QUOTED = re.compile(
    r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*(?:""")?'
    r"|'''(?:[^']|'(?!''))*(?:''')?"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
)
_BETWEEN_KEYS = re.compile(r"[=,\[\]{}\n]")


def check(text: str) -> None:
    """Raise RefusedError when ``text`` goes beyond a limit."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise RefusedError(say("第 {n} 行太长，一行最多 {most} 个字", n=number, most=MAX_LINE))
    bare = _QUOTED.sub('""', text)
    _check_brackets(bare)
    if any(part.count(".") > MAX_DOTS for part in _BETWEEN_KEYS.split(bare)):
        raise RefusedError(say("键里的点太多，最多 {most} 个", most=MAX_DOTS))


def _check_brackets(bare: str) -> None:
    if bare.count("[") + bare.count("{") > MAX_OPEN:
        raise RefusedError(say("括号太多，一共最多 {most} 个", most=MAX_OPEN))
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            raise RefusedError(say("括号套得太深，最多 {most} 层", most=MAX_DEPTH))


def check_values(data: dict[str, object]) -> None:
    """Raise RefusedError for parsed data nested too deep or with integers beyond 64 bits.

    Tables may nest as deep as a header of ``MAX_DOTS`` dots can name them: what was read can
    be written again.
    """
    level: list[object] = [data]
    for _ in range(MAX_DOTS + 2):
        level = [inner for value in level for inner in _inside(value)]
        if any(type(value) is int and not -(2**63) <= value < 2**63 for value in level):
            raise RefusedError(say("有一个整数太大"))
    if level:
        raise RefusedError(say("表套得太深，最多 {most} 层", most=MAX_DOTS + 1))


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []

"""按中文的规矩折行：行首没有句读，行尾没有开括号，英文和数字不拆开。纯函数。"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len

from tui.lines import plain

NOT_FIRST = frozenset("，。、；：？！）】》」』〕%")
NOT_LAST = frozenset("（【《「『〔")
_LIMIT = 20_000


def wrap(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """折成每行至多 ``width`` 格（至少 4）；每行前加 ``indent``，第一行前可另给 ``first``。"""
    lead = indent if first is None else first
    room = max(4, width - max(cell_len(indent), cell_len(lead)))
    rows = [
        row for part in text.replace("\r\n", "\n").split("\n") for row in _paragraph(part, room)
    ]
    return [(indent if index else lead) + row for index, row in enumerate(rows)]


def _paragraph(text: str, width: int) -> Iterator[str]:
    text = plain(text, _LIMIT).rstrip(" ")
    start = 0
    while True:
        end = _line_end(text, start, width)
        yield text[start:end].rstrip(" ")
        start = _skip_spaces(text, end)
        if start >= len(text):
            return


def _line_end(text: str, start: int, width: int) -> int:
    """这一行最远能到哪里：先找好的断处，再找可忍受的，最后硬断。"""
    limit = _fitting(text, start, width)
    if limit == len(text):
        return limit
    tests: tuple[Callable[[str, int], bool], ...] = (_good, _bearable)
    for test in tests:
        for end in range(limit, start, -1):
            if test(text, end):
                return end
    return limit


def _fitting(text: str, start: int, width: int) -> int:
    used = 0
    for index in range(start, len(text)):
        used += cell_len(text[index])
        if used > width:
            return index
    return len(text)


def _good(text: str, end: int) -> bool:
    """不在一串英文数字中间。"""
    inside_run = _in_run(text[end - 1]) and _in_run(text[end])
    return not inside_run and _bearable(text, end)


def _bearable(text: str, end: int) -> bool:
    """断在这里，下一行开头和这一行末尾的标点都对；不把组合符号和前面的字分开。"""
    before = _before(text, end)
    start = _skip_spaces(text, end)
    if start == len(text):
        return True
    after = text[start]
    return before not in NOT_LAST and after not in NOT_FIRST and cell_len(after) > 0


def _in_run(character: str) -> bool:
    return character.isascii() and character != " "


def _before(text: str, end: int) -> str:
    while end > 1 and text[end - 1] == " ":
        end -= 1
    return text[end - 1]


def _skip_spaces(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start

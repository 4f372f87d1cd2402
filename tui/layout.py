"""把行拼成块，把块拼成一屏。纯函数。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.lines import Line, Part, as_line


def stack(*blocks: Iterable[Line]) -> list[Line]:
    """一块接一块，从上到下。"""
    return [row for block in blocks for row in block]


def fill(lines: Sequence[Line], height: int) -> list[Line]:
    """正好 ``height`` 行：多了切，少了补空行。"""
    kept = list(lines[: max(0, height)])
    return kept + [Line()] * (height - len(kept))


def beside(
    left: Sequence[Line], right: Sequence[Line], left_width: int, gap: Part = " "
) -> list[Line]:
    """左右两块并排；左边占 ``left_width`` 格，中间隔着 ``gap``；行数取多的一边。"""
    between = as_line(gap)
    height = max(len(left), len(right))
    return [
        a.fit(left_width) + between + b
        for a, b in zip(fill(left, height), fill(right, height), strict=True)
    ]


def page(
    header: Sequence[Line], body: Sequence[Line], footer: Sequence[Line], height: int
) -> list[Line]:
    """头在上、脚在下，中间的身子占满剩下的行；放不下时先切身子。"""
    room = height - len(header) - len(footer)
    return fill(stack(header, fill(body, max(0, room)), footer), height)


def scroll(lines: Sequence[Line], height: int, focus: int) -> list[Line]:
    """太长的一块里，切出看得见第 ``focus`` 行的 ``height`` 行。"""
    seen = window(len(lines), height, focus)
    return list(lines[seen.start : seen.stop])


def window(count: int, height: int, focus: int) -> range:
    """``count`` 行里看得见的那几行：行很多时，只画这几行。"""
    start = min(max(0, focus - height // 2), max(0, count - height))
    return range(start, min(count, start + max(0, height)))

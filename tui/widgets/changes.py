"""一行里哪些格子变了。纯函数。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from tui.lines import Line, Style

# 隔着这么几格没变的，一起重画，比移动光标便宜。
_BRIDGE = 6

Cells = list[tuple[str, Style, int]]


def changed_rows(
    old: Sequence[Line], new: Sequence[Line], width: int, height: int
) -> Iterator[tuple[int, int, int]]:
    """变了的段：(行, 从第几格, 到第几格前)。不会从汉字中间断开。"""
    nothing = Line()
    for y in range(height):
        before = old[y] if y < len(old) else nothing
        after = new[y] if y < len(new) else nothing
        if before is not after and before != after:
            for start, end in changed_cells(before, after, width):
                yield y, start, end


def changed_cells(old: Line, new: Line, width: int) -> Iterator[tuple[int, int]]:
    """两行之间变了的段，按格子。"""
    before, after = cells(old, width), cells(new, width)
    start = last = -1
    for x in range(width):
        if before[x] == after[x]:
            continue
        if start >= 0 and x - last > _BRIDGE:
            yield start, last + 1
            start = -1
        start, last = (x if start < 0 else start), x
    if start >= 0:
        yield start, last + 1


def cells(row: Line, width: int) -> Cells:
    """正好 ``width`` 格。汉字的两格都带着这个字：字变了，两格都算变。"""
    out: Cells = []
    for span in row.crop(width).spans:
        for character in span.text:
            size = cell_len(character)
            if size == 0 and out:  # 组合符号属于前一个字，宽字的两格都带上
                for place in range(-1 - out[-1][2], 0):
                    out[place] = (out[place][0] + character, *out[place][1:])
            out.extend((character, span.style, part) for part in range(size))
    return out + [(" ", Style.NORMAL, 0)] * (width - len(out))

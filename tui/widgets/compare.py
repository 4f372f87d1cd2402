"""The table of a comparison: a column a plan, differences against the first marked by signs."""

from collections.abc import Sequence

from rich.cells import cell_len

from tui.comparing import DIFFERENT, Cell, Comparison, Row
from tui.lines import Line, Style, line
from tui.words import _, render
from tui.wrapping import wrap

LABEL = 14
DIGITS, MARKS = 10, 3


def names(table: Comparison, width: int) -> list[Line]:
    """The plans' names, numbered, over their columns."""
    room = _room(table, width)
    cells = [wrap(f"{n} {plan.name}", room)[:2] for n, plan in enumerate(table.plans, 1)]
    height = max(map(len, cells))
    rows = [[c[at] if at < len(c) else "" for c in cells] for at in range(height)]
    return [_placed("", [line((c, Style.TITLE)) for c in row], room) for row in rows]


def comparison(table: Comparison, width: int) -> list[Line]:
    """Differing answers, then the results; each difference beside its amount, or below it."""
    room = _room(table, width)
    beside = all(_inline(cell).width <= room for row in table.results for cell in row.cells)
    rows = [line((_("填得不同的"), Style.DIM))]
    for row in table.answers:
        rows += _words(row, room)
    if not table.answers:
        rows.append(line((_("  没有，答案都一样"), Style.DIM)))
    rows += [Line(), line((_("算出来的（+ - 是和第 1 份的差，≠ 是不同）"), Style.DIM))]
    for row in table.results:
        rows += _words(row, room) if _is_words(row) else _figures(row, room, beside=beside)
    return [row.crop(width) for row in rows] + _notes(table, width)


def _notes(table: Comparison, width: int) -> list[Line]:
    texts = [row for note in table.notes for row in wrap(render(note), width, indent="  ")]
    return [Line(), *(line((text, Style.WARN)) for text in texts)] if texts else []


def _room(table: Comparison, width: int) -> int:
    return max(8, (width - LABEL) // len(table.plans) - 1)


def _is_words(row: Row) -> bool:
    return any(isinstance(cell.value, str) for cell in row.cells)


def _words(row: Row, room: int) -> list[Line]:
    """A row of words; what is too long goes on below itself."""
    cells = [wrap(_marked(cell), room) for cell in row.cells]
    labels = wrap(row.label, LABEL)
    rows = []
    for at in range(max(len(labels), *map(len, cells))):
        shown = [line((c[at] if at < len(c) else "", Style.VALUE)) for c in cells]
        rows.append(_placed(labels[at] if at < len(labels) else "", shown, room))
    return rows


def _marked(cell: Cell) -> str:
    return f"{DIFFERENT} {cell.text}" if cell.differs else cell.text


def _figures(row: Row, room: int, *, beside: bool) -> list[Line]:
    if beside:
        return [_placed(row.label, [_inline(cell) for cell in row.cells], room)]
    first = [_amount(cell) for cell in row.cells]
    below = [line(cell.delta_text.rjust(DIGITS)) for cell in row.cells]
    rows = [_placed(row.label, first, room)]
    return [*rows, _placed("", below, room)] if any(c.delta_text for c in row.cells) else rows


def _inline(cell: Cell) -> Line:
    return line(_amount(cell), cell.delta_text)


def _amount(cell: Cell) -> Line:
    """The amount with its digits at the right of their column, its marks after them."""
    text = " " * max(0, DIGITS - cell_len(cell.text)) + cell.text
    lone = f" {DIFFERENT}" if cell.differs and not cell.delta_text else ""
    return line((text, Style.VALUE), ((cell.marks + lone).ljust(MARKS), Style.MARK))


def _placed(label: str, cells: Sequence[Line], room: int) -> Line:
    row = line(label).fit(LABEL)
    for cell in cells:
        row = row + cell.fit(room) + " "
    return row

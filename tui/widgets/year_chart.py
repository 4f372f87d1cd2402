"""The year table drawn: years down, yuan across; told apart by shape, not by colour.

○ is what has been paid so far, ● what has been received, the bar the account at the year's end.
Where ● passes ○ the money is back; the first row after that has the mark of the table.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.year_table import YearRow, YearTable
from tui.glyphs import OFF, ON, POINT, VERTICAL
from tui.lines import Line, Style, columns, line
from tui.words import _

BAR, BOTH = "█", "×"
LEAD = 10
"""Cells before the plot: the mark, the year, the age."""
TICK = 7
"""At least so many cells between two ticks."""
WAN = 10_000
LOOKS = {OFF: Style.KEY, ON: Style.VALUE, BAR: Style.DIM, BOTH: Style.VALUE}


def chart(table: YearTable, width: int, height: int) -> list[Line]:
    """The whole of it in ``height`` rows: axis, years (each, or every second, third …), legend."""
    legend = _legend(width)
    shown = _shown(table.rows, max(1, height - 1 - len(legend)))
    room = max(2, width - LEAD)
    top = highest(table)
    back = table.payback.month.year if table.payback else None
    marked = next((row.year for row in shown if back is not None and row.year >= back), None)
    rows = [_row(row, room, top, marked=row.year == marked) for row in shown]
    return [_axis(room, top), *rows, *legend]


def highest(table: YearTable) -> Decimal:
    """The highest amount of all three, at least one yuan."""
    every = ((row.own_total, row.account, row.pension_total) for row in table.rows)
    return max(Decimal(1), *(amount for row in every for amount in row))


def _shown(rows: tuple[YearRow, ...], room: int) -> tuple[YearRow, ...]:
    """The last year and every n-th before it, as many as there is room for."""
    step = -(-len(rows) // room)
    return rows[(len(rows) - 1) % step :: step]


def _at(value: Decimal | int, room: int, top: Decimal) -> int:
    """The cell of an amount: 0 at the left, the last one for the highest."""
    return round(Fraction(value) * (room - 1) / Fraction(top))


def _row(row: YearRow, room: int, top: Decimal, *, marked: bool) -> Line:
    cells = [" "] * room
    if row.account:
        bar = _at(row.account, room, top) + 1
        cells[:bar] = [BAR] * bar
    paid, received = (_at(value, room, top) for value in (row.own_total, row.pension_total))
    cells[paid] = OFF
    if row.pension_total:
        cells[received] = BOTH if received == paid else ON
    text = columns([(str(row.year), 4, "right"), (str(row.age), 3, "right")])
    lead = line((POINT if marked else " ", Style.MARK), text.text + " ")
    return lead + line(*((cell, LOOKS.get(cell, Style.NORMAL)) for cell in cells))


def _axis(room: int, top: Decimal) -> Line:
    """Ticks at round amounts."""
    step = tick_step(room // TICK, top)
    row = line(columns([(_("年"), 5, "right"), (_("岁"), 3, "right")]).text + " ")
    for value in range(0, int(top) + 1, step):
        label = VERTICAL + tick_text(value)
        start = LEAD + _at(value, room, top)
        if start + line(label).width <= LEAD + room:
            row = row.pad(start) + label
    return line((row.text, Style.DIM))


def tick_step(most: int, top: Decimal) -> int:
    """The smallest of 1, 2, 5, 10 … thousands that makes at most so many ticks."""
    sizes = (factor * int(10**power) for power in range(3, 12) for factor in (1, 2, 5))
    return next(size for size in sizes if top / size <= max(1, most))


def tick_text(value: int) -> str:
    """A round amount on the axis: 20万."""
    if value and value % WAN == 0:
        return _("{n}万").format(n=value // WAN)
    return str(value)


def _legend(width: int) -> list[Line]:
    """What the shapes mean, whole entries only."""
    entries = [
        f"{OFF} " + _("累计缴"),
        f"{ON} " + _("累计领"),
        f"{BAR} " + _("年末账户"),
        f"{BOTH} " + _("重合"),
        f"{POINT} " + _("回本"),
    ]
    rows = [line(" ")]
    for entry in entries:
        if rows[-1].width > 1 and rows[-1].width + line(entry).width > width:
            rows.append(line(" "))
        rows[-1] = rows[-1] + entry + "  "
    return [line((row.text.rstrip(), Style.DIM)) for row in rows]

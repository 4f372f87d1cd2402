"""The year table as rows: a calendar year a row, amounts right-aligned, wide cells first to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.quantities import money
from core.words import Text, say
from core.year_table import YearRow, YearTable
from tui.glyphs import POINT
from tui.lines import Cell, Line, Style, columns, line
from tui.words import _, render
from tui.wrapping import wrap

NONE = "-"
"""Where there is nothing to say: no months, no base, no pension yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its cells, what stands in it; the higher ``rank``, the sooner left out.

    ``key`` is its name in JSON.
    """

    key: str
    head: Text
    width: int
    text: Callable[[YearRow], str]
    rank: int = 0


COLUMNS = (
    Column("year", say("年"), 4, lambda row: str(row.year)),
    Column("age", say("岁"), 3, lambda row: str(row.age), rank=4),
    Column("months", say("月"), 2, lambda row: str(row.months) if row.months else NONE, rank=5),
    Column("base", say("基数"), 8, lambda row: NONE if row.base is None else money(row.base), 6),
    Column("own", say("当年缴"), 9, lambda row: amount(row.own), rank=1),
    Column("own_total", say("累计缴"), 10, lambda row: money(row.own_total), rank=2),
    Column("account", say("年末账户"), 10, lambda row: money(row.account), rank=3),
    Column("pension", say("当年领"), 10, lambda row: amount(row.pension)),
    Column("pension_total", say("累计领"), 11, lambda row: amount(row.pension_total), rank=2),
)
WIDTH = 1 + sum(column.width + 1 for column in COLUMNS) - 1
"""Cells the whole table takes, with the mark before each row."""


def amount(value: Decimal) -> str:
    """Yuan with two decimals; a dash for nothing."""
    return money(value) if value else NONE


def fitting(width: int) -> tuple[Column, ...]:
    """The columns there is room for."""
    found = list(COLUMNS)
    while sum(column.width + 1 for column in found) > width:
        found.remove(max(found, key=lambda column: column.rank))
    return tuple(found)


def table_head(width: int) -> Line:
    """The heads of the columns that fit."""
    cells: list[Cell] = [(render(c.head), c.width, "right") for c in fitting(width)]
    return line(line(" ", columns(cells)).text).styled(Style.DIM)


def table_rows(table: YearTable, width: int) -> list[Line]:
    """One row a year; the year the money is back has a mark and is set off."""
    fit = fitting(width)
    back = table.payback.month.year if table.payback else 0
    return [_row(row, fit, back=row.year == back) for row in table.rows]


def _row(row: YearRow, fit: tuple[Column, ...], *, back: bool) -> Line:
    cells: list[Cell] = [(column.text(row), column.width, "right") for column in fit]
    found = line(POINT if back else " ", columns(cells))
    return found.styled(Style.MARK) if back else found


def summary(table: YearTable) -> list[str]:
    """What the table comes to, in sentences."""
    rows = [
        _("一共缴 {own} 元；{month} 起领。").format(
            own=money(table.own_total), month=table.first_pension
        )
    ]
    if table.payback is not None:
        text = _("{mark} {month} 回本（领第{n}个月）。")
        month, months = table.payback.month, table.payback.months
        rows.append(text.format(mark=POINT, month=month, n=months))
    else:
        rows.append(_("到 {month} 还没回本。").format(month=table.last))
    total = _("到 {month} 一共领 {total} 元。")
    rows.append(total.format(month=table.last, total=money(table.lifetime_total)))
    return [*rows, _("还没公布的年份按假设推算。")]


def together(sentences: list[str], width: int) -> list[Line]:
    """Sentences in rows, each whole where it fits."""
    rows: list[str] = []
    for sentence in sentences:
        if rows and line(rows[-1] + sentence).width <= width:
            rows[-1] += sentence
        else:
            rows.append(sentence)
    return [line((part, Style.VALUE)) for row in rows for part in wrap(row, width, " ")]

"""The years of a hand-out: the table, the chart, and what is to be paid next."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.calendar import Due
from core.quantities import money
from core.words import say
from core.year_table import YearTable
from tui.lines import Align
from tui.report.handouts.parts import Block, Paragraph, Table, YearChart
from tui.widgets.years import COLUMNS, summary
from tui.words import render

DUES = 15
"""So many payments are listed; the calendar file has all of them."""


def years(table: YearTable) -> Iterator[Block]:
    """What it comes to, drawn, and year by year."""
    yield Paragraph("".join(summary(table)))
    yield YearChart(table)
    head = tuple(render(column.head) for column in COLUMNS)
    rows = tuple(tuple(column.text(row) for column in COLUMNS) for row in table.rows)
    widths = tuple(column.width for column in COLUMNS)
    right: Align = "right"
    yield Table(head, rows, widths, (right,) * len(COLUMNS))


def dues(found: tuple[Due, ...]) -> Iterator[Block]:
    """The next payments: when, how much, whether that is settled."""
    if not found:
        return
    projected = render(say("推算"))
    rows = tuple(
        (str(due.month), money(due.amount), "" if due.settled else projected, render(due.label))
        for due in found[:DUES]
    )
    head = (say("月份"), say("金额"), say("推算的"), say("缴什么"))
    aligns: tuple[Align, ...] = ("left", "right", "left", "left")
    yield Table(tuple(map(render, head)), rows, (8, 11, 6, 44), aligns)
    if len(found) > DUES:
        yield Paragraph(render(say("后面还有 {n} 笔，日历文件里都有。", n=len(found) - DUES)))

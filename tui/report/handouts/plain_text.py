"""The hand-out as text, 80 columns wide: for a terminal, a mail, any printer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from core.year_table import YearTable
from tui.lines import columns, rule
from tui.report.handouts.parts import (
    Block,
    Derived,
    Handout,
    Items,
    Pairs,
    Paragraph,
    Table,
    YearChart,
)
from tui.widgets.year_chart import chart
from tui.wrapping import wrap

WIDTH = 80
LABEL = 28
ROWS = 26
"""Rows of the chart."""


def text_of(document: Handout) -> list[str]:
    """All rows."""
    rows = [document.title, rule(WIDTH, "═").text, *_wrapped(document.lead)]
    rows += wrap(document.notice, WIDTH)
    for number, section in enumerate(document.sections, 1):
        rows += ["", *wrap(f"{number}. {section.title}", WIDTH), rule(WIDTH).text]
        for block in section.blocks:
            rows += ["", *written(block)] if isinstance(block, Table) else written(block)
    return [*rows, "", rule(WIDTH, "═").text, *wrap(document.notice, WIDTH)]


def _wrapped(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from wrap(text, WIDTH)


@singledispatch
def written(block: Block) -> list[str]:
    """The rows of a block."""
    raise TypeError(block)


@written.register
def _paragraph(block: Paragraph) -> list[str]:
    return wrap(block.text, WIDTH, first="! " if block.strong else "", indent="")


@written.register
def _pairs(block: Pairs) -> list[str]:
    rows = []
    for label, value in block.rows:
        lead = columns([(label, LABEL, "left")]).text
        found = wrap(value, WIDTH, indent=" " * (LABEL + 1), first=lead + " ")
        rows += [row.rstrip() for row in found]
    return rows


@written.register
def _items(block: Items) -> list[str]:
    return [row for text in block.texts for row in wrap(text, WIDTH, indent="    ", first="  · ")]


@written.register
def _derived(block: Derived) -> list[str]:
    rows = wrap(f"{block.label} ＝ {block.value}", WIDTH)
    for title, text in block.rows:
        rows += wrap(f"{title}：{text}", WIDTH, indent="        ", first="  ")
    return rows


@written.register
def _table(block: Table) -> list[str]:
    shape = list(zip(block.widths, block.aligns, strict=True))
    found = []
    for row in (block.head, *block.rows):
        cells = [(text, *how) for text, how in zip(row, shape, strict=True)]
        found.append(columns(cells).text.rstrip())
    return found


@written.register
def _chart(block: YearChart) -> list[str]:
    return ["", *drawn(block.table)]


def drawn(table: YearTable) -> list[str]:
    """The chart of characters."""
    return [row.text.rstrip() for row in chart(table, WIDTH, ROWS)]

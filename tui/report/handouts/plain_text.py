"""The hand-out as text, 80 columns wide: for a terminal, a mail, any printer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from tui.lines import columns, rule
from tui.report.handouts.parts import (
    Block,
    Derived,
    Drawing,
    Handout,
    Items,
    Pairs,
    Paragraph,
    Table,
)
from tui.words import _
from tui.wrapping import wrap

WIDTH = 80
LABEL = 28


def text_of(document: Handout) -> list[str]:
    """All rows."""
    rows = [document.title, rule(WIDTH, "═").text, *_wrapped(document.lead)]
    rows += wrap(document.notice, WIDTH)
    for number, section in enumerate(document.sections, 1):
        rows += ["", *wrap(f"{number}. {section.title}", WIDTH), rule(WIDTH).text]
        for block in section.blocks:
            rows += written(block)
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
    told = [(_("算法"), block.formula), (_("代入"), block.with_numbers)]
    told += [(_("文件"), document) for document in block.documents]
    for label, text in told:
        if text:
            rows += wrap(f"{label}：{text}", WIDTH, indent="        ", first="  ")
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
def _drawing(block: Drawing) -> list[str]:
    return ["", *block.rows]

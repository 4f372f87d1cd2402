"""The hand-out as Markdown; whatever somebody typed is text in it, never markup."""

from __future__ import annotations

import re
from functools import singledispatch

from tui.lines import plain
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
from tui.report.handouts.plain_text import drawn

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&!{}()$^=:@])")
_LIMIT = 4000
RULES = {"left": ":--", "right": "--:", "center": ":-:"}


def escaped(text: str) -> str:
    """Text whose every sign of Markdown or HTML stands for itself."""
    return _MARKUP.sub(r"\\\1", plain(text, _LIMIT)).strip()


def markdown_of(document: Handout) -> list[str]:
    """All rows."""
    rows = [f"# {escaped(document.title)}", ""]
    rows += [f"- {escaped(text)}" for text in document.lead]
    rows += ["", f"**{escaped(document.notice)}**"]
    for section in document.sections:
        rows += ["", f"## {escaped(section.title)}"]
        for block in section.blocks:
            rows += ["", *written(block)]
    return [*rows, "", "---", "", f"**{escaped(document.notice)}**"]


@singledispatch
def written(block: Block) -> list[str]:
    """The rows of a block."""
    raise TypeError(block)


@written.register
def _paragraph(block: Paragraph) -> list[str]:
    text = escaped(block.text)
    return [f"**{text}**" if block.strong else text]


@written.register
def _pairs(block: Pairs) -> list[str]:
    rows = [f"| {escaped(label)} | {escaped(value)} |" for label, value in block.rows]
    return ["| | |", "|:--|:--|", *rows]


@written.register
def _items(block: Items) -> list[str]:
    return [f"- {escaped(text)}" for text in block.texts]


@written.register
def _derived(block: Derived) -> list[str]:
    rows = [f"- {escaped(block.label)} ＝ **{escaped(block.value)}**"]
    return rows + [f"  - {escaped(title)}：{escaped(text)}" for title, text in block.rows]


@written.register
def _table(block: Table) -> list[str]:
    rules = "|".join(RULES[align] for align in block.aligns)
    rows = [f"| {' | '.join(map(escaped, row))} |" for row in (block.head, *block.rows)]
    return [rows[0], f"|{rules}|", *rows[1:]]


@written.register
def _chart(block: YearChart) -> list[str]:
    return [f"    {plain(row)}".rstrip() for row in drawn(block.table)]

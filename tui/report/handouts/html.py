"""The hand-out as one HTML file: nothing from elsewhere, everything escaped, printed on A4."""

from __future__ import annotations

from functools import singledispatch
from html import escape as for_html

from tui.lines import plain
from tui.report.handouts.chart import svg
from tui.report.handouts.parts import (
    Block,
    Derived,
    Handout,
    Items,
    Pairs,
    Paragraph,
    Section,
    Table,
    YearChart,
)
from tui.words import _

_LIMIT = 4000
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""No script, no request, no form: what is in the file is all there is."""

STYLE = """
@page { size: A4; margin: 14mm }
body { font: 10pt/1.45 sans-serif; max-width: 182mm; margin: 1em auto; padding: 0 1em;
  color: #000; background: #fff }
header { display: flex; gap: 6mm; justify-content: space-between; align-items: flex-start }
header figure { flex: none; width: 32mm; margin: 0; font-size: 8pt; text-align: center }
header figure svg { display: block; width: 32mm; height: 32mm }
h1 { font-size: 15pt; margin: 0 0 .3em }
h2 { font-size: 12pt; margin: 1.2em 0 .4em; border-bottom: 1px solid #000; break-after: avoid }
p { margin: .5em 0; orphans: 3; widows: 3 } h2 + p { break-after: avoid }
ul { margin: .4em 0; padding-left: 1.5em }
.notice { border: 1px dashed #000; padding: .4em .6em; font-weight: bold; break-inside: avoid }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr, dl, li { break-inside: avoid }
th, td { padding: .1em .4em; text-align: left; vertical-align: top; border-bottom: 1px solid #bbb }
th[scope=row] { white-space: nowrap; width: 1%; padding-right: 1.2em }
.right { text-align: right }
.years td, .years th { font-size: 8.5pt; line-height: 1.25; padding: 0 .3em }
.two { columns: 2; column-gap: 8mm } .two table { margin: 0 }
dl { margin: .5em 0 } dt { font-weight: bold } dd { margin: 0 0 0 1.5em }
svg.years { display: block; width: 100%; break-inside: avoid; font-family: sans-serif }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""
SHORT = 24
"""Characters: where every value of a list is no longer, the list stands in two columns."""


def escaped(text: str) -> str:
    """Text as text: no character of it is markup or a control."""
    return for_html(plain(text, _LIMIT), quote=True)


def html_of(document: Handout) -> list[str]:
    """All rows of the file."""
    notice = f'<p class="notice">{escaped(document.notice)}</p>'
    rows = ["<!DOCTYPE html>", '<html lang="zh-CN">', "<head>", '<meta charset="utf-8">']
    rows += [f'<meta http-equiv="Content-Security-Policy" content="{for_html(POLICY)}">']
    rows += ['<meta name="viewport" content="width=device-width">']
    rows += [f"<title>{escaped(document.title)}</title>", f"<style>{STYLE}</style>"]
    rows += ["</head>", "<body>", "<header>", f"<div><h1>{escaped(document.title)}</h1>"]
    rows += [f"<p>{'<br>'.join(map(escaped, document.lead))}</p>", notice, "</div>"]
    rows += [code(document.short), "</header>"]
    for number, section in enumerate(document.sections, 1):
        rows += _section(number, section)
    return [*rows, notice, "</body>", "</html>"]


def _section(number: int, section: Section) -> list[str]:
    rows = [row for block in section.blocks for row in written(block)]
    return [f"<h2>{number}. {escaped(section.title)}</h2>", *rows]


def code(short: tuple[str, ...]) -> str:
    """The QR code of the short summary."""
    import segno

    made = segno.make("\n".join(short), error="l", encoding="utf-8", micro=False)
    drawn = made.svg_inline(border=2, omitsize=True)
    told = escaped(_("用手机扫：没有姓名的几行摘要"))
    return f"<figure>{drawn}<figcaption>{told}</figcaption></figure>"


@singledispatch
def written(block: Block) -> list[str]:
    """The rows of a block."""
    raise TypeError(block)


@written.register
def _paragraph(block: Paragraph) -> list[str]:
    kind = ' class="notice"' if block.strong else ""
    return [f"<p{kind}>{escaped(block.text)}</p>"]


@written.register
def _pairs(block: Pairs) -> list[str]:
    rows = [
        f'<tr><th scope="row">{escaped(label)}</th><td>{escaped(value)}</td></tr>'
        for label, value in block.rows
    ]
    short = len(rows) > 4 and all(len(value) <= SHORT for _label, value in block.rows)
    kind = ' class="two"' if short else ""
    return [f"<div{kind}><table>", *rows, "</table></div>"]


@written.register
def _items(block: Items) -> list[str]:
    return ["<ul>", *(f"<li>{escaped(text)}</li>" for text in block.texts), "</ul>"]


@written.register
def _derived(block: Derived) -> list[str]:
    rows = [f"<dl><dt>{escaped(block.label)} ＝ {escaped(block.value)}</dt>"]
    rows += [f"<dd>{escaped(title)}：{escaped(text)}</dd>" for title, text in block.rows]
    return [*rows, "</dl>"]


@written.register
def _table(block: Table) -> list[str]:
    wide = ' class="years"' if len(block.head) > 6 else ""
    head = "".join(_cell("th", *cell) for cell in zip(block.head, block.aligns, strict=True))
    rows = [
        "<tr>" + "".join(_cell("td", *c) for c in zip(row, block.aligns, strict=True)) + "</tr>"
        for row in block.rows
    ]
    head = f"<thead><tr>{head}</tr></thead>"
    return [f"<table{wide}>", head, "<tbody>", *rows, "</tbody>", "</table>"]


def _cell(tag: str, text: str, align: str) -> str:
    kind = ' class="right"' if align == "right" else ""
    return f"<{tag}{kind}>{escaped(text)}</{tag}>"


@written.register
def _chart(block: YearChart) -> list[str]:
    return svg(block.table)

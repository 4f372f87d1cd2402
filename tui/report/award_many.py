"""许多张核定表的核对结果：一张一行，最后一行总计。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.quantities import money
from core.rules.award import AwardCheck, Component
from core.words import say
from tui.lines import columns, rule
from tui.report.award_json import SCHEMA, award_document
from tui.report.values import Json
from tui.words import _, render

Named = tuple[str, AwardCheck]
NAME_WIDTH = 22
MONTH_WIDTH = 8
CELL_WIDTH = 11


@dataclass(frozen=True, slots=True)
class Tally:
    """印出的数里，对上的、算出来不同的、缺数据算不出的各有几个。"""

    sheets: int
    printed: int
    reproduced: int
    lacking: int

    @property
    def different(self) -> int:
        return self.printed - self.reproduced - self.lacking


def tally(results: Sequence[Named]) -> Tally:
    """数一数。"""
    parts = [part for _name, result in results for part in result.components]
    printed = [part for part in parts if part.printed is not None]
    return Tally(
        sheets=len(results),
        printed=len(printed),
        reproduced=sum(part.reproduced is True for part in printed),
        lacking=sum(part.computed is None for part in printed),
    )


def many_document(results: Sequence[Named]) -> Json:
    """每张表的结果和总计。"""
    count = tally(results)
    return {
        "schema": SCHEMA,
        "reproduced": count.reproduced == count.printed,
        "summary": {
            "sheets": count.sheets,
            "printed": count.printed,
            "reproduced": count.reproduced,
            "different": count.different,
            "lacking": count.lacking,
        },
        "sheets": [{"name": name, **award_document(result)} for name, result in results],
    }


def many_text(results: Sequence[Named]) -> Iterator[str]:
    """表头、一张一行、总计。"""
    heads = (_("基础"), _("账户"), _("过渡"), _("合计"))
    yield _row(_("核定表"), _("退休"), *heads)
    yield rule(80).text
    for name, result in results:
        yield _row(name, str(result.sheet.retired), *map(_cell, result.components))
    count = tally(results)
    yield rule(80).text
    yield render(
        say(
            "共 {sheets} 张，印出 {printed} 个数：对上 {reproduced}，不同 {different}，"
            "缺数据算不出 {lacking}。",
            sheets=count.sheets,
            printed=count.printed,
            reproduced=count.reproduced,
            different=count.different,
            lacking=count.lacking,
        )
    )


def _row(name: str, *cells: str) -> str:
    _month, *figures = cells
    widths = (NAME_WIDTH, MONTH_WIDTH, *(CELL_WIDTH for _figure in figures))
    fields = zip((name, *cells), widths, strict=True)
    return columns([(text, width, "left") for text, width in fields], gap=1).text.rstrip()


def _cell(part: Component) -> str:
    if part.printed is None:
        return "—"
    if part.difference is None:
        return _("缺数据")
    return _("对上") if part.reproduced else render(say("差 {by}", by=money(part.difference)))

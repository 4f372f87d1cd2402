"""几份方案并排，写成 80 列的文字：和屏幕上是同一张表。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.words import say
from tui.comparing import Comparison
from tui.lines import rule
from tui.report.projection_text import OFFICIAL, WIDTH
from tui.widgets.compare import comparison, names
from tui.words import render
from tui.wrapping import wrap


def compare_text(found: Comparison, as_of: date) -> Iterator[str]:
    """名称在上，答案不同的、算出来的在下。"""
    yield render(say("{n} 份方案并排，按 {day} 的规定和已公布的数", n=len(found.plans), day=as_of))
    yield ""
    yield from (row.text.rstrip() for row in names(found, WIDTH))
    yield rule(WIDTH).text
    yield from (row.text.rstrip() for row in comparison(found, WIDTH))
    yield ""
    yield from wrap(render(OFFICIAL), WIDTH)

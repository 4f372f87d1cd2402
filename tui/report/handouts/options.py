"""All options side by side: what each costs, brings, when, what comes back, what if one stops."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.stopping import Stopped
from core.decisions.subject import subjects
from core.decisions.table import Row
from core.decisions.table import row as table_row
from core.quantities import money
from core.rules.eligibility import NOT_ON_FILE
from core.words import Notice, Text, say
from tui.entries.option import later_phase
from tui.lines import Align
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.figures import marked
from tui.report.handouts.parts import Block, Items, Table
from tui.saying import option_name, yearly_rate
from tui.words import render

NONE = "—"


def rows_of(asked: Asked, part: Part) -> tuple[Row, ...]:
    """One row an option, as the core's table has it."""
    return tuple(map(table_row, subjects(asked.case, part.projection, asked.law)))


def results(asked: Asked, part: Part) -> Iterator[Block]:
    """Two tables, as eight facts do not fit into 80 columns, and why an option is closed."""
    rows = rows_of(asked, part)
    names = tuple(_names(asked, part))
    yield _paid(rows, names)
    yield _returned(rows, names, asked.case.assumptions.until_age)
    said = tuple(
        f"{name.lstrip('▸ ')}：{told(notice)}"
        for row, name in zip(rows, names, strict=True)
        for notice in (*row.reasons, *((row.option.enrolment,) if row.option.enrolment else ()))
    )
    if said:
        yield Items(said)


def told(notice: Notice) -> str:
    """A sentence with its document, where there is one."""
    bare = notice.source in ("", NOT_ON_FILE)
    return render(notice.text) + ("" if bare else f"（{notice.source}）")


def _names(asked: Asked, part: Part) -> Iterator[str]:
    """Each option's name; the chosen one marked."""
    for index, option in enumerate(part.projection.options):
        lead = "▸ " if index == part.projection.chosen else "  "
        yield lead + option_name(option, asked.policy.regions)


# ------------------------------------------------------------------ what it costs and brings


def _paid(rows: tuple[Row, ...], names: tuple[str, ...]) -> Table:
    head = (say("办法"), say("每年缴"), say("每月领"), say("按今天的钱"), say("从"), say("回本"))
    found: list[tuple[str, ...]] = []
    for row, name in zip(rows, names, strict=True):
        found += _cost_rows(row, name)
    aligns: tuple[Align, ...] = ("left", "right", "right", "right", "left", "right")
    return Table(_texts(head), tuple(found), (24, 10, 13, 11, 7, 8), aligns)


def _cost_rows(row: Row, name: str) -> Iterator[tuple[str, ...]]:
    """An option, and one more row for what the supplementary scheme adds later."""
    if row.first_year is None:
        yield name, NONE, render(say("走不通")), "", "", ""
        return
    pension = row.option.pension
    if pension is None:
        yield name, money(row.first_year), render(say("缴不满，没有")), "", "", ""
        return
    back = say("回不了本") if row.payback is None else say("{n}个月", n=row.payback)
    yield (
        name,
        money(row.first_year),
        marked(pension.total),
        money(pension.total_today.amount),
        str(pension.start),
        render(back),
    )
    later = later_phase(row.option)
    if later is not None:
        today = "" if row.today is None else money(row.today.amount)
        yield render(say("    65岁起")), "", marked(later.total), today, str(later.start), ""


# ------------------------------------------------------------------ what comes back


def _returned(rows: tuple[Row, ...], names: tuple[str, ...], until: int) -> Table:
    head = (
        say("办法"),
        say("自己一共缴"),
        say("到{age}岁共领", age=until),
        say("年收益"),
        say("现在起不缴了"),
    )
    found = tuple(_return_row(row, name) for row, name in zip(rows, names, strict=True))
    aligns: tuple[Align, ...] = ("left", "right", "right", "right", "left")
    return Table(_texts(head), found, (24, 11, 12, 7, 22), aligns)


def _return_row(row: Row, name: str) -> tuple[str, ...]:
    if row.own_total is None or row.stopped is None:
        return name, NONE, "", "", ""
    lifetime = NONE if row.lifetime is None else money(row.lifetime)
    rate = NONE if row.rate is None else yearly_rate(row.rate)
    return name, money(row.own_total), lifetime, rate, render(stopped_text(row.stopped))


def stopped_text(found: Stopped) -> Text:
    """What stopping now comes to, in a few characters."""
    if found.pension is not None:
        return say("每月领 {amount}", amount=marked(found.pension))
    if not found.short:
        return say("没有")
    if found.option.scheme == "employee":
        return say("差{n}个月，没有", n=found.short)
    return say("差{n}年，没有", n=found.short // 12)


def _texts(head: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(map(render, head))

"""Figures, parameters and documents of a hand-out, as text."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.subject import subject
from core.decisions.table import row as option_row
from core.derivation import Figure, Parameter, State, Unit, figures, shown, walk
from core.quantities import Age, money, percent
from core.rules.retirement import age_text
from core.words import Text, say
from tui.entries.option import later_phase
from tui.lines import Align
from tui.marks import marks_of
from tui.report.grades import graded
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.parts import Block, Derived, Items, Paragraph, Table
from tui.saying import option_name
from tui.words import render

STATES: dict[State, Text] = {
    State.PUBLISHED: say("已公布"),
    State.PROVISIONAL: say("暂用"),
}


def marked(figure: Figure) -> str:
    """A value with its unit where it has a word, and its marks."""
    value = figure.value
    if isinstance(value, Age):
        return render(age_text(value))
    if figure.unit is Unit.MONTHS and isinstance(value, int):
        return render(say("{n} 个月", n=value))
    return shown(value, figure.unit) + marks_of(figure)


# ------------------------------------------------------------------ the table of options


def results(asked: Asked, part: Part) -> Table:
    """All options side by side."""
    head = (say("办法"), say("每年缴"), say("每月领"), say("按今天的钱"), say("从"), say("回本"))
    rows: list[tuple[str, ...]] = []
    for index, option in enumerate(part.projection.options):
        lead = "▸ " if index == part.projection.chosen else "  "
        name = lead + option_name(option, asked.policy.regions)
        if not option.available:
            rows.append((name, "—", render(say("走不通")), "", "", ""))
            continue
        rows.append(_open(asked, part, index, name))
        later = later_phase(option)
        if later is not None:
            label = render(say("    65岁起"))
            rows.append((label, "", marked(later.total), "", str(later.start), ""))
    aligns: tuple[Align, ...] = ("left", "right", "right", "right", "left", "right")
    return Table(tuple(map(render, head)), tuple(rows), (24, 10, 13, 11, 7, 8), aligns)


def _open(asked: Asked, part: Part, index: int, name: str) -> tuple[str, ...]:
    option = part.projection.options[index]
    found = option_row(subject(asked.case, part.projection, asked.law, index))
    cost = "—" if found.first_year is None else money(found.first_year)
    if option.pension is None:
        return (name, cost, render(say("缴不满，没有")), "", "", "")
    pension = option.pension
    back = "—" if found.payback is None else render(say("{n}个月", n=found.payback))
    today = money(pension.total_today.amount)
    return (name, cost, marked(pension.total), today, str(pension.start), back)


# ------------------------------------------------------------------ the chains


def roots(part: Part) -> tuple[Figure, ...]:
    """Dates first, then the figures of the chosen option."""
    window, required = part.projection.window, part.projection.required
    assert window is not None
    assert required is not None
    return (window.statutory_age, window.statutory, required, *part.projection.option.figures)


def chain(part: Part) -> Iterator[Derived]:
    """How each figure came about, inputs first; of the years' accounts the last one stands."""
    top = roots(part)
    ids = {figure.id for figure in top}
    for figure in figures(top):
        if figure.id not in ids and figure.id.rpartition(".")[2][:4].isdigit():
            continue
        yield Derived(
            render(figure.label),
            marked(figure),
            render(figure.formula),
            render(figure.with_numbers),
            (figure.source.document,),
        )


def used(part: Part) -> tuple[Parameter, ...]:
    """What the figures rest on, not the person's own assumptions; a value that stands, once."""
    nodes = (n for figure in roots(part) for n in walk(figure) if isinstance(n, Parameter))
    found: dict[object, Parameter] = {}
    for p in nodes:
        if not p.source.given:
            found.setdefault((p.name, p.place, p.value, p.source, p.state), p)
    return tuple(found.values())


def parameters(asked: Asked, part: Part) -> Iterator[Block]:
    """The published values; of the projected ones only how many."""
    found = used(part)
    published = [p for p in found if p.state is not State.PROJECTED]
    if published:
        yield Items(tuple(_parameter(asked, p) for p in published))
    if len(found) > len(published):
        text = say("另有 {n} 个以后年份的数是按假设推算的。", n=len(found) - len(published))
        yield Paragraph(render(text))


def _parameter(asked: Asked, found: Parameter) -> str:
    region = asked.policy.regions.get(found.place)
    text = say(
        "{where} {year}年 {label} {value}（{state}，{grade}）：{document}",
        where=say("全国") if region is None else region.name,
        year=found.year,
        label=found.label,
        value=percent(found.value) if found.unit is Unit.RATE else shown(found.value, found.unit),
        state=STATES[found.state],
        grade=graded(found.source),
        document=found.source.document,
    )
    return render(text)


def documents(asked: Asked) -> tuple[str, ...]:
    """Every document once, with the weakest grade it is cited at."""
    grades: dict[str, str] = {}
    order: dict[str, None] = {}
    sources = [s for part in asked.parts for figure in roots(part) for s in figure.sources]
    for source in sources:
        if not source.given:
            order.setdefault(source.document)
    for source in sorted(sources, key=lambda s: s.grade):
        grades[source.document] = render(graded(source))
    return tuple(f"{document}（{grades[document]}）" for document in order)

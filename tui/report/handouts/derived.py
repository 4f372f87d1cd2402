"""How each figure of a hand-out came about, the published values and the documents behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.derivation import Figure, Grade, Parameter, State, figures, walk
from core.policy.regions import Regions
from core.quantities import percent
from core.words import say
from tui.report.chain import (
    ASK,
    Link,
    ask,
    documents,
    kind,
    link_text,
    links,
    place_name,
    state_text,
    value_text,
)
from tui.report.grades import graded
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.figures import marked
from tui.report.handouts.parts import Block, Derived, Items, Paragraph
from tui.words import render


def roots(part: Part) -> tuple[Figure, ...]:
    """Dates first, then the figures of the chosen option."""
    window, required = part.projection.window, part.projection.required
    assert window is not None
    assert required is not None
    return (window.statutory_age, window.statutory, required, *part.projection.option.figures)


# ------------------------------------------------------------------ the chains


def chain(asked: Asked, part: Part) -> Iterator[Block]:
    """How each figure came about, inputs first, and what to ask about any of them."""
    yield Paragraph(render(ASK))
    for figure in told(roots(part)):
        rows = tuple(_rows(figure, asked.policy.regions))
        yield Derived(render(figure.label), marked(figure), rows)


def told(top: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """All figures, but of the years' accounts only the last: what a figure of no year rests on."""
    every = figures(top)
    named = [figure for figure in every if not _of_year(figure)]
    needed = {node.id for figure in named for node in figure.inputs if isinstance(node, Figure)}
    needed |= {figure.id for figure in (*named, *top)}
    return tuple(figure for figure in every if figure.id in needed)


def _of_year(figure: Figure) -> bool:
    return figure.id.rpartition(".")[2][:4].isdigit()


def _rows(figure: Figure, regions: Regions) -> Iterator[tuple[str, str]]:
    """Formula, numbers, what went in, documents; whom to ask where one of them is unseen."""
    yield render(say("算法")), render(figure.formula)
    yield render(say("代入")), render(figure.with_numbers)
    found = links(figure)
    for _series, same in groupby(found, key=_series_of):
        group = list(same)
        yield render(kind(group[0])), _together(group, regions)
    values = (link.source for link in found if isinstance(link, Parameter))
    sources = [source for source in (figure.source, *values) if not source.given]
    for document in documents(sources):
        yield render(say("文件")), document
    if figure.grade is Grade.C:
        yield render(say("待核实")), ask(figure.label, figure.sources)


def _series_of(link: Link) -> object:
    """What tells one row from the next: the projected years of a series are one."""
    if isinstance(link, Parameter) and link.growth is not None:
        return link.name, link.place
    return link


def _together(group: Sequence[Link], regions: Regions) -> str:
    """A rule or parameter; of projected years the first, the last and how they grow."""
    first, last = group[0], group[-1]
    if len(group) == 1 or not isinstance(first, Parameter) or not isinstance(last, Parameter):
        return link_text(first, regions)
    assert first.growth is not None
    text = say(
        "{where} {first}至{last}年 {label} {low} 至 {high}"
        "（推算，{published} 起每年 ＋{rate}，{grade}）",
        where=place_name(first, regions),
        first=first.year,
        last=last.year,
        label=first.label,
        low=value_text(first),
        high=value_text(last),
        published=f"{first.growth.published:f}",
        rate=percent(first.growth.rate),
        grade=graded(first.source),
    )
    return render(text)


# ------------------------------------------------------------------ values and documents


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
    """Where, when, what and how sure; the document and the day it was last looked at."""
    text = say(
        "{where} {year}年 {label} {value}（{state}，{grade}）：{document}{checked}",
        where=place_name(found, asked.policy.regions),
        year=found.year,
        label=found.label,
        value=value_text(found),
        state=state_text(found),
        grade=graded(found.source),
        document=found.source.document,
        checked=say("，{day} 核对", day=found.source.checked) if found.source.checked else "",
    )
    return render(text)


def all_documents(asked: Asked) -> tuple[str, ...]:
    """Every document once, with the weakest grade it is cited at."""
    every = (s for part in asked.parts for figure in roots(part) for s in figure.sources)
    return tuple(documents([source for source in every if not source.given]))

"""One link of a why-chain in words: its parameters, its documents, what to ask 12333."""

from __future__ import annotations

from collections.abc import Sequence

from core.derivation import Figure, Grade, Ground, Parameter, Source, State, Unit, shown
from core.policy.regions import Regions
from core.quantities import percent
from core.words import Text, say
from tui.report.grades import EXPIRED, graded
from tui.words import render

STATES: dict[State, Text] = {
    State.PUBLISHED: say("已公布"),
    State.PROVISIONAL: say("暂用"),
    State.PROJECTED: say("推算"),
}

Link = Ground | Parameter
"""What a figure was made of besides other figures."""


def links(figure: Figure) -> list[Link]:
    """The rules and parameters that went into a figure itself."""
    return [node for node in figure.inputs if not isinstance(node, Figure)]


def kind(link: Link) -> Text:
    """What a link is: a rule, an assumption, a parameter."""
    if isinstance(link, Ground):
        return say("规则")
    return say("假设") if link.source.given else say("参数")


def link_text(link: Link, regions: Regions) -> str:
    """What a link says; of a parameter where, when, how much, how it grew and how sure it is."""
    if isinstance(link, Ground):
        document = link.source.document
        text = say(
            "{rule}：{document}（{grade}）",
            rule=link.label,
            document=document,
            grade=graded(link.source),
        )
        return render(text)
    if link.source.given:
        return f"{render(link.label)} {percent(link.value)}"
    text = say(
        "{where} {year}年 {label} {value}（{state}，{grade}）{note}",
        where=place_name(link, regions),
        year=link.year,
        label=link.label,
        value=value_text(link),
        state=state_text(link),
        grade=graded(link.source),
        note=say("。{note}", note=link.source.note) if link.source.note else "",
    )
    return render(text)


def place_name(parameter: Parameter, regions: Regions) -> Text | str:
    region = regions.get(parameter.place)
    return say("全国") if region is None else region.name


def value_text(parameter: Parameter) -> str:
    if parameter.unit is Unit.RATE:
        return percent(parameter.value)
    return shown(parameter.value, parameter.unit)


def state_text(parameter: Parameter) -> Text:
    """Published, stand-in or projected; how it was projected; whether nobody looked since."""
    state = STATES[parameter.state]
    if parameter.growth is not None:
        state = say("{state} {how}", state=state, how=parameter.growth.with_numbers)
    return say("{state}，{expired}", state=state, expired=EXPIRED) if parameter.expired else state


ASK = say("有出入时打12333，问：这个数按哪份文件、哪年的参数算。")
"""What to ask about any figure."""


def documents(sources: Sequence[Source]) -> list[str]:
    """The documents of a chain, each once, with the weakest grade it is cited at."""
    order = {source.document: "" for source in sources}
    for source in sorted(sources, key=lambda s: s.grade):
        order[source.document] = "" if source.given else f"（{render(graded(source))}）"
    return [document + grade for document, grade in order.items()]


def ask(label: Text, sources: Sequence[Source]) -> str:
    """What to ask 12333 about a figure; by name about documents nobody has seen."""
    unseen = dict.fromkeys(source.document for source in sources if source.grade is Grade.C)
    if not unseen:
        return render(ASK)
    text = say(
        "打12333问：{label}按哪份文件算？没有见到原文：{documents}",
        label=label,
        documents="、".join(unseen),
    )
    return render(text)

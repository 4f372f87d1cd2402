"""What to do about the chosen option: stop, go on, pay the most; pause; how sure; what is left."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.band import Sensitivity
from core.decisions.pause import Paused, PausePlan
from core.decisions.stopping import ThreeFigures
from core.derivation import Figure
from core.policy.load import guide
from core.quantities import money, percent
from core.words import Text, say
from tui.entries.option import later_phase
from tui.lines import Align
from tui.report.handouts.advice import Advice
from tui.report.handouts.figures import marked
from tui.report.handouts.options import told
from tui.report.handouts.parts import Block, Items, Pairs, Paragraph, Table
from tui.words import render


def advised(found: Advice) -> Iterator[Block]:
    """The chapter; nothing of a closed option."""
    if found.subject.option.available:
        yield from _three(found.three)
        yield Items(tuple(_pauses(found.pause)))
        yield from _band(found)
        heirs = tuple(_heirs(found))
        if heirs:
            yield Items(heirs)


# ------------------------------------------------------------------ stop, go on, at the most


def _three(found: ThreeFigures) -> Iterator[Block]:
    names = (say("现在起不缴了"), say("照这样缴下去"), say("从头按最高的缴"))
    yield Pairs(
        tuple(
            (render(name), _a_month(figure))
            for name, figure in zip(names, found.amounts, strict=True)
        )
    )
    said = [told(notice) for notice in found.earned.notices]
    if later_phase(found.going_on) is not None:
        said.insert(0, render(say("每月的数是两种养老金都开始领以后的")))
    yield Items(tuple(said))


def _a_month(figure: Figure | None) -> str:
    return render(say("领不到") if figure is None else say("每月 {yuan}", yuan=marked(figure)))


# ------------------------------------------------------------------ pausing


def _pauses(plan: PausePlan) -> Iterator[str]:
    if plan.reason is not None:
        yield told(plan.reason)
    if plan.last is not None:
        text = say(
            "从 {first} 起最多停到 {last}，还能按时领", first=plan.first, last=plan.last.value
        )
        yield render(text)
    yield from _pause(say("只停 1 个月"), plan.month)
    yield from _pause(say("停到最后"), plan.longest)
    beyond = say("停 1 个月") if plan.last is None else say("再多停 1 个月")
    yield from _pause(beyond, plan.beyond)


def _pause(what: Text, found: Paused | None) -> Iterator[str]:
    if found is None:
        return
    said = [say("少缴 {yuan}", yuan=money(found.saved))]
    if found.less is not None:
        said.append(say("每月少领 {yuan}", yuan=marked(found.less)))
    if found.later:
        said.append(say("晚 {n} 个月领", n=found.later))
    if not found.qualifies:
        said.append(say("就领不到了，差 {n} 个月", n=found.short))
    yield render(say("{what}：{effects}", what=what, effects="，".join(map(render, said))))


# ------------------------------------------------------------------ how sure it is


def _band(found: Advice) -> Iterator[Block]:
    outcomes = found.band
    if outcomes is None:
        return
    names = (say("低"), say("中（现在的假设）"), say("高"))
    rows = tuple(
        (render(name), money(nominal), money(today))
        for name, nominal, today in zip(
            names, outcomes.pensions, outcomes.in_todays_money, strict=True
        )
    )
    head = (say("假设"), say("每月领"), say("按今天的钱"))
    aligns: tuple[Align, ...] = ("left", "right", "right")
    yield Table(tuple(map(render, head)), rows, (28, 12, 12), aligns)
    swings = tuple(_swing(one) for one in found.sensitivities if one.swing)
    yield Paragraph(render(say("哪个假设影响最大（上下动多少是我们自己定的）：")))
    yield Items(swings)


def _swing(found: Sensitivity) -> str:
    text = say(
        "{label} ±{spread}：每月（按今天的钱）差 {yuan}",
        label=found.label,
        spread=percent(guide().spread[found.name]),
        yuan=money(found.swing),
    )
    return render(text)


# ------------------------------------------------------------------ what is left to heirs


def _heirs(found: Advice) -> Iterator[str]:
    for figure in found.left:
        yield render(say("{label} {yuan}，去世归继承人", label=figure.label, yuan=marked(figure)))
    if found.death is not None:
        yield render(say("去世另有：{text}", text=found.death.text))

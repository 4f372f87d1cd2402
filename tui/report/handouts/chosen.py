"""The option a plan is for: when one retires, every figure, what comes back; ways out of none."""

from __future__ import annotations

from collections.abc import Iterator

from core.options import Option
from core.quantities import money
from core.rules.retirement import age_text
from core.words import Text, say
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.figures import marked
from tui.report.handouts.options import told
from tui.report.handouts.parts import Block, Items, Pairs, Paragraph
from tui.report.projection_text import MARKS, costs, moves, switch_notices
from tui.saying import yearly_rate
from tui.words import render


def retirement(part: Part) -> Block:
    """The statutory month, the earliest, the latest, and the months one needs."""
    window, required = part.projection.window, part.projection.required
    assert window is not None
    assert required is not None
    text = say(
        "法定 {month} 退休（{age}），最早 {earliest}，最晚 {latest}；"
        "职工养老保险至少要缴 {months} 个月。",
        month=window.month,
        age=age_text(window.age),
        earliest=window.earliest,
        latest=window.latest,
        months=required.value,
    )
    return Paragraph(render(text))


def chosen(asked: Asked, part: Part) -> Iterator[Block]:
    """Its figures, what its marks mean, what joining another account brings."""
    option = part.projection.option
    if not option.available:
        return
    if option.pension is None:
        yield from _without(option)
    yield Pairs(tuple(_rows(asked, option)))
    yield from _marks(part)
    joined = tuple(told(notice) for notice in switch_notices(option))
    if joined:
        yield Items(joined)


def _without(option: Option) -> Iterator[Block]:
    """No pension comes of it: the ways out, and never an amount."""
    yield Paragraph(render(say("照这样缴领不到养老金。出路：")), strong=True)
    yield Items(tuple(told(way) for way in option.ways_out))


def _rows(asked: Asked, option: Option) -> Iterator[tuple[str, str]]:
    yield from costs(option)
    yield from moves(option, asked.policy.regions)
    for figure in option.figures:
        yield render(figure.label), marked(figure)
    outlook = option.outlook
    if outlook is not None and option.pension is not None:
        back = outlook.payback_months
        text = say("回不了本") if back is None else say("领 {n} 个月", n=back)
        yield render(say("回本")), render(text)
        yield render(say("到 {month} 一共领", month=outlook.last)), money(outlook.lifetime_total)
        if outlook.irr is not None:
            yield render(say("折成年收益率")), yearly_rate(outlook.irr)


def _marks(part: Part) -> Iterator[Block]:
    """The marks that occur, explained."""
    used = "".join(marked(f) for o in part.projection.options for f in o.figures)
    texts = [render(Text(words.template, {"mark": m})) for m, words in MARKS.items() if m in used]
    if texts:
        yield Items(tuple(texts))

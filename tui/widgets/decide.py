"""What to do about a plan, a page a question: each draws what the core's decisions say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core import reading
from core.case import Span
from core.decisions.band import band, sensitivities
from core.decisions.budget import for_budget
from core.decisions.differs import why_differs
from core.decisions.goals import Answer, Choice, Wanted, for_pension
from core.decisions.marginal import marginals
from core.decisions.next_steps import next_steps
from core.decisions.pause import Paused, pause_plan, paused
from core.decisions.qualify import just_qualify
from core.decisions.stopping import three_figures
from core.decisions.subject import Subject
from core.derivation import Figure
from core.policy.guide import Channels, Guide
from core.quantities import YearMonth, money
from core.words import Notice, Text, say
from tui.lines import Line, Style, line
from tui.marks import marks_of
from tui.saying import percent
from tui.widgets.panel import row
from tui.words import _, render
from tui.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Asked:
    """One option of the plan, what the decisions rest on, and what was typed (None: nothing)."""

    subject: Subject
    guide: Guide
    channels: Channels
    typed: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """A question; ``read`` makes sense of what is typed on it, where something is."""

    title: Text
    draw: Callable[[Asked, int], list[Line]]
    prompt: Text | None = None
    read: Callable[[str], Any] = str


def text(words: Text | str, width: int, style: Style = Style.NORMAL) -> list[Line]:
    found = words if isinstance(words, str) else render(words)
    return [line((one, style)) for one in wrap(found, width)]


def notice(found: Notice, width: int) -> list[Line]:
    return text("! " + render(found.text), width, Style.WARN)


def amount(figure: Figure | None) -> str:
    """A figure as it stands everywhere; a word where there is none."""
    return _("领不到") if figure is None else money(figure.amount) + marks_of(figure)


# ---- how long one may stop


def pauses(asked: Asked, width: int) -> list[Line]:
    subject = asked.subject
    plan = pause_plan(subject)
    rows: list[Line] = []
    for span in asked.typed or ():
        first, last = (YearMonth.parse(span[end]) for end in ("from", "to"))
        title = _("停{first}至{last}").format(first=first, last=last)
        rows += [*_pause(title, paused(subject, Span(first, last)), width), Line()]
    if plan.reason is not None:
        rows += notice(plan.reason, width)
    if plan.last is not None:
        words = _("从{first}起最多停到{last}，还能按时领").format(
            first=plan.first, last=plan.last.value
        )
        rows += text(words, width, Style.TITLE)
    rows += _pause(_("停1个月"), plan.month, width)
    rows += _pause(_("停到最后"), plan.longest, width)
    return rows + _pause(_("再多停1个月"), plan.beyond, width)


def _pause(title: str, found: Paused | None, width: int) -> list[Line]:
    if found is None:
        return []
    rows = [line((title, Style.KEY)), row(_("  少缴"), money(found.saved), width)]
    if found.less is not None:
        rows.append(row(_("  每月少领"), money(found.less.amount) + marks_of(found.less), width))
    if found.later:
        rows.append(row(_("  晚领"), _("{n}个月").format(n=found.later), width))
    if found.short:
        rows.append(row(_("  差"), _("{n}个月").format(n=found.short), width, Style.WARN))
    if not found.qualifies:
        rows += text(_("  这样就领不到了"), width, Style.WARN)
    return rows


# ---- a little more

LATER = "later"
"""The step whose price are also the pensions not drawn meanwhile."""


def little_more(asked: Asked, width: int) -> list[Line]:
    found = marginals(asked.subject)
    if not found:
        return text(_("这个方案没有可加的"), width, Style.WARN)
    rows = text(_("每一步多付多少、每月多领多少；越上面越划算"), width, Style.DIM)
    for step in found:
        rows += [Line(), line((render(step.label), Style.KEY)).crop(width)]
        paid = _("  多缴和少领一共") if step.code == LATER else _("  一共多付")
        rows.append(row(paid, money(step.price.amount), width))
        rows.append(row(_("  每月多领"), amount(step.gain), width))
        back = _("领{n}个月").format(n=step.payback) if step.payback else _("回不了本")
        rows.append(row(_("  回本"), back, width))
        rows += notice(step.notice, width) if step.notice is not None else []
    return rows


# ---- from a goal backwards


def budget(asked: Asked, width: int) -> list[Line]:
    if asked.typed is None:
        return text(_("打一个月能缴的钱，如 900"), width, Style.DIM)
    return _answer(for_budget(asked.subject, Decimal(asked.typed)), width)


def wanted(asked: Asked, width: int) -> list[Line]:
    if asked.typed is None:
        return text(_("打想每月领的钱（按今天的钱算），如 2500"), width, Style.DIM)
    return _answer(for_pension(asked.subject, Wanted(Decimal(asked.typed))), width)


def cheapest(asked: Asked, width: int) -> list[Line]:
    rows = text(_("照规定最省的办法，缴到刚好能领"), width, Style.DIM)
    return [*rows, *_answer(just_qualify(asked.subject), width)]


def _answer(found: Answer, width: int) -> list[Line]:
    """The choice, and the next one, which misses: the proof that nothing nearer does."""
    rows = notice(found.reason, width) if found.reason is not None else []
    rows += _choice(_("可以选"), found.choice, width)
    return rows + _choice(_("再近一步就不行"), found.miss, width)


def _choice(title: str, choice: Choice | None, width: int) -> list[Line]:
    if choice is None:
        return []
    cost, plan, pension = choice.option.contribution, choice.case.plan, choice.option.pension
    rows = [Line(), line((title, Style.KEY))]
    if cost is not None and cost.base is not None:
        rows.append(row(_("  缴费基数"), money(cost.base.amount), width))
    if cost is not None and cost.tier is not None:
        rows.append(row(_("  居民档次"), _("{tier}元/年").format(tier=plan.tier), width))
    if cost is not None and cost.supplementary_tier is not None:
        tier = _("{tier}元/年").format(tier=cost.supplementary_tier)
        rows.append(row(_("  补充档次"), tier, width))
    if cost is not None:
        rows.append(row(_("  每年缴"), money(cost.first_year), width))
    rows.append(row(_("  自己一共缴"), money(choice.cost), width))
    if pension is not None:
        rows.append(row(_("  从何时领"), str(pension.start), width))
    return [*rows, row(_("  每月领"), amount(choice.reached), width)]


# ---- three figures, and a band


def three(asked: Asked, width: int) -> list[Line]:
    found = three_figures(asked.subject)
    names = (_("现在起不缴了"), _("照这样缴下去"), _("按最高的缴"))
    rows = [row(n, amount(a), width) for n, a in zip(names, found.amounts, strict=True)]
    if found.earned.pension is None and found.earned.short:
        rows += text(_("现在停，还差{n}个月").format(n=found.earned.short), width, Style.WARN)
    for one in found.earned.notices:
        rows += notice(one, width)
    return rows


def assumptions(asked: Asked, width: int) -> list[Line]:
    found = band(asked.subject, asked.guide)
    if found is None:
        return text(_("没有养老金，谈不上高低"), width, Style.WARN)
    rows = [line((_("每月领（按今天的钱）"), Style.KEY))]
    names = (_("  低"), _("  中（现在的假设）"), _("  高"))
    for name, value in zip(names, found.in_todays_money, strict=True):
        rows.append(row(name, money(value), width))
    rows += [Line(), line((_("哪个假设影响最大（上下各动一点）"), Style.KEY))]
    for one in sensitivities(asked.subject, asked.guide):
        spread = percent(asked.guide.spread[one.name])
        label = f"  {render(one.label)} ±{spread}%"
        rows.append(row(label, _("差{swing}").format(swing=money(one.swing)), width))
    return [*rows, *text(_("假设按 F7 改；上下动多少是我们自己定的"), width, Style.DIM)]


# ---- the office's number, and Monday


def differs(asked: Asked, width: int) -> list[Line]:
    found = why_differs(asked.subject, asked.guide)
    if not found:
        return text(_("没有看出会不一样的地方"), width, Style.DIM)
    rows = text(_("窗口算的可能不一样，原因和大小："), width, Style.DIM)
    for reason in found:
        rows += [Line(), *text("· " + render(reason.notice.text), width)]
        if reason.size is not None:
            rows.append(row(_("  每月"), f"{reason.size:+.2f}", width))
    return rows


def monday(asked: Asked, width: int) -> list[Line]:
    found = next_steps(asked.subject, asked.channels)
    rows = [*text(found.office, width, Style.TITLE), Line()]
    rows += _list(_("在哪里办"), [channel.name for channel in found.channels], width)
    rows += _list(_("带什么"), [paper.name for paper in found.papers], width)
    rows += _list(_("问12333什么"), [render(one.text) for one in found.questions], width)
    return [*rows, *text("! " + render(found.warning), width, Style.WARN)]


def _list(title: str, names: Sequence[str], width: int) -> list[Line]:
    rows = [line((title, Style.KEY))]
    for name in names:
        rows += [line(one) for one in wrap(name, width, indent="    ", first="  · ")]
    return [*rows, Line()]


PAGES = (
    Page(say("能停多久"), pauses, say("要停的月份"), reading.read_pauses),
    Page(say("每月能缴这么多"), budget, say("每月能缴"), reading.read_money),
    Page(say("想每月领这么多"), wanted, say("想领"), reading.read_money),
    Page(say("最省的办法"), cheapest),
    Page(say("多缴一点值不值"), little_more),
    Page(say("停、照缴、顶格"), three),
    Page(say("高、中、低"), assumptions),
    Page(say("窗口算的为什么不同"), differs),
    Page(say("接下来办什么"), monday),
)

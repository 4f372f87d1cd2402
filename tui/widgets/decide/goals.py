"""From a goal backwards: what a budget buys, what a wanted pension takes, just to qualify."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.case import BaseKind, Plan
from core.decisions.budget import for_budget, over_budget
from core.decisions.goals import Answer, Choice, Wanted, by_month, cheapest, for_pension
from core.decisions.qualify import just_qualify
from core.decisions.subject import Subject, full, full_today
from core.derivation import Figure
from core.options import Contribution
from core.policy.model import Law
from core.policy.regions import Regions
from core.quantities import money
from core.reading import read_money
from core.words import Notice, say
from tui.lines import Cell, Line, Style, columns, line
from tui.saying import option_name
from tui.widgets.decide.page import (
    Asked,
    Found,
    Page,
    amount,
    back_in_brief,
    known,
    notice,
    open_only,
    text,
)
from tui.widgets.panel import row
from tui.words import _


def read_yuan(typed: str) -> Decimal:
    return Decimal(read_money(typed))


# ---- a budget


def budget(asked: Asked) -> Found:
    if asked.typed is None:
        return _hint(_("打一个月能缴的钱，如 900"))
    subject, yuan, law = asked.subject, asked.typed, asked.subject.law
    fixed = for_budget(subject, yuan)
    rising = for_budget(subject, yuan, rising=True) if subject.is_employee else None
    others = [(one, for_budget(one, yuan)) for one in asked.beside]

    def rows(width: int) -> list[Line]:
        over = None if fixed.choice is None else over_budget(fixed.choice, yuan)
        shown = _answer(fixed, law, width, over)
        shown += _miss(fixed, law, width, _("再高一点就超了"), _("已经是最高的了"))
        if rising is not None and rising.choice is not None and fixed.miss is not None:
            over = over_budget(rising.choice, yuan, rising=True)
            shown += _choice(_("往后跟着工资一起涨"), rising.choice, law, width, over)
        return [*shown, *_in_each(others, asked.regions, width)]

    return Found(rows, _figures(fixed, rising), _plan(fixed))


def _in_each(others: Sequence[tuple[Subject, Answer]], regions: Regions, width: int) -> list[Line]:
    """What the same money brings in every scheme."""
    rows = [line((_("同样的钱，别的办法"), Style.KEY))]
    rows.append(_columns(("", _("每年缴"), _("每月领"), _("回本")), width).styled(Style.DIM))
    for one, answer in others:
        name = option_name(one.option, regions)
        rows.append(_columns((name, *_in_one(answer)), width))
    return rows


def _in_one(answer: Answer) -> tuple[str, str, str]:
    choice = answer.choice
    if choice is None or choice.option.contribution is None:
        return "-", "-", "-"
    outlook = choice.option.outlook
    months = back_in_brief(None if outlook is None else outlook.payback_months)
    return money(choice.option.contribution.first_year), amount(choice.reached), months


def _columns(texts: tuple[str, str, str, str], width: int) -> Line:
    name, cost, pension, months = texts
    cells: list[Cell] = [
        (name, width - 34, "left"),
        (cost, 10, "right"),
        (pension, 13, "right"),
        (months, 8, "right"),
    ]
    return columns(cells)


# ---- a wanted pension


def wanted(asked: Asked) -> Found:
    if asked.typed is None:
        return _hint(_("打想每月领的钱（按今天的钱算），如 2500"))
    return _reached(for_pension(asked.subject, Wanted(asked.typed)), asked, _("再低一点就不够"))


def each_month(asked: Asked) -> Iterator[Found]:
    """The same for every month in which one may retire; the cheapest of those looked at so far."""
    if asked.typed is None:
        return
    found: list[Answer] = []
    for answer in by_month(asked.subject, Wanted(asked.typed)):
        found.append(answer)
        yield _of_months(found, asked)


def _of_months(found: list[Answer], asked: Asked) -> Found:
    best, count = cheapest(found), len(found)

    def rows(width: int) -> list[Line]:
        words = _("看了{n}个可以退休的月份，最省的：").format(n=count)
        return [
            *text(words, width, Style.DIM),
            *_reached(best, asked, _("再低一点就不够")).rows(width),
        ]

    return Found(rows, _figures(best), _plan(best))


def _reached(found: Answer, asked: Asked, closer: str) -> Found:
    """``closer`` is the title of the next choice, which misses."""
    law = asked.subject.law

    def rows(width: int) -> list[Line]:
        cheapest = _("没有更便宜的了")
        return [*_answer(found, law, width), *_miss(found, law, width, closer, cheapest)]

    return Found(rows, _figures(found), _plan(found))


# ---- just to qualify


def least(asked: Asked) -> Found:
    found = _reached(just_qualify(asked.subject), asked, _("再少缴就领不到"))

    def rows(width: int) -> list[Line]:
        words = _("照规定最省的办法，缴到刚好能领；不缴的月份不用再缴")
        return [*text(words, width, Style.DIM), *found.rows(width)]

    return Found(rows, found.figures, found.plan)


# ---- an answer


def _hint(words: str) -> Found:
    return Found(lambda width: text(words, width, Style.DIM))


def _figures(*answers: Answer | None) -> tuple[Figure, ...]:
    """What F6 opens: the pensions, and what the plan is worked out from."""
    choices = [one.choice for one in answers if one is not None and one.choice is not None]
    totals = [full(choice.option) for choice in choices[1:]]
    return known(*(choices[0].option.figures if choices else ()), *totals)


def _plan(found: Answer) -> Plan | None:
    return None if found.choice is None else found.choice.case.plan


def _answer(found: Answer, law: Law, width: int, over: Notice | None = None) -> list[Line]:
    rows = notice(found.reason, width) if found.reason is not None else []
    return rows + _choice(_("可以选"), found.choice, law, width, over)


def _miss(found: Answer, law: Law, width: int, closer: str, none: str) -> list[Line]:
    """The next choice, which misses: the proof that nothing nearer does; ``none``: no next."""
    if found.miss is None and found.choice is not None:
        return [*text(none, width, Style.DIM), Line()]
    title = _("最接近的") if found.choice is None else closer
    return _choice(title, found.miss, law, width)


def _choice(
    title: str, choice: Choice | None, law: Law, width: int, over: Notice | None = None
) -> list[Line]:
    """What is chosen and what it brings; ``over`` is to be known with it."""
    if choice is None:
        return []
    rows = [line((title, Style.KEY))]
    if choice.option.contribution is not None:
        rows += _bought(choice, choice.option.contribution, width)
    rows.append(row(_("  自己一共缴"), money(choice.cost), width))
    if choice.option.pension is not None:
        rows.append(row(_("  从何时领"), str(choice.option.pension.start), width))
    warned = notice(over, width) if over is not None else []
    return [*rows, *_pension(choice, law, width), *warned, Line()]


def _pension(choice: Choice, law: Law, width: int) -> list[Line]:
    """All of it once in payment, and the same in today's money."""
    total = full(choice.option)
    if total is None:
        return [row(_("  每月领"), amount(None), width, Style.WARN)]
    assert choice.option.pension is not None
    later = len(choice.option.pension.phases) > 1
    label = _("  每月领（全领到时）") if later else _("  每月领")
    today = full_today(choice.option, choice.case, law)
    return [row(label, amount(total), width), row(_("    按今天的钱"), amount(today), width)]


def _bought(choice: Choice, bought: Contribution, width: int) -> list[Line]:
    """What is chosen, and what it costs at first; whose months suffice need not pay again."""
    if not choice.cost:
        return [line(_("  不用再缴"))]
    plan, rows = choice.case.plan, []
    if bought.base is not None:
        rows.append(row(_("  缴费基数"), money(bought.base.amount), width))
        if plan.base.kind is BaseKind.YUAN and plan.base.amount != bought.base.amount:
            fixed = money(plan.base.amount)
            rows.append(row(_("    上限涨到以后按"), fixed, width))
    if bought.tier is not None:
        rows.append(row(_("  居民档次"), _("{tier}元/年").format(tier=plan.tier), width))
    if bought.supplementary_tier is not None:
        tier = _("{tier}元/年").format(tier=bought.supplementary_tier)
        rows.append(row(_("  补充档次"), tier, width))
    if bought.per_month is not None:
        rows.append(row(_("  每月缴"), money(bought.per_month.amount), width))
    else:
        rows.append(row(_("  每年缴"), money(bought.first_year), width))
    return rows


BUDGET = Page(say("每月能缴这么多"), budget, say("每月能缴"), read_yuan)
WANTED = Page(
    say("想每月领这么多"), open_only(wanted), say("想领"), read_yuan, each_month, say("逐月找")
)
LEAST = Page(say("最省的办法"), open_only(least))

"""A monthly budget backwards: the most that so much a month buys, in each scheme."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, product
from operator import itemgetter

from core.case import FLOOR, Base, BaseKind
from core.decisions.goals import Answer, Choice, chosen
from core.decisions.ladder import following, lowest_reaching, open_bases, tiers_of, with_tiers
from core.decisions.subject import EMPLOYEE, Subject
from core.quantities import money, to_fen
from core.rules.limits import limits
from core.words import Notice, say

FEN = Decimal("0.01")


def for_budget(subject: Subject, budget: Decimal, *, rising: bool = False) -> Answer:
    """The most one can choose for a budget of yuan a month; ``miss`` is the next, dearer one.

    The budget stays as it is, or ``rising`` grows with the wages (the base then keeps its share of
    the average wage); tiers of the yearly schemes are what they are.
    """
    if not subject.option.available:
        return Answer(None, None, subject.option.reasons[0])
    if subject.is_employee:
        return _base(subject, budget, rising)
    if subject.option.scheme == "resident":
        return _tier(subject, budget * 12)
    return _both(subject, budget * 12)


def monthly_cost(subject: Subject, base: Decimal) -> Decimal:
    """The contribution of a month on a base."""
    rate = subject.law.nation.standing("contribution_rate", subject.case.plan.start)
    return to_fen(base * rate.value)


def _base(subject: Subject, budget: Decimal, rising: bool) -> Answer:
    """The greatest base whose contribution the budget covers, now and in every year to come.

    Where the budget covers more than this year's ceiling, the rest waits until the ceiling rises.
    """
    case = subject.case
    start, growth = case.plan.start, case.assumptions.wage_growth
    least = monthly_cost(subject, limits(subject.place, start, growth).floor.value)
    if budget < least:
        text = say("每月至少要{floor}元，还差{more}元", floor=least, more=money(least - budget))
        return Answer(None, _at(subject, FLOOR, False), Notice("budget_below_floor", text))
    choices = open_bases(subject, start if rising else subject.schedule.end)
    dearer = lowest_reaching(
        choices.count, lambda rung: monthly_cost(subject, choices.most(rung)), budget + FEN
    )
    rung = choices.count if dearer is None else dearer
    miss = None if dearer is None else _at(subject, choices[rung], rising)
    return Answer(_at(subject, choices[rung - 1], rising), miss)


def _at(subject: Subject, base: Base, rising: bool) -> Choice:
    case = subject.case
    if rising and base.kind is BaseKind.YUAN:
        growth = case.assumptions.wage_growth
        base = following(subject.place, case.plan.start, base.amount, growth)
    return chosen(subject, subject.planned(base=base))


def over_budget(choice: Choice, budget: Decimal, *, rising: bool = False) -> Notice | None:
    """The first year in which the floor, as it rises, has outgrown the budget.

    A budget that rises with the wages is outgrown where the floor rises faster; tiers never rise.
    """
    bought = choice.option.contribution
    if bought is None or choice.option.scheme != EMPLOYEE:
        return None
    if rising:
        return next((n for n in choice.option.notices if n.code == "base_below_floor"), None)
    for paid in bought.payments:
        if paid.months and paid.amount > budget:
            text = say("{year}年起每月要{amount}元，超过预算", year=paid.year, amount=paid.amount)
            return Notice("over_budget", text)
    return None


def _tier(subject: Subject, budget: Decimal) -> Answer:
    """The highest tier a year's budget covers."""
    tiers = tiers_of(subject, "resident_tiers")
    open_to = [tier for tier in tiers if tier <= budget]
    dearer = [chosen(subject, subject.planned(tier=tier)) for tier in tiers if tier > budget][:1]
    miss = dearer[0] if dearer else None
    if not open_to:
        return Answer(None, miss, _below(tiers[0], budget))
    return Answer(chosen(subject, subject.planned(tier=open_to[-1])), miss)


def _both(subject: Subject, budget: Decimal) -> Answer:
    """The pair of tiers that pays most for a year's budget."""
    tiers, others = (tiers_of(subject, name) for name in TABLES)
    pairs = list(product(tiers, others))
    dearer = min((pair for pair in pairs if sum(pair) > budget), key=sum, default=None)
    miss = None if dearer is None else _pair(subject, *dearer)
    covered = list(_covered(pairs, budget))
    if not covered:
        return Answer(None, miss, _below(sum(pairs[0]), budget))
    best = max((_pair(subject, *pair) for pair in covered), key=lambda c: (c.worth, -c.cost))
    return Answer(best, miss)


TABLES = ("resident_tiers", "supplementary_tiers")


def _covered(pairs: list[tuple[int, int]], budget: Decimal) -> Iterator[tuple[int, int]]:
    """For each tier, the highest supplementary tier still covered: a lower one pays less."""
    for _, same in groupby(pairs, key=itemgetter(0)):
        yield from [pair for pair in same if sum(pair) <= budget][-1:]


def _pair(subject: Subject, tier: int, more: int) -> Choice:
    return chosen(subject, with_tiers(subject, tier, more))


def _below(least: int, budget: Decimal) -> Notice:
    text = say("一年至少要{least}元，还差{more}元", least=least, more=money(least - budget))
    return Notice("budget_below_floor", text)

"""A monthly budget backwards: the most that so much a month buys, in each scheme."""

from collections.abc import Iterator
from decimal import Decimal

from core.case import Base, BaseKind, Scheme
from core.decisions.goals import Answer, Choice, chosen
from core.decisions.ladder import bases, following, lowest_reaching, tiers_of
from core.decisions.subject import Subject
from core.quantities import money, to_fen
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
    """The greatest base in whole yuan whose contribution the budget covers."""
    case = subject.case
    choices = bases(subject.place, case.plan.start, case.assumptions.wage_growth)

    def costs(yuan: int) -> Decimal:
        return monthly_cost(subject, Decimal(choices.lowest + yuan))

    count = choices.highest - choices.lowest + 1
    dearer = lowest_reaching(count, costs, budget + FEN)
    if dearer == 0:
        text = say(
            "每月至少要{floor}元，还差{more}元", floor=costs(0), more=money(costs(0) - budget)
        )
        return Answer(None, _at(subject, choices[1], False), Notice("budget_below_floor", text))
    rung = count if dearer is None else dearer
    miss = None if dearer is None else _at(subject, choices[rung + 1], rising)
    return Answer(_at(subject, choices[rung], rising), miss)


def _at(subject: Subject, base: Base, rising: bool) -> Choice:
    case = subject.case
    if rising and base.kind is BaseKind.YUAN:
        growth = case.assumptions.wage_growth
        base = following(subject.place, case.plan.start, base.amount, growth)
    return chosen(subject, subject.planned(base=base))


def over_budget(choice: Choice, budget: Decimal) -> Notice | None:
    """The first year in which the floor, as it rises, has outgrown the budget."""
    bought = choice.option.contribution
    assert bought is not None
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
    pairs = list(_pairs(subject, budget))
    if not pairs:
        least = sum(
            tiers_of(subject, name)[0] for name in ("resident_tiers", "supplementary_tiers")
        )
        return Answer(None, None, _below(least, budget))
    return Answer(max((_pair(subject, *pair) for pair in pairs), key=lambda c: (c.worth, -c.cost)))


def _pairs(subject: Subject, budget: Decimal) -> Iterator[tuple[int, int]]:
    """For each tier, the highest supplementary tier still covered: a lower one pays less."""
    for tier in tiers_of(subject, "resident_tiers"):
        rest = [t for t in tiers_of(subject, "supplementary_tiers") if tier + t <= budget]
        if rest:
            yield tier, rest[-1]


def _pair(subject: Subject, tier: int, more: int) -> Choice:
    plan = subject.planned(scheme=Scheme.RESIDENT, tier=tier, supplementary_tier=more)
    return chosen(subject, plan)


def _below(least: int, budget: Decimal) -> Notice:
    text = say("一年至少要{least}元，还差{more}元", least=least, more=money(least - budget))
    return Notice("budget_below_floor", text)

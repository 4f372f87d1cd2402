"""A wanted pension backwards: to base, tier and month of retirement.

Every answer comes with its proof: the next cheaper choice, worked out the same way, misses.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from core.case import Case
from core.decisions.ladder import (
    Ladder,
    base_ladder,
    lowest_reaching,
    supplementary_ladder,
    tier_ladder,
    tiers_of,
    with_tiers,
)
from core.decisions.subject import Subject, cost, full, full_today
from core.derivation import Figure
from core.options import Option
from core.quantities import YearMonth, money, months_between
from core.words import Notice, Text, say

NOTHING = Decimal(-1)
"""Less than any pension: what a plan reaches that brings none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan and what comes of it; ``reached`` is None where there is no pension."""

    case: Case
    option: Option
    reached: Figure | None

    @property
    def cost(self) -> Decimal:
        """Own contributions still to come."""
        return cost(self.option)

    @property
    def worth(self) -> Decimal:
        """What it reaches, as a number to compare."""
        return NOTHING if self.reached is None else self.reached.amount


@dataclass(frozen=True, slots=True)
class Answer:
    """The cheapest choice that reaches a goal, and the next one, which misses.

    ``choice`` is None, and ``reason`` says why, where none does; ``miss`` is then the nearest one.
    ``miss`` is None where nothing cheaper is open at all.
    """

    choice: Choice | None
    miss: Choice | None = None
    reason: Notice | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wanted pension a month; ``today``: in today's money, else as it will be paid out."""

    amount: Decimal
    today: bool = True


def chosen(subject: Subject, case: Case, today: bool = False) -> Choice:
    """A plan worked out, and the amount that is compared with the goal.

    All of the pension is meant, at the prices of its first payment or in today's money.
    """
    option = subject.worked(case)
    total = full_today(option, case, subject.law) if today else full(option)
    return Choice(case, option, total)


def climb(subject: Subject, ladder: Ladder, wanted: Wanted) -> Answer:
    """The lowest rung that reaches the wanted pension."""
    known: dict[int, Choice] = {}

    def at(rung: int) -> Choice:
        if rung not in known:
            known[rung] = chosen(subject, ladder.case(rung), wanted.today)
        return known[rung]

    found = lowest_reaching(ladder.count, lambda rung: at(rung).worth, wanted.amount)
    if found is not None:
        return Answer(at(found), at(found - 1) if found else None)
    highest = at(ladder.count - 1)
    return Answer(None, highest, Notice("goal_too_high", _too_high(highest)))


def _too_high(highest: Choice) -> Text:
    if highest.reached is None:
        return say("到时缴不满年限，怎么缴都没有养老金")
    return say("按最高的缴，每月也只有{amount}元", amount=money(highest.reached.amount))


def for_pension(subject: Subject, wanted: Wanted) -> Answer:
    """The cheapest way to a wanted pension, with the plan's own month of retirement."""
    if not subject.option.available:
        return Answer(None, None, subject.option.reasons[0])
    if subject.is_employee:
        return climb(subject, base_ladder(subject, subject.case.plan.retire), wanted)
    if subject.option.scheme == "resident":
        return climb(subject, tier_ladder(subject), wanted)
    return _pair(subject, wanted)


def _pair(subject: Subject, wanted: Wanted) -> Answer:
    """The cheapest pair of tiers, and the dearest of all that cost less."""
    answer = cheapest(
        climb(subject, supplementary_ladder(subject, tier), wanted)
        for tier in tiers_of(subject, "resident_tiers")
    )
    if answer.choice is None:
        return answer
    return replace(answer, miss=_next_cheaper(subject, answer.choice.cost, wanted.today))


def _next_cheaper(subject: Subject, below: Decimal, today: bool) -> Choice | None:
    """The dearest pair of tiers below a price; None where there is none.

    A pair costs so many times each of its tiers: what three pairs cost gives what all cost.
    """
    tiers, others = (tiers_of(subject, name) for name in ("resident_tiers", "supplementary_tiers"))

    def at(tier: int, other: int) -> Choice:
        return chosen(subject, with_tiers(subject, tier, other), today)

    def whole(tier: int, other: int) -> Fraction:
        return Fraction(at(tier, other).cost)

    least = whole(tiers[0], others[0])
    by_tier = _slope(tiers, whole(tiers[-1], others[0]) - least)
    by_other = _slope(others, whole(tiers[0], others[-1]) - least)
    start = least - by_tier * tiers[0] - by_other * others[0]
    costs = {(t, o): start + by_tier * t + by_other * o for t, o in product(tiers, others)}
    cheaper = [pair for pair, cost in costs.items() if cost < below]
    return at(*max(cheaper, key=lambda pair: costs[pair])) if cheaper else None


def _slope(tiers: Sequence[int], more: Fraction) -> Fraction:
    """Yuan in all for each yuan of tier, by what the highest costs more than the lowest."""
    return more / max(1, tiers[-1] - tiers[0])


def by_month(subject: Subject, wanted: Wanted) -> Iterator[Answer]:
    """The cheapest base for each month in which one may retire, one at a time.

    From the earliest month through the statutory one, without those in which the minimum is not
    met; the yearly schemes, and who starts after the statutory month, have one month only.
    Each step takes several projections.
    """
    late = subject.case.plan.start > subject.frame.month
    if late or not (subject.is_employee and subject.option.available):
        yield for_pension(subject, wanted)
        return
    for month in retirement_months(subject):
        # The plan's own month stays in the plan's own words: 法定 is not a date.
        own = month == subject.schedule.chosen
        retire = subject.case.plan.retire if own else month
        if not subject.schedule_of(subject.planned(retire=retire)).short:
            yield climb(subject, base_ladder(subject, retire), wanted)


def retirement_months(subject: Subject) -> Iterator[YearMonth]:
    """The months in which a flexible worker has a right to retire."""
    first = max(subject.frame.earliest, subject.case.plan.start)
    return months_between(first, subject.frame.month)


def cheapest(answers: Iterable[Answer]) -> Answer:
    """The answer that costs least, the earliest of equal ones; else the one that comes nearest."""
    found = list(answers)
    reaching = [a for a in found if a.choice is not None]
    if reaching:
        return min(reaching, key=lambda a: a.choice.cost if a.choice else NOTHING)
    return max(found, key=lambda a: a.miss.worth if a.miss else NOTHING, default=NO_WAY)


NO_WAY = Answer(None, None, Notice("goal_no_month", say("没有一个可以退休的月份缴得满年限")))

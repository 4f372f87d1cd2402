"""The published choices of a scheme as ladders: from the cheapest to the dearest.

A higher rung never costs less and never pays less, so the lowest one that reaches a goal is found
without trying them all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count as count_from
from math import ceil, floor

from core.case import CEILING, FLOOR, Base, BaseKind, Case, Retire, Scheme
from core.decisions.subject import Subject
from core.policy.model import Place
from core.quantities import YearMonth
from core.rules.limits import limits


@dataclass(frozen=True, slots=True)
class Ladder:
    """``count`` rungs; ``case`` makes the plan of one, counted from 0."""

    count: int
    case: Callable[[int], Case]


@dataclass(frozen=True, slots=True)
class Bases:
    """The floor, every whole yuan between the lowest and the highest limit of a plan, the ceiling.

    ``FLOOR`` and ``CEILING`` follow the limits from year to year; an amount in yuan stays as it is
    and is held inside them: one above this year's ceiling is paid in full once the ceiling allows.
    """

    floor: Decimal
    ceiling: Decimal

    @property
    def lowest(self) -> int:
        return ceil(self.floor)

    @property
    def highest(self) -> int:
        return floor(self.ceiling)

    @property
    def count(self) -> int:
        return self.highest - self.lowest + 3

    def __getitem__(self, rung: int) -> Base:
        if rung == 0:
            return FLOOR
        if rung == self.count - 1:
            return CEILING
        return Base(BaseKind.YUAN, Decimal(self.lowest + rung - 1))

    def most(self, rung: int) -> Decimal:
        """The most a base ever comes to, yuan a month; for ``FLOOR`` the least."""
        base = self[rung]
        if base.kind is BaseKind.YUAN:
            return base.amount
        return self.floor if base == FLOOR else self.ceiling


def bases(place: Place, start: YearMonth, last: YearMonth, wage_growth: Decimal) -> Bases:
    """The bases one may choose for the months ``start`` to ``last``."""
    ends = [limits(place, month, wage_growth) for month in (start, max(start, last))]
    return Bases(min(b.floor.value for b in ends), max(b.ceiling.value for b in ends))


def following(place: Place, start: YearMonth, amount: Decimal, wage_growth: Decimal) -> Base:
    """A base of so many yuan now that rises with the wages: the same share of the average wage."""
    wage = limits(place, start, wage_growth).wage.value
    return Base(BaseKind.PERCENT, amount * 100 / wage)


def base_ladder(subject: Subject, retire: Retire) -> Ladder:
    """Every base of the employee scheme, for one choice of the retirement month."""
    end = subject.schedule_of(subject.planned(retire=retire)).end
    choices = open_bases(subject, end)
    return Ladder(choices.count, lambda rung: subject.planned(base=choices[rung], retire=retire))


def open_bases(subject: Subject, last: YearMonth) -> Bases:
    """The bases open to the person, for a plan that is paid through a month."""
    case = subject.case
    return bases(subject.place, case.plan.start, last, case.assumptions.wage_growth)


def tiers_of(subject: Subject, name: str) -> Sequence[int]:
    """The tiers of a yearly scheme, the lowest first."""
    return sorted(subject.place.table(name).tiers)


def tier_ladder(subject: Subject) -> Ladder:
    """Every tier of the resident scheme."""
    tiers = tiers_of(subject, "resident_tiers")
    return Ladder(len(tiers), lambda rung: subject.planned(tier=tiers[rung]))


def supplementary_ladder(subject: Subject, tier: int) -> Ladder:
    """Every tier of the supplementary scheme beside one of the resident scheme."""
    tiers = tiers_of(subject, "supplementary_tiers")
    return Ladder(len(tiers), lambda rung: with_tiers(subject, tier, tiers[rung]))


def with_tiers(subject: Subject, tier: int, more: int) -> Case:
    """The plan with a tier of the resident scheme and one of the supplementary scheme."""
    return subject.planned(scheme=Scheme.RESIDENT, tier=tier, supplementary_tier=more)


Reach = Callable[[int], Decimal]
"""What a rung reaches; never less than the rung below it."""


def lowest_reaching(count: int, reach: Reach, goal: Decimal) -> int | None:
    """The lowest of ``count`` rungs that reaches the goal; None if the highest does not.

    Guesses on the straight line between two known rungs, an end kept twice in a row counting half
    (Illinois); halves the rest where that creeps.
    """
    low, high, kept = 0, count - 1, 0
    missing, over = goal - reach(low), reach(high) - goal
    if missing <= 0 or over < 0:
        return 0 if missing <= 0 else None
    for step in count_from(1):
        if high - low == 1:
            break
        middle = (low + high) // 2
        if step <= CREEPING:
            guess = low + int(missing / (missing + over) * (high - low))
            middle = max(low + 1, min(guess, high - 1))
        found = reach(middle) - goal
        if found < 0:
            low, missing, over = middle, -found, over / 2 if kept < 0 else over
        else:
            high, over, missing = middle, found, missing / 2 if kept > 0 else missing
        kept = -1 if found < 0 else 1
    return high


CREEPING = 10
"""Guesses after which the rest is halved."""

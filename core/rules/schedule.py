"""Which months are paid in the employee scheme, and when it ends.

The same for every place: history, plan, pauses and the retirement law decide it, not the province.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.case import Case, CaseError, Plan, RetireKind
from core.derivation import Figure
from core.policy.model import Law
from core.quantities import YearMonth, months_between
from core.rules.retirement import Window, minimum_months, oldest
from core.words import say

LONGEST_EXTENSION = 40 * 12
"""Months after which an extension is not searched further: longer than any minimum period."""


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """The paid months of one calendar year; the account stands from ``first`` through ``last``."""

    year: int
    first: int
    last: int
    paid: tuple[int, ...]

    @property
    def unpaid(self) -> int:
        """The months without a payment."""
        return self.last - self.first + 1 - len(self.paid)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The months of a plan in the employee scheme.

    ``chosen`` is the month of retirement by the plan, ``end`` the last month of contributions:
    later than ``chosen`` where paying goes on until the minimum period is met.
    """

    chosen: YearMonth
    end: YearMonth
    required: Figure
    history: int
    planned: int
    years: tuple[YearOfMonths, ...]

    @property
    def total(self) -> int:
        return self.history + self.planned

    @property
    def short(self) -> int:
        """Months missing at the end; 0 for who qualifies."""
        assert isinstance(self.required.value, int)
        return max(0, self.required.value - self.total)

    @property
    def extended(self) -> bool:
        return self.end > self.chosen

    @property
    def beyond(self) -> int:
        """Months paid after the chosen month, without the paused ones."""
        return sum(YearMonth(y.year, m) > self.chosen for y in self.years for m in y.paid)


def schedule(case: Case, history: int, window: Window, law: Law) -> Schedule:
    """Lay out the months from the plan's start to retirement.  ``history``: months so far."""
    plan = case.plan
    chosen = chosen_month(plan, history, window, law)
    early = chosen < window.month
    required = minimum_months((chosen if early else window.month).year, law)
    assert isinstance(required.value, int)
    missing = required.value - history - paid_through(plan, chosen)
    end = chosen
    if missing > 0 and plan.extend and not early:
        full = extended_end(plan, chosen, missing)
        end = full if payable(case, full, law) else chosen
    years = tuple(years_of(plan, end))
    planned = sum(len(year.paid) for year in years)
    return Schedule(chosen, end, required, history, planned, years)


def payable(case: Case, end: YearMonth, law: Law) -> bool:
    """Whether payout months are published for somebody whose contributions end in a month."""
    return end - case.person.birth <= oldest(law.national.payout_table).months


def chosen_month(plan: Plan, history: int, window: Window, law: Law) -> YearMonth:
    """The retirement month the plan asks for (人社部发〔2024〕94号).

    ``earliest`` is the first month of the window at which that year's minimum period is met.
    Raises CaseError for a month outside the window.
    """
    if plan.retire is RetireKind.STATUTORY:
        return window.month
    if plan.retire is RetireKind.EARLIEST:
        return earliest_month(plan, history, window, law)
    first, last = max(window.earliest, plan.start), window.latest
    if not first <= plan.retire <= last:
        raise CaseError(
            "plan.retire",
            say("{month} 不在可以退休的月份里", month=plan.retire),
            say("statutory、earliest，或 {first} 至 {last}", first=first, last=last),
        )
    return plan.retire


def earliest_month(plan: Plan, history: int, window: Window, law: Law) -> YearMonth:
    """The first month of early retirement open to this person; else the statutory one."""
    for month in months_between(max(window.earliest, plan.start), window.month):
        required = minimum_months(month.year, law).value
        if isinstance(required, int) and history + paid_through(plan, month) >= required:
            return month
    return window.month


def paid_through(plan: Plan, last: YearMonth) -> int:
    """How many months from the plan's start through ``last`` are paid (not paused)."""
    return max(0, last - plan.start + 1) - paused_through(plan, last)


def paused_through(plan: Plan, last: YearMonth) -> int:
    """How many months from the plan's start through ``last`` are paused, each counted once."""
    count, counted = 0, plan.start.ordinal - 1
    for pause in sorted(plan.pauses, key=lambda pause: pause.first):
        end = min(pause.last.ordinal, last.ordinal)
        count += max(0, end - max(counted, pause.first.ordinal - 1))
        counted = max(counted, end)
    return count


def extended_end(plan: Plan, chosen: YearMonth, missing: int) -> YearMonth:
    """The month in which the last of ``missing`` months is paid (社会保险法 第十六条)."""
    month = max(chosen, plan.start + -1)
    wanted = paid_through(plan, month) + missing
    end = month + missing
    limit = month + LONGEST_EXTENSION
    while (lacking := wanted - paid_through(plan, end)) and end < limit:
        # No month counts before the pause it lies in is over.
        resumed = max((pause.last for pause in plan.pauses if end in pause), default=end)
        end = min(min(resumed, limit) + lacking, limit)
    return end


def years_of(plan: Plan, end: YearMonth) -> Iterator[YearOfMonths]:
    """The plan's calendar years through ``end``, each with its paid months."""
    pauses = [(pause.first.ordinal, pause.last.ordinal) for pause in plan.pauses]
    for year in range(plan.start.year, end.year + 1):
        first = plan.start.month if year == plan.start.year else 1
        last = end.month if year == end.year else 12
        before = year * 12 - 1  # the ordinal of a month is this and its number
        months, paid = range(first, last + 1), set(range(first, last + 1))
        for a, b in pauses:
            paid.difference_update(range(max(first, a - before), min(last, b - before) + 1))
        yield YearOfMonths(year, first, last, tuple(m for m in months if m in paid))

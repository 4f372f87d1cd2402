"""When how much is due: the plan's payments as they will leave the purse.

A year's limits come out in summer and hold from its first month on.  Until then last year's base is
paid, and the difference is owed afterwards; so a year not published yet has two amounts and a sum.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.case import ZERO
from core.decisions.subject import Subject
from core.derivation import State
from core.options import Contribution
from core.policy.model import MissingError, Place
from core.quantities import YearMonth, to_fen
from core.rules.limits import limits, wanted_base
from core.rules.payments import Payments
from core.words import Notice, Text, say

NOTICE_MONTH = 8
"""By the end of this month a year's limits are taken to be out: the notices come June to August."""


class Kind(StrEnum):
    """What a payment is."""

    PAYMENT = "payment"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Due:
    """Money due by the end of ``month``, for ``months`` contribution months (or one year).

    ``settled`` where it rests on published limits; an amount paid at last year's limits until the
    new ones are out is settled too, and a ``difference`` follows it (negative: paid too much): it
    is settled once they are out.
    """

    month: YearMonth
    kind: Kind
    amount: Decimal
    months: int
    settled: bool

    @property
    def label(self) -> Text:
        """What it is, in words."""
        if self.kind is Kind.DIFFERENCE:
            return say("补缴新基数的差额（{count}个月）", count=self.months)
        if self.months == 0:
            return say("缴全年养老保险")
        return say("缴养老保险（{count}个月）", count=self.months)


@dataclass(frozen=True, slots=True)
class _Owed:
    """What is owed later for a month paid at last year's limits."""

    month: YearMonth
    amount: Decimal
    settled: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One month's contribution: when it is due, what is paid then, what is owed later."""

    due: YearMonth
    amount: Decimal
    settled: bool
    owed: _Owed | None = None


def calendar(subject: Subject) -> tuple[Due, ...]:
    """Every payment of the plan from this month on, in order of time."""
    bought = subject.option.contribution
    if bought is None:
        return ()
    found = _employee(subject, bought) if subject.is_employee else _yearly(bought)
    return tuple(due for due in found if due.month >= subject.law.month)


def not_out_yet(subject: Subject) -> Notice | None:
    """The word that this year's limits are still to come, and a difference with them."""
    if not subject.is_employee or subject.option.contribution is None:
        return None
    floor = limits(subject.place, subject.law.month, subject.case.assumptions.wage_growth).floor
    if floor.state is not State.PROVISIONAL:
        return None
    text = say(
        "{year}年的缴费标准还没公布：先按上年的缴，公布后从{month}月起补差额",
        year=floor.year,
        month=1 if floor.since is None else floor.since.month,
    )
    return Notice("limits_not_out", text, floor.source.document)


def _yearly(bought: Contribution) -> list[Due]:
    """One payment a year, of all schemes together; tiers are published."""
    amounts: dict[YearMonth, Decimal] = defaultdict(lambda: ZERO)
    for paid in bought.payments:
        for month in paid.months:
            amounts[YearMonth(paid.year, month)] += paid.amount
    return [Due(m, Kind.PAYMENT, amounts[m], 0, settled=True) for m in sorted(amounts)]


def _employee(subject: Subject, bought: Contribution) -> list[Due]:
    parts = [p for paid in bought.payments for p in _parts(subject, paid, bought.frequency.months)]
    found = [*_payments(parts), *_differences(parts)]
    return sorted(found, key=lambda due: (due.month, due.kind is Kind.DIFFERENCE))


def _parts(subject: Subject, paid: Payments, step: int) -> Iterator[_Part]:
    """The months of payments under the same limits."""
    before = None
    if paid.months and (not paid.settled or paid.year == subject.law.month.year):
        before = _year_before(subject, YearMonth(paid.year, paid.months[0]))
    for month in paid.months:
        due = YearMonth(paid.year, min(-(-month // step) * step, paid.last))
        if before is not None and before.first <= month <= due.month <= before.notice:
            later = YearMonth(paid.year, before.notice + 1)
            owed = _Owed(later, paid.amount - before.amount, paid.settled)
            yield _Part(due, before.amount, before.settled, owed if owed.amount else None)
        else:
            yield _Part(due, paid.amount, paid.settled)


@dataclass(frozen=True, slots=True)
class _Before:
    """The contribution at the limits of the year before, and whether those are published.

    It is paid from ``first`` on, the month of the calendar year in which the new limits begin to
    hold, through ``notice``, the month in which they come out (0: they were out by then).
    """

    first: int
    notice: int
    amount: Decimal
    settled: bool


def _year_before(subject: Subject, month: YearMonth) -> _Before | None:
    """What is paid until the notice; None where no limits of the year before are on file."""
    place, case = subject.place, subject.case
    growth = case.assumptions.wage_growth
    since = limits(place, month, growth).floor.since
    try:
        bounds = limits(place, month + -12, growth)
    except MissingError:
        return None
    wanted = wanted_base(case.plan.base, bounds)[0]
    base = min(max(wanted, bounds.floor.value), bounds.ceiling.value)
    rate = place.law.nation.standing("contribution_rate", month).value
    return _Before(
        first=1 if since is None else since.month,
        notice=_notice_month(place, month),
        amount=to_fen(base * rate),
        settled=bounds.floor.state is State.PUBLISHED,
    )


def _notice_month(place: Place, month: YearMonth) -> int:
    """The month of the year in which the limits of a month come out, or came out."""
    series = place.series("contribution_floor", month)
    entry = series.published(month, place.law.day)
    if entry is None or entry.provisional:
        return NOTICE_MONTH
    out = series.known_from(entry)
    return out.month if out.year == month.year and out > entry.begun else 0


def _payments(parts: list[_Part]) -> Iterator[Due]:
    """What is due together, added up."""
    by_month: dict[YearMonth, list[_Part]] = defaultdict(list)
    for part in parts:
        by_month[part.due].append(part)
    for month, together in by_month.items():
        amount = sum((part.amount for part in together), ZERO)
        settled = all(part.settled for part in together)
        yield Due(month, Kind.PAYMENT, amount, len(together), settled)


def _differences(parts: list[_Part]) -> Iterator[Due]:
    """What is owed for each year in the month after its notice."""
    owed: dict[YearMonth, list[_Owed]] = defaultdict(list)
    for part in parts:
        if part.owed is not None:
            owed[part.owed.month].append(part.owed)
    for month, together in owed.items():
        amount = sum((one.amount for one in together), ZERO)
        settled = all(one.settled for one in together)
        yield Due(month, Kind.DIFFERENCE, amount, len(together), settled)

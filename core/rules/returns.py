"""When the money is back, what comes in until an age, and at what yearly rate.

Counted on the person's own contributions from the plan's start on (all 20 %, not the 8 % that
goes to the account), pensions rising every January.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from itertools import accumulate, groupby

from core.case import Frequency
from core.quantities import YearMonth, compound, half_up, to_fen
from core.rules.payments import Payments, due_months

Streams = tuple[tuple[YearMonth, Decimal], ...]
"""Pensions in payment: from which month, how much a month at the start."""

LAST_AGE_YEARS = 120


def pension_in(streams: Streams, month: YearMonth, growth: Decimal) -> Decimal:
    """Pension of a month; each stream rises every January after its start, to the fen."""
    return sum(
        (
            to_fen(compound(amount, growth, month.year - start.year))
            for start, amount in streams
            if start <= month
        ),
        Decimal("0.00"),
    )


def levels(
    streams: Streams, last: YearMonth, growth: Decimal
) -> Iterator[tuple[YearMonth, int, Decimal]]:
    """Runs of equal months ``(first month, how many, amount)`` from the first pension on."""
    month = min(start for start, _ in streams)
    while month <= last:
        changes = [YearMonth(month.year + 1, 1), last + 1]
        changes += [start for start, _ in streams if start > month]
        count = min(changes) - month
        yield month, count, pension_in(streams, month, growth)
        month = month + count


def payback_months(
    streams: Streams, own_total: Decimal, growth: Decimal, birth: YearMonth
) -> int | None:
    """The first month of pension, counted from 1, by which ``own_total`` is back; None if never."""
    received = Decimal(0)
    passed = 0
    for _, count, amount in levels(streams, birth + LAST_AGE_YEARS * 12, growth):
        missing = own_total - received
        if amount > 0 and missing <= amount * count:
            return passed + max(1, int((missing / amount).to_integral_value(ROUND_CEILING)))
        received += amount * count
        passed += count
    return None


def lifetime_total(streams: Streams, last: YearMonth, growth: Decimal) -> Decimal:
    """All pension through the month ``last``."""
    return sum(
        (amount * count for _, count, amount in levels(streams, last, growth)), Decimal("0.00")
    )


def internal_rate(
    payments: tuple[Payments, ...],
    frequency: Frequency,
    streams: Streams,
    last: YearMonth,
    growth: Decimal,
) -> Decimal | None:
    """Yearly internal rate of the monthly cash flow through ``last``; None where there is none.

    Cash leaves in the month it is due.  Solved to 0.0001.
    """
    paid = [run for p in payments for run in _runs(p, frequency)]
    received = [(m.ordinal, n, a) for m, n, a in levels(streams, last, growth) if a]
    if not paid or not received:
        return None
    return _solve([*paid, *received])


Run = tuple[int, int, Decimal]
"""Equal amounts in consecutive months: ordinal of the first month, how many, yuan each."""


def _runs(payments: Payments, frequency: Frequency) -> Iterator[Run]:
    """A year's payments as money leaving, consecutive equal ones together."""
    start = YearMonth(payments.year, 1).ordinal - 1
    due = sorted(due_months(payments, frequency).items())
    for count, group in groupby(
        enumerate(due), key=lambda item: (item[1][0] - item[0], item[1][1])
    ):
        months = [month for _, (month, _) in group]
        yield start + months[0], len(months), -payments.amount * count[1]


def _solve(flows: list[Run]) -> Decimal | None:
    """The rate at which the flows are worth nothing: halving first, then false position."""
    with localcontext() as context:
        context.prec = 18
        low, high = Decimal("-0.5"), Decimal(1)
        if _worth(flows, low) < 0 or _worth(flows, high) > 0:
            return None
        while high - low > NARROW:
            middle = (low + high) / 2
            low, high = (middle, high) if _worth(flows, middle) > 0 else (low, middle)
        return half_up(_false_position(flows, low, high), 4)


NARROW = Decimal("0.05")
"""Within this much the worth is nearly a straight line of the rate."""

NEAR = Decimal("0.0000001")
"""Two guesses this near are one rate to the four decimals shown."""


def _false_position(flows: list[Run], low: Decimal, high: Decimal) -> Decimal:
    """The root between two rates of opposite worth (Illinois method)."""
    at_low, at_high = _worth(flows, low), _worth(flows, high)
    rate, before, kept = low, high, 0
    while abs(rate - before) > NEAR and at_low != at_high:
        before, rate = rate, (low * at_high - high * at_low) / (at_high - at_low)
        worth = _worth(flows, rate)
        # An end kept twice in a row counts half: else one end would never move.
        if worth > 0:
            low, at_low, at_high = rate, worth, at_high / 2 if kept > 0 else at_high
        else:
            high, at_high, at_low = rate, worth, at_low / 2 if kept < 0 else at_low
        kept = 1 if worth > 0 else -1
    return rate


def _worth(flows: list[Run], rate: Decimal) -> Decimal:
    """Present value of runs ``(month, how many, amount)`` at a yearly rate."""
    first = min(month for month, _, _ in flows)
    yearly = 1 / (1 + rate)
    monthly = yearly ** (Decimal(1) / 12)
    within = [monthly**k for k in range(13)]
    runs = [Decimal(0), *accumulate(within)]
    years = _powers(yearly, max(month - first for month, _, _ in flows) // 12)
    return sum(
        (
            amount * years[(month - first) // 12] * within[(month - first) % 12] * runs[count]
            for month, count, amount in flows
        ),
        Decimal(0),
    )


def _powers(base: Decimal, last: int) -> list[Decimal]:
    powers = [Decimal(1)]
    for _ in range(last):
        powers.append(powers[-1] * base)
    return powers


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one option's money brings; worked out when asked for.

    Pensions in ``streams`` rise by ``growth`` every January; lifetime totals and the internal
    rate run through the month ``last``.
    """

    payments: tuple[Payments, ...]
    frequency: Frequency
    streams: Streams
    growth: Decimal
    birth: YearMonth
    last: YearMonth

    @property
    def own_total(self) -> Decimal:
        return sum((p.sum for p in self.payments), Decimal("0.00"))

    @property
    def payback_months(self) -> int | None:
        return payback_months(self.streams, self.own_total, self.growth, self.birth)

    @property
    def lifetime_total(self) -> Decimal:
        return lifetime_total(self.streams, self.last, self.growth)

    @property
    def irr(self) -> Decimal | None:
        return internal_rate(self.payments, self.frequency, self.streams, self.last, self.growth)

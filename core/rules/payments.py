"""Own payments, year by year, and when they are due."""

from dataclasses import dataclass
from decimal import Decimal

from core.case import Frequency


@dataclass(frozen=True, slots=True)
class Payments:
    """Own contributions of one calendar year: ``amount`` yuan for each of the ``months``.

    The plan runs through the month ``last`` of the year; ``settled`` is false where the amount
    rests on limits that are not published yet.
    """

    year: int
    months: tuple[int, ...]
    amount: Decimal
    last: int = 12
    settled: bool = True

    @property
    def sum(self) -> Decimal:
        return self.amount * len(self.months)


def due_months(payments: Payments, frequency: Frequency) -> dict[int, int]:
    """Due month → how many months are paid then, for one year.

    A period is due in its last month, at the latest in the plan's own last month.
    """
    step = frequency.months
    due: dict[int, int] = {}
    for month in payments.months:
        last = min(-(-month // step) * step, payments.last)
        due[last] = due.get(last, 0) + 1
    return due

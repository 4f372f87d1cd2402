"""Measuring one call at a time, beside a yardstick of the same run.

Time is that of the processor: what else runs on the machine does not count, but for the caches it
takes away.  Times of one machine say little about another, so every bench is also given as a
multiple of a plain loop that is measured between its rounds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ROUNDS = 15
SHORTEST_NS = 20_000_000
"""A round repeats its call for at least this long, so that the clock's grain does not matter."""


@dataclass(frozen=True)
class Bench:
    """Something to measure: what a line of the table says, the call, and its budget.

    The budget is the most yardsticks the call may take; None where nobody has set one.
    """

    name: str
    call: Callable[[], object]
    budget: float | None = None


@dataclass(frozen=True)
class Result:
    name: str
    median_ns: float
    min_ns: float
    ratio: float
    """How many yardsticks the call takes, minimum to minimum."""
    median_ratio: float
    budget: float | None

    @property
    def over(self) -> bool:
        """Whether the budget is spent by minimum and median both: one alone may be the machine."""
        return self.budget is not None and min(self.ratio, self.median_ratio) > self.budget


def yardstick() -> Decimal:
    """The work nobody can avoid: 480 months of an account, in plain Decimals."""
    balance, base = Decimal(12000), Decimal(4244)
    for _ in range(480):
        credit = (base * Decimal("0.08")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        balance += credit + (balance * Decimal("0.015") / 12)
    return balance.quantize(Decimal("0.01"), ROUND_HALF_UP)


def measured(bench: Bench) -> Result:
    """Median and minimum of a call, taken in turns with the yardstick."""
    bench.call()
    count, yards = _repeats(bench.call), _repeats(yardstick)
    spent: list[float] = []
    yard: list[float] = []
    for _ in range(ROUNDS):
        spent.append(_round(bench.call, count))
        yard.append(_round(yardstick, yards))
    middle = statistics.median(spent)
    return Result(
        bench.name,
        median_ns=middle,
        min_ns=min(spent),
        ratio=min(spent) / min(yard),
        median_ratio=middle / statistics.median(yard),
        budget=bench.budget,
    )


def _repeats(call: Callable[[], object]) -> int:
    """How many calls fill a round."""
    count = 1
    while (taken := _round(call, count) * count) < SHORTEST_NS:
        count = max(count + 1, min(count * 10, int(count * SHORTEST_NS / max(taken, 1)) + 1))
    return count


def _round(call: Callable[[], object], count: int) -> float:
    """Nanoseconds of the processor a call took, on average of ``count``."""
    start = time.process_time_ns()
    for _ in range(count):
        call()
    return (time.process_time_ns() - start) / count

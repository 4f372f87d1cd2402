"""Measuring one call at a time, beside a yardstick of the same run.

Times of one machine say little about another, or about the same one under load.  So every bench
is also given as a multiple of a plain loop that is measured between its rounds.
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
    """Something to measure: what a line of the table says, and the call."""

    name: str
    call: Callable[[], object]


@dataclass(frozen=True)
class Result:
    name: str
    median_ns: float
    min_ns: float
    ratio: float
    """How many yardsticks the call takes, minimum to minimum."""


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
    return Result(bench.name, statistics.median(spent), min(spent), min(spent) / min(yard))


def _repeats(call: Callable[[], object]) -> int:
    """How many calls fill a round."""
    count = 1
    while (taken := _round(call, count) * count) < SHORTEST_NS:
        count = max(count + 1, min(count * 10, int(count * SHORTEST_NS / max(taken, 1)) + 1))
    return count


def _round(call: Callable[[], object], count: int) -> float:
    """Nanoseconds a call took, on average of ``count``."""
    start = time.perf_counter_ns()
    for _ in range(count):
        call()
    return (time.perf_counter_ns() - start) / count

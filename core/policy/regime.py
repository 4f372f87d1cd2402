"""The law of retirement: whose age rises how fast, and how long one must have paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.derivation import Source
from core.quantities import Age, YearMonth


@dataclass(frozen=True, slots=True)
class Track:
    """How one group's retirement age rises: one month every ``step`` months of birth."""

    start: YearMonth
    original: Age
    step: int
    cap: int


@dataclass(frozen=True, slots=True)
class MinimumPeriod:
    """Months one must have paid: ``months``, rising by ``step`` a year from ``rises_from``."""

    months: int
    rises_from: int
    step: int
    cap: int
    source: Source

    def in_year(self, year: int) -> int:
        return min(self.cap, self.months + self.step * max(0, year - self.rises_from + 1))


@dataclass(frozen=True, slots=True)
class Regime:
    """The law of retirement from ``first`` on.

    ``flexible`` months may be moved either way; ``by_month`` says whether payout months count
    months of age or whole years.
    """

    first: YearMonth
    tracks: Mapping[str, Track]
    flexible: int
    by_month: bool
    minimum: MinimumPeriod
    source: Source

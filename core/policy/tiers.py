"""The yearly tiers of a place, and what the government adds to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.derivation import Source
from core.quantities import YearMonth


@dataclass(frozen=True, slots=True)
class TierTable:
    """Yearly tiers with the government's subsidy for each, in yuan, as known from ``first`` on.

    With ``any_amount`` every whole amount from the lowest tier to the highest is taken, with the
    subsidy of the highest tier it reaches.
    """

    subsidies: Mapping[int, Decimal]
    source: Source
    first: YearMonth | None = None
    any_amount: bool = False
    earlier: "TierTable | None" = None
    """What holds before ``first``."""

    def on(self, month: YearMonth) -> "TierTable | None":
        """The table of a month."""
        if self.first is None or self.first <= month:
            return self
        return None if self.earlier is None else self.earlier.on(month)

    @property
    def tiers(self) -> tuple[int, ...]:
        return tuple(self.subsidies)

    def subsidy(self, amount: int) -> Decimal | None:
        """The subsidy for an amount a year; None for one that is not taken."""
        if not self.any_amount or amount > max(self.subsidies):
            return self.subsidies.get(amount)
        reached = max((tier for tier in self.subsidies if tier <= amount), default=None)
        return None if reached is None else self.subsidies[reached]

"""What moving between places means for one option: who pays the pension, and what goes there."""

from dataclasses import dataclass
from enum import StrEnum

from core.derivation import Figure, Ground, Source
from core.quantities import YearMonth
from core.words import Notice, Text


class Because(StrEnum):
    """Which sentence of the rule decides."""

    REGISTERED = "registered"
    TEN_YEARS = "ten_years"
    EARLIER = "earlier_ten_years"
    FALLBACK = "registered_fallback"


@dataclass(frozen=True, slots=True)
class Benefit:
    """Where the pension is drawn, and why.

    ``months`` are those through the end of contributions by province; ``ten_years`` is the month
    in which the enrolment province has ten; ``temporary``: that place keeps a temporary account.
    """

    code: str
    because: Because
    reason: Text
    months: tuple[tuple[str, int], ...]
    ten_years: YearMonth | None
    temporary: bool
    source: Source
    notices: tuple[Notice, ...] = ()

    @property
    def ground(self) -> Ground:
        """The choice of the place as a link of a derivation."""
        return Ground(self.reason, self.source)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What moves to the place that pays: the account whole, and 12 % of the bases of the pool.

    ``pool`` is None where only totals are known.  Neither changes the pension.
    """

    months: int
    account: Figure
    pool: Figure | None
    notices: tuple[Notice, ...] = ()

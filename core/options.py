"""What a projection says about one option: cost, months, account, pension, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from core.case import Frequency, PlaceRole
from core.derivation import Figure
from core.moving import Benefit, Transfer
from core.quantities import YearMonth
from core.rules.payments import Payments
from core.rules.returns import Outlook, Streams
from core.words import Notice


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the option costs.

    ``base`` and ``per_month`` are null for yearly schemes, ``tier`` and ``subsidy`` for the
    employee scheme.  ``first_year`` is a full year at the first year's rate; ``own_total`` all own
    contributions still to come, nominal.
    """

    frequency: Frequency
    per_payment: Decimal
    first_year: Decimal
    own_total: Decimal
    payments: tuple[Payments, ...]
    base: Figure | None = None
    per_month: Figure | None = None
    tier: int | None = None
    supplementary_tier: int | None = None
    subsidy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """Contribution months; for yearly schemes twelve for each year."""

    history: int
    planned: int
    required: int

    @property
    def total(self) -> int:
        return self.history + self.planned

    @property
    def short(self) -> int:
        return max(0, self.required - self.total)


@dataclass(frozen=True, slots=True)
class Phase:
    """From a month on, the pension is ``total`` (yearly rises left out)."""

    start: YearMonth
    total: Figure


@dataclass(frozen=True, slots=True)
class Pension:
    """A monthly pension by part, as awarded; ``streams`` are what is added from which month."""

    start: YearMonth
    basic: Figure
    account: Figure
    transitional: Figure
    total: Figure
    total_today: Figure
    phases: tuple[Phase, ...]
    streams: Streams


class Direction(StrEnum):
    """Which way an account moves at employee retirement age (人社部发〔2014〕17号)."""

    TO_EMPLOYEE = "to_employee"
    TO_RESIDENT = "to_resident"


@dataclass(frozen=True, slots=True)
class Switch:
    """What this option's years bring when the other scheme's account is joined to them.

    To the employee scheme the resident account moves, its years do not; to the resident scheme the
    employee account moves and its years count, the ``pool`` stays behind (None: not known).
    ``month`` is when it can be done, ``moved`` the account that moves, ``account`` both together;
    ``lost_months`` count no more.  ``pension`` is None where the years still do not suffice.
    """

    direction: Direction
    month: YearMonth
    moved: Figure
    account: Figure
    months: Months
    lost_months: int
    pool: Figure | None = None
    pension: Pension | None = None
    outlook: Outlook | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One way to be insured, worked out to the end, or the reasons why it is closed.

    ``pension`` is None where none will be paid (``ways_out`` says what to do) or where a
    parameter is missing (``reasons`` names it).  ``start`` is the first payment where one comes.
    ``benefit`` is where the pension of the employee scheme is drawn, ``transfer`` what moves there.
    ``enrolment`` says, for somebody registered in another province, whether the place takes them.
    """

    scheme: str
    place: str
    role: PlaceRole
    available: bool = True
    reasons: tuple[Notice, ...] = ()
    enrolment: Notice | None = None
    contribution: Contribution | None = None
    months: Months | None = None
    index: Figure | None = None
    benefit_base: Figure | None = None
    payout: Figure | None = None
    account: Figure | None = None
    pension: Pension | None = None
    ways_out: tuple[Notice, ...] = ()
    benefit: Benefit | None = None
    transfer: Transfer | None = None
    notices: tuple[Notice, ...] = field(default=())
    outlook: Outlook | None = None
    joining: Callable[[], Switch | None] | None = field(default=None, compare=False, repr=False)

    @property
    def switch(self) -> Switch | None:
        """Both schemes' accounts joined, worked out when asked for; None where only one is."""
        return None if self.joining is None else self.joining()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures a screen shows, in the order of the computation."""
        found = [self.index, self.benefit_base, self.account, self.payout]
        if self.contribution is not None:
            found = [self.contribution.base, self.contribution.per_month, *found]
        if self.pension is not None:
            p = self.pension
            found += [p.basic, p.account, p.transitional, p.total, p.total_today]
            found += [phase.total for phase in p.phases[1:]]
        return tuple(figure for figure in found if figure is not None)

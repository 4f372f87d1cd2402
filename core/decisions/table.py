"""One table of all ways to be insured: cost, pension, when, what comes back, what if one stops."""

from dataclasses import dataclass, replace
from decimal import Decimal

from core.decisions.stopping import Stopped, stopped
from core.decisions.subject import Subject, full, full_today
from core.derivation import Figure
from core.options import Option
from core.quantities import YearMonth
from core.words import Notice


@dataclass(frozen=True, slots=True)
class Row:
    """One option.  A closed one has ``reasons`` and nothing else.

    ``pension`` is all of it in payment, ``today`` the same in today's money; None where none will
    be paid.  ``payback`` are months of pension, ``rate`` the yearly internal rate.
    """

    option: Option
    reasons: tuple[Notice, ...] = ()
    first_year: Decimal | None = None
    own_total: Decimal | None = None
    pension: Figure | None = None
    today: Figure | None = None
    start: YearMonth | None = None
    payback: int | None = None
    lifetime: Decimal | None = None
    rate: Decimal | None = None
    stopped: Stopped | None = None


def row(subject: Subject) -> Row:
    """What the table says about one option."""
    option, bought, outlook = subject.option, subject.option.contribution, subject.option.outlook
    if not option.available or bought is None:
        return Row(option, option.reasons)
    found = Row(
        option, first_year=bought.first_year, own_total=bought.own_total, stopped=stopped(subject)
    )
    if option.pension is None or outlook is None:
        return found
    return replace(
        found,
        pension=full(option),
        today=full_today(option, subject.case, subject.law),
        start=option.pension.start,
        payback=outlook.payback_months,
        lifetime=outlook.lifetime_total,
        rate=outlook.irr,
    )

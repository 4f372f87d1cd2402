"""The year table: one option from the plan's first year to the age lifetime totals run to.

Amounts are yuan, rounded to the fen where they arise and never again, so that text, chart, CSV and
JSON show the same numbers.  Years and their sums come from ``core.decisions.years``; here they
get the person's age, what was paid for and on which base, and the month the money is back.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.case import ZERO
from core.decisions.subject import Subject
from core.decisions.years import Year, years
from core.options import Contribution
from core.quantities import YearMonth, months_between
from core.rules.employee import employee_runs
from core.rules.returns import Outlook, pension_in

Bases = dict[int, Decimal]
"""Calendar year → base of its last paid month, yuan a month."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One calendar year.

    ``age`` is reached in it; ``months`` are contribution months of the year (twelve for a yearly
    scheme), ``base`` that of the last of them (None for yearly schemes and years without one);
    ``account`` is what stands in the account at its end, also once the pension is taken from it;
    the totals run from the plan's start.
    """

    year: int
    age: int
    months: int
    base: Decimal | None
    own: Decimal
    own_total: Decimal
    account: Decimal
    pension: Decimal
    pension_total: Decimal


@dataclass(frozen=True, slots=True)
class Payback:
    """The month by which all own contributions are back, and which month of pension it is."""

    month: YearMonth
    months: int


@dataclass(frozen=True, slots=True)
class YearTable:
    """All rows of one option; ``first_pension`` is the month of the first payment.

    ``payback`` is None where the money is not back by the last row.
    """

    rows: tuple[YearRow, ...]
    own_total: Decimal
    lifetime_total: Decimal
    first_pension: YearMonth
    last: YearMonth
    payback: Payback | None


def year_table(subject: Subject) -> YearTable | None:
    """The table of an option; None where no pension will be paid."""
    bought, outlook = subject.option.contribution, subject.option.outlook
    if bought is None or outlook is None:
        return None
    paid, bases = _months(subject, bought), _bases(subject)
    birth = subject.case.person.birth.year
    rows = tuple(
        _row(year, year.year - birth, paid.get(year.year, 0), bases.get(year.year))
        for year in years(subject)
    )
    own_total = sum((row.own for row in rows), ZERO)
    return YearTable(
        rows=rows,
        own_total=own_total,
        lifetime_total=sum((row.pension for row in rows), ZERO),
        first_pension=min(start for start, _ in outlook.streams),
        last=outlook.last,
        payback=_payback(rows, own_total, outlook),
    )


def _row(year: Year, age: int, months: int, base: Decimal | None) -> YearRow:
    return YearRow(
        year=year.year,
        age=age,
        months=months,
        base=base,
        own=year.paid,
        own_total=year.paid_total,
        account=year.left,
        pension=year.received,
        pension_total=year.received_total,
    )


def _months(subject: Subject, bought: Contribution) -> dict[int, int]:
    """Contribution months of each year."""
    found: dict[int, int] = {}
    for part in bought.payments:
        if subject.is_employee:
            found[part.year] = found.get(part.year, 0) + len(part.months)
        elif part.months:
            found[part.year] = 12
    return found


def _bases(subject: Subject) -> Bases:
    if not subject.is_employee:
        return {}
    runs = employee_runs(subject.case, subject.schedule, subject.place)
    return {run.months.year: run.base.amount for run in runs if run.months.paid}


def _payback(rows: tuple[YearRow, ...], own_total: Decimal, outlook: Outlook) -> Payback | None:
    """Summed along the table: the year first, then month by month within it."""
    first = min(start for start, _ in outlook.streams)
    for row in rows:
        if row.year < first.year or row.pension_total < own_total:
            continue
        missing = own_total - (row.pension_total - row.pension)
        begin = max(first, YearMonth(row.year, 1))
        for month in months_between(begin, min(outlook.last, YearMonth(row.year, 12))):
            missing -= pension_in(outlook.streams, month, outlook.growth)
            if missing <= 0:
                return Payback(month, month - first + 1)
    return None

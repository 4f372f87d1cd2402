"""The two yearly schemes' past by periods: years and account.

A month also paid in the employee scheme comes off (by month, 人社部发〔2014〕17号); a year paid in
arrears had no subsidy and counts for the 15, not for the extra years.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.case import ZERO, Case, CaseError, Period, PeriodKind, Scheme
from core.policy.model import Law, MissingError, assumption
from core.policy.tiers import TierTable
from core.quantities import YearMonth, to_fen
from core.rules.account import AccountYear, closing
from core.rules.history_overlaps import in_order
from core.words import Text, say

Years = Mapping[int, Period]
"""Calendar year → the period that paid it."""


def yearly_totals(
    scheme: Scheme, case: Case, law: Law, doubled: Counter[YearMonth]
) -> dict[str, Any]:
    """Years, arrears and balance of a scheme where the statement does not give them."""
    history = case.history
    years = years_of(history.periods, scheme, case)
    if not years:
        return {}
    found: dict[str, Any] = {}
    twice = by_year(doubled) if scheme is Scheme.RESIDENT else Counter[int]()
    arrears = sum(period.kind is PeriodKind.ARREARS for period in years.values())
    if getattr(history, f"{scheme}_years") is None:
        found[f"{scheme}_years"] = (12 * len(years) - sum(twice[y] for y in years)) // 12
    if arrears and not history.resident_arrears_years:
        found["resident_arrears_years"] = arrears
    table = _tiers(scheme, case, law)
    if getattr(history, f"{scheme}_balance") is None and table is not None:
        found[f"{scheme}_balance"] = _balance(years, table, case, twice)
    return found


def years_of(periods: Iterable[Period], scheme: Scheme, case: Case) -> Years:
    """A year has one payment: the later period's; that of the plan's first year is the plan's."""
    return {
        year: period
        for period in in_order(p for p in periods if p.scheme is scheme)
        for year in range(period.span.first.year, period.span.last.year + 1)
        if year < case.plan.start.year
    }


def by_year(months: Iterable[YearMonth]) -> Counter[int]:
    return Counter(month.year for month in months)


def refunded(years: Years, doubled: Counter[YearMonth]) -> Decimal:
    """Own resident contributions that come back for months paid twice, a twelfth a month."""
    twice = by_year(doubled)
    parts = (to_fen(Fraction((p.tier or 0) * twice[year], 12)) for year, p in years.items())
    return sum(parts, ZERO)


def _tiers(scheme: Scheme, case: Case, law: Law) -> TierTable | None:
    """Without a table of tiers the scheme's option is closed, and the balance stays unknown."""
    try:
        return law.place(case.places.registered).table(f"{scheme}_tiers")
    except MissingError:
        return None


def _balance(years: Years, table: TierTable, case: Case, twice: Counter[int]) -> Decimal:
    """A yearly account just before the plan's start, every payment credited in December."""
    rate, end = case.assumptions.resident_rate, case.plan.start + -1
    found = _credits(years, table, twice)
    balance = ZERO
    for year in range(min(years), end.year + 1):
        last = end.month if year == end.year else 12
        put_in = ((found[year], (last,)),) if year in found else ()
        parameter = assumption("resident_rate", rate, year)
        balance = closing(balance, AccountYear(year, 1, last, put_in, parameter))
    return balance


def _credits(years: Years, table: TierTable, twice: Counter[int]) -> dict[int, Decimal]:
    """What each year put in: tier and subsidy, less the months paid twice; arrears at their end."""
    found: dict[int, Decimal] = {}
    for year, period in years.items():
        tier, subsidy = _known(period.tier, table)
        if period.kind is PeriodKind.ARREARS:
            when, amount = max(y for y, p in years.items() if p is period), Decimal(tier)
        else:
            when, amount = year, tier + subsidy
        share = to_fen(Fraction(amount) * (12 - twice[year]) / 12)
        found[when] = found.get(when, ZERO) + share
    return found


def _known(tier: int | None, table: TierTable) -> tuple[int, Decimal]:
    """A tier with its subsidy."""
    subsidy = None if tier is None else table.subsidy(tier)
    if tier is None or subsidy is None:
        accepted = Text("、".join(map(str, table.tiers)))
        raise CaseError("history.periods.tier", say("没有这一档：{tier}", tier=tier), accepted)
    return tier, subsidy

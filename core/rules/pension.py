"""The three parts of an employee pension and their sum (国发〔2005〕38号).

Used by projections and by the award-sheet check alike.  All arithmetic is exact until a part is
rounded half up to the fen; the total is rounded by the province's rule.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from core.quantities import Exact, half_up, to_fen, up

Rounding = Callable[[Exact], Decimal]

TOTAL_ROUNDING: dict[str, Rounding] = {
    "fen": to_fen,
    "jiao": lambda value: half_up(value, 1).quantize(Decimal("0.01")),
    "jiao_up": lambda value: up(value, 1).quantize(Decimal("0.01")),
}
"""Named rules for totals: to the fen, to the jiao, up to the jiao (见分进角)."""


def years_exact(months: int) -> Fraction:
    """Years as months/12, unrounded."""
    return Fraction(months, 12)


def years_rounded(places: int) -> Callable[[int], Fraction]:
    """Years rounded half up to some decimals."""
    return lambda months: Fraction(half_up(Fraction(months, 12), places))


YEARS: dict[str, Callable[[int], Fraction]] = {
    "exact": years_exact,
    "2": years_rounded(2),
    "4": years_rounded(4),
    "5": years_rounded(5),
}
"""Named rules for the precision of contribution years N."""


def basic_pension(benefit_base: Exact, indexed_wage: Exact, years: Exact) -> Decimal:
    """(C + indexed wage) / 2 * N * 1 %, yuan a month; the indexed wage is C * Z."""
    return to_fen((Fraction(benefit_base) + Fraction(indexed_wage)) * Fraction(years) / 200)


def account_pension(balance: Exact, payout_months: Exact) -> Decimal:
    """Balance / P, yuan a month."""
    return to_fen(Fraction(balance) / Fraction(payout_months))


def transitional_pension(indexed_wage: Exact, deemed_years: Exact, coefficient: Exact) -> Decimal:
    """C * Z' * deemed years * k, yuan a month; ``indexed_wage`` is C * Z'."""
    return to_fen(Fraction(indexed_wage) * Fraction(deemed_years) * Fraction(coefficient))

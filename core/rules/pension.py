"""The three parts of an employee pension and their sum (国发〔2005〕38号), and the named rules by
which provinces differ.

Used by projections and by the award-sheet check alike.  All arithmetic is exact until a part is
rounded by a named rule; so is the sum.  A new rule is one function here and its name in the table
below it; a province chooses it by that name in its policy file.  The award sheets that prove each
rule are in docs/award-sheets.md.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from core.quantities import Age, Exact, half_up, to_fen, up

# ---- rounding of amounts ------------------------------------------------------------------------
Rounding = Callable[[Exact], Decimal]


def to_jiao(value: Exact) -> Decimal:
    """Half up to the jiao (0.1 yuan)."""
    return half_up(value, 1).quantize(Decimal("0.01"))


def up_to_jiao(value: Exact) -> Decimal:
    """Up to the jiao where the fen is not 0 (见分进角): 498.2062 stays 498.20, 72.31 is 72.40."""
    fen = Fraction(value) * 100 // 1
    return up(Fraction(fen, 100), 1).quantize(Decimal("0.01"))


ROUNDING: dict[str, Rounding] = {"fen": to_fen, "jiao": to_jiao, "jiao_up": up_to_jiao}
"""Named rules for amounts: each part by ``parts_rounding``, their sum by ``total_rounding``."""


# ---- contribution years N -----------------------------------------------------------------------
Years = Callable[[int], Fraction]


def years_exact(months: int) -> Fraction:
    """Years as months/12, unrounded."""
    return Fraction(months, 12)


def years_rounded(places: int) -> Years:
    """Years rounded half up to some decimals."""
    return lambda months: Fraction(half_up(Fraction(months, 12), places))


def years_up(places: int) -> Years:
    """Years rounded up to some decimals: 509 months are 42.42 or 42.5."""
    return lambda months: Fraction(up(Fraction(months, 12), places))


def half_years_up(months: int) -> Fraction:
    """Years rounded up to the half: 12 years 4 months are 12.5, 12 years 7 months 13."""
    return Fraction(-(-months // 6), 2)


def months_at_083(months: int) -> Fraction:
    """Whole years, and 0.083 for each month beyond: 32 years 2 months are 32.166."""
    return months // 12 + months % 12 * Fraction("0.083")


YEARS: dict[str, Years] = {
    "exact": years_exact,
    "2": years_rounded(2),
    "4": years_rounded(4),
    "5": years_rounded(5),
    "1_up": years_up(1),
    "2_up": years_up(2),
    "half_up": half_years_up,
    "months_at_083": months_at_083,
}
"""Named rules for years: N by ``years_precision``, transitional ones by ``deemed_precision``."""


# ---- basic pension ------------------------------------------------------------------------------
def whole_base(_index: Exact) -> Fraction:
    """The base counts in full whatever the index."""
    return Fraction(1)


def low_index(index: Exact) -> Fraction:
    """The base counts by index / 0.6, to four decimals, where the index is below 0.6."""
    return min(Fraction(1), Fraction(half_up(Fraction(index) / Fraction("0.6"), 4)))


BASE_FACTOR: dict[str, Callable[[Exact], Fraction]] = {"one": whole_base, "low_index": low_index}
"""Named rules for the factor a by which the benefit base counts (``base_factor``)."""

INDEX_BASE = ("benefit_base", "province", "local")
"""What the index is multiplied with (``index_base``): the benefit base C itself; the province's C,
where a city has one of its own; or a local base, where C is the province's."""


def basic_pension(
    benefit_base: Exact,
    indexed_wage: Exact,
    years: Exact,
    rounding: Rounding = to_fen,
    factor: Exact = 1,
) -> Decimal:
    """(a * C + indexed wage) / 2 * N * 1 %, yuan a month; the indexed wage is C * Z."""
    base = Fraction(benefit_base) * Fraction(factor)
    return rounding((base + Fraction(indexed_wage)) * Fraction(years) / 200)


# ---- account pension ----------------------------------------------------------------------------
PAYOUT_AGE: dict[str, Callable[[Age], Age]] = {
    "by_law": lambda age: age,
    "whole_years": lambda age: Age.of(age.years),
}
"""Named rules for the age payout months are looked up by (``payout_age``)."""


def account_pension(balance: Exact, payout_months: Exact, rounding: Rounding = to_fen) -> Decimal:
    """Balance / P, yuan a month."""
    return rounding(Fraction(balance) / Fraction(payout_months))


# ---- transitional pension -----------------------------------------------------------------------
Transitional = Callable[[Fraction, Fraction, Fraction, Fraction], Fraction]
"""From C, C * Z', the years that count and the deemed years among them to yuan before k."""


def by_wage(_base: Fraction, wage: Fraction, years: Fraction, _deemed: Fraction) -> Fraction:
    """Every year counts with the indexed wage C * Z'."""
    return wage * years


def by_mean(base: Fraction, wage: Fraction, years: Fraction, _deemed: Fraction) -> Fraction:
    """Every year counts with the mean of C and C * Z'."""
    return (base + wage) / 2 * years


def base_at_least(base: Fraction, wage: Fraction, years: Fraction, _deemed: Fraction) -> Fraction:
    """Every year counts with C * Z', or with C where Z' is below 1."""
    return max(base, wage) * years


def deemed_by_base(base: Fraction, wage: Fraction, years: Fraction, deemed: Fraction) -> Fraction:
    """Deemed years count with C, those paid for with C * Z'."""
    return base * deemed + wage * (years - deemed)


TRANSITIONAL: dict[str, Transitional] = {
    "indexed": by_wage,
    "mean": by_mean,
    "base_at_least": base_at_least,
    "deemed_by_base": deemed_by_base,
}
"""Named rules for the transitional pension (``transitional_formula``)."""


def transitional_pension(
    amount: Exact, coefficient: Exact, rounding: Rounding = to_fen, allowance: Exact = 0
) -> Decimal:
    """What a rule of TRANSITIONAL gives, times k, and an allowance where the province has one."""
    return rounding(Fraction(amount) * Fraction(coefficient) + Fraction(allowance))


def yearly_allowance(months: int, fixed: Exact = 0, per_year: Exact = 0) -> Fraction:
    """A fixed sum and one for each whole year paid or deemed, yuan a month."""
    return Fraction(fixed) + Fraction(per_year) * (months // 12)


# ---- average index ------------------------------------------------------------------------------
INDEX_GAPS: dict[str, Fraction | None] = {
    "left_out": None,
    "zero": Fraction(0),
    "0.6": Fraction("0.6"),
}
"""With what index a month that was not paid counts (``index_gaps``); None: not at all."""

INDEX_DEEMED = ("counted", "left_out")
"""Whether deemed months enter the average index, with the place's value (``index_deemed``)."""


def average(indices: Exact, months: int, gaps: int = 0, gap: Fraction | None = None) -> Fraction:
    """Z: the sum of monthly indices over the months, with ``gaps`` months not paid at ``gap``."""
    counted = months if gap is None else months + gaps
    total = Fraction(indices) + (gap or 0) * gaps
    return total / counted if counted else Fraction(0)

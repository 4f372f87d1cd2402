"""Why a sheet's figure may differ from ours although nothing is wrong: its index is rounded.

A sheet prints an index to two or four decimals and computes with the exact indexed wage.  Here
the printed amount is turned back into the indexed wage it needs, and compared with those wages
that round to the printed index.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.quantities import up
from core.rules.award_known import Known
from core.rules.award_sheet import Reading, places_of
from core.rules.pension_words import years_text
from core.words import Notice, say

ROUNDED_FROM: dict[str, tuple[Fraction, Fraction]] = {
    "fen": (Fraction("-0.005"), Fraction("0.005")),
    "jiao": (Fraction("-0.05"), Fraction("0.05")),
    "jiao_up": (Fraction("-0.09"), Fraction("0.01")),
}
"""What an amount may have been before it was rounded by a rule of ROUNDING, from it on."""
WAGE_PLACES = 5
Range = tuple[Fraction, Fraction]
"""From the first, included, up to the second, not included."""


def rounded_basic(known: Known, rounding: str) -> tuple[Notice, ...]:
    """Whether an index that rounds to the printed one gives the printed basic pension."""
    sheet, printed = known.sheet, known.sheet.printed.basic
    plain = known.choice("base_factor") == "one"
    if known.base is None or printed is None or sheet.indexed_wage is not None or not plain:
        return ()
    base = Fraction(known.base.amount)
    amounts = _before(printed, rounding)
    needed = [(r, _needed(amounts, r.value / 200, base)) for r in known.years if r.value]
    return _note("basic_index_rounded", known.index_base, sheet.index, needed)


def rounded_transitional(known: Known, rounding: str) -> tuple[Notice, ...]:
    """The same for the transitional pension, with its own index where the sheet has one."""
    sheet, base, k = known.sheet, known.base, known.k
    printed, index = sheet.printed.transitional, sheet.transitional_index
    given = sheet.transitional_indexed_wage
    if index is None and given is None:
        index, given = sheet.index, sheet.indexed_wage
    if base is None or k is None or printed is None or given is not None:
        return ()
    shape = SHAPES.get(known.choice("transitional_formula"))
    if shape is None:
        return ()
    share, with_base = shape
    added = Fraction(base.amount) if with_base else Fraction(0)
    years = [r for r in known.transitional_years(sheet.transitional) if r.value]
    amounts = _before(printed, rounding)
    needed = [(r, _needed(amounts, r.value * Fraction(k) * share, added)) for r in years]
    return _note("transitional_index_rounded", known.index_base, index, needed)


SHAPES = {"indexed": (Fraction(1), False), "mean": (Fraction(1, 2), True)}
"""By transitional formula: the share with which the indexed wage counts, and whether C does too."""


def _before(printed: Decimal, rounding: str) -> Range:
    """The amounts that are rounded to the printed one."""
    low, high = ROUNDED_FROM[rounding]
    return Fraction(printed) + low, Fraction(printed) + high


def _needed(amounts: Range, factor: Fraction, base: Fraction) -> Range:
    """The indexed wages that give such an amount: ``(base + wage) * factor``."""
    low, high = amounts
    return low / factor - base, high / factor - base


def _note(
    code: str, base: Decimal | None, index: Decimal | None, needed: Iterable[tuple[Reading, Range]]
) -> tuple[Notice, ...]:
    if index is None or base is None:
        return ()
    half = Fraction(1, 2 * 10 ** places_of(index))
    low, high = ((Fraction(index) + step) * Fraction(base) for step in (-half, half))
    for reading, (first, end) in needed:
        common = up(max(low, first), WAGE_PLACES), up(min(high, end), WAGE_PLACES)
        if common[0] < common[1]:
            return (_sentence(code, index, reading, common),)
    return ()


def _sentence(code: str, index: Decimal, years: Reading, wages: tuple[Decimal, Decimal]) -> Notice:
    text = say(
        "核定表上的指数{index}是取过位的，直接代入对不上；未取位的指数化工资若在{low}至{high}之间"
        "（指数仍取成{index}，年限按{years}），就能算出印出的数。请向经办机构要未取位的指数化工资，"
        "在这之前不算对上",
        index=f"{index:f}",
        low=f"{wages[0]:f}",
        high=f"{wages[1] - Decimal(1).scaleb(-WAGE_PLACES):f}",
        years=years_text(years.value),
    )
    return Notice(code, text)

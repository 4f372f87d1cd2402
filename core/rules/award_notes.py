"""Why a sheet's figure may differ from ours although nothing is wrong: its index is rounded.

A sheet prints an index to two or four decimals and computes with the exact indexed wage.  Here
the printed amount is turned back into the indexed wage it needs, and compared with those wages
that round to the printed index.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.quantities import up
from core.rules.award_parts import Known, years_text
from core.rules.award_sheet import Reading, places_of, years_readings
from core.words import Notice, say

HALF_FEN = Fraction(1, 200)
WAGE_PLACES = 5
Range = tuple[Fraction, Fraction]
"""From the first, included, up to the second, not included."""


def rounded_basic(known: Known) -> tuple[Notice, ...]:
    """Whether an index that rounds to the printed one gives the printed basic pension."""
    sheet = known.sheet
    if known.base is None or sheet.printed.basic is None or sheet.indexed_wage is not None:
        return ()
    base = Fraction(known.base.amount)
    readings = years_readings(sheet.months, sheet.years, known.years_rule)
    needed = [(r, _needed(sheet.printed.basic, r.value / 200, base)) for r in readings if r.value]
    return _note("basic_index_rounded", base, sheet.index, needed)


def rounded_transitional(known: Known) -> tuple[Notice, ...]:
    """The same for the transitional pension, with its own index where the sheet has one."""
    sheet, base, k = known.sheet, known.base, known.coefficient
    printed, index = sheet.printed.transitional, sheet.transitional_index
    given = sheet.transitional_indexed_wage
    if index is None and given is None:
        index, given = sheet.index, sheet.indexed_wage
    if base is None or k is None or printed is None or given is not None:
        return ()
    readings = years_readings(sheet.deemed_months, sheet.deemed_years, known.years_rule)
    factor = Fraction(k.value)
    needed = [(r, _needed(printed, r.value * factor)) for r in readings if r.value * factor]
    return _note("transitional_index_rounded", Fraction(base.amount), index, needed)


def _needed(printed: Decimal, factor: Fraction, base: Fraction = Fraction(0)) -> Range:
    """The indexed wages that give the printed amount: ``(base + wage) * factor``."""
    low, high = Fraction(printed) - HALF_FEN, Fraction(printed) + HALF_FEN
    return low / factor - base, high / factor - base


def _note(
    code: str, base: Fraction, index: Decimal | None, needed: Iterable[tuple[Reading, Range]]
) -> tuple[Notice, ...]:
    if index is None:
        return ()
    half = Fraction(1, 2 * 10 ** places_of(index))
    low, high = (Fraction(index) - half) * base, (Fraction(index) + half) * base
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

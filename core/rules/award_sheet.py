"""An award sheet (养老金核定表) as it is printed, and the ways its figures may be meant.

Sheets print years and indices rounded but are computed with one precision or another; every
candidate is a ``Reading``, the likeliest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from core.quantities import Age, YearMonth, half_up
from core.rules.pension import YEARS
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class Printed:
    """The amounts on the sheet, yuan a month; None where it shows none."""

    basic: Decimal | None = None
    account: Decimal | None = None
    transitional: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a sheet prints it: months, or years with some decimals, or both."""

    months: int | None = None
    years: Decimal | None = None

    @property
    def given(self) -> bool:
        return self.months is not None or self.years is not None

    @property
    def some(self) -> bool:
        """Whether it is given and not nothing."""
        return bool(self.months or self.years)

    @property
    def nearest(self) -> int | None:
        """The months nearest to it."""
        if self.months is not None or self.years is None:
            return self.months
        return int(half_up(12 * Fraction(self.years), 0))

    @property
    def whole_years(self) -> int | None:
        """The full years in it."""
        if self.months is not None:
            return self.months // 12
        return None if self.years is None else int(self.years)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says.  Only province and month are needed; what lacks is named by the check.

    ``index_base`` is the base the index is multiplied with where it is not the benefit base;
    ``transitional_months`` or ``_years`` count for the transitional pension where they are not the
    deemed ones; ``transitional_old`` is that pension by the old method where the sheet has one;
    ``other`` are further items of the sheet that its total contains.
    """

    province: str
    retired: YearMonth
    benefit_base: Decimal | None = None
    index_base: Decimal | None = None
    index: Decimal | None = None
    indexed_wage: Decimal | None = None
    months: int | None = None
    years: Decimal | None = None
    deemed_months: int | None = None
    deemed_years: Decimal | None = None
    transitional_months: int | None = None
    transitional_years: Decimal | None = None
    transitional_index: Decimal | None = None
    transitional_indexed_wage: Decimal | None = None
    transitional_coefficient: Decimal | None = None
    transitional_old: Decimal | None = None
    account_balance: Decimal | None = None
    payout_months: Decimal | None = None
    age: Age | None = None
    other: Decimal | None = None
    printed: Printed = field(default_factory=Printed)

    @property
    def period(self) -> Period:
        """What counts for the basic pension."""
        return Period(self.months, self.years)

    @property
    def deemed(self) -> Period:
        """What counts as paid without having been paid."""
        return Period(self.deemed_months, self.deemed_years)

    @property
    def transitional(self) -> Period:
        """What counts for the transitional pension."""
        own = Period(self.transitional_months, self.transitional_years)
        return own if own.given else self.deemed


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a printed figure: a code for programs, words for people, the exact value."""

    code: str
    words: Text
    value: Fraction


YEARS_WORDS: dict[str, Text] = {
    "exact": say("月数 ÷ 12，不取位"),
    "printed": say("核定表上印的年数"),
    "2": say("月数 ÷ 12，取两位小数"),
    "4": say("月数 ÷ 12，取四位小数"),
    "5": say("月数 ÷ 12，取五位小数"),
    "1_up": say("月数 ÷ 12，只进不舍取一位小数"),
    "2_up": say("月数 ÷ 12，只进不舍取两位小数"),
    "half_up": say("月数 ÷ 12，只进不舍取到半年"),
    "months_at_083": say("整年之外每月按 0.083 年"),
}
WAGE_WORDS: dict[str, Text] = {
    "indexed_wage": say("核定表上的指数化工资"),
    "index": say("计发基数 × 核定表上的指数，不取位"),
    "index_2": say("计发基数 × 核定表上的指数，取到分"),
    "index_5": say("计发基数 × 核定表上的指数，取五位小数"),
}
ALWAYS_TRIED = ("exact", "printed", "2", "4", "5")


def years_readings(period: Period, rule: str) -> tuple[Reading, ...]:
    """What a number of years may be: by the province's ``rule`` first, each value once."""
    months, years = period.months, period.years
    exact = whole_months(years) if months is None and years is not None else months
    found: list[Reading] = []
    for code in (rule, *ALWAYS_TRIED):
        value = _years(code, exact, years)
        if value is not None and value not in [reading.value for reading in found]:
            found.append(Reading(code, YEARS_WORDS[code], value))
    return tuple(found)


def _years(code: str, months: int | None, years: Decimal | None) -> Fraction | None:
    if code == "printed":
        return None if years is None else Fraction(years)
    if months is not None:
        return YEARS[code](months) if code in YEARS else None
    if years is None or not code.isdigit():
        return None
    # Printed years that are no whole number of months can only be rounded further.
    return Fraction(half_up(years, int(code)))


def whole_months(years: Decimal) -> int | None:
    """The months that, rounded as the sheet rounds, give the printed years; None if none do."""
    months = int(half_up(12 * Fraction(years), 0))
    return months if half_up(Fraction(months, 12), places_of(years)) == years else None


def places_of(number: Decimal) -> int:
    """How many decimals a number is printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def wage_readings(
    base: Decimal, index: Decimal | None, indexed_wage: Decimal | None
) -> tuple[Reading, ...]:
    """What the indexed wage (指数化月平均缴费工资, C * Z) may be, the printed one first."""
    return tuple(
        Reading(code, WAGE_WORDS[code], v) for code, v in _wages(base, index, indexed_wage)
    )


def _wages(
    base: Decimal, index: Decimal | None, indexed_wage: Decimal | None
) -> Iterator[tuple[str, Fraction]]:
    if indexed_wage is not None:
        yield "indexed_wage", Fraction(indexed_wage)
    if index is not None:
        exact = Fraction(base) * Fraction(index)
        yield "index", exact
        yield "index_2", Fraction(half_up(exact, 2))
        yield "index_5", Fraction(half_up(exact, 5))

"""Months, ages and yuan: the quantities every rule speaks in.

Time has the granularity of the law, the calendar month.  Money is yuan as ``Decimal``; where a
formula divides, the exact value travels as ``Fraction`` and is rounded once, by a named rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

Exact = Fraction | Decimal | int
"""A number without rounding error."""

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_AGE = re.compile(r"([0-9]{1,3})y([0-9]{1,2})m")


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A calendar month, ordered; ``month + 1`` is the next one, ``a - b`` counts months."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"not a month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> "YearMonth":
        """Read ``YYYY-MM``; raises ValueError for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"not a month (YYYY-MM): {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "YearMonth":
        """The month that lies ``ordinal`` months after 0000-01."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Months since 0000-01."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> "YearMonth":
        return YearMonth.from_ordinal(self.ordinal + months)

    def __sub__(self, other: "YearMonth") -> int:
        return self.ordinal - other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: YearMonth, last: YearMonth) -> Iterator[YearMonth]:
    """Every month from ``first`` through ``last``, both included; none if last is earlier."""
    return map(YearMonth.from_ordinal, range(first.ordinal, last.ordinal + 1))


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """An age in whole months, written ``63y0m``."""

    months: int

    @classmethod
    def of(cls, years: int, months: int = 0) -> "Age":
        return cls(years * 12 + months)

    @classmethod
    def parse(cls, text: str) -> "Age":
        """Read ``60y1m``; raises ValueError for anything else."""
        match = _AGE.fullmatch(text)
        if match is None or int(match[2]) > 11:
            raise ValueError(f"not an age (60y1m): {text!r}")
        return cls.of(int(match[1]), int(match[2]))

    @property
    def years(self) -> int:
        return self.months // 12

    @property
    def rest(self) -> int:
        """Months beyond the whole years."""
        return self.months % 12

    def __str__(self) -> str:
        return f"{self.years}y{self.rest}m"


EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
"""Wide enough that products and whole powers of published figures and rates are exact."""


UNITS = tuple(Decimal(1).scaleb(-places) for places in range(13))
"""1, 0.1, 0.01 ...: what a Decimal is rounded to, made once as most amounts ask for it."""


def half_up(value: Exact, places: int = 2) -> Decimal:
    """Round half up (a half goes away from zero), exactly; to 12 decimals at the most."""
    if isinstance(value, Decimal):
        return EXACT.quantize(value, UNITS[places])
    numerator, denominator = value.as_integer_ratio()
    scaled = 2 * abs(numerator) * 10**places
    whole = (scaled + denominator) // (2 * denominator)
    return Decimal(-whole if numerator < 0 else whole).scaleb(-places)


def up(value: Exact, places: int) -> Decimal:
    """Round up to ``places`` decimals: ``up(x, 1)`` is 见分进角, up to the jiao."""
    numerator, denominator = value.as_integer_ratio()
    return Decimal(-(-numerator * 10**places // denominator)).scaleb(-places)


def compound(value: Decimal, rate: Decimal, years: int) -> Decimal:
    """``value * (1 + rate) ** years`` for whole years, unrounded."""
    return EXACT.multiply(value, EXACT.power(1 + rate, years))


def to_fen(value: Exact) -> Decimal:
    """Round half up to the fen (0.01 yuan)."""
    return half_up(value, 2)


def to_yuan(value: Exact) -> Decimal:
    """Round half up to whole yuan."""
    return half_up(value, 0)


def decimals(value: Exact, places: int) -> str:
    """A number as text with exactly ``places`` decimals, rounded half up."""
    return f"{half_up(value, places):f}"


def percent(ratio: Exact) -> str:
    """A ratio as per cent, without idle zeros: 0.0355 → ``3.55%``."""
    return f"{half_up(ratio * 100, 6).normalize():f}%"


def money(value: Exact) -> str:
    """The one way an amount is written: yuan with two decimals."""
    return str(to_fen(value))

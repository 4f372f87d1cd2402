"""What was published of late, to hold an assumption against: rates, and yearly rises of a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from core.derivation import Grade
from core.policy.model import Law
from core.policy.series import Entry, Series
from core.quantities import half_up

YEARS = 3
TO_TENTHS_OF_A_PERCENT = 3


@dataclass(frozen=True, slots=True)
class Past:
    """The last published rates of a parameter, the oldest first; ``rises`` where they are those
    of its value over the value of the year before, to a tenth of a per cent."""

    name: str
    place: str
    rates: tuple[tuple[int, Decimal], ...]
    rises: bool = False


GROWN = {"wage_growth": "average_wage", "resident_growth": "resident_basic_pension"}
"""The value that an assumption lets grow, where its past rises say something about it."""
STOOD_IN = {"crediting_rate": "crediting_rate"}
"""The rate that an assumption stands in for."""


def past_of(assumption: str, law: Law, place: str) -> Past | None:
    """What was published of the thing assumed, as known on the law's day; None where nothing was.

    Only documents count: no stand-in, nothing unverified, no rise over a gap.
    """
    rises = assumption in GROWN
    series = _grown(assumption, law, place) if rises else _stood_in(assumption, law)
    if series is None:
        return None
    known = _known(series, law.day)
    found = list(_rises(known)) if rises else [(e.first.year, e.value) for e in known]
    return Past(series.name, series.place, tuple(found[-YEARS:]), rises) if found else None


def _grown(assumption: str, law: Law, place: str) -> Series | None:
    if not place or not law.has(place):
        return None
    return law.place(place).jurisdiction.series.get(GROWN[assumption])


def _stood_in(assumption: str, law: Law) -> Series | None:
    return law.nation.jurisdiction.series.get(STOOD_IN.get(assumption, ""))


def _known(series: Series, day: date) -> list[Entry]:
    settled = [e for e in series.known(day) if not e.provisional and e.source.grade is not Grade.C]
    return settled[::-1]


def _rises(entries: list[Entry]) -> Iterator[tuple[int, Decimal]]:
    for before, entry in pairwise(entries):
        if entry.first - before.first == 12:
            ratio = Fraction(entry.value) / Fraction(before.value) - 1
            yield entry.first.year, half_up(ratio, TO_TENTHS_OF_A_PERCENT)

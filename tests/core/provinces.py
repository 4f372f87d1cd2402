"""What the province files hold, for the tests that look through all of them."""

from __future__ import annotations

from collections.abc import Iterator

from core.policy.model import Jurisdiction
from core.policy.series import Entry, Series
from tests.core.support import POLICY

PROVINCES = sorted(POLICY.provinces)
JULY = {"110000", "220000", "310000", "440000"}
"""Where the contribution year runs from July to June."""


def on_file(code: str) -> Jurisdiction:
    """What the file holds for a code by itself: the nation, a province or a city."""
    if code == "100000":
        return POLICY.national.jurisdiction
    province = POLICY.provinces[code[:2] + "0000"]
    return province if code == province.code else province.cities[code]


def places() -> Iterator[Jurisdiction]:
    for code in PROVINCES:
        yield on_file(code)
        yield from on_file(code).cities.values()


def entries() -> Iterator[tuple[Jurisdiction, Series, Entry]]:
    for place in places():
        for series in place.series.values():
            for entry in series.entries:
                yield place, series, entry

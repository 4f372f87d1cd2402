"""What is on file: the years a series covers, what is missing, what has expired."""

from collections.abc import Iterator
from datetime import date

from core.policy.model import FIRST_DAY, Jurisdiction, Policy
from core.policy.series import Entry, Series
from core.quantities import YearMonth


def years(series: Series) -> tuple[int, int]:
    """The first and the last year a document gives a value for."""
    settled = [entry.first.year for entry in series.entries if not entry.provisional]
    found = settled or [entry.first.year for entry in series.entries]
    return min(found), max(found)


def gaps(series: Series) -> tuple[int, ...]:
    """The years between the first and the last that no entry covers."""
    if not series.yearly:
        return ()
    return tuple(year for year in range(*years(series)) if not _covered(series, year))


def missing(series: Series, day: date) -> tuple[int, ...]:
    """The years from the first day of the law to the day's that a yearly series lacks."""
    if not series.yearly:
        return ()
    span = range(FIRST_DAY.year, day.year + 1)
    return tuple(year for year in span if not _covered(series, year))


def _covered(series: Series, year: int) -> bool:
    """Whether a settled value holds in the December of the year, the month every year has."""
    month = YearMonth(year, 12)
    return any(
        entry.first <= month and (month <= entry.last if entry.last else month - entry.first < 12)
        for entry in series.entries
        if not entry.provisional
    )


def parts(policy: Policy) -> Iterator[Jurisdiction]:
    """The nation, every province, and what cities set themselves."""
    yield policy.national.jurisdiction
    for province in policy.provinces.values():
        yield province
        yield from (province.cities[code] for code in sorted(province.cities))


def expired(policy: Policy, day: date) -> Iterator[tuple[Series, Entry]]:
    """Every series whose newest value has expired on the day, with that value."""
    for part in parts(policy):
        for series in part.series.values():
            newest = series.last_settled(day)
            if newest is not None and series.expired(newest, day):
                yield series, newest

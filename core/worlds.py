"""Policies in which only some of what came out since a day is known."""

from collections.abc import Set
from dataclasses import replace
from datetime import date

from core.case import Case
from core.policy.model import Jurisdiction, Law, Policy, province_of
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.quantities import YearMonth


def world(case: Case, policy: Policy, then: Law, thawed: Set[str], *, retirement: bool) -> Policy:
    """The policy as it was known ``then``, except for all that is known of the series ``thawed``;
    ``retirement`` says whether the law of retirement is that of later days too.
    """
    national, regimes = policy.national, policy.national.regimes
    if not retirement:
        regimes = tuple(r for r in regimes if r.first <= then.regime.first)
    return replace(
        policy,
        national=replace(
            national,
            regimes=regimes,
            jurisdiction=_as_known(national.jurisdiction, then.day, thawed),
        ),
        provinces={
            code: _as_known(policy.provinces[code], then.day, thawed)
            for code in _provinces(case)
            if code in policy.provinces
        },
    )


def _as_known(place: Jurisdiction, day: date, thawed: Set[str]) -> Jurisdiction:
    """The place with what was known on the day, and all of the series ``thawed``."""
    known = {
        name: series if name in thawed else replace(series, entries=_entries(series, day))
        for name, series in place.series.items()
    }
    return replace(
        place,
        series={name: series for name, series in known.items() if series.entries},
        tables={
            name: table
            for name, table in tables_of(place, YearMonth(day.year, day.month)).items()
            if table is not None
        },
        cities={code: _as_known(city, day, thawed) for code, city in place.cities.items()},
    )


def tables_of(place: Jurisdiction, month: YearMonth) -> dict[str, TierTable | None]:
    return {name: table.on(month) for name, table in place.tables.items()}


def _entries(series: Series, day: date) -> tuple[Entry, ...]:
    return tuple(reversed(tuple(series.known(day))))


def _provinces(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(province_of, places_of(case))))


def places_of(case: Case) -> tuple[str, ...]:
    return (
        case.places.registered,
        case.places.working,
        *(period.place for period in case.history.periods),
    )

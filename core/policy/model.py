"""Policy: the nation, the provinces and cities in it, and what holds there on a day.

``Policy.on(date)`` gives the ``Law`` of a day: rules in force and values published by then.  A
value nobody published yet is the last published one, carried (provisional) within its own year
or grown by an assumption (projected) after it; what is missing raises MissingError.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from core.derivation import OWN_ASSUMPTION, Ground, Growth, Parameter, Source, State, Unit
from core.policy.names import ASSUMED, label
from core.policy.regime import Regime
from core.policy.regions import Regions
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.quantities import YearMonth

NATION = "100000"
Made = TypeVar("Made")


class MissingError(LookupError):
    """A parameter nobody has documented for this place and time."""

    def __init__(self, name: str, place: str, year: int) -> None:
        super().__init__(f"{name} {place} {year}")
        self.name = name
        self.place = place
        self.year = year


@dataclass(frozen=True, slots=True)
class Rule:
    """A choice among named rules (rounding, precision, ...) that a place has made."""

    name: str
    value: str
    source: Source

    @property
    def ground(self) -> Ground:
        """The choice as a link of a derivation."""
        return Ground(label(self.name), self.source)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The nation, a province or a city in it: its series, rules and tier tables.

    A file holds one nation or province; ``cities`` are the places in it, by code, that have values
    of their own, with those values alone.
    """

    code: str
    series: Mapping[str, Series]
    rules: Mapping[str, Rule]
    tables: Mapping[str, TierTable]
    digest: str
    cities: "Mapping[str, Jurisdiction]" = field(default_factory=dict)

    def at(self, place: str) -> "Jurisdiction":
        """What governs a place inside: what its county sets, else its city, else all of this."""
        found = self
        for code in dict.fromkeys((place[:4] + "00", place)):
            if code in self.cities:
                found = found.overlaid(self.cities[code])
        return found

    def overlaid(self, nearer: "Jurisdiction") -> "Jurisdiction":
        """This, with what the nearer one sets in the place of the same name here."""
        return replace(
            self,
            code=nearer.code,
            series={**self.series, **nearer.series},
            rules={**self.rules, **nearer.rules},
            tables={**self.tables, **nearer.tables},
        )


@dataclass(frozen=True, slots=True)
class National:
    """What is the same everywhere."""

    jurisdiction: Jurisdiction
    regimes: tuple[Regime, ...]
    payout_table: tuple[Decimal, ...]
    payout_source: Source
    sources: Mapping[str, Source]
    assumptions: Mapping[str, Decimal]
    grounds: Mapping[str, Source]
    """The documents that assumptions rest on; one without is this program's own."""


@dataclass(frozen=True)
class Law:
    """Everything that holds, and is known, on one day."""

    day: date
    national: National
    provinces: Mapping[str, Jurisdiction]
    regions: Regions

    @cached_property
    def month(self) -> YearMonth:
        """The month the day lies in."""
        return YearMonth(self.day.year, self.day.month)

    @cached_property
    def regime(self) -> Regime:
        """The retirement law in force on the day."""
        return [r for r in self.national.regimes if r.first <= self.month][-1]

    @property
    def enacted(self) -> Regime | None:
        """A regime already in the books that is not in force yet."""
        later = [r for r in self.national.regimes if r.first > self.regime.first]
        return later[0] if later else None

    def source(self, name: str) -> Source:
        """The document of a national rule."""
        return self.national.sources[name]

    def has(self, place: str) -> bool:
        """Whether there is a file for the place's province."""
        return province_of(place) in self.provinces

    def same_values(self, place: str, other: str) -> bool:
        """Whether the same province and city govern both places."""
        return self._governing(place) == self._governing(other)

    def _governing(self, place: str) -> str:
        code = province_of(place)
        return self.provinces[code].at(place).code if code in self.provinces else code

    def place(self, place: str) -> "Place":
        """The parameters at a GB/T 2260 code; MissingError if its province has no file."""
        code = province_of(place)
        if code not in self.provinces:
            raise MissingError("province", code, self.day.year)
        return Place(self, self.provinces[code].at(place), place)

    def value(self, place: str, name: str, growth: Decimal) -> Parameter | None:
        """A yearly value in use at a place on the day itself; None where none is on file."""
        try:
            return self.place(place).yearly(name, self.month, growth)
        except MissingError:
            return None

    @property
    def nation(self) -> "Place":
        return Place(self, self.national.jurisdiction, NATION)

    def digest(self, places: Iterable[str]) -> str:
        """A fingerprint of all data that can bear on the places, ``sha256:...``."""
        codes = sorted({province_of(p) for p in places} & set(self.provinces))
        parts = [self.national.jurisdiction.digest, *(self.provinces[c].digest for c in codes)]
        return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """What governs one place under the law of one day; ``asked`` is the place somebody named."""

    law: Law
    jurisdiction: Jurisdiction
    asked: str

    @property
    def code(self) -> str:
        """The nearest place with values of its own."""
        return self.jurisdiction.code

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:  # noqa: ARG002
        """What ``make`` gives.  A place with a memory asks once (``core.policy.recall``)."""
        return make()

    def series(self, name: str, month: YearMonth) -> Series:
        found = self.jurisdiction.series.get(name)
        if found is None:
            raise MissingError(name, self.asked, month.year)
        return found

    def rule(self, name: str) -> Rule:
        found = self.jurisdiction.rules.get(name)
        if found is None:
            raise MissingError(name, self.asked, self.law.day.year)
        return found

    def table(self, name: str) -> TierTable:
        found = self.jurisdiction.tables.get(name)
        found = None if found is None else found.on(self.law.month)
        if found is None:
            raise MissingError(name, self.asked, self.law.day.year)
        return found

    def standing(self, name: str, month: YearMonth) -> Parameter:
        """A value that holds until a document replaces it."""
        series = self.series(name, month)
        entry = series.published(month, self.law.day)
        if entry is None:
            raise MissingError(name, self.asked, month.year)
        return series.parameter(entry, month, entry.value, State.PUBLISHED, self.law.day)

    def yearly(self, name: str, month: YearMonth, rate: Decimal) -> Parameter:
        """A value published year by year: as published, carried, or grown (contract 2).

        ``rate`` is the yearly growth after the last published year, or, for a series that is
        assumed rather than grown, the value itself.  Raises MissingError before the first year and
        inside a gap.
        """
        series = self.series(name, month)
        entry = series.published(month, self.law.day)
        if entry is not None:
            state = State.PROVISIONAL if entry.provisional else State.PUBLISHED
            return series.parameter(entry, month, entry.value, state, self.law.day)
        last = series.last_settled(self.law.day)
        if last is None or month < last.first:
            raise MissingError(name, self.asked, month.year)
        return self._beyond(series, last, month, rate)

    def _beyond(self, series: Series, last: Entry, month: YearMonth, rate: Decimal) -> Parameter:
        """The value after the last published year."""
        if series.assumed:
            return assumption(series.assumed, rate, month.year)
        years = (month - last.first) // 12
        if years == 1 and (self.law.month - last.first) // 12 == 1:
            # Notices come out in summer; until then last year's value is what offices use.
            return series.parameter(last, month, last.value, State.PROVISIONAL, self.law.day)
        growth = Growth(last.value, rate, years)
        return series.parameter(last, month, growth.value, State.PROJECTED, self.law.day, growth)


@dataclass(frozen=True)
class Policy:
    """All policy data; ``provinces`` may load a file when it is first asked for."""

    national: National
    provinces: Mapping[str, Jurisdiction]
    regions: Regions

    def on(self, day: date) -> Law:
        """The law of a day, any day since 2019-01-01."""
        if day < FIRST_DAY:
            raise MissingError("law", NATION, day.year)
        return Law(day, self.national, self.provinces, self.regions)


FIRST_DAY = date(2019, 1, 1)


def province_of(place: str) -> str:
    """The province a GB/T 2260 code lies in."""
    return place[:2] + "0000"


def assumption(name: str, value: Decimal, year: int) -> Parameter:
    """An assumption as a parameter, so that it shows in the chain."""
    return Parameter(
        name=name,
        label=ASSUMED[name],
        place=NATION,
        year=year,
        value=value,
        unit=Unit.RATE,
        source=OWN_ASSUMPTION,
        state=State.PROJECTED,
    )

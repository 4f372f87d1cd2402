"""Policy as dated values: what each document says, from when, and since when it was known.

``Policy.on(date)`` gives the ``Law`` of a day: rules in force and values published by then.  A
value nobody published yet is the last published one, carried (provisional) within its own year
or grown by an assumption (projected) after it; what is missing raises MissingError.

A year here is twelve months from the month a value holds from: January to December in most
provinces, July to June in some.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from core.derivation import OWN_ASSUMPTION, Ground, Growth, Parameter, Source, State, Unit
from core.policy.names import ASSUMED, label
from core.policy.regions import Regions
from core.quantities import Age, YearMonth

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
class Entry:
    """One documented value; it holds from ``first`` (through ``last`` where one is given).

    ``published`` is None where the day the document came out is not on file.
    """

    first: YearMonth
    value: Decimal
    source: Source
    last: YearMonth | None = None
    published: date | None = None
    provisional: bool = False
    rivals: tuple[Decimal, ...] = ()

    @property
    def begun(self) -> date:
        """The first day the value holds."""
        return date(self.first.year, self.first.month, 1)


@dataclass(frozen=True, slots=True)
class Series:
    """A parameter through time.

    ``grows`` names the assumption by which a yearly value grows after the last published year,
    ``assumed`` the assumption that stands in for it; without either a value holds until replaced.
    """

    name: str
    place: str
    unit: Unit
    entries: tuple[Entry, ...]
    grows: str = ""
    assumed: str = ""
    yearly: bool = field(init=False, compare=False, repr=False)
    """Whether a value is for twelve months, not until it is replaced."""
    turns: frozenset[int] = field(init=False, compare=False, repr=False)
    """The months of the year, 1 to 12, in which one value follows another."""
    latest: "tuple[tuple[date, Entry], ...]" = field(init=False, compare=False, repr=False)
    """The entries with the day each is known from, the latest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "yearly", bool(self.grows or self.assumed))
        object.__setattr__(self, "turns", frozenset(e.first.month for e in self.entries))
        latest = tuple((self.known_from(e), e) for e in reversed(self.entries))
        object.__setattr__(self, "latest", latest)

    def known_from(self, entry: Entry) -> date:
        """The day from which a person could know a value.

        Where no day of publication is on file, a yearly value counts as known from the end of
        August of its first year: the notices come out in summer.  A stand-in needs no notice.
        """
        day = entry.published
        if day is None and self.yearly and not entry.provisional:
            day = date(entry.first.year, 8, 31)
        return entry.begun if day is None else max(entry.begun, day)

    def known(self, day: date) -> Iterator[Entry]:
        """Entries known on a day, the latest first.

        Before the first document of a series came out, that document stands where it was
        back-dated to govern the day: no older value is on file.
        """
        none = True
        for since, entry in self.latest:
            if since <= day or (none and entry is self.entries[0] and entry.begun <= day):
                none = False
                yield entry

    def published(self, month: YearMonth, day: date) -> Entry | None:
        """The entry that a document gives for the month, as known on the day."""
        if not self._covers(self.entries[-1], month) and month > self.entries[-1].first:
            return None
        return next((e for e in self.known(day) if self._covers(e, month)), None)

    def last_settled(self, day: date) -> Entry | None:
        """The latest entry known on the day that is not a stand-in."""
        return next((e for e in self.known(day) if not e.provisional), None)

    def _covers(self, entry: Entry, month: YearMonth) -> bool:
        if month < entry.first or (entry.last is not None and month > entry.last):
            return False
        return not self.yearly or entry.last is not None or month - entry.first < 12

    def expired(self, entry: Entry, day: date) -> bool:
        """Whether a value has been left alone for too long to rely on it.

        Of a yearly series only the newest one can be: when the year after it has ended and nothing
        has followed it.  One that holds until replaced is when its last check is too old.
        """
        if self.yearly and not entry.provisional and not _over(entry, day):
            return False  # the common case, without a look at the others
        newest = self.last_settled(day)
        if newest is None or entry.first < newest.first:
            return False
        return _over(newest, day) if self.yearly else overdue(entry.source, day)

    def parameter(
        self,
        entry: Entry,
        month: YearMonth,
        value: Decimal,
        state: State,
        day: date,
        growth: Growth | None = None,
    ) -> Parameter:
        """The value as it applies to a month; a yearly one is named after the year it began in."""
        year = entry.first.year + (month - entry.first) // 12 if self.yearly else month.year
        return Parameter(
            name=self.name,
            label=label(self.name),
            place=self.place,
            year=year,
            value=value,
            unit=self.unit,
            source=entry.source,
            state=state,
            since=entry.first,
            rivals=entry.rivals,
            expired=self.expired(entry, day),
            growth=growth,
        )


def _over(entry: Entry, day: date) -> bool:
    """Whether a yearly value's own twelve months and the twelve after them are over."""
    return (day.year - entry.first.year) * 12 + day.month - entry.first.month >= 24


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
class TierTable:
    """Yearly tiers with the government's subsidy for each, in yuan, as known from ``first`` on.

    With ``any_amount`` every whole amount from the lowest tier to the highest is taken, with the
    subsidy of the highest tier it reaches.
    """

    subsidies: Mapping[int, Decimal]
    source: Source
    first: YearMonth | None = None
    any_amount: bool = False
    earlier: "TierTable | None" = None
    """What holds before ``first``."""

    def on(self, month: YearMonth) -> "TierTable | None":
        """The table of a month."""
        if self.first is None or self.first <= month:
            return self
        return None if self.earlier is None else self.earlier.on(month)

    @property
    def tiers(self) -> tuple[int, ...]:
        return tuple(self.subsidies)

    def subsidy(self, amount: int) -> Decimal | None:
        """The subsidy for an amount a year; None for one that is not taken."""
        if not self.any_amount or amount > max(self.subsidies):
            return self.subsidies.get(amount)
        reached = max((tier for tier in self.subsidies if tier <= amount), default=None)
        return None if reached is None else self.subsidies[reached]


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
class Track:
    """How one group's retirement age rises: one month every ``step`` months of birth."""

    start: YearMonth
    original: Age
    step: int
    cap: int


@dataclass(frozen=True, slots=True)
class MinimumPeriod:
    """Months one must have paid: ``months``, rising by ``step`` a year from ``rises_from``."""

    months: int
    rises_from: int
    step: int
    cap: int
    source: Source

    def in_year(self, year: int) -> int:
        return min(self.cap, self.months + self.step * max(0, year - self.rises_from + 1))


@dataclass(frozen=True, slots=True)
class Regime:
    """The law of retirement from ``first`` on.

    ``flexible`` months may be moved either way; ``by_month`` says whether payout months count
    months of age or whole years.
    """

    first: YearMonth
    tracks: Mapping[str, Track]
    flexible: int
    by_month: bool
    minimum: MinimumPeriod
    source: Source


@dataclass(frozen=True, slots=True)
class National:
    """What is the same everywhere."""

    jurisdiction: Jurisdiction
    regimes: tuple[Regime, ...]
    payout_table: tuple[Decimal, ...]
    payout_source: Source
    sources: Mapping[str, Source]
    assumptions: Mapping[str, Decimal]


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
        """What ``make`` gives.  A place with a memory asks once (``core.decisions.recall``)."""
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


CHECK_HOLDS = 24
"""Months for which a last check is good, for what has no year of its own."""


def overdue(source: Source, day: date) -> bool:
    """Whether a document was last checked too long before the day."""
    try:
        checked = date.fromisoformat(source.checked)
    except ValueError:
        return False
    months = (day.year - checked.year) * 12 + day.month - checked.month
    return months > CHECK_HOLDS


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

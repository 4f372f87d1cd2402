"""Policy as dated values: what each document says, from when, and since when it was known.

``Policy.on(date)`` gives the ``Law`` of a day: rules in force and values published by then.  A
value nobody published yet is the last published one, carried (provisional) within its own year
or grown by an assumption (projected) after it; what is missing raises MissingError.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from core.derivation import OWN_ASSUMPTION, Ground, Parameter, Source, State, Unit
from core.policy.names import ASSUMED, label
from core.policy.regions import Regions
from core.quantities import Age, YearMonth, compound, to_yuan

NATION = "100000"


class MissingError(LookupError):
    """A parameter nobody has documented for this place and time."""

    def __init__(self, name: str, place: str, year: int) -> None:
        super().__init__(f"{name} {place} {year}")
        self.name = name
        self.place = place
        self.year = year


@dataclass(frozen=True, slots=True)
class Entry:
    """One documented value; it holds from ``first`` (through ``last`` where one is given)."""

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

    def known(self, day: date) -> bool:
        """Whether a person could know this value on that day."""
        return max(self.begun, self.published or self.begun) <= day


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

    @property
    def yearly(self) -> bool:
        return bool(self.grows or self.assumed)

    def known(self, day: date) -> Iterator[Entry]:
        """Entries known on a day, the latest first.

        Before the first document of a series came out, that document stands where it was
        back-dated to govern the day: no older value is on file.
        """
        none = True
        for entry in reversed(self.entries):
            if entry.known(day) or (none and entry is self.entries[0] and entry.begun <= day):
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

    def parameter(self, entry: Entry, year: int, value: Decimal, state: State) -> Parameter:
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
        )

    def missing(self, month: YearMonth) -> MissingError:
        return MissingError(self.name, self.place, month.year)


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
    """Yearly tiers with the government's subsidy for each, in yuan."""

    subsidies: Mapping[int, Decimal]
    source: Source

    @property
    def tiers(self) -> tuple[int, ...]:
        return tuple(self.subsidies)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The nation or one province: its series, rules and tier tables, as one file holds them."""

    code: str
    series: Mapping[str, Series]
    rules: Mapping[str, Rule]
    tables: Mapping[str, TierTable]
    digest: str


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
    def regime(self) -> Regime:
        """The retirement law in force on the day."""
        today = YearMonth(self.day.year, self.day.month)
        return [r for r in self.national.regimes if r.first <= today][-1]

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
        """Whether the same file governs both places."""
        return province_of(place) == province_of(other)

    def place(self, place: str) -> "Place":
        """The parameters at a GB/T 2260 code; MissingError if its province has no file."""
        code = province_of(place)
        if code not in self.provinces:
            raise MissingError("province", code, self.day.year)
        return Place(self, self.provinces[code])

    @property
    def nation(self) -> "Place":
        return Place(self, self.national.jurisdiction)

    def digest(self, places: Iterable[str]) -> str:
        """A fingerprint of all data that can bear on the places, ``sha256:...``."""
        codes = sorted({province_of(p) for p in places} & set(self.provinces))
        parts = [self.national.jurisdiction.digest, *(self.provinces[c].digest for c in codes)]
        return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """One jurisdiction's parameters under the law of one day."""

    law: Law
    jurisdiction: Jurisdiction

    @property
    def code(self) -> str:
        return self.jurisdiction.code

    def series(self, name: str, month: YearMonth) -> Series:
        found = self.jurisdiction.series.get(name)
        if found is None:
            raise MissingError(name, self.code, month.year)
        return found

    def rule(self, name: str) -> Rule:
        found = self.jurisdiction.rules.get(name)
        if found is None:
            raise MissingError(name, self.code, self.law.day.year)
        return found

    def table(self, name: str) -> TierTable:
        found = self.jurisdiction.tables.get(name)
        if found is None:
            raise MissingError(name, self.code, self.law.day.year)
        return found

    def standing(self, name: str, month: YearMonth) -> Parameter:
        """A value that holds until a document replaces it."""
        series = self.series(name, month)
        entry = series.published(month, self.law.day)
        if entry is None:
            raise series.missing(month)
        return series.parameter(entry, month.year, entry.value, State.PUBLISHED)

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
            return series.parameter(entry, month.year, entry.value, state)
        last = series.last_settled(self.law.day)
        if last is None or month < last.first:
            raise series.missing(month)
        return self._beyond(series, last, month.year, rate)

    def _beyond(self, series: Series, last: Entry, year: int, rate: Decimal) -> Parameter:
        """The value after the last published year."""
        if series.assumed:
            return assumption(series.assumed, rate, year)
        years = year - last.first.year
        if year == self.law.day.year and years == 1:
            # Notices come out in summer; until then last year's value is what offices use.
            return series.parameter(last, year, last.value, State.PROVISIONAL)
        # Never nothing: decades of falling wages would round to 0, and no index has 0 below it.
        grown = max(Decimal(1), to_yuan(compound(last.value, rate, years)))
        return series.parameter(last, year, grown, State.PROJECTED)


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

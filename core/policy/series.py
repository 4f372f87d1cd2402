"""One parameter through time: what each document says, from when, and since when it was known.

A year here is twelve months from the month a value holds from: January to December in most
provinces, July to June in some.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.derivation import Growth, Parameter, Source, State, Unit
from core.policy.names import label
from core.quantities import YearMonth

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

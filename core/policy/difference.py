"""What a user's own policy files change against the packaged data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.derivation import Parameter, Source, State
from core.policy.checking import packaged_series, parts
from core.policy.model import NATION, Jurisdiction, MissingError, Place, Policy, province_of
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.quantities import YearMonth

Value = Decimal | str | Mapping[int, Decimal]
"""Of a series, a rule, a tier table."""


class Kind(StrEnum):
    """``unused``: the packaged data say the same by now."""

    ADDED = "added"
    CHANGED = "changed"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Difference:
    """One own value beside what the packaged data say.

    ``old`` is None where they say nothing; ``state`` tells whether ``old`` is published for the
    month, or the value that stands in for it.  ``month`` is None for rules and for tier
    tables that hold at once.
    """

    kind: Kind
    place: str
    name: str
    month: YearMonth | None
    old: Value | None
    new: Value
    old_source: Source | None
    new_source: Source
    state: State = State.PUBLISHED


def differences(policy: Policy, own: Jurisdiction, day: date) -> Iterator[Difference]:
    """Everything one own file says, beside the packaged ``policy`` as it is known on the day."""
    for _above, part in parts(own):
        below = _governing(policy, part.code)
        for name, series in part.series.items():
            beside = packaged_series(part.code, name, policy)
            for entry in series.entries:
                yield _entry(policy, part.code, entry, series, beside, day)
        for name, rule in part.rules.items():
            old = below.rules.get(name) if below else None
            old_value = None if old is None else old.value
            source = None if old is None else old.source
            yield _whole(part.code, name, (old_value, rule.value), (source, rule.source))
        for name, table in part.tables.items():
            was: TierTable | None = below.tables.get(name) if below else None
            yield _whole(
                part.code,
                name,
                (None if was is None else was.subsidies, table.subsidies),
                (None if was is None else was.source, table.source),
                table.first,
            )


def _governing(policy: Policy, code: str) -> Jurisdiction | None:
    if code == NATION:
        return policy.national.jurisdiction
    province = province_of(code)
    return policy.provinces[province].at(code) if province in policy.provinces else None


def _entry(
    policy: Policy, code: str, entry: Entry, series: Series, beside: Series | None, day: date
) -> Difference:
    same = next((e for e in beside.entries if e.first == entry.first), None) if beside else None
    if same is not None:
        kind = Kind.UNUSED if _alike(same, entry) else Kind.CHANGED
        state = State.PROVISIONAL if same.provisional else State.PUBLISHED
        old: tuple[Value | None, Source | None] = same.value, same.source
    else:
        kind, stood = Kind.ADDED, _stood(policy, code, beside, entry.first, day)
        state = State.PUBLISHED if stood is None else stood.state
        old = (None, None) if stood is None else (stood.value, stood.source)
    value, source = old
    return Difference(
        kind, code, series.name, entry.first, value, entry.value, source, entry.source, state
    )


def _alike(packaged: Entry, own: Entry) -> bool:
    """Whether the own entry changes no figure: documents and grades may differ."""
    same = (packaged.value, packaged.last, packaged.provisional)
    return same == (own.value, own.last, own.provisional)


def _stood(
    policy: Policy, code: str, beside: Series | None, month: YearMonth, day: date
) -> Parameter | None:
    """What the packaged data put in the place of a value they do not have."""
    governing = _governing(policy, code)
    if beside is None or governing is None:
        return None
    place = Place(policy.on(day), governing, code)
    rate = policy.national.assumptions.get(beside.grows or beside.assumed, Decimal(0))
    try:
        if beside.yearly:
            return place.yearly(beside.name, month, rate)
        return place.standing(beside.name, month)
    except MissingError:
        return None


def _whole(
    code: str,
    name: str,
    values: tuple[Value | None, Value],
    sources: tuple[Source | None, Source],
    month: YearMonth | None = None,
) -> Difference:
    """A rule or a tier table: replaced whole."""
    old, new = values
    kind = Kind.ADDED if old is None else Kind.UNUSED if old == new else Kind.CHANGED
    return Difference(kind, code, name, month, old, new, *sources)

"""What changed between two days for one case, and how much each change moved the pensions.

The changes are applied one after the other, in a fixed order: first the days pass while law and
values stay as they were known, then the law of retirement, then the values, group by group.  Each
part is the difference its step makes; so the parts add up to the whole difference, to the fen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from core.case import Case, CaseError
from core.derivation import Parameter, Source
from core.policy.model import Law, MissingError, Place, Policy
from core.policy.series import Series
from core.projection import project
from core.quantities import Age, YearMonth
from core.words import Text, say
from core.worlds import places_of, tables_of, world

TIME, LAW, OTHER = "time", "law", "other"

GROUPS: dict[str, tuple[str, ...]] = {
    "limits": ("contribution_floor", "contribution_ceiling"),
    "average_wage": ("average_wage",),
    "benefit_base": ("benefit_base",),
    "crediting_rate": ("crediting_rate",),
    "resident": ("resident_basic_pension", "resident_minimum_pension"),
}
"""Series that change together; all others come last."""

LABELS: dict[str, Text] = {
    TIME: say("时间过去，年龄增长"),
    LAW: say("退休年龄、年限、计发月数的规定"),
    "limits": say("缴费基数上下限"),
    "average_wage": say("平均工资"),
    "benefit_base": say("计发基数"),
    "crediting_rate": say("记账利率"),
    "resident": say("居民基础养老金"),
    OTHER: say("其他参数"),
}


Key = tuple[str, str]
"""An option: scheme and role of its place."""
Totals = Mapping[Key, Decimal]
"""The monthly pension of every option that has one."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A value that came out in between: what stood in for it (None: nothing) and what it is."""

    then: Parameter | None
    now: Parameter


@dataclass(frozen=True, slots=True)
class Change:
    """One step: its ``part`` of the chosen option's difference, and what it consists of.

    ``part`` is None where there is no pension to compare, before or after the step; ``parts`` are
    those of all options that have one.
    """

    code: str
    part: Decimal | None
    parts: Mapping[Key, Decimal]
    moved: tuple[Moved, ...] = ()
    law: tuple[Source, ...] = ()
    """Documents that hold now: of the law of retirement, of tier tables."""

    @property
    def label(self) -> Text:
        return LABELS[self.code]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that brought it, each once."""
        return tuple(dict.fromkeys((*self.law, *(m.now.source for m in self.moved))))


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed from ``then`` to ``now``; totals are those of the chosen option."""

    then: date
    now: date
    ages: tuple[Age, Age]
    totals: tuple[Decimal | None, Decimal | None]
    steps: tuple[Change, ...]

    @property
    def whole(self) -> Decimal | None:
        """The difference; None where one of the days has no pension."""
        before, after = self.totals
        return None if before is None or after is None else after - before


def what_changed(case: Case, policy: Policy, then: date, now: date) -> Changes:
    """What moved the chosen option's monthly total from ``then`` to ``now`` (not before it).

    A woman's undecided track has no one total: ask for each track.
    """
    before, after = policy.on(then), policy.on(now)
    codes = [TIME, *_touched(case, before, after), OTHER]
    thawed = accumulate((code,) for code in codes[:-1])
    worlds = [
        world(case, policy, before, _names(known), retirement=LAW in known) for known in thawed
    ]
    found = [
        _totals(case, policy, then),
        *(_totals(case, world, now) for world in worlds),
        _totals(case, policy, now),
    ]
    chosen = next((key for key, _ in reversed(found) if key is not None), None)
    parts = _parts([totals for _, totals in found])
    steps = (
        Change(
            code,
            part.get(chosen) if chosen else None,
            part,
            tuple(_moved(case, code, before, after)),
            tuple(dict.fromkeys(_replaced(case, code, before, after))),
        )
        for code, part in zip(codes, parts, strict=True)
    )
    ages = (Age(_month(day) - case.person.birth) for day in (then, now))
    ends = [totals.get(chosen) if chosen else None for totals in (found[0][1], found[-1][1])]
    return Changes(
        then,
        now,
        (next(ages), next(ages)),
        (ends[0], ends[1]),
        tuple(s for s in steps if any(s.parts.values()) or s.moved or s.law),
    )


def _touched(case: Case, before: Law, after: Law) -> Iterator[str]:
    """The steps that anything came out for: no others are worked out."""
    if after.regime != before.regime:
        yield LAW
    new = {
        _group(name)
        for place in _homes(case, after)
        for name, series in place.jurisdiction.series.items()
        if set(series.known(before.day)) != set(series.known(after.day))
    }
    yield from (code for code in GROUPS if code in new)


def _names(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(name for code in codes for name in GROUPS.get(code, ()))


def _month(day: date) -> YearMonth:
    return YearMonth(day.year, day.month)


def _parts(found: list[Totals]) -> Iterator[dict[Key, Decimal]]:
    """Differences of neighbours.  An option without a pension after a step has no part in it; its
    next step that ends on firm ground takes over the difference."""
    firm = dict(found[0])
    for totals in found[1:]:
        yield {key: total - firm[key] for key, total in totals.items() if key in firm}
        firm |= totals


def _totals(case: Case, policy: Policy, day: date) -> tuple[Key | None, Totals]:
    """The chosen option, and every option's monthly total."""
    try:
        found = project(case, policy, day)
    except (CaseError, MissingError):
        return None, {}
    if found.branches:
        return None, {}
    totals = {
        (option.scheme, option.role.value): option.pension.total.amount
        for option in found.options
        if option.pension is not None
    }
    return (found.option.scheme, found.option.role.value), totals


# ---- values that came out in between


def _moved(case: Case, code: str, before: Law, after: Law) -> Iterator[Moved]:
    """The values of a group, at the places of the case, that were not known before."""
    found: dict[Moved, None] = {}
    for place in _homes(case, after):
        for name, series in place.jurisdiction.series.items():
            if _group(name) == code:
                was = replace(place, law=before)
                found.update(dict.fromkeys(_new(series, was, place, case)))
    yield from found


def _replaced(case: Case, code: str, before: Law, after: Law) -> Iterator[Source]:
    """The documents of the law of retirement, and of tier tables, that hold now and did not."""
    if code == LAW and after.regime != before.regime:
        yield after.regime.source
    if code == OTHER:
        for place in _homes(case, after):
            old, new = (tables_of(place.jurisdiction, law.month) for law in (before, after))
            yield from (t.source for name, t in new.items() if t is not None and t != old[name])


def _homes(case: Case, law: Law) -> Iterator[Place]:
    yield law.nation
    yield from (law.place(code) for code in dict.fromkeys(places_of(case)) if law.has(code))


def _group(name: str) -> str:
    return next((code for code, names in GROUPS.items() if name in names), OTHER)


def _new(series: Series, was: Place, place: Place, case: Case) -> Iterator[Moved]:
    known = frozenset(series.known(was.law.day))
    for entry in reversed(tuple(series.known(place.law.day))):
        if entry not in known:
            now = _value(series, place, entry.first, case)
            if now is not None:
                yield Moved(_value(series, was, entry.first, case), now)


def _value(series: Series, place: Place, month: YearMonth, case: Case) -> Parameter | None:
    rates: Mapping[str, Decimal] = {
        name: getattr(case.assumptions, name)
        for name in ("wage_growth", "crediting_rate", "resident_rate", "resident_growth")
    }
    try:
        if not series.yearly:
            return place.standing(series.name, month)
        return place.yearly(series.name, month, rates[series.grows or series.assumed])
    except MissingError:
        return None

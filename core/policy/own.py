"""A user's own policy files over the packaged data: next year's limits, a county's subsidy.

One file per place, in the shape of a province's file.  A value replaces the packaged one that holds
from the same month; all others are put in order beside it.  Rules and tier tables are replaced
whole, a table from the month it holds from.  Every value says in its source that it is the user's.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce

from core.policy.model import NATION, Jurisdiction, Policy, province_of
from core.policy.series import Series


class Overlaid(Mapping[str, Jurisdiction]):
    """The provinces with own data over them; each is put together when it is first asked for."""

    def __init__(
        self, packaged: Mapping[str, Jurisdiction], own: Mapping[str, tuple[Jurisdiction, ...]]
    ) -> None:
        self._packaged, self._own = packaged, own
        self._made: dict[str, Jurisdiction] = {}

    def __getitem__(self, code: str) -> Jurisdiction:
        if code not in self._own:
            return self._packaged[code]
        if code not in self._made:
            below = self._packaged[code] if code in self._packaged else _nothing(code)
            self._made[code] = reduce(overlaid, self._own[code], below)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._packaged, *self._own}))

    def __len__(self) -> int:
        return len({*self._packaged, *self._own})


def with_own(policy: Policy, files: Mapping[str, Jurisdiction]) -> Policy:
    """The policy with own files, by place, over it: the province's before those inside it."""
    if not files:
        return policy
    national = policy.national
    if NATION in files:
        merged = overlaid(national.jurisdiction, files[NATION])
        national = replace(national, jurisdiction=merged)
    own: dict[str, tuple[Jurisdiction, ...]] = {}
    for code in sorted(files):
        if code != NATION:
            province = province_of(code)
            own[province] = (*own.get(province, ()), files[code])
    return replace(policy, national=national, provinces=Overlaid(policy.provinces, own))


def overlaid(below: Jurisdiction, own: Jurisdiction) -> Jurisdiction:
    """A nation or province with one own file, of its own place or of one inside, over it."""
    if own.code == below.code:
        found = _merged(below, own)
        inside = own.cities
    else:
        found, inside = below, {own.code: own, **own.cities}
    cities = dict(found.cities)
    for code, city in inside.items():
        # What a city sets itself hides the province's series whole: it begins with all of it.
        cities[code] = _merged(cities.get(code, _nothing(code)), city, found.at(code))
    both = f"{below.digest}\n{own.digest}".encode()
    return replace(found, cities=cities, digest=hashlib.sha256(both).hexdigest())


def _merged(
    below: Jurisdiction, own: Jurisdiction, governing: Jurisdiction | None = None
) -> Jurisdiction:
    """``below`` with the own values; a series of own begins with the governing one."""
    begun = (governing or below).series
    return replace(
        below,
        series={
            **below.series,
            **{name: _series(begun.get(name), series) for name, series in own.series.items()},
        },
        rules={**below.rules, **own.rules},
        tables={
            **below.tables,
            **{
                name: replace(table, earlier=(governing or below).tables.get(name))
                for name, table in own.tables.items()
            },
        },
    )


def _series(below: Series | None, own: Series) -> Series:
    """Both by date, the own value where both have one."""
    if below is None:
        return own
    entries = {entry.first: entry for entry in (*below.entries, *own.entries)}
    ordered = tuple(entries[first] for first in sorted(entries))
    grows, assumed = (own.grows, own.assumed) if own.yearly else (below.grows, below.assumed)
    return replace(own, entries=ordered, grows=grows, assumed=assumed)


def _nothing(code: str) -> Jurisdiction:
    return Jurisdiction(code, {}, {}, {}, "")

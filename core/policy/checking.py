"""Whether a policy file, once it can be read, makes sense: known names, sane values.

``check`` finds everything that is wrong with a file: what ``reading`` finds, keys that mean
nothing, and values that cannot be.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from core.derivation import Unit
from core.policy.model import NATION, Jurisdiction, Policy, province_of
from core.policy.names import ASSUMED, LABELS
from core.policy.own import overlaid
from core.policy.reading import Reader
from core.policy.rulebook import RULES
from core.policy.series import Series
from core.policy.written import PolicyError, Problem
from core.words import Text, say

_SOURCE = ("document", "grade", "checked", "note")
TABLES = tuple(name for name in LABELS if name.endswith("_tiers"))
SERIES = tuple(name for name in LABELS if name not in (*RULES, *TABLES, "law", "province"))
KEYS: dict[str, tuple[str, ...]] = {
    "series": ("unit", "grows", "assumed", "entries"),
    "entry": ("from", "to", "published", "value", "provisional", "rivals", *_SOURCE),
    "rule": ("value", *_SOURCE),
    "table": ("from", "any_amount", "subsidies", *_SOURCE),
    "part": ("values", "rules", "tables"),
    "file": ("schema", "place", "checked", "values", "rules", "tables", "cities"),
    "national": ("regimes", "payout_months", "documents", "assumptions", "grounds"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file, what was read of it (None when it cannot be used), and all that is wrong."""

    file: str
    read: Jurisdiction | None
    problems: tuple[Problem, ...] = ()


def check(name: str, raw: bytes, policy: Policy, *, own: bool = True) -> Checked:
    """Check the file ``name``.toml; an ``own`` one also against the ``policy`` it goes over."""
    try:
        reader = Reader(name, raw, own=own)
    except PolicyError as error:
        return Checked(f"{name}.toml", None, error.problems)
    read = reader.jurisdiction()
    named = "national" if read.code == NATION and not own else read.code
    if read.code and name != named:
        reader.wrong("place", say("应与文件名一致：{name}", name=name), None)
    series = tuple(LABELS) if not own else (*SERIES, *_packaged_names(read, policy))
    found = [*_unknown(reader.data, series, own=own), *_sense(read, reader.data, policy)]
    if own:
        found += _over(read, policy)
    for key, said in found:
        reader.wrong(key, said, None)
    problems = reader.located()
    return Checked(reader.file, None if problems else read, problems)


Said = Iterator[tuple[str, Text]]


# ---- keys that mean nothing


def _unknown(data: Mapping[str, Any], series: tuple[str, ...], *, own: bool) -> Said:
    yield from _keys(data, "", KEYS["file"] if own else (*KEYS["file"], *KEYS["national"]))
    yield from _part(data, "", series)
    for code, city in _tables(data, "cities"):
        yield from _keys(city, f"cities.{code}.", KEYS["part"])
        yield from _part(city, f"cities.{code}.", series)


def _packaged_names(read: Jurisdiction, policy: Policy) -> tuple[str, ...]:
    """The series the packaged data have in the province, whatever they are called."""
    province = province_of(read.code) if read.code else ""
    if province not in policy.provinces:
        return ()
    below = policy.provinces[province]
    return tuple(name for part in (below, *below.cities.values()) for name in part.series)


def _part(data: Mapping[str, Any], above: str, series: tuple[str, ...]) -> Said:
    for heading, kind, known in (
        ("values", "series", series),
        ("rules", "rule", tuple(RULES)),
        ("tables", "table", TABLES),
    ):
        named = data.get(heading)
        yield from _keys(named if isinstance(named, dict) else {}, f"{above}{heading}.", known)
        for name, item in _tables(data, heading):
            yield from _keys(item, f"{above}{heading}.{name}.", KEYS[kind])
            for number, entry in _entries(item):
                at = f"{above}{heading}.{name}.entries.{number}."
                yield from _keys(entry, at, KEYS["entry"])


def _tables(data: Mapping[str, Any], heading: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    items = data.get(heading)
    for name, item in items.items() if isinstance(items, dict) else ():
        if isinstance(item, dict):
            yield name, item


def _entries(item: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = item.get("entries")
    for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
        if isinstance(entry, dict):
            yield number, entry


def _keys(found: Iterable[str], above: str, known: tuple[str, ...]) -> Said:
    for name in found:
        if name not in known:
            near = get_close_matches(name[:40], known, n=1, cutoff=0)
            yield f"{above}{name}", say("没有这一项，最接近的是 {near}", near=near[0])


# ---- values that cannot be


def _sense(read: Jurisdiction, data: Mapping[str, Any], policy: Policy) -> Said:
    if read.code and read.code != NATION and policy.regions.get(read.code) is None:
        yield "place", say("没有代码为 {code} 的地方", code=read.code)
    inside = dict(_tables(data, "cities"))
    for above, part in parts(read):
        if above and policy.regions.get(part.code) is None:
            yield above[:-1], say("没有代码为 {code} 的地方", code=part.code)
        written = dict(_tables(inside.get(part.code, {}) if above else data, "values"))
        for name, series in part.series.items():
            yield from _series(series, written[name], f"{above}values.{name}", data)
        yield from _limits(part, above)


def parts(read: Jurisdiction) -> list[tuple[str, Jurisdiction]]:
    """The place and the cities inside, each with what stands above its keys."""
    return [("", read), *((f"cities.{code}.", city) for code, city in read.cities.items())]


def _series(series: Series, written: Mapping[str, Any], key: str, data: Mapping[str, Any]) -> Said:
    """Ends after beginnings, nothing negative, known assumptions, a day of the last check."""
    numbers = {str(item.get("from")): number for number, item in _entries(written)}
    for entry in series.entries:
        at = f"{key}.entries.{numbers.get(str(entry.first), 0)}"
        if entry.last is not None and entry.last < entry.first:
            yield f"{at}.to", say("{month} 那条的 to 早于 from", month=entry.first)
        if entry.value < 0:
            yield f"{at}.value", say("{month} 那条是负数", month=entry.first)
        if series.unit is Unit.RATE and entry.value > 1:
            yield f"{at}.value", say("比率不大于 1，如 0.20 就是 20%")
        if not _is_day(entry.source.checked):
            whole = entry.source.checked == str(data.get("checked", ""))
            said = say('要写最近一次核对的日期，如 "2026-09-13"')
            yield "checked" if whole else f"{at}.checked", said
    for word, given in (("grows", series.grows), ("assumed", series.assumed)):
        if given and given not in ASSUMED:
            names = "、".join(ASSUMED)
            yield f"{key}.{word}", say("没有这个假设，可用：{names}", names=names)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _limits(part: Jurisdiction, above: str, *, merged: bool = False) -> Said:
    """A floor is not above the ceiling of the same month."""
    floor, ceiling = (part.series.get(f"contribution_{end}") for end in ("floor", "ceiling"))
    if floor is None or ceiling is None:
        return
    tops = {entry.first: entry for entry in ceiling.entries}
    for entry in floor.entries:
        top = tops.get(entry.first)
        mixed = top is not None and bool(top.source.own) != bool(entry.source.own)
        if top is not None and entry.value > top.value and mixed is merged:
            yield (
                f"{above}values.contribution_floor",
                say(
                    "{month} 的下限 {floor} 高于上限 {top}",
                    month=entry.first,
                    floor=entry.value,
                    top=top.value,
                ),
            )


# ---- an own file beside the packaged data


def _over(read: Jurisdiction, policy: Policy) -> Said:
    """Units as packaged, and no own floor above a packaged ceiling or the other way round."""
    for above, part in parts(read):
        for name, series in part.series.items():
            below = packaged_series(part.code or read.code, name, policy)
            if below is not None and series.unit is not below.unit:
                said = say("这个参数的单位是 {unit}", unit=below.unit)
                yield f"{above}values.{name}.unit", said
    province = province_of(read.code) if read.code else ""
    if province in policy.provinces:
        both = overlaid(policy.provinces[province], read)
        for above, part in parts(read):
            yield from _limits(both.at(part.code), above, merged=True)


def packaged_series(code: str, name: str, policy: Policy) -> Series | None:
    """The packaged series that an own one goes over."""
    province = province_of(code)
    if code == NATION:
        return policy.national.jurisdiction.series.get(name)
    if province not in policy.provinces:
        return None
    return policy.provinces[province].at(code).series.get(name)

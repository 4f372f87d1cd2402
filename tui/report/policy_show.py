"""一个地方的每个数：值、日期、文件、核实程度、备注、别的说法。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.derivation import Parameter, Source, State
from core.policy.model import NATION, Law, MissingError, Place, Policy
from core.policy.series import Entry, Series, overdue
from core.policy.tiers import TierTable
from core.quantities import YearMonth
from core.words import Text, say
from tui.lines import Cell, columns, rule
from tui.report.grades import EXPIRED, graded
from tui.report.policy_data import PlaceData, grown_by
from tui.report.policy_list import last_checked
from tui.report.policy_words import UNITS, meaning, words_of
from tui.report.values import Json, parameter
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
STATES: Mapping[State, Text] = {
    State.PUBLISHED: say("已公布"),
    State.PROVISIONAL: say("暂用上一个"),
    State.PROJECTED: say("推算"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """要看什么：``day`` 是今天；``on`` 只要那天在用的，``name`` 只要一个参数。"""

    day: date
    on: date | None = None
    name: str = ""

    def wants(self, name: str) -> bool:
        return self.name in ("", name)


def _entries(found: PlaceData, asked: Asked) -> Iterator[tuple[Series, Entry]]:
    for name, series in found.data.series.items():
        if asked.wants(name):
            for entry in series.entries:
                if asked.on is None or _in_force(series, entry, asked.on):
                    yield series, entry


def _tables(found: PlaceData, asked: Asked) -> Iterator[tuple[str, TierTable]]:
    """档次表，先后都在；只要那天的，就只有那天的。"""
    for name, newest in found.data.tables.items():
        if not asked.wants(name):
            continue
        if asked.on is not None:
            held = newest.on(YearMonth(asked.on.year, asked.on.month))
            yield from () if held is None else ((name, held),)
            continue
        table: TierTable | None = newest
        while table is not None:
            yield name, table
            table = table.earlier


def _in_force(series: Series, entry: Entry, on: date) -> bool:
    """这一条是不是那天用的：那天已知的最后一条；当年的还没公布，用的就是上年的。"""
    held = next(series.known(on), None)
    if held is None or (held.last is not None and held.last < YearMonth(on.year, on.month)):
        return False
    return held is entry


# ---- 每个数，JSON


def show_document(found: PlaceData, policy: Policy, asked: Asked) -> Json:
    """写成 JSON。"""
    data = found.data
    listed = policy.national.sources if found.code == NATION and not asked.name else {}
    return {
        "schema": 1,
        "place": found.code,
        "name": found.name,
        "on": None if asked.on is None else str(asked.on),
        "checked": last_checked(data) or None,
        "values": [_value(series, entry, asked.day) for series, entry in _entries(found, asked)],
        "rules": [
            {**_named(name), "value": one.value, **_source(one.source)}
            for name, one in data.rules.items()
            if asked.wants(name)
        ],
        "tables": [
            {
                **_named(name),
                "from": None if one.first is None else str(one.first),
                "any_amount": one.any_amount,
                "subsidies": {str(tier): str(more) for tier, more in one.subsidies.items()},
                **_source(one.source),
            }
            for name, one in _tables(found, asked)
        ],
        "documents": [{"name": name, **_source(source)} for name, source in listed.items()],
    }


def _named(name: str) -> Json:
    return {"name": name, "label": words_of(name)}


def _source(source: Source) -> Json:
    return {
        "document": source.document,
        "grade": source.grade.value,
        "checked": source.checked or None,
        "note": source.note or None,
        "own": source.own or None,
    }


def _value(series: Series, entry: Entry, day: date) -> Json:
    return {
        **_named(series.name),
        "unit": series.unit.value,
        "value": f"{entry.value:f}",
        "from": str(entry.first),
        "to": None if entry.last is None else str(entry.last),
        "published": None if entry.published is None else str(entry.published),
        "provisional": entry.provisional,
        **_source(entry.source),
        "expired": series.expired(entry, day),
        "rivals": [f"{value:f}" for value in entry.rivals],
    }


# ---- 每个数，文字


def show_text(found: PlaceData, policy: Policy, asked: Asked) -> Iterator[str]:
    """一个参数一段，一个数一行，下面是它的文件。"""
    yield f"{found.code} {found.name}"
    if asked.on is not None:
        yield render(say("{day} 已公布、在用的数", day=asked.on))
    before = ""
    for series, entry in _entries(found, asked):
        if series.name != before:
            yield from _heading(words_of(series.name), _unit(series))
        before = series.name
        yield from _entry(series, entry, asked.day)
    yield from _chosen(found, asked)
    if found.code == NATION and not asked.name:
        yield from _grounds(policy)


def _chosen(found: PlaceData, asked: Asked) -> Iterator[str]:
    """档次表和规则。"""
    for name, table in _tables(found, asked):
        since = "" if table.first is None else render(say("{month} 起", month=table.first))
        yield from _heading(words_of(name), since)
        tiers = "，".join(f"{tier} 补 {more}" for tier, more in table.subsidies.items())
        more = _("；两档之间的整数也可以") if table.any_amount else ""
        yield from wrap(tiers + more, WIDTH, indent="  ")
        yield from _notes(table.source, asked.day)
    for name, chosen in found.data.rules.items():
        if asked.wants(name):
            yield from _heading(words_of(name), meaning(name, chosen.value))
            yield from _notes(chosen.source, asked.day)


def _unit(series: Series) -> str:
    unit = UNITS.get(series.unit)
    return render(unit) if unit is not None else ""


def _heading(name: str, more: str) -> list[str]:
    return ["", f"{name}（{more}）" if more else name, rule(40).text]


def _entry(series: Series, entry: Entry, day: date) -> Iterator[str]:
    since = render(say("{month} 起", month=entry.first))
    if entry.last is not None:
        since = f"{entry.first}–{entry.last}"
    words = render(graded(entry.source)) + (_("，暂用") if entry.provisional else "")
    words += "，" + render(EXPIRED) if series.expired(entry, day) else ""
    cells = columns(
        [(since, 18, "left"), (f"{entry.value:f}", 12, "right"), (words, 44, "left")], 2
    )
    yield "  " + cells.text.rstrip()
    text = entry.source.document
    if entry.published is not None:
        text += render(say("，{day} 公布", day=entry.published))
    rivals = "、".join(f"{value:f}" for value in entry.rivals)
    text += _note(entry.source)
    text += render(say("；另有说法：{values}", values=rivals)) if rivals else ""
    yield from wrap(text, WIDTH, indent="      ")


def _note(source: Source) -> str:
    return render(say("；{note}", note=source.note)) if source.note else ""


def _notes(source: Source, day: date) -> Iterator[str]:
    late = "，" + render(EXPIRED) if overdue(source, day) else ""
    text = f"{source.document}（{render(graded(source))}{late}）{_note(source)}"
    yield from wrap(text, WIDTH, indent="      ")


def _grounds(policy: Policy) -> Iterator[str]:
    yield from _heading(_("规定的出处"), "")
    for source in policy.national.sources.values():
        text = f"{source.document}（{render(graded(source))}）"
        yield from wrap(text, WIDTH, indent="    ", first="  · ")


# ---- 某一年用什么数


def year_values(
    found: PlaceData, law: Law, policy: Policy, year: int, name: str
) -> list[Parameter]:
    """那一年每个参数用的数：已公布的、暂用的、按默认假设推算的；一年里换数的有两个。"""
    at = Place(law, found.data, found.code)
    values: dict[Parameter, None] = {}
    for series in found.data.series.values():
        if name in ("", series.name):
            for month in sorted({1, *series.turns}):
                value = _in_month(at, series, YearMonth(year, month), policy)
                if value is not None:
                    values[value] = None
    return list(values)


def _in_month(at: Place, series: Series, month: YearMonth, policy: Policy) -> Parameter | None:
    try:
        if not series.yearly:
            return at.standing(series.name, month)
        return at.yearly(series.name, month, policy.national.assumptions[grown_by(policy, series)])
    except (MissingError, KeyError):
        return None


def year_document(found: PlaceData, values: list[Parameter], day: date, year: int) -> Json:
    """某一年的数，JSON。"""
    return {
        "schema": 1,
        "place": found.code,
        "name": found.name,
        "as_of": str(day),
        "year": year,
        "values": [{"name": one.name, **parameter(one)} for one in values],
    }


def year_text(found: PlaceData, values: list[Parameter], day: date, year: int) -> Iterator[str]:
    """某一年的数，文字。"""
    yield f"{found.code} {found.name}"
    yield render(say("{year} 年用的数，按 {day} 已公布的", year=year, day=day))
    yield rule(WIDTH).text
    for one in values:
        state = render(STATES[one.state]) + ("，" + render(EXPIRED) if one.expired else "")
        since = "" if one.since is None else str(one.since)
        row: list[Cell] = [
            (render(one.label), 26, "left"),
            (f"{one.value:f}", 10, "right"),
            (since, 7, "left"),
            (state, 30, "left"),
        ]
        yield columns(row, 2).text.rstrip()
        if not one.source.given:
            text = f"{one.source.document}（{render(graded(one.source))}）"
            yield from wrap(text, WIDTH, indent="      ")

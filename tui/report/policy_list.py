"""收录一览：哪些地方、哪些参数、哪几年、核实到什么程度、缺什么。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from core.derivation import Grade, Source
from core.policy.coverage import gaps, missing, years
from core.policy.model import NATION, Jurisdiction, Policy
from core.policy.series import Series
from core.words import Text, say
from tui.lines import Align, columns, rule
from tui.report.grades import EXPIRED, GRADES, graded
from tui.report.policy_data import PlaceData
from tui.report.policy_words import words_of
from tui.report.values import Json
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
COLUMNS: tuple[tuple[str, Text, int], ...] = (
    ("contribution_floor", say("下限"), 9),
    ("contribution_ceiling", say("上限"), 9),
    ("average_wage", say("平均工资"), 9),
    ("benefit_base", say("计发基数"), 9),
    ("transitional_coefficient", say("过渡系数"), 9),
    ("resident_basic_pension", say("居民基础"), 9),
    ("resident_tiers", say("档次"), 5),
    ("outsiders", say("外省户籍"), 9),
)
NAME_WIDTH = 11
OUTSIDERS = {"open": say("放开"), "conditional": say("有条件"), "unknown": say("不清楚")}
GAP, OWN, OLD, NOTHING = "*", "#", "!", "-"


# ---- JSON


def list_document(found: Iterable[PlaceData], day: date) -> Json:
    """一览的 JSON；``missing`` 是 2019 年到那天没有公布数的年份。"""
    return {"schema": 1, "as_of": str(day), "places": [_place(one, day) for one in found]}


def _place(one: PlaceData, day: date) -> Json:
    data = one.data
    return {
        "place": one.code,
        "name": one.name,
        "own_values_only": one.inside,
        "checked": last_checked(data) or None,
        "parameters": [_series(series, day) for series in data.series.values()],
        "missing": [] if one.inside else [name for name, *_ in COLUMNS if not _has(data, name)],
        "rules": list(data.rules),
        "tables": list(data.tables),
    }


def _has(data: Jurisdiction, name: str) -> bool:
    return name in data.series or name in data.tables or name in data.rules


def last_checked(data: Jurisdiction) -> str:
    """最近一次对照原文的日子。"""
    entries = (entry.source for series in data.series.values() for entry in series.entries)
    rest = (source for _name, source in chosen(data))
    return max((source.checked for source in (*entries, *rest)), default="")


def chosen(data: Jurisdiction) -> list[tuple[str, Source]]:
    """档次表和规则，连同出处。"""
    return [
        *((name, table.source) for name, table in data.tables.items()),
        *((name, rule.source) for name, rule in data.rules.items()),
    ]


def _series(series: Series, day: date) -> Json:
    entries = series.entries
    return {
        "name": series.name,
        "label": words_of(series.name),
        "first": str(entries[0].first),
        "last": str(entries[-1].first),
        "entries": len(entries),
        "grades": _grades(series),
        "missing": list(missing(series, day)),
        "expired": _expired(series, day),
        "own": sorted({entry.source.own for entry in entries if entry.source.own}),
    }


def _grades(series: Series) -> dict[str, int]:
    return dict(sorted(Counter(entry.source.grade.value for entry in series.entries).items()))


def _expired(series: Series, day: date) -> bool:
    newest = series.last_settled(day)
    return newest is not None and series.expired(newest, day)


# ---- 文字


def list_text(found: Iterable[PlaceData], policy: Policy, day: date) -> Iterator[str]:
    """一个地方一行，一个参数一格。"""
    yield _row(_("地方"), [render(title) for _name, title, _width in COLUMNS])
    yield rule(WIDTH).text
    rows = [one for one in found if one.code != NATION]
    for one in rows:
        short = policy.regions.short_name(one.code) or one.code
        cells = [_cell(one.data, name, day) for name, *_ in COLUMNS]
        yield _row(f" {short.rpartition(' ')[2]}" if one.inside else short, cells)
    yield rule(WIDTH).text
    yield render(say("{n} 行。19-26 是从 2019 到 2026 年；字母是最新一个数的等级：", n=len(rows)))
    yield render(
        say("A {a}，B {b}，C {c}。", a=GRADES["A"], b=GRADES["B"], c=GRADES["C"]),
    )
    yield render(
        say(
            "{gap} 中间缺年份，{own} 有自备数据，{old} {expired}，{nothing} 没有收录。",
            gap=GAP,
            own=OWN,
            old=OLD,
            expired=EXPIRED,
            nothing=NOTHING,
        )
    )
    yield _("一个地方的全部参数：canbao policy list 地方；每个数：canbao policy show 地方")


def _row(name: str, cells: Iterable[str]) -> str:
    widths = [NAME_WIDTH, *(width for _name, _title, width in COLUMNS)]
    left: Align = "left"
    return columns(
        [(cell, width, left) for cell, width in zip((name, *cells), widths, strict=True)], gap=0
    ).text.rstrip()


def _cell(data: Jurisdiction, name: str, day: date) -> str:
    if name in data.series:
        return _span(data.series[name], day)
    if name in data.tables:
        return _graded("", data.tables[name].source)
    if name in data.rules:
        rule_ = data.rules[name]
        word = OUTSIDERS.get(rule_.value, Text("{v}", {"v": rule_.value}))
        return _graded(render(word), rule_.source)
    return NOTHING


def _span(series: Series, day: date) -> str:
    first, last = years(series)
    newest = series.last_settled(day) or series.entries[-1]
    span = f"{first % 100:02}-{last % 100:02}" if first != last else f"{first % 100:02}"
    marks = (GAP if gaps(series) else "") + (OLD if _expired(series, day) else "")
    own = OWN if any(entry.source.own for entry in series.entries) else ""
    return f"{span}{newest.source.grade.value}{marks}{own}"


def _graded(text: str, source: Source) -> str:
    return f"{text}{source.grade.value}{OWN if source.own else ''}"


def place_text(one: PlaceData, day: date) -> Iterator[str]:
    """一个地方的全部参数：一个一行。"""
    yield f"{one.code} {one.name}"
    yield rule(WIDTH).text
    for series in one.data.series.values():
        grades = " ".join(
            f"{render(GRADES[Grade(grade)])} {n}" for grade, n in _grades(series).items()
        )
        lacking = missing(series, day)
        notes = [render(EXPIRED)] if _expired(series, day) else []
        notes.append(grades)
        if lacking:
            notes.append(render(say("缺 {years}", years="、".join(map(str, lacking)))))
        first, last = years(series)
        span = f"{first}–{last}" if series.yearly else render(say("{year} 起", year=first))
        yield from _lines(words_of(series.name), span, "；".join(notes))
    for name, source in chosen(one.data):
        yield from _lines(words_of(name), "", render(graded(source)))


def _lines(name: str, span: str, notes: str) -> Iterator[str]:
    for number, text in enumerate(wrap(notes, 41)):
        head = ("", "") if number else (name, span)
        cells = columns([(head[0], 26, "left"), (head[1], 10, "left"), (text, 41, "left")], gap=1)
        yield cells.text.rstrip()

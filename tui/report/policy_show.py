"""一个地方的每个数：值、日期、文件、核实程度、备注、别的说法。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.words import Text, say
from tui.lines import columns, rule
from tui.report.grades import GRADES
from tui.report.policy_data import Data, PlaceData, documents, in_force, series_of, words_of
from tui.report.values import Json
from tui.words import _, render
from tui.wrapping import wrap

UNITS: dict[str, Text] = {
    "yuan": say("元"),
    "months": say("个月"),
    "years": say("年"),
    "index": say("指数"),
    "rate": say("比率"),
}
WIDTH = 80


def show_document(found: PlaceData, on: date | None) -> Json:
    """写成 JSON。"""
    return {
        "schema": 1,
        "place": found.code,
        "name": found.name,
        "on": None if on is None else str(on),
        "checked": found.data.get("checked"),
        "values": [_value(found, name, e) for name, e in _entries(found, on)],
        "rules": [_rule(name, item) for name, item in found.data.get("rules", {}).items()],
        "tables": [_table(name, item) for name, item in found.data.get("tables", {}).items()],
        "documents": [{"name": name, **_source(d)} for name, d in documents(found).items()],
    }


def _entries(found: PlaceData, on: date | None) -> Iterator[tuple[str, Data]]:
    for name, item in found.data.get("values", {}).items():
        for entry in item["entries"]:
            if on is None or in_force(series_of(found, name), entry, on):
                yield name, entry


def _source(item: Data) -> Json:
    return {key: item.get(key) for key in ("document", "grade", "checked", "note")}


def _value(found: PlaceData, name: str, entry: Data) -> Json:
    return {
        "name": name,
        "label": words_of(name),
        "unit": found.data["values"][name]["unit"],
        "value": entry["value"],
        "from": entry["from"],
        "to": entry.get("to"),
        "published": entry.get("published"),
        "provisional": entry.get("provisional", False),
        **_source(entry),
        "rivals": entry.get("rivals", []),
    }


def _rule(name: str, item: Data) -> Json:
    return {"name": name, "label": words_of(name), "value": item["value"], **_source(item)}


def _table(name: str, item: Data) -> Json:
    head = {"name": name, "label": words_of(name), "subsidies": item["subsidies"]}
    return {**head, **_source(item)}


def show_text(found: PlaceData, on: date | None) -> Iterator[str]:
    """写成文字：一个参数一段，一个数一行，下面是它的文件。"""
    yield f"{found.code} {found.name}"
    if on is not None:
        yield render(say("{day} 已公布、在用的数", day=on))
    before = ""
    for name, entry in _entries(found, on):
        if name != before:
            unit = found.data["values"][name]["unit"]
            yield from _heading(words_of(name), render(UNITS[unit]) if unit in UNITS else "")
        before = name
        yield from _entry(entry)
    for name, item in found.data.get("tables", {}).items():
        yield from _heading(words_of(name), "")
        tiers = "，".join(f"{tier} 补 {more}" for tier, more in item["subsidies"].items())
        yield from wrap(tiers, WIDTH, indent="  ")
        yield from _notes(item)
    for name, item in found.data.get("rules", {}).items():
        yield from _heading(words_of(name), render(_meaning(name, item["value"])))
        yield from _notes(item)
    yield from _grounds(found)


def _heading(name: str, more: str) -> list[str]:
    return ["", f"{name}（{more}）" if more else name, rule(40).text]


def _entry(entry: Data) -> Iterator[str]:
    until = entry.get("to")
    since = f"{entry['from']}–{until}" if until else render(say("{month} 起", month=entry["from"]))
    grade = render(GRADES[entry["grade"]]) + (_("，暂用") if entry.get("provisional") else "")
    cells = columns([(since, 18, "left"), (entry["value"], 12, "right"), (grade, 20, "left")], 2)
    yield "  " + cells.text.rstrip()
    yield from _notes(entry, with_grade=False)


def _notes(item: Data, *, with_grade: bool = True) -> Iterator[str]:
    text = str(item["document"])
    if with_grade:
        text += f"（{render(GRADES[item['grade']])}）"
    if "published" in item:
        text += render(say("，{day} 公布", day=item["published"]))
    if "note" in item:
        text += render(say("；{note}", note=item["note"]))
    if item.get("rivals"):
        text += render(say("；另有说法：{values}", values="、".join(map(str, item["rivals"]))))
    yield from wrap(text, WIDTH, indent="      ")


def _meaning(name: str, value: str) -> Text:
    return _MEANINGS.get((name, value), Text("{value}", {"value": value}))


_MEANINGS: dict[tuple[str, str], Text] = {
    ("years_precision", "exact"): say("月数 ÷ 12，不取位"),
    ("years_precision", "2"): say("取两位小数"),
    ("years_precision", "4"): say("取四位小数"),
    ("years_precision", "5"): say("取五位小数"),
    ("total_rounding", "fen"): say("取到分"),
    ("total_rounding", "jiao"): say("四舍五入到角"),
    ("total_rounding", "jiao_up"): say("见分进角"),
    ("outsiders", "open"): say("已放开"),
    ("outsiders", "conditional"): say("有条件"),
    ("outsiders", "unknown"): say("没有核实"),
}


def _grounds(found: PlaceData) -> Iterator[str]:
    listed = documents(found)
    if listed:
        yield from _heading(_("规定的出处"), "")
    for item in listed.values():
        text = f"{item['document']}（{render(GRADES[item['grade']])}）"
        yield from wrap(text, WIDTH, indent="    ", first="  · ")

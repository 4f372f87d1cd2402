"""收录一览：每个地方有哪些参数，从哪年到哪年。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from core.derivation import Grade
from tui.lines import columns, rule
from tui.report.grades import GRADES
from tui.report.policy_data import Data, PlaceData, words_of
from tui.report.values import Json
from tui.words import render


def list_document(places: Iterable[PlaceData]) -> Json:
    """一览的 JSON。"""
    return {"schema": 1, "places": [_place(one) for one in places]}


def _place(one: PlaceData) -> Json:
    return {
        "place": one.code,
        "name": one.name,
        "checked": one.data.get("checked"),
        "parameters": [_series(k, v) for k, v in one.data.get("values", {}).items()],
        "rules": list(one.data.get("rules", {})),
        "tables": list(one.data.get("tables", {})),
    }


def _series(name: str, item: Data) -> Json:
    entries = item["entries"]
    return {
        "name": name,
        "label": words_of(name),
        "first": entries[0]["from"],
        "last": entries[-1]["from"],
        "entries": len(entries),
        "grades": dict(sorted(Counter(entry["grade"] for entry in entries).items())),
    }


def list_text(places: Iterable[PlaceData]) -> Iterator[str]:
    """一览的文字：每个地方一段。"""
    for number, one in enumerate(places):
        if number:
            yield ""
        yield f"{one.code} {one.name}"
        yield rule(74).text
        for name, item in one.data.get("values", {}).items():
            found = _series(name, item)
            grades = Counter(entry["grade"] for entry in item["entries"])
            text = " ".join(f"{render(GRADES[Grade(g)])} {n}" for g, n in sorted(grades.items()))
            yield _row(words_of(name), f"{str(found['first'])[:4]}–{str(found['last'])[:4]}", text)
        for name in (*one.data.get("tables", {}), *one.data.get("rules", {})):
            yield _row(words_of(name), "", "")


def _row(name: str, years: str, grades: str) -> str:
    cells = columns([(name, 30, "left"), (years, 12, "left"), (grades, 32, "left")], gap=2)
    return cells.text.rstrip()

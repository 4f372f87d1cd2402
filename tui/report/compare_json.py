"""几份方案并排，写成 JSON：每份选的办法、不同的答案、每个数和第一份差多少。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core.quantities import money
from tui.comparing import RATES, Compared, Comparison, Row
from tui.report.values import Json, notices, rate
from tui.words import render

SCHEMA = 1


def compare_document(found: Comparison, as_of: date) -> Json:
    """一份文件。"""
    return {
        "schema": SCHEMA,
        "as_of": str(as_of),
        "plans": [_plan(plan) for plan in found.plans],
        "answers": [_answers(row) for row in found.answers],
        "rows": [_row(row) for row in found.results],
        "notes": [render(note) for note in found.notes],
    }


def _plan(plan: Compared) -> Json:
    option, projection = plan.option, plan.projection
    assert option is not None
    assert projection is not None
    return {
        "id": plan.id or None,
        "name": plan.name,
        "category": projection.category.value,
        "undecided": plan.undecided,
        "scheme": option.scheme,
        "place": option.place,
        "place_role": option.role.value,
        "available": option.available,
        "reasons": notices(option.reasons),
        "digest": projection.digest,
    }


def _answers(row: Row) -> Json:
    return {
        "key": row.key,
        "label": row.label,
        "texts": [cell.text for cell in row.cells],
        "differs": [cell.differs for cell in row.cells],
    }


def _row(row: Row) -> Json:
    return {
        "key": row.key,
        "label": row.label.strip(),
        "values": [_value(row.key, cell.value) for cell in row.cells],
        "differences": [_value(row.key, cell.delta) for cell in row.cells],
        "differs": [cell.differs for cell in row.cells],
    }


def _value(key: str, value: Any) -> str | int | None:
    """金额两位小数，收益率四位；月份之差是月数。"""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return rate(value) if key in RATES else money(value)
    return str(value)

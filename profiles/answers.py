"""Answers as the questions know them: dotted paths to plain values, ``{"person.sex": "male"}``.

Known without pydantic, so that drafts can be listed and read while the program starts.
"""

from collections.abc import Mapping

from core.words import say
from profiles.problems import RefusedError, shown

Answers = dict[str, object]

KINDS: dict[str, type] = {
    "name": str,
    "person.birth": str,
    "person.sex": str,
    "person.category": str,
    "person.status": str,
    "location.registered": str,
    "location.working": str,
    "history.employee_months": int,
    "history.employee_deemed_months": int,
    "history.employee_index": str,
    "history.employee_balance": str,
    "history.employee_since": str,
    "history.transitional_index": str,
    "history.resident_years": int,
    "history.resident_balance": str,
    "history.resident_arrears_years": int,
    "history.supplementary_years": int,
    "history.supplementary_balance": str,
    "history.periods": list,
    "plan.scheme": str,
    "plan.place": str,
    "plan.base": str,
    "plan.tier": int,
    "plan.supplementary_tier": int,
    "plan.arrears_years": int,
    "plan.children_amount": str,
    "plan.frequency": str,
    "plan.start": str,
    "plan.retire": str,
    "plan.extend": bool,
    "plan.pauses": list,
    "assumptions.wage_growth": str,
    "assumptions.crediting_rate": str,
    "assumptions.resident_rate": str,
    "assumptions.resident_growth": str,
    "assumptions.pension_growth": str,
    "assumptions.inflation": str,
    "assumptions.until_age": int,
}
"""Every answer a profile can hold, in the order of the file, with its type."""


def nest(answers: Mapping[str, object]) -> dict[str, object]:
    """Dotted paths as tables, answers of None left out; RefusedError when two paths collide."""
    data: dict[str, object] = {}
    for path, value in answers.items():
        table, _, key = path.rpartition(".")
        inner = data.setdefault(table, {}) if table else data
        if not isinstance(inner, dict) or isinstance(value, dict) or key in inner:
            raise RefusedError(say("「{path}」和另一项答案冲突", path=shown(path)))
        if value is not None:
            inner[key] = value
    return {key: value for key, value in data.items() if value != {}}


def flatten(data: Mapping[str, object]) -> Answers:
    """Tables as dotted paths; lists stay whole."""
    flat: Answers = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": deep for inner, deep in flatten(value).items()})
        else:
            flat[key] = value
    return flat


def fits(path: str, value: object) -> bool:
    """Whether ``value`` has the type of the answer ``path``; unknown answers never fit."""
    kind = KINDS.get(path)
    if kind is list:
        return isinstance(value, list) and all(map(_is_row, value))
    return type(value) is kind


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(type(value) in (str, int) for value in row.values())

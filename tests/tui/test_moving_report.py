"""Where the pension is drawn, what moves and what joining accounts brings, in JSON and text."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from core.case import Case
from core.policy.load import packaged
from core.projection import Projection, project
from tests.core.support import POLICY, TODAY, answers, made
from tui.report.projection_json import projection_document
from tui.report.projection_text import projection_text
from tui.report.schemas import schema

PERIOD = {
    "scheme": "employee",
    "from": "2024-01",
    "to": "2026-11",
    "base": "9000",
    "place": "330100",
}
# Born 1966-12, retires 2027-06: 35 months in Hangzhou and 7 planned there.
MOVING: dict[str, Any] = {
    "person__birth": "1966-12",
    "location__registered": "410100",
    "location__working": "330100",
    "history__employee_months": None,
    "history__employee_index": "0.8",
    "history__employee_balance": "50000.00",
    "history__periods": [PERIOD],
    "plan__base": "9000",
    "plan__place": "working",
    "plan__extend": False,
    "plan__tier": None,
}


def _made(**changes: Any) -> tuple[Case, Projection]:
    case = made(answers(**changes))
    return case, project(case, POLICY, TODAY)


def _options(**changes: Any) -> list[dict[str, Any]]:
    document: Any = projection_document(_made(**changes)[1])
    jsonschema.validate(document, schema("projection"))
    found: list[dict[str, Any]] = document["options"]
    return found


def test_the_benefit_place_and_what_moves_are_in_the_document() -> None:
    working = _options(**MOVING)[1]
    place = working["benefit_place"]
    assert (place["place"], place["because"]) == ("410100", "registered_fallback")
    assert (place["months"], place["ten_years"]) == ({"330000": 42}, None)
    assert place["temporary_account"] is True
    # 42 × 9000 × 12 % (see tests/core/test_places.py)
    assert working["transfer"]["pool"] == "45360.00"
    assert working["transfer"]["account"] == working["account"]


def test_a_switch_is_in_the_document_with_a_derivation_of_its_own() -> None:
    option = _options(history__resident_years=5, history__resident_balance="10000.00")[0]
    switch = option["switch"]
    assert (switch["direction"], switch["month"]) == ("to_employee", "2048-03")
    assert switch["pension"]["total"] == "3633.00"
    assert option["pension"]["total"] == "3453.10"
    assert switch["trace"][-1]["id"] == "pension.total"
    assert "switch.account" in {link["id"] for link in switch["trace"]}


@pytest.mark.parametrize("changes", [{}, MOVING, {"plan__extend": False}])
def test_every_document_keeps_to_the_schema(changes: dict[str, Any]) -> None:
    for option in _options(**changes):
        assert {"benefit_place", "transfer", "switch"} <= set(option)


def test_the_text_says_where_and_what() -> None:
    case, projection = _made(**MOVING)
    text = "\n".join(projection_text(projection, case, "甲", packaged().on(TODAY)))
    for part in ("在哪里领", "河南省郑州市", "跨省转移", "45360.00", "职工、居民两边的账户"):
        assert part in text
    assert all(len(line) <= 80 for line in text.split("\n"))


def test_one_province_alone_says_nothing_of_it() -> None:
    case, projection = _made()
    text = "\n".join(projection_text(projection, case, "甲", packaged().on(TODAY)))
    assert "在哪里领" not in text

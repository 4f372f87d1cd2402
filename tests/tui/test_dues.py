"""The next payments are those of the calendar, on the form and in the printed text alike.

Taiyuan's floor: 4244 yuan in 2026, round(4244 × 1.02 = 4328.88) = 4329 in 2027, so 848.80 and
865.80 yuan a month; 2028 is round(4244 × 1.0404 = 4415.4576) = 4415, 883.00 yuan.  A year's limits
come out by August: January to August are paid on last year's base, and 8 × 17.00 = 136.00 yuan are
owed in September 2027, 8 × 17.20 = 137.60 in September 2028.
"""

from __future__ import annotations

from typing import Any

import pytest

from core.answers import case_of
from core.projection import project
from core.questions.question import Step
from tests.tui.stage import POLICY, TODAY, case, flow_of
from tui.report.projection_text import projection_text
from tui.widgets.panel import panel

MONTHLY = [
    ("2026-12至2027-08 每月", "848.80"),
    ("2027-09至2028-08 每月", "865.80~"),
    ("2027-09 补差", "136.00~"),
    ("2028-09至2029-08 每月", "883.00~"),
]
QUARTERLY = [
    ("2026-12", "848.80"),  # December alone
    ("2027-03至2027-06 每季", "2546.40"),  # 3 × 848.80
    ("2027-09至2028-06 每季", "2597.40~"),  # 3 × 865.80
    ("2027-09 补差", "102.00~"),  # 6 × 17.00: July to September are paid after the notice
]
YEARLY = [
    ("2026-12", "848.80"),
    ("2027-12", "10389.60~"),  # 12 × 865.80
    ("2028-12", "10596.00~"),  # 12 × 883.00
    ("2029-12", "10809.60~"),  # round(4244 × 1.061208 = 4503.77) = 4504: 12 × 900.80
]
PAUSED = [  # February to April 2027 are left out: 5 × 17.00 = 85.00 owed
    ("2026-12至2027-01 每月", "848.80"),
    ("2027-05至2027-08 每月", "848.80"),
    ("2027-09至2028-08 每月", "865.80~"),
    ("2027-09 补差", "85.00~"),
]
# Each December; 60 in 2045-03, the last year's in the month before the pension.
RESIDENT = [("2026-12至2044-12 每年", "2000.00"), ("2045-03", "2000.00")]


def below(rows: list[str]) -> list[tuple[str, str]]:
    """Label and amount of the rows under the heading."""
    at = [row.strip() for row in rows].index("接下来要缴的")
    found: list[tuple[str, str]] = []
    for row in rows[at + 1 :]:
        if not row.strip():
            break
        label, _, amount = row.strip().rpartition(" ")
        found.append((label.strip(), amount))
    return found


CASES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, MONTHLY),
    ({"plan__frequency": "quarterly"}, QUARTERLY),
    ({"plan__frequency": "yearly"}, YEARLY),
    ({"plan__pauses": [{"from": "2027-02", "to": "2027-04"}]}, PAUSED),
    ({"plan__scheme": "resident", "plan__tier": 2000, "plan__base": None}, RESIDENT),
]


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_the_form_shows_the_calendars_payments(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    rows = panel(flow_of(case(**changes), Step.PAYMENT), 35)
    assert below([row.text for row in rows]) == expected
    assert max(row.width for row in rows) <= 35


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_the_printed_text_shows_the_same(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    given = case_of(case(**changes), POLICY.national.assumptions, TODAY)
    found = project(given, POLICY, TODAY)
    text = projection_text(found, given, "甲", POLICY.on(TODAY))
    assert below(text) == expected
    assert text == [row.rstrip() for row in text]


def test_each_track_of_an_undecided_woman_is_paid_to_its_own_end() -> None:
    told = case(person__sex="female", person__category="unsure", plan__scheme="resident")
    given = case_of({**told, "plan.tier": 2000}, POLICY.national.assumptions, TODAY)
    text = projection_text(project(given, POLICY, TODAY), given, "甲", POLICY.on(TODAY))
    assert sum(row.strip() == "接下来要缴的" for row in text) == 2

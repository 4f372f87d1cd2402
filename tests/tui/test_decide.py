"""The page of decisions: every question answered by keys, the figures those of hand arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tui.flow import Flow
from tui.screens.decide import DecideScreen
from tui.widgets.decide import PAGES
from tui.words import render


def decided(**changes: object) -> Flow:
    return flow_of(case(**changes), Step.REVIEW)


@pytest.mark.parametrize("at", range(len(PAGES)))
async def test_every_question_is_reached_by_arrows_and_says_something(
    tmp_path: Path, at: int
) -> None:
    down = "{down}" * at
    text = await shown(app_in(tmp_path, decided()), keys="{f12}" + down)
    right = [row.partition("│")[2].strip() for row in text.splitlines()]
    assert render(PAGES[at].title) in text
    assert any(right)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        # 900 a month are 20 % of 4500; one yuan of base more is 900.20.
        ("{down}900", ["4500.00", "10800.00", "4501.00", "10802.40"]),
        # Two years from 2028-01: the saved contributions are 24 months at 20 % of the floors of
        # 2028 and 2029: 4244 × 1.02² = 4415, × 1.02³ = 4504 (rounded): 12 × 883.00 + 12 × 900.80.
        ("2028-01至2029-12", ["停2028-01至2029-12", "21405.60"]),
        # 36 months behind him and 256 to come are 292, 240 are enough: 52 may be left out,
        # 2026-12 through 2031-03.
        ("", ["从2026-12起最多停到2031-03"]),
        ("{up*4}", ["现在停，还差204个月"]),  # 240 less the 36 paid
        ("{up}", ["民生山西 APP", "12333"]),
    ],
)
async def test_the_answers_are_those_of_hand_arithmetic(
    tmp_path: Path, keys: str, words: list[str]
) -> None:
    text = await shown(app_in(tmp_path, decided()), keys="{f12}" + keys)
    for word in words:
        assert word in text


async def test_what_cannot_be_read_is_said_and_the_number_keys_still_type(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, decided()), keys="{f12}{down}9元多") as pilot:
        assert "不是有效的金额" in screen_text(pilot.app)
        await press(pilot, "{ctrl+u}900")
        assert "4500.00" in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert "5/5" in screen_text(pilot.app)


async def test_before_the_places_there_is_nothing_to_decide(tmp_path: Path) -> None:
    flow = flow_of(case(location__registered=None, location__working=None))
    async with running(app_in(tmp_path, flow), keys="{f12}") as pilot:
        assert "才有可算的" in screen_text(pilot.app)
        assert not isinstance(pilot.app.screen, DecideScreen)


@pytest.mark.parametrize(
    "changes",
    [
        {"person__status": "student"},
        {"person__birth": "1970-03", "plan__extend": False},
        {"plan__scheme": "resident", "plan__base": None, "plan__tier": 500},
        {"location__working": "110000"},
        {"person__sex": "female", "person__category": "unsure"},
        {"location__registered": "421100", "plan__place": "registered"},
    ],
)
def test_every_question_can_be_asked_of_every_kind_of_plan(changes: dict[str, object]) -> None:
    screen = DecideScreen(decided(**changes))
    for at in range(len(PAGES)):
        screen.at = at
        if PAGES[at].prompt is not None:
            screen.paste("2028-01至2028-06" if at == 0 else "1500")
        for size in ((80, 24), (120, 36)):
            assert all(row.width <= size[0] for row in screen.draw(*size))

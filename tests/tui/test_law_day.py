"""F4: the law of another day beside today's, and going on with it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.questions.question import Step
from tests.tui.stage import TODAY, app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text

# Newspaper of 2024-01-17 (domain.md 3): limits 3863 and 19314, men retire at 60 (1985-03 ->
# 2045-03), 180 months are enough.  2026: 4244 and 21219, 63 years (2048-03), 240 months.
NEWSPAPER = {
    "法定退休": ("2048-03", "2045-03"),
    "至少缴满": ("240个月", "180个月"),
    "缴费基数下限": ("4244.00", "3863.00"),
    "缴费基数上限": ("21219.00", "19314.00"),
}


def both(text: str, label: str) -> tuple[str, str]:
    """The two cells of a row."""
    row = next(row for row in text.splitlines() if row.strip().startswith(label))
    _, left, right, *_ = row.split()
    return left, right.rstrip("*")


def saved_in(folder: Path) -> dict[str, Any]:
    """The one plan kept there."""
    (found,) = folder.glob("*.toml")
    return tomllib.loads(found.read_text("utf-8"))


@pytest.mark.parametrize("typed", ["2024-01-17", "2024。1。17", "２０２４年１月１７日", "20240117"])
async def test_the_newspapers_world_stands_beside_todays(tmp_path: Path, typed: str) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    text = await shown(app, keys="{f4}" + typed)
    assert {label: both(text, label) for label in NEWSPAPER} == NEWSPAPER


async def test_years_without_a_notice_grow_as_the_plan_assumes(tmp_path: Path) -> None:
    # 4244 × 1.05² = 4679.01, 21219 × 1.05² = 23393.9475
    flow = flow_of(case(assumptions__wage_growth="0.05"), Step.REVIEW)
    text = await shown(app_in(tmp_path, flow), keys="{f4}2028-11-23")
    assert both(text, "缴费基数下限") == ("4244.00", "4679.00~")
    assert both(text, "缴费基数上限") == ("21219.00", "23394.00~")


async def test_enter_goes_on_with_that_day_and_says_that_it_is_not_today(tmp_path: Path) -> None:
    flow = flow_of(case(), Step.REVIEW)
    async with running(app_in(tmp_path, flow), keys="{f4}2024-01-17{enter}") as pilot:
        assert "2024-01-17（不是今天）" in screen_text(pilot.app)
        assert flow.answers == case()
        await press(pilot, "{f5}")
    assert saved_in(tmp_path)["plan"]["start"] == "2024-02"
    assert flow.as_of.isoformat() == "2024-01-17"


@pytest.mark.parametrize("keys", ["2024-01-17{escape}", "去年{enter}{escape}", "2018-12-31{enter}"])
async def test_without_enter_or_with_an_unknown_day_nothing_changes(
    tmp_path: Path, keys: str
) -> None:
    flow = flow_of(case(), Step.REVIEW)
    async with running(app_in(tmp_path, flow), keys="{f4}" + keys):
        pass
    assert flow.as_of == TODAY


async def test_up_and_down_walk_the_days_on_which_the_retirement_law_changed(
    tmp_path: Path,
) -> None:
    text = await shown(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f4}{up}")
    days = [row for row in text.splitlines() if row.strip().startswith("哪一天")]
    assert days == [" 哪一天  2024-12-31"]
    text = await shown(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f4}{down}")
    assert " 哪一天  2025-01-01" in text

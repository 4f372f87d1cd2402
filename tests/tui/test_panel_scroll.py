"""What does not fit beside the form can be read with Ctrl+N, all of it, at 80 by 24."""

from __future__ import annotations

from pathlib import Path

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running
from tests.tui.support import screen_text
from tui.widgets.panel import panel


async def test_every_row_of_the_projection_can_be_reached(tmp_path: Path) -> None:
    flow = flow_of(case(), Step.SCHEME, "plan.scheme")
    async with running(app_in(tmp_path, flow), keys="3") as pilot:
        first = screen_text(pilot.app)
        assert "按 Ctrl+N 往下看" in first
        seen = first
        for _ in range(6):
            await pilot.press("ctrl+n")
            await pilot.pause()
            seen += screen_text(pilot.app)
        for row in panel(flow, 35):
            assert row.text.strip() in seen
        await pilot.press("ctrl+n")
        await press(pilot, "{up}")
        assert "职工(就业) 太原" in screen_text(pilot.app)


async def test_at_the_end_it_begins_again(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.SCHEME)), keys="3") as pilot:
        first = screen_text(pilot.app)
        for _ in range(10):
            await pilot.press("ctrl+n")
            await pilot.pause()
            if screen_text(pilot.app) == first:
                return
        raise AssertionError(screen_text(pilot.app))

"""Reopening a plan says what changed since it was saved; the parts add up to the fen."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from profiles.drafts import Drafts
from profiles.store import Store
from tests.tui.stage import ID, NOW, POLICY, TODAY, case, press, running
from tests.tui.support import screen_text
from tui.app import CanbaoApp
from tui.desk import Desk, Opened
from tui.flow import Flow
from tui.reopening import changes_since, saved_under

LAST_YEAR = date(2024, 12, 31)


def saved(folder: Path, day: date, **answers: Any) -> Opened:
    """The headline plan, saved under the law of a day."""
    desk = Desk(Store(folder), Drafts(folder), POLICY, day, lambda: f"{day}T09:30:00")
    opened = Opened(ID, Flow(POLICY, day, case(name="骑手小王", plan__start="2026-12", **answers)))
    assert not desk.save(opened).error
    return opened


def reopened(folder: Path, name: str | None = None) -> CanbaoApp:
    desk = Desk(Store(folder), Drafts(folder), POLICY, TODAY, lambda: NOW)
    opened = desk.find(name) if name else None
    assert not isinstance(opened, str)
    return CanbaoApp(desk, opened)


async def test_the_list_opens_a_plan_with_what_changed_since(tmp_path: Path) -> None:
    saved(tmp_path, LAST_YEAR)
    async with running(reopened(tmp_path), keys="1{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "上次保存以来变了什么" in text
        assert "2024-12-31 → 2026-11-23" in text
        # Born 1985-03: 39 years 9 months in 2024-12, 41 years 8 months in 2026-11.
        assert "39岁9个月 → 41岁8个月" in text
        assert "退休年龄、年限、计发月数的规定" in text
        await press(pilot, "{enter}")
        assert "5/5" in screen_text(pilot.app)


async def test_a_plan_named_at_the_start_is_opened_the_same_way(tmp_path: Path) -> None:
    saved(tmp_path, LAST_YEAR)
    async with running(reopened(tmp_path, "骑手小王")) as pilot:
        assert "上次保存以来变了什么" in screen_text(pilot.app)


async def test_where_nothing_changed_nothing_is_said(tmp_path: Path) -> None:
    saved(tmp_path, TODAY)
    async with running(reopened(tmp_path, "骑手小王")) as pilot:
        assert "上次保存以来" not in screen_text(pilot.app)
        assert "5/5" in screen_text(pilot.app)


def test_the_parts_shown_add_up_to_the_whole(tmp_path: Path) -> None:
    opened = saved(tmp_path, LAST_YEAR)
    flow = Flow(POLICY, TODAY, opened.flow.answers)
    (found,) = changes_since(flow, opened.meta)
    assert found.whole
    assert sum(step.part for step in found.steps if step.part) == found.whole
    assert found.totals[1] == Decimal("3453.10")  # the headline case under today's law


def test_an_undecided_woman_is_told_for_each_track(tmp_path: Path) -> None:
    woman = {"person__sex": "female", "person__category": "unsure", "person__birth": "1985-03"}
    opened = saved(tmp_path, LAST_YEAR, **woman)
    assert len(changes_since(Flow(POLICY, TODAY, opened.flow.answers), opened.meta)) == 2


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ({"as_of": "2024-01-17", "saved": "2026-01-01T00:00:00"}, date(2024, 1, 17)),
        ({"saved": "2026-01-01T00:00:00"}, date(2026, 1, 1)),
        ({"saved": "gestern"}, None),
        ({}, None),
    ],
)
def test_the_day_a_plan_was_saved_under(meta: dict[str, str], day: date | None) -> None:
    assert saved_under(meta) == day


def test_the_file_says_under_which_days_law_it_was_saved(tmp_path: Path) -> None:
    saved(tmp_path, LAST_YEAR)
    (file,) = tmp_path.glob("*.toml")
    assert re.search(r'^as_of = "2024-12-31"$', file.read_text("utf-8"), re.MULTILINE)

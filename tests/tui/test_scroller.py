"""Every row of a text can be reached, nothing past its end, and what is hidden is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running
from tests.tui.support import screen_text
from tui.lines import Line, line
from tui.scroller import KEYS, PAGING, Scroller

counts = st.integers(0, 60)
rooms = st.integers(1, 30)
presses = st.lists(st.sampled_from(KEYS), max_size=20)


def text(count: int) -> list[Line]:
    return [line(str(n)) for n in range(count)]


def seen(scroller: Scroller, count: int, room: int) -> list[str]:
    return [row.text for row in scroller.view(text(count), room)]


def pressed(keys: list[str], count: int, room: int) -> Scroller:
    scroller = Scroller()
    for key in keys:
        scroller = scroller.move(key, count, room)
    return scroller


def test_what_fits_is_shown_whole_without_a_mark() -> None:
    assert seen(Scroller(), 3, 3) == ["0", "1", "2"]
    assert seen(Scroller(), 0, 3) == []


def test_the_last_row_says_how_many_are_not_seen() -> None:
    # 0 1 2 of ten are shown: the other seven are below.
    assert seen(Scroller(), 10, 4) == ["0", "1", "2", "（还有7行，按 PgDn 往下看）"]
    assert Scroller().view(text(9), 5, "Ctrl+N")[-1].text == "（还有5行，按 Ctrl+N 往下看）"
    assert seen(Scroller(6), 10, 4) == ["6", "7", "8", "9"]


def test_a_single_row_shows_the_text() -> None:
    assert seen(Scroller(), 3, 1) == ["0"]
    assert seen(pressed(["pagedown", "pagedown"], 3, 1), 3, 1) == ["2"]


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (["pagedown"], 3),  # four rows, one of them the mark
        (["pagedown", "pagedown", "pagedown", "pageup"], 3),  # 3, 6, 6 (the end), back to 3
        (["end"], 6),
        (["end", "up"], 5),
        (["down", "down", "up"], 1),
        (["end", "home"], 0),
        (["up", "pageup"], 0),
    ],
)
def test_keys_of_ten_rows_four_at_a_time(keys: list[str], first: int) -> None:
    assert pressed(keys, 10, 4).top == first


def test_a_text_or_window_that_shrank_shows_its_end_and_moves_from_there() -> None:
    assert seen(Scroller(50), 10, 4) == ["6", "7", "8", "9"]
    assert Scroller(50).move("up", 10, 4).top == 5


@given(counts, rooms, presses)
def test_no_key_leads_past_the_text_and_the_room_is_used(
    count: int, room: int, keys: list[str]
) -> None:
    rows = seen(pressed(keys, count, room), count, room)
    assert len(rows) == min(count, room)


@given(counts, rooms, st.sampled_from(["pagedown", "down"]))
def test_every_row_is_seen_by_one_key_held_down(count: int, room: int, key: str) -> None:
    found: list[str] = []
    for times in range(count + 1):
        found += seen(pressed([key] * times, count, room), count, room)
    assert {str(n) for n in range(count)} <= set(found)


@given(counts, rooms, st.integers(1, 20), st.sampled_from(PAGING))
def test_a_page_too_many_costs_no_page_back(count: int, room: int, times: int, key: str) -> None:
    back = {"pagedown": "pageup", "pageup": "pagedown"}[key]
    end = pressed([{"pagedown": "end", "pageup": "home"}[key]], count, room)
    further = end
    for _ in range(times):
        further = further.move(key, count, room)
    assert further == end
    assert further.move(back, count, room) == end.move(back, count, room)


@pytest.mark.parametrize("door", ["{f1}", "{f4}", "{f6}", "{f4}{f6}"])
async def test_no_screen_counts_pages_past_its_end(tmp_path: Path, door: str) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, (80, 12), door) as pilot:
        assert "按 PgDn 往下看）" in screen_text(app)
        await press(pilot, "{pagedown*20}")
        end = screen_text(app)
        assert "往下看" not in end
        await press(pilot, "{pagedown*3}{pageup}")
        assert screen_text(app) != end
        await press(pilot, "{pagedown}")
        assert screen_text(app) == end

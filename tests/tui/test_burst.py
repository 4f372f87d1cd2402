"""Keys that arrive in one burst go, each, to the screen that stands when its turn comes."""

from pathlib import Path

import pytest
from textual import events

from tests.tui.stage import app_in, list_in
from tests.tui.support import screen_text


@pytest.mark.parametrize(("door", "burst"), [("f1", "qq1985"), ("f1", "q1985"), ("f1", "1985q")])
async def test_closing_keys_in_a_burst_close_one_screen_and_the_rest_is_typed(
    tmp_path: Path, door: str, burst: str
) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(door)
        await pilot.pause()
        for character in burst:
            app.screen.post_message(events.Key(character, character))
        await pilot.pause()
        text = screen_text(app)
    assert "出生年月" in text
    assert app.return_code in (0, None)


@pytest.mark.parametrize("character", ["²", "①", "٣", "９"])
async def test_odd_digits_on_the_list_are_no_row_numbers_that_end_the_program(
    tmp_path: Path, character: str
) -> None:
    app = list_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.post_message(events.Key(character, character))
        await pilot.pause()
        assert "方案列表" in screen_text(app)
    assert app.return_code in (0, None)

"""画布：一键一帧、没有布局、空闲时什么也不发、什么尺寸都能画。"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import Compositor
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste
from textual.screen import Screen

from core.words import say
from tests.e2e.terminal import Terminal
from tests.tui.demo import LABEL, DemoApp, DemoScreen
from tests.tui.support import press_all, screen_text
from tests.tui.test_lines import LINES
from tui.driver import QuietDriver, driver_class, usable
from tui.glyphs import to_ascii
from tui.lines import Line, Style, line
from tui.theme import COLOUR, COLOUR_16, MONO, Theme, choose
from tui.widgets.changes import cells, changed_cells
from tui.widgets.frame import Painter
from tui.words import render

ROOT = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "tests.tui.demo"]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """数帧和布局。"""
    seen = {"frames": 0, "layouts": 0}
    display, reflow = App._display, Compositor.reflow

    def count_frame(self: Any, screen: Any, renderable: Any) -> None:
        seen["frames"] += renderable is not None
        display(self, screen, renderable)

    def count_layout(self: Any, *args: Any) -> Any:
        seen["layouts"] += 1
        return reflow(self, *args)

    monkeypatch.setattr(App, "_display", count_frame)
    monkeypatch.setattr(Compositor, "reflow", count_layout)
    return seen


async def test_one_key_is_one_frame_and_no_layout(counts: dict[str, int]) -> None:
    async with DemoApp().run_test() as pilot:
        await pilot.pause()
        for key in ("5", "灵", "tab", "left", "escape"):
            before = dict(counts)
            await pilot.press(key)
            await pilot.pause()

            changes_something = key != "tab"
            assert counts["frames"] - before["frames"] == changes_something, key
            assert counts["layouts"] == before["layouts"], key


async def test_every_key_reaches_the_screen() -> None:
    async with DemoApp().run_test() as pilot:
        keys = ["tab", "shift+tab", "ctrl+c", "ctrl+p", "f1", "enter", "escape", "1", "灵"]
        await pilot.press(*keys)
        screen = pilot.app.screen

        assert isinstance(screen, DemoScreen)
        assert screen.keys == keys
        assert "Press" not in screen_text(pilot.app)


async def test_ctrl_q_leaves() -> None:
    app = DemoApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_hostile_text_is_shown_literally() -> None:
    async with DemoApp().run_test() as pilot:
        assert "[/] [b]x\ufffd]52;c;AAAA\ufffd\ufffd31m\ufffd末" in screen_text(pilot.app)


async def test_typing_shows_and_the_terminal_cursor_follows() -> None:
    async with DemoApp().run_test() as pilot:
        await press_all(pilot, "灵活{left}x")

        assert "缴费 灵x活" in screen_text(pilot.app)
        assert pilot.app.cursor_position == (len("缴费灵") * 2 + 2, 3)


async def test_paste() -> None:
    async with DemoApp().run_test() as pilot:
        pilot.app.post_message(Paste("12\n34" + "\x1b" * 1_000_000))
        await pilot.pause()
        assert "缴费 1234 " in screen_text(pilot.app)


SIZES = [(1, 1), (2, 1), (1, 60), (200, 1), (39, 24), (40, 9), (40, 10), (79, 23), (200, 60)]


async def test_every_size_draws() -> None:
    async with DemoApp().run_test(size=(80, 24)) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await pilot.press("5")
            rows = screen_text(pilot.app).split("\n")

            if width < 40 or height < 10:
                assert rows[0] == "窗口太小，请放大"[: width // 2]
            else:
                assert "Enter 下一项" in rows[-1]


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (200, 60)])
async def test_starting_at_any_size(size: tuple[int, int]) -> None:
    async with DemoApp().run_test(size=size) as pilot:
        assert len(screen_text(pilot.app).split("\n")) == size[1]


async def test_chinese_labels_are_whole_at_every_width() -> None:
    async with DemoApp().run_test(size=(60, 24)) as pilot:
        for width in range(60, 121):
            await pilot.resize_terminal(width, 24)
            row = screen_text(pilot.app).split("\n")[2]

            assert row.startswith(LABEL), width
            assert "│第1档" in row, width


async def test_coming_back_from_another_screen_draws_again() -> None:
    async with DemoApp().run_test() as pilot:
        first = pilot.app.screen
        assert isinstance(first, DemoScreen)
        other: Screen[None] = DemoScreen()
        await pilot.app.push_screen(other)
        first.edit = first.edit.insert("改过")
        await pilot.app.pop_screen()
        await pilot.pause()

        assert "缴费 改过" in screen_text(pilot.app)


async def test_another_look() -> None:
    async with DemoApp().run_test() as pilot:
        screen = pilot.app.screen
        assert isinstance(pilot.app, DemoApp)
        assert isinstance(screen, DemoScreen)
        pilot.app.look = Theme(MONO, ascii=True)
        screen.restyle()
        await pilot.pause()

        assert "|第1档" in screen_text(pilot.app)


# ---- 只写变了的格子


@given(LINES, LINES, st.integers(1, 60))
def test_painting_the_changes_gives_the_new_row(old: Line, new: Line, width: int) -> None:
    before, after = cells(old, width), cells(new, width)
    painted = list(before)
    for start, end in changed_cells(old, new, width):
        painted[start:end] = after[start:end]
        for shown in (before, after):  # 两头都不在汉字中间
            assert shown[start][2] == 0
            assert end == width or shown[end][2] == 0

    assert painted == after
    assert len(after) == width


def test_equal_rows_change_nothing() -> None:
    row = line("参保", ("12", Style.VALUE))
    assert not list(changed_cells(row, row.pad(30), 20))


def test_what_we_do_not_know_is_left_alone() -> None:
    assert Painter().lean(None) is None
    assert Painter().lean("x") == "x"


async def test_without_the_private_names_textual_paints(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DemoApp().run_test() as pilot:
        update = pilot.app.screen._compositor.render_update(full=True)
        assert Painter().lean(update) is not update
        monkeypatch.setattr("tui.widgets.frame.ChopsUpdate", None)
        assert Painter().lean(update) is update


# ---- 样子


def _luminance(rgb: tuple[int, int, int]) -> float:
    parts = [c / 255 for c in rgb]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_readable_on_black_and_on_white() -> None:
    for style, look in COLOUR.items():
        if look is not None and look.color is not None:
            light = _luminance(look.color.get_truecolor())
            assert min(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 4.5, style


@pytest.mark.parametrize("table", [COLOUR, COLOUR_16, MONO])
def test_every_role_has_a_look(table: dict[Style, Any]) -> None:
    assert set(table) == set(Style)


@pytest.mark.parametrize(
    ("environ", "table"),
    [
        ({"TERM": "xterm-256color"}, COLOUR),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, COLOUR),
        ({"TERM": "linux"}, COLOUR_16),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, MONO),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, COLOUR),
        ({"TERM": "vt100"}, MONO),
        ({}, MONO),
    ],
)
def test_choosing_the_look(environ: dict[str, str], table: Any) -> None:
    assert choose(environ).table is table


def test_ascii_keeps_the_widths() -> None:
    assert to_ascii("│─●○▸参保") == "|-*o>参保"


def test_words_are_filled_in() -> None:
    assert render(say("{a}元，{b}", a=12, b=say("{n}个月", n=3))) == "12元，3个月"


# ---- 真的终端


def test_the_driver_can_be_used() -> None:
    assert usable()
    assert driver_class() is QuietDriver


def test_without_the_private_names_textual_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(LinuxDriver, "run_input_thread")
    assert not usable()
    assert driver_class() is None


@pytest.fixture
def demo() -> Iterator[Terminal]:
    env = {"PYTHONPATH": str(ROOT)}
    with Terminal(DEMO, env) as terminal:
        yield terminal


def _wakeups(pid: int) -> int:
    status = [p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/status")]
    rows = [row for text in status for row in text.splitlines() if "ctxt_switches" in row]
    return sum(int(row.split()[1]) for row in rows)


@pytest.mark.pty
def test_an_untouched_screen_sends_nothing_and_sleeps(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.pump(0.5)
    before = _wakeups(demo.pid)

    assert demo.pump(2) == 0
    assert _wakeups(demo.pid) - before <= 1


@pytest.mark.pty
def test_starting_paints_the_screen_once(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.pump(0.5)

    assert demo.raw.count("参保助手".encode()) == 1
    assert len(demo.raw) < 2000


@pytest.mark.pty
def test_a_window_that_changed_and_changed_back_is_painted_again(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.pump(0.5)
    before = demo.text()
    demo.screen.reset()
    demo.resize(80, 23)
    demo.resize(80, 24)
    demo.pump(0.5)

    assert demo.text() == before


@pytest.mark.pty
def test_a_key_costs_little(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.send("12345")
    demo.wait_for("缴费 12345")
    demo.pump(0.1)
    before = len(demo.raw)
    demo.send("6")
    demo.wait_for("缴费 123456")
    demo.pump(0.3)

    assert 0 < len(demo.raw) - before < 300
    assert "缴费 123456" in demo.text()


@pytest.mark.pty
def test_keys_typed_before_the_first_screen_are_kept(demo: Terminal) -> None:
    demo.send("12345")
    demo.wait_for("缴费 12345")


@pytest.mark.pty
def test_bytes_that_are_not_utf8_do_no_harm(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.send("参保".encode("gbk") + b"\xff\xfe\x1b[99999999u\x1b[<0;3;1M\x1b[48;99999;99999;0;0t")
    demo.send(b"\x7f" * 40 + "好".encode()[:1])
    time.sleep(0.05)
    demo.send("好".encode()[1:] + b"1")
    demo.wait_for("好1")


@pytest.mark.pty
def test_the_screen_in_the_terminal_is_the_screen_in_the_tests(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.send("灵活就业123\x1b[D\x1b[D9\x7f\x7f人员")
    demo.wait_for("人员")
    demo.pump(0.2)
    incremental = demo.text()
    demo.resize(81, 24)
    demo.pump(0.5)
    demo.resize(80, 24)
    demo.pump(0.5)

    assert demo.text() == incremental


@pytest.mark.pty
def test_leaving_restores_the_terminal(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.send("\x11")

    assert demo.wait() == 0
    assert demo.raw.endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")


@pytest.mark.pty
def test_without_colour_no_colour_is_sent() -> None:
    with Terminal(DEMO, {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Enter 下一项")
        terminal.send("5")
        terminal.wait_for("缴费 5")

        codes = {
            n for sgr in re.findall(rb"\x1b\[([\d;]+)m", terminal.raw) for n in sgr.split(b";")
        }
        assert codes <= {b"0", b"1", b"2", b"4", b"7"}


@pytest.mark.pty
def test_a_closed_terminal_ends_it_even_if_it_ignores_the_signal() -> None:
    deaf = ["sh", "-c", 'trap "" HUP; exec "$0" -m tests.tui.demo', sys.executable]
    with Terminal(deaf, {"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("Enter 下一项")
        terminal.close()

        assert terminal.wait(5) == 75


@pytest.mark.pty
def test_a_closed_terminal_ends_the_program(demo: Terminal) -> None:
    demo.wait_for("Enter 下一项")
    demo.close()
    end = time.monotonic() + 5
    while demo.exit_code is None and time.monotonic() < end:
        time.sleep(0.02)
    assert demo.exit_code is not None

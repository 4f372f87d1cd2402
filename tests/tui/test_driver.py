"""The driver's parts on their own, and what the source may and may not do."""

from __future__ import annotations

import ast
import os
import re
import select
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.drivers.linux_driver import LinuxDriver

from tests.e2e.grammar import offences
from tests.tui.stage import app_in, case, flow_of, running
from tui import crash
from tui.driver import LEAVE, WIDEST, QuietDriver, driver_class, missing
from tui.outlet import WAITING, Outlet
from tui.screens import host

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))

# ---- names of Textual


def test_every_private_name_is_there() -> None:
    assert missing() == []
    assert driver_class() is QuietDriver


def test_a_textual_that_does_not_fit_is_said_and_refused_where_it_must_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(LinuxDriver, "run_input_thread")

    assert host._driver(strict=False) is None
    assert "8.2.8" in capsys.readouterr().err
    with pytest.raises(SystemExit, match=r"8\.2\.8"):
        host._driver(strict=True)


# ---- output


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_the_last_thing_written_is_the_way_back(pipe: tuple[int, int]) -> None:
    read, write = pipe
    outlet = Outlet(write, "utf-8", lambda: None, lambda: None)
    outlet.start()
    outlet.write("参保")
    time.sleep(0.1)
    outlet.last(LEAVE)
    outlet.write("a frame too late")
    assert outlet.stop()

    assert os.read(read, 4096).decode() == "参保" + LEAVE
    assert not offences(LEAVE.encode())


def test_a_terminal_that_takes_nothing_holds_nobody(pipe: tuple[int, int]) -> None:
    caught_up = threading.Event()
    outlet = Outlet(pipe[1], "utf-8", lambda: None, caught_up.set)
    outlet.start()
    begin = time.monotonic()
    for _ in range(WAITING * 10):
        outlet.write("x" * 70_000)
    assert time.monotonic() - begin < 1
    while select.select([pipe[0]], [], [], 0.2)[0]:
        os.read(pipe[0], 65536)
    assert caught_up.wait(1)
    outlet.last("")
    assert outlet.stop()


def test_output_that_is_lost_is_told() -> None:
    read, write = os.pipe()
    os.close(read)
    lost = threading.Event()
    outlet = Outlet(write, "utf-8", lost.set, lambda: None)
    outlet.start()
    outlet.write("x")

    assert lost.wait(2)
    assert outlet.stop()
    os.close(write)


def test_sizes_are_clamped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "99999")
    monkeypatch.setenv("LINES", "0")
    width, height = QuietDriver._get_terminal_size(QuietDriver.__new__(QuietDriver))
    assert width == WIDEST
    assert height >= 1


# ---- crashes


def test_a_report_holds_a_code_and_places_and_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(KeyError) as caught:
        flow_of(case()).jump("赵钱孙")
    text = crash.report(caught.value, kept=True)
    found = re.search(r"代码 ([2-9A-Z]{5})", text)
    assert found
    log = crash.log_file().read_text()
    assert re.fullmatch(rf"\S+ {found[1]} KeyError( tui/flow\.py:\d+)+\n", log)
    assert crash.log_file().stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_is_no_second_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "canbao").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert "没有存上" in crash.report(ValueError("赵钱孙"), kept=False)


async def test_a_crash_in_a_test_is_still_raised(tmp_path: Path) -> None:
    app = app_in(tmp_path)

    async def crashing() -> None:
        async with running(app) as pilot:
            app.call_later(lambda: 1 // 0)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await crashing()
    assert app.return_code == 70


# ---- the source

WIDGETS = {"tui/widgets/canvas.py": {"Widget"}}
BASES = {"App", "Screen", "Widget"}
FORBIDDEN = {"Static", "Label", "notify", "escape", "from_markup", "screenshot", "deliver_text"}


def names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every name imported from Textual: (module, name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            yield from ((node.module or "", alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((a.name, "") for a in node.names if a.name.startswith("textual"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_widget_of_textual_is_used(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    for module, name in names(ast.parse(path.read_text("utf-8"))):
        assert not module.startswith("textual.widgets"), place
        assert module not in ("textual.containers", "textual.markup", "textual.content"), place
        if module == "textual.widget":
            assert name in WIDGETS.get(place, set()), place


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_strings_reach_the_screen_through_lines_alone(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            assert name not in FORBIDDEN, f"{place}:{node.lineno}"
            # Cells are made of Lines in the canvas, and nowhere else.
            assert name != "Segment" or place == "tui/widgets/canvas.py", place
        if isinstance(node, ast.ClassDef) and place != "tui/widgets/canvas.py":
            assert "Widget" not in {getattr(base, "id", "") for base in node.bases}, place


def test_what_is_drawn_is_made_of_spans() -> None:
    tree = ast.parse((ROOT / "tui" / "widgets" / "canvas.py").read_text("utf-8"))
    texts = [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Segment"
    ]
    assert texts == [
        "to_ascii(span.text) if theme.ascii else span.text",
        "' ' * width",
    ]

"""The hand-out on paper: lp takes it, refuses, or never answers, and the screen goes on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from core.questions.question import Step
from tests.tui.stage import POLICY, TODAY, app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tui.app import CanbaoApp
from tui.report.handouts.asked import asked
from tui.report.handouts.writing import written

PRINT = "p{down*7}{enter}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and a folder of programs that is searched first."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def lp(home: Path, script: str) -> None:
    """A print system that does this."""
    program = home / "bin" / "lp"
    program.write_text(f"#!/bin/sh\ncd {home}\necho $$ >pid\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def app(home: Path) -> CanbaoApp:
    return app_in(home / "plans", flow_of(case(name="骑手小王"), Step.REVIEW))


async def until(pilot: Pilot[int], text: str) -> str:
    """The screen once it says this."""
    for _ in range(250):
        if text in (found := screen_text(pilot.app)):
            return found
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def gone(home: Path) -> bool:
    """Whether the print program has ended."""
    for _ in range(250):
        try:
            os.kill(int((home / "pid").read_text()), 0)
        except ProcessLookupError:
            return True
        await asyncio.sleep(0.02)
    return False


async def test_the_text_goes_to_the_printer(home: Path) -> None:
    lp(home, 'echo "$@" >how; cat >paper')
    async with running(app(home), keys=PRINT) as pilot:
        await until(pilot, "已送到打印机")
    text = (home / "paper").read_bytes()
    assert text == written(asked("骑手小王", case(name="骑手小王"), POLICY, TODAY), "text")
    assert (home / "how").read_text() == "-\n"  # no title with a name in it


async def test_a_refusal_is_said_in_its_own_words_without_controls(home: Path) -> None:
    lp(home, r"cat >/dev/null; printf 'lp: \033[2Jno printer\nmore\n' >&2; exit 1")
    async with running(app(home), keys=PRINT) as pilot:
        text = await until(pilot, "没有打出来")
        assert "no printer" in text
        assert "\x1b" not in text
        assert "more" not in text


async def test_a_refusal_without_a_word(home: Path) -> None:
    lp(home, "exit 3")  # and does not even read what it is given
    async with running(app(home), keys=PRINT) as pilot:
        await until(pilot, "没有说原因")


async def test_nobody_waits_for_a_printer_that_never_answers(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.takeaway.PATIENCE", 1.5)
    lp(home, "sleep 600")
    async with running(app(home), keys=PRINT) as pilot:
        assert "正在送到打印机" in screen_text(pilot.app)
        await press(pilot, "{up*2}")  # the screen still answers
        assert "2026-11-23.json" in screen_text(pilot.app)
        await until(pilot, "没有回答")
        assert await gone(home)


async def test_leaving_takes_the_job_back(home: Path) -> None:
    lp(home, "sleep 600")
    async with running(app(home), keys=PRINT) as pilot:
        for _ in range(250):
            if (home / "pid").exists() and (home / "pid").read_text():
                break
            await pilot.pause(0.02)
        await press(pilot, "{escape}")
        assert "5/5" in screen_text(pilot.app)
        assert await gone(home)


async def test_a_program_that_cannot_start(home: Path) -> None:
    program = home / "bin" / "lp"
    program.write_bytes(b"\x7fnothing that runs")
    program.chmod(0o755)
    async with running(app(home), keys=PRINT) as pilot:
        await until(pilot, "打印程序用不了")


async def test_without_a_printer_nothing_is_offered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home / "bin"))
    assert "打印机" not in await shown(app(home), keys="p")


def test_a_kiosk_has_no_screen_that_prints() -> None:
    code = (
        "import importlib, pkgutil, sys, tui.kiosk\n"
        "for m in pkgutil.walk_packages(tui.kiosk.__path__, 'tui.kiosk.'):\n"
        "    importlib.import_module(m.name)\n"
        "print([m for m in ('tui.printing', 'tui.screens.takeaway') if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

"""A passphrase by keys: added, asked for, wrong, taken away; and on the command line."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from core.questions.question import Step
from profiles import passphrases
from tests.tui import commands
from tests.tui.commands import Shell
from tests.tui.stage import ID, app_in, case, desk_in, flow_of, list_in, press, running
from tests.tui.support import screen_text
from tui.app import CanbaoApp
from tui.desk import Opened
from tui.flow import Flow
from tui.screens.passphrase import AskPassphrase, NewPassphrase
from tui.screens.profiles import ProfilesScreen
from tui.screens.wizard import WizardScreen

WORDS = "xiaoheliushui"
FIGURE = "13579.24"
ADD = f"{{f9}}{WORDS}{{enter}}{WORDS}{{enter}}"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2)


def answers() -> dict[str, object]:
    return {**case(history__employee_balance=FIGURE), "name": "骑手小王"}


def app(folder: Path) -> CanbaoApp:
    return app_in(folder, flow_of(answers(), Step.REVIEW))


def everything(folder: Path) -> str:
    return "".join(p.read_text("utf-8") for p in folder.rglob("*") if p.is_file())


def sealed_in(folder: Path) -> None:
    desk = desk_in(folder)
    opened = Opened(ID, Flow(desk.policy, desk.as_of, answers()))
    assert not desk.relock(opened, passphrases.new_lock(WORDS)).error


async def settled(pilot: Pilot[int], keys: str) -> str:
    """The screen after these keys and the thread they started."""
    await press(pilot, keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    return screen_text(pilot.app)


async def test_f9_asks_twice_and_nothing_is_left_to_read(tmp_path: Path) -> None:
    async with running(app(tmp_path), keys="{f5}") as pilot:
        assert FIGURE in everything(tmp_path)
        await press(pilot, "{f9}")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, NewPassphrase)
        assert "口令丢了，这个方案就打不开了，谁也找不回来" in text
        assert "名称不加密" in text
        assert "只在内存里" in text
        await press(pilot, WORDS)
        text = screen_text(pilot.app)
        assert "●" * len(WORDS) in text
        assert WORDS not in text
        text = await settled(pilot, f"{{enter}}{WORDS}{{enter}}")
        assert "已加口令并保存" in text
        assert "骑手小王（有口令）" in text

    assert FIGURE not in everything(tmp_path)
    assert WORDS not in everything(tmp_path)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("{f9}1234567{enter}", "口令至少 8 个字符"),
        (f"{{f9}}{WORDS}{{enter}}{WORDS}x{{enter}}", "两次打的不一样"),
        (f"{{f9}}{WORDS}{{enter}}{{escape}}", "F9 加口令"),
    ],
)
async def test_a_passphrase_not_given_changes_nothing(keys: str, told: str, tmp_path: Path) -> None:
    async with running(app(tmp_path), (120, 36)) as pilot:
        assert told in await settled(pilot, keys)
    assert "sealed" not in everything(tmp_path)


async def test_an_unfinished_plan_gets_none(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="{f9}") as pilot:
        assert "还不能保存，先填" in screen_text(pilot.app)


async def test_nothing_typed_later_is_written_until_it_is_saved(tmp_path: Path) -> None:
    async with running(app(tmp_path)) as pilot:
        await settled(pilot, ADD)
        before = everything(tmp_path)
        # the first question of the review: the year and month of birth
        await settled(pilot, "1{enter}1977-07{enter}")
        assert isinstance(pilot.app, CanbaoApp)
        pilot.app._keep_typing()
        pilot.app.last_words()
        assert everything(tmp_path) == before
        assert not (tmp_path / "drafts").exists() or not os.listdir(tmp_path / "drafts")
        assert "有口令的方案没有草稿" in pilot.app.last_words()
        text = await settled(pilot, "{escape}")
        assert "再按一次这个键就不要了" in text
        assert isinstance(pilot.app.screen, WizardScreen)
        await settled(pilot, "{escape}")
        assert isinstance(pilot.app.screen, ProfilesScreen)
    assert everything(tmp_path) == before


async def test_the_list_says_so_and_the_passphrase_opens_it(tmp_path: Path) -> None:
    sealed_in(tmp_path)
    async with running(list_in(tmp_path)) as pilot:
        assert "有口令" in screen_text(pilot.app)
        await press(pilot, "{enter}")
        assert isinstance(pilot.app.screen, AskPassphrase)
        await settled(pilot, f"{WORDS}{{enter}}")
        screen = pilot.app.screen
        assert isinstance(screen, WizardScreen)
        assert screen.flow.answers["history.employee_balance"] == FIGURE
        assert "已保存" in await settled(pilot, "{f5}")
    assert FIGURE not in everything(tmp_path)


async def test_three_wrong_ones_end_it(tmp_path: Path) -> None:
    sealed_in(tmp_path)
    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        assert "还可以试 2 次" in await settled(pilot, "wrong one{enter}")
        assert "还可以试 1 次" in await settled(pilot, "wrong one{enter}")
        text = await settled(pilot, "wrong one{enter}")
        assert "口令三次都不对，没有打开" in text
        assert isinstance(pilot.app.screen, ProfilesScreen)


async def test_f9_twice_takes_it_away(tmp_path: Path) -> None:
    async with running(app(tmp_path)) as pilot:
        await settled(pilot, ADD)
        assert "再按一次 F9 去掉口令" in await settled(pilot, "{f9}")
        assert "再按一次 F9 去掉口令" in await settled(pilot, "{f7}{f7}{f9}")
        assert FIGURE not in everything(tmp_path)
        assert "已去掉口令并保存" in await settled(pilot, "{f9}")
    assert FIGURE in (tmp_path / f"{ID}.toml").read_text("utf-8")


# ---- on the command line


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    shell = commands.shell(tmp_path, capsys, monkeypatch)
    sealed_in(tmp_path / "profiles")
    return shell


@pytest.mark.parametrize("command", ["project", "show", "export"])
def test_without_a_terminal_one_sentence_and_3(
    command: str, sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    done = sh(command, "骑手小王")
    assert (done.status, done.out) == (3, "")
    assert done.err == "「骑手小王」有口令，要在终端里打开。\n"


@pytest.mark.parametrize("command", ["project", "show", "export"])
def test_on_a_terminal_it_is_asked(
    command: str, sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(["wrong one", WORDS])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(given))
    done = sh(command, "骑手小王")
    assert done.status == 0
    assert "1985" in done.out
    assert done.err == "口令不对，还可以试 2 次。\n"


def test_three_wrong_ones_are_refused(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "wrong one")
    done = sh("show", ID)
    assert (done.status, done.out) == (3, "")
    assert "口令三次都不对，没有打开" in done.err


def test_the_list_of_the_command_line_says_so(sh: Shell) -> None:
    assert "有口令" in sh("list").out
    assert sh("list", "--json").json["profiles"][0]["sealed"] is True

"""Looking for a plan in a long list: by keys, and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from profiles.listing import matches
from tests.tui import commands
from tests.tui.commands import PROFILE, Shell
from tests.tui.stage import case, desk_in, list_in, press, running, shown
from tests.tui.support import screen_text
from tui.cabinet import Listed
from tui.desk import Desk, Opened
from tui.flow import Flow
from tui.screens.profiles import ProfilesScreen
from tui.screens.wizard import WizardScreen

NAMES = ("骑手小王", "保洁老李", "Wang Fang", "张三")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = desk_in(tmp_path)
    for number, name in enumerate(NAMES):
        answers = {**case(), "name": name}
        desk.save(Opened(f"0a1b2c{number:02d}", Flow(desk.policy, desk.as_of, answers)))
    return tmp_path


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ("小", True),
        ("骑手小王", True),
        ("骑王", False),
        ("", True),
        ("　ＲＩＤＥＲ１ ", True),
        ("0A1B", True),
        ("0a1b2c3e", False),
    ],
)
def test_a_part_of_the_name_or_id_fits_whatever_its_width_and_case(wanted: str, fits: bool) -> None:
    assert matches(wanted, "骑手小王 rider１", "0a1b2c3d") is fits


@pytest.mark.parametrize("slash", ["/", "／", "、"])
async def test_the_list_shrinks_at_every_key(slash: str, folder: Path) -> None:
    async with running(list_in(folder), keys=slash) as pilot:
        assert "4 份，一共 4 份" in screen_text(pilot.app)
        await press(pilot, "ＷＡ")
        text = screen_text(pilot.app)

    assert "1 份，一共 4 份" in text
    assert "Wang Fang" in text
    assert not any(name in text for name in ("骑手小王", "老李", "张三"))


async def test_letters_and_digits_are_typed_not_obeyed(folder: Path) -> None:
    async with running(list_in(folder), keys="/ndq1") as pilot:
        assert isinstance(pilot.app.screen, ProfilesScreen)
        assert pilot.app.screen.finding.wanted == "ndq1"
        assert "没有找到；Esc 看全部" in screen_text(pilot.app)


async def test_enter_keeps_what_was_found_and_gives_the_list_its_keys_back(folder: Path) -> None:
    async with running(list_in(folder), keys="/老李{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "1 份，一共 4 份" in text
        assert "骑手小王" not in text
        await press(pilot, "{enter}")
        assert isinstance(pilot.app.screen, WizardScreen)
        assert pilot.app.screen.flow.answers["name"] == "保洁老李"


@pytest.mark.parametrize("keys", ["/老李{escape}", "/老李{enter}{escape}", "/老李{ctrl+u}{enter}"])
async def test_escape_or_nothing_shows_all_again(keys: str, folder: Path) -> None:
    text = await shown(list_in(folder), keys=keys)

    assert all(name in text for name in NAMES)
    assert "一共" not in text


async def test_the_cursor_stays_on_its_plan(folder: Path) -> None:
    async with running(list_in(folder), keys="/老李{enter}{escape}{enter}") as pilot:
        assert isinstance(pilot.app.screen, WizardScreen)
        assert pilot.app.screen.flow.answers["name"] == "保洁老李"


async def test_only_the_plan_that_was_found_is_deleted(folder: Path) -> None:
    async with running(list_in(folder), keys="/张三{enter}dd") as pilot:
        assert "0 份，一共 3 份" in screen_text(pilot.app)
        await press(pilot, "u")
        assert "1 份，一共 4 份" in screen_text(pilot.app)


async def test_what_is_pasted_is_looked_for(folder: Path) -> None:
    async with running(list_in(folder), keys="/") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProfilesScreen)
        assert screen.paste("张\x1b三\n")
        screen.redraw()
        assert "1 份，一共 4 份" in screen_text(pilot.app)
        await press(pilot, "{enter}")
        assert not screen.paste("x")


async def test_a_key_in_a_list_of_500_reads_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    desk = desk_in(tmp_path)
    answers = {**case(), "name": "第000个"}
    desk.save(Opened("0a1b2000", Flow(desk.policy, desk.as_of, answers)))
    raw = (tmp_path / "0a1b2000.toml").read_bytes()
    body = raw[: raw.rindex(b"# sha256")].replace(b'integrity = "sha256"\n', b"")
    for number in range(1, 500):
        text = body.decode().replace("第000个", f"第{number:03d}个").replace("0a1b2000", "")
        (tmp_path / f"0a1b2{number:03d}.toml").write_text(text.replace('id = ""\n', ""), "utf-8")
    reads: list[Desk] = []
    listed = Desk.listed

    def counted(desk: Desk) -> list[Listed]:
        reads.append(desk)
        return listed(desk)

    monkeypatch.setattr(Desk, "listed", counted)
    async with running(list_in(tmp_path), keys="/") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProfilesScreen)
        assert "500 份，一共 500 份" in screen_text(pilot.app)
        times = []
        for character in "第04":
            begun = perf_counter()
            screen.handle(character, character)
            screen.redraw()
            times.append(perf_counter() - begun)
        assert "10 份，一共 500 份" in screen_text(pilot.app)

    assert len(reads) == 1
    assert min(times) < 0.1
    record_property("量到", f"500 份里查找，一个键最慢 {max(times) * 1000:.1f} ms")


def test_the_command_finds_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sh: Shell = commands.shell(tmp_path, capsys, monkeypatch)
    first = sh.saved()
    sh.saved(PROFILE, name="老李")

    assert [row["id"] for row in sh("list", "--find", "小王", "--json").json["profiles"]] == [first]
    assert "老李" not in sh("list", "--find", first).out
    assert sh("list", "--find", "没有这样的").out == "没有找到\n"

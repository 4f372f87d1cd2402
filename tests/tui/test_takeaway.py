"""Taking the hand-out along from the interface: files, the code, what goes wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tests.tui.test_hostile_screens import STRINGS
from tui.lines import safe
from tui.report.handouts.naming import file_name, free

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))  # no printer but the one a test makes
    return tmp_path


def kept(home: Path) -> list[Path]:
    return list(home.glob("养老*"))


@pytest.mark.parametrize(
    ("keys", "ending", "begins"),
    [
        ("", "html", "<!DOCTYPE html>"),
        ("{down}", "txt", "养老参保估算"),
        ("{down*2}", "md", "# "),
        ("{down*3}", "csv", "\ufeff方案"),
        ("{down*4}", "ics", "BEGIN:VCALENDAR"),
        ("{down*5}", "json", "{"),
    ],
)
async def test_each_format_is_written(home: Path, keys: str, ending: str, begins: str) -> None:
    flow = flow_of(case(name="骑手小王"), Step.REVIEW)
    async with running(app_in(home / "plans", flow), keys=f"p{keys}{{enter}}") as pilot:
        assert "已写到" in screen_text(pilot.app)
        (file,) = kept(home)
        assert file.name == f"养老参保估算-骑手小王-2026-11-23.{ending}"
        assert file.read_text("utf-8").startswith(begins)
        assert file.stat().st_mode & 0o777 == 0o600
        await press(pilot, "{enter}")
        assert "文件已经有了" in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert "5/5" in screen_text(pilot.app)


async def test_a_name_of_ones_own(home: Path) -> None:
    flow = flow_of(case(), Step.REVIEW)
    async with running(app_in(home / "plans", flow), keys="{ctrl+f}{ctrl+u}") as pilot:
        await press(pilot, "~/p1.html{enter}")
        assert "已写到" in screen_text(pilot.app)
    assert (home / "p1.html").exists()


@pytest.mark.parametrize("file", ["/nowhere/at/all", "/", "~nobody-here/x", ""])
async def test_what_cannot_be_written_is_said(home: Path, file: str) -> None:
    flow = flow_of(case(), Step.REVIEW)
    keys = f"p{{ctrl+u}}{file}{{enter}}"
    text = await shown(app_in(home / "plans", flow), keys=keys)
    assert "已写到" not in text
    assert "写不了" in text or "已经有了" in text


async def test_the_code_is_drawn_and_any_key_leaves_it(home: Path) -> None:
    flow = flow_of(case(name="骑手小王"), Step.REVIEW)
    async with running(app_in(home / "plans", flow), keys="p{down*6}{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "▀" in text
        assert "骑手" not in text
        await press(pilot, "{escape}")
        assert "换格式" in screen_text(pilot.app)
    assert not kept(home)


async def test_before_anything_is_known_there_is_nothing_to_take(home: Path) -> None:
    assert "先填出生年月" in await shown(app_in(home), keys="{ctrl+f}")


# ------------------------------------------------------------------ what the file is called


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        ("骑手小王", "骑手小王"),
        ("大姐（居民）", "大姐-居民"),
        ("../../etc/passwd", "etc-passwd"),
        ("/tmp/x", "tmp-x"),
        (".bashrc", "bashrc"),
        ("a\x1b[2J\x00b", "a-2J-b"),
        ("-rf *", "rf"),
        ("...", ""),
        ("", ""),
        ("王" * 500, "王" * 30),
        ("𠀀" * 50, "𠀀" * 22),  # four bytes each
        ("11010519491231002X", ""),
    ],
)
def test_of_a_name_only_what_is_safe_is_in_the_files(plan: str, name: str) -> None:
    day = date(2026, 11, 23)
    lead = f"{name}-" if name else ""
    assert file_name(plan, day, "text") == f"养老参保估算-{lead}2026-11-23.txt"


@pytest.mark.parametrize("text", STRINGS, ids=ascii)
def test_a_hostile_name_is_one_short_file_in_the_folder_asked_for(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / file_name(text, date(2026, 11, 23), "html")
    path.touch()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert len(path.name.encode()) <= 255
    assert all(safe(character) for character in path.name)


async def test_the_next_client_of_the_same_name_gets_a_number(home: Path) -> None:
    names = ["", "-2", "-3"]
    for number in names:
        flow = flow_of(case(name="骑手小王"), Step.REVIEW)
        async with running(app_in(home / "plans", flow), keys="p{enter}") as pilot:
            assert "已写到" in screen_text(pilot.app)
        assert (home / f"养老参保估算-骑手小王-2026-11-23{number}.html").exists()
    assert len(kept(home)) == len(names)


def test_a_link_to_nowhere_is_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere")
    assert free(tmp_path / "a.html") == tmp_path / "a-2.html"

"""The store on the screen: older versions, a broken file, a plan changed elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from core.questions.question import Step
from profiles.drafts import Drafts
from profiles.passphrases import Lock
from profiles.schema import Profile
from profiles.store import Store
from tests.tui.stage import ID, app_in, case, desk_in, flow_of, list_in, press, running
from tests.tui.support import screen_text
from tui.cabinet import Listed
from tui.desk import Opened

BASE = "plan.base"


def saved_twice(folder: Path) -> None:
    """A plan first at the floor, then at the ceiling."""
    desk = desk_in(folder)
    opened = Opened(ID, flow_of({**case(), "name": "老李"}))
    assert not desk.save(opened).error
    opened.flow.answers[BASE] = "ceiling"
    assert not desk.save(opened).error


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.toml*")}


def base_of(folder: Path) -> object:
    return Store(folder).get(ID).answers()[BASE]


def bases_kept(folder: Path) -> list[object]:
    store = Store(folder)
    return [store.version(ID, v.number).answers()[BASE] for v in store.versions(ID)]


@pytest.mark.parametrize("keys", ["{v}{enter}{enter}", "{v}1{enter}{enter}"])
async def test_the_last_save_is_undone_in_at_most_four_keys(keys: str, tmp_path: Path) -> None:
    saved_twice(tmp_path)
    assert len(re.findall(r"\{\w+\}|.", keys)) <= 4
    async with running(list_in(tmp_path), keys=keys) as pilot:
        assert "已恢复「老李」" in screen_text(pilot.app)
    assert base_of(tmp_path) == "floor"
    assert bases_kept(tmp_path) == ["ceiling", "floor"]


async def test_the_last_save_is_undone_from_the_wizard_in_four_keys(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        Drafts(tmp_path).save("zzzzzzzz", {"name": "另一个"}, Step.IDENTITY)
        await press(pilot, "15{enter}{right}{enter}{f5}")
        assert base_of(tmp_path) == "60%"
        await press(pilot, "{escape}{v}{enter}{enter}")
        assert "已恢复「方案1」" in screen_text(pilot.app)
    assert base_of(tmp_path) == "floor"


async def test_leaving_the_versions_changes_nothing(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    before = bytes_in(tmp_path)
    async with running(list_in(tmp_path), keys="{v}{enter}{escape}{v}{down}{escape}") as pilot:
        assert "方案列表" in screen_text(pilot.app)
    assert bytes_in(tmp_path) == before


async def test_a_plan_saved_once_says_it_has_no_versions(tmp_path: Path) -> None:
    desk_in(tmp_path).save(Opened(ID, flow_of(case())))
    async with running(list_in(tmp_path), keys="{v}{enter}{up}{down}9") as pilot:
        assert "还没有以前的版本" in screen_text(pilot.app)


async def test_a_broken_plan_says_why_and_is_restored_by_r(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    path = tmp_path / f"{ID}.toml"
    damaged = path.read_bytes().replace(b"ceiling", b"ceilinG")
    path.write_bytes(damaged)
    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        text = screen_text(pilot.app).replace("\n", "").replace(" ", "")
        assert "内容和最后一行的校验对不上" in text
        assert "按R恢复2026-11-2309:30保存的版本。" in text
        assert path.read_bytes() == damaged
        await press(pilot, "r")
        assert "已恢复「老李」" in screen_text(pilot.app)
    assert base_of(tmp_path) == "floor"
    assert (tmp_path / f"{ID}.toml.~1~").read_bytes() == damaged


CHANGES = {
    "still a plan": (b'balance = "12000.00"', b'balance = "92000.00"'),
    "no longer a plan": (b'sex = "male"', b'sex = "mile"'),
}


@pytest.mark.parametrize("how", CHANGES)
async def test_a_damaged_plan_is_looked_at_and_not_touched(how: str, tmp_path: Path) -> None:
    saved_twice(tmp_path)
    path = tmp_path / f"{ID}.toml"
    path.write_bytes(path.read_bytes().replace(*CHANGES[how]))
    os.utime(path, (1, 1))
    before = bytes_in(tmp_path)
    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        text = "".join(screen_text(pilot.app).split())
        assert "按R恢复2026-11-2309:30保存的版本。按C看里面写着的。" in text
        await press(pilot, "c")
        text = "".join(screen_text(pilot.app).split())
        assert "只能看" in text
        assert "可能不是您存的" in text
        assert "1985-03" in text
        if how == "still a plan":
            assert "92000.00" in text
            assert "山西省大同市" in text
        else:
            assert "12000.00" not in text
            assert "（不显示）" in text
            assert "mile" in text
        assert "每月" not in text  # nothing was worked out
        await press(pilot, "{f5}x1{enter}")
        assert "方案列表" in screen_text(pilot.app)
        assert "按 C" in screen_text(pilot.app)
    assert bytes_in(tmp_path) == before
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize(
    "raw",
    [b"schema = [", b"\xff", b'schema = 2\nname = "x"\n', b'schema = 1\nname = "x"\n', b""],
)
async def test_what_is_not_damaged_or_says_nothing_is_not_looked_at(
    raw: bytes, tmp_path: Path
) -> None:
    (tmp_path / f"{ID}.toml").write_bytes(raw)
    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        assert "按 C" not in screen_text(pilot.app)
        await press(pilot, "c")
        assert "里面的内容读不出来" in screen_text(pilot.app)


async def test_a_damaged_plan_under_a_passphrase_is_not_looked_at(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    opened = Opened(ID, flow_of({**case(), "name": "老李"}))
    assert not desk.relock(opened, Lock(2, b"s" * 16, b"k" * 32)).error
    path = tmp_path / f"{ID}.toml"
    path.write_bytes(path.read_bytes().replace("老李".encode(), "老王".encode()))
    async with running(list_in(tmp_path), keys="c") as pilot:
        assert "里面的内容读不出来" in screen_text(pilot.app)


async def test_nothing_is_offered_for_a_file_of_a_newer_program(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    path = tmp_path / f"{ID}.toml"
    path.write_text('schema = 2\nname = "新"\n', encoding="utf-8")
    before = path.read_bytes()
    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "由更新的版本写成" in text
        assert "按 R" not in text
        await press(pilot, "{r}{v}{enter}{enter}")
        assert "不去动原来的文件" in screen_text(pilot.app)
    assert path.read_bytes() == before


# ---- changed elsewhere


async def in_conflict(pilot: Pilot[int], folder: Path) -> None:
    """Somebody saves the ceiling; then 60 % is saved here."""
    other = desk_in(folder, "2026-11-24T10:00:00")
    opened = other.open(other.listed()[0])
    assert isinstance(opened, Opened)
    opened.flow.answers[BASE] = "ceiling"
    assert not other.save(opened).error
    await press(pilot, "15{enter}{right}{enter}{f5}")


async def test_what_differs_stands_side_by_side(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        await in_conflict(pilot, tmp_path)
        text = screen_text(pilot.app)
        assert "您打开的是第1次保存的样子；别处在 2026-11-24 10:00 保存了第2次。" in text
        (row,) = (row.split() for row in text.split("\n") if "缴费基数" in row)
        assert row[1:] == ["最低", "60%", "最高"] or len(row) == 4, row
        for width, height in ((120, 36), (60, 18), (40, 12)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert "1 用我的" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("key", "base", "kept"),
    [("1", "60%", ["ceiling", "floor"]), ("2", "ceiling", ["60%", "floor"])],
)
async def test_what_is_not_taken_becomes_a_version(
    key: str, base: str, kept: list[str], tmp_path: Path
) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        plan = Store(tmp_path).entries()[0].id
        assert plan == ID
        await in_conflict(pilot, tmp_path)
        await press(pilot, key)
        assert "已在别处改过" not in screen_text(pilot.app)
        await press(pilot, "{f5}")
        assert "已保存" in screen_text(pilot.app)
    assert base_of(tmp_path) == base
    assert bases_kept(tmp_path)[1:] == kept
    assert not bytes_in(tmp_path / "drafts")


async def test_a_copy_keeps_both(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        await in_conflict(pilot, tmp_path)
        await press(pilot, "3")
        assert "已保存" in screen_text(pilot.app)
    store = Store(tmp_path)
    bases = [store.get(entry.id).answers()[BASE] for entry in store.entries()]
    assert sorted(map(str, bases)) == ["60%", "ceiling"]


async def test_escape_keeps_what_is_open_as_a_draft(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        await in_conflict(pilot, tmp_path)
        await press(pilot, "{escape}{escape}")
    assert base_of(tmp_path) == "ceiling"
    desk = desk_in(tmp_path)
    (draft,) = (entry for entry in desk.listed() if entry.draft)
    opened = desk.open(draft)
    assert isinstance(opened, Opened)
    assert opened.flow.answers[BASE] == "60%"
    assert desk.save(opened).error, "a draft begun before the other save is no newer than it"
    assert opened.changed


async def test_changed_once_more_shows_the_newest(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        await in_conflict(pilot, tmp_path)
        store = Store(tmp_path)
        third = Profile.from_answers(
            {**store.get(ID).answers(), BASE: "150%"}, meta={"id": ID, "revision": 2}
        )
        store.save(third, "2026-11-25T11:00:00")
        await press(pilot, "1")
        text = screen_text(pilot.app)
        assert "您打开的是第1次保存的样子；别处在 2026-11-25 11:00 保存了第3次" in text
        assert "150%" in text
        await press(pilot, "1")
    assert base_of(tmp_path) == "60%"
    assert "150%" in bases_kept(tmp_path)


def test_a_draft_of_a_plan_deleted_elsewhere_can_be_saved(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    desk = desk_in(tmp_path)
    opened = desk.open(Listed(ID, "老李"))
    assert isinstance(opened, Opened)
    desk.drafts.save(ID, opened.flow.answers, opened.flow.step, revision=1)
    desk.store.delete(ID)
    again = desk.open(desk.listed()[0])
    assert isinstance(again, Opened)
    assert not desk.save(again).error


@pytest.mark.parametrize("keys", ["1q", "11", "2q", "3q", "qq", "13"])
async def test_keys_typed_ahead_end_a_comparison_once(keys: str, tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f5}") as pilot:
        await in_conflict(pilot, tmp_path)
        await press(pilot, keys)
        assert "F5 保存" in screen_text(pilot.app)
    assert len(Store(tmp_path).entries()) == (2 if keys == "3q" else 1)


async def test_keys_typed_ahead_end_the_versions_once(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    async with running(list_in(tmp_path), keys="{v}") as pilot:
        await press(pilot, "qqq")
        assert "方案列表" in screen_text(pilot.app)

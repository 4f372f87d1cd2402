"""A copy, another name, a variant, and plans side by side from the list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from profiles.passphrases import Lock, new_lock
from tests.tui.stage import ID, case, desk_in, list_in, press, running
from tests.tui.support import screen_text
from tui.cabinet import Listed
from tui.copies import copied, relative, renamed, variant
from tui.desk import Desk, Opened
from tui.flow import Flow
from tui.screens.compare import CompareScreen
from tui.screens.passphrase import AskPassphrase
from tui.screens.why import WhyScreen
from tui.screens.wizard import WizardScreen

PASSPHRASE = "一共八个字的口令"


def kept(folder: Path, *names: str, lock: Lock | None = None, **changes: Any) -> Desk:
    """A desk with plans of these names, the last the newest."""
    desk = desk_in(folder)
    for number, name in enumerate(names):
        desk = desk_in(folder, f"2026-11-23T09:{number:02d}:00")
        answers = {**case(**changes), "name": name}
        opened = Opened(f"0a1b2c{number:02d}", Flow(desk.policy, desk.as_of, answers), lock=lock)
        assert not desk.save(opened).error
    return desk


def row(desk: Desk, name: str) -> Listed:
    return next(entry for entry in desk.listed() if entry.name == name)


def test_a_copy_has_the_answers_the_notes_and_the_day_it_was_worked_out_under(
    tmp_path: Path,
) -> None:
    desk = desk_in(tmp_path)
    opened = Opened(ID, Flow(desk.policy, desk.as_of, {**case(), "name": "小王"}), {"记": "一句"})
    assert not desk.save(opened).error
    meta = desk.store.get(ID).to_data()["meta"]
    assert copied(desk, row(desk, "小王"), None) == "已复制为「小王-2」"
    made = desk.store.get(row(desk, "小王-2").id)
    data: Any = made.to_data()
    assert {**made.answers(), "name": "小王"} == desk.store.get(ID).answers()
    assert data["notes"] == {"记": "一句"}
    assert made.revision == 1
    for key in ("as_of", "policy_digest"):
        assert data["meta"][key] == meta[key]  # type: ignore[index]


def test_a_new_name_is_a_new_version_and_no_new_reckoning(tmp_path: Path) -> None:
    desk = kept(tmp_path, "小王")
    entry = row(desk, "小王")
    before: Any = desk.store.get(entry.id).to_data()["meta"]
    assert renamed(desk, entry, "老王", None) == "已改名为「老王」"
    after: Any = desk.store.get(entry.id).to_data()["meta"]
    assert (after["revision"], after["as_of"]) == (before["revision"] + 1, before["as_of"])
    assert [version.name for version in desk.older(entry.id)] == ["小王"]
    assert len(desk.listed()) == 1


def test_a_sealed_plan_stays_sealed(tmp_path: Path) -> None:
    lock = new_lock(PASSPHRASE)
    desk = kept(tmp_path, "小王", lock=lock)
    entry = row(desk, "小王")
    assert copied(desk, entry, lock) == "已复制为「小王-2」"
    assert renamed(desk, entry, "老王", lock) == "已改名为「老王」"
    assert all(entry.sealed for entry in desk.listed())
    assert "1985-03" not in "".join(p.read_text("utf-8") for p in tmp_path.rglob("*.toml*"))
    made = row(desk, "小王-2")
    assert desk.store.get(made.id, desk.store.unlock(made.id, PASSPHRASE)).answers()
    found = variant(desk, entry, lock)
    assert isinstance(found, Opened)
    assert found.lock is lock


def test_without_its_passphrase_nothing_is_written(tmp_path: Path) -> None:
    desk = kept(tmp_path, "小王", lock=new_lock(PASSPHRASE))
    told = copied(desk, row(desk, "小王"), None)
    assert told
    assert not told.startswith("已")
    assert len(desk.listed()) == 1


def test_a_variant_is_named_after_its_plan_and_not_saved_yet(tmp_path: Path) -> None:
    desk = kept(tmp_path, "小王")
    found = variant(desk, row(desk, "小王"), None)
    assert isinstance(found, Opened)
    assert found.flow.answers["name"] == "小王·变式1"
    assert len(desk.listed()) == 1
    assert not desk.save(found).error
    again = variant(desk, row(desk, "小王"), None)
    assert isinstance(again, Opened)
    assert again.flow.answers["name"] == "小王·变式2"


@pytest.mark.parametrize("name", ["小王", "长" * 40], ids=["short", "long"])
def test_a_plan_is_compared_with_its_newest_variant(tmp_path: Path, name: str) -> None:
    desk = kept(tmp_path, name, "别人")
    for minute in (30, 31):
        desk = desk_in(tmp_path, f"2026-11-23T09:{minute}:00")
        found = variant(desk, row(desk, name), None)
        assert isinstance(found, Opened)
        assert not desk.save(found).error
    entries = desk.listed()
    pair = relative(entries, row(desk, name))
    assert pair is not None
    assert pair[0].name == name
    assert pair[1].name.endswith("·变式2")
    back = relative(entries, pair[1])
    assert back is not None
    assert back[0].name == name
    assert relative(entries, row(desk, "别人")) is None


async def test_the_keys_of_the_list(tmp_path: Path) -> None:
    kept(tmp_path, "老李", "小王")
    app = list_in(tmp_path)
    async with running(app, keys="y") as pilot:
        assert "已复制为「小王-2」" in screen_text(app)
        await press(pilot, "{home}r{ctrl+u}大王{enter}")
        assert "已改名为「大王」" in screen_text(app)
        await press(pilot, "r{ctrl+u}{enter}")
        assert "可填" in screen_text(app)
        await press(pilot, "{escape}dd")
        assert "已删除「大王」" in screen_text(app)
        await press(pilot, "u")
        assert "大王" in screen_text(app)


async def test_a_variant_in_one_key_opens_at_the_review(tmp_path: Path) -> None:
    kept(tmp_path, "小王")
    app = list_in(tmp_path)
    async with running(app, keys="b") as pilot:
        assert isinstance(app.screen, WizardScreen)
        assert "小王·变式1" in screen_text(app)
        assert "5/5" in screen_text(app)
        await press(pilot, "15{enter}80%{enter}{f5}{escape}c")
        assert isinstance(app.screen, CompareScreen)
        assert "≠ 80%" in screen_text(app)
        assert "+605.80" in screen_text(app)
        await press(pilot, "2")
        assert isinstance(app.screen, WhyScreen)
        assert "合计" in screen_text(app)
        await press(pilot, "{escape}")
        assert isinstance(app.screen, CompareScreen)


async def test_a_stray_variant_leaves_nothing(tmp_path: Path) -> None:
    kept(tmp_path, "小王")
    app = list_in(tmp_path)
    async with running(app, keys="b{escape}"):
        assert "变式1" not in screen_text(app)


async def test_marks_and_their_limit(tmp_path: Path) -> None:
    kept(tmp_path, "一", "二", "三", "四", "五")
    app = list_in(tmp_path)
    async with running(app, keys="c") as pilot:
        assert "先按空格" in screen_text(app)
        await press(pilot, "{home} {down} {down} {down} {down} ")
        assert "最多比 4 份" in screen_text(app)
        assert screen_text(app).count("●") == 4
        await press(pilot, "c")
        assert "4份方案并排" in screen_text(app)
        await press(pilot, "{escape}{home} {down} {down} c")
        assert "2份方案并排" in screen_text(app)  # one mark left, and the plan under the cursor


async def test_passphrases_are_asked_one_after_the_other(tmp_path: Path) -> None:
    kept(tmp_path, "小王", "老李", lock=new_lock(PASSPHRASE))
    app = list_in(tmp_path)
    async with running(app, keys="{home} {down} c") as pilot:
        for _ in range(2):
            assert isinstance(app.screen, AskPassphrase)
            await press(pilot, PASSPHRASE + "{enter}")
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert isinstance(app.screen, CompareScreen)


async def test_an_unfinished_plan_is_not_copied(tmp_path: Path) -> None:
    desk_in(tmp_path).drafts.save(ID, {"name": "半份", "person.birth": "1985-03"}, "identity")
    app = list_in(tmp_path)
    for key in "yrb":
        async with running(list_in(tmp_path), keys=key) as pilot:
            assert "还没填完" in screen_text(pilot.app)
    assert len(app.desk.listed()) == 1

"""The journal: every answer and half-typed word kept, whatever the disk does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.questions.question import Step
from core.words import say
from profiles.drafts import Draft, Drafts
from profiles.troubles import StoreError
from tests.tui.stage import ID, app_in, case, desk_in, flow_of, list_in, press, running
from tests.tui.support import screen_text
from tui.desk import Opened
from tui.flow import Flow
from tui.journal import Journal, put_back, typing_of


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.fixture
def journal(tmp_path: Path, failures: list[str]) -> Iterator[Journal]:
    journal = Journal(Drafts(tmp_path), failures.append)
    yield journal
    journal.close()


def kept(folder: Path) -> Draft:
    return Drafts(folder).load(ID)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def typed(flow: Flow, text: str) -> Flow:
    for character in text:
        flow.key(character, character)
    return flow


# ---- what counts as being typed


@pytest.mark.parametrize(
    ("step", "key", "text", "typing"),
    [
        (Step.IDENTITY, "person.birth", "", None),
        (Step.IDENTITY, "person.birth", "x", "x"),
        (Step.IDENTITY, "person.sex", "1", None),
        (Step.IDENTITY, "person.sex", "2", "2"),
        (Step.IDENTITY, "history.employee_months", "7", "7"),
        (Step.PLACES, "location.registered", "", None),
        (Step.PLACES, "location.registered", "ty1", "ty1"),
        (Step.PLACES, "location.registered", "!!", "!!"),
    ],
)
def test_what_is_in_the_field_and_not_yet_an_answer(
    step: Step, key: str, text: str, typing: str | None
) -> None:
    flow = typed(flow_of(case(), step, key), text)

    assert typing_of(flow) == (None if typing is None else (key, typing))


@pytest.mark.parametrize(
    ("step", "key", "text"),
    [
        (Step.IDENTITY, "person.birth", "[/]1985"),
        (Step.IDENTITY, "person.sex", "2"),
        (Step.IDENTITY, "history.employee_months", "9"),
        (Step.PLACES, "location.registered", "ty1"),
        (Step.SCHEME, "plan.scheme", "2"),
    ],
)
def test_typing_goes_back_into_its_field(step: Step, key: str, text: str) -> None:
    flow = typed(flow_of(case(plan__scheme=None, plan__base=None), step, key), text)
    typing = typing_of(flow)
    assert typing is not None

    fresh = flow_of(flow.answers, step)
    put_back(fresh, typing)

    assert fresh.question.key == key
    assert typing_of(fresh) == typing


@pytest.mark.parametrize("typing", [None, ("no.such", "x"), ("person.sex", "99"), ("name", "x")])
def test_typing_for_nothing_here_changes_nothing(typing: tuple[str, str] | None) -> None:
    flow = flow_of(case())
    put_back(flow, typing)

    assert flow.answers == case()
    assert typing_of(flow) is None


def test_an_answered_option_left_alone_is_not_typing() -> None:
    assert typing_of(flow_of(case(), Step.SCHEME, "plan.scheme")) is None


# ---- keeping


def test_nothing_is_written_until_something_is_typed(journal: Journal, tmp_path: Path) -> None:
    opened = Opened(ID, flow_of(case()))

    assert journal.keep(opened) == ""
    assert not Drafts(tmp_path).entries()


def test_what_is_typed_and_wiped_again_leaves_no_draft(journal: Journal, tmp_path: Path) -> None:
    opened = Opened(ID, typed(flow_of(case()), "x"))
    journal.keep(opened)
    assert kept(tmp_path).typing == ("person.birth", "x")

    opened.flow.key("backspace", None)
    journal.keep(opened)
    assert not Drafts(tmp_path).entries()


def test_a_draft_that_was_there_before_stays(journal: Journal, tmp_path: Path) -> None:
    Drafts(tmp_path).save(ID, case(), "identity", ("person.birth", "x"))
    assert journal.resumed(ID) == ("person.birth", "x")
    opened = Opened(ID, typed(flow_of(case()), "x"))
    journal.keep(opened)
    opened.flow.key("backspace", None)
    journal.keep(opened)

    assert kept(tmp_path).answers == case()
    assert kept(tmp_path).typing is None


def test_the_same_thing_is_written_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    monkeypatch.setattr(Drafts, "save", lambda self, *what: written.append(what))
    opened = Opened(ID, typed(flow_of(case()), "x"))
    for _ in range(5):
        journal.keep(opened)

    assert len(written) == 1
    journal.last(opened)
    assert len(written) == 2


def test_a_disk_that_hangs_does_not_hold_the_screen(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    free, save = threading.Event(), Drafts.save

    def slow(self: Drafts, *what: Any) -> None:
        free.wait(10)
        save(self, *what)

    monkeypatch.setattr(Drafts, "save", slow)
    opened = Opened(ID, typed(flow_of(case()), "x"))
    begin = time.monotonic()
    assert "磁盘没有反应" in journal.keep(opened)
    assert time.monotonic() - begin < 1
    typed(opened.flow, "y")
    begin = time.monotonic()
    assert "磁盘没有反应" in journal.keep(opened)
    assert time.monotonic() - begin < 0.1
    typed(opened.flow, "z")
    begin = time.monotonic()
    assert "磁盘没有反应" in journal.keep(opened)
    assert time.monotonic() - begin < 0.1
    free.set()
    journal.settle()

    assert kept(tmp_path).typing == ("person.birth", "xyz")


def test_an_answer_right_after_typing_waits_for_the_write_under_way_and_is_no_alarm(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, free, save = threading.Event(), threading.Event(), Drafts.save

    def slow(self: Drafts, *what: Any) -> None:
        begun.set()
        free.wait(10)
        save(self, *what)

    monkeypatch.setattr(Drafts, "save", slow)
    opened = Opened(ID, typed(flow_of(case()), "x"))
    assert journal.keep(opened, patience=0) == ""
    assert begun.wait(5)
    typed(opened.flow, "y")
    threading.Timer(0.05, free.set).start()

    assert journal.keep(opened, patience=5) == ""
    assert kept(tmp_path).typing == ("person.birth", "xy")


def test_a_disk_that_refuses_is_told_and_tried_again(
    journal: Journal, failures: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(self: Drafts, *what: object) -> None:
        raise StoreError(say("草稿没有保存：磁盘满了"))

    opened = Opened(ID, typed(flow_of(case()), "x"))
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "save", refuse)
        assert journal.keep(opened) == "草稿没有保存：磁盘满了"
        assert journal.keep(opened, patience=0) == ""
        journal.settle()
    time.sleep(0.05)
    assert failures == ["草稿没有保存：磁盘满了"]
    assert journal.keep(opened) == ""
    assert kept(tmp_path).typing == ("person.birth", "x")


# ---- in the application


async def test_typing_is_kept_after_a_pause(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="1985-0"):
        await asyncio.sleep(0.6)
        assert kept(tmp_path).typing == ("person.birth", "1985-0")


async def test_an_untouched_screen_has_no_timer(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with running(app, keys="19"):
        assert app._due is not None
        await asyncio.sleep(0.5)
        assert app._due is None


async def test_a_word_half_typed_is_there_again(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="1985-03{enter}1{enter}1{enter}3x{escape}"):
        pass
    assert kept(tmp_path).typing == ("history.employee_months", "3x")

    async with running(list_in(tmp_path), keys="{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "3x" in text
        assert "接着上次没填完的地方" in text
        await press(pilot, "{backspace}6{enter}")
    assert kept(tmp_path).answers["history.employee_months"] == 36


async def test_saving_leaves_no_draft_behind(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, keys="{f5}"):
        await asyncio.sleep(0.6)
    assert not Drafts(tmp_path).entries()


async def test_a_failing_disk_is_told_while_typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Drafts, *what: object) -> None:
        raise StoreError(say("草稿没有保存：磁盘满了"))

    monkeypatch.setattr(Drafts, "save", refuse)
    async with running(app_in(tmp_path), keys="1985-0") as pilot:
        await asyncio.sleep(0.6)
        assert "草稿没有保存：磁盘满了" in screen_text(pilot.app)
        await press(pilot, "3{enter}")
        assert "草稿没有保存：磁盘满了" in screen_text(pilot.app)
        await press(pilot, "1")
        assert "2048-03" in screen_text(pilot.app)


async def test_an_id_number_is_never_kept(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="110101198503070"):
        await asyncio.sleep(0.5)
    for path in files_in(tmp_path):
        assert b"110101198" not in path.read_bytes()


def test_the_desk_of_a_test_keeps_in_its_folder(tmp_path: Path) -> None:
    assert desk_in(tmp_path).drafts.root == Drafts(tmp_path).root

"""Drafts: kept at every step, read leniently, never a reason to stop."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.answers import KINDS, fits
from profiles.drafts import Draft, Drafts
from profiles.ids import new_id
from profiles.problems import ProfileError
from profiles.store import Store
from profiles.troubles import StoreError
from tests.profiles import samples
from tests.profiles.samples import NOW, profile

ID = "0a1b2c3d"
ANSWERS: dict[str, object] = {"name": "半个人", "person.sex": "male"}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "profiles")


def put(drafts: Drafts, text: str, draft_id: str = ID) -> None:
    drafts.root.mkdir(parents=True, exist_ok=True)
    (drafts.root / f"{draft_id}.toml").write_text(text, encoding="utf-8")


def test_half_a_wizard_comes_back(drafts: Drafts) -> None:
    drafts.save(ID, ANSWERS, "places")
    assert drafts.load(ID) == Draft(ID, ANSWERS, "places")
    assert [(d.id, d.name, d.step) for d in drafts.entries()] == [(ID, "半个人", "places")]


def test_nothing_answered_yet_is_a_draft_too(drafts: Drafts) -> None:
    drafts.save(ID, {}, "")
    assert drafts.load(ID) == Draft(ID, {}, "")
    assert drafts.entries()[0].name == ""


def test_an_answer_need_not_be_right_yet(drafts: Drafts) -> None:
    answers = {"person.birth": "19", "plan.tier": -5, "plan.pauses": [{"from": "20"}], "name": ""}
    drafts.save(ID, answers, "plan")
    assert drafts.load(ID).answers == answers


@settings(max_examples=60, deadline=None)
@given(samples.answers())
def test_every_answer_of_a_profile_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, object]
) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp() / "drafts-of-any")
    drafts.save(ID, answers, "x")
    assert drafts.load(ID).answers == answers


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*KINDS, "x", "plan", "plan.x"]), st.from_type(object)))
def test_anything_else_is_dropped(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, object]
) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp() / "drafts-of-things")
    drafts.save(ID, answers, "x")
    kept = drafts.load(ID).answers
    assert all(fits(path, value) and answers[path] == value for path, value in kept.items())


def test_reading_drops_what_is_unknown_or_of_another_type(drafts: Drafts) -> None:
    put(
        drafts,
        'draft = 1\nstep = 3\n[answers]\nname = "x"\nzzz = 1\n[answers.plan]\ntier = "5"\n'
        "extend = 1\npauses = [1]\n[answers.history]\nemployee_months = true\n"
        'periods = [{a = 1.5}]\n[answers.person]\nsex = "male"\n',
    )
    assert drafts.load(ID) == Draft(ID, {"name": "x", "person.sex": "male"}, "")


def test_an_id_number_never_gets_to_the_disk(drafts: Drafts) -> None:
    number = "11010519491231002X"
    pauses = [{"from": number, "to": "x"}]
    drafts.save(ID, {"name": number, "person.sex": "male", "plan.pauses": pauses}, "x")
    assert number not in (drafts.root / f"{ID}.toml").read_text(encoding="utf-8")
    assert drafts.load(ID).answers == {"person.sex": "male"}


def test_text_that_is_no_text_is_dropped(drafts: Drafts) -> None:
    drafts.save(ID, {"name": "\udcff", "person.sex": "male"}, "\udcff")
    assert drafts.load(ID) == Draft(ID, {"person.sex": "male"}, "?")


def test_the_draft_of_a_profile_goes_beside_it(tmp_path: Path) -> None:
    store, drafts = Store(tmp_path), Drafts(tmp_path)
    saved = store.save(profile(), NOW)
    drafts.save(saved.id, saved.answers(), "plan")
    assert [entry.id for entry in store.entries()] == [saved.id]
    assert drafts.load(saved.id).answers == saved.answers()


def test_a_discarded_draft_is_gone_and_discarding_nothing_is_fine(drafts: Drafts) -> None:
    drafts.discard(ID)
    assert not drafts.root.parent.exists()
    drafts.save(ID, ANSWERS, "x")
    drafts.discard(ID)
    drafts.discard(ID)
    assert drafts.entries() == []
    with pytest.raises(StoreError, match="没有编号为 0a1b2c3d 的草稿。"):
        drafts.load(ID)


def test_drafts_are_for_the_owner_only(drafts: Drafts) -> None:
    drafts.save(ID, ANSWERS, "x")
    assert drafts.root.stat().st_mode & 0o777 == 0o700
    assert drafts.root.parent.stat().st_mode & 0o777 == 0o700
    assert (drafts.root / f"{ID}.toml").stat().st_mode & 0o777 == 0o600


BROKEN = ["", "half a fi", "draft = 2\n[answers]", "draft = 1\nanswers = 3", "a = " + "[" * 999]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_draft_is_listed_with_its_problem(drafts: Drafts, text: str) -> None:
    drafts.save("zzzzzzzz", ANSWERS, "x")
    put(drafts, text)
    broken, good = drafts.entries()
    assert broken.broken is not None
    assert broken.broken.file == f"{ID}.toml"
    assert good.broken is None
    with pytest.raises(ProfileError):
        drafts.load(ID)


@pytest.mark.parametrize("bad", ["", "../../etc/x", "ABCDEFGH"])
def test_only_an_id_is_ever_made_a_file_name(drafts: Drafts, bad: str) -> None:
    with pytest.raises(StoreError, match="不是方案编号"):
        drafts.save(bad, ANSWERS, "x")
    with pytest.raises(StoreError, match="不是方案编号"):
        drafts.load(bad)
    with pytest.raises(StoreError, match="不是方案编号"):
        drafts.discard(bad)


def test_a_full_disk_keeps_the_last_draft(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(ID, ANSWERS, "x")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(StoreError, match="草稿没有保存：磁盘满了。"):
            drafts.save(ID, {}, "y")
    assert drafts.load(ID).step == "x"


def test_a_draft_too_large_to_be_read_again_is_not_written(drafts: Drafts) -> None:
    drafts.save(ID, ANSWERS, "x")
    with pytest.raises(ProfileError, match="太大，写不下"):
        drafts.save(ID, {"name": "x" * 10_000}, "y")
    assert drafts.load(ID).step == "x"


def test_new_drafts_do_not_collide(drafts: Drafts) -> None:
    for _ in range(20):
        drafts.save(new_id(), ANSWERS, "x")
    assert len(drafts.entries()) == 20


def test_what_is_being_typed_comes_back(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("0a1b2c3d", {}, "identity", ("person.birth", "1985-0[/]"))

    assert drafts.load("0a1b2c3d").typing == ("person.birth", "1985-0[/]")


@pytest.mark.parametrize(
    "text", ["110101198503150", "110101198", "１１０ １０１ １９８", "x" * 201, "\ud800"]
)
def test_typing_that_may_be_an_id_number_is_not_kept(tmp_path: Path, text: str) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("0a1b2c3d", {"person.sex": "male"}, "identity", ("person.birth", text))

    draft = drafts.load("0a1b2c3d")
    assert draft.typing is None
    assert draft.answers == {"person.sex": "male"}


@pytest.mark.parametrize("typing", ['"x"', "{key = 1, text = 'x'}", "{key = 'name'}", "[]"])
def test_typing_of_another_shape_is_dropped(tmp_path: Path, typing: str) -> None:
    drafts = Drafts(tmp_path)
    drafts.root.mkdir()
    text = f'draft = 1\nstep = "identity"\ntyping = {typing}\n\n[answers.person]\nsex = "male"\n'
    (drafts.root / "0a1b2c3d.toml").write_text(text, "utf-8")

    draft = drafts.load("0a1b2c3d")
    assert draft.typing is None
    assert draft.answers == {"person.sex": "male"}

"""The store: saved, listed, found, deleted, restored."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from profiles import atomic
from profiles.ids import ALPHABET, is_id, new_id
from profiles.problems import ProfileError
from profiles.store import ChangedError, Store
from profiles.toml import load_profile
from profiles.troubles import StoreError
from tests.profiles.samples import FULL, NOW, SMALL, profile

LATER = "2026-11-24T10:00:00"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "share" / "profiles")


def put(store: Store, profile_id: str, text: str) -> Path:
    """A file as somebody's editor would leave it."""
    store.root.mkdir(parents=True, exist_ok=True)
    path = store.root / f"{profile_id}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name != atomic.LOCK)


def test_ids_are_eight_characters_that_cannot_be_mistaken() -> None:
    made = {new_id() for _ in range(200)}
    assert len(made) == 200
    assert all(is_id(one) for one in made)
    assert all(is_id(char * 8) for char in ALPHABET)
    assert not set("iloI/.A") & set(ALPHABET)


def test_nothing_is_created_by_looking(store: Store) -> None:
    assert store.entries() == store.trash() == store.find("x") == []
    with pytest.raises(StoreError):
        store.delete("0a1b2c3d")
    assert not store.root.parent.exists()


def test_a_saved_profile_comes_back_with_id_revision_and_times(store: Store) -> None:
    saved = store.save(profile(), NOW)
    assert is_id(saved.id)
    assert store.get(saved.id) == saved
    assert saved.answers() == profile().answers()
    assert saved.meta is not None
    assert (saved.revision, saved.meta.created, saved.meta.saved) == (1, NOW, NOW)


def test_saving_again_counts_and_keeps_the_first_time(store: Store) -> None:
    again = store.save(store.save(profile(), NOW), LATER)
    assert again.meta is not None
    assert (again.revision, again.meta.created, again.meta.saved) == (2, NOW, LATER)
    assert len(store.entries()) == 1


def test_folder_and_files_are_for_the_owner_only(store: Store) -> None:
    old = os.umask(0)
    try:
        saved = store.save(profile(), NOW)
        store.delete(store.save(profile(), NOW).id)
    finally:
        os.umask(old)
    assert store.root.stat().st_mode & 0o777 == 0o700
    assert (store.root / "trash").stat().st_mode & 0o777 == 0o700
    for path in [store.root / f"{saved.id}.toml", *(store.root / "trash").glob("*.toml")]:
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["../../etc", "CON", "😀", "محمد", "王" * 40, "a/b\\c:d", ".lock"])
def test_files_are_named_by_ids_whatever_the_name_is(store: Store, name: str) -> None:
    saved = store.save(profile(name=name), NOW)
    assert files(store.root) == [f"{saved.id}.toml"]
    assert os.listdir(store.root.parent) == ["profiles"]
    assert store.find(name)[0].id == saved.id


@pytest.mark.parametrize(
    "bad", ["", "../../etc", "0a1b2c3", "0A1B2C3D", "0a1b2c3d.", "0a1b2c3i", "0a1b2c3d\n", "/" * 8]
)
def test_only_an_id_is_ever_made_a_file_name(store: Store, bad: str) -> None:
    for act in (store.get, store.delete, store.restore):
        with pytest.raises(StoreError, match="不是方案编号"):
            act(bad)


def test_an_unknown_id_is_said(store: Store) -> None:
    for act in (store.get, store.delete, store.restore):
        with pytest.raises(StoreError, match="没有编号为 0a1b2c3d 的方案。"):
            act("0a1b2c3d")


def test_the_list_has_the_last_saved_first(store: Store) -> None:
    store.save(profile(name="早", **{"plan.scheme": "resident"}), NOW)
    store.save(profile(name="晚"), LATER)
    listed = store.entries()
    assert [(e.name, e.saved, e.scheme) for e in listed] == [
        ("晚", LATER, ""),
        ("早", NOW, "resident"),
    ]


def test_names_may_repeat_and_are_found_in_any_form(store: Store) -> None:
    ids = {store.save(profile(name="Zo\u00eb"), NOW).id for _ in range(2)}
    assert {e.id for e in store.find(" Zoe\u0308")} == ids
    one = ids.pop()
    assert [e.id for e in store.find(one)] == [one]
    assert store.find("Zo") == store.find("") == []


BROKEN = {
    "empty": "",
    "not_toml": "name = ",
    "newer": FULL.replace("schema = 1", "schema = 2"),
    "no_name": "schema = 1",
    "name_with_escape": SMALL.replace("骑手小王", "\\u001b]52;c;x\\u0007"),
    "name_is_a_number": SMALL.replace('"骑手小王"', "3"),
    "schema_is_text": SMALL.replace("schema = 1", 'schema = "1"'),
}


def test_one_broken_file_does_not_hide_the_others(store: Store) -> None:
    for number, text in enumerate(BROKEN.values()):
        put(store, f"0000000{number}", text)
    os.mkfifo(store.root / "zzzzzzzz.toml")
    (store.root / "yyyyyyyy.toml").symlink_to("/dev/zero")
    saved = store.save(profile(), NOW)
    first, *broken = store.entries()
    assert (first.id, first.broken) == (saved.id, None)
    assert len(broken) == len(BROKEN) + 2
    assert all(entry.broken and str(entry.broken).startswith(entry.id) for entry in broken)
    assert not any("\x1b" in str(entry.broken) for entry in broken)


def test_other_files_in_the_folder_are_not_ours(store: Store) -> None:
    saved = store.save(profile(), NOW)
    for name in ("notes.toml", "0a1b2c3d.txt", ".0a1b2c3d.toml", "0a1b2c3d.toml~"):
        (store.root / name).write_text(SMALL, encoding="utf-8")
    assert [entry.id for entry in store.entries()] == [saved.id]


def test_odd_program_data_do_not_get_into_the_list(store: Store) -> None:
    text = FULL.replace('saved = "2026', 'saved = "\\u001b[2J').replace(
        "revision = 3", "revision = true"
    )
    put(store, "0a1b2c3d", text)
    (entry,) = store.entries()
    assert (entry.saved, entry.broken) == ("", None)


def test_a_hand_written_file_gets_its_id_from_its_name(store: Store) -> None:
    put(store, "zzzzzzzz", FULL)
    put(store, "yyyyyyyy", SMALL)
    assert store.get("zzzzzzzz").id == "zzzzzzzz"
    saved = store.save(store.get("yyyyyyyy"), NOW)
    assert (saved.id, saved.revision) == ("yyyyyyyy", 1)


def test_a_broken_file_names_all_its_problems(store: Store) -> None:
    put(store, "0a1b2c3d", "schema = 1")
    with pytest.raises(ProfileError) as error:
        store.get("0a1b2c3d")
    assert len(error.value.problems) == 3


def test_a_profile_changed_elsewhere_is_not_overwritten(store: Store) -> None:
    mine = store.save(profile(), NOW)
    theirs = store.save(mine, LATER)
    with pytest.raises(
        ChangedError, match="已在别处改过（第 2 次保存，2026-11-24T10:00:00）"
    ) as error:
        store.save(mine, LATER)
    assert (error.value.revision, error.value.saved) == (2, LATER)
    assert store.get(mine.id) == theirs


def test_a_profile_deleted_elsewhere_is_saved_again(store: Store) -> None:
    mine = store.save(profile(), NOW)
    store.delete(mine.id)
    assert store.save(mine, LATER).revision == 2
    assert [entry.id for entry in store.entries()] == [mine.id]


@pytest.mark.parametrize("text", [FULL.replace("schema = 1", "schema = 2"), "half a fi"])
def test_a_file_that_cannot_be_read_is_not_overwritten(store: Store, text: str) -> None:
    mine = store.save(profile(), NOW)
    path = put(store, mine.id, text)
    with pytest.raises(StoreError, match="不去覆盖它"):
        store.save(mine, LATER)
    assert path.read_text(encoding="utf-8") == text
    assert files(store.root) == [path.name]


def test_deleting_moves_to_the_trash_and_restoring_brings_back(store: Store) -> None:
    saved = store.save(profile(), NOW)
    before = (store.root / f"{saved.id}.toml").read_bytes()
    store.delete(saved.id)
    assert store.entries() == []
    assert [entry.id for entry in store.trash()] == [saved.id]
    store.restore(saved.id)
    assert store.trash() == []
    assert (store.root / f"{saved.id}.toml").read_bytes() == before


def test_a_broken_file_can_be_deleted_and_restored(store: Store) -> None:
    put(store, "0a1b2c3d", "half a fi")
    store.delete("0a1b2c3d")
    assert store.trash()[0].broken
    store.restore("0a1b2c3d")
    assert store.entries()[0].broken


def test_restoring_never_overwrites(store: Store) -> None:
    saved = store.save(profile(), NOW)
    store.delete(saved.id)
    kept = store.save(saved, LATER)
    with pytest.raises(StoreError, match="已经有了"):
        store.restore(saved.id)
    assert store.get(saved.id) == kept
    assert len(store.trash()) == 1


def test_an_id_in_use_or_in_the_trash_is_not_given_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["00000000", "00000000", "11111111", "00000000", "11111111", "22222222"])
    monkeypatch.setattr("profiles.store.new_id", lambda: next(ids))
    assert store.save(profile(), NOW).id == "00000000"
    store.delete("00000000")
    assert store.save(profile(), NOW).id == "11111111"
    assert store.save(profile(), NOW).id == "22222222"


def test_the_file_is_a_profile_like_any_other(store: Store) -> None:
    saved = store.save(profile(), NOW)
    assert load_profile(store.root / f"{saved.id}.toml") == saved


def test_the_list_needs_no_pydantic(store: Store) -> None:
    store.save(profile(), NOW)
    code = (
        "import sys\nfrom pathlib import Path\nfrom profiles.store import Store\n"
        "from profiles.drafts import Drafts\nfrom profiles.locations import profiles_folder\n"
        "root = profiles_folder()\nassert Store(root).entries()\nDrafts(root).entries()\n"
        "print(*sys.modules)\n"
    )
    env = {"CANBAO_PROFILES": str(store.root), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not {"pydantic", "platformdirs", "textual"} & loaded


def test_a_hundred_profiles_are_listed_soon(store: Store) -> None:
    for number in range(100):
        put(store, f"000000{number:02d}", FULL)
    start = time.perf_counter()
    assert len(store.entries()) == 100
    assert time.perf_counter() - start < 1


def test_every_text_is_chinese(store: Store) -> None:
    with pytest.raises(StoreError) as error:
        store.get("x")
    assert not re.search("[a-wyz]", str(error.value))

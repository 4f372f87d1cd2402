"""The last five states: bit for bit, in order, along to the trash and back."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from profiles import atomic, versions
from profiles.problems import ProfileError
from profiles.store import ChangedError, Store
from profiles.troubles import StoreError
from tests.profiles.samples import FULL, NOW, SMALL, profile

ID = "0a1b2c3d"
NAME = f"{ID}.toml"
NEWER = FULL.replace("schema = 1", "schema = 2")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "profiles")


def saved(store: Store, times: int, profile_id: str = ID) -> list[bytes]:
    """Saved so often, named 1, 2, …; what each save left."""
    left, one = [], profile().stamped(id=profile_id)
    for number in range(1, times + 1):
        one = store.save(one.model_copy(update={"name": str(number)}), f"2026-11-{number:02d}")
        left.append((store.root / f"{profile_id}.toml").read_bytes())
    return left


def kept(folder: Path, profile_id: str = ID) -> list[bytes]:
    """The versions there are, the newest first."""
    return [path.read_bytes() for path in sorted(folder.glob(f"{profile_id}.toml.~*~"))]


def test_the_last_five_are_kept_bit_for_bit(store: Store) -> None:
    left = saved(store, 8)
    assert kept(store.root) == left[6:1:-1]
    listed = store.versions(ID)
    assert [v.number for v in listed] == [1, 2, 3, 4, 5]
    assert [(v.name, v.saved, v.revision) for v in listed[:2]] == [
        ("7", "2026-11-07", 7),
        ("6", "2026-11-06", 6),
    ]
    assert [entry.id for entry in store.entries()] == [ID]


def test_versions_are_for_the_owner_only(store: Store) -> None:
    saved(store, 3)
    for path in store.root.glob("*~"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_version_is_restored_as_a_save(store: Store) -> None:
    left = saved(store, 4)
    back = store.restore_version(ID, 2, NOW)
    assert (back.name, back.revision) == ("2", 5)
    assert store.get(ID) == back
    assert kept(store.root) == left[::-1]
    assert store.restore_version(ID, 1, NOW).name == "4"
    with pytest.raises(ChangedError):
        store.save(back, NOW)


@pytest.mark.parametrize("number", [0, 3, 6, -1, 10])
def test_a_version_that_is_not_there_is_said(store: Store, number: int) -> None:
    saved(store, 3)
    with pytest.raises(StoreError, match="没有这个以前的版本"):
        store.restore_version(ID, number, NOW)


def test_a_broken_version_is_named_and_not_restored(store: Store) -> None:
    saved(store, 3)
    before = (store.root / NAME).read_bytes()
    (store.root / f"{NAME}.~1~").write_bytes(b"half a fi")
    first, second = store.versions(ID)
    assert first.broken is not None
    assert second.broken is None
    with pytest.raises(ProfileError):
        store.restore_version(ID, 1, NOW)
    assert (store.root / NAME).read_bytes() == before


def test_a_damaged_file_becomes_a_version_when_one_is_restored(store: Store) -> None:
    left = saved(store, 3)
    damaged = left[2].replace(b"1985", b"1986")
    (store.root / NAME).write_bytes(damaged)
    (store.root / f"{NAME}.~1~").write_bytes(b"half a fi")
    whole = store.whole_version(ID)
    assert whole is not None
    assert whole.number == 2
    assert store.restore_version(ID, whole.number, NOW).name == "1"
    assert kept(store.root) == [damaged, b"half a fi", left[0]]


def test_somebody_who_had_the_damaged_file_open_is_told(store: Store) -> None:
    saved(store, 3)
    mine = store.get(ID)
    (store.root / NAME).write_bytes(b"half a fi")
    store.restore_version(ID, 1, NOW)
    with pytest.raises(ChangedError):
        store.save(mine, NOW)


def test_what_is_shelved_is_the_newest_version(store: Store) -> None:
    left = saved(store, 3)
    mine = store.get(ID).model_copy(update={"name": "我的"})
    store.shelve(mine, NOW)
    assert store.version(ID, 1).name == "我的"
    assert kept(store.root)[1:] == left[1::-1]
    assert (store.root / NAME).read_bytes() == left[2]


def test_a_gap_is_filled_before_the_oldest_goes(store: Store) -> None:
    left = saved(store, 6)
    (store.root / f"{NAME}.~2~").unlink()
    store.save(store.get(ID), NOW)
    assert kept(store.root) == [left[5], left[4], left[2], left[1], left[0]]


def test_killed_between_link_and_rename_nothing_is_kept_twice(store: Store) -> None:
    left = saved(store, 3)
    with atomic.locked(store.root) as folder:
        versions.push(folder, NAME)
    assert kept(store.root) == left[::-1]
    store.save(store.get(ID), NOW)
    assert kept(store.root) == left[::-1]


def test_a_disk_without_links_keeps_versions_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", no_links)
    assert kept(store.root) == [] if store.root.exists() else True
    left = saved(store, 3)
    assert kept(store.root) == left[1::-1]


@pytest.mark.parametrize("call", ["link", "rename"])
def test_a_refused_version_is_a_refused_save(
    store: Store, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = saved(store, 3)
    mine = store.get(ID)
    with monkeypatch.context() as patch:

        def refuse(*_: Any, **__: Any) -> None:
            raise OSError(errno.EIO, "")

        patch.setattr(os, call, refuse)
        with pytest.raises(StoreError, match="没有保存，原来的方案没有动：磁盘读写出错。"):
            store.save(mine, NOW)
    assert (store.root / NAME).read_bytes() == left[2]
    store.save(mine, NOW)
    assert kept(store.root) == left[::-1]


# ---- the trash


def test_versions_go_to_the_trash_and_come_back(store: Store) -> None:
    left = saved(store, 7)
    store.delete(ID)
    assert kept(store.root) == []
    assert kept(store.root / "trash") == left[5:0:-1]
    store.restore(ID)
    assert kept(store.root) == left[5:0:-1]
    assert kept(store.root / "trash") == []


def test_an_older_deleted_one_goes_with_its_versions(store: Store) -> None:
    saved(store, 6)
    store.delete(ID)
    left = saved(store, 2)
    store.delete(ID)
    assert kept(store.root / "trash") == left[:1]


def test_a_delete_that_was_interrupted_is_finished_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = saved(store, 5)
    rename, count = os.rename, 0

    def third(*args: Any, **more: Any) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(errno.EIO, "")
        rename(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", third)
        with pytest.raises(StoreError):
            store.delete(ID)
    assert store.get(ID).name == "5"
    store.delete(ID)
    assert kept(store.root / "trash") == left[3::-1]


# ---- a newer program's file


@pytest.mark.parametrize("sealed", [False, True])
def test_a_newer_file_is_rewritten_by_nobody(store: Store, sealed: bool) -> None:
    from profiles.integrity import add_sum

    saved(store, 3)
    mine = store.get(ID)
    raw = add_sum(NEWER.encode()) if sealed else NEWER.encode()
    path = store.root / NAME
    path.write_bytes(raw)
    before = kept(store.root)
    for act in (
        lambda: store.get(ID),
        lambda: store.save(mine, NOW),
        lambda: store.save(mine.stamped(revision=0), NOW),
        lambda: store.restore_version(ID, 1, NOW),
        lambda: store.restore(ID),
    ):
        with pytest.raises((StoreError, ProfileError)):
            act()
        assert path.read_bytes() == raw
    assert store.whole_version(ID) is None
    assert "更新的版本" in str(store.entries()[0].broken)
    assert kept(store.root) == before
    store.delete(ID)
    assert (store.root / "trash" / NAME).read_bytes() == raw
    store.restore(ID)
    assert path.read_bytes() == raw


def test_a_newer_version_is_not_restored(store: Store) -> None:
    saved(store, 3)
    path = store.root / f"{NAME}.~1~"
    path.write_text(NEWER, encoding="utf-8")
    whole = store.whole_version(ID)
    assert whole is not None
    assert whole.number == 2
    with pytest.raises(ProfileError, match="更新的版本"):
        store.restore_version(ID, 1, NOW)
    store.save(store.get(ID), NOW)
    assert (store.root / f"{NAME}.~2~").read_text(encoding="utf-8") == NEWER


def test_a_file_put_there_by_hand_becomes_a_version_as_it_is(store: Store) -> None:
    store.root.mkdir()
    (store.root / NAME).write_text(SMALL, encoding="utf-8")
    store.save(store.get(ID), NOW)
    assert kept(store.root) == [SMALL.encode()]
    assert store.restore_version(ID, 1, NOW).revision == 2

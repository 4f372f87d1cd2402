"""When the disk or the system refuses: the old file is whole, the reason is said, no litter."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from profiles import atomic
from profiles.problems import ProfileError
from profiles.schema import Profile
from profiles.store import SavedUnsureError, Store
from profiles.troubles import StoreError, UnsureError
from tests.profiles.samples import NOW, SMALL_ANSWERS, profile

REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EACCES: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EDQUOT: "磁盘配额用完了",
    errno.ENOTCONN: f"系统错误 {errno.ENOTCONN}",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "profiles")


def refusing(call: Callable[..., Any], number: int, nth: int = 1) -> Callable[..., Any]:
    """``call``, refused by the system at the n-th time and ever after."""
    count = 0

    def refuse(*args: object, **more: object) -> object:
        nonlocal count
        count += 1
        if count >= nth:
            raise OSError(number, os.strerror(number))
        return call(*args, **more)

    return refuse


def temps(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(atomic.TEMP)]


@pytest.mark.parametrize("number", REASONS)
@pytest.mark.parametrize("call", ["write", "rename", "fsync", "open"])
def test_a_refused_save_leaves_the_old_file_whole(
    store: Store, call: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.save(profile(), NOW)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refusing(getattr(os, call), number))
        with pytest.raises(StoreError) as error:
            store.save(old, NOW)
    assert REASONS[number] in str(error.value)
    assert "没有保存" in str(error.value)
    assert store.get(old.id) == old
    assert temps(store.root) == []


def test_a_save_refused_half_way_leaves_the_old_file_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.save(profile(), NOW)
    write = os.write
    with monkeypatch.context() as patch:
        short = refusing(lambda fd, data: write(fd, data[:10]), errno.ENOSPC, nth=3)
        patch.setattr(os, "write", short)
        with pytest.raises(StoreError, match="磁盘满了"):
            store.save(old, NOW)
    assert store.get(old.id) == old
    assert temps(store.root) == []


def test_short_writes_are_completed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:7]))
    saved = store.save(profile(), NOW)
    assert store.get(saved.id) == saved


def test_an_interrupt_leaves_the_old_file_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.save(profile(), NOW)

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.save(old, NOW)
    assert store.get(old.id) == old
    assert temps(store.root) == []


def test_a_save_the_disk_does_not_confirm_is_neither_called_saved_nor_failed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.save(profile(), NOW)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refusing(os.fsync, errno.EIO, nth=2))
        with pytest.raises(SavedUnsureError, match="已经写好，但磁盘还没有确认") as error:
            store.save(old, NOW)
    assert store.get(old.id) == error.value.profile
    assert store.save(error.value.profile, NOW).revision == 3


def test_a_delete_the_disk_does_not_confirm_is_said(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.save(profile(), NOW)
    atomic.make_folder(store.root / "trash")
    monkeypatch.setattr(os, "fsync", refusing(os.fsync, errno.EIO))
    with pytest.raises(UnsureError, match="磁盘读写出错"):
        store.delete(old.id)


def test_folders_that_cannot_be_synced_are_fine(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def no_folders(fd: int) -> None:
        if os.path.isdir(f"/dev/fd/{fd}"):
            raise OSError(errno.EINVAL, "")
        fsync(fd)

    monkeypatch.setattr(os, "fsync", no_folders)
    assert store.save(profile(), NOW).revision == 1


def test_leftovers_of_the_dead_are_cleared_at_the_next_save(store: Store) -> None:
    saved = store.save(profile(), NOW)
    (store.root / f".{saved.id}.toml.99999{atomic.TEMP}").write_bytes(b"half")
    store.save(saved, NOW)
    assert temps(store.root) == []


def test_a_lock_held_by_another_is_not_waited_for_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = store.save(profile(), NOW)
    monkeypatch.setattr(atomic, "TRIES", 2)
    with (
        atomic.locked(store.root),
        pytest.raises(StoreError, match="另一个窗口正在保存"),
    ):
        store.save(saved, NOW)
    assert store.save(saved, NOW).revision == 2


def test_a_lock_that_is_a_link_is_refused(store: Store, tmp_path: Path) -> None:
    store.root.mkdir()
    (store.root / atomic.LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="符号链接"):
        store.save(profile(), NOW)
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="没有保存"):
        Store(tmp_path / "file" / "profiles").save(profile(), NOW)
    with pytest.raises(StoreError, match="方案列表打不开：路径里有一段不是文件夹"):
        Store(tmp_path / "file").entries()


def test_what_is_too_large_to_be_read_is_not_saved(store: Store) -> None:
    old = store.save(profile(), NOW)
    large = Profile.from_answers(SMALL_ANSWERS, notes={"a": ["x" * 4000] * 20}).stamped(
        id=old.id, revision=old.revision
    )
    with pytest.raises(ProfileError, match="太大，写不下"):
        store.save(large, NOW)
    assert store.get(old.id) == old


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(store: Store) -> None:
    old = store.save(profile(), NOW)
    store.root.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="没有权限"):
            store.save(old, NOW)
    finally:
        store.root.chmod(0o700)
    assert store.get(old.id) == old


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "none", str(disk)]
    with contextlib.suppress(OSError):
        if os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0:
            yield disk
            subprocess.run(["umount", str(disk)], check=True)
            return
    pytest.skip("a small disk needs root and mount")


def test_a_full_disk_is_said_and_the_old_file_is_whole(small_disk: Path) -> None:
    store = Store(small_disk / "profiles")
    old = store.save(profile(), NOW)
    with contextlib.suppress(OSError):
        (small_disk / "filler").write_bytes(b"x" * 64 * 1024)
    with pytest.raises(StoreError, match="没有保存，原来的方案没有动：磁盘满了。"):
        store.save(old, NOW)
    assert store.get(old.id) == old
    assert temps(store.root) == []
    (small_disk / "filler").unlink()
    assert store.save(old, NOW).revision == 2

"""What is no plain file of ours is neither read nor replaced, at once, and leads nowhere."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from profiles.drafts import Drafts
from profiles.folders import check_own
from profiles.problems import ProfileError, RefusedError
from profiles.store import Store
from profiles.troubles import StoreError
from tests.profiles.samples import NOW, SMALL, SMALL_ANSWERS, profile

ID = "0a1b2c3d"
SECONDS = 0.2 * 3
"""0.2 when nothing else runs; three times that on a busy machine."""
ROOT = os.geteuid() == 0
NOBODY = 65534


def _plain(path: Path) -> None:
    path.with_name("real.toml").write_text(SMALL, encoding="utf-8")


def _link(path: Path) -> None:
    _plain(path)
    path.symlink_to("real.toml")


def _socket(path: Path) -> None:
    here = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


def _unreadable(path: Path) -> None:
    path.write_text(SMALL, encoding="utf-8")
    path.chmod(0)
    if ROOT:  # who reads everything all the same
        os.chown(path, NOBODY, NOBODY)


def _foreign(path: Path) -> None:
    path.write_text(SMALL, encoding="utf-8")
    if not ROOT:
        pytest.skip("only root can give files away")
    os.chown(path, NOBODY, NOBODY)


def _foreign_hard_link(path: Path) -> None:
    _foreign(path.with_name("theirs.toml"))
    os.link(path.with_name("theirs.toml"), path)


def _pipe_link(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


SPECIAL: dict[str, Callable[[Path], object]] = {
    "fifo": lambda path: os.mkfifo(path),
    "link_to_a_fifo": _pipe_link,
    "link_to_a_file_of_the_system": lambda path: path.symlink_to("/etc/passwd"),
    "link_to_a_profile": _link,
    "link_to_itself": lambda path: path.symlink_to(path.name),
    "link_to_nothing": lambda path: path.symlink_to("nothing"),
    "link_to_endless_zeros": lambda path: path.symlink_to("/dev/zero"),
    "link_to_the_terminal": lambda path: path.symlink_to("/dev/tty"),
    "folder": lambda path: path.mkdir(),
    "socket": _socket,
    "a_terabyte_of_nothing": _sparse,
    "unreadable": _unreadable,
    "of_somebody_else": _foreign,
    "hard_link_to_somebody_elses": _foreign_hard_link,
}


def _seen(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file as it is: inode, mode, size."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {
        str(p): (s.st_ino, s.st_mode, s.st_size) for p, s in found.items() if p.is_symlink()
    } | {
        str(p): (s.st_ino, s.st_mode, s.st_size)
        for p, s in found.items()
        if p.name not in (".lock", "trash", "drafts")
    }


@pytest.mark.parametrize("kind", SPECIAL)
def test_no_special_file_is_read_replaced_or_followed(kind: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "profiles")
    mine = store.save(profile().stamped(id=ID), NOW)
    (store.root / f"{ID}.toml").rename(store.root / f"{ID}.toml.~1~")
    SPECIAL[kind](store.root / f"{ID}.toml")
    before = _seen(tmp_path)
    slowest = 0.0
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.get(ID),
        lambda: store.save(mine, NOW),
        lambda: store.restore_version(ID, 1, NOW),
    )
    for act in acts:
        start = time.perf_counter()
        with pytest.raises((ProfileError, StoreError)):
            act()
        slowest = max(slowest, time.perf_counter() - start)
    (entry,) = store.entries()
    assert entry.broken is not None
    assert store.whole_version(ID) is None
    assert slowest < SECONDS
    assert _seen(tmp_path) == before
    store.delete(ID)
    store.restore(ID)
    assert _seen(tmp_path) == before


@pytest.mark.parametrize("kind", SPECIAL)
def test_no_special_file_is_taken_for_a_version(kind: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(store.save(profile().stamped(id=ID), NOW), NOW)
    path = tmp_path / f"{ID}.toml.~1~"
    path.unlink()
    SPECIAL[kind](path)
    (version,) = store.versions(ID)
    assert version.broken is not None
    start = time.perf_counter()
    with pytest.raises(ProfileError):
        store.restore_version(ID, 1, NOW)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("kind", SPECIAL)
def test_no_special_file_is_taken_for_a_draft(kind: str, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.root.mkdir()
    SPECIAL[kind](drafts.root / f"{ID}.toml")
    start = time.perf_counter()
    with pytest.raises(ProfileError):
        drafts.load(ID)
    assert drafts.entries()[0].broken is not None
    assert time.perf_counter() - start < SECONDS


def test_a_draft_replaces_what_is_in_its_way_and_follows_nothing(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "p")
    drafts.root.mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(b"precious")
    (drafts.root / f"{ID}.toml").symlink_to(tmp_path / "elsewhere")
    drafts.save(ID, SMALL_ANSWERS, "x")
    assert (tmp_path / "elsewhere").read_bytes() == b"precious"
    assert drafts.load(ID).step == "x"


@pytest.mark.parametrize("inner", ["drafts", "trash"])
def test_our_inner_folders_are_no_links(tmp_path: Path, inner: str) -> None:
    store = Store(tmp_path / "p")
    saved = store.save(profile(), NOW)
    (tmp_path / "elsewhere").mkdir()
    (store.root / inner).symlink_to(tmp_path / "elsewhere")
    act = {
        "trash": lambda: store.delete(saved.id),
        "drafts": lambda: Drafts(store.root).save(saved.id, SMALL_ANSWERS, "x"),
    }
    with pytest.raises(StoreError):
        act[inner]()
    assert not list((tmp_path / "elsewhere").iterdir())
    assert store.get(saved.id) == saved


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    saved = Store(tmp_path / "link").save(profile(), NOW)
    assert Store(tmp_path / "real").get(saved.id) == saved
    Drafts(tmp_path / "link").save(saved.id, SMALL_ANSWERS, "x")
    assert Drafts(tmp_path / "real").load(saved.id).step == "x"


@pytest.mark.parametrize("kind", ["fifo", "folder", "link_to_nothing", "of_somebody_else"])
def test_a_lock_that_is_no_file_of_ours_is_refused(kind: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    saved = store.save(profile(), NOW)
    (tmp_path / ".lock").unlink()
    SPECIAL[kind](tmp_path / ".lock")
    start = time.perf_counter()
    with pytest.raises(StoreError):
        store.save(saved, NOW)
    assert time.perf_counter() - start < SECONDS
    assert store.get(saved.id) == saved


@pytest.mark.parametrize(("owner", "ours"), [(os.geteuid(), True), (0, True), (NOBODY, False)])
def test_files_of_ours_and_of_root_are_read(owner: int, ours: bool, tmp_path: Path) -> None:
    found = tmp_path.joinpath("a")
    found.write_bytes(b"")
    mode, inode, device, links, _, *rest = found.stat()
    stat = os.stat_result((mode, inode, device, links, owner, *rest))
    if ours:
        check_own(stat)
    else:
        with pytest.raises(RefusedError, match="属于别的用户"):
            check_own(stat)

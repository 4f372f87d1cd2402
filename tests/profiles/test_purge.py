"""What nobody has used for long goes, with everything that is its; the rest stays."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from profiles import audit
from profiles.audit import Audit, Event
from profiles.drafts import Drafts
from profiles.store import Store
from tests.profiles.samples import NOW, SMALL, SMALL_ANSWERS, profile
from tests.tui import commands
from tests.tui.commands import Shell

OLD = "2025-01-01T10:00:00"
DAY = "2026-06-01"


def aged(folder: Path, day: str = "2025-01-01") -> None:
    """Nothing in the folder was touched since that day."""
    when = datetime.fromisoformat(f"{day}T12:00:00").astimezone().timestamp()
    for path in folder.rglob("*.toml*"):
        os.utime(path, (when, when), follow_symlinks=False)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.toml*")}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "profiles")


def test_profiles_versions_drafts_and_trash_go_together(store: Store) -> None:
    old = store.save(store.save(profile(), OLD), OLD)
    gone = store.save(store.save(profile(), OLD), OLD)
    store.delete(gone.id)
    Drafts(store.root).save("zzzzzzzz", SMALL_ANSWERS, "x")
    Drafts(store.root).save(old.id, SMALL_ANSWERS, "x")
    aged(store.root)
    kept = store.save(store.save(profile(), NOW), NOW)
    assert set(store.unused(DAY)) == {old.id, gone.id, "zzzzzzzz"}
    assert set(store.purge(DAY)) == {old.id, gone.id, "zzzzzzzz"}
    assert names(store.root) == {f"{kept.id}.toml", f"{kept.id}.toml.~1~"}
    assert store.purge(DAY) == []


def test_opening_counts_and_so_does_a_draft(store: Store) -> None:
    ids = [store.save(profile(), OLD).id for _ in range(3)]
    aged(store.root)
    store.get(ids[0])
    Drafts(store.root).save(ids[1], SMALL_ANSWERS, "x")
    assert store.purge(DAY) == [ids[2]]


def test_a_copy_brought_back_with_old_times_is_as_old_as_it_says(store: Store) -> None:
    saved = store.save(profile(), NOW)
    aged(store.root)
    assert store.purge(DAY) == []
    assert store.purge("2026-11-23") == []
    assert store.purge("2026-11-24") == [saved.id]


@pytest.mark.parametrize("text", ["schema = 2", "half a fi", SMALL])
def test_what_cannot_be_read_goes_by_its_time_and_unread(store: Store, text: str) -> None:
    store.root.mkdir()
    path = store.root / "0a1b2c3d.toml"
    path.write_text(text, encoding="utf-8")
    aged(store.root, DAY)
    assert store.purge(DAY) == []
    assert path.read_text(encoding="utf-8") == text
    aged(store.root, "2026-05-31")
    assert store.purge(DAY) == ["0a1b2c3d"]


def test_other_peoples_files_stay_and_links_are_not_followed(store: Store, tmp_path: Path) -> None:
    store.root.mkdir()
    (tmp_path / "precious.toml").write_text(SMALL, encoding="utf-8")
    (store.root / "0a1b2c3d.toml").symlink_to(tmp_path / "precious.toml")
    (store.root / "notes.toml").write_text(SMALL, encoding="utf-8")
    aged(store.root)
    assert store.purge(DAY) == ["0a1b2c3d"]
    assert {path.name for path in tmp_path.iterdir()} == {"precious.toml", "profiles"}
    assert names(store.root) == {"notes.toml"}


def test_nothing_is_created_by_purging(store: Store) -> None:
    assert store.unused(DAY) == store.purge(DAY) == []
    assert not store.root.exists()


# ---- the log


def log(folder: Path) -> list[list[str]]:
    return [row.split() for row in (folder / audit.LOG).read_text(encoding="ascii").splitlines()]


def test_the_log_has_times_events_and_ids_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path, Audit(tmp_path, lambda: NOW))
    saved = store.save(store.save(profile(name="不该出现"), NOW), NOW)
    store.get(saved.id)
    store.restore_version(saved.id, 1, NOW)
    store.delete(saved.id)
    store.restore(saved.id)
    store.purge("2027-01-01")
    assert store.root.is_dir()
    events = ["save", "save", "open", "revert", "delete", "restore"]
    assert log(tmp_path)[: len(events)] == [[NOW, event, saved.id] for event in events]
    mode = (tmp_path / audit.LOG).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_full_log_is_put_aside_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST", 1000)
    journal = Audit(tmp_path, lambda: NOW)
    for _ in range(100):
        journal.note(Event.OPEN, "0a1b2c3d")
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {audit.LOG, audit.OLD_LOG}
    assert all(0 < size <= 1000 for size in sizes.values())


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    store = Store(tmp_path / "p", Audit(tmp_path / "p", lambda: NOW))
    store.root.mkdir()
    for make in (
        lambda path: path.mkdir(),
        os.mkfifo,
        lambda path: path.symlink_to(elsewhere),
    ):
        make(store.root / audit.LOG)
        saved = store.save(profile(), NOW)
        assert store.get(saved.id) == saved
        path = store.root / audit.LOG
        path.rmdir() if path.is_dir() else path.unlink()
    assert not elsewhere.exists()


def test_only_ids_get_into_the_log(tmp_path: Path) -> None:
    Audit(tmp_path, lambda: NOW).note(Event.OPEN, "骑手小王", "a b", "0a1b2c3d\n", "0a1b2c3d")
    assert log(tmp_path) == [[NOW, "open", "0a1b2c3d"]]


# ---- the command


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


def unused_plan(sh: Shell) -> str:
    found = sh.saved()
    folder = sh.folder / "profiles"
    path = folder / f"{found}.toml"
    path.write_text(SMALL, encoding="utf-8")
    aged(folder)
    return found


def test_purge_says_first_and_does_then(sh: Shell) -> None:
    found = unused_plan(sh)
    done = sh("purge", "--days", "180", "--dry-run")
    assert (done.status, done.out) == (0, f"{found}\n会清掉 1 份\n")
    assert sh("purge", "--days", "36500").out == "清掉了 0 份\n"
    done = sh("purge", "--days", "180")
    assert (done.status, done.out) == (0, f"{found}\n清掉了 1 份\n")
    assert sh("list").out == "还没有方案\n"
    assert log(sh.folder / "profiles")[-1][1:] == ["purge", found]


def test_on_a_terminal_purge_wants_yes(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    found = unused_plan(sh)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    done = sh("purge", "--days", "180")
    assert (done.status, done.out) == (2, "")
    assert "会彻底清掉 1 份方案，不能恢复；确定就加 --yes" in done.err
    assert found in sh("purge", "--days", "180", "--yes").out


@pytest.mark.parametrize("days", ["0", "-1", "x", "1.5", "99999", "１", "\x1b[2J", ""])
def test_days_that_are_none(sh: Shell, days: str) -> None:
    done = sh("purge", f"--days={days}")
    assert (done.status, done.out) == (2, "")
    assert "1 到 36500" in done.err
    assert "\x1b" not in done.err


def test_a_folder_being_written_is_refused(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from profiles import atomic

    unused_plan(sh)
    monkeypatch.setattr(atomic, "TRIES", 2)
    with atomic.locked(sh.folder / "profiles"):
        done = sh("purge", "--days", "180")
    assert done.status == 3
    assert "另一个窗口正在保存" in done.err

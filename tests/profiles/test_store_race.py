"""Several processes, one profile: no acknowledged save is lost, whoever is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from profiles.schema import Profile
from profiles.store import ChangedError, Store
from tests.profiles.samples import NOW, profile

WRITERS = 4
SAVES = 50
SPAWN = multiprocessing.get_context("spawn")


def _add_notes(root: Path, profile_id: str, writer: int) -> None:
    """Add ``SAVES`` notes, each acknowledged; start over when somebody else was faster."""
    store, done = Store(root), 0
    while done < SAVES:
        mine = store.get(profile_id)
        notes = {**(mine.notes or {}), f"{writer}-{done}": True}
        changed = Profile.from_answers(mine.answers(), notes=notes)
        try:
            store.save(changed.stamped(id=profile_id, revision=mine.revision), NOW)
        except ChangedError:
            continue
        done += 1


def _save_for_ever(root: Path, profile_id: str, told: Connection) -> None:
    store = Store(root)
    mine = store.get(profile_id)
    while True:
        mine = store.save(mine, NOW)
        told.send(mine.revision)


def test_no_acknowledged_save_of_several_writers_is_lost(tmp_path: Path) -> None:
    saved = Store(tmp_path).save(profile(), NOW)
    writers = [
        SPAWN.Process(target=_add_notes, args=(tmp_path, saved.id, number))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    final = Store(tmp_path).get(saved.id)
    assert len(final.notes or {}) == WRITERS * SAVES
    assert final.revision == WRITERS * SAVES + 1


def test_a_killed_writer_leaves_its_last_acknowledged_save(tmp_path: Path) -> None:
    saved = Store(tmp_path).save(profile(), NOW)
    for wait in (0.0, 0.003, 0.01):
        ours, theirs = SPAWN.Pipe(duplex=False)
        writer = SPAWN.Process(target=_save_for_ever, args=(tmp_path, saved.id, theirs))
        writer.start()
        theirs.close()
        acknowledged = ours.recv()
        time.sleep(wait)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        try:
            while True:
                acknowledged = ours.recv()
        except (EOFError, OSError):
            ours.close()
        final = Store(tmp_path).get(saved.id)
        assert final.revision in (acknowledged, acknowledged + 1)
        assert Store(tmp_path).save(final, NOW).revision == final.revision + 1

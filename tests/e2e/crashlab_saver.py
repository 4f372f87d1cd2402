"""A process that has everything loaded and forks a child for each save it is told to make.

``STRATEGY FOLDER`` on standard input: the child answers its number, waits for SIGUSR1 (until a
tracer holds it), saves between two marks, and answers SAVED, UNSURE or REFUSED; then DONE.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from profiles.passphrases import Lock
from profiles.schema import Profile
from profiles.store import SavedUnsureError, Store
from profiles.toml import dump_kept, load_profile
from profiles.troubles import StoreError

ID = "0a1b2c3d"
NAME = f"{ID}.toml"
LOCK = Lock(2, b"s" * 16, b"k" * 32)
LATER = "2026-11-24T10:00:00"
BEGIN, END = "/CRASHLAB-BEGIN", "/CRASHLAB-END"
_MAY_TRACE, _ANYBODY = 0x59616D61, -1


def save_in_store(folder: Path, changed: Profile) -> None:
    """The one that is right."""
    Store(folder).save(changed, LATER)


def seal_in_store(folder: Path, changed: Profile) -> None:
    """The same, under a passphrase for the first time."""
    Store(folder).save(changed, LATER, LOCK)


def after(changed: Profile) -> bytes:
    """The file that a save of ``changed`` leaves."""
    return dump_kept(changed.stamped(revision=changed.revision + 1, saved=LATER))


def save_over(folder: Path, changed: Profile) -> None:
    """Wrong: the old file is gone before the new one is there."""
    with (folder / NAME).open("wb") as file:
        file.write(after(changed))


def save_and_rename(folder: Path, changed: Profile) -> None:
    """Wrong: the new name may reach the disk before what it stands for."""
    temp = folder / f"{NAME}.tmp"
    temp.write_bytes(after(changed))
    temp.replace(folder / NAME)


def sync_and_rename(folder: Path, changed: Profile) -> None:
    """Wrong: acknowledged before the new name is on the disk."""
    temp = folder / f"{NAME}.tmp"
    with temp.open("wb") as file:
        file.write(after(changed))
        file.flush()
        os.fsync(file.fileno())
    temp.replace(folder / NAME)


STRATEGIES: dict[str, Callable[[Path, Profile], None]] = {
    "store": save_in_store,
    "seal": seal_in_store,
    "save_over": save_over,
    "save_and_rename": save_and_rename,
    "sync_and_rename": sync_and_rename,
}


def _mark(name: str) -> None:
    with suppress(OSError):
        os.stat(name)


def _child(strategy: str, folder: Path) -> None:
    changed = load_profile(folder / NAME)
    ctypes.CDLL(None).prctl(_MAY_TRACE, ctypes.c_ulong(_ANYBODY & (2**64 - 1)), 0, 0, 0)
    os.write(1, f"{os.getpid()}\n".encode())
    signal.sigwait({signal.SIGUSR1})
    _mark(BEGIN)
    try:
        STRATEGIES[strategy](folder, changed)
        answer = b"SAVED\n"
    except SavedUnsureError:
        answer = b"UNSURE\n"
    except (StoreError, OSError):
        answer = b"REFUSED\n"
    with suppress(OSError):
        os.write(1, answer)
    _mark(END)


def main() -> None:
    """Until standard input ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    for line in sys.stdin:
        words = line.split()
        pid = os.fork()
        if pid == 0:
            try:
                _child(words[0], Path(words[1]))
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        os.write(1, b"DONE\n")


if __name__ == "__main__":
    main()

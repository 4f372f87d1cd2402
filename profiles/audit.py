"""Who did what is not kept, only that it was done: a line ``time event id`` for each event.

Appended, 0600, at most two files of ``MOST`` bytes.  No names, no figures.  A log that cannot be
written stops nobody.
"""

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from profiles.folders import check_own, opened
from profiles.ids import is_id
from profiles.problems import RefusedError

LOG = "audit.log"
OLD_LOG = "audit.log.1"
MOST = 1024 * 1024

_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Event(StrEnum):
    """What is written down."""

    OPEN = "open"
    SAVE = "save"
    DELETE = "delete"
    RESTORE = "restore"
    REVERT = "revert"
    PURGE = "purge"


class Audit:
    """The log beside the profiles in ``root``; ``now`` gives the time."""

    def __init__(self, root: Path, now: Callable[[], str]) -> None:
        self.root = Path(os.path.realpath(root))
        self.now = now

    def note(self, event: Event, *ids: str) -> None:
        """Write down that this happened to these profiles; never raises."""
        lines = [f"{self.now()} {event} {one}\n" for one in ids if is_id(one)]
        with suppress(OSError, RefusedError), opened(self.root) as folder:
            _append(folder, "".join(lines).encode("ascii", "replace"))


def _append(folder: int, data: bytes) -> None:
    fd = os.open(LOG, _APPEND, 0o600, dir_fd=folder)
    try:
        check_own(os.fstat(fd))
        if os.fstat(fd).st_size + len(data) > MOST and _rotated(folder, fd):
            _append(folder, data)
        else:
            os.write(fd, data)
    finally:
        os.close(fd)


def _rotated(folder: int, fd: int) -> bool:
    """Put the full log aside, unless somebody else does or did."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    if os.fstat(fd).st_size == 0:
        return False  # one event larger than a whole log
    if os.path.samestat(os.fstat(fd), os.stat(LOG, dir_fd=folder, follow_symlinks=False)):
        os.rename(LOG, OLD_LOG, src_dir_fd=folder, dst_dir_fd=folder)
    return True

"""Files replaced as a whole or not at all, whatever is killed, full or unplugged in between.

Lock, exclusive temporary file, write all, fsync, rename, fsync the folder.  OSError passes.
"""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from profiles.folders import check_own, close, opened
from profiles.problems import RefusedError
from profiles.troubles import NotDurableError

LOCK = ".lock"
TEMP = ".tmp"
TRIES = 200
WAIT = 0.05
"""Seconds between two tries to get the lock."""

_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


def make_folder(folder: Path) -> None:
    """Create ``folder`` (0700) and what is missing above it, durably."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    parent = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _sync_folder(parent)
    finally:
        os.close(parent)


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """The folder's descriptor while nobody else writes in it; leftovers are cleared first."""
    with opened(folder) as fd:
        lock = os.open(LOCK, _LOCK, 0o600, dir_fd=fd)
        try:
            _check_lock(lock)
            _wait_for(lock)
            _clear_temps(fd)
            yield fd
        finally:
            close(lock)


def write(
    folder: int, name: str, data: bytes, *, before: Callable[[], None] = lambda: None
) -> None:
    """Put ``data`` in the place of ``name`` (0600); the caller holds the lock of ``folder``.

    ``before`` is called when the data are on the disk, just before ``name`` is replaced.
    """
    put(folder, name, data, before=before)
    confirm(folder)


def put(folder: int, name: str, data: bytes, *, before: Callable[[], None] = lambda: None) -> None:
    """``write`` as far as it goes without the disk's confirmation of the new name."""
    temp = f".{name}.{os.getpid()}{TEMP}"
    try:
        _write_new(folder, temp, data)
        before()
        os.rename(temp, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(temp, dir_fd=folder)
        raise


def remove(folder: int, name: str) -> None:
    """Delete ``name``."""
    os.unlink(name, dir_fd=folder)
    confirm(folder)


def confirm(folder: int) -> None:
    """Wait until the disk holds the names in ``folder`` as they are; NotDurableError if not."""
    try:
        _sync_folder(folder)
    except OSError as error:
        raise NotDurableError(error.errno, error.strerror) from error


def _check_lock(lock: int) -> None:
    try:
        check_own(os.fstat(lock))
    except RefusedError:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None


def _wait_for(lock: int) -> None:
    for _ in range(TRIES):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(WAIT)
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _clear_temps(folder: int) -> None:
    # We hold the lock, so whoever wrote these is dead.
    for name in os.listdir(folder):
        if name.startswith(".") and name.endswith(TEMP):
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)


def _write_new(folder: int, name: str, data: bytes) -> None:
    fd = os.open(name, _NEW, 0o600, dir_fd=folder)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        # Some network and FUSE file systems cannot sync a folder at all: nothing to wait for.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise

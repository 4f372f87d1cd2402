"""Files replaced as a whole or not at all, whatever is killed, full or unplugged in between.

Lock, exclusive temporary file, write all, fsync, rename, fsync the folder.  OSError passes.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from profiles.troubles import NotDurableError

LOCK = ".lock"
TEMP = ".tmp"
TRIES = 200
WAIT = 0.05
"""Seconds between two tries to get the lock."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


def make_folder(folder: Path) -> None:
    """Create ``folder`` (0700) and what is missing above it, durably."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    with _opened(folder.parent) as parent:
        _sync_folder(parent)


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """The folder's descriptor while nobody else writes in it; leftovers are cleared first."""
    with _opened(folder) as fd:
        lock = os.open(
            LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600, dir_fd=fd
        )
        try:
            _wait_for(lock)
            _clear_temps(fd)
            yield fd
        finally:
            os.close(lock)


def write(folder: int, name: str, data: bytes) -> None:
    """Put ``data`` in the place of ``name`` (0600); the caller holds the lock of ``folder``."""
    temp = f".{name}.{os.getpid()}{TEMP}"
    try:
        _write_new(folder, temp, data)
        os.rename(temp, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(temp, dir_fd=folder)
        raise
    _confirm(folder)


def move(name: str, source: int, target: int) -> None:
    """Move ``name`` between two folders on the same disk."""
    os.rename(name, name, src_dir_fd=source, dst_dir_fd=target)
    _confirm(target)
    _confirm(source)


def remove(folder: int, name: str) -> None:
    """Delete ``name``."""
    os.unlink(name, dir_fd=folder)
    _confirm(folder)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    fd = os.open(folder, _FOLDER)
    try:
        yield fd
    finally:
        os.close(fd)


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


def _confirm(folder: int) -> None:
    try:
        _sync_folder(folder)
    except OSError as error:
        raise NotDurableError(error.errno, error.strerror) from error


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        # Some network and FUSE file systems cannot sync a folder at all: nothing to wait for.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise

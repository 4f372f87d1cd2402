"""The files of sealed plans: the office's secret, a lock for each name, leftovers.

``flock`` on a file opened for writing holds over NFSv4 too.  A lock file goes with its holder;
whoever waited for it notices and takes the next one.
"""

import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from profiles import atomic

SECRET = "kiosk.key"
SECRET_BYTES = 32
LOCK = ".lock"

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_MOST = 64 * 1024


def read(folder: int, name: str) -> bytes:
    """The bytes of a plain file of ours; OSError for anything else."""
    fd = os.open(name, _READ, dir_fd=folder)
    try:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST:
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        return os.read(fd, _MOST)
    finally:
        os.close(fd)


def secret(folder: int) -> bytes:
    """The office's secret, made once; whoever comes second gets what the first one made."""
    with suppress(FileNotFoundError):
        return _checked(folder)
    temp = f".{SECRET}.{secrets.token_hex(4)}{atomic.TEMP}"
    fd = os.open(temp, _NEW, 0o600, dir_fd=folder)
    try:
        os.write(fd, secrets.token_bytes(SECRET_BYTES))
        os.fsync(fd)
        with suppress(FileExistsError):  # a link, unlike a rename, never replaces
            os.link(temp, SECRET, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(fd)
        os.unlink(temp, dir_fd=folder)
    os.fsync(folder)
    return _checked(folder)


def _checked(folder: int) -> bytes:
    about = os.stat(SECRET, dir_fd=folder, follow_symlinks=False)
    ours = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid()
    if not ours or about.st_mode & 0o077 or about.st_size != SECRET_BYTES:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))
    return read(folder, SECRET)


@contextmanager
def locked(folder: int, name: str) -> Iterator[None]:
    """While nobody else touches ``name``; what a dead writer left of it is cleared first."""
    path = f".{name}{LOCK}"
    lock = _take_lock(folder, path)
    try:
        for left in os.listdir(folder):
            if left.startswith(f".{name}.") and left.endswith(atomic.TEMP):
                unlink(folder, left)
        yield
    finally:
        unlink(folder, path)
        os.close(lock)


def _take_lock(folder: int, name: str) -> int:
    for _ in range(atomic.TRIES):
        fd = os.open(name, _LOCK, 0o600, dir_fd=folder)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _still_there(folder, name, fd):
                return fd
        except BlockingIOError:
            time.sleep(atomic.WAIT)
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _still_there(folder: int, name: str, fd: int) -> bool:
    try:
        mine = os.fstat(fd)
        there = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ESTALE):  # over NFS a deleted file is stale
            return False
        raise
    return bool(mine.st_nlink) and os.path.samestat(mine, there)  # names may be cached for a second


def unlink(folder: int, name: str) -> None:
    """Delete a file that may be gone already."""
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def modified(folder: int, name: str) -> float:
    """When a file was last written, seconds since 1970; for what cannot be read any more."""
    return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime

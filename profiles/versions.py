"""The last five states of a file, ``<id>.toml.~1~`` (the newest) to ``~5~``, bit for bit.

The caller holds the lock of the folder.  Only links and renames of whole files: whatever is
killed or unplugged in between, every name stands for a file that was once saved.
"""

import errno
import os
import re
from contextlib import suppress

from profiles import atomic
from profiles.folders import exists, read_own

KEPT = 5

_VERSION = re.compile(r"(.+\.toml)\.~([1-9])~")
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


def version_name(name: str, number: int) -> str:
    """The file that holds version ``number`` of the file ``name``."""
    return f"{name}.~{number}~"


def numbers(folder: int, name: str) -> list[int]:
    """The versions there are of ``name``, the newest first."""
    found = (_VERSION.fullmatch(file) for file in os.listdir(folder))
    return sorted(int(match[2]) for match in found if match and match[1] == name)


def push(folder: int, name: str) -> None:
    """Make the present state of ``name`` version 1 and every older one a number older."""
    newest = version_name(name, 1)
    if not exists(folder, name) or _same(folder, name, newest):
        return  # nothing yet, or killed after the link: it is version 1 already
    make_room(folder, name)
    try:
        os.link(name, newest, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        atomic.put(folder, newest, read_own(folder, name))


def make_room(folder: int, name: str) -> None:
    """Leave no version 1; a gap is filled before the oldest is given up."""
    there = numbers(folder, name)
    gap = next((n for n in range(1, KEPT) if n not in there), KEPT)
    for number in range(gap, 1, -1):
        older, newer = version_name(name, number), version_name(name, number - 1)
        os.rename(newer, older, src_dir_fd=folder, dst_dir_fd=folder)


def move(name: str, source: int, target: int) -> None:
    """Move the file with its versions to another folder on the same disk, the file last.

    What was there of an older one goes.  Without a file, versions there are the first half of a
    move that was interrupted, and stay.
    """
    moved = numbers(source, name)
    if exists(target, name):
        _remove(target, [version_name(name, n) for n in numbers(target, name) if n not in moved])
    for file in [*(version_name(name, n) for n in moved), name]:
        os.rename(file, file, src_dir_fd=source, dst_dir_fd=target)
    atomic.confirm(target)
    atomic.confirm(source)


def file_of(name: str) -> str:
    """The file whose version ``name`` is; else ``name``."""
    match = _VERSION.fullmatch(name)
    return match[1] if match else name


def _remove(folder: int, files: list[str]) -> None:
    for file in files:
        with suppress(FileNotFoundError):
            os.unlink(file, dir_fd=folder)


def _same(folder: int, one: str, other: str) -> bool:
    try:
        found = [os.stat(n, dir_fd=folder, follow_symlinks=False) for n in (one, other)]
    except FileNotFoundError:
        return False
    return os.path.samestat(*found)

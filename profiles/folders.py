"""Our folders and the files in them, by descriptor, so that nothing is swapped on the way.

The rule: a file of ours is a plain file, named by an id, that belongs to us or to root.  Links,
devices, pipes and files of anybody else (hard links to them too) are neither read nor replaced.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.words import say
from profiles.ids import is_id
from profiles.problems import RefusedError, refusal
from profiles.reading import OPENING, read_stream
from profiles.troubles import said

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """The descriptor of ``folder``, which is no link."""
    fd = os.open(folder, _FOLDER)
    try:
        yield fd
    finally:
        close(fd)


def close(fd: int) -> None:
    """Let go of a descriptor: what was done with it is done, whatever this says."""
    with suppress(OSError):
        os.close(fd)


def profile_names(folder: int) -> list[str]:
    """The files named by an id, in the order of the ids."""
    names = sorted(os.listdir(folder))
    return [n for n in names if n.endswith(".toml") and is_id(n.removesuffix(".toml"))]


def read_own(folder: int, file: str, *, name: str = "") -> bytes:
    """The bytes of a file of ours, called ``name`` in messages; raises ProfileError."""
    name = name or file
    try:
        fd = os.open(file, OPENING, dir_fd=folder)
    except OSError as error:
        raise refusal(name, say("打不开：{why}", why=said(error))) from error
    try:
        check_own(os.fstat(fd))
        # A folder must not get here: it cannot be made a stream.
        with open(fd, "rb", buffering=0, closefd=False) as stream:
            return read_stream(stream, name)
    except RefusedError as error:
        raise refusal(name, error.text, say("自己的一个 TOML 文件")) from None
    finally:
        os.close(fd)


def check_own(found: os.stat_result) -> None:
    """RefusedError unless this is a plain file of ours or of root's."""
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(say("不是普通文件"))
    if found.st_uid not in (os.geteuid(), 0):
        raise RefusedError(say("文件属于别的用户"))


def exists(folder: int, name: str) -> bool:
    """Whether anything has this name in the folder, be it a broken link."""
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True

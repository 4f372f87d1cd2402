"""打开存着的方案；有口令的，在终端里问，打的字不显示。"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from core.words import say
from profiles.troubles import StoreError
from tui.words import render

if TYPE_CHECKING:
    from profiles.passphrases import Lock
    from profiles.schema import Profile
    from profiles.store import Entry

TRIES = 3


def saved_profile(entry: Entry) -> Profile:
    """这一份方案。"""
    from tui.commands.finding import store

    return store().get(entry.id, lock_of(entry))


def lock_of(entry: Entry) -> Lock | None:
    """没有口令的是 None；三次都不对、或不在终端里，就拒绝。"""
    if not entry.sealed:
        return None
    if not sys.stdin.isatty():
        raise _refused(StoreError(say("「{name}」有口令，要在终端里打开。", name=entry.name)))
    for left in range(TRIES - 1, -1, -1):
        if (lock := _tried(entry, left)) is not None:
            return lock
    raise _refused(StoreError(say("口令三次都不对，没有打开；也可能文件被人改过。")))


def _tried(entry: Entry, left: int) -> Lock | None:
    from getpass import getpass

    from profiles.passphrases import WrongPassphraseError
    from tui.commands.finding import store

    try:
        typed = getpass(render(say("「{name}」的口令：", name=entry.name)))
    except EOFError:
        raise _refused(StoreError(say("没有打口令，没有打开。"))) from None
    try:
        return store().unlock(entry.id, typed)
    except WrongPassphraseError:
        if left:
            sys.stderr.write(render(say("口令不对，还可以试 {n} 次。", n=left)) + "\n")
        return None


def _refused(error: StoreError) -> StoreError:
    """退出状态是「被拒绝」的。"""
    error.__cause__ = PermissionError(errno.EACCES, "")
    return error

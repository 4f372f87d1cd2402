"""文件：装的就是写出来的那一份，别人改不了，文件夹别人进不去。"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui.kiosk_setup.checks.finding import Finding
from tui.kiosk_setup.rendering import rendered
from tui.kiosk_setup.settings import Settings, uid_of
from tui.kiosk_setup.writing import digest
from tui.words import _


def findings(settings: Settings) -> list[Finding]:
    """启动器、公钥、文件夹。"""
    shipped = rendered(settings)
    return [
        _same(settings.launcher, shipped["kiosk-launch"], _("启动器就是写出来的那一份")),
        _same(settings.attach, shipped["kiosk-attach.py"], _("接入程序就是写出来的那一份")),
        _guarded(settings.launcher, _("启动器只有 root 改得了")),
        _guarded(settings.attach, _("接入程序只有 root 改得了")),
        _guarded(settings.keys, _("公钥文件只有 root 改得了")),
        _guarded(settings.python, _("Python 只有 root 改得了")),
        _directory(settings),
        _inside(settings),
    ]


def _same(path: str, text: str, what: str) -> Finding:
    try:
        seen = digest(Path(path).read_bytes())
    except OSError as error:
        return Finding(False, what, _why(error))
    return Finding(seen == digest(text.encode()), what, seen[:16])


def _guarded(path: str, what: str) -> Finding:
    """它和它上面的每一层都属于 root，别人写不了。"""
    real = Path(path).resolve()
    for place in (real, *real.parents):
        try:
            found = place.stat()
        except OSError as error:
            return Finding(False, what, f"{place}: {_why(error)}")
        if found.st_uid != 0 or found.st_mode & 0o022:
            return Finding(False, what, f"{place}: {stat.filemode(found.st_mode)}")
    return Finding(True, what, str(real))


def _directory(settings: Settings) -> Finding:
    what = _("方案的文件夹只有公共终端的账号进得去")
    try:
        found = os.lstat(settings.directory)
    except OSError as error:
        return Finding(False, what, _why(error))
    good = (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == uid_of(settings.user)
        and not found.st_mode & 0o077
    )
    return Finding(good, what, stat.filemode(found.st_mode))


def _inside(settings: Settings) -> Finding:
    """里面的每一份（包括算文件名的钥匙）都是这个账号的，别人读不了。"""
    what = _("方案和钥匙别人读不了")
    uid = uid_of(settings.user)
    unseen: list[OSError] = []
    for folder, _folders, names in os.walk(settings.directory, onerror=unseen.append):
        for name in names:
            found = os.lstat(os.path.join(folder, name))
            if not stat.S_ISREG(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
                return Finding(False, what, f"{name}: {stat.filemode(found.st_mode)}")
    if unseen:  # NFS 上的 root 也看不到
        return Finding(None, what, _why(unseen[0]))
    return Finding(True, what)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__

"""账号和系统服务。"""

from __future__ import annotations

import grp
import os
import pwd
import subprocess
from pathlib import Path

from tui.kiosk_setup.checks.finding import Finding
from tui.kiosk_setup.rendering import rendered
from tui.kiosk_setup.settings import Settings
from tui.words import _

UNITS = (
    "canbao-kiosk.service",
    "canbao-kiosk.slice",
    "canbao-kiosk-purge.service",
    "canbao-kiosk-purge.timer",
)
RUNNING = ("canbao-kiosk.service", "canbao-kiosk-purge.timer")
FOLDER = Path("/etc/systemd/system")


def findings(settings: Settings) -> list[Finding]:
    """账号没有别的用处。"""
    try:
        found = pwd.getpwnam(settings.user)
    except KeyError:
        return [Finding(False, _("有公共终端的账号"), settings.user)]
    groups = sorted(group.gr_name for group in grp.getgrall() if settings.user in group.gr_mem)
    return [
        Finding(found.pw_uid != 0, _("账号不是 root"), str(found.pw_uid)),
        Finding(found.pw_shell == settings.launcher, _("账号的 shell 就是启动器"), found.pw_shell),
        Finding(not groups, _("账号不在别的组里"), " ".join(groups)),
        _locked(settings.user),
        Finding(_foreign_home(found), _("账号的家里没有它写得了的东西"), found.pw_dir),
    ]


def _locked(user: str) -> Finding:
    what = _("账号没有密码可以登录")
    try:
        rows = Path("/etc/shadow").read_text("utf-8").splitlines()
    except OSError as error:
        return Finding(None, what, str(error.strerror))
    (secret,) = [row.split(":")[1] for row in rows if row.startswith(f"{user}:")] or [""]
    return Finding(secret[:1] in ("!", "*"), what)


def _foreign_home(found: pwd.struct_passwd) -> bool:
    home = Path(found.pw_dir)
    return not home.is_dir() or home.stat().st_uid != found.pw_uid


def units(settings: Settings, folder: Path = FOLDER) -> list[Finding]:
    """systemd 的单元装了没有，在不在跑。"""
    shipped = rendered(settings)
    what = _("{name} 装的就是写出来的那一份")
    return [
        *(Finding(_same(folder / n, shipped[n]), what.format(name=n)) for n in UNITS),
        *(_active(name) for name in RUNNING),
    ]


def _same(path: Path, text: str) -> bool:
    try:
        return path.read_text("utf-8") == text
    except (OSError, ValueError):
        return False


def _active(name: str) -> Finding:
    what = _("{name} 在跑").format(name=name)
    if not os.path.isdir("/run/systemd/system"):
        return Finding(None, what, _("这里没有 systemd"))
    done = subprocess.run(
        ["systemctl", "is-active", name], capture_output=True, text=True, timeout=10, check=False
    )
    return Finding(done.returncode == 0, what, done.stdout.strip())

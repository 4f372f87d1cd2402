"""写设置文件要知道的事；每个值先验过才进模板，所以模板里不需要任何引号。"""

from __future__ import annotations

import pwd
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.words import Text, say
from tui.failures import BadInputError

LAUNCHER = "/usr/local/lib/canbao/kiosk-launch"
ATTACH = "/usr/local/lib/canbao/kiosk-attach.py"
KEYS = "/etc/canbao/kiosk_authorized_keys"
SOCKET = "/run/canbao-kiosk/parent.sock"
VENV = "/opt/canbao/venv"
DIRECTORY = "/var/lib/canbao/kiosk"

SESSION_MEMORY = 300
"""一个会话最多多少 MB。"""
SESSION_TASKS = 32
"""一个会话最多多少个进程和线程。"""

_USER = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
_PATH = re.compile(r"(?:/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+")


@dataclass(frozen=True, slots=True)
class Settings:
    """一台（或几台同样的）服务器。"""

    user: str = "kiosk"
    port: int = 22
    venv: str = VENV
    directory: str = DIRECTORY
    launcher: str = LAUNCHER
    attach: str = ATTACH
    keys: str = KEYS
    socket: str = SOCKET
    sessions: int = 32
    retention_days: int = 30
    idle_warning: int = 60
    idle_end: int = 90
    keep: bool = True
    hosts_share: bool = False

    @property
    def python(self) -> str:
        """装着 canbao 的那个 Python。"""
        return f"{self.venv}/bin/python"

    def checked(self) -> Settings:
        """原样返回；有不合适的值就全部说出来。"""
        problems = [*_names(self), *_numbers(self)]
        if problems:
            raise BadInputError(*problems)
        return self


def _names(settings: Settings) -> list[Text]:
    paths = ("venv", "directory", "launcher", "attach", "keys", "socket")
    problems = [
        say("--{name}：要从 / 开始的路径，只用字母、数字和 . _ + -。", name=name)
        for name in paths
        if not plain_path(getattr(settings, name))
    ]
    if not _USER.fullmatch(settings.user) or settings.user == "root":
        problems.append(say("--user：账号只用小写字母、数字、_ 和 -，也不能是 root。"))
    if len(settings.socket) > 100:
        problems.append(say("--socket：路径太长（最多100个字符）。"))
    return problems


RANGES = {
    "port": (1, 65535),
    "sessions": (1, 500),
    "retention_days": (1, 3650),
    "idle_warning": (1, 3600),
    "idle_end": (2, 7200),
}


def _numbers(settings: Settings) -> list[Text]:
    problems = [
        say("--{name}：要 {low} 到 {high} 之间的整数。", name=_option(name), low=low, high=high)
        for name, (low, high) in RANGES.items()
        if not low <= getattr(settings, name) <= high
    ]
    if settings.idle_end <= settings.idle_warning:
        problems.append(say("--idle-end：要比 --idle-warning 大。"))
    return problems


def _option(name: str) -> str:
    return name.replace("_", "-")


def plain_path(text: str) -> bool:
    """从 / 开始，没有 .. 和别的花样。"""
    return bool(_PATH.fullmatch(text)) and ".." not in PurePosixPath(text).parts


def uid_of(user: str) -> int | None:
    """这台机器上这个账号的号码；还没有这个账号就是 None。"""
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError:
        return None

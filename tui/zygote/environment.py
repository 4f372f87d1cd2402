"""从登录那一边来的环境：只留名单里的名字，值也要是普通的字。"""

from __future__ import annotations

import re

from tui.zygote.attach import HELLO, LIMIT

NAMES = ("HOME", "PATH", "LANG", "LC_ALL", "TERM", "COLORTERM")
"""``canbao kiosk`` 认的名字里，有用的这几个。"""
USUAL = {
    "HOME": "/nonexistent",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
}
_FREE = {"TERM": re.compile(r"[A-Za-z0-9._+-]{1,32}"), "COLORTERM": re.compile("truecolor|24bit")}


def kept(packet: bytes) -> dict[str, str] | None:
    """第一个包里的环境；不是我们的包就是 None。

    只有终端的种类和颜色听那边的，其余的值我们自己定：那边填什么都一样。
    """
    if not packet.startswith(HELLO) or len(packet) > LIMIT:
        return None
    items = packet[len(HELLO) :].decode("utf-8", "replace").split("\0")
    given = {name: value for name, _, value in (item.partition("=") for item in items)}
    chosen = {
        name: given[name]
        for name, shape in _FREE.items()
        if name in given and shape.fullmatch(given[name])
    }
    return {name: value for name, value in (USUAL | chosen).items() if name in NAMES}

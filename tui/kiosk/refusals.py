"""自助机肯不肯启动。环境里只许有名单上的名字，值也要合规矩；不装载 textual。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TextIO

from core.words import Text, say
from profiles.problems import visible

_PATH = r"/[\w./+@-]*"
_LOCALE = re.compile(r"[A-Za-z0-9_.@-]{1,40}")
ALLOWED = {
    "HOME": re.compile(_PATH),
    "PATH": re.compile(rf"{_PATH}(:{_PATH})*"),
    "LANG": _LOCALE,
    "LC_ALL": _LOCALE,
    "LC_CTYPE": _LOCALE,  # Python 自己会加上（PEP 538）
    "TERM": re.compile(r"[A-Za-z0-9._+-]{1,40}"),
    "COLORTERM": re.compile(r"[A-Za-z0-9-]{1,20}"),
    "SHLVL": re.compile(r"[0-9]{1,4}"),
    "PWD": re.compile(_PATH),
    "_": re.compile(_PATH),
    "TEXTUAL_DISABLE_KITTY_KEY": re.compile("1"),  # 我们自己设的，见 tui/__init__.py
}
"""别的名字（TEXTUAL_*、PYTHON*、LD_* ……）都可能开一扇门，一个也不许有。"""

NO_SCREEN = {"", "dumb", "unknown"}


def refusal(env: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> Text | None:
    """不肯启动的缘由，一句话；没有就是 None。"""
    if not (stdin.isatty() and stdout.isatty()):
        return say("这里不是终端，自助机不启动。")
    return _environment(env) or _terminal(env, stdout.encoding) or _driver()


def _environment(env: Mapping[str, str]) -> Text | None:
    strange = sorted(set(env) - set(ALLOWED))
    if strange:
        names = "、".join(visible(name)[:40] for name in strange[:5])
        return say("环境里有不许有的变量（{names}），自助机不启动；请用启动脚本。", names=names)
    for name, value in env.items():
        if not ALLOWED[name].fullmatch(value):
            return say("环境变量 {name} 的值不合规矩，自助机不启动；请用启动脚本。", name=name)
    return None


def _terminal(env: Mapping[str, str], encoding: str) -> Text | None:
    if env.get("TERM", "") in NO_SCREEN:
        return say("这种终端（TERM）显示不了画面，自助机不启动。")
    if encoding.lower().replace("-", "") != "utf8":
        return say("终端的编码不是 UTF-8，自助机不启动。")
    return None


def _driver() -> Text | None:
    """加固的终端驱动用不了，就宁可不开。"""
    try:
        from tui.driver import driver_class
    except ImportError:
        return _NO_DRIVER
    return None if driver_class() is not None else _NO_DRIVER


_NO_DRIVER = say("装着的 Textual 和加固的终端驱动对不上，自助机不启动。")

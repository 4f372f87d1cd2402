"""程序自己出错：一句话、一个代码；不给人看调用栈，也不留下他填的任何东西。"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from tui.words import _

STATUS = 70
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_OURS = ("core", "profiles", "tui")
_ROOT = Path(__file__).parent.parent
_FULL = 256 * 1024
"""记录到这么大就不再记。"""

Report = Callable[[BaseException], None]


def report(error: BaseException, *, kept: bool) -> str:
    """记一行，返回对人说的话。"""
    code = "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(5))
    with suppress(Exception):
        _log(f"{code} {_what(error)}")
    if kept:
        text = _(
            "程序出错，已停下；填过的都存好了，再打开就能接着填。请把代码 {code} 告诉维护人员。"
        )
    else:
        text = _("程序出错，已停下；最后填的可能没有存上。请把代码 {code} 告诉维护人员。")
    return text.format(code=code)


def watch_threads(tell: Report) -> None:
    """别的线程里没人接的错，也算程序出错；析构里的就不提了。"""
    threading.excepthook = lambda args: tell(args.exc_value or RuntimeError())
    sys.unraisablehook = lambda _unraisable: None


def last_resort(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    """``sys.excepthook``：界面之外、哪里都没接住的。"""
    with suppress(Exception):
        sys.stderr.write(report(error, kept=False) + "\n")
    os._exit(STATUS)


def _what(error: BaseException) -> str:
    """错的类名，和我们自己的代码里经过的地方；没有一个值。"""
    places = [
        f"{Path(frame.f_code.co_filename).relative_to(_ROOT)}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if _ours(frame.f_code.co_filename)
    ]
    return " ".join([type(error).__name__, *places[-12:]])


def _ours(name: str) -> bool:
    path = Path(name)
    return path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS


def log_file(env: Mapping[str, str] = os.environ) -> Path:
    """``$XDG_STATE_HOME/canbao/crash.log``。"""
    state = env.get("XDG_STATE_HOME", "")
    folder = Path(state) if os.path.isabs(state) else Path.home() / ".local" / "state"
    return folder / "canbao" / "crash.log"


def _log(text: str) -> None:
    path = log_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    fd = os.open(path, flags, 0o600)
    try:
        if os.fstat(fd).st_size < _FULL:
            stamp = datetime.now().astimezone().isoformat(timespec="seconds")
            os.write(fd, f"{stamp} {text}\n".encode())
    finally:
        os.close(fd)

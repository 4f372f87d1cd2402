"""分出来的那一个进程：接过终端，交出权限，跑一次公共终端，然后消失。"""

from __future__ import annotations

import os
import pwd
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

from tui.zygote.privileges import drop

Application = Callable[[], int]
_USUAL = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGTERM,
    signal.SIGQUIT,
    signal.SIGPIPE,
    signal.SIGCHLD,
)


def run(
    terminal: Sequence[int],
    environment: Mapping[str, str],
    user: pwd.struct_passwd,
    parent: int,
    application: Application,
) -> None:
    """不返回。怎么出错都只留下一个退出状态。"""
    status = 70
    try:
        for number in _USUAL:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        _take(terminal)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir("/")
        os.umask(0o077)
        drop(user, parent)
        status = _code(application)
    finally:
        os._exit(status & 255)


def _take(terminal: Sequence[int]) -> None:
    """终端成为 0、1、2；Python 的三个流也重新打开，它们记得的还是父进程的。"""
    for target, source in enumerate(terminal):
        os.dup2(source, target)
    for source in terminal:
        if source > 2:
            os.close(source)
    for fd, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = os.fdopen(fd, mode, encoding="utf-8", errors="replace", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _code(application: Application) -> int:
    try:
        return application()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except BaseException:
        return 70  # 不印调用栈：里面有这个人的数据
    finally:
        _flush()


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue

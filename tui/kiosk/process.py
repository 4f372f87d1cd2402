"""把自己的进程关严：别的进程读不到内存，没有核心转储，停不下来，出错不往外印。"""

from __future__ import annotations

import ctypes
import logging
import os
import resource
import signal
import sys

from tui import crash, signals

_PR_SET_DUMPABLE = 4
_DEAF = (*signals.DEAF, signal.SIGINT, signal.SIGTTIN, signal.SIGTTOU)


def lock_down() -> None:
    """在有人按第一个键之前叫它。"""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.umask(0o077)
    for number in _DEAF:
        signal.signal(number, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    # 调用栈里有这个人的数据，哪里也不印；界面起来以后由它接着管。
    sys.excepthook = crash.last_resort
    crash.watch_threads(lambda error: crash.last_resort(type(error), error, None))

"""怎样结束都一样：存好、复原终端、退出。事件循环卡住了也行，从哪个线程叫都行。

普通的 ``signal.signal`` 处理函数在主线程里、两条字节码之间运行，不等事件循环。线断了（读到头、
写不出）由发现的线程给主线程一个 SIGUSR1；终端停住不收，SIGALRM 会响。
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tui import crash

LOST = 75
"""线断了：sysexits 的 EX_TEMPFAIL。"""
PATIENCE = 3.0
"""存和复原一共至多这么久。"""
ENDS = {
    signal.SIGHUP: 129,
    signal.SIGTERM: 143,
    signal.SIGALRM: LOST,
    signal.SIGUSR1: LOST,
}
DEAF = (signal.SIGTSTP, signal.SIGQUIT)


class Ending:
    """``keep`` 存（返回没存上的原因），``restore`` 复原终端。"""

    def __init__(self, keep: Callable[[], str], restore: Callable[[], None]) -> None:
        self._keep, self._restore = keep, restore
        self._before: dict[int, Any] = {}
        self._asked: tuple[int, BaseException | None] | None = None
        self._begun = False

    @property
    def ready(self) -> bool:
        """装上了没有。"""
        return bool(self._before)

    def install(self) -> None:
        """装上处理函数。父进程叫我们不理会挂断（nohup）的，照办：读到头也会结束。"""
        for number in (*ENDS, *DEAF, signal.SIGCONT):
            self._before[number] = signal.getsignal(number)
        for number in ENDS:
            if number != signal.SIGHUP or self._before[number] != signal.SIG_IGN:
                signal.signal(number, self._signalled)
        for number in DEAF:
            signal.signal(number, signal.SIG_IGN)
        # 停过又接着走：终端上的字可能乱了，当作窗口变了大小。
        signal.signal(signal.SIGCONT, lambda *_: signal.raise_signal(signal.SIGWINCH))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*ENDS, signal.SIGCONT})

    def uninstall(self) -> None:
        """装回原来的。"""
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            with suppress(TypeError):  # 不是 Python 装的
                signal.signal(number, handler)
        self._before.clear()

    def ask(self, status: int, error: BaseException | None = None) -> None:
        """从任何线程：请主线程结束。"""
        if self._asked is None and self.ready:
            self._asked = (status, error)
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    def crash(self, error: BaseException) -> None:
        """程序出错了。"""
        if threading.current_thread() is threading.main_thread():
            self._end(crash.STATUS, error)
        else:
            self.ask(crash.STATUS, error)

    def _signalled(self, number: int, _frame: object) -> None:
        status, error = self._asked or (ENDS[signal.Signals(number)], None)
        self._end(status, error)

    def _end(self, status: int, error: BaseException | None) -> None:
        if self._begun:
            return
        self._begun = True
        try:
            for number in (signal.SIGHUP, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            self._limit(status)
            said = self._said(error)
            self._limit(status)
            with suppress(Exception):
                self._restore()
            _say(said)
        finally:
            os._exit(status)

    def _limit(self, status: int) -> None:
        signal.signal(signal.SIGALRM, lambda *_: os._exit(status))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def _said(self, error: BaseException | None) -> str:
        try:
            trouble = self._keep()
        except Exception as another:
            trouble, error = "?", error or another
        return crash.report(error, kept=not trouble) if error is not None else ""


def _say(text: str) -> None:
    """直接写到标准错误：sys.stderr 这时是 Textual 的。"""
    stream = sys.__stderr__
    if text and stream is not None:
        with suppress(OSError, ValueError):
            os.write(stream.fileno(), f"{text}\n".encode(stream.encoding or "utf-8", "replace"))

"""往终端写：自己的线程，从不拖住界面；终端不收了就说一声，最后一段保证是复原。"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

WAITING = 30
"""终端收得慢时，至多排这么多帧；再多就不要了，等它收完重画一次。"""
CHUNK = 4096
STALL = 20.0
"""终端这么久一个字节也不收：算线断了。"""


class Outlet(Thread):
    """顶替 Textual 的 WriterThread。停住多久由 SIGALRM 量：事件循环卡住时也响。"""

    def __init__(
        self, fd: int, encoding: str, lost: Callable[[], None], caught_up: Callable[[], None]
    ) -> None:
        super().__init__(daemon=True, name="canbao-output")
        self._fd, self._encoding = fd, encoding
        self._lost, self._caught_up = lost, caught_up
        # SimpleQueue、裸锁：信号处理函数打断谁都不会锁死。
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._pen = Lock()
        self._hushed = False
        self._behind = False

    def write(self, text: str) -> None:
        """排上一帧，立刻返回。"""
        if self._queue.qsize() >= WAITING:
            self._behind = True
        elif not self._hushed:
            self._queue.put(text)

    def flush(self) -> None:
        """写了就是写了。"""

    def run(self) -> None:
        """一帧一帧地写，直到 None。"""
        while (text := self._queue.get()) is not None:
            with self._pen:
                if not self._hushed:
                    self._send(text)
            if self._behind and self._queue.empty():
                self._behind = False
                self._caught_up()

    def last(self, text: str, patience: float = 1.0) -> None:
        """不再画了：排着的都不要，只写这一段。"""
        if self._hushed:
            return
        self._hushed = True
        if self._pen.acquire(timeout=patience):
            self._send(text)
            self._pen.release()
        self._queue.put(None)

    def stop(self) -> bool:
        """停下线程；写到一半停不下来就是 False。"""
        self._hushed = True
        self._queue.put(None)
        self.join(1)
        if not self.is_alive():
            signal.setitimer(signal.ITIMER_REAL, 0)
        return not self.is_alive()

    def _send(self, text: str) -> None:
        data = memoryview(text.encode(self._encoding, "replace"))
        try:
            while data:
                self._watch(STALL)
                data = data[os.write(self._fd, data[:CHUNK]) :]
        except OSError:
            self._hushed = True
            self._lost()
        finally:
            self._watch(0)

    def _watch(self, seconds: float) -> None:
        if not self._hushed:  # 最后一段由叫的人限时
            signal.setitimer(signal.ITIMER_REAL, seconds)

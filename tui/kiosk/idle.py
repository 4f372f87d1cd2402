"""没有人按键：先提醒，再结束。只有一个睡着的闹钟，提醒出来以后才一秒响一次。"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Protocol


class Alarm(Protocol):
    """``loop.call_later`` 给的那种。"""

    def cancel(self) -> None: ...


class Idle:
    """``warn`` 收到还剩几秒；``calm`` 是有人回来了；``end`` 是该结束了。"""

    def __init__(
        self,
        warning: float,
        end_after: float,
        *,
        later: Callable[[float, Callable[[], None]], Alarm],
        clock: Callable[[], float],
        warn: Callable[[int], None],
        calm: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        self.warning, self.end_after = warning, end_after
        self.warned = False
        self._later, self._clock = later, clock
        self._warn, self._calm, self._end = warn, calm, end
        self._last = clock()
        self._alarm = later(warning, self._due)

    def touched(self) -> bool:
        """有人按了键；返回 True：那个键只是用来收起提醒的。"""
        self._last = self._clock()
        warned, self.warned = self.warned, False
        if warned:
            self._alarm.cancel()
            self._alarm = self._later(self.warning, self._due)
            self._calm()
        return warned

    def stop(self) -> None:
        """不再管了。"""
        self._alarm.cancel()

    def _due(self) -> None:
        quiet = self._clock() - self._last
        left = self.end_after - quiet
        if quiet < self.warning:  # 睡着的时候有人按过键：接着睡
            self._alarm = self._later(self.warning - quiet, self._due)
        elif left > 0:
            self.warned = True
            self._warn(math.ceil(left))
            self._alarm = self._later(min(1.0, left), self._due)
        else:
            self._end()


class Backstop:
    """事件循环自己卡住了（例如终端不收字）也有个头：另一根线，到时候就 ``act``。"""

    def __init__(
        self, limit: float, act: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._act, self._clock = limit, act, clock
        self._last = clock()
        self._stopped = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def touched(self) -> None:
        """有人按了键。"""
        self._last = self._clock()

    def stop(self) -> None:
        """不再管了。"""
        self._stopped.set()

    def _watch(self) -> None:
        while (left := self._last + self._limit - self._clock()) > 0:
            if self._stopped.wait(left):
                return
        self._act()

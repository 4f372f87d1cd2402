"""叫醒睡着的线程的铃。"""

from __future__ import annotations

import os


class Waker:
    """顶替 exit_event：设上它的同时，叫醒睡着的输入线程。"""

    def __init__(self) -> None:
        self.pipe, self._push = os.pipe()
        self._set = False

    def is_set(self) -> bool:
        """要停了吗。"""
        return self._set

    def set(self) -> None:
        """要停了；叫醒。"""
        if not self._set:
            self._set = True
            os.write(self._push, b"!")

    def clear(self) -> None:
        """重新开始。"""
        if self._set:
            self._set = False
            os.read(self.pipe, 1)

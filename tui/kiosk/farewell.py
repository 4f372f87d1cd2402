"""最后送给终端的字节：离开备用屏幕，模式复原，擦掉屏幕和回滚。"""

from __future__ import annotations

import os
import select
from contextlib import suppress

WIPE = b"\x1b[?1049l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\x1b[H\x1b[2J\x1b[3J"
"""先离开备用屏幕，再擦：``3J`` 擦的是回滚。"""
PATIENCE = 1.0
"""终端不肯收的时候最多等几秒。"""


def wipe(words: str = "") -> None:
    """擦干净；``words`` 是留在空屏上的一句话。"""
    with suppress(OSError, ValueError):
        if select.select([], [1], [], PATIENCE)[1]:
            os.write(1, WIPE + words.encode())

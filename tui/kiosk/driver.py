"""加固的驱动，再加一条：不管怎么结束，终端复原之后擦掉屏幕和回滚。"""

from __future__ import annotations

from tui.driver import QuietDriver
from tui.kiosk import farewell


class KioskDriver(QuietDriver):
    """``restore`` 是每一种结束（信号、断线、出错、正常）都要走的路。"""

    def restore(self) -> None:
        super().restore()
        farewell.wipe()

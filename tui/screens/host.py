"""画布的主人：没有 Textual 的按键、调色板、鼠标和英文提示的 App。"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from threading import Event
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from tui.theme import Theme, choose
from tui.widgets.frame import Painter


class CanvasApp(App[int], inherit_bindings=False):
    """子类给出 ``get_default_screen()``：第一屏直接就是它，不先画一屏空白。"""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""

    def __init__(self, look: Theme | None = None) -> None:
        # Textual 会把 NO_COLOR 从环境里拿走，所以先选样子。
        self.look = look or choose(os.environ)
        self.ready_for_keys = Event()
        self._painter = Painter()
        self._sized = False
        super().__init__(driver_class=_driver(), ansi_color=True)
        self.animation_level = "none"

    def on_mount(self) -> None:
        """挂断和终止也是「终端关了」；没有这个，进程当场就没了。"""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            with suppress(AttributeError, NotImplementedError):  # Windows
                loop.add_signal_handler(getattr(signal, name), self.terminal_gone)

    def show(self, screen: Screen[Any]) -> None:
        """换一屏。Textual 换不掉第一屏（它没有回信的地方），就盖住它。"""
        covered = len(self.screen_stack) > 1
        unattended(self.switch_screen(screen) if covered else self.push_screen(screen))

    def action_leave(self) -> None:
        """Ctrl+Q。子类可以先问一句。"""
        self.exit(0)

    async def action_quit(self) -> None:
        """Textual 自己想退出时，也走我们的门。"""
        await self.run_action("leave")

    def terminal_gone(self) -> None:
        """终端关了（在事件循环里调用）。子类可以先存草稿。"""
        self.exit(75, return_code=75)

    def on_resize(self) -> None:
        """窗口变过大小（哪怕又变回来）：终端上的字可能乱了，全部重画。"""
        if self._sized:
            self._painter.forget()
            self.screen.refresh()
        self._sized = True  # 第一次是开机时报的大小，不算

    def copy_to_clipboard(self, text: str) -> None:
        """不往剪贴板里写任何东西：公用电脑上那是泄露。"""

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, self._painter.lean(renderable))

    def _set_pointer_shape(self, shape: str) -> None:
        """不用鼠标，也就不必告诉终端指针的样子。"""


def _driver() -> type[Driver] | None:
    try:
        from tui.driver import driver_class
    except ImportError:  # 不是 Unix，或 Textual 搬走了内部的模块：用它自己的驱动
        return None
    return driver_class()


def unattended(work: object) -> None:
    """Take what Textual returns to be awaited: it finishes by itself, nobody waits here."""

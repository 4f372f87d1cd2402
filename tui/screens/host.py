"""画布的主人：没有 Textual 的按键、调色板、鼠标和英文提示的 App。"""

from __future__ import annotations

import os
from threading import Event
from typing import Any

from textual.app import App

from tui.driver import driver_class
from tui.theme import Theme, choose
from tui.widgets.frame import lean


class CanvasApp(App[int], inherit_bindings=False):
    """子类给出 ``get_default_screen()``：第一屏直接就是它，不先画一屏空白。"""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""

    def __init__(self, look: Theme | None = None) -> None:
        # Textual 会把 NO_COLOR 从环境里拿走，所以先选样子。
        self.look = look or choose(os.environ)
        self.ready_for_keys = Event()
        super().__init__(driver_class=driver_class(), ansi_color=True)
        self.animation_level = "none"

    def action_leave(self) -> None:
        """Ctrl+Q。子类可以先问一句。"""
        self.exit(0)

    async def action_quit(self) -> None:
        """Textual 自己想退出时，也走我们的门。"""
        await self.run_action("leave")

    def terminal_gone(self) -> None:
        """终端关了（在事件循环里调用）。子类可以先存草稿。"""
        self.exit(75, return_code=75)

    def copy_to_clipboard(self, text: str) -> None:
        """不往剪贴板里写任何东西：公用电脑上那是泄露。"""

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, lean(renderable))

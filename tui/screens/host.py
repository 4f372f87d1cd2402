"""画布的主人：没有 Textual 的按键、调色板、鼠标和英文提示的 App。"""

from __future__ import annotations

import asyncio
import os
import sys
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from tui import crash
from tui.theme import Theme, choose
from tui.widgets.frame import Painter
from tui.words import _

if TYPE_CHECKING:
    from tui.signals import Ending

NEEDED = "8.2.8"
"""核对过内部名字的 Textual。"""


class CanvasApp(App[int], inherit_bindings=False):
    """子类给出 ``get_default_screen()``：第一屏直接就是它，不先画一屏空白。"""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""

    def __init__(self, look: Theme | None = None, *, strict: bool = False) -> None:
        # Textual 会把 NO_COLOR 从环境里拿走，所以先选样子。
        self.look = look or choose(os.environ)
        self.ready_for_keys = Event()
        self._painter = Painter()
        self._sized = False
        self._report = ""
        super().__init__(driver_class=_driver(strict=strict), ansi_color=True)
        self.animation_level = "none"

    def on_mount(self) -> None:
        """任务、计时器、别的线程里没人接的错，也是程序出错。"""
        if not self.is_headless:
            asyncio.get_running_loop().set_exception_handler(self._stray)
            crash.watch_threads(self._crash)

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

    def last_words(self) -> str:
        """马上要结束（信号、断线、出错）：存下能存的，返回没存上的原因。可能打断任何一步。"""
        return ""

    def on_resize(self) -> None:
        """窗口变过大小（哪怕又变回来）：终端上的字可能乱了，全部重画。"""
        if self._sized:
            self._painter.forget()
            self.screen.refresh()
        self._sized = True  # 第一次是开机时报的大小，不算

    def copy_to_clipboard(self, text: str) -> None:
        """不往剪贴板里写任何东西：公用电脑上那是泄露。"""

    # ---- 程序出错：不给人看调用栈

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self._return_code = crash.STATUS
        self._crash(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:  # noqa: ARG002
        """Textual 想显示出错的细节；我们不显示。"""
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._report:
            sys.stderr.write(self._report + "\n")
            self._report = ""

    @property
    def ending(self) -> Ending | None:
        """我们的驱动怎样结束；测试和别的驱动里没有。"""
        return getattr(self._driver, "ending", None)

    def _crash(self, error: BaseException) -> None:
        if self.ending is not None and self.ending.ready:
            self.ending.crash(error)
        elif not self.is_headless and not self._report:
            self._report = crash.report(error, kept=not self.last_words())

    def _stray(self, _loop: object, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            self._handle_exception(error)

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, self._painter.lean(renderable))

    def _set_pointer_shape(self, shape: str) -> None:
        """不用鼠标，也就不必告诉终端指针的样子。"""


def _driver(*, strict: bool) -> type[Driver] | None:
    """我们的驱动；Textual 的内部变了就说一句、用它自己的，``strict`` 时不开。"""
    try:
        from tui.driver import driver_class

        driver = driver_class()
    except ImportError:
        driver = None
    if driver is None and os.name == "posix":
        text = _("这里的 Textual 和界面合不上，请装 {version}。").format(version=NEEDED)
        if strict:
            raise SystemExit(text)
        sys.stderr.write(text + "\n")
    return driver


def unattended(work: object) -> None:
    """Take what Textual returns to be awaited: it finishes by itself, nobody waits here."""

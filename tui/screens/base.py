"""每一屏的底子：``draw`` 画，``handle`` 收键；一键一帧，没有布局。"""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen, ScreenResultType

from tui.lines import Line, line
from tui.screens.host import CanvasApp
from tui.theme import Theme, choose
from tui.widgets.canvas import Canvas
from tui.words import _

MIN_WIDTH, MIN_HEIGHT = 40, 10
ENTER = ("enter", "\r")


class CanvasScreen(Screen[ScreenResultType], inherit_bindings=False):
    """子类写 ``draw`` 和 ``handle``；要键入文字的再写 ``paste``。"""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    # 画布盖住整屏，Textual 不必再算这一屏自己的样子。
    BLANK = True
    DEFAULT_CSS = "CanvasScreen { overflow: hidden; layout: vertical; }"

    def __init__(self) -> None:
        super().__init__()
        self._canvas: Canvas | None = None
        self._behind = False

    # ---- 子类写的

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """画一屏：只看自己的状态，不改任何东西。"""
        raise NotImplementedError

    def handle(self, key: str, character: str | None) -> bool:
        """收一个键（Textual 的键名，和它打出的字）；返回 True 表示要重画。"""
        raise NotImplementedError

    def paste(self, text: str) -> bool:  # noqa: ARG002
        """收粘贴的文字；返回 True 表示要重画。"""
        return False

    # ---- 底子

    @property
    def canvas(self) -> Canvas:
        """这一屏的画布。"""
        if self._canvas is None:
            self._canvas = Canvas(self._look(), self.picture)
        return self._canvas

    def compose(self) -> ComposeResult:
        """只有一块画布。"""
        yield self.canvas

    def picture(self, width: int, height: int) -> Sequence[Line]:
        """``draw``，但窗口太小的时候只有一句话。"""
        if width < MIN_WIDTH or height < MIN_HEIGHT:
            return [line(_("窗口太小，请放大")).crop(width)]
        return self.draw(width, height)

    def redraw(self) -> None:
        """状态变了就叫它；没变的格子不会重画。"""
        width, height = self.canvas.size
        if width and height:
            self.canvas.show(self.picture(width, height))

    def _redraw_after_waiting_keys(self) -> None:
        # 一口气来的键都收完了才画一次：线再慢、手再快，也不会越积越多。
        if not self.message_queue_size:
            self.redraw()
        elif not self._behind:
            self._behind = True
            self.call_later(self._catch_up)

    def _catch_up(self) -> None:
        self._behind = False
        self.redraw()

    def restyle(self) -> None:
        """换了 ``app.look`` 之后叫它。"""
        self.canvas.wear(self._look())

    async def on_key(self, event: events.Key) -> None:
        """所有的键都到这里为止：Textual 的焦点、复制、退出都不会发生。"""
        event.stop()
        event.prevent_default()
        current = self.app.screen
        # 一口气打来的键，前一个已经关掉了这一屏：后面的归现在这一屏。
        if current is not self and isinstance(current, CanvasScreen):
            await current.on_key(event)
        elif event.key == "ctrl+q":
            await self.run_action("app.leave")
        # 画面出来之前按的回车，终端已经换成了换行。
        elif self.handle(*ENTER if event.key == "ctrl+j" else (event.key, event.character)):
            self._redraw_after_waiting_keys()

    def on_paste(self, event: events.Paste) -> None:
        """粘贴。"""
        event.stop()
        event.prevent_default()
        if self.paste(event.text):
            self.redraw()

    def on_mount(self) -> None:
        """第一帧画好以后，才开始收键。"""
        if isinstance(self.app, CanvasApp):
            self.call_after_refresh(self.app.ready_for_keys.set)

    def on_screen_resume(self) -> None:
        """从别的屏回来：别人可能改了我们要显示的东西。"""
        self.redraw()

    def _look(self) -> Theme:
        return self.app.look if isinstance(self.app, CanvasApp) else choose(os.environ)

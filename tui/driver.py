"""安静的终端驱动：没有输入就睡着；第一屏画好之前按的键不丢；坏字节不会弄垮程序。

只放行按键和粘贴。鼠标、窗口报告都可以被「打」进来，我们一样也不用。
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable
from threading import Event
from typing import TYPE_CHECKING, Any

from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.waker import Waker

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message


class QuietDriver(LinuxDriver):
    """Textual 的 Linux 驱动，没有每秒十次的空转。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mouse = False
        self.exit_event: Any = Waker()
        self._first_screen: Event = getattr(self._app, "ready_for_keys", Event())

    def run_input_thread(self) -> None:
        """输入线程：等第一屏，然后读到终端关了或者该停了为止。"""
        self._first_screen.wait(5)  # 这之前按的键，内核替我们留着
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.pipe, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                parser = self._turn(selector, parser, decode)

    def disable_input(self) -> None:
        """停下输入；线程要是还在等第一屏，先放它走。"""
        self._first_screen.set()
        super().disable_input()

    def _request_terminal_sync_mode_support(self) -> None:
        """不问：一帧只有几百字节、一次写完，不需要同步模式的两次额外的写。"""

    def _query_in_band_window_resize(self) -> None:
        """不问：窗口大小听 SIGWINCH 的。"""

    def process_message(self, message: Any) -> None:
        """只放行按键和粘贴。"""
        if isinstance(message, events.Key | events.Paste):
            super().process_message(message)

    def _turn(self, selector: Any, parser: XTermParser, decode: Any) -> XTermParser:
        due = parser._timeout_time  # 一个 Esc 是不是方向键的开头，要等一等才知道
        ready = selector.select(None if due is None else max(0.0, due - get_time()))
        text = decode(self._read()) if any(key.fd == self.fileno for key, _ in ready) else ""
        try:
            self._send(parser.feed(text) if text else ())  # 空串在它那里是「到头了」
            self._send(parser.tick())
        except Exception:  # 造出来的按键序列能让解析器出错：丢掉那一段，从头来
            return XTermParser(self._debug)
        return parser

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _read(self) -> bytes:
        try:
            data = os.read(self.fileno, 4096)
        except OSError:
            data = b""
        if not data:  # 终端没了：不空转，告诉程序
            self.exit_event.set()
            self._loop.call_soon_threadsafe(getattr(self._app, "terminal_gone", self._app.exit))
        return data


def usable() -> bool:
    """我们用到的 Textual 内部名字都在不在。"""
    driver = ("run_input_thread", "disable_input", "process_message", "_run_input_thread")
    parser = XTermParser(False)
    return all(hasattr(LinuxDriver, name) for name in driver) and all(
        hasattr(parser, name) for name in ("feed", "tick", "_timeout_time")
    )


def driver_class() -> type[Driver] | None:
    """给 ``App(driver_class=…)``：我们的；内部名字变了就用 Textual 自己的（None）。"""
    return QuietDriver if usable() else None

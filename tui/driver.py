"""安静而结实的终端驱动：没有输入就睡着，坏字节、洪水、断线、信号都有去处。

只放行按键和粘贴。用到的 Textual 内部名字都在 ``missing`` 里核对过。
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
import termios
import time
import tty
from collections.abc import Iterable
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.keyboard import Keyboard
from tui.outlet import Outlet
from tui.signals import LOST, Ending
from tui.waker import Waker

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

WIDEST, TALLEST = 500, 200
"""再大的窗口也只画这么大。"""
AHEAD = 32
"""程序还没处理的按键到了这么多，就先不读。"""
FLOOD = 512
"""一次读到的按键多过这么多，就不是人打的：丢到它停为止。"""
ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l"
LEAVE = "\x1b[m\x1b[2J\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l"


class QuietDriver(LinuxDriver):
    """Textual 的 Linux 驱动，输入、输出、信号都换成自己的。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mouse = False
        self.exit_event: Any = Waker()
        self._first_screen: Event = getattr(self._app, "ready_for_keys", Event())
        self._keyboard = Keyboard()
        self._unread = 0
        self._out = Outlet(*_stdout(), lambda: self.ending.ask(LOST), self._caught_up)
        self.ending = Ending(getattr(self._app, "last_words", str), self.restore)

    # ---- 开始和结束

    def start_application_mode(self) -> None:
        """装上信号，开始写，进入备用屏，开始读。"""
        self.ending.install()
        signal.signal(signal.SIGWINCH, lambda *_: self._resized())
        self._out.start()
        self._resized()
        self.write(ENTER)
        with suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
            termios.tcsetattr(self.fileno, termios.TCSANOW, _raw(self.attrs_before))
        self._key_thread = Thread(target=self._run_input_thread, name="canbao-input", daemon=True)
        self._key_thread.start()

    def disable_input(self) -> None:
        """停下输入；线程要是还在等第一屏，先放它走。"""
        self._first_screen.set()
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join(1)
            self._key_thread = None

    def stop_application_mode(self) -> None:
        """停下，终端还成原来的样子。"""
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.disable_input()
        self.restore()

    def close(self) -> None:
        """最后：写的线程停下，信号还回去。"""
        if self._out.is_alive() and not self._out.stop():
            os._exit(LOST)  # 终端停住不收：别在说最后一句话时卡死
        self.ending.uninstall()

    def restore(self) -> None:
        """终端还原：回显、备用屏、光标；屏上的字擦掉，没读的键不留给别人。"""
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                termios.tcflush(self.fileno, termios.TCIFLUSH)
        self._out.last(LEAVE)

    # ---- 输出

    def write(self, data: str) -> None:
        """写给终端；从不等它。"""
        self._out.write(data)

    def _caught_up(self) -> None:
        with suppress(RuntimeError):  # 循环已经停了
            self._loop.call_soon_threadsafe(self._resized)

    def _get_terminal_size(self) -> tuple[int, int]:
        width, height = super()._get_terminal_size()
        return max(1, min(width, WIDEST)), max(1, min(height, TALLEST))

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self._size = (size.width, size.height)
        post = self._app._post_message(events.Resize(size, size))
        asyncio.run_coroutine_threadsafe(post, loop=self._loop)

    # ---- 输入（在自己的线程里）

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except BaseException as error:
            if not self.exit_event.is_set():
                self.ending.crash(error)

    def run_input_thread(self) -> None:
        """等第一屏，然后读到终端关了或者该停了为止。"""
        self._first_screen.wait(5)  # 这之前按的键，内核替我们留着
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.pipe, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                due = self._keyboard.due
                wait = None if due is None else max(0.0, due - time.monotonic())
                if any(key.fd == self.fileno for key, _ in selector.select(wait)):
                    if not (data := self._read()):
                        self._gone()
                        return
                    self._send(self._keyboard.feed(data, time.monotonic()))
                self._send(self._keyboard.idle(time.monotonic()))

    def process_message(self, message: Message) -> None:
        """只放行按键和粘贴。"""
        if isinstance(message, events.Key | events.Paste):
            message.set_sender(self._app)
            self._app.post_message(message)

    def _send(self, messages: Iterable[Message]) -> None:
        for number, message in enumerate(messages, 1):
            if number > FLOOD:
                self._drain()
                return
            self.process_message(message)
            self._unread += 1
            if self._unread >= AHEAD:
                self._let_it_read()

    def _let_it_read(self) -> None:
        """等程序处理完已经给它的；它忙别的也至多等两秒。"""
        self._unread = 0
        read = Event()
        app = self._app
        app.call_later(lambda: app.screen.call_later(read.set))
        end = time.monotonic() + 2
        while not read.wait(0.02) and not self.exit_event.is_set() and time.monotonic() < end:
            pass

    def _drain(self) -> None:
        """洪水：丢到有一会儿没有新的为止。"""
        self._keyboard.forget()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while selector.select(0.05) and not self.exit_event.is_set() and self._read():
                time.sleep(0.002)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _gone(self) -> None:
        """终端没了：不空转，请主线程结束；它卡死了就自己来。"""
        self.ending.ask(LOST)
        time.sleep(10)
        if not self.exit_event.is_set():
            os._exit(LOST)


def _stdout() -> tuple[int, str]:
    stream = sys.__stdout__
    assert stream is not None
    return stream.fileno(), stream.encoding or "utf-8"


def _raw(attributes: list[Any]) -> list[Any]:
    """一键一读，不回显，终端自己不解释任何键。"""
    raw = [*attributes]
    raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[tty.IFLAG] &= ~(
        termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
    )
    raw[tty.CC] = [*raw[tty.CC]]
    raw[tty.CC][termios.VMIN], raw[tty.CC][termios.VTIME] = 1, 0
    return raw


def missing() -> list[str]:
    """我们用到的 Textual 内部名字里，没有了的。"""
    from textual._xterm_parser import XTermParser

    wanted: list[tuple[object, tuple[str, ...]]] = [
        (LinuxDriver, ("run_input_thread", "disable_input", "process_message")),
        (LinuxDriver, ("_run_input_thread", "_get_terminal_size", "close", "write")),
        (XTermParser(False), ("feed", "tick", "_timeout_time")),
        (App, ("_handle_exception", "_fatal_error", "_print_error_renderables", "_post_message")),
    ]
    return [name for owner, names in wanted for name in names if not hasattr(owner, name)]


def usable() -> bool:
    """用到的内部名字都在不在。"""
    return not missing()


def driver_class() -> type[Driver] | None:
    """给 ``App(driver_class=…)``：我们的；内部名字变了就用 Textual 自己的（None）。"""
    return QuietDriver if usable() else None

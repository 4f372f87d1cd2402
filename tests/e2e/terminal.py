"""一个假终端：在伪终端里跑一个程序，按键，看屏幕。

只在 ``wait_for`` / ``pump`` / ``text`` 里读，没有线程，所以测试每次跑得一样。
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte

# pyte 会把这些（键盘协议、模式询问）当文字印出来。
_SWALLOW = re.compile(rb"\x1b\[[<=>][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$[a-z]")
_CUT = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?$")


class Terminal:
    """``with Terminal([...]) as t: t.wait_for("参保"); t.send("1\\r")``。"""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._status: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            _become(argv, env)
        self.resize(*size)

    def resize(self, width: int, height: int) -> None:
        """改窗口大小（程序会收到 SIGWINCH）。"""
        if (width, height) != (self.screen.columns, self.screen.lines):
            self.screen.resize(height, width)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def send(self, keys: str | bytes) -> None:
        """打字；转义序列自己写，例如 ``"\\x1b[A"`` 是上。"""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self._fd, data[:1024]) :]
            self.pump(0)

    def pump(self, seconds: float) -> int:
        """读这么久（0：只读已经到了的）；返回读到的字节数。"""
        end, before = time.monotonic() + seconds, len(self.raw)
        while self._fd >= 0:
            left = max(0.0, end - time.monotonic())
            if not select.select([self._fd], [], [], left)[0] or not self._read():
                break
        return len(self.raw) - before

    def wait_for(self, text: str, timeout: float = 10) -> None:
        """等屏幕上出现这段文字；没等到就报错，附上屏幕。"""
        end = time.monotonic() + timeout
        while text not in self.text():
            if time.monotonic() > end or (not self.pump(0.02) and self.exit_code is not None):
                assert text in self.text(), f"没有等到「{text}」：\n{self.text()}"

    def text(self) -> str:
        """现在的屏幕，每行去掉行尾空格；汉字后面 pyte 的空格子不算。"""
        self.pump(0)
        return "\n".join(row.rstrip() for row in self.screen.display)

    def kill(self, sig: int = signal.SIGKILL) -> None:
        """给程序一个信号。"""
        if self.exit_code is None:
            os.kill(self.pid, sig)

    def wait(self, timeout: float = 10) -> int:
        """等程序结束，返回退出码（被信号结束是负数）。"""
        end = time.monotonic() + timeout
        while (code := self.exit_code) is None:
            assert time.monotonic() < end, f"程序还没有结束：\n{self.text()}"
            if not self.pump(0.02):
                time.sleep(0.005)  # 输出已经关了，只等进程
        self.pump(0)
        return code

    @property
    def exit_code(self) -> int | None:
        """还在跑就是 None。"""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def close(self) -> None:
        """合上终端（程序会收到 SIGHUP）。"""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self.kill()
        if self.exit_code is None:
            os.waitpid(self.pid, 0)

    def _read(self) -> bool:
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # 程序结束了，Linux 报 EIO
            data = b""
        if not data:
            return False
        self.raw += data
        data = _SWALLOW.sub(b"", self._held + data)
        cut = _CUT.search(data)
        self._held = data[cut.start() :] if cut else b""
        self._stream.feed(data[: cut.start()] if cut else data)
        return True


def _become(argv: Sequence[str], env: Mapping[str, str] | None) -> None:
    keep = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "LINES"}}
    try:
        os.execvpe(argv[0], list(argv), {**keep, "TERM": "xterm-256color", **(env or {})})
    finally:
        os._exit(127)

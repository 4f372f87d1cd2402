"""The interface on a real pseudo-terminal: start, keys, bytes, rest; each beside a yardstick.

The yardsticks run in turn with what they are held against: ``python -c pass`` and the smallest
Textual program, one Label that a key changes.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
STARTS, KEYS, IDLE = 7, 90, 5.0
QUIET = 0.05
"""Seconds without a byte after which a key counts as settled."""

NOTHING = [sys.executable, "-c", "pass"]
OURS = [sys.executable, "-m", "tui"]
LABEL = [
    sys.executable,
    "-c",
    """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    count = 0
    def compose(self):
        yield Label("READY")
    def on_key(self, event):
        self.count += 1
        self.query_one(Label).update(f"KEY {self.count}")
Bare().run(mouse=False)
""",
]
# The headline case up to the contribution base, whose keys move the whole projection.
TO_THE_BASE = ["1985-03\r", "1\r", "1\r", "36\r", "0.6\r", "12000\r", *["\r"] * 4]
TO_THE_BASE += ["140200\r", "ty1\r", "2\r", "2\r"]
BASE_KEYS = ["\x1b[C", "\x1b[D", "5", "0", "0", "\x7f", "1", "\x7f", "\x7f", "\x7f"]


class Wire:
    """A program on its own pseudo-terminal, 80×24, with nobody drawing what it sends."""

    def __init__(self, argv: Sequence[str], folder: str) -> None:
        self.raw = bytearray()
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            env = {**os.environ, "TERM": "xterm-256color"}
            env |= {"CANBAO_PROFILES": folder, "CANBAO_AS_OF": "2026-11-23"}
            env |= {"PYTHONPATH": str(ROOT)}
            os.execve(argv[0], list(argv), env)

    def read(self, seconds: float) -> bool:
        """Whether bytes came within this time."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += data
        return bool(data)

    def until(self, marker: str, timeout: float = 20) -> float:
        """Seconds from the start until these characters were sent."""
        wanted = marker.encode()
        while wanted not in self.raw:
            waited = time.perf_counter() - self.begun
            if waited > timeout or not self.read(timeout - waited):
                raise RuntimeError(f"never sent: {marker}\n{self.raw.decode(errors='replace')}")
        return time.perf_counter() - self.begun

    def press(self, key: str) -> tuple[float, int]:
        """Seconds until the last byte a key brings, and how many bytes it brings."""
        before = len(self.raw)
        start = last = time.perf_counter()
        os.write(self.fd, key.encode())
        while self.read(QUIET if len(self.raw) > before else 1.0):
            last = time.perf_counter()
        return last - start, len(self.raw) - before

    def wakings(self) -> int:
        """How often its threads have gone to sleep so far."""
        tasks = Path(f"/proc/{self.pid}/task")
        if not tasks.exists():  # not Linux
            return 0
        status = "".join((task / "status").read_text() for task in tasks.iterdir())
        rows = (row.split() for row in status.splitlines())
        return sum(int(row[1]) for row in rows if row[0] == "voluntary_ctxt_switches:")

    def rest(self, seconds: float) -> tuple[int, int]:
        """Bytes sent and wakings while nothing happens."""
        sent, woken, end = len(self.raw), self.wakings(), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return len(self.raw) - sent, self.wakings() - woken

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def main() -> int:
    """Measure everything and print one table."""
    print(_row("", "中位", "p99", "尺子", "倍数"))
    with tempfile.TemporaryDirectory() as folder:
        _starts(folder)
        _help()
        ours, bare = Wire(OURS, folder), Wire(LABEL, folder)
        try:
            ours.until("退出")
            bare.until("READY")
            for key in TO_THE_BASE:
                ours.press(key)
            _keys(ours, bare)
            _rest(ours, bare)
        finally:
            ours.end()
            bare.end()
    return 0


def _starts(folder: str) -> None:
    ours, bare, nothing = [], [], []
    for _ in range(STARTS):
        ours.append(_first_paint(OURS, "退出", folder))
        bare.append(_first_paint(LABEL, "READY", folder))
        nothing.append(_run(NOTHING))
    _times("打开到第一屏；尺子：一个 Label", ours, bare)
    _times("打开到第一屏；尺子：python -c pass", ours, nothing)


def _help() -> None:
    pairs = [(_run([*OURS, "--help"]), _run(NOTHING)) for _ in range(STARTS)]
    _times("--help；尺子：python -c pass", [a for a, _ in pairs], [b for _, b in pairs])


def _keys(ours: Wire, bare: Wire) -> None:
    ours.press(" ")
    bare.press("a")
    mine, theirs = [], []
    for number in range(KEYS):
        mine.append(ours.press(BASE_KEYS[number % len(BASE_KEYS)]))
        theirs.append(bare.press("a"))
    _times("一个键到画完；尺子：一个 Label", [t for t, _ in mine], [t for t, _ in theirs])
    _counts("一个键的字节；尺子：一个 Label", [n for _, n in mine], [n for _, n in theirs])


def _rest(ours: Wire, bare: Wire) -> None:
    (sent, woken), (bare_sent, bare_woken) = ours.rest(IDLE), bare.rest(IDLE)
    _counts(f"空闲{IDLE:.0f}秒的字节；尺子：一个 Label", [sent], [bare_sent])
    _counts(f"空闲{IDLE:.0f}秒醒来；尺子：一个 Label", [woken], [bare_woken])


def _first_paint(argv: Sequence[str], marker: str, folder: str) -> float:
    wire = Wire(argv, folder)
    try:
        return wire.until(marker)
    finally:
        wire.end()


def _run(argv: Sequence[str]) -> float:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    subprocess.run(argv, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _times(name: str, ours: Sequence[float], yard: Sequence[float]) -> None:
    _report(name, ours, yard, lambda seconds: f"{seconds * 1000:.1f}ms")


def _counts(name: str, ours: Sequence[float], yard: Sequence[float]) -> None:
    _report(name, ours, yard, lambda count: f"{count:.0f}")


def _report(
    name: str, ours: Sequence[float], yard: Sequence[float], show: Callable[[float], str]
) -> None:
    worst = sorted(ours)[min(len(ours) - 1, len(ours) * 99 // 100)]
    middle, held = median(ours), median(yard)
    ratio = f"{middle / held:.2f}" if held else "-"
    print(_row(name, show(middle), show(worst), show(held), ratio), flush=True)


def _row(name: str, *cells: str) -> str:
    return (
        name
        + " " * max(1, 44 - _width(name))
        + "".join(" " * max(1, 11 - _width(cell)) + cell for cell in cells)
    )


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


if __name__ == "__main__":
    sys.exit(main())

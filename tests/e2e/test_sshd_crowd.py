"""二十个人同时用，其中一个捣乱：别人的键还是马上有反应。也试大得离谱的窗口。"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from tests.e2e.sshd_support import Hall, hall, need_sshd

pytestmark = [pytest.mark.pty, pytest.mark.slow]

PEOPLE, SECONDS, WIDE_MARGIN = 20, 6.0, 2.0


@pytest.fixture(scope="module")
def place() -> Iterator[Hall]:
    need_sshd()
    with hall() as one:
        one.start_parent()
        yield one


class Seat:
    """一台终端机，只数字节，不画屏幕（二十个 pyte 会占满这台机器）。"""

    def __init__(self, place: Hall, size: tuple[int, int] = (24, 80)) -> None:
        command = [*place.client.command("-tt", "-q"), place.client.target()]
        self.seen, self.sent_at = bytearray(), 0.0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            with contextlib.suppress(OSError):
                os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color"})
            os._exit(127)
        os.set_blocking(self.fd, False)

    def read(self) -> int:
        with contextlib.suppress(OSError):
            data = os.read(self.fd, 65536)
            self.seen += data
            return len(data)
        return 0

    def type(self, keys: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self.fd, keys)

    def wait_for(self, text: str, seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while text.encode() not in self.seen:
            assert time.monotonic() < end, bytes(self.seen[-400:])
            select.select([self.fd], [], [], 0.2)
            self.read()

    def close(self) -> None:
        os.close(self.fd)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


@contextlib.contextmanager
def seats(place: Hall, count: int) -> Iterator[list[Seat]]:
    begun = [Seat(place) for _ in range(count)]
    try:
        yield begun
    finally:
        for seat in begun:
            seat.close()


def echoes(people: list[Seat], flood: Callable[[], None]) -> list[float]:
    """每人每 0.25 秒一个键，到屏幕上有反应为止的秒数；没有反应的算到最后。"""
    found: list[float] = []
    due = {seat: time.monotonic() + 0.25 * n / len(people) for n, seat in enumerate(people)}
    end, turn = time.monotonic() + SECONDS, dict.fromkeys(people, 0)
    while (now := time.monotonic()) < end:
        flood()
        for seat in people:
            if due[seat] <= now and not seat.sent_at:
                seat.type(b"1" if turn[seat] % 2 == 0 else b"\x7f")
                turn[seat] += 1
                seat.sent_at, due[seat] = now, now + 0.25
        for fd in select.select([seat.fd for seat in people], [], [], 0.005)[0]:
            seat = next(one for one in people if one.fd == fd)
            if seat.read() and seat.sent_at:
                found.append(time.monotonic() - seat.sent_at)
                seat.sent_at = 0.0
    return found + [end - seat.sent_at for seat in people if seat.sent_at]


def test_twenty_people_and_one_of_them_hostile(
    place: Hall, record_property: Callable[[str, object], None]
) -> None:
    noise = random.Random(7)
    with seats(place, PEOPLE) as everyone:
        for seat in everyone:
            seat.wait_for("新方案")
            seat.type(b"1")
        for seat in everyone:
            seat.wait_for("1/5")
            seat.read()
        hostile, *people = everyone

        def flood() -> None:
            hostile.type(noise.randbytes(2048))
            hostile.read()
            del hostile.seen[:]

        found = sorted(echoes(people, flood))
    p50, p95 = quantiles(found, n=20)[9], quantiles(found, n=20)[18]
    words = f"{PEOPLE} 人同时、一人捣乱：{len(found)} 个键，p50 {p50 * 1000:.1f} ms，"
    record_property("量到", f"{words}p95 {p95 * 1000:.1f} ms（目标 ≤ 100）")
    assert len(found) > PEOPLE * SECONDS
    assert p95 < WIDE_MARGIN


def test_a_window_of_absurd_size_costs_no_more_than_a_big_one(
    place: Hall, record_property: Callable[[str, object], None]
) -> None:
    seat = Seat(place, (4000, 4000))
    try:
        seat.wait_for("新方案")
        end = time.monotonic() + 2
        while time.monotonic() < end:
            select.select([seat.fd], [], [], 0.1)
            seat.read()
        (program,) = place.programs()
        memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{program}/status").read_text("utf-8"))
        assert memory
        mib = int(memory[1]) / 1024
        record_property("量到", f"窗口 4000×4000：{len(seat.seen)} 字节，{mib:.0f} MiB（≤ 100）")
        assert len(seat.seen) < 500_000
        assert mib <= 100
    finally:
        seat.close()

"""Login over a real sshd to the kiosk's first screen, beside a printf; a start beside one Label.

The logins: with the parent, without it, and the launcher as shipped with a printf for a program
(what the launcher itself costs). The starts have no sshd and no launcher around them.
Needs root and sshd; runs only when named: ``make bench ARGS=kiosk``.
"""

from __future__ import annotations

import fcntl
import os
import pty
import pwd
import select
import shutil
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.bench_terminal import LABEL, NOTHING
from tests.e2e.sshd_support import Hall, hall, wait_until
from tests.e2e.test_sshd_crowd import Seat, seats

ROUNDS, STARTS, CROWD = 9, 15, 20
READY = "新方案"
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
}
PLAIN = f"#!/bin/sh\nprintf '{READY}'\nsleep 5\n"


def main() -> None:
    if os.geteuid() != 0 or not os.path.exists("/usr/sbin/sshd"):
        print("要 root 和 sshd，没有量。")
        return
    with hall() as place:
        place.start_parent()
        kinds = {
            "printf": plain(place),
            "launcher": launcher(place),
            "ordinary": ordinary(place),
            "parent": parent(place),
        }
        one: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _round in range(ROUNDS):
            for kind, prepare in kinds.items():
                prepare()
                one[kind].append(login(place))
        table("一次登录到第一屏", one)
        table("不经过 sshd 开一次", starts(place))
        for kind in ("printf", "ordinary", "parent"):
            kinds[kind]()
            storm(place, kind)


def table(title: str, found: dict[str, list[float]]) -> None:
    """Each beside the first."""
    first, base = next(iter(found.items()))
    for kind, times in found.items():
        ratios = f"{median(times) / median(base):.2f} / {min(times) / min(base):.2f}"
        words = f"中位 {median(times) * 1000:.0f} ms，最小 {min(times) * 1000:.0f} ms"
        print(f"{title}，{kind}：{words}，是 {first} 的 {ratios} 倍")


def login(place: Hall) -> float:
    begun = time.monotonic()
    seat = Seat(place)
    try:
        seat.wait_for(READY)
        return time.monotonic() - begun
    finally:
        seat.close()
        wait_until(lambda: not place.programs())


def starts(place: Hall) -> dict[str, list[float]]:
    """A session of the parent, a process of its own, a Label and ``pass``, in turn."""
    python, attach = place.settings.python, place.settings.attach
    session = [python, "-I", "-S", "-B", "-X", "utf8", attach, place.settings.socket]
    own = [python, "-I", "-B", "-X", "utf8", "-m", "tui", "kiosk", "--no-keep"]
    programs = {
        "label": ([python, "-I", "-B", *LABEL[1:]], "READY"),
        "pass": ([python, "-I", *NOTHING[1:]], None),
        "ordinary": (own, READY),
        "parent": (session, READY),
    }
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _round in range(STARTS):
        for name, (command, ready) in programs.items():
            found[name].append(start(place, command, ready))
            wait_until(lambda: not place.programs())
    return found


def start(place: Hall, command: list[str], ready: str | None) -> float:
    """Seconds to the marker, or to the end of the program where there is none."""
    begun, seen = time.monotonic(), b""
    pid, fd = pty.fork()
    if pid == 0:
        become(place, command)
    while ready is None or ready.encode() not in seen:
        assert select.select([fd], [], [], 20)[0], seen
        try:
            seen += os.read(fd, 65536)
        except OSError:
            break
    took = time.monotonic() - begun
    assert ready is None or ready.encode() in seen, seen
    os.close(fd)
    os.waitpid(pid, 0)
    return took


def become(place: Hall, command: list[str]) -> None:
    """Like the launcher: the account's own terminal, nothing of our environment."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        user = pwd.getpwnam(place.settings.user)
        os.fchown(0, user.pw_uid, -1)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        os.chdir("/")
        os.execve(command[0], command, ENVIRONMENT)
    finally:
        os._exit(127)


def storm(place: Hall, kind: str) -> None:
    """Twenty logins at once, to the last first screen; then the memory of each."""
    begun = time.monotonic()
    with seats(place, CROWD) as people:
        for seat in people:
            seat.wait_for(READY)
        took = time.monotonic() - begun
        memory = [pss(pid) for pid in place.processes() if not own(place, pid)]
        share = sum(memory) / CROWD / 1024
    print(
        f"{CROWD} 次登录同时，{kind}：最后一个 {took * 1000:.0f} ms，每个会话 PSS {share:.1f} MiB"
    )
    wait_until(lambda: not place.programs(), 20)


def own(place: Hall, pid: int) -> bool:
    return place.parent is not None and pid == place.parent.pid


def pss(pid: int) -> int:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))


def plain(place: Hall) -> Callable[[], None]:
    def prepare() -> None:
        Path(place.settings.launcher).write_text(PLAIN, "utf-8")

    return prepare


def launcher(place: Hall) -> Callable[[], None]:
    text = (place.files / "kiosk-launch").read_text("utf-8")
    before, command, after = text.partition("\nenv -i ")
    rest = after[after.index("\nstatus=$?") :]
    assert command

    def prepare() -> None:
        printing = f"\n/usr/bin/printf '{READY}'; sleep 5"
        Path(place.settings.launcher).write_text(before + printing + rest, "utf-8")

    return prepare


def ordinary(place: Hall) -> Callable[[], None]:
    return _shipped(place, ".sock", ".away")


def parent(place: Hall) -> Callable[[], None]:
    return _shipped(place, ".away", ".sock")


def _shipped(place: Hall, old: str, new: str) -> Callable[[], None]:
    """The launcher as shipped, with the parent's socket there or out of the way."""
    path = Path(place.settings.socket)

    def prepare() -> None:
        shutil.copy2(place.files / "kiosk-launch", place.settings.launcher)
        if path.with_suffix(old).exists():
            path.with_suffix(old).rename(path.with_suffix(new))

    return prepare

"""Login over a real sshd to the kiosk's first screen: with the parent, without it, and a printf.

Needs root and sshd; runs only when named: ``make bench ARGS=kiosk``.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.e2e.sshd_support import Hall, hall, wait_until
from tests.e2e.test_sshd_crowd import Seat, seats

ROUNDS, CROWD = 9, 20
READY = "新方案"
PLAIN = f"#!/bin/sh\nprintf '{READY}'\nsleep 5\n"


def main() -> None:
    if os.geteuid() != 0 or not os.path.exists("/usr/sbin/sshd"):
        print("要 root 和 sshd，没有量。")
        return
    with hall() as place:
        place.start_parent()
        kinds = {"printf": plain(place), "ordinary": ordinary(place), "parent": parent(place)}
        one: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _round in range(ROUNDS):
            for kind, prepare in kinds.items():
                prepare()
                one[kind].append(login(place))
        table("一次登录到第一屏", one)
        for kind, prepare in kinds.items():
            prepare()
            storm(place, kind)


def table(title: str, found: dict[str, list[float]]) -> None:
    base = found["printf"]
    for kind, times in found.items():
        ratios = f"{median(times) / median(base):.2f} / {min(times) / min(base):.2f}"
        words = f"中位 {median(times) * 1000:.0f} ms，最小 {min(times) * 1000:.0f} ms"
        print(f"{title}，{kind}：{words}，是 printf 的 {ratios} 倍")


def login(place: Hall) -> float:
    begun = time.monotonic()
    seat = Seat(place)
    try:
        seat.wait_for(READY)
        return time.monotonic() - begun
    finally:
        seat.close()
        wait_until(lambda: not place.programs())


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

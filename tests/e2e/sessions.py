"""Sessions of the whole program for the tests of bad lines and hostile input."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]
FIRST = "身份证上的出生日期"
F10 = "\x1b[21~"
PROGRAM = (sys.executable, "-m", "tui")


def session(folder: Path, argv: Sequence[str] = PROGRAM, **env: str) -> Terminal:
    """The program on a terminal of its own; everything it keeps is in ``folder``."""
    given = {
        "CANBAO_PROFILES": str(folder / "profiles"),
        "CANBAO_AS_OF": "2026-11-23",
        "XDG_STATE_HOME": str(folder / "state"),
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        **env,
    }
    return Terminal(list(argv), given)


def begun(folder: Path, argv: Sequence[str] = PROGRAM, **env: str) -> Terminal:
    """A session at its first question."""
    terminal = session(folder, argv, **env)
    terminal.wait_for(FIRST, 20)
    terminal.pump(0.3)
    return terminal


def status(pid: int) -> dict[str, str]:
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}


def peak(pid: int) -> float:
    """The most memory it ever had, MB."""
    return int(status(pid)["VmHWM"].split()[0]) / 1024


def cpu(pid: int) -> float:
    """Seconds of processor time it has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busy(terminal: Terminal, seconds: float = 1.0) -> float:
    """The part of a processor it uses when nobody does anything."""
    before, begin = cpu(terminal.pid), time.monotonic()
    terminal.pump(seconds)
    return (cpu(terminal.pid) - before) / (time.monotonic() - begin)


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def ended(terminal: Terminal, seconds: float) -> int | None:
    """Its exit status, or None if it goes on; reads nothing from the terminal."""
    until(lambda: terminal.exit_code is not None, seconds)
    return terminal.exit_code


def contents(folder: Path) -> bytes:
    """All files together, their names too."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)

"""A clerk's day in a real pseudo-terminal: digits, the four options, the next client; measured."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.sessions import session
from tests.e2e.terminal import Terminal

pytestmark = pytest.mark.pty

F3, F10, NEXT = "\x1bOR", "\x1b[21~", "+"
PROGRAM = (sys.executable, "-m", "tui", "--clerk")
# Born 1985-03, a man, a rider, 36 months at 0.60 with 12000 yuan; Datong, working in Taiyuan,
# insured there: the second of the four options, on the floor.
KEYS = [
    *("198503\r", "1\r", "1\r", "36\r", "0.6\r", "12000", F3),
    *("140200\r", "140100\r", "2\r", "2\r"),
]
MOST_KEYS = 50


def strokes(keys: list[str]) -> int:
    """Keys a hand presses: an escape sequence is one."""
    return sum(1 if key.startswith("\x1b") else len(key) for key in keys)


def client(terminal: Terminal, plan: str) -> float:
    """One client, as fast as the screen follows; seconds from the first key to the next form."""
    begin = time.monotonic()
    for key in KEYS[:-2]:
        terminal.send(key)
    terminal.wait_for("10185.60")
    for key in (*KEYS[-2:], NEXT):
        terminal.send(key)
    terminal.wait_for(f"已保存：{plan}")
    return time.monotonic() - begin


def test_clients_one_after_the_other(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with session(tmp_path, PROGRAM) as terminal:
        terminal.wait_for("身份证上的出生日期", 20)
        seconds = [client(terminal, f"方案{n}") for n in (1, 2, 3)]
        terminal.send(F10)
        assert terminal.wait() == 0
    files = sorted((tmp_path / "profiles").glob("*.toml"))
    assert len(files) == 3
    plans = [tomllib.loads(file.read_text("utf-8")) for file in files]
    for plan in plans:
        assert plan["history"] == {
            "employee_months": 36,
            "employee_index": "0.6",
            "employee_balance": "12000.00",
        }
        assert plan["plan"]["place"] == "working"
    assert strokes([*KEYS, NEXT]) <= MOST_KEYS
    told = f"柜台一位：{strokes([*KEYS, NEXT])} 键，{max(seconds):.2f} 秒（键一个接一个）"
    record_property("量到", told)
    assert max(seconds) < 10

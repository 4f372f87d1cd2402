"""A clerk's day in a real pseudo-terminal: digits, four options, answers, paper; measured."""

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

F3, F10, F12, NEXT = "\x1bOR", "\x1b[21~", "\x1b[24~", "+"
DOWN, ESCAPE, CTRL_F = "\x1b[B", "\x1b", "\x06"
PROGRAM = (sys.executable, "-m", "tui", "--clerk")
# Born 1985-03, a man, a rider, 36 months at 0.60 with 12000 yuan; Datong, working in Taiyuan,
# insured there: the second of the four options, on the floor.
KEYS = [
    *("198503\r", "1\r", "1\r", "36\r", "0.6\r", "12000", F3),
    *("140200\r", "140100\r", "2\r", "2\r"),
]
MOST_KEYS = 50
# May he stop until 2028?  What does 900 a month buy?  The hand-out, and back to the form.
QUESTIONS = [F12, DOWN, "2028", DOWN, "900", ESCAPE]
HAND_OUT = [CTRL_F, "\r", ESCAPE]


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


def entered(terminal: Terminal) -> None:
    for key in KEYS:
        terminal.send(key)
    terminal.wait_for("▸ 按左右键换档")  # the base, the last that was asked for


def asked(terminal: Terminal) -> None:
    """The questions, and answers by a pocket calculator."""
    terminal.send(F12)
    # Four ways: 4244 × 20 % × 12 at either place, the lowest tier, the lowest tier of both.
    terminal.wait_for("职工·户籍 ▸职工·就业       居民  居民+补充")
    terminal.wait_for("每年缴       10185.60   10185.60     200.00     400.00")
    terminal.send(DOWN + "2028")
    # One month on the floor of 2026, twelve each on those of 2027 and 2028, which rise by 2 %:
    # 848.80 + 12 × 865.80 + 12 × 883.00.
    terminal.wait_for("停2026-12至2028-12（25个月）")
    terminal.wait_for("21834.40")
    terminal.wait_for("可以：还是2048-04起领")
    terminal.send(DOWN + "900")
    # 900 is 20 % of 4500; the floor of 2029, 4244 × 1.02³ = 4504, is above it: 900.80 a month.
    terminal.wait_for("4500.00")
    terminal.wait_for("2029年起每月要900.80元")
    terminal.send(ESCAPE)
    terminal.wait_for("▸ 按左右键换档")


def handed_out(terminal: Terminal, folder: Path) -> str:
    """The page to be printed, which nobody else can read."""
    terminal.send(CTRL_F)
    terminal.wait_for("网页，可以打印")
    terminal.send("\r")
    terminal.wait_for("已写到")
    terminal.send(ESCAPE)
    terminal.wait_for("▸ 按左右键换档")
    (file,) = folder.glob("*.html")
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_text("utf-8")


def test_the_whole_counter_from_the_first_key_to_the_next_client(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with session(tmp_path, PROGRAM) as terminal:
        terminal.wait_for("身份证上的出生日期", 20)
        begin = time.monotonic()
        entered(terminal)
        asked(terminal)
        page = handed_out(terminal, tmp_path)
        terminal.send(NEXT)
        terminal.wait_for("已保存：方案1")
        seconds = time.monotonic() - begin
        terminal.send(F10)
        assert terminal.wait() == 0
    # 240 months are enough and 292 will be paid: 52 may be left out from 2026-12 on.
    for word in ("10185.60", "848.80", "2048-04", "从 2026-12 起最多停到 2031-03", "不是凭证"):
        assert word in page
    count = strokes([*KEYS, *QUESTIONS, *HAND_OUT, NEXT])
    assert count <= MOST_KEYS + 16
    record_property("量到", f"柜台一位，问两件事，带走一份：{count} 键，{seconds:.2f} 秒")


def test_clients_one_after_the_other(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with session(tmp_path, PROGRAM) as terminal:
        terminal.wait_for("身份证上的出生日期", 20)
        seconds = [client(terminal, f"方案{n}") for n in (1, 2)]
        terminal.send(F10)
        assert terminal.wait() == 0
    files = sorted((tmp_path / "profiles").glob("*.toml"))
    assert len(files) == 2
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

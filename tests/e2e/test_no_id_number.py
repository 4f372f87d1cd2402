"""An ID number typed wherever something can be typed is in no file afterwards."""

from __future__ import annotations

import re
import signal
import sys
from datetime import date
from pathlib import Path

import pytest

from core.questions.question import Step
from profiles.drafts import Drafts
from tests.e2e.sessions import contents, session
from tests.e2e.terminal import Terminal
from tests.e2e.test_hostile_pty import BROKEN
from tests.tui.kiosk_stage import CODE, F5, kiosk
from tests.tui.stage import ID as PLAN
from tests.tui.stage import case, desk_in, flow_of
from tests.tui.test_kiosk_pty import CRASH
from tui.desk import Opened
from tui.widgets.review import answered

pytestmark = pytest.mark.pty

SHAPE = re.compile(rb"(?=(\d{6})(\d{4})(\d{2})(\d{2})\d{3}[\dXx])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NUMBERS = ("11010519491231002X", "440524188001010014", "140105198503070014")
F6, ESC, CLEAR = "\x1b[17~", "\x1b", "\x15"


def right(number: bytes) -> bool:
    """Whether the last digit is that of GB 11643."""
    total = sum(int(d) * weight for d, weight in zip(number[:17].decode(), WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == chr(number[17]).upper()


def id_numbers(data: bytes) -> list[bytes]:
    """What is an ID number in there: a day of birth that is one, and the right last digit."""
    found = []
    for match in SHAPE.finditer(data):
        number = data[match.start() : match.start() + 18]
        try:
            date(*map(int, match.groups()[1:]))
        except ValueError:
            continue
        if right(number):
            found.append(number)
    return found


def test_the_search_finds_what_is_there() -> None:
    for number in NUMBERS:
        assert id_numbers(f"a 9{number}7".encode()) == [number.encode()]
        assert not id_numbers(number.replace("0", "1", 1).encode())


def typed_into(terminal: Terminal, key: str, number: str, answer: str) -> None:
    """The answer ``key`` of the review: an ID number, for longer than typing goes unkept."""
    keys = [question.key for question in answered(flow_of(case(), Step.REVIEW))]
    terminal.wait_for("打题号")
    terminal.send(f"{keys.index(key) + 1}\r")
    terminal.wait_for("回核对")
    terminal.send(CLEAR + number)
    terminal.wait_for(number[-8:])
    terminal.pump(1)
    terminal.send("\r")
    terminal.wait_for(number[-8:])
    terminal.send(f"{CLEAR}{answer}\r")


def at_the_desk(folder: Path) -> None:
    """Saved twice, searched for, hung up in the middle of an ID number."""
    plan = Opened(PLAN, flow_of({**case(), "name": "老李"}))
    assert not desk_in(folder / "profiles").save(plan).error
    with session(folder) as terminal:
        terminal.wait_for("老李")
        terminal.send(f"/{NUMBERS[0]}\r")
        terminal.wait_for("没有找到")
        terminal.send(ESC)
        terminal.wait_for("老李")
        terminal.send("\r")
        typed_into(terminal, "person.birth", NUMBERS[2], "1985-04")
        typed_into(terminal, "history.employee_balance", NUMBERS[1], "12000")
        typed_into(terminal, "name", NUMBERS[0], "老李头")
        terminal.wait_for("打题号")
        terminal.send(F5)
        terminal.wait_for("已保存")
        terminal.send(f"1\r{CLEAR}{NUMBERS[0]}")
        terminal.wait_for(NUMBERS[0])
        terminal.kill(signal.SIGHUP)
        assert terminal.wait() == 129


def crashed(folder: Path) -> None:
    with session(folder, (sys.executable, BROKEN, "key", "wizard", *NUMBERS[1:])) as terminal:
        assert terminal.wait(20) == 70
    (draft,) = Drafts(folder / "profiles").entries()
    assert draft.broken is None


def at_the_kiosk(folder: Path) -> None:
    """Kept under a code, then a crash."""
    (folder / "kept").mkdir(mode=0o700)
    with kiosk(folder, "--directory", str(folder / "kept"), before=CRASH) as terminal:
        terminal.wait_for("1  新方案")
        terminal.send("1")
        terminal.wait_for("哪年哪月")
        terminal.send(f"{NUMBERS[0]}\r")
        terminal.wait_for("看不懂")
        terminal.send(f"{CLEAR}1985-03\r")
        terminal.wait_for("您的性别")
        terminal.send(F5)
        terminal.wait_for("您的取回码")
        assert CODE.findall(terminal.text())
        terminal.send(f"\r1\r1\r{NUMBERS[1]}\r")
        terminal.wait_for(NUMBERS[1][-8:])
        terminal.send(F6)
        assert terminal.wait(20) == 70


@pytest.mark.parametrize("run", [at_the_desk, crashed, at_the_kiosk])
def test_no_file_has_an_id_number(run: object, tmp_path: Path) -> None:
    assert callable(run)
    run(tmp_path)
    kept = contents(tmp_path)

    assert len(kept) > 500
    assert not id_numbers(kept)
    assert not [number for number in NUMBERS if number[6:14].encode() in kept]

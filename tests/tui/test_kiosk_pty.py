"""The kiosk in a real pseudo-terminal: six endings, and nothing of the person left anywhere."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from profiles.seal_codes import new_code
from tests.e2e.grammar import offences
from tests.e2e.terminal import Terminal
from tests.tui.kiosk_stage import CODE, F5, F6, F8, F10, kiosk

pytestmark = pytest.mark.pty

WIPE = b"\x1b[?1049l", b"\x1b[H\x1b[2J\x1b[3J"
CRASH = """\
from tui.screens import doors
def crash(screen):
    person = dict(screen.flow.answers)
    raise RuntimeError(str(person))
doors.why = crash
"""
STALL = """\
import time
import tui.kiosk.app
tui.kiosk.app.BEHIND = 1
from tui.screens import doors
doors.why = lambda screen: time.sleep(60)
"""
Start = Callable[..., Terminal]


class Person:
    """What one person types: a name, where there is no field for one, and an amount."""

    def __init__(self) -> None:
        dice = random.SystemRandom()
        self.name = "".join(dice.choice("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨") for _ in range(6))
        self.amount = f"{dice.randrange(10**7, 10**8)}.{dice.randrange(10, 100)}"
        said = (self.name, self.amount, self.amount[:8])
        self.words: tuple[bytes, ...] = tuple(text.encode() for text in said)

    def types(self, terminal: Terminal) -> None:
        terminal.wait_for("1  新方案")
        terminal.send("1")
        terminal.wait_for("哪年哪月")
        terminal.send(self.name + "\r")
        terminal.wait_for("看不懂")
        assert self.name in terminal.text()
        terminal.send("\x151985-03\r11\r36\r0.6\r".replace("11\r", "1\r1\r"))
        terminal.wait_for("账户里有多少钱")
        terminal.send(self.amount)
        terminal.wait_for(self.amount)  # on the screen whole, however the frames were cut
        terminal.send("\r")
        terminal.wait_for("视同缴费")

    def left_in(self, data: bytes) -> bool:
        return any(word in data for word in self.words)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a kiosk; at the end every byte it sent is one of ours (and the bell)."""
    for name in ("home", "kept"):
        (tmp_path / name).mkdir(mode=0o700)
    begun: list[Terminal] = []

    def begin(*arguments: str, before: str = "", size: tuple[int, int] = (80, 24)) -> Terminal:
        folder = ("--directory", str(tmp_path / "kept"))
        begun.append(kiosk(tmp_path / "home", *folder, *arguments, before=before, size=size))
        return begun[-1]

    yield begin
    for terminal in begun:
        assert not offences(bytes(terminal.raw).replace(b"\x07", b""))
        assert b"\x1b]" not in terminal.raw  # no clipboard, no title


def files_since(since: float, *roots: Path) -> Iterator[Path]:
    """Files changed since then; what other tests delete meanwhile is passed over."""
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                path = Path(folder, name)
                with suppress(OSError):
                    about = path.lstat()
                    if path.is_file() and about.st_mtime >= since and about.st_size < 10**7:
                        yield path


def traces(person: Person, since: float, tmp_path: Path) -> list[Path]:
    """Files on the machine that hold something of the person."""
    found = []
    for path in files_since(since, tmp_path, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")):
        with suppress(OSError):
            if person.left_in(path.read_bytes()):
                found.append(path)
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    person, since = Person(), time.time() - 1
    (tmp_path / "leak").write_text(f"x{person.amount}")

    assert tmp_path / "leak" in traces(person, since, tmp_path)
    (tmp_path / "leak").unlink()
    assert not traces(person, since, tmp_path)


ENDINGS = {
    "quit": 0,
    "idle": 0,
    "HUP": 129,
    "TERM": 143,
    "kill -9": -9,
    "crash": 70,
}


def ended(terminal: Terminal, how: str) -> int:
    match how:
        case "quit":
            terminal.send(F10)
            terminal.wait_for("结束吗")
            terminal.send("1")
        case "HUP":
            terminal.kill(signal.SIGHUP)
        case "TERM":
            terminal.kill(signal.SIGTERM)
        case "kill -9":
            terminal.kill(signal.SIGKILL)
        case "crash":
            terminal.send(F6)
        case "idle":
            terminal.wait_for("还在吗")
    return terminal.wait(15)


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
@pytest.mark.parametrize("how", ENDINGS)
def test_nothing_of_the_person_is_left(start: Start, tmp_path: Path, how: str, kept: bool) -> None:
    since = time.time() - 1
    person = Person()
    short = ("--idle-warning", "3", "--idle-end", "4") if how == "idle" else ()
    with start(*short, before=CRASH if how == "crash" else "") as terminal:
        person.types(terminal)
        if kept:
            terminal.send(F5)
            terminal.wait_for("您的取回码")
            code = CODE.findall(terminal.text())[0]
            person.words += (code.encode(), code.replace("-", "").encode())
            terminal.send("\r")
            terminal.wait_for("视同缴费")
        assert ended(terminal, how) == ENDINGS[how]
    raw = bytes(terminal.raw)
    assert not traces(person, since, tmp_path)
    assert len(list((tmp_path / "kept").glob("*.toml"))) == kept
    if how == "kill -9":
        return  # the launcher wipes then
    leave, wipe = WIPE
    assert raw.rindex(leave) < raw.rindex(wipe)
    after = raw[raw.rindex(wipe) :]
    assert not person.left_in(after)
    assert after.count(b"\n") <= 1
    assert b"Traceback" not in raw
    assert not person.left_in(terminal.text().encode())


def test_a_closed_terminal_ends_it(start: Start, tmp_path: Path) -> None:
    since, person = time.time() - 1, Person()
    with start() as terminal:
        person.types(terminal)
        terminal.close()
        assert terminal.wait(5) in (129, 75)  # the hang-up or the end of input, whichever is first
    assert not traces(person, since, tmp_path)


def test_a_stuck_loop_is_ended_by_the_backstop(start: Start) -> None:
    with start("--idle-warning", "3", "--idle-end", "4", before=STALL) as terminal:
        Person().types(terminal)
        terminal.send(F6)
        assert terminal.wait(15) == 70
    assert WIPE[1] in terminal.raw


def test_before_the_warning_nothing_is_sent_and_then_once_a_second(start: Start) -> None:
    with start("--idle-warning", "3", "--idle-end", "6") as terminal:
        terminal.wait_for("1  新方案")
        terminal.send("1")
        terminal.wait_for("哪年哪月")
        terminal.pump(0.3)
        assert terminal.pump(2) == 0
        terminal.wait_for("还在吗")
        assert terminal.raw.count(b"\x07") == 1
        terminal.wait_for("1 秒以后结束")
        terminal.send("x")
        terminal.wait_for("哪年哪月")
        terminal.send("\r")
        terminal.wait_for("看不懂" if "x" in terminal.text() else "您的性别")


def test_an_empty_kiosk_does_not_ring(start: Start) -> None:
    with start("--idle-warning", "1", "--idle-end", "2") as terminal:
        assert terminal.wait(10) == 0
    assert b"\x07" not in terminal.raw


def test_kept_and_opened_again_by_another_process(start: Start) -> None:
    person = Person()
    with start() as first:
        person.types(first)
        first.send(F5)
        first.wait_for("您的取回码")
        code = CODE.findall(first.text())[0]
        first.send("\r24\r")
        first.wait_for("过渡性养老金用的指数")
        first.kill(signal.SIGKILL)  # nothing more than the last answer's step could be lost
        first.wait()
    with start() as second:
        second.wait_for("2  用取回码打开")
        second.send(f"2{code.upper().replace('-', ' ')}\r")
        second.wait_for("打开了上次保留的方案")
        second.send("\x1b[6~" * 4)
        second.wait_for("打题号")
        assert person.amount in second.text()
        assert "24 个月" in second.text()
        second.send(F8)
        second.wait_for("带走  第1张")
        second.send(F10)
        second.wait_for("结束吗")
        second.send("\r")
        assert second.wait() == 0


def test_five_wrong_codes_end_the_session(start: Start) -> None:
    with start() as terminal:
        terminal.wait_for("2  用取回码打开")
        terminal.send("2")
        for left in (4, 3, 2, 1):
            terminal.send(f"\x15{new_code().shown}\r")
            terminal.wait_for(f"还可以试{left}次")
        terminal.send(f"\x15{new_code().shown}\r")
        assert terminal.wait() == 0
    assert WIPE[1] in terminal.raw


def test_hostile_bytes_and_keys_open_no_door(start: Start, tmp_path: Path) -> None:
    with start() as terminal:
        terminal.wait_for("1  新方案")
        terminal.send("1")
        terminal.wait_for("哪年哪月")
        for hostile in (
            b"\x1b[200~[/ [@click=app.screenshot]x[/]\x1b]52;c;QQ==\x07\x1b[201~",
            b"\x1b[<0;3;1M\x1b[<0;3;1m",
            b"\x10\x1a\x1c\x03\x04\x13\x11"[:-1],
            b"\xff\xfe\x81\x40",
            b"\x1b[48;99999;99999;0;0t",
        ):
            terminal.send(hostile)
            terminal.pump(0.1)
        assert terminal.exit_code is None
        terminal.send(b"\x15")
        terminal.send("1985-03\r")
        terminal.wait_for("您的性别")
        terminal.send("\x11")
        terminal.wait_for("结束吗")
        terminal.send("1")
        assert terminal.wait() == 0
    assert not re.findall(rb"\x1b\[\?100[0236]h", terminal.raw)
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {"kiosk.key"}
    assert not list((tmp_path / "home").iterdir())

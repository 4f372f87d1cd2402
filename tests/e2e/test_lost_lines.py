"""What is typed survives hang-ups and signals; a line that is gone ends the program."""

from __future__ import annotations

import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from profiles.drafts import Draft, Drafts
from tests.e2e.grammar import offences
from tests.e2e.sessions import PROGRAM, begun, busy, cpu, ended, session
from tests.e2e.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.slow]

NOHUP = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh", *PROGRAM)


def kept(folder: Path) -> Draft:
    drafts = Drafts(folder / "profiles")
    (entry,) = drafts.entries()
    return drafts.load(entry.id)


def typed(terminal: Terminal, text: str) -> None:
    """Two answers, then ``text`` into the third field, seen on the screen."""
    terminal.send("1985-03\r1\r1\r")
    terminal.wait_for("2048-03")
    terminal.send(text)
    terminal.wait_for(text)


def lose(folder: Path, number: int, text: str) -> tuple[int | None, Draft]:
    """One session ended by a signal right after the last character was on the screen."""
    folder.mkdir()
    with begun(folder) as terminal:
        typed(terminal, text)
        if number == 0:
            terminal.close()
        else:
            terminal.kill(number)
        code = ended(terminal, 5)
    return code, kept(folder)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (0, None)]
)
def test_no_character_is_lost_on_hang_up_or_terminate(
    tmp_path: Path, number: int, code: int | None
) -> None:
    texts = [f"7{run}" + "xyzw"[: 1 + run % 4] for run in range(10)]
    with ThreadPoolExecutor(4) as pool:
        runs = pool.map(
            lambda run: lose(tmp_path / str(run), number, texts[run]), range(len(texts))
        )
        for text, (status, draft) in zip(texts, runs, strict=True):
            assert draft.answers["person.birth"] == "1985-03"
            assert draft.typing == ("history.employee_months", text)
            assert status == code if code else status in (75, 129)


def killed(folder: Path, seed: int) -> float:
    """Seconds of typing a kill -9 at a random moment lost."""
    folder.mkdir()
    chance = random.Random(seed)
    with begun(folder) as terminal:
        terminal.send("1985-03\r1\r1\r")
        terminal.wait_for("2048-03")
        seen: list[float] = []
        end = time.monotonic() + 1.5 + chance.random()
        while time.monotonic() < end:
            terminal.send("x")
            seen.append(time.monotonic())
            terminal.pump(0.06 + 0.05 * chance.random())
        moment = time.monotonic()
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    typing = kept(folder).typing
    count = len(typing[1]) if typing else 0
    return moment - seen[count] if count < len(seen) else 0.0


def test_kill_9_loses_a_second_of_typing_at_most(tmp_path: Path) -> None:
    # Letters in the place of digits: nine digits in a row are never kept.
    with ThreadPoolExecutor(4) as pool:
        lost = list(pool.map(lambda seed: killed(tmp_path / str(seed), seed), range(8)))

    assert max(lost) <= 1.0, lost


def test_a_signal_restores_the_terminal(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        terminal.send("1985-03")
        terminal.wait_for("1985-03")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 143
        assert bytes(terminal.raw).endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")
        assert not offences(bytes(terminal.raw))


def test_stop_and_quit_are_not_heard(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        for number in (signal.SIGTSTP, signal.SIGQUIT):
            terminal.kill(number)
        terminal.send("\x1a\x1c\x03\x04" + "1985")
        terminal.wait_for("1985")
        terminal.kill(signal.SIGSTOP)
        time.sleep(0.1)
        terminal.kill(signal.SIGCONT)
        terminal.send("-03\r")
        terminal.wait_for("( )男")


def test_a_closed_line_ends_it_even_where_hang_ups_are_ignored(tmp_path: Path) -> None:
    with begun(tmp_path, NOHUP) as terminal:
        typed(terminal, "36x")
        terminal.close()
        assert ended(terminal, 1.0) == 75
    assert kept(tmp_path).typing == ("history.employee_months", "36x")


def test_end_of_input_ends_it(tmp_path: Path) -> None:
    argv = ("sh", "-c", 'exec "$@" </dev/null', "sh", sys.executable, "-m", "tests.tui.demo")
    with session(tmp_path, argv) as terminal:
        assert terminal.wait(5) == 75
    with session(tmp_path, (*argv[:-1], "tui")) as terminal:
        assert terminal.wait(5) == 2
        assert "不是终端" in terminal.text()


def stalled(folder: Path, argv: tuple[str, ...] = PROGRAM) -> tuple[float, float]:
    """Seconds until a session ends whose terminal takes nothing, and the processor it used."""
    with begun(folder, argv) as terminal:
        typed(terminal, "36x")
        before, begin, used = cpu(terminal.pid), time.monotonic(), 0.0
        while terminal.exit_code is None and time.monotonic() < begin + 30:
            _repaint(terminal)
            used = cpu(terminal.pid) - before
            time.sleep(0.2)
        took = time.monotonic() - begin
        assert terminal.exit_code == 75
    return took, used / took


def _repaint(terminal: Terminal) -> None:
    """Make it send whole screens, and read none of them."""
    for width in (100, 80) * 4:
        terminal.resize(width, 24)
        time.sleep(0.01)


def test_a_terminal_that_takes_nothing_ends_it(tmp_path: Path) -> None:
    took, used = stalled(tmp_path)

    assert took <= 25
    assert used <= 0.2  # while the window changes all the time
    assert kept(tmp_path).answers["person.birth"] == "1985-03"


def test_a_slow_terminal_gets_the_whole_last_picture(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        before = terminal.text()
        for _ in range(20):  # nobody reads: frames are dropped
            _repaint(terminal)
        terminal.pump(1)

        assert terminal.text() == before
        assert busy(terminal) <= 0.01

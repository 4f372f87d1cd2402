"""在真的 sshd 上：整个向导、取回码、六种结束；每一种结束以后，什么地方也找不到那个人。"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.sessions import until
from tests.e2e.sshd_support import Hall, hall, need_sshd, wait_until
from tests.e2e.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.slow]

F5, F10, DOWN, RIGHT = "\x1b[15~", "\x1b[21~", "\x1b[B", "\x1b[C"
NAME, AMOUNT = "赵小七柒", "98765.43"
WIPE = b"\x1bc\x1b[H\x1b[2J\x1b[3J"
TEMPORARY = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")


@pytest.fixture(scope="module", params=["ordinary", "parent"])
def place(request: pytest.FixtureRequest) -> Iterator[Hall]:
    """一台服务器：没有父进程的，有父进程的。"""
    need_sshd()
    with hall(before="ClientAliveInterval 2\nClientAliveCountMax 2") as one:
        if request.param == "parent":
            one.start_parent()
        yield one


def first_screen(terminal: Terminal) -> None:
    terminal.wait_for("新方案", timeout=20)


def planted(terminal: Terminal) -> None:
    """打进一个名字和一个金额，都在屏幕上出现过。"""
    first_screen(terminal)
    terminal.send("1")
    terminal.wait_for("1/5")
    terminal.send(f"{NAME}\r")
    terminal.wait_for(NAME)
    terminal.send("\x151985-03\r")
    terminal.wait_for("您的性别")
    terminal.send("1\r")
    terminal.wait_for("怎么干活")
    terminal.send("1\r")
    terminal.wait_for("多少个月")
    terminal.send("36\r")
    terminal.wait_for("平均缴费指数")
    terminal.send("0.6\r")
    terminal.wait_for("个人账户")
    terminal.send(AMOUNT)
    terminal.wait_for(AMOUNT)
    terminal.send("\r")
    terminal.wait_for("视同缴费")


def press_enter_until(terminal: Terminal, text: str) -> None:
    """一题一题按回车（不知道就空着），直到这一步。"""
    for _question in range(20):
        if text in terminal.text():
            return
        terminal.send("\r")
        terminal.pump(0.3)
    terminal.wait_for(text)


def quit_it(place: Hall, terminal: Terminal) -> None:
    terminal.send(F10)
    terminal.wait_for("结束吗")
    terminal.send("1")


def hang_up(place: Hall, terminal: Terminal) -> None:
    terminal.kill(signal.SIGKILL)  # 终端机那头的 ssh


def signalled(number: signal.Signals) -> Callable[[Hall, Terminal], None]:
    def end(place: Hall, terminal: Terminal) -> None:
        (program,) = place.programs()
        os.kill(program, number)

    return end


ENDINGS = {
    "quit": quit_it,
    "hang-up": hang_up,
    "terminate": signalled(signal.SIGTERM),
    "kill -9": signalled(signal.SIGKILL),
    "crash": signalled(signal.SIGSEGV),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_of_a_person_is_left_after(place: Hall, ending: str) -> None:
    with place.terminal() as terminal:
        planted(terminal)
        ENDINGS[ending](place, terminal)
        terminal.wait(15)
        wait_until(lambda: not place.programs())

        if ending != "hang-up":
            assert_wiped(terminal)
    assert_clean(place)


FAULTS = {"key": "\x1b[23~", "draw": "\x1b[24~", "task": "\x1b[18~", "thread": "\x1b[20~"}
"""broken_kiosk.py 里这个键在哪里出错；错的话里有这个人的全部答案。"""


@pytest.fixture(scope="module", params=["ordinary", "parent"])
def broken(request: pytest.FixtureRequest) -> Iterator[Hall]:
    """同样的服务器，程序有毛病。"""
    need_sshd()
    with hall(program=Path(__file__).with_name("broken_kiosk.py")) as one:
        if request.param == "parent":
            one.start_parent()
        yield one


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_of_a_person_is_left_after_an_exception_in_the_program(
    broken: Hall, fault: str
) -> None:
    with broken.terminal() as terminal:
        planted(terminal)
        before = len(terminal.raw)
        terminal.send(FAULTS[fault])
        terminal.wait_for("程序出错")
        assert terminal.wait(15) == 70
        wait_until(lambda: not broken.programs())

        after = bytes(terminal.raw[before:])
        for trace in (NAME.encode(), AMOUNT.encode(), b"ValueError", b"Traceback", b".py"):
            assert trace not in after, trace
        assert_wiped(terminal)
    assert_clean(broken)


def test_nothing_of_a_person_is_left_when_nobody_presses_a_key(record_property: object) -> None:
    need_sshd()
    with hall(idle_warning=4, idle_end=6) as place, place.terminal() as terminal:
        planted(terminal)
        terminal.wait_for("还在吗", timeout=10)
        terminal.wait(15)

        assert_wiped(terminal)
        assert_clean(place)


def assert_wiped(terminal: Terminal) -> None:
    """屏幕上没有，擦回滚的序列送到了，之后没有别的内容。"""
    assert NAME not in terminal.text()
    assert AMOUNT not in terminal.text()
    after = bytes(terminal.raw).rpartition(WIPE)[2]
    assert WIPE in terminal.raw
    assert not re.search(r"\d{4}|[一-鿿]", after.decode()), after


def assert_clean(place: Hall) -> None:
    """方案的文件夹、临时文件夹、别的进程的参数和环境里都没有；没有核心转储。"""
    wait_until(lambda: not [pid for pid in place.processes() if pid != parent_of(place)], 20)
    needles = [NAME.encode(), AMOUNT.encode(), b"98765"]
    for path in written_by(place):
        data = path.read_bytes()
        assert not [needle for needle in needles if needle in data], path
        assert "core" not in path.name
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert AMOUNT.encode() not in path.read_bytes(), path
        except OSError:
            continue


def parent_of(place: Hall) -> int:
    return place.parent.pid if place.parent else 0


def written_by(place: Hall) -> list[Path]:
    """这个账号写得了的地方里它的文件，还有服务器自己的日志。"""
    found = [place.folder / "sshd.log", *place.folder.glob("parent.log")]
    for folder in (place.settings.directory, *TEMPORARY):
        # os.walk：别的测试的临时文件夹会在半路上消失，rglob 就停在那里。
        paths = (Path(top) / name for top, _, names in os.walk(folder) for name in names)
        for path in paths:
            try:
                status = path.lstat()
            except OSError:
                continue
            if status.st_uid == place.uid and path.is_file():
                found.append(path)
    return found


def test_the_whole_wizard_kept_under_a_code_and_reopened_at_another_terminal(place: Hall) -> None:
    with place.terminal() as first:
        planted(first)
        press_enter_until(first, "2/5")
        first.send("140200\r")
        first.wait_for("在哪里干活")
        first.send("ty1\r")
        first.wait_for("想在哪里参保")
        first.send("2\r")
        first.wait_for("想参加哪一种")
        first.send("2\r")
        first.wait_for("按多少钱做基数")
        press_enter_until(first, "5/5")
        code = keep(first)
        first.wait_for("5/5")
        quit_it(place, first)
        assert first.wait(15) == 0
        assert code not in first.text()

    kept = list(Path(place.settings.directory).rglob("*"))
    assert kept
    for path in (path for path in kept if path.is_file()):
        assert AMOUNT.encode() not in path.read_bytes()
        assert code not in path.name
        assert path.stat().st_mode & 0o077 == 0

    with place.terminal() as second:
        reopen(second, code)
        second.wait_for("5/5")
        quit_it(place, second)
        assert second.wait(15) == 0


def keep(terminal: Terminal) -> str:
    """保留，返回取回码，回到向导。"""
    terminal.send(F5)
    terminal.wait_for("您的取回码")
    found = re.search(r"\b[0-9a-z]{5}-[0-9a-z]{5}\b", terminal.text())
    assert found, terminal.text()
    terminal.send("\r")
    return found[0]


def reopen(terminal: Terminal, code: str) -> None:
    first_screen(terminal)
    terminal.send("2")
    terminal.wait_for("十位取回码")
    terminal.send(f"{code}\r")
    terminal.wait_for("打开了上次保留的方案", timeout=20)


def test_what_is_kept_on_one_server_opens_on_another_and_the_second_to_change_it_is_told(
    place: Hall,
) -> None:
    with place.beside() as other, place.terminal() as first, other.terminal() as second:
        planted(first)
        code = keep(first)
        first.wait_for("视同缴费")
        reopen(second, code)
        second.send("\x151986-04\r")  # 从这一步的第一题开始
        second.wait_for("您的性别")
        first.send("24\r")
        first.wait_for("同一个取回码在另一台")
        for terminal in (first, second):
            quit_it(place, terminal)
            assert terminal.wait(15) == 0

        with place.terminal() as third:
            reopen(third, code)


def test_a_frozen_terminal_does_not_keep_a_session(
    place: Hall, record_property: Callable[[str, object], None]
) -> None:
    with place.terminal() as terminal:
        first_screen(terminal)
        terminal.kill(signal.SIGSTOP)
        begun = time.monotonic()
        wait_until(lambda: not place.programs(), 15)  # ClientAlive 2×2 秒
        record_property("量到", f"终端机卡住，会话 {time.monotonic() - begun:.1f} 秒后结束（≤ 15）")


def test_a_stuck_program_is_ended_and_wiped_by_the_launcher(
    record_property: Callable[[str, object], None],
) -> None:
    need_sshd()
    with hall(idle_warning=1, idle_end=2) as place, place.terminal() as terminal:
        first_screen(terminal)
        (program,) = place.programs()
        os.kill(program, signal.SIGSTOP)
        begun = time.monotonic()
        terminal.wait(60)

        record_property(
            "量到", f"程序卡死，启动器 {time.monotonic() - begun:.0f} 秒后结束它（时限 14）"
        )
        assert_wiped(terminal)
        assert until(lambda: not place.programs(), 5)


def test_another_process_of_the_account_cannot_read_the_memory(place: Hall) -> None:
    with place.terminal() as terminal:
        first_screen(terminal)
        for program in place.programs():
            for name in ("mem", "environ", "maps"):
                assert not readable_by(place.uid, f"/proc/{program}/{name}"), name


def readable_by(uid: int, path: str) -> bool:
    child = os.fork()
    if child == 0:
        try:
            os.setresgid(uid, uid, uid)
            os.setgroups([])
            os.setresuid(uid, uid, uid)
            os.close(os.open(path, os.O_RDONLY))
            os._exit(1)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


@pytest.mark.parametrize(
    "term", ["", "x" * 300, "xterm;id", "../../etc/passwd", "$(id)", "no-such"]
)
def test_any_name_of_a_terminal_gets_the_first_screen(place: Hall, term: str) -> None:
    with place.terminal(term=term) as terminal:
        first_screen(terminal)
        assert "uid=" not in terminal.text()
        (program,) = place.programs()
        environment = Path(f"/proc/{program}/environ").read_bytes()
        if term and term != "no-such":
            assert term.encode() not in environment

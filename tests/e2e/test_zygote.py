"""父进程：一次登录一个进程，会话交出全部权限，怎么崩也不影响别人，别的账号连不上。"""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.sshd_support import Hall, hall, is_listening, need_sshd, wait_until
from tests.e2e.terminal import Terminal
from tui.zygote.attach import BUSY, HELLO, NO
from tui.zygote.environment import kept
from tui.zygote.groups import Groups

pytestmark = [pytest.mark.pty, pytest.mark.slow]

READY = "新方案"
SESSIONS = 3


@pytest.fixture(scope="module")
def place() -> Iterator[Hall]:
    """有父进程的一台，最多三个人。"""
    need_sshd()
    with hall(sessions=SESSIONS) as one:
        one.start_parent()
        yield one


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """一个测试完了，它的会话也都走了。"""
    yield
    if "place" in request.fixturenames:
        one: Hall = request.getfixturevalue("place")
        wait_until(lambda: not one.programs())


def status(pid: int, name: str) -> list[str]:
    rows = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(row for row in rows if row.startswith(f"{name}:")).split()[1:]


def test_a_session_is_a_child_of_the_parent_and_has_given_up_everything(place: Hall) -> None:
    assert place.parent is not None
    with place.terminal() as terminal:
        terminal.wait_for(READY, 20)
        (program,) = place.programs()

        assert status(program, "PPid") == [str(place.parent.pid)]
        assert set(status(program, "Uid")) == {str(place.uid)}
        assert status(program, "NoNewPrivs") == ["1"]
        for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
            assert int(status(program, name)[0], 16) == 0
        limits = Path(f"/proc/{program}/limits").read_text("utf-8")
        assert "Max core file size        0" in limits
        names = os.listdir(f"/proc/{program}/fd")
        places = [os.readlink(f"/proc/{program}/fd/{name}") for name in names]
        assert {os.readlink(f"/proc/{program}/fd/{fd}") for fd in (0, 1, 2)} == {
            os.readlink(f"/proc/{program}/fd/0")
        }
        # 除了终端，只有事件循环自己的（父进程的套接字、别人的连线一个也没有）。
        assert sum(one.startswith("socket:") for one in places) <= 2, places


def test_a_session_forked_by_root_has_dropped_its_capabilities_for_good(place: Hall) -> None:
    path = f"{place.folder}/root.sock"
    command = [place.settings.python, "-I", "-B", "-X", "utf8", "-m", "tui", "kiosk", "parent"]
    command += ["--socket", path, "--user", place.settings.user, "--", "--no-keep"]
    parent = subprocess.Popen(command, cwd="/", env={"LANG": "C.UTF-8"}, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_listening(path))
        with as_user(place, path) as terminal:
            terminal.wait_for(READY, 20)
            (program,) = [pid for pid in place.programs() if ppid(pid) == parent.pid]
            assert int(status(program, "CapBnd")[0], 16) == 0
            assert int(status(program, "CapPrm")[0], 16) == 0
            assert set(status(program, "Uid")) == {str(place.uid)}
            assert status(program, "Groups") == []
    finally:
        parent.terminate()
        parent.wait(5)


def ppid(pid: int) -> int:
    return int(status(pid, "PPid")[0])


def as_user(place: Hall, path: str) -> Terminal:
    """像启动器那样接入，不经过 sshd。"""
    python = place.settings.python
    command = [python, "-I", "-S", "-B", place.settings.attach, path, "/bin/echo", "ordinary"]
    user = pwd.getpwnam(place.settings.user)
    inside = (
        "import os,sys; os.fchown(0, int(sys.argv[1]), -1); os.setgroups([]);"
        "os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[1]));"
        "os.execv(sys.argv[3], sys.argv[3:])"
    )
    become = [python, "-I", "-c", inside, str(user.pw_uid), str(user.pw_gid)]
    return Terminal([*become, *command])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_crashing_session_takes_nobody_along(place: Hall, number: signal.Signals) -> None:
    with place.terminal() as other:
        other.wait_for(READY, 20)
        (theirs,) = place.programs()
        with place.terminal() as terminal:
            terminal.wait_for(READY, 20)
            (mine,) = set(place.programs()) - {theirs}
            os.kill(mine, number)
            terminal.wait(10)

        wait_until(lambda: place.programs() == [theirs])
        other.send("1")
        other.wait_for("1/5")
        with place.terminal() as third:
            third.wait_for(READY, 20)
            assert {ppid(pid) for pid in place.programs()} == {
                place.parent.pid if place.parent else 0
            }


def test_one_more_than_allowed_is_asked_to_come_later(place: Hall) -> None:
    begun = [place.terminal() for _ in range(SESSIONS)]
    try:
        for terminal in begun:
            terminal.wait_for(READY, 20)
        with place.terminal() as late:
            late.wait_for("现在用的人多", 15)
            assert late.wait(15) == 72
    finally:
        for terminal in begun:
            terminal.__exit__(None, None, None)


def test_a_new_size_reaches_the_session(place: Hall) -> None:
    with place.terminal() as terminal:
        terminal.wait_for(READY, 20)
        terminal.resize(100, 30)
        terminal.wait_for("─" * 100)


def test_when_the_parent_is_down_the_ordinary_program_starts(place: Hall) -> None:
    with as_user(place, f"{place.folder}/nobody-listens") as terminal:
        assert terminal.wait() == 0
        assert "ordinary" in terminal.text()


def test_another_account_is_refused(place: Hall) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
        link.settimeout(5)
        link.connect(place.settings.socket)  # root 打得开文件，父进程还是不认
        assert link.recv(8) == NO
    assert os.stat(place.settings.socket).st_mode & 0o077 == 0


def test_who_says_nothing_or_nonsense_is_sent_away(place: Hall) -> None:
    code = (
        "import socket,sys,os\n"
        "s=socket.socket(socket.AF_UNIX,socket.SOCK_SEQPACKET);s.settimeout(8);s.connect(sys.argv[1])\n"
        "fd=os.open('/dev/null',os.O_RDWR)\n"
        "if sys.argv[2]=='nonsense': s.send(os.urandom(100))\n"
        "if sys.argv[2]=='no terminal': socket.send_fds(s,[b'canbao1\\0TERM=xterm'],[fd]*3)\n"
        "if sys.argv[2]=='many': socket.send_fds(s,[b'canbao1\\0'],[fd]*200)\n"
        "sys.stdout.write(repr(s.recv(4)))\n"
    )
    user = pwd.getpwnam(place.settings.user)
    for kind in ("nothing", "nonsense", "no terminal", "many"):
        done = subprocess.run(
            [place.settings.python, "-I", "-c", code, place.settings.socket, kind],
            capture_output=True, text=True, timeout=20, check=False, cwd="/",
            user=user.pw_uid, group=user.pw_gid, extra_groups=[],
        )  # fmt: skip
        assert done.stdout == repr(NO), (kind, done.stderr)
    assert place.parent is not None
    assert len(os.listdir(f"/proc/{place.parent.pid}/fd")) < 12


def test_the_parent_sleeps_and_has_one_thread(place: Hall) -> None:
    assert place.parent is not None
    assert len(os.listdir(f"/proc/{place.parent.pid}/task")) == 1
    before = status(place.parent.pid, "voluntary_ctxt_switches")
    time.sleep(2)
    assert status(place.parent.pid, "voluntary_ctxt_switches") == before


def test_login_to_first_screen_with_and_without_the_parent(
    place: Hall, record_property: Callable[[str, object], None]
) -> None:
    def seconds(path: str) -> float:
        with place.terminal() as terminal:
            begun = time.monotonic()
            terminal.wait_for(READY, 20)
            return time.monotonic() - begun

    forked = sorted(seconds("") for _ in range(5))[2]
    hidden = f"{place.settings.socket}.away"
    os.rename(place.settings.socket, hidden)
    try:
        ordinary = sorted(seconds("") for _ in range(5))[2]
    finally:
        os.rename(hidden, place.settings.socket)
    words = f"登录到第一屏：有父进程 {forked * 1000:.0f} ms，没有 {ordinary * 1000:.0f} ms，"
    record_property("量到", f"{words}倍数 {forked / ordinary:.2f}")


# ---- 不要 root 的


def test_only_the_kind_of_terminal_is_taken_from_the_other_side() -> None:
    given = b"\0".join(
        [b"TERM=xterm", b"COLORTERM=truecolor", b"PATH=/evil", b"TEXTUAL_LOG=/x", b"LD_PRELOAD=y"]
    )
    assert kept(HELLO + given) == {
        "HOME": "/nonexistent",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "COLORTERM": "truecolor",
    }


@pytest.mark.parametrize("term", [b"x;id", b"", b"\xff\xfe", b"x" * 40, b"a\nb"])
def test_an_odd_kind_of_terminal_becomes_the_usual_one(term: bytes) -> None:
    found = kept(HELLO + b"TERM=" + term)
    assert found is not None
    assert found["TERM"] == "xterm-256color"


def test_a_foreign_packet_is_none_of_ours() -> None:
    assert kept(b"GET / HTTP/1.1") is None
    assert kept(HELLO + b"A" * 5000) is None
    assert len({BUSY, NO}) == 2


def test_each_session_gets_a_group_of_its_own(tmp_path: Path) -> None:
    groups = Groups(tmp_path)
    groups.enter(42)

    made = tmp_path / "session-42"
    assert (made / "memory.max").read_text() == str(300 * 2**20)
    assert (made / "pids.max").read_text() == "32"
    assert (made / "cgroup.procs").read_text() == "42"
    groups.leave(43)


@pytest.mark.parametrize(("word", "status"), [(b"E\x05", 5), (b"B", 72), (b"N", 77), (b"", 71)])
def test_the_last_word_is_heard_even_when_a_signal_crossed_it(word: bytes, status: int) -> None:
    from tui.zygote.attach import _outcome

    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here:
        here.send(b"W")
        if word:
            there.send(word)
        there.close()
        assert _outcome(here) == status


def test_the_attaching_part_loads_next_to_nothing() -> None:
    import sys

    from tui.zygote import attach

    code = f"import sys, runpy; runpy.run_path({attach.__file__!r}); print(len(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 75


SECOND = """
import asyncio, os, sys, threading
from tui.zygote import warm
before = dict(os.environ)
warm.warm()
print(threading.active_count(), dict(os.environ) == before)
loaded = set(sys.modules)
asyncio.run(warm._rehearse())
print(*sorted(set(sys.modules) - loaded))
"""


def test_the_first_screen_of_a_session_loads_nothing_more_and_the_rehearsal_leaves_no_thread() -> (
    None
):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SECOND],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["1 True", ""]

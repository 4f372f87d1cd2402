"""The kiosk starts from the launcher or not at all."""

from __future__ import annotations

import ctypes
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import TextIO, cast

import pytest

from tests.tui.kiosk_stage import ROOT, environment, kiosk
from tui.kiosk.refusals import refusal

GOOD = environment(Path("/nonexistent"), COLORTERM="truecolor", SHLVL="1", PWD="/")
BAD = {
    "TEXTUAL": "debug",
    "TEXTUAL_LOG": "/tmp/log",
    "TEXTUAL_DRIVER": "os:path",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_ALLOW_SIGNALS": "1",
    "TEXTUAL_DISABLE_KITTY_KEY": "0",
    "PYTHONPATH": "/tmp",
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "/tmp/x.py",
    "LD_PRELOAD": "/tmp/x.so",
    "LD_LIBRARY_PATH": "/tmp",
    "DYLD_INSERT_LIBRARIES": "/tmp/x",
    "CANBAO_PROFILES": "/tmp",
    "CANBAO_POLICY": "/tmp",
    "CANBAO_AS_OF": "2026-01-01",
    "CANBAO_KIOSK_DIR": "/tmp",
    "BASH_ENV": "/tmp/x",
    "ENV": "/tmp/x",
    "IFS": " ",
    "NO_COLOR": "1",
    "COLUMNS": "9999",
    "SSH_CONNECTION": "1.2.3.4",
    "TMPDIR": "/tmp",
    "COLORTERM": "truecolor\x1b[2J",
    "LANG": "$(reboot)",
    "TERM": "../../etc",
    "HOME": "relative",
    "PATH": "/bin:.",
    "SHLVL": "-1",
    "\x1b[31m": "x",
}


class Stream:
    def __init__(self, *, tty: bool = True, encoding: str = "utf-8") -> None:
        self.tty, self.encoding = tty, encoding

    def isatty(self) -> bool:
        return self.tty


def told(env: dict[str, str], stdin: Stream | None = None, stdout: Stream | None = None) -> str:
    streams = (cast(TextIO, stdin or Stream()), cast(TextIO, stdout or Stream()))
    found = refusal(env, *streams)
    return "" if found is None else str(found)


def test_what_the_launcher_leaves_is_fine() -> None:
    assert told(GOOD) == ""
    assert told({"TERM": "xterm"}) == ""
    assert told({**GOOD, "TEXTUAL_DISABLE_KITTY_KEY": "1", "LC_CTYPE": "C.UTF-8"}) == ""


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_refused_for_each_variable(name: str) -> None:
    text = told({**GOOD, name: BAD[name]})

    assert "自助机不启动" in text
    assert "\x1b" not in text
    assert "\n" not in text


@pytest.mark.parametrize("term", [None, "", "dumb", "unknown"])
def test_refused_without_a_screen(term: str | None) -> None:
    env = {name: value for name, value in GOOD.items() if name != "TERM"}
    assert told(env if term is None else {**env, "TERM": term})


def test_refused_without_a_terminal_or_utf_8() -> None:
    assert "不是终端" in told(GOOD, stdin=Stream(tty=False))
    assert "不是终端" in told(GOOD, stdout=Stream(tty=False))
    assert "UTF-8" in told(GOOD, stdout=Stream(encoding="gb18030"))


def test_refused_without_the_hardened_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.driver.driver_class", lambda: None)

    assert "终端驱动" in told(GOOD)


@pytest.mark.pty
@pytest.mark.parametrize("name", ["TEXTUAL_LOG", "LD_LIBRARY_PATH", "CANBAO_PROFILES", "TERM"])
def test_the_process_says_one_sentence_and_exits_3(tmp_path: Path, name: str) -> None:
    bad = "dumb" if name == "TERM" else BAD[name]
    with kiosk(tmp_path, env=environment(tmp_path, **{name: bad})) as terminal:
        assert terminal.wait() == 3
        assert terminal.text().count("。") == 1
        assert "\x1b" not in terminal.raw.decode()


def test_without_a_terminal_the_process_exits_3() -> None:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tui.__main__ import main\n"
    program += "sys.exit(main(['kiosk']))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, input=b"", check=False
    )
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
    assert not done.stdout


@pytest.mark.pty
def test_a_folder_that_cannot_be_used_is_told_at_the_start(tmp_path: Path) -> None:
    with kiosk(tmp_path, "--directory", str(tmp_path / "gone")) as terminal:
        assert terminal.wait() == 3
        assert "文件不在" in terminal.text()


def test_the_process_is_locked_down() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import ctypes, os, resource, signal\n"
        "from tui.kiosk.process import lock_down\n"
        "lock_down()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE),\n"
        "      oct(os.umask(0)), signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN,\n"
        "      flush=True)\n"
        "secret = 'canary'\n"
        "1 / 0\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "0 (0, 0) 0o77 True\n"
    assert re.fullmatch(r"程序出错，.{10,30}代码 \w{5} .{3,20}\n", done.stderr)
    assert done.returncode == 70
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1  # only that process
    assert resource.getrlimit(resource.RLIMIT_CORE)

"""Whatever locale, encoding and kind of terminal: it starts, or says in words why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.grammar import offences
from tests.e2e.sessions import F10, FIRST, PROGRAM, session

pytestmark = pytest.mark.pty

LOCALE = ("LANG", "LC_ALL", "LC_CTYPE")
BARE = ("PYTHONUTF8=0", "PYTHONCOERCECLOCALE=0")
STARTS = {
    "no locale": (),
    "C": ("LANG=C",),
    "POSIX": ("LC_ALL=POSIX",),
    "empty": ("LC_ALL=", "LANG=C.UTF-8"),
    "not installed": ("LANG=zh_CN.UTF-8",),
    "GBK, not installed": ("LANG=zh_CN.GBK",),
    "Latin, not installed": ("LC_ALL=en_US.ISO-8859-1",),
    "without Python's UTF-8 mode": ("LANG=C.UTF-8", *BARE),
    "an odd name": ("PYTHONIOENCODING=U8:strict",),
    "dumb": ("TERM=dumb",),
    "no TERM": ("LANG=C.UTF-8", "-u", "TERM"),
    "linux": ("TERM=linux",),
    "vt100": ("TERM=vt100", "LANG=C"),
    "xterm": ("TERM=xterm", "COLUMNS=0", "LINES=x"),
    "unknown": ("TERM=none-such", "LC_CTYPE=\udcff"),
}
REFUSED = {
    "ASCII": ("LC_ALL=C", *BARE),
    "Latin": ("PYTHONIOENCODING=latin-1",),
    "escapes": ("PYTHONIOENCODING=ascii:backslashreplace",),
    "GB18030": ("PYTHONIOENCODING=gb18030",),
}
GARBLED = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-f]{2}|\ufffd|\?\?|[\u0080-\u00ff]{2}")


def program(given: tuple[str, ...]) -> list[str]:
    """``env`` with these, starting the program."""
    without = [part for name in LOCALE for part in ("-u", name)]
    options = [part for part in given if "=" not in part]
    return ["env", *without, *options, *(g for g in given if "=" in g), *PROGRAM]


@pytest.mark.parametrize("name", STARTS)
def test_it_starts(tmp_path: Path, name: str) -> None:
    with session(tmp_path, program(STARTS[name])) as terminal:
        terminal.wait_for(FIRST, 20)
        assert not GARBLED.search(terminal.text()), terminal.text()
        terminal.send("1985-03\r")
        terminal.wait_for("性别")
        terminal.send(F10)
        assert terminal.wait() == 0
        assert not GARBLED.search(terminal.text()), terminal.text()
    assert not offences(bytes(terminal.raw))


@pytest.mark.parametrize("name", REFUSED)
def test_it_says_why_not(tmp_path: Path, name: str) -> None:
    with session(tmp_path, program(REFUSED[name])) as terminal:
        assert terminal.wait(20) == 2
    said = bytes(terminal.raw).decode("gb18030")
    assert "needs a UTF-8 terminal" in said
    assert ("UTF-8 编码的终端" in said) == (name == "GB18030")
    assert not GARBLED.search(said), said
    assert "\x1b" not in said
    assert "Traceback" not in said

"""Whatever the terminal sends: no crash, bounded memory and time, and keys are answered after."""

from __future__ import annotations

import os
import random
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.grammar import offences
from tests.e2e.sessions import F10, FIRST, begun, busy, contents, peak, session, until
from tests.e2e.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.slow]

MEGABYTES = 100
SECONDS = 20

# ---- fixed inputs

FLOODS: dict[str, bytes] = {
    "gbk": "参保登记".encode("gbk") * 20,
    "kitty": b"\x1b[99999999u",
    "kitty text": b"\x1b[97;1;1114112u" * 10,
    "resize": b"\x1b[48;99999;99999;0;0t",
    "unclosed csi": b"\x1b[" + b"1;" * 200_000,
    "unclosed osc": b"\x1b]52;c;" + b"QUJD" * 75_000,
    "unclosed dcs": b"\x1bP" + b"q" * 300_000,
    "unclosed paste": b"\x1b[200~" + b"x" * 2000,
    "ten megabytes of paste": b"\x1b[200~" + b"x" * 10_000_000 + b"\x1b[201~",
    "a paste of lines": b"\x1b[200~" + b"12\r\n" * 500_000 + b"\x1b[201~",
    "a hundred thousand keys": b"7" * 100_000,
    "two hundred thousand escapes": b"\x1b" * 200_000,
    "a hundred thousand mouse reports": b"\x1b[<0;3;1M\x1b[<35;10;5m" * 50_000,
    "old mouse reports": b"\x1b[M   " * 2000,
    "nul": b"\x00" * 100_000,
    "c1": bytes(range(0x80, 0xA0)) * 1000 + "\x9b31m\x9d0;x\x9c".encode() * 1000,
    "bidi": ("\u202e\u2067\u200b\u200d\ufeff\u2028" * 2000).encode(),
    "combining": ("a" + "\u0301" * 5000).encode(),
    "reports": b"\x1b[?2026;2$y\x1b[?1;2c\x1b[24;80R\x1b[I\x1b[O" * 5000,
    "half sequences": b"\x1b[1;\x1b[5\x1bO\x1b[\x1b]\x07" * 5000,
}


LIST, NEW, HELP = "  方案列表", "1/5", "说明："
"""What only the list, only the form's first page, only the help shows."""


def answers(terminal: Terminal, seconds: float) -> bool:
    """Whether it still does what keys say: help opens and closes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, seen in (("\x1b", LIST), ("n", NEW), ("\x1bOP", HELP)):
            terminal.send(key)
            terminal.pump(0.3)  # Esc and N at once are Alt+N
            if not _seen(terminal, seen):
                break
        else:
            return True
    return False


def _seen(terminal: Terminal, text: str) -> bool:
    end = time.monotonic() + 2
    while text not in terminal.text() and time.monotonic() < end:
        terminal.pump(0.05)
    return text in terminal.text()


@pytest.mark.parametrize("name", FLOODS)
def test_after_a_flood_keys_are_answered(tmp_path: Path, name: str) -> None:
    with begun(tmp_path) as terminal:
        terminal.send(FLOODS[name])
        terminal.pump(2.2 if name.startswith("unclosed") else 0.2)

        assert answers(terminal, 15), terminal.text()
        assert peak(terminal.pid) <= MEGABYTES
        terminal.pump(0.5)
        assert busy(terminal) <= 0.01
        assert not offences(bytes(terminal.raw))
        terminal.send("\x1b")
        terminal.wait_for(NEW)
        terminal.send(F10)
        assert terminal.wait() == 0


def test_a_paste_is_cut_and_stays_text(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        terminal.send(b"\x1b[200~[/ [b]\x9b31m\r\n\x1b]52;c;QQ==\x07" + b"x" * 9000 + b"\x1b[201~")
        terminal.wait_for("xxxx")
        terminal.send("\x1b[H")
        terminal.wait_for("[/ [b]")
        terminal.send("\r")
        terminal.wait_for("看不懂这个年月")


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (20, 5), (500, 200), (2000, 1000)])
def test_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    with begun(tmp_path) as terminal:
        terminal.resize(*size)
        terminal.pump(0.5)
        assert peak(terminal.pid) <= MEGABYTES
        terminal.resize(80, 24)
        terminal.wait_for(FIRST)


def test_a_thousand_resizes(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        begin = time.monotonic()
        for number in range(1000):
            terminal.resize(60 + number % 60, 20 + number % 20)
            terminal.pump(0)
        terminal.resize(80, 24)
        terminal.send("1985")
        terminal.wait_for("1985")
        assert time.monotonic() - begin <= 6
        assert peak(terminal.pid) <= MEGABYTES


# ---- the monkey

KEYS = [
    *"\t\r\x1b \x7f\x01\x0b\x15\x17\x03\x1a\x1c\x04\x10",
    *("\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F"),
    *("\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1bOP", "\x1bOQ", "\x1bOR", "\x1b[15~", "\x1b[17~"),
    *("\x1b[18~", "\x1b[19~", "n", "d", "u", "v"),
    *("0", "1", "9", ".", "-", "张", "é", "😀", "[", "/", "]", "@", "a", "\u202e", "\u0301"),
]
LEAVES = (b"\x11", b"\x1b[21~", b"q")  # Ctrl+Q, F10 and Q on the list end it, as they should
NUMBERS = (0, 1, 24, 97, 57344, 55296, 99999, 0x110000, 2**40)


def noise(chance: random.Random) -> bytes:
    """Bytes no keyboard sends."""
    pick, number = chance.choice, chance.choice(NUMBERS)
    digits = bytes(chance.choices(b"0123456789;:<=>?", k=chance.randint(1, 200)))
    pasted = chance.randbytes(chance.randint(0, 3000))
    return pick(
        [
            chance.randbytes(chance.randint(1, 30)),
            b"\x1b[" + digits,
            b"\x1b[<%d;%d;%d%s" % (pick([0, 2, 35, 64]), number, 3, pick([b"M", b"m"])),
            b"\x1b[200~" + pasted + pick([b"", b"\x1b[201~", b"\x1b[201~"]),
            b"\x1b[48;%d;%d;0;0t" % (number, pick(NUMBERS)),
            b"\x1b[%du" % number,
            b"\x1b[%d;%d;%du" % (number, chance.randint(0, 300), pick(NUMBERS)),
            b"\x1b]" + chance.randbytes(3) + b";x\x07",
            b"\x1b[?%d;%d$y" % (pick([2026, 2048, 1]), chance.randint(0, 9)),
            b"\x1bP" + b"p" * chance.randint(0, 50) + b"\x1b\\",
        ]
    )


def safe(data: bytes) -> bytes:
    for leave in LEAVES:
        data = data.replace(leave, b"")
    return data


def monkey(folder: Path, seed: int) -> str:
    """One session of random keys and bytes; empty when all is well."""
    chance = random.Random(seed)
    folder.mkdir()
    with begun(folder) as terminal:
        os.set_blocking(terminal._fd, False)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for _ in range(40):
                _random_thing(terminal, chance)
            terminal.pump(0.02)
            if terminal.exit_code is not None:
                return f"seed {seed}: ended with {terminal.exit_code}\n{terminal.text()}"
        os.set_blocking(terminal._fd, True)
        return _afterwards(terminal, seed)


def _random_thing(terminal: Terminal, chance: random.Random) -> None:
    data = noise(chance) if chance.random() < 0.3 else chance.choice(KEYS).encode()
    with suppress(OSError):  # it is behind: what does not fit is lost
        terminal.send(safe(data))
    if chance.random() < 0.01:
        terminal.resize(chance.choice([1, 20, 40, 80, 200]), chance.choice([1, 5, 24, 60]))


def _afterwards(terminal: Terminal, seed: int) -> str:
    terminal.resize(80, 24)
    terminal.pump(2.5)
    if not answers(terminal, 15):
        return f"seed {seed}: deaf\n{terminal.text()}"
    if (most := peak(terminal.pid)) > MEGABYTES:
        return f"seed {seed}: {most:.0f} MB"
    if found := offences(bytes(terminal.raw)):
        return f"seed {seed}: {found}"
    terminal.send("\x1b")
    terminal.wait_for(NEW)
    terminal.send(F10)
    code = terminal.wait()
    return f"seed {seed}: left with {code}" if code else ""


def test_five_monkeys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(5) as pool:
        found = pool.map(lambda seed: monkey(tmp_path / str(seed), seed), range(5))

    assert [text for text in found if text] == []


# ---- crashes

NAME, AMOUNT = "赵钱孙", "77123.45"
BROKEN = str(Path(__file__).with_name("broken.py"))


@pytest.mark.parametrize("where", ["draw", "key", "timer", "task", "input", "output", "journal"])
@pytest.mark.parametrize("screen", ["wizard", "list", "help", "why"])
def test_a_crash_says_one_sentence_and_nothing_of_the_person(
    tmp_path: Path, where: str, screen: str
) -> None:
    argv = (sys.executable, "-X", "dev", BROKEN, where, screen, NAME, AMOUNT)
    with session(tmp_path, argv, PYTHONWARNINGS="ignore") as terminal:
        assert terminal.wait(30) == 70, terminal.text()
    raw = bytes(terminal.raw)
    after = raw[raw.rindex(b"\x1b[?1004l") :].decode()
    assert re.fullmatch(
        r"\x1b\[\?1004l(\r\n)*程序出错，已停下；.{10,60}代码 [2-9A-Z]{5} .{3,20}\r\n", after
    ), after
    assert b"\x1b[?1049l" in raw
    assert not offences(raw)
    log = (tmp_path / "state" / "canbao" / "crash.log").read_text()
    assert re.search(r"代码 (\w{5})", after)[1] in log  # type: ignore[index]
    assert (tmp_path / "state" / "canbao" / "crash.log").stat().st_mode & 0o777 == 0o600
    drafts = b"".join(p.read_bytes() for p in tmp_path.rglob("drafts/*.toml"))
    assert AMOUNT.encode() in drafts  # what had been answered is kept
    kept_elsewhere = contents(tmp_path).replace(drafts, b"")
    for planted in (NAME, AMOUNT):
        assert planted not in after
        assert planted.encode() not in kept_elsewhere
    assert until(lambda: terminal.exit_code == 70)

"""Profile files nobody should have written, made from what goes wrong with TOML files.

Every case is a name and the bytes of a file: damaged encodings, cuts and flipped bits, values of
every kind in every place, names that drive terminals, what exhausts parsers, and the odd and the
forbidden corners of TOML put at the top, in a table, in a list, in the notes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from profiles.integrity import add_sum
from tests.profiles.samples import FULL, SMALL

Case = tuple[str, bytes]

VALUES = (
    *("nan", "inf", "-inf", "+nan", "1e400", "-0.0", "-1", "1e3", "0.1", "12.0", "1_0", "0b11"),
    *("0x7fffffffffffffff", "9223372036854775808", "-9223372036854775809", "1" + "0" * 400, "0o7"),
    *("true", "false", '"abc"', "[]", "{}", "[[]]", "[{}]", '""', "''", "'''\n'''", '"""\n"""'),
    *(
        '"NaN"',
        '"Infinity"',
        '"1e5"',
        '"５０００"',
        '"-1"',
        '"5000.001"',
        '" 5000"',
        '"9' * 1 + '"',
    ),
    *('"99999999999999999999"', "0000-01-01", "9999-12-31", "2026-02-30", "1899-12-31"),
    *("1975-06-01T00:00:00Z", "1975-06-01T00:00:60Z", "00:00:00", '"1975-06-01"', '"0000-00"'),
    *("1975-06-01T00:00:00+23:59", '"1985-13"', '"\\u0000"', '"\\u001b[2J"', '"\\u202e"'),
)
PLACES = (
    *("schema = 1", 'name = "骑手小王"', 'birth = "1985-03"', 'sex = "male"'),
    *('registered = "140100"', "employee_months = 36", 'employee_balance = "12000.00"'),
    *('base = "floor"', "tier = 2000", "extend = true", 'wage_growth = "0.02"', "revision = 3"),
)
NAMES = (
    *("\\u001b]52;c;UFdO\\u0007", "\\u009b31m", "[@click=app.quit]x[/]", "[/nope]", "a\\nb", "\\b"),
    *("\\u202egnp.txt", "\\u2066x\\u2069", "\\u200b", "", "  ", "\\uFEFFx", "e\\u0301" * 500),
    *("x" * 41, "x" * 5000, "../../etc/passwd", "\\u2028", "$(id)", "%s%n", "{0.__class__}", "\\"),
    *("\\U0010FFFF", "\\uFFFE", "\\uD800", "\\U00110000", "11010519491231002X", "\\u0e33" * 30),
)
# Corners of TOML; some are right, none may hurt.
SNIPPETS = (
    *(
        "a = 1\na = 2",
        "a.b = 1\na = 2",
        "[x]\n[x]",
        "[[x]]\n[x]",
        "[x]\n[[x]]",
        "a = [1,]",
        "a = [,]",
    ),
    *("a = {b = 1,}", "a = {b = 1\n}", "a = {b = 1, b = 2}", "a.b.c.d.e.f.g.h = 1", "a = 1 b = 2"),
    *('a = "\n"', "a = '\n'", 'a = """\\', 'a = """x""""""', "a = '''x'''''''", 'a = "\\x41"', "="),
    *('a = "\\q"', 'a = "\\u12"', "a = +1", "a = 01", "a = 1__0", "a = _1", "a = 1_", "a = 0xG"),
    *("a = 1.", "a = .1", "a = 1e", "a = 1e+", "a = +inf", "a = infinity", "a = TRUE", "a = nul"),
    *("a = 2026-1-1", "a = 2026-01-01T", "a = 2026-01-01 01:01", "a = 24:00:00", "a = 1:2:3"),
    *("a = 2026-01-01T01:01:01.9999999999Z", "a = 2026-01-01T01:01:01+25:00", "a = 10:00:00.123"),
    *(
        "[]",
        "[ ]",
        "[a",
        "a]",
        "[[a]",
        "[a]]",
        "[a.]",
        "[.a]",
        "[a..b]",
        "[a b]",
        '[""]',
        "[ a . b ]",
    ),
    *(
        "a",
        "a =",
        "= 1",
        "a = = 1",
        "a b = 1",
        '"a" "b" = 1',
        "'' = 1",
        '"" = 1',
        "# \x00",
        "# \x1b",
    ),
    *("a = [[[[[[[[[1]]]]]]]]]", "a = [1, [2, [3]]]", "a = [1, 'x', 1.5, true, 2026-01-01]"),
    *(
        "{a = 1}",
        "a = {",
        "a = }",
        "a = [",
        "a = ]",
        "a = (1)",
        "a = <1>",
        "a = 'x' # y",
        "a = 1 # \r",
    ),
    *(
        "\u00a0a = 1",
        "\ufeffa = 1",
        "a\u3000= 1",
        "键 = 1",
        '"键" = 1',
        "a = １",
        "\ta = 1\t",
        "a = '\t'",
    ),
    *("__proto__ = 1", "constructor = 1", '"a.b" = 1', "1 = 1", "1.5 = 1", "-1 = 1", "- = 1"),
    *(
        "a = '\x7f'",
        "a = '\x01'",
        "a = '\u0080'",
        "a = '\u2028'",
        "a = '\ufffe'",
        "a = '\U0010ffff'",
    ),
)
AROUND = (
    "{0}\n{1}",
    "{1}\n{0}",
    "{1}\n[notes]\n{0}",
    "{1}\n[plan]\n{0}",
    "{1}\n[notes.x]\n{0}\n[y]",
)


def cases() -> Iterator[Case]:
    """All of them; names are not repeated."""
    yield from _encodings()
    yield from _damaged()
    yield from _values()
    yield from _corners()
    yield from _exhausting()


def _encodings() -> Iterator[Case]:
    raw = SMALL.encode()
    yield "whole", add_sum(raw)
    yield "empty", b""
    yield "bom", b"\xef\xbb\xbf" + raw
    for encoding in ("utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "shift-jis", "utf-7"):
        yield encoding, SMALL.replace("骑手", "王").encode(encoding, "replace")
    yield "crlf", raw.replace(b"\n", b"\r\n")
    yield "cr", raw.replace(b"\n", b"\r")
    yield "nul", raw + b"\0"
    yield "only nul", bytes(len(raw))
    yield "nul behind", raw + bytes(4096)
    yield "overlong", raw.replace(b"male", b"m\xc0\xa1le")
    yield "surrogate", raw.replace(b"male", b"\xed\xa0\x80")
    yield "all bytes", bytes(range(256)) * 16


def _damaged() -> Iterator[Case]:
    dice = random.Random(7)
    for name, raw in (("full", FULL.encode()), ("summed", add_sum(FULL.encode()))):
        for end in range(0, len(raw), 11):
            yield f"{name} cut {end}", raw[:end]
        for number in range(100):
            changed = bytearray(raw)
            for _ in range(dice.randint(1, 4)):
                changed[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
            yield f"{name} flipped {number}", bytes(changed)
    for number in range(60):
        rows = FULL.splitlines()
        dice.shuffle(rows)
        yield f"shuffled {number}", "\n".join(rows).encode()
    for number in range(40):
        yield f"noise {number}", dice.randbytes(dice.randint(1, 3000))


def _values() -> Iterator[Case]:
    for at, place in enumerate(PLACES):
        key = place.partition("=")[0]
        for number, value in enumerate(VALUES):
            yield f"value {at} {number}", FULL.replace(place, f"{key}= {value}").encode()
    for number, name in enumerate(NAMES):
        yield f"name {number}", FULL.replace("骑手小王", name).encode("utf-8", "surrogatepass")
    for number, row in enumerate(FULL.splitlines()):
        yield f"without {number}", FULL.replace(row + "\n", "", 1).encode()
        yield f"twice {number}", FULL.replace(row + "\n", f"{row}\n{row}\n", 1).encode()


def _corners() -> Iterator[Case]:
    for at, around in enumerate(AROUND):
        for number, snippet in enumerate(SNIPPETS):
            text = around.replace("{1}", SMALL.rstrip()).replace("{0}", snippet)
            yield f"corner {at} {number}", text.encode("utf-8", "surrogatepass")


def _exhausting() -> Iterator[Case]:
    for count in (50, 400, 1000, 5000, 30_000):
        yield f"arrays {count}", b"a = " + b"[" * count + b"]" * count
        yield f"tables {count}", b"a = " + b"{a=" * count + b"1" + b"}" * count
        yield f"dots {count}", b".".join([b"a"] * count) + b" = 1\n"
        yield f"header dots {count}", b"[" + b".".join([b"a"] * count) + b"]\n"
        yield f"keys {count}", b"".join(b"k%d = 1\n" % i for i in range(count))
        yield f"headers {count}", b"".join(b"[t%d]\n" % i for i in range(count))
        yield f"table lists {count}", b"[[a]]\n" * count
        yield f"digits {count}", b"a = " + b"9" * count
        yield f"quotes {count}", b"'\n" * count + b'"\n' * count
        yield f"openings {count}", b'a = """\n' * count
        yield f"escapes {count}", b'a = "' + b"\\\\" * count + b'"'
        yield f"underscores {count}", b"a = 1" + b"_0" * count
    yield "20 MB of text", b'a = "' + b"x" * 20_000_000 + b'"\n'
    yield "20 MB of comment", b"#" + b"x" * 20_000_000
    yield "20 MB of nothing", b"\n" * 20_000_000
    yield "64 KiB of one line", b"a = '" + b"x" * 65_520 + b"'"
    yield "64 KiB of dotted keys", b"".join(b"a.b.c.d.e.f.k%d = 1\n" % i for i in range(3000))
    yield "64 KiB of combining", b"a = '" + "\u0301".encode() * 2000 + b"'\n"

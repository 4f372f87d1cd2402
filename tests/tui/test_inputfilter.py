"""The input filter: any bytes in, only safe and whole things out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tui.inputfilter import END, LONGEST, PASTE, START, InputFilter
from tui.keyboard import KNOWN, Keyboard

Chunk = tuple[bytes, float]

PIECES = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=12).map(str.encode),
    st.sampled_from(sorted(KNOWN)).map(str.encode),
    st.sampled_from(
        [
            b"\x1b",
            b"\x1b[",
            b"\x1bO",
            b"\x1b]52;c;QUJD\x07",
            b"\x1bPq",
            b"\x1b\\",
            START.encode(),
            END.encode(),
            b"\x1b[<0;3;1M",
            b"\x1b[99999999u",
            b"\x1b[48;99999;99999;0;0t",
            b"\x1b[?2026;2$y",
            b"\x1b[" + b"1;" * 60,
            "好".encode()[:2],
        ]
    ),
)
CHUNKS = st.lists(st.tuples(PIECES, st.sampled_from([0.0, 0.01, 0.2, 0.6, 2.5])), max_size=25)
# What a piece may be made of: ends of pastes, known keys, escapes that begin nothing, text.
SAFE = re.compile(
    "|".join(
        [
            re.escape(START),
            re.escape(END),
            *map(re.escape, sorted(KNOWN, key=len, reverse=True)),
            r"\x1b(?![\[O\]PX^_])",
            r"[^\x00\x1b\x80-\x9f]",
        ]
    )
)


def pieces(chunks: list[Chunk]) -> list[str]:
    """What comes out for each chunk and each pause, the time passing between them."""
    filtered = InputFilter(KNOWN)
    out, now = [], 0.0
    for data, pause in [*chunks, (b"", 20.0), (b"", 20.0), (b"", 20.0)]:
        out.append(filtered.feed(data, now))
        assert filtered.held <= LONGEST
        now += pause
        out.append(filtered.idle(now))
    return out


def run(chunks: list[Chunk]) -> str:
    return "".join(pieces(chunks))


@given(CHUNKS)
@settings(max_examples=400, deadline=None)
def test_only_safe_and_whole_things_come_out(chunks: list[Chunk]) -> None:
    for piece in pieces(chunks):
        assert SAFE.sub("", piece) == ""
        piece.encode("utf-8")


@given(CHUNKS)
@settings(max_examples=200, deadline=None)
def test_pastes_are_bounded_and_closed_in_order(chunks: list[Chunk]) -> None:
    marks = re.findall(f"{re.escape(START)}|{re.escape(END)}", run(chunks))

    assert marks == [START, END] * (len(marks) // 2)
    for paste in re.findall(f"{re.escape(START)}(.*?){re.escape(END)}", run(chunks), re.DOTALL):
        assert len(paste.encode()) <= PASTE


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60), st.data())
@settings(max_examples=200, deadline=None)
def test_plain_text_comes_out_as_it_went_in_however_it_is_cut(
    text: str, data: st.DataObject
) -> None:
    raw = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    parts = [raw[a:b] for a, b in pairwise([0, *cuts, len(raw)])]

    assert run([(part, 0.01) for part in parts]) == text


@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=8), st.data())
@settings(max_examples=200, deadline=None)
def test_keys_come_out_as_they_went_in_however_they_are_cut(
    keys: list[str], data: st.DataObject
) -> None:
    raw = "".join(keys).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    parts = [raw[a:b] for a, b in pairwise([0, *cuts, len(raw)])]

    assert run([(part, 0.01) for part in parts]) == "".join(keys)


@given(CHUNKS)
@settings(max_examples=300, deadline=None)
def test_the_keyboard_never_raises_and_gives_keys_and_pastes(chunks: list[Chunk]) -> None:
    keyboard, now = Keyboard(), 0.0
    for data, pause in chunks:
        given_out = [*keyboard.feed(data, now)]
        now += pause
        given_out += keyboard.idle(now)
        for message in given_out:
            known = events.Key | events.Paste | events.CursorPosition
            assert isinstance(message, known)


@pytest.mark.parametrize(
    ("chunks", "out"),
    [
        ([(b"\x1b", 0.2), (b"x", 0)], "\x1bx"),
        ([(b"\x1b", 0.01), (b"[A", 0)], "\x1b[A"),
        ([(b"\x1b[", 0.6), (b"A", 0)], "A"),
        ([(b"\x1b[<0;3;1Mx", 0)], "x"),
        ([(b"\x1b[99999999ux", 0)], "x"),
        ([(b"\x1b[48;99999;99999;0;0tx", 0)], "x"),
        ([(b"\x1b[?2026;2$yx", 0)], "x"),
        ([(b"\x1b[Ix\x1b[O", 0)], "x"),
        ([(b"\x1b]52;c;QUJD\x07x", 0)], "x"),
        ([(b"\x1bPqqq\x1b", 0.01), (b"\\x", 0)], "x"),
        ([(b"\x1b]never closed", 2.5), (b"x", 0)], "x"),
        ([(b"\x1b[" + b"1;" * 5000, 0.01), (b"2", 0.01), (b"Mx", 0)], "x"),
        ([(b"\x1b[" + b"1;" * 5000, 0.6), (b"x", 0)], "x"),
        ([(b"\xb2\xce\xb1\xa3", 0)], "\ufffdα\ufffd"),
        ([("好".encode()[:2], 0.6), (b"x", 0)], "\ufffdx"),
        ([(b"a\x00b\xc2\x9bc", 0)], "abc"),
        ([(b"\x1b[200~ab", 2.5), (b"x", 0)], START + "ab" + END + "x"),
        ([(b"\x1b[200~a\x1b]b\x00\x1b[20", 0.1), (b"1~x", 0)], START + "a]b" + END + "x"),
        ([(b"\x1b[201~x", 0)], "x"),
        ([(b"\x1b\x1b\x1b[B", 0)], "\x1b\x1b\x1b[B"),
    ],
)
def test_what_becomes_of_each_kind(chunks: list[Chunk], out: str) -> None:
    assert run(chunks) == out


def test_an_endless_paste_typed_into_slowly_still_ends() -> None:
    out = run([(START.encode(), 1.0), *[(b"a", 1.0)] * 30])

    assert out == START + "a" * 9 + END + "a" * 21


def test_ten_megabytes_of_paste_leave_four_kilobytes() -> None:
    filtered = InputFilter(KNOWN)
    out = filtered.feed(START.encode(), 0.0)
    out += "".join(filtered.feed("参".encode() * 1365, 0.0) for _ in range(2500))
    out += filtered.feed(END.encode() + b"x", 0.0)

    assert len(out.encode()) <= PASTE + len(START + END) + 1
    assert out.endswith(END + "x")

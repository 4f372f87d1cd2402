"""画面的材料：安全、宽度、对齐。"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.layout import beside, fill, page, scroll, stack
from tui.lines import UNSAFE, Line, Span, Style, columns, find_cursor, line, plain

# 偏向麻烦的：汉字、组合符号、控制、双向、代理、选择符。
_TROUBLE = "参保a1 。\u0301\ufe0f\u200d\u202e\x1b\x9b\ud800\u2028\U000e0100[/"
NASTY = st.one_of(
    st.text(max_size=30),
    st.text(
        st.sampled_from("参保a1 。\u0301\ufe0f\u200d\u202e\x1b\x9b\ud800\u2028\U000e0100[/"),
        max_size=30,
    ),
)
LINES = st.lists(st.tuples(NASTY, st.sampled_from(list(Style))), max_size=5).map(
    lambda parts: line(*parts)
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("参保 ok", "参保 ok"),
        ("[b]x[/]", "[b]x[/]"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("\x9b31m", "\ufffd31m"),
        ("a\u202eb", "a\ufffdb"),
        ("a\nb\tc\x00", "a\ufffdb\ufffdc\ufffd"),
        ("\ue000\u2028\ud800", "\ufffd\ufffd\ufffd"),
        ("e\u0301", "é"),
        ("全　角", "全　角"),
        ("☁\ufe0f", "☁"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert shown == plain(text)


def test_plain_caps_the_length() -> None:
    assert plain("参" * 1000) == "参" * 400
    assert plain("参" * 1000, 3) == "参参参"


@given(NASTY)
def test_nothing_unsafe_gets_into_a_span(text: str) -> None:
    shown = Span(text).text

    assert not {unicodedata.category(c) for c in shown} & UNSAFE
    assert plain(shown) == shown
    assert cell_len(shown) == sum(cell_len(c) for c in shown)


@given(LINES, st.integers(0, 60))
def test_fitting_gives_exactly_the_width(row: Line, width: int) -> None:
    assert row.crop(width).width == min(row.width, width)
    assert row.pad(width).width == max(row.width, width)
    for placed in (row.fit(width), row.right(width), row.center(width)):
        assert placed.width == width
        assert cell_len(placed.text) == width


@given(LINES, LINES)
def test_adding_adds(one: Line, two: Line) -> None:
    assert (one + two).text == one.text + two.text
    assert (one + two).width == one.width + two.width


def test_crop_never_shows_half_a_character() -> None:
    assert line("参保").crop(3).text == "参 "
    assert line("a", ("参", Style.VALUE)).crop(2).spans[-1] == Span(" ", Style.VALUE)


def test_parts_of_a_line() -> None:
    row = line("出生 ", ("1985", Style.VALUE), Span("年", Style.DIM), line("。"))

    assert row.text == "出生 1985年。"
    assert [s.style for s in row.spans] == [Style.NORMAL, Style.VALUE, Style.DIM, Style.NORMAL]
    assert row.styled(Style.FOCUS).spans[1] == Span("1985", Style.FOCUS)


def test_columns_align_by_cells() -> None:
    row = columns([("职工", 6, "left"), ("12.5", 8, "right"), (line("元"), 4, "center")])

    assert row.text == "职工       12.5  元 "
    assert row.width == 6 + 1 + 8 + 1 + 4


def test_columns_crop_what_does_not_fit() -> None:
    assert columns([("城乡居民", 5, "left"), ("1", 1, "left")]).text == "城乡  1"


@given(st.lists(LINES, max_size=5), st.lists(LINES, max_size=5), st.integers(0, 40))
def test_beside_puts_the_right_block_in_one_column(
    left: list[Line], right: list[Line], width: int
) -> None:
    rows = beside(left, right, width, "│")

    assert len(rows) == max(len(left), len(right))
    assert all(row.text[len(row.crop(width).text) :].startswith("│") for row in rows)


def test_page_keeps_the_keys_at_the_bottom() -> None:
    rows = page([line("头")], [line("身")] * 9, [line("脚")], 5)

    assert [row.text for row in rows] == ["头", "身", "身", "身", "脚"]
    assert [row.text for row in page([line("头")], [], [line("脚")], 3)] == ["头", "", "脚"]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_scroll_shows_the_focused_row(count: int, height: int, focus: int) -> None:
    rows = [line(str(n)) for n in range(count)]
    seen = scroll(rows, height, focus)

    assert len(seen) == min(count, height)
    if focus < count and height:
        assert rows[focus] in seen


def test_fill_and_stack() -> None:
    assert fill([], 2) == [Line(), Line()]
    assert fill([line("a")] * 3, 1) == [line("a")]
    assert stack([line("a")], [], [line("b")]) == [line("a"), line("b")]


def test_the_cursor_is_the_text_cursor_or_else_the_focused_row() -> None:
    focus = line("  ", ("参保", Style.FOCUS))
    field = line("年月 ", ("1", Style.CURSOR))

    assert find_cursor([Line(), focus, field]) == (5, 2)
    assert find_cursor([Line(), focus]) == (2, 1)
    assert find_cursor([Line()]) is None

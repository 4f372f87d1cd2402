"""折行：不超宽，行首没有句读，行尾没有开括号，字不丢。"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.wrapping import NOT_FIRST, NOT_LAST, wrap

WORDS = st.lists(
    st.one_of(
        st.text("城乡居民基本养老保险", min_size=1, max_size=6),
        st.from_regex(r"[a-zA-Z0-9.]{1,6}", fullmatch=True),
        st.just(" "),
    ),
    min_size=1,
    max_size=20,
)
# 标点总跟着、领着字；两个标点连着最多一对，宽度 20 总放得下。
_MARKS = ["，", "。", "60%", "）。", "", "「城」", "（a", "》"]
PROSE = st.lists(
    st.tuples(
        WORDS.map("".join), st.sampled_from(["，", "。", "％", "）。", "", "「城」", "（a", "》"])
    ),
    max_size=8,
).map(lambda pairs: "居".join(a.strip() + "民" + b for a, b in pairs))


@given(st.text(), st.integers(4, 40))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert all(cell_len(row) <= width for row in wrap(text, width))


@given(PROSE, st.integers(20, 40))
def test_punctuation_stays_where_it_belongs(text: str, width: int) -> None:
    rows = [row for row in wrap(text, width) if row]

    assert not [row for row in rows[1:] if row[0] in NOT_FIRST]
    assert not [row for row in rows[:-1] if row[-1] in NOT_LAST]


@given(PROSE, st.integers(4, 40))
def test_nothing_is_lost_but_spaces(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.from_regex(r"[a-z0-9]{1,9}", fullmatch=True), min_size=1), st.integers(10, 30))
def test_ascii_words_stay_whole(words: list[str], width: int) -> None:
    rows = wrap("参".join(words), width)

    joined = "\n".join(rows)
    assert all(word in joined for word in words)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("一二三四五", 10, ["一二三四五"]),
        ("一二三四五，六", 10, ["一二三四", "五，六"]),
        ("一二三四（五）", 10, ["一二三四", "（五）"]),
        ("缴满 15 年", 8, ["缴满 15", "年"]),
        ("约60%。是", 6, ["约", "60%。", "是"]),
        ("甲\n\n乙", 10, ["甲", "", "乙"]),
        ("甲\r\n乙", 10, ["甲", "乙"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("，，，，", 4, ["，，", "，，"]),
        ("a\x1bb", 10, ["a\ufffdb"]),
    ],
)
def test_examples(text: str, width: int, rows: list[str]) -> None:
    assert rows == wrap(text, width)


def test_indent() -> None:
    assert wrap("一二三四五六", 8, "  ") == ["  一二三", "  四五六"]
    assert wrap("一二三四五六", 8, "  ", first="▸ ") == ["▸ 一二三", "  四五六"]


@pytest.mark.parametrize("text", ["，" * 20_000, "a" * 20_000, "（" * 20_000, "参保 " * 7_000])
def test_long_hostile_text_is_fast(text: str) -> None:
    start = time.perf_counter()
    wrap(text, 80)
    assert time.perf_counter() - start < 2

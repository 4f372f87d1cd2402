"""一行可编辑的文字。"""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.editing import TextEdit
from tui.lines import UNSAFE, Style, find_cursor, safe

LIMIT = 12
SAFE = st.text(st.sampled_from("参保a1 é1e\u0301"), max_size=LIMIT)
EDITS = st.builds(TextEdit, st.text(max_size=30), st.integers(-5, 40), st.integers(0, LIMIT))
Action = tuple[str, tuple[str, ...]]
ACTIONS = st.lists(
    st.one_of(
        st.sampled_from(
            ["backspace", "delete", "left", "right", "home", "end", "clear", "clear_to_end"]
        ).map(lambda name: (name, ())),
        st.text(max_size=20).map(lambda text: ("insert", (text,))),
    )
)


@given(EDITS, ACTIONS)
def test_it_stays_sound_whatever_is_done(
    edit: TextEdit, actions: list[tuple[str, tuple[str]]]
) -> None:
    for name, arguments in actions:
        edit = getattr(edit, name)(*arguments)

        assert 0 <= edit.cursor <= len(edit.text) <= edit.limit
        assert not {unicodedata.category(c) for c in edit.text} & UNSAFE


@given(EDITS, st.characters().filter(safe))
def test_typing_then_backspace_changes_nothing(edit: TextEdit, character: str) -> None:
    typed = edit.insert(character)

    assert typed.backspace() == edit if len(edit.text) < edit.limit else typed == edit


@given(EDITS)
def test_delete_is_right_then_backspace(edit: TextEdit) -> None:
    if edit.cursor < len(edit.text):
        assert edit.delete() == edit.right().backspace()


@given(EDITS, st.integers(1, 20))
def test_the_view_is_exactly_as_wide_and_shows_the_cursor(edit: TextEdit, width: int) -> None:
    view = edit.view(width)

    assert view.width == width
    assert cell_len(view.text) == width
    assert find_cursor([view]) is not None


def test_moving_and_clearing() -> None:
    edit = TextEdit.of("参保人员", LIMIT)

    assert edit.cursor == 4
    assert edit.left().left().insert("x").text == "参保x人员"
    assert edit.home().delete().text == "保人员"
    assert edit.home().right().clear_to_end() == TextEdit("参", 1, LIMIT)
    assert edit.clear() == TextEdit("", 0, LIMIT)
    assert edit.home().end() == edit


def test_what_is_dropped_on_insert() -> None:
    assert TextEdit("", 0, LIMIT).insert("a\n\tb\x1b\x9b\u202ec").text == "abc"
    assert TextEdit.of("参" * 11, LIMIT).insert("保人").text == "参" * 11 + "保"


def test_partial_input_is_not_composed() -> None:
    assert TextEdit("", 0, LIMIT).insert("e").insert("\u0301").text == "e\u0301"


def test_the_view_marks_the_cursor_cell() -> None:
    view = TextEdit("参保", 1, LIMIT).view(8)

    assert [(s.text, s.style) for s in view.spans[:2]] == [
        ("参", Style.NORMAL),
        ("保", Style.CURSOR),
    ]


def test_a_pasted_megabyte_is_fast() -> None:
    start = time.perf_counter()
    edit = TextEdit("", 0, LIMIT).insert("\x1b参\n" * 350_000)
    assert time.perf_counter() - start < 0.05
    assert edit.text.startswith("参")

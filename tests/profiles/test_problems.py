"""What a message may say, and what it may not repeat."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import say
from profiles.problems import UNSAFE, Problem, ProfileError, has_id_number, refusal, shown

ID = "11010519491231002X"


def test_a_problem_is_one_sentence_with_file_key_what_and_what_is_accepted() -> None:
    problem = Problem("a.toml", "plan.tier", say("没有填"), say("整数"))
    assert str(problem) == "a.toml：plan.tier：没有填。可填：整数。"


def test_key_and_accepted_may_be_missing() -> None:
    assert str(Problem("a.toml", "", say("太大"))) == "a.toml：太大。"


def test_an_error_has_one_line_for_each_problem() -> None:
    one = Problem("a", "b", say("没有填"))
    assert str(ProfileError([one, one])).count("\n") == 1
    assert refusal("a", say("太大")).problems == (Problem("a", "", say("太大")),)


@given(st.text(), st.text(), st.text())
def test_no_control_character_gets_into_a_message(file: str, key: str, value: str) -> None:
    said = str(Problem(file, key, say("不能是「{value}」", value=shown(value))))
    assert not [char for char in said if unicodedata.category(char) in UNSAFE]


def test_a_long_value_is_cut() -> None:
    assert shown("长" * 41) == "长" * 40 + "…"
    assert shown("长" * 40) == "长" * 40


def test_braces_in_a_value_are_just_braces() -> None:
    assert str(say("「{value}」", value=shown("{0.__class__} {x}"))) == "「{0.__class__} {x}」"


@pytest.mark.parametrize(
    "text",
    [ID, ID.lower(), f"我的{ID}号", "110105 19491231 0021", "１１０１０５１９４９１２３１００２１"],
)
def test_what_looks_like_an_id_number_is_never_repeated(text: str) -> None:
    assert has_id_number(text)
    said = str(Problem(text, text, say("不能是「{value}」", value=shown(text))))
    assert said.count("（像身份证号，已隐去）") == 3
    assert "1949" not in said


@pytest.mark.parametrize("text", ["", "2026-12", "12345678901234567", "138 0013 8000", "140100"])
def test_other_numbers_are_not_taken_for_one(text: str) -> None:
    assert not has_id_number(text)

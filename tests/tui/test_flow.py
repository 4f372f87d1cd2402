"""The wizard without a terminal: keys in, answers and sentences out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.questions.catalogue import BY_KEY, QUESTIONS, questions_of
from core.questions.question import Step
from core.words import Text
from profiles.answers import fits
from tests.tui.stage import POLICY, TODAY, case, flow_of
from tui.flow import ORDER, Flow
from tui.preview import preview
from tui.widgets.review import answered
from tui.words import render

NAMED = {"enter", "up", "down", "left", "right", "backspace", "home", "end", "space"}


def type_in(flow: Flow, text: str) -> None:
    for character in text:
        flow.key(character, character)


def at(key: str, text: str = "", **changes: Any) -> Flow:
    """The headline case on one question, with text typed into its emptied field."""
    flow = flow_of(case(**changes), BY_KEY[key].step, key)
    flow.key("ctrl+u", None)
    type_in(flow, text)
    return flow


def answer_of(key: str, text: str, **changes: Any) -> Any:
    flow = at(key, text, **changes)
    assert flow.commit(), flow.told
    return flow.answers.get(key)


# ---- typing


@pytest.mark.parametrize(
    "typed",
    [
        "1985-03",
        "1985-3",
        "１９８５－０３",
        "1985。3",
        "1985年3月",
        "198503",
        "1985/3",
        "1985-03-09",
    ],
)
def test_a_month_may_be_typed_as_people_write_it(typed: str) -> None:
    assert answer_of("person.birth", typed) == "1985-03"


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("history.employee_months", "３６", 36),
        ("history.employee_months", "36个月", 36),
        ("history.employee_index", "０。６", "0.6"),
        ("history.employee_balance", "￥12，000。50元", "12000.50"),
        ("plan.base", "５０００", "5000"),
        ("plan.base", "150％", "150%"),
        ("plan.base", "上限", "ceiling"),
        ("plan.retire", "最早", "earliest"),
        ("plan.retire", "2046年1月", "2046-01"),
        ("assumptions.wage_growth", "２。５", "0.025"),
        ("plan.pauses", "2030-01至2031-06", [{"from": "2030-01", "to": "2031-06"}]),
    ],
)
def test_full_width_digits_and_chinese_points_are_understood(
    key: str, typed: str, answer: Any
) -> None:
    assert answer_of(key, typed) == answer


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("person.birth", "1985-13", "看不懂这个年月"),
        ("person.birth", "三月", "看不懂这个年月"),
        ("history.employee_months", "三年", "不是有效的整数"),
        ("history.employee_balance", "很多", "不是有效的金额"),
        ("history.employee_index", "9", "不是有效的指数"),
        ("location.registered", "火星", "找不到这个地方"),
        ("plan.base", "少一点", "看不懂这个基数"),
        ("plan.pauses", "2031-06至2030-01", "暂停的止月早于起月"),
        ("assumptions.inflation", "51", "不是有效的比率"),
    ],
)
def test_text_that_is_no_answer_blocks_with_one_sentence_and_loses_nothing(
    key: str, typed: str, words: str
) -> None:
    flow = at(key, typed)
    before, step = dict(flow.answers), flow.step

    for leave, way in ((flow.move, 1), (flow.go, 1), (flow.go, -1)):
        assert not leave(way)
        assert flow.told is not None
        assert flow.told.error
        assert words in flow.told.text
        assert "可填：" in flow.told.text
    assert (flow.answers, flow.step, flow.question.key) == (before, step, key)
    assert flow.preview == preview(before, POLICY, TODAY)


def test_a_base_below_the_floor_is_clamped_and_that_is_said() -> None:
    flow = at("plan.base", "1000")
    branch = flow.preview.branch

    assert branch is not None
    assert branch.option is not None
    assert branch.option.contribution is not None
    # 2026 in Shanxi: the floor of 4244 yuan, twenty per cent of it a month.
    assert f"{branch.option.contribution.first_year:.2f}" == "10185.60"
    words = [render(notice.text) for notice in branch.notices]
    assert "2026年起1000元低于下限（4244元），按下限缴" in words


# ---- unknown


@pytest.mark.parametrize("typed", ["?", "？"])
@pytest.mark.parametrize(
    "key",
    ["history.employee_months", "plan.base", "plan.place", "location.working", "plan.retire"],
)
def test_a_question_mark_takes_an_answer_back(key: str, typed: str) -> None:
    flow = flow_of(case(plan__retire="earliest"), BY_KEY[key].step, key)
    assert key in flow.answers
    type_in(flow, typed)

    assert flow.commit()
    assert key not in flow.answers


@pytest.mark.parametrize("key", ["person.birth", "person.sex", "location.registered"])
def test_a_required_answer_is_not_taken_back(key: str) -> None:
    flow = flow_of(case(), BY_KEY[key].step, key)
    flow.key("ctrl+u", None)
    type_in(flow, "?")

    assert flow.commit()
    assert flow.answers == case()


# ---- choices, presets, places


def test_a_choice_is_picked_by_number_by_arrow_and_by_space() -> None:
    flow = Flow(POLICY, TODAY)
    flow.focus(1)
    for key, answer in (("1", "male"), ("2", "female"), ("left", "male"), ("space", "female")):
        flow.key(key, key if len(key) == 1 else None)
        assert flow.entry.answer() == answer
    assert not flow.key("3", "3")


def test_presets_step_to_both_ends_and_stop_there() -> None:
    flow = at("plan.base", plan__base=None)
    seen = []
    for _ in range(9):
        flow.key("right", None)
        seen.append(flow.entry.answer())

    assert seen == ["floor", "60%", "80%", "100%", "150%", "200%", "300%", "ceiling", "ceiling"]
    for _ in range(9):
        flow.key("left", None)
    assert flow.entry.answer() == "floor"


def test_typing_over_a_preset_replaces_it() -> None:
    flow = flow_of(case(), Step.SCHEME, "plan.base")
    type_in(flow, "5000")

    assert flow.entry.answer() == "5000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("dt1", "140200"),
        ("dt", "140200"),
        ("datong", "140200"),
        ("大同市", "140200"),
        ("140200", "140200"),
        ("１４０２００", "140200"),
        ("DT1", "140200"),
        ("1402", "140200"),
        ("beijing", "110000"),
        ("110000", "110000"),
        ("山西", "140000"),
        ("ty", "140100"),
    ],
)
def test_a_place_is_found_by_number_code_initials_pinyin_or_name(typed: str, code: str) -> None:
    assert answer_of("location.registered", typed, location__registered=None) == code


def test_a_number_alone_picks_from_what_lies_below_the_home_province() -> None:
    children = POLICY.regions.children("140000")

    assert answer_of("location.registered", "2", location__registered=None) == children[1].code


def test_a_place_is_picked_with_the_arrows() -> None:
    flow = at("location.registered", "dt", location__registered=None)
    flow.key("down", None)

    assert flow.entry.answer() != "140200"
    flow.key("up", None)
    assert flow.entry.answer() == "140200"


# ---- back and forth


def test_walking_the_whole_wizard_back_and_forth_keeps_every_answer() -> None:
    flow = flow_of(case())
    seen = []
    while True:
        seen.append(flow.question.key)
        if not flow.move(1):
            break
    assert seen == [question.key for question in answered(flow)]
    while flow.move(-1):
        seen.append(flow.question.key)
    assert flow.question.key == "person.birth"
    assert flow.answers == case()
    assert not flow.dirty


def test_every_step_can_be_reached_without_an_answer() -> None:
    flow = Flow(POLICY, TODAY)
    reached = [flow.step]
    while flow.go(1):
        reached.append(flow.step)

    assert reached == list(ORDER)
    while flow.go(-1):
        reached.append(flow.step)
    assert flow.step is Step.IDENTITY
    assert flow.answers == {}


def test_going_back_opens_the_last_question_of_the_step_before() -> None:
    flow = flow_of(case(), Step.PLACES)
    flow.move(-1)

    assert (flow.step, flow.question.key) == (Step.IDENTITY, flow.questions[-1].key)


def test_the_student_can_leave_a_table_without_a_single_open_option() -> None:
    for leave, way in ((Flow.go, -1), (Flow.go, 1), (Flow.move, -1)):
        flow = flow_of(case(person__status="student"), Step.SCHEME)
        type_in(flow, "1")

        assert not flow.move(1)
        assert flow.told is not None
        assert "在校学生" in flow.told.text
        assert leave(flow, way)
        assert flow.answers == case(person__status="student")


def test_choosing_an_option_sets_scheme_and_place() -> None:
    flow = flow_of(case(plan__scheme=None, plan__place=None), Step.SCHEME)
    type_in(flow, "2")
    flow.move(1)

    assert (flow.answers["plan.scheme"], flow.answers["plan.place"]) == ("employee", "working")
    type_in_table(flow, "4")
    assert flow.answers["plan.scheme"] == "resident"
    assert flow.answers["plan.supplementary_tier"] == 200
    type_in_table(flow, "3")
    assert "plan.supplementary_tier" not in flow.answers


def type_in_table(flow: Flow, row: str) -> None:
    flow.jump("plan.scheme")
    type_in(flow, row)
    assert flow.commit()


# ---- dropped answers


def test_a_changed_sex_drops_track_and_retirement_and_says_so() -> None:
    given = case(person__sex="female", person__category="female50", plan__retire="earliest")
    flow = flow_of(given, Step.IDENTITY, "person.sex")
    type_in(flow, "1")
    flow.commit()

    assert flow.told is not None
    assert not flow.told.error
    for name in ("性别", "退休类别", "什么时候退休"):
        assert name in flow.told.text
    lost = {"person.category", "plan.retire"}
    assert flow.answers == {k: v for k, v in given.items() if k not in lost} | {
        "person.sex": "male"
    }


def test_no_more_paid_months_drops_what_was_said_about_them() -> None:
    flow = at("history.employee_months", "0")
    flow.commit()

    assert flow.told is not None
    for name in ("已缴职工养老", "平均缴费指数", "职工账户余额"):
        assert name in flow.told.text
    assert "history.employee_balance" not in flow.answers


def test_another_province_drops_the_tier_but_another_county_does_not() -> None:
    given = case(plan__scheme="resident", plan__tier=2000, plan__base=None)
    same = flow_of(given, Step.PLACES, "location.registered")
    type_in(same, "140100")
    same.commit()
    other = flow_of(given, Step.PLACES, "location.registered")
    type_in(other, "130100")
    other.commit()

    assert same.answers["plan.tier"] == 2000
    assert same.told is None or "居民缴费档次" not in same.told.text
    assert "plan.tier" not in other.answers
    assert other.told is not None
    assert "居民缴费档次" in other.told.text


def test_what_was_told_goes_with_the_next_answer() -> None:
    flow = at("history.employee_months", "0")
    flow.move(1)
    assert flow.told is not None
    flow.move(1)

    assert flow.told is None


def test_a_file_with_answers_for_both_schemes_loses_none_by_being_read() -> None:
    flow = flow_of(case(plan__tier=2000, plan__supplementary_tier=500))
    while flow.move(1):
        assert flow.told is None

    assert flow.answers == case(plan__tier=2000, plan__supplementary_tier=500)
    assert not flow.dirty


# ---- the review


def test_from_the_review_to_any_question_and_back() -> None:
    flow = flow_of(case(), Step.REVIEW)
    for question in answered(flow):
        flow.jump(question.key)
        assert (flow.question.key, flow.returning) == (question.key, True)
        assert flow.back_to_review()
        assert (flow.step, flow.returning) == (Step.REVIEW, False)
    assert flow.answers == case()


def test_a_change_made_from_the_review_is_told_there() -> None:
    flow = flow_of(case(), Step.REVIEW)
    flow.jump("history.employee_months")
    flow.key("ctrl+u", None)
    type_in(flow, "0")
    flow.back_to_review()

    assert flow.step is Step.REVIEW
    assert flow.told is not None
    assert "职工账户余额" in flow.told.text


# ---- the preview


def test_the_projection_moves_with_every_key() -> None:
    flow = at("plan.base", plan__base=None)
    totals = []
    for character in "8488":
        flow.key(character, character)
        option = flow.preview.option
        assert option is not None
        assert option.contribution is not None
        totals.append(f"{option.contribution.first_year:.2f}")

    # 8, 84 and 848 yuan are below the floor of 4244; then 8488 × 20% × 12.
    assert totals == ["10185.60", "10185.60", "10185.60", "20371.20"]


def test_a_half_typed_answer_shows_the_projection_of_the_last_good_one() -> None:
    flow = at("person.birth", "19")

    assert flow.preview == preview(case(), POLICY, TODAY)
    assert flow.problem()


def test_nothing_typed_leaves_the_file_as_it_was() -> None:
    odd = case(history__employee_balance="12000", history__employee_index="0.600")
    flow = flow_of(odd)
    while flow.move(1):
        pass

    assert flow.answers == odd
    assert not flow.dirty


# ---- anything at all

KEYS = st.one_of(
    st.sampled_from(
        [*sorted(NAMED), "delete", "ctrl+u", "ctrl+k", "f2", "f3", "jump", "paste", "?"]
    ),
    st.sampled_from(list("0123456789-.%，。？男女大同dtyj至[/ \x1b\u202e\x00🙂")),
    st.characters(),
)


STARTS = [{}, case(), case(plan__scheme="resident", plan__base=None, plan__tier=2000)]


@given(st.lists(KEYS, max_size=60), st.sampled_from(STARTS))
@settings(max_examples=80, deadline=None)
def test_no_keys_whatever_break_the_wizard(keys: list[str], given: dict[str, Any]) -> None:
    flow = flow_of(given)
    for number, key in enumerate(keys):
        press(flow, key, number)
        assert all(BY_KEY[k].applies(flow.answers) for k in flow.answers)
        assert all(fits(k, v) for k, v in flow.answers.items()), "a draft would not keep it"
        assert flow.question in questions_of(flow.step, flow.answers)
        assert 0 <= flow.at < len(flow.questions)
        assert isinstance(flow.problem(), str)
    flow.focus(flow.at)
    assert flow.preview == preview(flow.answers, POLICY, TODAY)


def press(flow: Flow, key: str, number: int) -> None:
    """A key as the screen passes it on; one nobody wants moves."""
    applying = [q for q in QUESTIONS if q.applies(flow.answers)]
    match key:
        case "f2" | "f3":
            flow.go(-1 if key == "f2" else 1)
        case "jump":
            flow.jump(applying[number % len(applying)].key)
        case "paste":
            flow.paste("2030-01至2031-06\n[/\x1b]52;c;AAAA\x07" * 9)
        case _ if not flow.key(key, key if len(key) == 1 else None):
            if flow.returning and key == "enter":
                flow.back_to_review()
            else:
                flow.move(-1 if key in ("up", "left") else 1)


def test_every_sentence_of_the_questions_is_chinese() -> None:
    for question in QUESTIONS:
        for text in (question.label, question.why, question.where, question.usual):
            assert text is None or _chinese(text), question.key


def _chinese(text: Text) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in render(text))

"""The wizard as data: what a change drops, and how typed text is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core import reading
from core.answers import case_of
from core.questions.catalogue import BY_KEY, QUESTIONS, questions_of, unanswered
from core.questions.changing import Change, change, choose_option
from core.questions.question import Step
from core.reading import Unreadable
from tests.core.support import POLICY, answers

VALUES: dict[str, list[Any]] = {
    "person.birth": ["1985-03", "1970-01"],
    "person.sex": ["male", "female"],
    "person.category": ["female55", "female50", "unsure"],
    "person.status": ["platform", "student"],
    "history.employee_months": [0, 36],
    "history.employee_deemed_months": [0, 12],
    "history.resident_years": [0, 3],
    "history.supplementary_years": [0, 2],
    "location.registered": ["140100", "140200", "540100"],
    "location.working": ["140100", "140200", "540100"],
    "plan.place": ["registered", "working"],
    "plan.scheme": ["employee", "resident"],
    "plan.tier": [200, 2000],
    "plan.supplementary_tier": [200, 500],
    "plan.frequency": ["monthly", "yearly"],
    "plan.start": ["2026-12", "2027-06"],
    "plan.retire": ["statutory", "2046-01"],
    "plan.extend": [True, False],
    "plan.pauses": [[], [{"from": "2030-01", "to": "2030-12"}]],
}
KEYS = st.sampled_from([question.key for question in QUESTIONS])
# What a question declares void, written out: nothing else may fall with a change of its answer.
VOIDED = {
    "person.birth": {"plan.retire"},
    "person.sex": {"person.category", "plan.retire"},
    "person.category": {"plan.retire"},
    "plan.start": {"plan.retire"},
    "location.registered": {"plan.tier", "plan.supplementary_tier"},
}


def _applies(found: dict[str, Any]) -> bool:
    return all(BY_KEY[key].applies(found) for key in found)


class Walk(RuleBasedStateMachine):
    """Any person at the wizard: answers given, changed and taken back in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Any] = {}

    @rule(key=KEYS, data=st.data())
    def answer(self, key: str, data: st.DataObject) -> None:
        value = data.draw(st.sampled_from([None, *VALUES.get(key, ["x", "y"])]))
        before = dict(self.answers)
        found = change(self.answers, key, value)
        assert self.answers == before  # the old answers are left as they were
        told = {question.key for question in found.dropped}
        given = {**before, key: value} if value is not None else {**before}
        given = {k: v for k, v in given.items() if k != key or value is not None}
        assert told == set(given) - set(found.answers)
        assert len(told) == len(found.dropped)
        assert all(found.answers[k] == given[k] for k in found.answers)
        order = [QUESTIONS.index(question) for question in found.dropped]
        assert order == sorted(order)
        self.answers = found.answers

    @rule(key=KEYS)
    def say_the_same_again(self, key: str) -> None:
        if key in self.answers:
            found = change(self.answers, key, self.answers[key])
            assert (found.answers, found.dropped) == (self.answers, ())

    @invariant()
    def no_answer_is_left_to_a_question_that_does_not_apply(self) -> None:
        assert _applies(self.answers)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def _dropped(found: Change) -> list[str]:
    return [question.key for question in found.dropped]


FULL: dict[str, Any] = {
    **answers(),
    "person.sex": "female",
    "person.category": "female50",
    "plan.retire": "2041-01",
    "plan.place": "working",
    "plan.tier": None,
    "plan.frequency": "quarterly",
    "plan.extend": False,
}
FULL = {key: value for key, value in FULL.items() if value is not None}


def test_the_full_answers_stand() -> None:
    assert _applies(FULL)


@pytest.mark.parametrize(
    ("key", "value", "dropped"),
    [
        ("person.birth", "1985-04", ["plan.retire"]),
        ("person.birth", "1985-03", []),
        ("person.sex", "male", ["person.category", "plan.retire"]),
        ("person.category", "unsure", ["plan.retire"]),
        ("plan.start", "2027-01", ["plan.retire"]),
        ("history.employee_months", 0, ["history.employee_index", "history.employee_balance"]),
        ("history.employee_months", None, ["history.employee_index", "history.employee_balance"]),
        ("history.employee_months", 37, []),
        ("location.working", "140200", ["plan.place"]),  # one place only
        ("location.working", None, ["plan.place"]),
        (
            "plan.scheme",
            "resident",
            ["plan.base", "plan.frequency", "plan.retire", "plan.extend"],
        ),
        ("person.status", "student", []),
        ("name", "骑手小王", []),
    ],
)
def test_a_change_drops_exactly_what_depends_on_it(
    key: str, value: Any, dropped: list[str]
) -> None:
    found = change(FULL, key, value)
    assert _dropped(found) == dropped
    expected = {k: v for k, v in {**FULL, key: value}.items() if k not in dropped}
    assert found.answers == {k: v for k, v in expected.items() if v is not None}


RESIDENT: dict[str, Any] = {
    "person.birth": "1985-03",
    "person.sex": "male",
    "location.registered": "140200",
    "plan.scheme": "resident",
    "plan.tier": 2000,
    "plan.supplementary_tier": 500,
}


@pytest.mark.parametrize(
    ("registered", "dropped"),
    [("140100", []), ("540100", ["plan.tier", "plan.supplementary_tier"])],
)
def test_another_province_has_other_tiers_another_city_has_not(
    registered: str, dropped: list[str]
) -> None:
    assert _dropped(change(RESIDENT, "location.registered", registered)) == dropped


def test_what_falls_can_make_more_fall() -> None:
    given = {
        **RESIDENT,
        "history.resident_years": 3,
        "history.supplementary_years": 2,
        "history.supplementary_balance": "5.00",
    }
    found = change(given, "history.resident_years", 0)
    assert _dropped(found) == ["history.supplementary_years", "history.supplementary_balance"]


def test_changing_back_gives_the_same_answers_but_for_what_was_said_to_be_dropped() -> None:
    away = change(FULL, "plan.scheme", "resident")
    back = change(away.answers, "plan.scheme", "employee")
    lost = set(_dropped(away))
    assert lost == {"plan.base", "plan.frequency", "plan.retire", "plan.extend"}
    assert back.dropped == ()
    kept = {k: v for k, v in FULL.items() if k not in lost}
    assert back.answers == {**kept, "plan.scheme": "employee"}


def test_every_void_is_declared_and_known() -> None:
    assert {q.key: set(q.voids) for q in QUESTIONS if q.voids} == VOIDED
    assert all(key in BY_KEY for keys in VOIDED.values() for key in keys)


def test_no_key_is_asked_twice_and_every_question_says_why_and_where() -> None:
    assert len(BY_KEY) == len(QUESTIONS)
    for question in QUESTIONS:
        for text in (question.label, question.why, question.where):
            assert str(text).strip()


def test_choosing_a_row_of_the_table_sets_scheme_place_and_tier() -> None:
    both = choose_option(RESIDENT, "resident+supplementary", "registered", 200)
    assert both.answers["plan.supplementary_tier"] == 500  # the chosen one is kept
    alone = choose_option(RESIDENT, "resident", "registered", 200)
    assert "plan.supplementary_tier" not in alone.answers
    again = choose_option(alone.answers, "resident+supplementary", "registered", 200)
    assert again.answers["plan.supplementary_tier"] == 200
    away = choose_option(FULL, "employee", "registered", 200)
    assert (away.answers["plan.scheme"], away.answers["plan.place"]) == ("employee", "registered")
    paid = choose_option(RESIDENT, "employee", "registered", 200)
    assert paid.answers["plan.scheme"] == "employee"
    assert _dropped(paid) == ["plan.tier", "plan.supplementary_tier"]


def test_required_questions_are_named_until_they_are_answered() -> None:
    keys = [q.key for q in unanswered(Step.IDENTITY, {})]
    assert keys == ["person.birth", "person.sex", "person.status"]
    assert unanswered(Step.IDENTITY, FULL) == ()
    assert [q.key for q in unanswered(Step.PLACES, {})] == ["location.registered"]


def test_questions_that_do_not_apply_are_not_asked() -> None:
    men = {q.key for q in questions_of(Step.IDENTITY, {"person.sex": "male"})}
    women = {q.key for q in questions_of(Step.IDENTITY, {"person.sex": "female"})}
    assert women - men == {"person.category"}


# ------------------------------------------------------------------ readers

GOOD: list[tuple[Callable[[str], Any], str, Any]] = [
    *(
        (reading.read_month, text, "1985-03")
        for text in (
            *("1985-03", "1985-3", "198503", "19850312", "1985-03-12", "1985.3", "1985/03"),
            *("1985年3月", "1985年03月12日", " 1985 年 3 月 ", "１９８５－０３", "１９８５年３月"),
            *("1985。3", "1985.03.12", "1985年3"),
        )
    ),
    *(
        (reading.read_money, text, "12000.00")
        for text in ("12000", "12000.0", "12,000", "12，000.00", "￥12000", "12000元", "１２０００")
    ),
    (reading.read_money, "12000。5", "12000.50"),
    (reading.read_money, "0", "0.00"),
    (reading.read_index, "0.6", "0.6"),
    (reading.read_index, "0。6101", "0.6101"),
    (reading.read_index, "5", "5"),
    (reading.read_rate, "2", "0.02"),
    (reading.read_rate, "2%", "0.02"),
    (reading.read_rate, "２．５％", "0.025"),
    (reading.read_rate, "-1.5", "-0.015"),
    (reading.read_rate, "0", "0"),
    (reading.read_rate, "50", "0.5"),
    *((reading.read_base, text, "floor") for text in ("下限", "floor", "FLOOR", " 下 限 ")),
    *((reading.read_base, text, "ceiling") for text in ("上限", "ceiling", "Ｃeiling")),
    *((reading.read_base, text, "150%") for text in ("150%", "150 %", "１５０％", "150.00%")),
    *((reading.read_base, text, "5000") for text in ("5000", "5,000", "5000元", "￥5000")),
    (reading.read_base, "5000.50", "5000.50"),
    (reading.read_base, "83.37%", "83.37%"),
    *((reading.read_retire, text, "statutory") for text in ("法定", "statutory", "Statutory")),
    *((reading.read_retire, text, "earliest") for text in ("最早", "earliest")),
    (reading.read_retire, "2046年1月", "2046-01"),
    (reading.read_pauses, "", []),
    (reading.read_pauses, "2030-01至2031-06", [{"from": "2030-01", "to": "2031-06"}]),
    (reading.read_pauses, "2030年1月到2031年6月", [{"from": "2030-01", "to": "2031-06"}]),
    (reading.read_pauses, "203001~203106", [{"from": "2030-01", "to": "2031-06"}]),
    (reading.read_pauses, "2030-05", [{"from": "2030-05", "to": "2030-05"}]),
    (
        reading.read_pauses,
        "2030-01至2030-02，2035.1—2035.12；",
        [{"from": "2030-01", "to": "2030-02"}, {"from": "2035-01", "to": "2035-12"}],
    ),
    (reading.read_name, " 骑手小王 ", "骑手小王"),
    (reading.read_name, "方案 2·太原", "方案 2·太原"),
    (reading.read_name, "12345678901234567", "12345678901234567"),  # 17 digits are no ID number
    (reading.read_name, "王" * 40, "王" * 40),
    (BY_KEY["history.employee_months"].read, "36", 36),
    (BY_KEY["history.employee_months"].read, "３６个月", 36),
    (BY_KEY["history.employee_months"].read, "36月", 36),
    (BY_KEY["history.employee_months"].read, "0", 0),
    (BY_KEY["history.employee_months"].read, "900", 900),
    (BY_KEY["history.resident_years"].read, "5年", 5),
    (BY_KEY["plan.tier"].read, "2000元/年", 2000),
    (BY_KEY["assumptions.until_age"].read, "80岁", 80),
]


@pytest.mark.parametrize(("read", "text", "expected"), GOOD)
def test_people_may_write_as_they_are_used_to(
    read: Callable[[str], Any], text: str, expected: Any
) -> None:
    assert read(text) == expected


BAD: list[tuple[Callable[[str], Any], str]] = [
    *(
        (reading.read_month, text)
        for text in (
            *("", "1985", "1985-13", "1985-00", "0000-01", "85-03", "三月", "1985-3-", "1985-003"),
            *("1985-03-123", "-1985-03", "1985--03", "1985-03x", "٢٠٢٦-01", "\x00", "1985\n-\n03"),
        )
    ),
    *((reading.read_money, t) for t in ("", "-1", "1.234", "1e3", "NaN", "1.2.3", "十", "1" * 10)),
    *((reading.read_index, t) for t in ("", "5.1", "-0.6", "60%", "inf", "0.6.1")),
    *((reading.read_rate, t) for t in ("", "50.01", "--1", "%", "2%%", "-50.1", "1e1")),
    *((reading.read_base, t) for t in ("", "0", "0%", "-5", "1001%", "中限", "5000.123", "%")),
    *((reading.read_retire, t) for t in ("", "早", "2046", "2046-13")),
    *(
        (reading.read_pauses, t)
        for t in ("x", "2031-06至2030-01", "2030-01至", "至2030-01", "2030至2031", "2030-01至a至b")
    ),
    (reading.read_pauses, ",".join(["2030-01"] * 51)),
    *((BY_KEY["history.employee_months"].read, t) for t in ("", "-1", "901", "3.5", "x", "3年")),
    *((BY_KEY["history.resident_years"].read, t) for t in ("76", "36个月", "1e1")),
]


@pytest.mark.parametrize(("read", "text"), BAD)
def test_what_is_no_answer_is_refused_with_what_is_accepted(
    read: Callable[[str], Any], text: str
) -> None:
    with pytest.raises(Unreadable) as raised:
        read(text)
    assert str(raised.value.problem)
    assert str(raised.value.accepted)


# A made-up number that keeps the check digit of GB 11643 or not: neither may be a name.
@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "110105194912310021",
        "小王11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "1101051949123100210",
    ],
)
def test_a_name_never_holds_an_id_number(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        reading.read_name(text)
    assert "身份证" in str(raised.value)
    assert text not in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "   ", "王" * 41, "a\x1b[2J", "a\u202eb", "a\u200bb", "a\x00", "a\nb", "a\ue000"]
)
def test_a_name_is_short_and_visible(text: str) -> None:
    with pytest.raises(Unreadable):
        reading.read_name(text)


READERS = sorted({q.read for q in QUESTIONS if q.read is not str}, key=repr)


# Not timed; but unless the length is bounded first, normalising the combining marks (which takes
# quadratic time) or a number of a million digits would keep this test busy for hours.
@pytest.mark.parametrize(
    "piece", ["1", "９", "\u0315\u0300", "，", "2030-01,", "年", "\ufdfa", "-", "1%", "王", " "]
)
@pytest.mark.parametrize("read", READERS)
def test_a_megabyte_is_refused_before_it_is_looked_at(
    read: Callable[[str], Any], piece: str
) -> None:
    with pytest.raises(Unreadable) as raised:
        read(piece * (1_000_000 // len(piece)))
    assert len(str(raised.value)) < 200


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in READERS:
        try:
            found = read(text)
        except Unreadable:
            continue
        # What was read is read again as the same.
        if isinstance(found, str) and read is not reading.read_rate:
            assert read(found) == found


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_month_is_read_in_every_usual_form(day: date) -> None:
    expected = f"{day.year:04d}-{day.month:02d}"
    forms = ("{:04d}-{:02d}", "{:04d}{:02d}", "{:04d}年{}月", "{:04d}.{}", "{:04d}/{:02d}")
    for form in forms:
        assert reading.read_month(form.format(day.year, day.month)) == expected
    assert reading.read_month(day.isoformat()) == expected


@given(st.integers(1, 10**8), st.integers(0, 99))
def test_money_is_read_back_to_the_fen(yuan: int, fen: int) -> None:
    assert reading.read_money(f"{yuan:,}.{fen:02d}元") == f"{yuan}.{fen:02d}"


def test_every_preset_can_be_read_and_worked_with() -> None:
    for choice in BY_KEY["plan.base"].choices:
        assert reading.read_base(str(choice.value)) == choice.value
        case = case_of(
            {**answers(), "plan.base": choice.value},
            POLICY.national.assumptions,
            date(2026, 11, 23),
        )
        assert str(case.plan.base) == choice.value
    for choice in BY_KEY["plan.retire"].choices:
        assert reading.read_retire(str(choice.value)) == choice.value


@pytest.mark.parametrize(
    "text",
    ["2024-01-17", "2024-1-17", "2024.1.17", "2024年1月17日", "20240117", "２０２４／１／１７"],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert reading.read_day(text) == date(2024, 1, 17)


@pytest.mark.parametrize(
    "text", ["", "2024-01", "2024-02-30", "2018-12-31", "2101-01-01", "17-01-2024", "去年"]
)
def test_a_day_without_law_on_file_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(reading.Unreadable, match="年月日"):
        reading.read_day(text)

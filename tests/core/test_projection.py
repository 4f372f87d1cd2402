"""The whole of a projection: branches, choice, warnings, what is provisional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.answers import Unanswered, case_of
from core.case import CaseError, Category, Status
from core.projection import project
from tests.core.oracle import Told
from tests.core.support import (
    NEWSPAPER,
    POLICY,
    TODAY,
    Changes,
    answers,
    assert_employee_agrees,
    codes,
    employee,
    made,
    projected,
    resident,
    total,
)


def test_the_headline_projection_says_when() -> None:
    # Born 1985-03: 242 months after 1965-01; 242 // 4 + 1 = 61, at most 36: 63y0m = 2048-03
    found = projected()
    assert found.window is not None
    assert found.window.delay_months == 36
    assert str(found.window.age) == "63y0m"
    months = (found.window.month, found.window.earliest, found.window.latest, found.retires)
    assert [str(m) for m in months] == ["2048-03", "2045-03", "2051-03", "2048-03"]
    assert found.required is not None
    assert found.required.value == 240
    assert found.category is Category.MALE60
    assert found.branches == ()


def test_all_four_options_of_the_headline_are_open() -> None:
    totals = [str(total(option)) for option in projected().options]
    assert totals == ["3453.10", "3453.10", "750.04", "750.04"]


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({}, 0),
        ({"plan__place": "working"}, 1),
        ({"plan__scheme": "resident"}, 2),
        ({"plan__scheme": "resident", "plan__supplementary_tier": 500}, 3),
        ({"plan__place": "working", "location__working": None}, 0),
    ],
)
def test_the_plan_chooses_its_option(changes: Changes, chosen: int) -> None:
    found = projected(**changes)
    assert found.chosen == chosen
    assert found.option is found.options[chosen]


def test_a_supplementary_tier_where_there_is_no_such_scheme_chooses_the_resident_one() -> None:
    found = projected(
        location__registered="540100", plan__scheme="resident", plan__supplementary_tier=500
    )
    assert found.option.scheme == "resident"


# ------------------------------------------------------------------ a woman who is unsure

WOMAN: Changes = {"person__sex": "female", "person__category": "unsure"}


def test_a_month_in_the_window_of_one_track_alone_closes_the_other_with_the_reason() -> None:
    # Born 1985-03: by 55 statutory at 58y0m, 2043-03, window to 2046-03; by 50 at 55y0m, 2040-03,
    # window to 2043-03
    found = projected(**WOMAN, plan__retire="2045-01")
    by_55, by_50 = found.branches
    assert str(by_55.retires) == "2045-01"
    assert by_55.options[0].available
    assert [o.available for o in by_50.options] == [False, False, True, True]
    assert codes(by_50.options[0].reasons) == ["retire_outside_window"]
    assert "2045-01" in str(by_50.options[0].reasons[0].text)
    assert codes(by_50.notices) == ["retire_outside_window"]


def test_a_month_in_neither_window_is_refused() -> None:
    with pytest.raises(CaseError) as raised:
        projected(**WOMAN, plan__retire="2050-01")
    assert raised.value.field == "plan.retire"


def test_a_woman_who_is_unsure_gets_both_tracks_to_the_end() -> None:
    found = projected(history__employee_months=120, **WOMAN)
    assert found.options == ()
    assert found.window is None
    assert found.category is Category.UNSURE
    assert [b.category for b in found.branches] == [Category.FEMALE55, Category.FEMALE50]
    # 55: 1985-03 is 182 months after 1970-01: 36 → 58y = 2043-03
    # 50: 122 months after 1975-01: 122 // 2 + 1 = 62, at most 60 → 55y = 2040-03
    assert [str(b.retires) for b in found.branches] == ["2043-03", "2040-03"]
    for branch in found.branches:
        alone = projected(
            history__employee_months=120,
            person__sex="female",
            person__category=branch.category.value,
        )
        assert branch == alone
    assert_employee_agrees(Told(category="female55", months=120))
    assert_employee_agrees(Told(category="female50", months=120))


def test_only_the_branch_of_50_warns_that_the_office_decides() -> None:
    fifty_five, fifty = projected(**WOMAN).branches
    assert "office_decides_50" in codes(fifty.notices)
    assert "office_decides_50" not in codes(fifty_five.notices)


def test_a_woman_who_says_nothing_is_on_the_55_track() -> None:
    assert projected(person__sex="female").category is Category.FEMALE55


@pytest.mark.parametrize(
    ("sex", "category"),
    [("male", "female55"), ("male", "female50"), ("male", "unsure"), ("female", "male60")],
)
def test_a_track_of_the_other_sex_is_refused(sex: str, category: str) -> None:
    with pytest.raises(CaseError) as raised:
        projected(person__sex=sex, person__category=category)
    assert raised.value.field == "person.category"


@pytest.mark.parametrize("code", ["", "999999", "14", "太原", "1401000"])
def test_a_place_that_does_not_exist_is_refused_by_its_role(code: str) -> None:
    for role in ("registered", "working"):
        changes: Changes = {f"location__{role}": code}
        with pytest.raises(CaseError) as raised:
            projected(**changes)
        assert raised.value.field == f"location.{role}"


# ------------------------------------------------------------------ provisional and unverified


def test_the_headline_rests_on_one_provisional_value_of_this_year() -> None:
    assert [p.id for p in projected().provisional] == ["benefit_base 2026"]


def test_before_the_notice_of_2026_the_limits_are_provisional_too() -> None:
    found = [p.id for p in projected(date(2026, 8, 20)).provisional]
    assert found == [
        "contribution_floor 2026",
        "contribution_ceiling 2026",
        "average_wage 2026",
        "benefit_base 2026",
        "resident_basic_pension 2026",  # no day on file: counts from the end of August
    ]


def test_the_headline_rests_on_nothing_unverified_but_the_interest_inside_a_year() -> None:
    assert projected().unverified == ("职工基本养老保险个人账户月积数法",)


def test_under_the_old_law_the_coming_one_is_announced() -> None:
    found = projected(NEWSPAPER, plan__start="2024-02")
    (notice,) = [n for n in found.notices if n.code == "law_changes"]
    assert "2025-01" in str(notice.text)
    assert "law_changes" not in codes(projected().notices)


def test_a_projection_says_its_day_and_the_fingerprint_of_its_data() -> None:
    found = projected()
    assert found.as_of == TODAY
    assert found.digest == POLICY.on(TODAY).digest(("140200", "140100"))


def test_notices_are_told_once() -> None:
    found = projected(plan__base="1", history__employee_index=None)
    assert len(codes(found.notices)) == len(set(codes(found.notices)))
    assert {"index_unknown", "base_below_floor"} <= set(codes(found.notices))


def test_a_closed_option_does_not_hide_the_others_warnings() -> None:
    found = projected(person__status="student", plan__retire="2045-03")
    assert not found.option.available


# ------------------------------------------------------------------ today's money


def _worth_today(shown: Decimal, amount: Decimal, months: int, inflation: str) -> bool:
    """Whether ``shown`` is amount / (1+i)^(months/12) to the fen, compared as 12th powers."""
    low, high = (Fraction(shown) + Fraction(d, 1000) for d in (-5, 5))
    factor = (1 + Fraction(inflation)) ** months
    return low**12 * factor <= Fraction(amount) ** 12 < high**12 * factor


@pytest.mark.parametrize(
    ("changes", "months", "inflation"),
    [
        ({}, 257, "0.015"),  # 2026-11 to 2048-04
        ({"assumptions__inflation": "0.04"}, 257, "0.04"),
        ({"assumptions__inflation": "-0.01"}, 257, "-0.01"),
        ({"plan__retire": "2045-03"}, 221, "0.015"),
    ],
)
def test_todays_money_is_the_total_discounted_by_the_months_until_it_comes(
    changes: Changes, months: int, inflation: str
) -> None:
    found = employee(**changes).pension
    assert found is not None
    assert _worth_today(found.total_today.amount, found.total.amount, months, inflation)


def test_todays_money_of_the_resident_scheme_counts_to_its_own_start() -> None:
    found = resident().pension
    assert found is not None
    assert _worth_today(found.total_today.amount, found.total.amount, 221, "0.015")


def test_without_inflation_todays_money_is_the_total() -> None:
    found = employee(assumptions__inflation="0").pension
    assert found is not None
    assert found.total_today.amount == found.total.amount


# ------------------------------------------------------------------ from answers


def test_three_answers_are_enough() -> None:
    given = {"person.birth": "1985-03", "person.sex": "female", "location.registered": "140100"}
    case = case_of(given, POLICY.national.assumptions, TODAY)
    assert str(case.plan.start) == "2026-12"  # the month after the day
    assert case.person.category is Category.FEMALE55
    assert case.person.status is Status.OTHER_FLEXIBLE
    assert case.places.working == "140100"
    assert (case.plan.extend, case.plan.tier, str(case.plan.base)) == (True, None, "floor")
    assert project(case, POLICY, TODAY).option.scheme == "employee"


def test_in_december_the_usual_start_is_january() -> None:
    case = made(answers(plan__start=None), date(2026, 12, 31))
    assert str(case.plan.start) == "2027-01"


@pytest.mark.parametrize("key", ["person.birth", "person.sex", "location.registered"])
def test_without_one_of_the_three_the_question_is_named(key: str) -> None:
    given = {k: v for k, v in answers().items() if k != key}
    with pytest.raises(Unanswered) as raised:
        case_of(given, POLICY.national.assumptions, TODAY)
    assert raised.value.args == (key,)


def test_a_projection_does_not_change_its_case() -> None:
    case = made(answers())
    before = replace(case)
    project(case, POLICY, TODAY)
    assert case == before

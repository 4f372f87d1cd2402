"""Who may join what, and where; a closed door says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.case import CaseError, Category, Sex
from core.derivation import Grade, Source
from core.options import Option
from core.policy.model import Place, Rule
from core.projection import Projection, project
from core.rules.eligibility import category_fits, enrolment
from tests.core.support import (
    NEWSPAPER,
    POLICY,
    TODAY,
    Changes,
    answers,
    codes,
    employee,
    law,
    made,
    projected,
    projected_alone,
    resident,
)


def _closed(option: Option) -> list[str]:
    """The codes of the reasons of a closed option, which has nothing else to say."""
    assert not option.available
    assert option.pension is None
    assert option.outlook is None
    assert all(str(reason.text) for reason in option.reasons)
    return codes(option.reasons)


def _all_closed_for(found: Projection, code: str) -> bool:
    return all(code in _closed(option) for option in found.options)


@pytest.mark.parametrize("status", ["platform", "self_employed", "part_time", "other_flexible"])
def test_flexible_workers_may_join_every_scheme(status: str) -> None:
    assert all(option.available for option in projected(person__status=status).options)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("student", "student"),
        ("employed", "employed"),
        ("self_employed_with_staff", "with_staff"),
    ],
)
def test_who_is_no_flexible_worker_finds_every_door_closed_with_the_reason(
    status: str, code: str
) -> None:
    found = projected(person__status=status)
    assert _all_closed_for(found, code)
    assert all(reason.source for option in found.options for reason in option.reasons)


@pytest.mark.parametrize(
    ("birth", "closed"),
    [("2010-12", False), ("2011-01", True), ("2011-11", True)],
)
def test_from_the_month_of_the_16th_birthday_one_may_join(birth: str, closed: bool) -> None:
    found = projected(person__birth=birth, plan__start="2026-12", history__employee_months=0)
    assert [option.available for option in found.options] == [not closed] * 4
    if closed:
        assert _all_closed_for(found, "too_young")


def test_who_is_15_is_told_from_when_on() -> None:
    found = employee(person__birth="2011-05")
    (reason,) = [r for r in found.reasons if r.code == "too_young"]
    assert "2027-05" in str(reason.text)


# 1965-03: 2 // 4 + 1 = 1 month of delay: 60y1m = 2025-04.  1967-03: 26 // 4 + 1 = 7: 2027-10.
@pytest.mark.parametrize(
    ("birth", "start", "closed"),
    [
        ("1967-03", "2027-09", False),
        ("1967-03", "2027-10", True),  # the age is reached in this month
        ("1967-03", "2027-11", True),
    ],
)
def test_under_ones_own_statutory_age_one_may_still_join(
    birth: str, start: str, closed: bool
) -> None:
    found = employee(
        person__birth=birth, plan__start=start, history__employee_months=0, plan__extend=False
    )
    assert found.available is not closed
    if closed:
        assert _closed(found) == ["past_retirement_age"]
        assert "2027-10" in str(found.reasons[0].text)


def test_who_was_in_it_before_may_pay_on_past_the_age() -> None:
    found = employee(person__birth="1967-03", plan__start="2027-10", history__employee_months=1)
    assert found.available or _closed(found) == ["missing_parameter"]  # 179 more: past 70
    longer = employee(person__birth="1967-03", plan__start="2028-01", history__employee_months=170)
    assert longer.available
    assert longer.pension is not None
    assert str(longer.pension.start) == "2028-11"  # ten more: January to October


@pytest.mark.parametrize(
    ("sex", "category", "birth", "closed"),
    [
        ("male", "male60", "1964-03", False),  # 60 only in 2024-03
        ("male", "male60", "1964-02", True),
        ("female", "female55", "1969-03", False),
        ("female", "female55", "1969-02", True),
        # before 2025 a woman under 55 could join, whatever her own track
        ("female", "female50", "1969-03", False),
        ("female", "female50", "1969-02", True),
    ],
)
def test_before_2025_men_under_60_and_women_under_55_could_join(
    sex: str, category: str, birth: str, closed: bool
) -> None:
    told: Changes = {"person__sex": sex, "person__category": category}
    found = employee(
        NEWSPAPER,
        person__birth=birth,
        plan__start="2024-02",
        history__employee_months=0,
        plan__extend=False,
        **told,
    )
    assert found.available is not closed
    if closed:
        assert _closed(found) == ["past_retirement_age"]
        assert "山西晚报" in found.reasons[0].source


def test_who_has_reached_the_age_and_the_months_is_entitled_already() -> None:
    # 1965-03: 2025-04; 240 months behind, nothing more to pay from 2026-12 on
    found = employee(person__birth="1965-03", history__employee_months=240)
    assert _closed(found) == ["already_entitled"]
    assert found.reasons[0].source


def test_in_the_month_of_retirement_itself_one_more_month_is_paid() -> None:
    # 1966-07: 18 // 4 + 1 = 5 months: 60y5m = 2026-12
    found = employee(person__birth="1966-07", history__employee_months=240)
    assert found.available
    assert found.months is not None
    assert found.months.planned == 1


@pytest.mark.parametrize(
    ("birth", "closed"), [("1966-12", False), ("1966-11", True), ("1950-01", True)]
)
def test_past_60_the_resident_scheme_is_closed(birth: str, closed: bool) -> None:
    # Nobody who was in neither scheme: the supplementary one runs to 65 for who was (see there).
    found = projected(person__birth=birth).options
    assert [o.available for o in found[-2:]] == [not closed] * 2
    if closed:
        assert _closed(found[-2]) == _closed(found[-1]) == ["past_60"]


# ------------------------------------------------------------------ places


def test_the_options_come_in_the_order_of_the_contract() -> None:
    found = [(o.scheme, o.place, o.role) for o in projected().options]
    assert found == [
        ("employee", "140200", "registered"),
        ("employee", "140100", "working"),
        ("resident", "140200", "registered"),
        ("resident+supplementary", "140200", "registered"),
    ]


def test_who_works_at_home_has_one_employee_option() -> None:
    found = [o.scheme for o in projected(location__working="140200").options]
    assert found == ["employee", "resident", "resident+supplementary"]
    assert [o.scheme for o in projected(location__working=None).options] == found


def test_a_place_without_data_is_closed_by_name_while_the_other_still_works() -> None:
    found = projected_alone(location__registered="540100").options
    assert [o.available for o in found] == [False, True, False]
    for option in (found[0], found[2]):
        assert _closed(option) == ["missing_parameter"]
        assert "西藏" in str(option.reasons[0].text)
    assert found[1].pension is not None
    assert str(found[1].pension.total.amount) == "3453.10"


def test_a_working_place_without_data_leaves_the_registered_place_open() -> None:
    found = projected_alone(location__working="540100").options
    assert [o.available for o in found] == [True, False, True, True]


def test_a_city_whose_level_of_limits_is_unknown_is_closed_by_its_name() -> None:
    # Hubei has three levels; which one Yichang has is not on file.
    found = projected(location__working="420502").options
    assert [o.available for o in found] == [True, False, True, True]
    assert _closed(found[1]) == ["missing_parameter"]
    assert "西陵区" in str(found[1].reasons[0].text)
    assert "缴费基数下限" in str(found[1].reasons[0].text)


def test_shanxi_takes_people_registered_elsewhere_and_says_on_what_ground() -> None:
    found = projected(location__registered="540100").options[1]
    assert found.enrolment is not None
    assert found.enrolment.code == "outsiders_open"
    assert "2024-01-17" in found.enrolment.source
    assert found.enrolment not in found.notices


def _place(rule: str) -> Place:
    place = law().place("140000")
    outsiders = Rule("outsiders", rule, Source("纸", Grade.B))
    rules = {**place.jurisdiction.rules, "outsiders": outsiders}
    return replace(place, jurisdiction=replace(place.jurisdiction, rules=rules))


@pytest.mark.parametrize(
    ("rule", "registered", "found"),
    [
        ("open", "540100", "outsiders_open"),
        ("conditional", "540100", "outsiders_conditional"),
        ("unknown", "540100", "outsiders_unknown"),
        ("unknown", "140200", None),  # the same province
        ("conditional", "140000", None),
    ],
)
def test_whether_a_place_takes_people_from_elsewhere_is_said_with_its_document(
    rule: str, registered: str, found: str | None
) -> None:
    told = enrolment(registered, _place(rule), "140100")
    assert (told and told.code) == found
    if told is not None:
        assert told.source == "纸"
        assert ("12333" in str(told.text)) is (rule != "open")


@pytest.mark.parametrize("rule", ["conditional", "unknown"])
def test_where_the_rule_is_not_open_the_money_is_shown_with_the_word_to_ask_first(
    rule: str,
) -> None:
    policy = replace(POLICY, provinces={"140000": _place(rule).jurisdiction})
    case = made(answers(location__registered="540100"))
    found = project(case, policy, TODAY).options[1]
    assert found.available
    assert found.pension is not None
    assert found.notices[0].code == f"outsiders_{rule}"


def test_reasons_of_the_person_and_of_the_place_are_told_together() -> None:
    told: Changes = {"location__registered": "540100", "person__status": "student"}
    found = projected_alone(**told).options[0]
    assert _closed(found) == ["student", "missing_parameter"]


def test_a_series_missing_for_the_years_asked_is_named_with_the_year() -> None:
    # No resident basic pension of 2019 is on file; the employee scheme still works.
    found = projected(date(2019, 6, 30), plan__start="2019-07")
    closed = next(o for o in found.options if o.scheme == "resident")
    assert _closed(closed) == ["missing_parameter"]
    assert "居民基础养老金" in str(closed.reasons[0].text)
    assert found.options[0].available


def test_men_have_one_track_and_women_two_or_are_unsure() -> None:
    fits = {(c, s) for c in Category for s in Sex if category_fits(c, s)}
    assert fits == {
        (Category.MALE60, Sex.MALE),
        (Category.FEMALE55, Sex.FEMALE),
        (Category.FEMALE50, Sex.FEMALE),
        (Category.UNSURE, Sex.FEMALE),
    }


def test_the_resident_scheme_is_open_at_the_registered_place_only() -> None:
    found = resident(location__working="140500")
    assert (found.place, found.role) == ("140200", "registered")
    assert projected().as_of == TODAY


def test_a_tier_the_place_does_not_have_closes_the_resident_scheme_alone() -> None:
    # No place has a tier of 123 yuan: Shanghai's begin at 800.
    found = projected(location__registered="310101", location__working="140100", plan__tier=123)
    resident_one = next(o for o in found.options if o.scheme == "resident")
    assert _closed(resident_one) == ["no_such_tier"]
    assert found.options[1].pension is not None


def test_who_chose_a_tier_that_is_not_there_is_told_to_change_it() -> None:
    with pytest.raises(CaseError, match="123"):
        projected(plan__scheme="resident", plan__tier=123)

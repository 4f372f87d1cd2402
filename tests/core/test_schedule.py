"""Which months are paid, when they are due, and when contributions end."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.case import CaseError, Frequency, Plan, Span
from core.options import Option
from core.quantities import YearMonth, months_between
from core.rules.payments import Payments, due_months
from core.rules.schedule import LONGEST_EXTENSION, extended_end, paid_through, years_of
from tests.core.oracle import Told
from tests.core.support import (
    NEWSPAPER,
    Changes,
    assert_employee_agrees,
    balance,
    codes,
    employee,
    own_total,
    projected,
    total,
)

FREQUENCIES = ["monthly", "quarterly", "half_yearly", "yearly"]
ALL = tuple(range(1, 13))


# ------------------------------------------------------------------ frequency


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("monthly", dict.fromkeys(ALL, 1)),
        ("quarterly", {3: 3, 6: 3, 9: 3, 12: 3}),
        ("half_yearly", {6: 6, 12: 6}),
        ("yearly", {12: 12}),
    ],
)
def test_a_full_year_is_due_in_the_last_month_of_each_period(
    frequency: str, due: dict[int, int]
) -> None:
    found = due_months(Payments(2027, ALL, Decimal("865.80")), Frequency(frequency))
    assert found == due


@pytest.mark.parametrize(
    ("months", "last", "frequency", "due"),
    [
        ((12,), 12, "quarterly", {12: 1}),  # the headline's first year
        ((2, 3, 4), 12, "quarterly", {3: 2, 6: 1}),  # begun inside a quarter
        ((1, 2, 3), 3, "yearly", {3: 3}),  # retirement in March: due by then
        ((1, 2), 2, "quarterly", {2: 2}),
        ((1, 2, 3, 4, 5), 5, "quarterly", {3: 3, 5: 2}),
        ((1, 2, 3, 4, 5, 6, 7), 7, "half_yearly", {6: 6, 7: 1}),
        ((1, 2), 12, "half_yearly", {6: 2}),  # paused from March on, due in June
        ((1, 12), 12, "yearly", {12: 2}),
        ((), 12, "monthly", {}),
    ],
)
def test_a_broken_year_is_due_at_the_plans_last_month_at_the_latest(
    months: tuple[int, ...], last: int, frequency: str, due: dict[int, int]
) -> None:
    payments = Payments(2027, months, Decimal(1), last)
    assert due_months(payments, Frequency(frequency)) == due


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_a_payment_is_so_many_months_and_the_years_sum_stays(frequency: str) -> None:
    found = employee(plan__frequency=frequency).contribution
    assert found is not None
    months = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[frequency]
    assert found.frequency.months == months
    assert found.per_payment == Decimal("848.80") * months
    assert found.first_year == Decimal("10185.60")
    assert found.payments[1].sum == Decimal("10389.60")  # 4329 × 20 % × 12
    assert found.own_total == own_total(employee())


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_the_frequency_changes_no_pension(frequency: str) -> None:
    assert total(employee(plan__frequency=frequency)) == Decimal("3453.10")


# ------------------------------------------------------------------ pauses


def _pauses(*spans: tuple[str, str]) -> list[dict[str, str]]:
    return [{"from": a, "to": b} for a, b in spans]


def _planned(option: Option) -> int:
    assert option.months is not None
    return option.months.planned


@pytest.mark.parametrize(
    ("spans", "missing"),
    [
        ([("2030-01", "2030-01")], 1),
        ([("2030-01", "2031-06")], 18),  # across a year's end
        ([("2030-01", "2030-03"), ("2035-05", "2035-06")], 5),
        ([("2030-01", "2030-06"), ("2030-04", "2030-09")], 9),  # the overlap counts once
        ([("2030-01", "2030-12"), ("2030-01", "2030-12")], 12),
        ([("2020-01", "2027-01")], 2),  # begun before the plan: 2026-12 and 2027-01
        ([("2048-02", "2060-01")], 2),  # and running beyond it
        ([("2048-04", "2060-01")], 0),
        ([("2020-01", "2026-11")], 0),
        ([("2031-06", "2030-01")], 0),  # backwards: no month at all
    ],
)
def test_paused_months_are_not_paid_and_count_once(
    spans: list[tuple[str, str]], missing: int
) -> None:
    found = employee(plan__pauses=_pauses(*spans))
    assert _planned(found) == 256 - missing
    told = Told(pauses=[s for s in spans if s[0] <= s[1]])
    assert_employee_agrees(told)


def test_stopping_and_starting_again_adds_up() -> None:
    # 256 months without 12 paused ones leave 244, and with the 36 behind 280.
    found = employee(plan__pauses=_pauses(("2030-01", "2030-12"))).months
    assert found is not None
    assert (found.history, found.planned, found.total, found.short) == (36, 244, 280, 0)


def test_a_year_paused_costs_nothing() -> None:
    found = employee(plan__pauses=_pauses(("2030-01", "2030-12"))).contribution
    assert found is not None
    (year,) = [p for p in found.payments if p.year == 2030]
    assert (year.months, year.sum) == ((), Decimal("0.00"))
    # 2030: 4244 × 1.02^4 = 4593.84 → 4594; × 20 % = 918.80 × 12 = 11025.60
    assert own_total(employee()) - found.own_total == Decimal("11025.60")


# ------------------------------------------------------------------ keeping on after retirement age

# Born 1985-03: 2048-03 at the latest without more; from 2035-01 these are 159 months.
LATE_STARTER: Changes = {"plan__start": "2035-01", "history__employee_months": 0}


def test_who_is_short_keeps_paying_until_the_minimum_is_met() -> None:
    # 240 - 159 = 81 months after 2048-03: 2054-12, aged 69y9m
    found = employee(**LATE_STARTER)
    assert found.months is not None
    assert (found.months.planned, found.months.required, found.months.short) == (240, 240, 0)
    assert found.pension is not None
    assert str(found.pension.start) == "2055-01"
    # 69y9m: 65 - (65 - 56) × 9/12 = 58.25, a tie, up
    assert found.payout is not None
    assert str(found.payout.value) == "58.3"
    (notice,) = [n for n in projected(**LATE_STARTER).notices if n.code == "extended"]
    assert "81" in str(notice.text)
    assert "2054-12" in str(notice.text)
    assert_employee_agrees(Told(start="2035-01", months=0, index="0.60", balance="12000.00"))


def test_who_stops_at_retirement_age_is_short_and_gets_no_amount_but_ways_out() -> None:
    found = employee(plan__extend=False, **LATE_STARTER)
    assert found.available
    assert found.months is not None
    assert (found.months.planned, found.months.short) == (159, 81)
    assert found.pension is None
    assert found.outlook is None
    assert codes(found.ways_out) == ["extend_until", "move_to_resident"]
    assert "81" in str(found.ways_out[0].text)
    assert "2054-12" in str(found.ways_out[0].text)
    assert "short_of_minimum" in codes(found.notices)
    assert all(way.source for way in found.ways_out)


@pytest.mark.parametrize(
    ("since", "lump_sum"), [("2011-06", True), ("2011-07", False), ("1998-01", True), (None, False)]
)
def test_only_who_was_insured_before_july_2011_may_close_the_gap_with_a_lump_sum(
    since: str | None, lump_sum: bool
) -> None:
    found = employee(plan__extend=False, history__employee_since=since, **LATE_STARTER)
    assert ("lump_sum" in codes(found.ways_out)) is lump_sum


@pytest.mark.parametrize(("behind", "short"), [(80, 1), (81, 0), (82, 0)])
def test_the_last_month_of_the_minimum_decides(behind: int, short: int) -> None:
    changes = {**LATE_STARTER, "history__employee_months": behind}
    found = employee(plan__extend=False, **changes)
    assert found.months is not None
    assert found.months.short == short
    assert (found.pension is None) is bool(short)


def test_who_has_enough_does_not_keep_on() -> None:
    found = projected()
    assert not {"extended", "short_of_minimum"} & set(codes(found.notices))
    assert found.option.pension is not None
    assert str(found.option.pension.start) == "2048-04"


def test_paused_months_of_the_extension_are_made_up_later() -> None:
    found = employee(plan__pauses=_pauses(("2050-01", "2050-03")), **LATE_STARTER)
    assert found.pension is not None
    assert str(found.pension.start) == "2055-04"  # three months after 2055-01


def test_an_extension_past_70_is_no_way_out_and_says_why() -> None:
    # 2047-01 to 2048-03 are 15 of the 240 months; 225 more end in 2066-12, at 81 years 9 months,
    # and nobody has published payout months after 70.
    found = employee(plan__start="2047-01", history__employee_months=0)
    assert found.pension is None
    assert found.months is not None
    assert found.months.short == 240 - 15
    assert codes(found.ways_out) == ["extend_beyond_70", "move_to_resident"]
    assert "2066-12" in str(found.ways_out[0].text)


# ------------------------------------------------------------------ early and late

# Born 1970-01: statutory 2031-05 (61y4m), from 2030-01 on; 186 months in 2030, 192 in 2031.
# From 2026-12 to 2030-01 there are 38 months.
EARLY: Changes = {"person__birth": "1970-01", "plan__retire": "earliest"}


@pytest.mark.parametrize(
    ("behind", "month"),
    [
        (200, "2030-01"),
        (148, "2030-01"),  # 148 + 38 = 186, just enough
        (147, "2030-02"),
        (140, "2030-09"),  # 140 + 46 = 186
        (137, "2030-12"),  # 137 + 49 = 186
        (136, "2031-05"),  # 185 in December; from January 192 are asked for: 190 in May
        (0, "2031-05"),
    ],
)
def test_earliest_is_the_first_month_at_which_that_years_minimum_is_met(
    behind: int, month: str
) -> None:
    assert str(projected(history__employee_months=behind, **EARLY).retires) == month


def test_who_never_meets_it_early_keeps_on_after_the_statutory_month() -> None:
    # 136 behind + 54 to 2031-05 = 190 of 192: two more, to 2031-07
    found = employee(history__employee_months=136, **EARLY)
    assert found.pension is not None
    assert str(found.pension.start) == "2031-08"


def test_earliest_never_lies_before_the_plans_start() -> None:
    found = projected(history__employee_months=300, plan__start="2030-11", **EARLY)
    assert str(found.retires) == "2030-11"


def test_paused_months_put_the_earliest_month_off() -> None:
    pauses = _pauses(("2027-01", "2027-03"))
    found = projected(history__employee_months=148, plan__pauses=pauses, **EARLY)
    assert str(found.retires) == "2030-04"


def test_retiring_early_is_smaller_and_told() -> None:
    found = projected(plan__retire="2045-03")
    assert "early_retirement" in codes(found.notices)
    assert total(found.option) < Decimal("3453.10")
    assert_employee_agrees(Told(retire="2045-03"))


def test_an_early_month_of_ones_own_without_the_minimum_pays_nothing() -> None:
    # In 2030-01 there are 147 + 38 = 185 of 186: early retirement is not open, nor extended.
    changes = {**EARLY, "plan__retire": "2030-01"}
    found = employee(history__employee_months=147, **changes)
    assert found.months is not None
    assert (found.months.required, found.months.short) == (186, 1)
    assert found.pension is None


@pytest.mark.parametrize(
    ("behind", "month"),
    [
        (147, "2030-02"),  # one month after the wished one
        # 2030-12: 185 of 186; January asks for 192; in May 190; two more, to July
        (136, "2031-07"),
    ],
)
def test_who_is_too_early_is_told_the_first_month_open_to_them(behind: int, month: str) -> None:
    changes = {**EARLY, "plan__retire": "2030-01"}
    found = employee(history__employee_months=behind, **changes)
    assert codes(found.ways_out)[0] == "retire_later"
    assert month in str(found.ways_out[0].text)


def test_the_way_out_leaves_out_paused_months() -> None:
    # 240 - 159 = 81 months after 2048-03 are 2054-12; three paused ones make it 2055-03.
    pauses = _pauses(("2050-01", "2050-03"))
    found = employee(plan__extend=False, plan__pauses=pauses, **LATE_STARTER)
    text = str(found.ways_out[0].text)
    assert "81个月" in text
    assert "2055-03" in text


def test_the_months_missing_are_those_to_pay_not_those_to_wait() -> None:
    pauses = _pauses(("2050-01", "2050-03"))
    found = projected(plan__pauses=pauses, **LATE_STARTER)
    (notice,) = [n for n in found.notices if n.code == "extended"]
    assert "81个月" in str(notice.text)
    assert "2055-03" in str(notice.text)


def test_a_plan_that_starts_after_its_end_leaves_the_balance_as_it_was() -> None:
    # Retired by age in 2025, 100 months behind, and no wish to keep on: not a month passes.
    found = employee(person__birth="1965-03", history__employee_months=100, plan__extend=False)
    assert balance(found) == Decimal("12000.00")
    assert own_total(found) == 0


def test_retiring_late_is_a_question_for_the_office() -> None:
    found = projected(plan__retire="2050-03")
    assert "late_ask_office" in codes(found.notices)
    assert_employee_agrees(Told(retire="2050-03"))


@pytest.mark.parametrize("month", ["2045-03", "2048-03", "2051-03"])
def test_both_ends_of_the_window_are_inside(month: str) -> None:
    assert str(projected(plan__retire=month).retires) == month


@pytest.mark.parametrize("month", ["2045-02", "2051-04", "2026-12", "1999-01"])
def test_a_month_outside_the_window_is_refused_with_the_window(month: str) -> None:
    with pytest.raises(CaseError) as raised:
        projected(plan__retire=month)
    assert raised.value.field == "plan.retire"
    assert month in str(raised.value.problem)
    assert "2045-03 至 2051-03" in str(raised.value.accepted)


def test_a_month_before_the_plans_start_is_refused() -> None:
    with pytest.raises(CaseError) as raised:
        projected(plan__start="2046-01", plan__retire="2045-12")
    assert "2046-01" in str(raised.value.accepted)


def test_under_the_old_law_there_is_no_early_or_late() -> None:
    told: Changes = {"plan__start": "2024-02"}
    assert str(projected(NEWSPAPER, plan__retire="earliest", **told).retires) == "2045-03"
    for month in ("2045-02", "2045-04"):
        with pytest.raises(CaseError):
            projected(NEWSPAPER, plan__retire=month, **told)


@given(
    st.integers(0, 100),
    st.lists(st.tuples(st.integers(-100, 400), st.integers(-3, 80)), max_size=4),
    st.integers(-50, 300),
    st.integers(1, 300),
)
@example(0, [(10, 95_000)], 24, 5)  # paused for ever
def test_months_counted_by_span_are_those_counted_one_by_one(
    later: int, pauses: list[tuple[int, int]], end: int, missing: int
) -> None:
    start = YearMonth(2025, 1) + later
    spans = tuple(Span(start + first, start + (first + count)) for first, count in pauses)
    plan, chosen = Plan(start=start, pauses=spans), start + end
    by_hand = sum(not plan.paused(month) for month in months_between(start, chosen))
    assert paid_through(plan, chosen) == by_hand
    years = list(years_of(plan, chosen))
    assert sum(len(year.paid) for year in years) == by_hand
    month, left = max(chosen, start + -1), missing
    for _ in range(LONGEST_EXTENSION):
        month = month + 1
        left -= not plan.paused(month)
        if left == 0:
            break
    assert extended_end(plan, chosen, missing) == month

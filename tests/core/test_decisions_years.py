"""The year table, what can be inherited, help with paying."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decisions.help import Subsidy, allowed_months, death, of_month, subsidised
from core.decisions.years import pots, years
from core.policy.load import guide
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, asked, codes, own_total, subject_of, told_answers
from tests.core.test_properties import TOLD, few

GUIDE = guide()
BOTH = "resident+supplementary"


# ------------------------------------------------------------------ year by year


def test_the_years_of_the_headline() -> None:
    found = years(asked())
    assert (found[0].year, found[-1].year) == (2026, 2065)  # 80 years old in 2065-03
    by_year = {y.year: y for y in found}
    assert by_year[2026].paid == Decimal("848.80")
    assert by_year[2027].paid == 12 * Decimal("865.80")
    # 2048: nine months of 3453.10, April to December
    assert by_year[2048].received == 9 * Decimal("3453.10")
    # 2049: 3453.10 * 1.02 = 3522.16
    assert by_year[2049].received == 12 * Decimal("3522.16")


def test_the_account_is_there_to_be_left() -> None:
    found = {y.year: y for y in years(asked())}
    # 2026-12: 12000.00 with one month's interest at 1.5 % is 12015.00; 339.52 paid in, with a
    # month's interest 339.94; together 12354.94
    assert found[2026].left == Decimal("12354.94")
    told = Told()
    bases = {
        m: oracle.base_of(m // 12, told) for m in range(oracle.ym("2026-12"), oracle.ym("2031-01"))
    }
    assert found[2030].left == oracle.employee_account(told, oracle.ym("2030-12"), bases)


def test_once_the_pension_runs_the_account_part_is_taken_from_it() -> None:
    subject, told = asked(), oracle.employee(Told())
    # 117 months: 63y0m; the account part is rounded to the fen
    assert told.personal == oracle.rounded(told.account / 117)
    (pot,) = pots(subject.option)
    assert pot.left_after(10).amount == told.account - 10 * told.personal
    assert pot.lasts == ceil(told.account / told.personal)
    assert pot.left_after(pot.lasts).amount == 0


def test_two_schemes_have_two_accounts() -> None:
    resident, supplementary = pots(asked(BOTH).option)
    assert (str(resident.start), str(supplementary.start)) == ("2045-04", "2050-04")
    # the supplementary part: all but the 20 yuan
    pension, _, _ = oracle.supplementary(Told())
    assert supplementary.monthly == pension - 20
    left = supplementary.balance.amount - 12 * supplementary.monthly
    assert supplementary.left_after(12).amount == left
    assert "补充账户" in str(supplementary.left_after(12).label)
    found = {y.year: y for y in years(asked(BOTH))}
    # in 2047 the resident account pays, the supplementary one still grows
    balance, _ = oracle.yearly_account(Told(), "0", 270, oracle.ym("2047-12"))
    paid = 33 * resident.monthly  # 2045-04 to 2047-12
    assert found[2047].left == resident.balance.amount - paid + Decimal(str(float(balance)))


def test_an_empty_account_is_used_up_at_once() -> None:
    # 15 years paid elsewhere, nothing in the account, nothing paid in: the basic pension alone
    alone = asked(
        "resident",
        history__resident_years=15,
        plan__pauses=[{"from": "2026-12", "to": "2046-12"}],
    )
    (pot,) = pots(alone.option)
    assert pot.balance.amount == pot.monthly == 0
    assert pot.lasts == 0


def test_no_pension_no_table() -> None:
    short = asked(history__employee_months=0, plan__start="2040-01", plan__extend=False)
    assert years(short) == ()
    assert pots(short.option) == ()


@given(TOLD, st.sampled_from(["employee", "resident", BOTH]))
@few
def test_payback_is_the_month_found_by_adding_up_the_years(told: Told, scheme: str) -> None:
    subject = subject_of(told_answers(told), scheme)
    outlook = subject.option.outlook
    if outlook is None:
        return
    found = years(subject)
    assert found[-1].paid_total == own_total(subject.option)
    assert found[-1].received_total == outlook.lifetime_total
    start, months = min(m for m, _ in outlook.streams), outlook.payback_months
    assert months is not None
    month = start + (months - 1)
    back = next((y.year for y in found if y.received_total >= found[-1].paid_total), None)
    if month <= outlook.last:
        assert back == month.year or (back is not None and own_total(subject.option) == 0)
    else:
        assert back is None
    assert all(y.left >= 0 for y in found)


# ------------------------------------------------------------------ the hardship subsidy


def test_two_thirds_for_three_years() -> None:
    found = subsidised(asked(), Subsidy(), GUIDE.subsidy)
    assert found is not None
    assert str(found.last) == "2029-11"  # 36 months from 2026-12
    # 848.80 * 2/3 = 565.87; 865.80 -> 577.20; 883.00 -> 588.67; 900.80 -> 600.53 for 11 months
    by_hand = Decimal("565.87") + 12 * Decimal("577.20") + 12 * Decimal("588.67")
    by_hand += 11 * Decimal("600.53")
    assert found.granted.amount == by_hand
    assert found.net.amount == oracle.employee(Told()).own_total - Fraction(by_hand)
    told = oracle.employee(Told())
    paid_back = oracle.payback([(told.end + 1, told.total)], "0.02", Fraction(found.net.amount))
    assert found.payback_months == paid_back


def test_an_amount_a_month_and_its_cap() -> None:
    # 300 yuan for 12 months; 600 yuan are more than two thirds of 848.80
    given_ = subsidised(asked(), Subsidy(amount=Decimal(300), months=12), GUIDE.subsidy)
    assert given_ is not None
    assert given_.granted.amount == 3600
    assert of_month(Decimal("848.80"), Subsidy(amount=Decimal(600)), GUIDE.subsidy) == Decimal(
        "565.87"
    )


@pytest.mark.parametrize(
    ("subsidy", "expected"),
    [
        (Subsidy(share=Fraction(1, 2)), ["subsidy_after"]),
        (Subsidy(share=Fraction(3, 4)), ["subsidy_after", "subsidy_capped"]),
        (Subsidy(months=60), ["subsidy_after", "subsidy_shortened"]),
    ],
)
def test_what_is_said_about_a_subsidy(subsidy: Subsidy, expected: list[str]) -> None:
    found = subsidised(asked(), subsidy, GUIDE.subsidy)
    assert found is not None
    assert codes(found.notices) == expected


def test_near_retirement_it_runs_until_then() -> None:
    # male 1968-03: 2029-01; 2026-12 to 2029-01 are 26 months
    assert allowed_months(asked(person__birth="1968-03"), GUIDE.subsidy) == 26
    # male 1971-03: 74 months after 1965-01 -> 19 late: 2032-10, more than 60 months off
    assert allowed_months(asked(person__birth="1971-03"), GUIDE.subsidy) == 36
    # male 1970-03: 2031-07, 55 months off: 56 months
    assert allowed_months(asked(person__birth="1970-03"), GUIDE.subsidy) == 56
    # male 1966-07: 5 late, 2026-12: the one month in which it begins
    assert allowed_months(asked(person__birth="1966-07"), GUIDE.subsidy) == 1


@pytest.mark.parametrize(
    ("birth", "months"),
    # 65 and 66 months after 1965-01, both 17 late: 61y5m, in 2031-11 and 2031-12.  From 2026-12 the
    # one is 59 months off, 不足5年: 60 months with both ends; the other is 5 years off: 3 years.
    [("1970-06", 60), ("1970-07", 36)],
)
def test_five_years_to_the_month_are_no_less_than_five(birth: str, months: int) -> None:
    assert allowed_months(asked(person__birth=birth), GUIDE.subsidy) == months


def test_after_the_statutory_month_nobody_is_subsidised() -> None:
    # male 1966-06: 17 months after 1965-01, 5 late: 2026-11, a month before the plan begins
    late = asked(person__birth="1966-06", history__employee_months=100)
    assert late.option.available
    assert allowed_months(late, GUIDE.subsidy) == 0
    found = subsidised(late, Subsidy(months=12), GUIDE.subsidy)
    assert found is not None
    assert codes(found.notices) == ["subsidy_too_late"]
    # 180 months are needed: 80 to pay, none of it subsidised
    assert found.granted.amount == 0
    assert found.net.amount == own_total(late.option)
    assert found.payback_months == late.option.outlook.payback_months  # type: ignore[union-attr]


def test_paused_months_are_not_subsidised() -> None:
    pauses = [{"from": "2027-01", "to": "2029-12"}]
    found = subsidised(asked(plan__pauses=pauses), Subsidy(), GUIDE.subsidy)
    assert found is not None
    assert found.granted.amount == Decimal("565.87")


def test_only_the_employee_scheme_is_subsidised_that_way() -> None:
    assert subsidised(asked("resident"), Subsidy(), GUIDE.subsidy) is None
    assert subsidised(asked(person__status="student"), Subsidy(), GUIDE.subsidy) is None


# ------------------------------------------------------------------ if the insured dies


@pytest.mark.parametrize(
    ("years_paid", "months"),
    [(0, 3), (4, 3), (5, 6), (9, 6), (10, 9), (15, 9), (16, 10), (30, 24), (31, 24), (40, 24)],
)
def test_the_survivors_grant_by_years_paid(years_paid: int, months: int) -> None:
    assert GUIDE.death.survivors_months(years_paid * 12) == months
    assert GUIDE.death.survivors_months(years_paid * 12 + 11) == months


def test_what_a_family_may_claim() -> None:
    # 36 + 256 = 292 months: 24 whole years: 9 + 9 = 18 months of income
    found = death(asked(), GUIDE.death)
    assert found is not None
    assert (found.funeral, found.survivors) == (2, 18)
    assert "领取养老金以后去世的，抚恤金按已领的时间减少" in str(found.text)
    assert death(asked("resident"), GUIDE.death) is None


CHANGES: list[Changes] = [{"plan__frequency": "yearly"}, {"plan__base": "ceiling"}]


@pytest.mark.parametrize("changes", CHANGES)
def test_a_year_adds_up_whatever_the_frequency(changes: Changes) -> None:
    subject = asked(**changes)
    assert sum(y.paid for y in years(subject)) == own_total(subject.option)

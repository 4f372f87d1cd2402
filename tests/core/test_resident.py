"""The resident scheme: tiers, years, account, pension from 60."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.case import CaseError
from core.derivation import figures
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import (
    Changes,
    assert_resident_agrees,
    balance,
    codes,
    own_total,
    parts,
    projected,
    resident,
    total,
)


def test_the_headline_case_comes_out_to_the_fen() -> None:
    # 2045 is 19 years after 2026: 176 × 1.03^19 = 308.62 → 309, and 20 years paid: + 5
    # Account 60610.06 (see the oracle) / 139 = 436.04
    found = resident()
    assert parts(found) == (Decimal("314.00"), Decimal("436.04"), Decimal("0.00"))
    assert total(found) == Decimal("750.04")
    assert found.pension is not None
    assert str(found.pension.start) == "2045-04"
    assert_resident_agrees(Told())


# Shanxi's ten tiers with the government's subsidy of the year.
TIERS = [(200, 35), (300, 40), (500, 60), (700, 80), (1000, 100)]
TIERS += [(1500, 140), (2000, 180), (3000, 220), (4000, 260), (5000, 300)]


@pytest.mark.parametrize(("tier", "subsidy"), TIERS)
def test_each_tier_is_paid_once_a_year_with_its_subsidy(tier: int, subsidy: int) -> None:
    found = resident(plan__tier=tier)
    assert found.contribution is not None
    assert found.contribution.tier == tier
    assert found.contribution.subsidy == subsidy
    assert found.contribution.per_payment == found.contribution.first_year == tier
    assert own_total(found) == 20 * tier  # Decembers 2026 to 2044, and March 2045
    assert_resident_agrees(Told(tier=tier))


@pytest.mark.parametrize("tier", [0, 100, 199, 201, 2001, 10000])
def test_a_tier_that_is_not_on_the_list_is_refused_with_the_list(tier: int) -> None:
    with pytest.raises(CaseError) as raised:
        projected(plan__scheme="resident", plan__tier=tier)
    assert raised.value.field == "plan.tier"
    assert str(tier) in str(raised.value.problem)
    listed = "200、300、500、700、1000、1500、2000、3000、4000、5000"
    assert str(raised.value.accepted) == listed


def test_without_a_tier_the_lowest_is_taken_and_said() -> None:
    found = resident(plan__tier=None)
    assert found.contribution is not None
    assert found.contribution.tier == 200
    assert "default_tier" in codes(found.notices)
    assert "default_tier" not in codes(resident().notices)


def test_payments_fall_due_in_december_and_in_the_60th_birthday_month() -> None:
    found = resident().contribution
    assert found is not None
    due = [(p.year, p.months) for p in found.payments]
    assert due == [*((year, (12,)) for year in range(2026, 2045)), (2045, (3,))]


@pytest.mark.parametrize(
    ("birth", "start", "years"),
    [
        ("1985-12", "2045-12", 20),  # December 2045 is the last: 2026..2045
        ("1986-01", "2046-01", 21),  # January 2046 is a payment of its own
    ],
)
def test_a_birthday_in_december_or_january_decides_about_one_more_year(
    birth: str, start: str, years: int
) -> None:
    found = resident(person__birth=birth)
    assert found.months is not None
    assert found.months.planned == years * 12
    assert found.pension is not None
    assert str(found.pension.start + -1) == start
    assert_resident_agrees(Told(birth=birth))


def test_the_basic_pension_is_that_of_the_year_of_the_first_payment() -> None:
    # Born 1985-12: first paid in January 2046: 176 × 1.03^20 = 317.88 → 318, 20 years paid: + 5
    assert parts(resident(person__birth="1985-12"))[0] == Decimal("323.00")
    # Born 1985-11: first paid in December 2045: 309 + 5
    assert parts(resident(person__birth="1985-11"))[0] == Decimal("314.00")


@pytest.mark.parametrize(("behind", "basic"), [(0, 314), (1, 315), (10, 324)])
def test_every_year_beyond_15_adds_a_yuan(behind: int, basic: int) -> None:
    # 309 + (20 + behind - 15)
    assert parts(resident(history__resident_years=behind))[0] == basic


def test_exactly_15_years_qualify_and_add_nothing() -> None:
    # Born 1971-03: 60 in 2031-03; 2026 to 2031 are 6 years; with 9 behind 15.
    # 2031: 176 × 1.03^5 = 204.03 → 204
    found = resident(person__birth="1971-03", history__resident_years=9)
    assert found.months is not None
    assert (found.months.total, found.months.required, found.months.short) == (180, 180, 0)
    assert parts(found)[0] == Decimal("204.00")


def test_fourteen_years_are_short_by_one_and_get_no_amount() -> None:
    found = resident(person__birth="1971-03", history__resident_years=8)
    assert found.months is not None
    assert (found.months.total, found.months.short) == (168, 12)
    assert found.pension is None
    assert found.outlook is None
    assert found.available
    assert codes(found.ways_out) == ["arrears"]
    assert "short_of_minimum" in codes(found.notices)


def test_employee_months_do_not_count_as_resident_years() -> None:
    assert total(resident(history__employee_months=200)) == total(resident())


def test_from_65_five_yuan_more_are_paid() -> None:
    found = resident().pension
    assert found is not None
    phases = [(str(p.start), str(p.total.amount)) for p in found.phases]
    assert phases == [("2045-04", "750.04"), ("2050-04", "755.04")]


def test_a_year_paused_as_a_whole_is_left_out() -> None:
    found = resident(plan__pauses=[{"from": "2030-01", "to": "2030-12"}])
    assert found.months is not None
    assert found.months.planned == 19 * 12
    assert own_total(found) == 38_000
    assert parts(found)[0] == Decimal("313.00")
    assert_resident_agrees(Told(pauses=[("2030-01", "2030-12")]))


def test_a_year_paused_in_part_is_paid() -> None:
    for pause in (("2030-01", "2030-11"), ("2030-02", "2030-12"), ("2029-02", "2030-11")):
        span = {"from": pause[0], "to": pause[1]}
        assert total(resident(plan__pauses=[span])) == total(resident())


def test_the_first_and_the_last_year_are_left_out_when_their_plan_months_are_paused() -> None:
    # The plan has one month in 2026 and three in 2045.
    for pause in (("2026-12", "2026-12"), ("2045-01", "2045-03")):
        span = {"from": pause[0], "to": pause[1]}
        found = resident(plan__pauses=[span])
        assert own_total(found) == 38_000
        assert_resident_agrees(Told(pauses=[pause]))


def test_two_pauses_that_make_up_a_year_leave_it_out() -> None:
    pauses = [("2030-01", "2030-06"), ("2030-07", "2030-12")]
    spans = [{"from": a, "to": b} for a, b in pauses]
    assert own_total(resident(plan__pauses=spans)) == 38_000
    assert_resident_agrees(Told(pauses=pauses))


def test_the_account_earns_the_assumed_rate_and_what_was_there_before_too() -> None:
    # Born 1966-12, start 2026-12: a single month.  1000 at 3.55 % for a month, 2180 as well:
    # 3180 × (1 + 0.0355/12) = 3189.4075
    found = resident(
        person__birth="1966-12", history__resident_years=20, history__resident_balance="1000"
    )
    assert balance(found) == Decimal("3189.41")
    # 3189.41 / 139 = 22.945; 2027: 176 × 1.03 = 181.28 → 181; 21 years: + 6
    assert parts(found)[:2] == (Decimal("187.00"), Decimal("22.95"))


def test_the_divisor_is_139() -> None:
    assert parts(resident())[1] == oracle.rounded(Fraction(balance(resident())) / 139)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_men_and_women_are_paid_alike(sex: str) -> None:
    assert total(resident(person__sex=sex)) == Decimal("750.04")


def test_a_resident_who_wants_to_pay_monthly_is_told_that_it_goes_by_the_year() -> None:
    told: Changes = {"plan__scheme": "resident"}
    assert "yearly_only" in codes(resident(plan__frequency="monthly", **told).notices)
    assert "yearly_only" not in codes(resident(plan__frequency="yearly", **told).notices)
    assert total(resident(plan__frequency="monthly", **told)) == Decimal("750.04")


# ------------------------------------------------------------------ arrears and children

# Born 1972-03: 60 in 2032-03; from 2026-12 on six Decembers and March 2032 are seven years.
LATE: Changes = {"person__birth": "1972-03", "history__resident_years": 3}


def test_years_in_arrears_fill_up_the_fifteen_and_bring_no_subsidy() -> None:
    found = resident(**LATE, history__resident_balance="0", plan__arrears_years=5)
    # Five years at 2000 without subsidy, in March 2032, beside the 2180 of every year.
    balance_, interest = Fraction(0), Fraction(0)
    for month in range(oracle.ym("2026-12"), oracle.ym("2032-03") + 1):
        last = month == oracle.ym("2032-03")
        if month % 12 == 11 or last:
            balance_ += 2180 + (10000 if last else 0)
        interest += balance_ * Fraction("0.0355") / 12
        if month % 12 == 11 or last:
            balance_, interest = oracle.rounded(balance_ + interest), Fraction(0)
    assert balance(found) == balance_
    # 176 × 1.03^6 = 210.15 → 210, and no extra year
    assert parts(found)[0] == Decimal("210.00")
    assert parts(found)[1] == oracle.rounded(balance_ / 139)
    assert own_total(found) == 7 * 2000 + 5 * 2000
    assert found.months is not None
    assert (found.months.total, found.months.short) == (180, 0)
    assert "resident_arrears" in codes(found.notices)


def test_without_arrears_the_same_person_gets_nothing() -> None:
    found = resident(**LATE)
    assert found.pension is None
    assert found.months is not None
    assert found.months.short == 60


def test_no_more_arrears_are_paid_than_are_missing() -> None:
    found = resident(**LATE, plan__arrears_years=9)
    assert found.months is not None
    assert found.months.total == 180
    assert "arrears_not_needed" in codes(found.notices)
    assert codes(resident(plan__arrears_years=1).notices) == ["arrears_not_needed"]


def test_years_paid_in_arrears_are_no_extra_years() -> None:
    # 20 behind and 7 ahead: 27, twelve beyond 15; with three of them in arrears nine.
    told: Changes = {"person__birth": "1972-03", "history__resident_years": 20}
    assert parts(resident(**told))[0] == Decimal("222.00")
    assert parts(resident(**told, history__resident_arrears_years=3))[0] == Decimal("219.00")


def test_the_childrens_money_is_in_the_account_and_nowhere_else() -> None:
    plain, more = resident(), resident(plan__children_amount="1000.00")
    # 1000 in December 2026 to 2044 and in March 2045, each earning 3.55 %
    gift, interest = Fraction(0), Fraction(0)
    for month in range(oracle.ym("2026-12"), oracle.ym("2045-03") + 1):
        end = month % 12 == 11 or month == oracle.ym("2045-03")
        gift += 3180 if end else 0
        interest += gift * Fraction("0.0355") / 12
        if end:
            gift, interest = oracle.rounded(gift + interest), Fraction(0)
    assert balance(more) == gift
    assert own_total(more) == own_total(plain)
    assert parts(more)[0] == parts(plain)[0]
    assert more.months == plain.months
    assert "children_pay" in codes(more.notices)


def test_arrears_and_children_stand_in_the_derivation() -> None:
    found = resident(**LATE, plan__arrears_years=5, plan__children_amount="1000.00")
    assert found.account is not None
    ids = {figure.id for figure in figures((found.account,))}
    assert {"account.children", "account.arrears"} <= ids


def test_what_a_place_adds_is_left_out_and_said_where_it_is_not_on_file() -> None:
    # Henan: tiers and a basic pension are on file, what is added for extra years or at 65 is not.
    found = resident(location__registered="410100", plan__tier=None)
    assert found.pension is not None
    assert len(found.pension.phases) == 1
    assert {"extra_years_unknown", "age_addition_unknown"} <= set(codes(found.notices))


def test_what_a_place_adds_late_in_life_is_said_and_not_counted() -> None:
    # Hebei: 2 yuan from 65 and, from 75, 3
    found = resident(location__registered="130100", plan__tier=None)
    (notice,) = [n for n in found.notices if n.code == "age_addition_later"]
    assert "75岁" in str(notice.text)
    assert "3元" in str(notice.text)
    assert found.pension is not None
    first, later = found.pension.phases
    assert later.total.amount - first.total.amount == 2

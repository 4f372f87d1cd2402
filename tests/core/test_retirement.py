"""Retirement ages, minimum periods and payout months, against the tables of the law."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

from core.case import Category
from core.policy.model import MissingError
from core.quantities import Age, YearMonth
from core.rules.retirement import minimum_months, payout_months, payout_value, window
from tests.core.support import DATA, NEWSPAPER, POLICY, TODAY, Changes, employee, law, projected

AGES = list(csv.DictReader((DATA / "retirement_age_golden.csv").read_text("utf-8").splitlines()))
PAYOUTS = list(csv.DictReader((DATA / "payout_months.csv").read_text("utf-8").splitlines()))
IN_FORCE = YearMonth(2025, 1)


def _month(text: str) -> YearMonth:
    return YearMonth.parse(text)


def test_the_tables_are_complete() -> None:
    assert len(AGES) == 453
    assert len(PAYOUTS) == 361


@pytest.mark.parametrize("row", AGES, ids=lambda r: f"{r['category']}-{r['birth_month']}")
def test_the_statutory_month_is_that_of_the_table(row: dict[str, str]) -> None:
    found = window(_month(row["birth_month"]), Category(row["category"]), law())
    assert found.delay_months == int(row["delay_months"])
    assert found.age == Age.of(int(row["retire_age_years"]), int(row["retire_age_months"]))
    assert str(found.month) == row["retire_month"]


@pytest.mark.parametrize("row", PAYOUTS, ids=lambda r: f"{r['age_years']}y{r['age_months']}m")
def test_payout_months_since_2025_are_those_of_the_table(row: dict[str, str]) -> None:
    age = Age.of(int(row["age_years"]), int(row["age_months"]))
    found = payout_months(age, IN_FORCE, law())
    # The table writes whole values without decimals, the rest with one: equal as numbers.
    assert found.amount == Decimal(row["payout_months"])


@pytest.mark.parametrize(
    ("age", "retired", "expected"),
    [
        ("55y1m", "2024-12", "170"),  # whole years before 2025
        ("55y1m", "2025-01", "169.5"),  # 170 - (170 - 164)/12 = 169.5
        ("55y11m", "2024-12", "170"),
        ("60y11m", "2024-12", "139"),
        ("60y1m", "2025-02", "138.4"),  # 139 - 7/12 = 138.4167
        ("60y3m", "2025-06", "137.3"),  # 139 - 21/12 = 137.25, a tie, up
        ("50y3m", "2025-06", "193.8"),  # 195 - 15/12 = 193.75, a tie, up
        ("47y0m", "2025-06", "208"),  # not 207
        ("63y0m", "2048-03", "117"),
        ("70y0m", "2048-03", "56"),
        ("40y0m", "2048-03", "233"),
    ],
)
def test_payout_months_go_by_months_only_for_retirements_since_2025(
    age: str, retired: str, expected: str
) -> None:
    found = payout_months(Age.parse(age), _month(retired), law())
    assert found.amount == Decimal(expected)


@pytest.mark.parametrize("age", ["39y11m", "70y1m", "71y0m", "0y0m"])
def test_outside_40_to_70_payout_months_are_a_missing_parameter(age: str) -> None:
    with pytest.raises(MissingError) as raised:
        payout_months(Age.parse(age), IN_FORCE, law())
    assert raised.value.name == "payout_months"


def test_the_whole_year_table_ends_with_70_whatever_the_month() -> None:
    table = POLICY.national.payout_table
    assert str(payout_value(Age.parse("70y11m"), table, by_month=False)) == "56"
    assert payout_value(Age.parse("71y0m"), table, by_month=False) is None


@pytest.mark.parametrize(
    ("year", "months"),
    [
        *((year, 180) for year in (2019, 2025, 2028, 2029)),
        # 2030 is the first step of six months, 2039 the tenth and last: 15 to 20 years
        (2030, 186),
        (2031, 192),
        (2032, 198),
        (2033, 204),
        (2034, 210),
        (2035, 216),
        (2036, 222),
        (2037, 228),
        (2038, 234),
        *((year, 240) for year in (2039, 2040, 2045, 2060)),
    ],
)
def test_the_minimum_period_rises_from_15_years_to_20(year: int, months: int) -> None:
    assert minimum_months(year, law()).value == months


def test_under_the_old_law_the_minimum_period_stays_at_15_years() -> None:
    assert {minimum_months(year, law(NEWSPAPER)).value for year in range(2019, 2060)} == {180}


# Male 1970-01: 60 months after 1965-01, delay 60 // 4 + 1 = 16, 61y4m, 2031-05.
EARLY: Changes = {"person__birth": "1970-01", "history__employee_months": 190}


def test_a_man_of_1970_01_needs_192_months_at_his_statutory_month() -> None:
    found = projected(**EARLY)
    assert (str(found.retires), found.required and found.required.value) == ("2031-05", 192)


def test_sixteen_months_earlier_he_needs_186() -> None:
    found = projected(plan__retire="2030-01", **EARLY)
    assert found.required is not None
    assert (str(found.retires), found.required.value) == ("2030-01", 186)


def test_retiring_late_asks_for_the_minimum_of_the_statutory_year() -> None:
    found = projected(plan__retire="2034-05", **EARLY)
    assert found.required is not None
    assert (str(found.retires), found.required.value) == ("2034-05", 192)


# The newspaper's day, under 国发〔1978〕104号: sixty, fifty-five, fifty, without any delay.
@pytest.mark.parametrize(
    ("category", "month"), [("male60", "2045-03"), ("female55", "2040-03"), ("female50", "2035-03")]
)
def test_on_the_newspapers_day_the_original_ages_hold(category: str, month: str) -> None:
    found = window(_month("1985-03"), Category(category), law(NEWSPAPER))
    assert found.delay_months == 0
    assert [str(m) for m in (found.earliest, found.month, found.latest)] == [month] * 3


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2024, 12, 31), "2045-03"),
        (date(2025, 1, 1), "2048-03"),
        (date(2024, 9, 13), "2045-03"),  # decided on that day, not yet in force
    ],
)
def test_the_new_ages_come_into_force_on_the_first_of_january_2025(day: date, month: str) -> None:
    assert str(window(_month("1985-03"), Category.MALE60, law(day)).month) == month


@pytest.mark.parametrize("row", AGES, ids=lambda r: f"{r['category']}-{r['birth_month']}")
def test_the_window_is_three_years_either_way_but_never_before_the_original_age(
    row: dict[str, str],
) -> None:
    birth, delay = _month(row["birth_month"]), int(row["delay_months"])
    found = window(birth, Category(row["category"]), law())
    original = {"male60": 720, "female55": 660, "female50": 600}[row["category"]]
    # Early by up to 36 months, but a delay of less than that is all there is to give back.
    assert found.month - found.earliest == min(36, delay)
    assert found.earliest - birth >= original
    assert found.latest - found.month == 36


@pytest.mark.parametrize(
    ("birth", "category", "earliest"),
    [
        ("1965-01", "male60", "2025-01"),  # delay 1: one month early at most
        ("1976-08", "male60", "2036-08"),  # 139 // 4 + 1 = 35
        ("1976-09", "male60", "2036-09"),  # 140 // 4 + 1 = 36
        ("1985-03", "male60", "2045-03"),
        ("1985-03", "female50", "2037-03"),  # delay 60: 55 - 3 = 52, not 50
        ("1981-01", "female50", "2031-02"),  # 72 // 2 + 1 = 37: 53y1m - 36 = 50y1m
    ],
)
def test_the_earliest_month(birth: str, category: str, earliest: str) -> None:
    assert str(window(_month(birth), Category(category), law()).earliest) == earliest


def test_the_first_payment_comes_in_the_month_after_retirement() -> None:
    found = employee()
    assert found.pension is not None
    assert str(found.pension.start) == "2048-04"


def test_retirement_in_december_is_first_paid_in_january() -> None:
    # Male 1985-12: delay 36, 63 years, 2048-12.
    found = employee(person__birth="1985-12")
    assert found.pension is not None
    assert str(found.pension.start) == "2049-01"


def test_the_resident_scheme_pays_men_and_women_from_60_whatever_the_law() -> None:
    for day in (NEWSPAPER, TODAY):
        for sex in ("male", "female"):
            found = projected(day, person__sex=sex).options[-2]
            assert found.scheme == "resident"
            assert found.pension is not None
            assert str(found.pension.start) == "2045-04"

"""The rules by which provinces differ, each with a case worked by hand.

The figures are those of real sheets where one is named (docs/award-sheets.md).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.policy.load import packaged
from core.policy.rulebook import PLAIN, RULES, plain_or_chosen
from core.quantities import Age, YearMonth
from core.rules.award import Printed, Sheet, check
from core.rules.employee_pension import coefficient_at
from core.rules.pension import (
    BASE_FACTOR,
    INDEX_GAPS,
    PAYOUT_AGE,
    ROUNDING,
    TRANSITIONAL,
    YEARS,
    account_pension,
    average,
    basic_pension,
    transitional_pension,
    yearly_allowance,
)

LAW = packaged().on(date(2026, 11, 23))


def f(text: str) -> Fraction:
    return Fraction(text)


# ---- years --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "months", "years"),
    [
        ("exact", 478, Fraction(478, 12)),
        ("2", 364, f("30.33")),  # 30.3333
        ("2", 482, f("40.17")),  # 40.1666
        ("4", 506, f("42.1667")),  # 42.16666
        ("5", 478, f("39.83333")),
        ("1_up", 509, f("42.5")),  # 42.4166, Anhui's 42 years 5 months
        ("1_up", 492, f("41")),  # whole years stay
        ("2_up", 373, f("31.09")),  # 31.0833
        ("2_up", 523, f("43.59")),  # 43.5833
        ("2_up", 381, f("31.75")),
        ("half_up", 148, f("12.5")),  # 12 years 4 months
        ("half_up", 151, f("13")),  # 12 years 7 months
        ("half_up", 150, f("12.5")),
        ("months_at_083", 386, f("32.166")),  # 32 + 2 × 0.083
        ("months_at_083", 287, f("23.913")),  # 23 + 11 × 0.083
    ],
)
def test_years(rule: str, months: int, years: Fraction) -> None:
    assert YEARS[rule](months) == years


# ---- rounding -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "amount", "rounded"),
    [
        ("fen", "498.2062", "498.21"),
        ("jiao", "2652.81", "2652.80"),
        ("jiao", "562.55", "562.60"),
        ("jiao_up", "3751.0201", "3751.10"),
        ("jiao_up", "2293.84", "2293.90"),
        ("jiao_up", "498.2062", "498.20"),  # the fen is 0: nothing to go up for
        ("jiao_up", "1701.30", "1701.30"),
    ],
)
def test_rounding(rule: str, amount: str, rounded: str) -> None:
    assert str(ROUNDING[rule](f(amount))) == rounded


# ---- basic pension ------------------------------------------------------------------------------
def test_a_low_index_lowers_the_base() -> None:
    # 0.5938 / 0.6 = 0.98966..., to four decimals 0.9897
    a = BASE_FACTOR["low_index"](Decimal("0.5938"))
    assert a == f("0.9897")
    # 9307 × 0.9897 = 9211.1379; 9307 × 0.5938 = 5526.4966; the sum 14737.6345
    # 14737.6345 / 2 × 335/12 % = 2057.1281...: guangdong-1
    wage = f("9307") * f("0.5938")
    assert basic_pension(9307, wage, Fraction(335, 12), factor=a) == Decimal("2057.13")


@pytest.mark.parametrize("index", ["0.6", "0.7183", "3"])
def test_an_index_from_06_on_leaves_the_base_whole(index: str) -> None:
    assert BASE_FACTOR["low_index"](Decimal(index)) == 1


def test_another_city_of_the_province_does_not_lower_it() -> None:
    rules = [plain_or_chosen(LAW.place(code), "base_factor") for code in ("440100", "440300")]
    assert rules == ["low_index", "one"]


def test_two_bases() -> None:
    # 7322.08 × 0.62 = 4539.6896; (7978.25 + 4539.6896) / 2 × 41.67 % = 2608.1127...: jilin-2
    assert basic_pension(f("7978.25"), f("4539.6896"), f("41.67")) == Decimal("2608.11")


def test_months_beyond_full_years_at_0083() -> None:
    # 12434 × 2.5231 / 2 = 15686.1127; × 23.913 % = 3751.0201..., up to the jiao: shanghai-2
    wage = f("12434") * f("1.5231")
    years = YEARS["months_at_083"](287)
    assert basic_pension(12434, wage, years, ROUNDING["jiao_up"]) == Decimal("3751.10")


# ---- account pension ----------------------------------------------------------------------------
def test_payout_months_by_whole_years() -> None:
    assert PAYOUT_AGE["whole_years"](Age.of(60, 1)) == Age.of(60)
    assert PAYOUT_AGE["by_law"](Age.of(60, 1)) == Age.of(60, 1)
    # 215967.09 / 139 = 1553.7200..., up to the jiao 1553.80; by the month it would be 138.4
    shown = Printed(account=Decimal("1553.80"))
    balance = Decimal("215967.09")
    month = YearMonth(2025, 4)
    sheet = Sheet("450000", month, account_balance=balance, age=Age.of(60, 1), printed=shown)
    assert check(sheet, LAW).reproduced
    assert account_pension(balance, f("138.4")) == Decimal("1560.46")


# ---- transitional pension -----------------------------------------------------------------------
def transitional(
    rule: str, base: str, index: str, years: Fraction, k: str, deemed: str = "0"
) -> str:
    amount = TRANSITIONAL[rule](f(base), f(base) * f(index), years, f(deemed))
    return str(transitional_pension(amount, f(k)))


@pytest.mark.parametrize(
    ("rule", "base", "index", "years", "k", "deemed", "amount"),
    [
        # 7359 × 2.2157 × 8 × 1.2 % = 1565.3123...: gansu-1
        ("indexed", "7359", "2.2157", f("8"), "0.012", "0", "1565.31"),
        # 8366 × 0.7666 × 7.42 × 1.43 % = 680.4986...: ningxia-2
        ("indexed", "8366", "0.7666", f("7.42"), "0.0143", "0", "680.50"),
        # 8266 × (1 + 1.23833) / 2 = 9251.0178...; × 13.17 × 1.4 % = 1705.7026...: liaoning-2
        ("mean", "8266", "1.23833", f("13.17"), "0.014", "0", "1705.70"),
        # 7988 × (1 + 1.0317) / 2 × 194/12 × 1.4 % = 1836.6094...: chongqing-1 as first transcribed
        ("mean", "7988", "1.0317", Fraction(194, 12), "0.014", "0", "1836.61"),
        # the index 0.6111 counts as 1: 8179 × 136/12 × 1.2 % = 1112.344: neimenggu-1
        ("base_at_least", "8179", "0.6111", Fraction(136, 12), "0.012", "0", "1112.34"),
        # above 1 it counts as it is: 7089 × 1.7318 × 206/12 × 1.2 % = 2529.0128...
        ("base_at_least", "7089", "1.7318", Fraction(206, 12), "0.012", "0", "2529.01"),
        # 11761 × 8.17 = 96087.37; 11761 × 0.5098 × 4.85 = 29079.4253...; 1 % of both 1251.6679...
        ("deemed_by_base", "11761", "0.5098", f("13.02"), "0.01", "8.17", "1251.67"),
    ],
)
def test_transitional(
    rule: str, base: str, index: str, years: Fraction, k: str, deemed: str, amount: str
) -> None:
    assert transitional(rule, base, index, years, k, deemed) == amount


def test_an_allowance_for_each_whole_year() -> None:
    # 100 + 4 × 27 = 208 for 27 years 3 months: guangdong-4
    assert yearly_allowance(327, 100, 4) == 208
    assert yearly_allowance(327) == 0


def test_the_old_method_and_the_allowance() -> None:
    # 13615.08 / 120 = 113.459, 113.46; + 100 + 4 × 27 = 321.46: guangdong-1
    shown = Printed(transitional=Decimal("321.46"))
    sheet = Sheet(
        "440000", YearMonth(2025, 10), months=335, transitional_old=Decimal("113.46"), printed=shown
    )
    assert check(sheet, LAW).component("transitional").reproduced


def test_a_coefficient_for_those_who_paid_twenty_years_or_less() -> None:
    place, month = LAW.place("220000"), YearMonth(2026, 1)
    assert [str(coefficient_at(place, month, paid).value) for paid in (240, 241)] == [
        "0.012",
        "0.014",
    ]
    assert str(coefficient_at(LAW.place("140000"), month, 1).value) == "0.013"


# ---- other items, sums to the fen ---------------------------------------------------------------
def test_other_items_are_part_of_the_total() -> None:
    # 1288.08 + 467.42 + 117.61 = 1873.11: sichuan-1
    sheet = Sheet(
        "510000",
        YearMonth(2024, 4),
        benefit_base=Decimal(8079),
        index=Decimal("0.84"),
        months=208,
        deemed_months=0,
        account_balance=Decimal("91147.87"),
        payout_months=Decimal(195),
        other=Decimal("117.61"),
        printed=Printed(Decimal("1288.08"), Decimal("467.42"), None, Decimal("1873.11")),
    )
    result = check(sheet, LAW)
    assert result.reproduced
    total = result.component("total").figure
    assert total is not None
    assert str(total.with_numbers) == "1288.08 ＋ 467.42 ＋ 0.00 ＋ 117.61"


def test_a_sum_to_the_fen_where_it_should_go_up_is_told() -> None:
    # 2979.09 + 1627.42 + 712.45 = 5318.96; the parts should go up to the jiao, the sum to 5319.10
    sheet = Sheet(
        "450000",
        YearMonth(2023, 7),
        benefit_base=Decimal(6442),
        index=Decimal("1.9749"),
        years=Decimal("31.09"),
        transitional_years=Decimal(4),
        account_balance=Decimal("276661.55"),
        payout_months=Decimal(170),
        printed=Printed(*map(Decimal, ("2979.09", "1627.42", "712.45", "5318.96"))),
    )
    result = check(sheet, LAW)
    assert result.reproduced
    assert [n.code for n in result.notices] == ["parts_to_the_fen", "total_to_the_fen"]


# ---- the average index --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "mean"),
    [
        ("left_out", f("0.8")),  # 96 / 120
        ("zero", f("0.64")),  # 96 / 150
        ("0.6", f("0.76")),  # (96 + 0.6 × 30) / 150
    ],
)
def test_months_not_paid_in_the_average_index(rule: str, mean: Fraction) -> None:
    assert average(f("96"), 120, 30, INDEX_GAPS[rule]) == mean


def test_no_month_no_index() -> None:
    assert average(0, 0) == 0


# ---- what is on file ----------------------------------------------------------------------------
def test_every_province_has_chosen_its_years_and_its_total() -> None:
    for code in LAW.provinces:
        rules = LAW.provinces[code].rules
        assert {"years_precision", "total_rounding"} <= set(rules)


def test_the_plain_formula_is_the_first_choice() -> None:
    first = {name: choices[0] for name, choices in PLAIN.items()}
    assert first == {
        "parts_rounding": "fen",
        "base_factor": "one",
        "index_base": "benefit_base",
        "payout_age": "by_law",
        "transitional_formula": "indexed",
        "index_gaps": "left_out",
        "index_deemed": "counted",
    }
    assert set(PLAIN) <= set(RULES)

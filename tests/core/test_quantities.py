"""Months, ages, rounding and money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quantities import (
    Age,
    Exact,
    YearMonth,
    compound,
    decimals,
    half_up,
    money,
    months_between,
    to_fen,
    to_yuan,
    up,
)

MONTHS = st.builds(YearMonth, st.integers(1000, 3000), st.integers(1, 12))
STEPS = st.integers(-6000, 6000)
NUMBERS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@given(MONTHS, STEPS)
def test_adding_months_and_taking_the_difference_are_inverse(month: YearMonth, step: int) -> None:
    assert (month + step) - month == step
    assert (month + step) + -step == month


@given(MONTHS)
def test_twelve_months_later_is_the_same_month_of_the_next_year(month: YearMonth) -> None:
    assert month + 12 == YearMonth(month.year + 1, month.month)


@given(MONTHS, MONTHS)
def test_months_are_ordered_as_they_are_written(a: YearMonth, b: YearMonth) -> None:
    assert (a < b) is (str(a) < str(b))
    assert (a - b < 0) is (a < b)


@given(MONTHS)
def test_a_month_written_and_read_is_the_same(month: YearMonth) -> None:
    assert YearMonth.parse(str(month)) == month
    assert YearMonth.from_ordinal(month.ordinal) == month


@pytest.mark.parametrize(
    ("first", "step", "then"),
    [
        ("2026-12", 1, "2027-01"),
        ("2027-01", -1, "2026-12"),
        ("1985-03", 756, "2048-03"),
        ("2026-01", 11, "2026-12"),
        ("2026-01", -13, "2024-12"),
    ],
)
def test_month_arithmetic_crosses_the_year(first: str, step: int, then: str) -> None:
    assert str(YearMonth.parse(first) + step) == then


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-1", "2026-13", "2026-00", "0000-01", "26-01", " 2026-01", "2026-01\n"),
        *("2026/01", "２０２６-01", "٢٠٢٦-01", "2026-01-01", "-2026-01"),
    ],
)
def test_anything_but_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        YearMonth.parse(text)


def test_months_between_include_both_ends() -> None:
    first, last = YearMonth(2026, 11), YearMonth(2027, 2)
    found = [str(m) for m in months_between(first, last)]
    assert found == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert list(months_between(first, first)) == [first]
    assert list(months_between(last, first)) == []


def test_an_age_is_written_in_years_and_months() -> None:
    assert str(Age(756)) == "63y0m"
    assert str(Age(721)) == "60y1m"
    assert Age.of(60, 1) == Age.parse("60y1m") == Age(721)
    assert (Age(731).years, Age(731).rest) == (60, 11)


@pytest.mark.parametrize("text", ["", "60", "60y", "60y12m", "y1m", "60y1", "-1y1m", "60y1m\n"])
def test_anything_but_an_age_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="age"):
        Age.parse(text)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.004", 2, "0.00"),
        ("0.005", 2, "0.01"),  # a tie goes up, also where the banker's rule would go down
        ("0.015", 2, "0.02"),
        ("0.025", 2, "0.03"),
        ("0.0149999999999999999999", 2, "0.01"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-0.005", 2, "-0.01"),  # away from zero
        ("-0.0049", 2, "0.00"),
        ("-2.5", 0, "-3"),
        ("-2.49", 0, "-2"),
        ("137.25", 1, "137.3"),
        ("99.995", 2, "100.00"),
        ("12345678901234567890.125", 2, "12345678901234567890.13"),
    ],
)
def test_half_up_sends_a_tie_away_from_zero(value: str, places: int, expected: str) -> None:
    found = half_up(Decimal(value), places)
    assert found == Decimal(expected)
    assert f"{abs(found):f}" == f"{abs(Decimal(expected)):f}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(-1, 200), "-0.01"),
    ],
)
def test_half_up_rounds_a_quotient_that_never_ends_exactly(value: Fraction, expected: str) -> None:
    assert half_up(value, 2) == Decimal(expected)


def test_half_up_means_the_fen_unless_told_otherwise() -> None:
    assert str(half_up(Decimal("0.0049"))) == "0.00"
    assert str(half_up(Fraction(1, 200))) == "0.01"


@given(NUMBERS, st.integers(0, 6))
def test_half_up_is_never_off_by_more_than_half_a_unit(value: Fraction, places: int) -> None:
    error = abs(Fraction(half_up(value, places)) - value)
    assert error <= Fraction(1, 2 * 10**places)
    assert half_up(-value, places) == -half_up(value, places)


@given(NUMBERS, st.integers(0, 6))
def test_up_is_the_next_step_not_below(value: Fraction, places: int) -> None:
    gap = Fraction(up(value, places)) - value
    assert 0 <= gap < Fraction(1, 10**places)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("4185.74", "4185.8"),  # award sheet: 2633.36 + 695.02 + 857.36
        ("2293.84", "2293.9"),  # 1726.91 + 369.54 + 197.39
        ("3993.88", "3993.9"),  # 2515.75 + 522.03 + 956.10
        ("1701.28", "1701.3"),  # 1172.94 + 246.58 + 281.78
        ("10.00", "10.0"),
        ("10.10", "10.1"),
        ("10.01", "10.1"),
        ("10.1000000001", "10.2"),
        ("0", "0.0"),
        ("-0.05", "0.0"),
    ],
)
def test_up_to_the_jiao_as_shanxi_rounds_totals(value: str, expected: str) -> None:
    assert up(Decimal(value), 1) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 8), "0.13"),
        (Decimal("848.8"), "848.80"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("-0.005"), "-0.01"),
        (7, "7.00"),
        (10**12, "1000000000000.00"),
    ],
)
def test_money_always_has_two_decimals(value: Exact, expected: str) -> None:
    assert money(value) == expected
    assert to_fen(value) == Decimal(expected)


def test_a_number_is_shown_with_as_many_decimals_as_asked_for() -> None:
    assert decimals(Fraction(6101, 10000), 4) == "0.6101"
    assert decimals(Fraction(1, 3), 6) == "0.333333"
    assert decimals(5, 0) == "5"


def test_to_yuan_rounds_a_half_up() -> None:
    assert to_yuan(Decimal("4328.88")) == 4329
    assert to_yuan(Decimal("4328.5")) == 4329
    assert to_yuan(Decimal("4328.49")) == 4328


@given(
    st.integers(1, 100_000),
    st.integers(-2000, 2000).map(lambda n: Decimal(n).scaleb(-4)),
    st.integers(0, 40),
)
def test_growth_over_years_is_exact(value: int, rate: Decimal, years: int) -> None:
    expected = value * (1 + Fraction(rate)) ** years
    assert Fraction(compound(Decimal(value), rate, years)) == expected

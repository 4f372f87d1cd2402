"""What is said beside the figures: every word rests on this case."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.policy.load import read_jurisdiction
from core.policy.written import PolicyError
from core.quantities import half_up
from core.reading import Unreadable, read_month
from tests.core.support import codes, projected


def notice(code: str, option: int, **changes: Any) -> str:
    found = projected(**changes).options[option].notices
    return next(str(n.text) for n in found if n.code == code)


def test_the_supplementary_pension_says_what_the_other_divisor_would_give() -> None:
    # 500 + 120 a year from 2026 to 2050, each in December, the last in 2050-03; 3.55 % a year.
    rate, balance = Fraction("0.0355"), Decimal(0)
    for year in range(2026, 2051):
        first = 12 if year == 2026 else 1
        last = 3 if year == 2050 else 12
        stood = last - first + 1
        balance = half_up(Fraction(balance) * (1 + rate * stood / 12) + 620 * (1 + rate / 12))
    expected = half_up(20 + Fraction(balance) / 101)
    text = notice("rival_value", 3, plan__tier=2000, plan__supplementary_tier=500)
    assert f"{expected}元" in text
    assert "101" in text


def test_the_heating_allowance_is_told_and_not_counted() -> None:
    assert "3360元" in notice("heating_allowance", 0)  # 晋人社厅发〔2017〕9号


def test_a_start_that_has_passed_is_remarked_upon() -> None:
    assert "start_in_past" in codes(projected(plan__start="2026-10").notices)
    assert "start_in_past" not in codes(projected(plan__start="2026-11").notices)


def test_a_percentage_below_the_floor_is_said_with_its_amount() -> None:
    # 50 % of 7073 is 3536.5, rounded half up to 3537; the floor of 2026 is 4244.
    assert "3537元低于下限（4244元）" in notice("base_below_floor", 0, plan__base="50%")


def test_the_year_the_plan_pays_is_not_counted_in_the_history_too() -> None:
    period = {"scheme": "resident", "from": "2024-01", "to": "2026-11", "tier": 2000}
    found = projected(
        history__periods=[{**period, "place": "140200"}],
        history__resident_years=None,
        history__resident_balance=None,
    )
    months = found.options[2].months
    assert months is not None
    assert months.history == 2 * 12  # 2024 and 2025; 2026 is the plan's first payment
    assert months.planned == 20 * 12


@pytest.mark.parametrize("text", ["1985-03-99", "1985-02-30", "1985年3月0日"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    with pytest.raises(Unreadable):
        read_month(text)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('total_rounding = { value = "jiao_upp", document = "x", grade = "A" }', "jiao_up"),
        ('total_runding = { value = "jiao_up", document = "x", grade = "A" }', "total_rounding"),
    ],
)
def test_a_misspelt_rule_is_refused_with_the_rules_there_are(line: str, named: str) -> None:
    raw = f'schema = 1\nplace = "140000"\n[rules]\n{line}\n'
    with pytest.raises(PolicyError, match=named):
        read_jurisdiction("140000", raw.encode())


def test_the_day_is_given_not_asked_for() -> None:
    assert projected().as_of == date(2026, 11, 23)

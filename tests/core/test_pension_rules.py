"""The pension of a projection by the rules of its province: the arithmetic done here once more.

A man born 1966-05 retires at 60y5m in 2026-10 (16 months after 1965-01: 16 // 4 + 1 = 5 months)
with 238 months behind him and two to pay.  Bases are those on file for 2026, index and account
those of the projection.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.options import Option, Pension
from tests.core.support import codes, employee

FEN, JIAO = Decimal("0.01"), Decimal("0.1")


def near_pension(
    place: str, months: int = 238, deemed: int = 0, **more: Any
) -> tuple[Option, Pension, Fraction]:
    found = employee(
        person__birth="1966-05",
        plan__start="2026-09",
        location__registered=place,
        plan__tier=None,
        history__employee_months=months,
        history__employee_deemed_months=deemed,
        history__employee_index="0.55",
        **more,
    )
    assert found.pension is not None
    assert found.index is not None
    assert isinstance(found.index.value, Fraction)
    return found, found.pension, found.index.value


def rounded(value: Fraction, step: Decimal, how: str = ROUND_HALF_UP) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return (exact / step).quantize(Decimal(1), how) * step


def fen(value: Fraction) -> Decimal:
    return rounded(value, FEN)


def up_to_jiao(value: Fraction) -> Decimal:
    return rounded(Fraction(rounded(value, FEN, ROUND_DOWN)), JIAO, ROUND_UP)


def basic(c: str, indexed: str, z: Fraction, years: str, a: Fraction = Fraction(1)) -> Fraction:
    return (Fraction(c) * a + Fraction(indexed) * z) * Fraction(years) / 200


@pytest.mark.parametrize(
    ("place", "c", "indexed"),
    [
        ("220100", "7978.25", "7322"),  # Changchun: the province's base for the index
        ("410100", "6738", "7933"),  # Zhengzhou: the local base for the index
        ("410500", "6738", "6738"),  # Anyang has none
        ("440300", "11293", "11293"),  # Shenzhen: the base in full whatever the index
    ],
)
def test_two_bases(place: str, c: str, indexed: str) -> None:
    found, pension, z = near_pension(place)
    assert found.months is not None
    assert found.months.total == 240
    assert pension.basic.amount == fen(basic(c, indexed, z, "20"))


def test_a_low_index_lowers_the_base() -> None:
    found, pension, z = near_pension("440600")
    base = found.benefit_base
    assert base is not None
    assert z < Fraction("0.6")
    a = Fraction(rounded(z / Fraction("0.6"), Decimal("0.0001")))
    assert pension.basic.amount == fen(basic(str(base.amount), str(base.amount), z, "20", a))


@pytest.mark.parametrize(
    ("place", "months", "years"),
    [
        ("340100", 243, "20.5"),  # 245 months are 20.4166...
        ("450100", 243, "20.42"),
        ("310000", 243, "20.415"),
        ("460100", 243, "20.4167"),
        ("370100", 243, "20.42"),
    ],
)
def test_years(place: str, months: int, years: str) -> None:
    found, pension, z = near_pension(place, months)
    base = found.benefit_base
    assert found.months is not None
    assert base is not None
    assert found.months.total == 245
    expected = basic(str(base.amount), str(base.amount), z, years)
    jiao = place in ("450100", "310000")
    assert pension.basic.amount == (up_to_jiao(expected) if jiao else fen(expected))


def test_payout_months_by_whole_years_and_parts_up_to_the_jiao() -> None:
    found, pension, _z = near_pension("450100")
    assert found.payout is not None
    assert found.account is not None
    # 60y5m: 139 in whole years; by the month 139 - 7 × 5 / 12 = 136.08..., 136.1
    assert found.payout.amount == 139
    assert pension.account.amount == up_to_jiao(Fraction(found.account.amount) / 139)
    by_month, _pension, _index = near_pension("340100")
    assert by_month.payout is not None
    assert str(by_month.payout.amount) == "136.1"


@pytest.mark.parametrize(
    ("place", "share", "k"),
    [
        ("370100", lambda z: z, "0.013"),
        ("510100", lambda z: (1 + z) / 2, "0.013"),
        ("150100", lambda z: max(z, Fraction(1)), "0.012"),
        ("110101", lambda _z: Fraction(1), "0.01"),
    ],
)
def test_transitional_formulas(place: str, share: object, k: str) -> None:
    found, pension, z = near_pension(place, 214, 24)
    base = found.benefit_base
    assert base is not None
    assert callable(share)
    assert pension.transitional.amount == fen(Fraction(base.amount) * share(z) * 2 * Fraction(k))


def test_an_allowance_on_top() -> None:
    _found, pension, _z = near_pension("440600", history__employee_since="1998-06")
    # 240 months: 100 + 4 × 20
    assert str(pension.transitional.amount) == "180.00"


@pytest.mark.parametrize("since", ["1998-07", None])
def test_who_joined_later_or_never_said_when_gets_no_allowance(since: str | None) -> None:
    found, pension, _z = near_pension("440600", history__employee_since=since)
    assert str(pension.transitional.amount) == "0.00"
    assert ("joined_early_unknown" in codes(found.notices)) is (since is None)


def test_half_years_of_the_deemed_period() -> None:
    found, pension, z = near_pension("350100", 218, 20)
    base = found.benefit_base
    assert base is not None
    # 20 months are 1 year 8 months, up to 2 years
    assert pension.transitional.amount == fen(Fraction(base.amount) * z * 2 * Fraction("0.013"))

"""Figures of other provinces, worked out by hand: the arithmetic stands beside each number.

Published numbers are those of the notices named in the files; growth is 2 % a year (3 % for the
resident basic pension) from the last published year, to whole yuan.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.decisions.calendar import calendar
from core.derivation import Figure, walk
from core.options import Option
from tests.core.support import TODAY, Changes, asked, balance, codes, employee, projected, resident


def _employee(code: str, day: date = TODAY, **changes: object) -> Option:
    """The employee scheme for somebody registered at and working at a code."""
    return employee(day, **{**_living_in(code), **changes})


def _living_in(code: str) -> Changes:
    return {"location__registered": code, "location__working": None, "plan__tier": None}


def _per_month(found: Option) -> str:
    assert found.contribution is not None
    assert found.contribution.per_month is not None
    return str(found.contribution.per_month.amount)


# ------------------------------------------------------------------ the first month's contribution


@pytest.mark.parametrize(
    ("code", "floor", "ceiling"),
    [
        # base × 20 %, to the fen; the plan starts in 2026-12
        ("110105", "1454.00", "7269.60"),  # 北京 7270 and 36348, from 2026-07
        ("310115", "1509.20", "7546.20"),  # 上海 7546 and 37731, from 2026-07
        ("220100", "897.78", "4488.90"),  # 吉林 4488.9 and 22444.5, from 2026-07
        ("440100", "1102.00", "5509.80"),  # 广州 5510, 广东 27549: 2025-07, going on
        ("440300", "955.00", "5509.80"),  # 深圳 as all other cities: 4775
        ("130100", "815.20", "4076.40"),  # 河北 4076 and 20382
        ("230100", "924.60", "4623.00"),  # 黑龙江 4623 and 23115
        ("330100", "997.20", "5059.80"),  # 浙江 4986 and 25299: 2025, going on
        ("350200", "808.60", "4521.40"),  # 福建 4043 and 22607: carried from 2025
        ("410100", "766.20", "3831.00"),  # 河南 3831 and 19155: 2025, going on
        ("420100", "899.60", "4497.60"),  # 武汉, level 1: 4498 and 22488
        ("421000", "850.80", "4292.40"),  # 荆州, level 3: 4254 and 21462
        ("510100", "939.80", "4698.60"),  # 四川 4699 and 23493
        ("520100", "885.21", "4426.04"),  # 贵州 4426.05 and 22130.2
        ("540100", "1434.48", "7172.40"),  # 西藏 7172.4 and 35862
        ("650100", "1049.20", "5246.20"),  # 新疆 5246 and 26231
    ],
)
def test_the_first_months_contribution_at_floor_and_ceiling(
    code: str, floor: str, ceiling: str
) -> None:
    assert _per_month(_employee(code, plan__base="floor")) == floor
    assert _per_month(_employee(code, plan__base="ceiling")) == ceiling


def test_fujians_floor_is_the_published_one_not_60_percent() -> None:
    # 60 % of 7535 would be 4521: that is the floor of medical insurance.
    found = _employee("350100", date(2025, 12, 31), plan__start="2025-12")
    assert _per_month(found) == "808.60"  # 4043 × 20 %


# ------------------------------------------------------------------ the change in July


def _paid(found: Option, year: int) -> list[tuple[int, int, str]]:
    """First and last month and amount of each run of a year."""
    assert found.contribution is not None
    return [
        (p.months[0], p.months[-1], str(p.amount))
        for p in found.contribution.payments
        if p.year == year
    ]


@pytest.mark.parametrize(
    ("code", "until_june", "from_july"),
    [
        # 7270 × 20 %; 7270 × 1.02 = 7415.4 → 7415, × 20 %
        ("110000", "1454.00", "1483.00"),
        # 7546 × 20 %; 7546 × 1.02 = 7696.92 → 7697, × 20 %
        ("310000", "1509.20", "1539.40"),
        # 4775 × 20 %, going on until 2027-06; 2025-07 is the last published year, so 2027-07 is
        # 4775 × 1.02² = 4967.91 → 4968, × 20 %
        ("440200", "955.00", "993.60"),
        # 5510 × 20 %; 5510 × 1.02² = 5732.604 → 5733, × 20 %
        ("440100", "1102.00", "1146.60"),
        # 4488.9 × 20 % = 897.78; 4488.9 × 1.02 = 4578.678 → 4579, × 20 % = 915.80
        ("220000", "897.78", "915.80"),
    ],
)
def test_where_the_year_begins_in_july_the_amount_changes_in_july(
    code: str, until_june: str, from_july: str
) -> None:
    found = _employee(code)
    assert _paid(found, 2027) == [(1, 6, until_june), (7, 12, from_july)]
    assert _paid(found, 2026) == [(12, 12, until_june)]
    assert found.contribution is not None
    # a full year at the first rate (contract, section 3)
    assert found.contribution.first_year == Decimal(until_june) * 12


def test_elsewhere_a_calendar_year_is_one_run() -> None:
    # 4699 × 1.02 = 4792.98 → 4793, × 20 % = 958.60
    assert _paid(_employee("510000"), 2027) == [(1, 12, "958.60")]


def test_the_two_halves_of_a_year_are_told_apart_in_the_chain() -> None:
    found = _employee("110000")
    ids = {node.id for f in found.figures for node in walk(f) if isinstance(node, Figure)}
    assert {"base.2026", "credit.2027", "credit.2027-07", "credit.2028", "account.2027"} <= ids
    assert "account.2027-07" not in ids


def test_the_account_earns_interest_on_both_halves_of_a_year() -> None:
    # 北京, 12000.00 before; 2026-12: 7270 × 8 % = 581.60.  1.5 % a year.
    # 2026: 12000 × (1 + 0.015 × 1/12) + 581.60 × (1 + 0.015 × 1/12)
    #     = 12015.00 + 582.327 = 12597.327 → 12597.33
    # 2027: January to June 581.60, July to December 7415 × 8 % = 593.20
    #     months standing: 12 + 11 + ... + 7 = 57 and 6 + ... + 1 = 21
    #     12597.33 × 1.015 = 12786.28995
    #     6 × 581.60 = 3489.60, interest 581.60 × 57 × 0.015/12 = 41.439
    #     6 × 593.20 = 3559.20, interest 593.20 × 21 × 0.015/12 = 15.5715
    #     sum 19892.10045 → 19892.10
    found = _employee("110000")
    assert found.account is not None
    years = {node.id: node for node in walk(found.account) if isinstance(node, Figure)}
    assert str(years["account.2026"].amount) == "12597.33"
    assert str(years["account.2027"].amount) == "19892.10"


def test_the_index_is_taken_month_by_month() -> None:
    # 上海 on the floor.  Born 1967-07: 60 years and 30 // 4 + 1 = 8 months, so until 2028-03.
    # 2026-12 to 2027-06: 7 months at 7546/12577.  2027-07 to 2028-03: 9 months at 7697/12829
    # (7546 × 1.02 = 7696.92, 12577 × 1.02 = 12828.54).
    found = _employee(
        "310000",
        person__birth="1967-07",
        plan__extend=False,
        history__employee_months=0,
        history__employee_index=None,
        history__employee_balance=None,
    )
    assert found.index is not None
    expected = (7 * Fraction(7546, 12577) + 9 * Fraction(7697, 12829)) / 16
    assert found.index.value == expected


@pytest.mark.parametrize(
    ("frequency", "amounts"),
    [
        # 3 × 1454.00, 3 × 1483.00; twice that; 8724.00 + 8898.00
        ("quarterly", ["4362.00", "4362.00", "4449.00", "4449.00"]),
        ("half_yearly", ["8724.00", "8898.00"]),
        ("yearly", ["17622.00"]),
    ],
)
def test_what_falls_due_together_is_added_up_over_the_change(
    frequency: str, amounts: list[str]
) -> None:
    due = calendar(asked(**_living_in("110000"), plan__frequency=frequency))
    assert [str(d.amount) for d in due if d.month.year == 2027] == amounts


def test_stopping_in_a_year_of_two_halves_keeps_the_due_months_right() -> None:
    # 1967-07 retires in 2028-03: the first half of 2028 is one run, of three months.
    found = _employee("110000", person__birth="1967-07", plan__extend=False)
    assert _paid(found, 2028) == [(1, 3, "1483.00")]


# ------------------------------------------------------------------ basic pensions

# Born 1966-07: 60 years and 18 // 4 + 1 = 5 months, so 2026-12.  239 months behind at index 1, the
# last one paid on 100 % of a whole-yuan wage: Z = 1 and N = 20 years exactly.
# basic = (C + C × 1) ÷ 2 × 20 × 1 % = C × 0.2
LAST_MONTH: Changes = {
    "person__birth": "1966-07",
    "plan__start": "2026-12",
    "plan__base": "100%",
    "history__employee_months": 239,
    "history__employee_index": "1",
}


@pytest.mark.parametrize(
    ("code", "base", "basic"),
    [
        ("110000", 12049, "2409.80"),
        ("310000", 12577, "2515.40"),
        ("210000", 7346, "1469.20"),
        ("210100", 8390, "1678.00"),  # 沈阳
        ("210200", 8956, "1791.20"),  # 大连
        ("330100", 8433, "1686.60"),
        ("350200", 7932, "1586.40"),
        ("370100", 7831, "1566.20"),
        ("371700", 7506, "1501.20"),  # 菏泽
        ("420100", 9112, "1822.40"),  # 武汉
        ("421000", 7210, "1442.00"),  # 荆州
        ("430100", 7694, "1538.80"),
        ("440200", 9493, "1898.60"),
        ("440300", 11293, "2258.60"),  # 深圳
        ("510100", 8462, "1692.40"),
        ("540100", 11777, "2355.40"),
        ("650100", 8744, "1748.80"),
    ],
)
def test_the_basic_pension_of_twenty_years_at_index_1(code: str, base: int, basic: str) -> None:
    found = _employee(code, **LAST_MONTH)
    assert found.index is not None
    assert found.index.value == 1
    assert found.benefit_base is not None
    assert found.benefit_base.value == base
    assert found.pension is not None
    assert str(found.pension.basic.amount) == basic


def test_the_account_part_of_the_same_case() -> None:
    # 四川: 7831 × 8 % = 626.48.  (12000 + 626.48) × (1 + 0.015/12) = 12626.48 + 15.7831
    #     = 12642.2631 → 12642.26
    # 60y5m: 139 − (139 − 132) × 5/12 = 136.0833 → 136.1; 12642.26 ÷ 136.1 = 92.8895 → 92.89
    found = _employee("510100", **LAST_MONTH)
    assert str(balance(found)) == "12642.26"
    assert found.pension is not None
    assert str(found.pension.account.amount) == "92.89"


def test_a_city_without_a_benefit_base_on_file_is_told_so() -> None:
    found = _employee("420300", **LAST_MONTH)  # 十堰: limits of level 2, no benefit base
    assert not found.available
    assert codes(found.reasons) == ["missing_parameter"]
    assert "计发基数" in str(found.reasons[0].text)


# ------------------------------------------------------------------ the resident scheme

# Born 1966-11, 60 in 2026-11; 19 years behind and 2026 paid in 2026-11: 20 years, 5 beyond 15.
# The account: (tier + subsidy) × (1 + 0.0355/12), one month's interest; ÷ 139.
SIXTY: Changes = {
    "person__birth": "1966-11",
    "plan__start": "2026-11",
    "plan__scheme": "resident",
    "history__resident_years": 19,
    "history__resident_balance": "0",
}


@pytest.mark.parametrize(
    ("code", "tier", "basic", "account", "more"),
    [
        # 重庆 165 of 2025, carried; 165 + 5 × 2.  1110 → 1113.28375 → 1113.28 ÷ 139 = 8.009
        ("500000", 1000, "175.00", "8.01", 5),
        # 济南 218 + 5 × 2.  2070 → 2076.12375 → 2076.12 ÷ 139 = 14.936
        ("370100", 2000, "228.00", "14.94", 5),
        # 青岛 258 + 5 × 2
        ("370200", 2000, "268.00", "14.94", 5),
        # 山东 208 of 2026 + 5 × 2
        ("370600", 2000, "218.00", "14.94", 5),
        # 陕西 188 of 2026 + 5 × 2.  2200 → 2206.50833 → 2206.51 ÷ 139 = 15.874
        ("610300", 2000, "198.00", "15.87", 5),
        # 西安 239 + 5 × 2
        ("610100", 2000, "249.00", "15.87", 5),
        # 湖南 176 of 2025, carried; 176 + 5 × 2.  2060 → 2066.09416 → 2066.09 ÷ 139 = 14.864
        ("430200", 2000, "186.00", "14.86", 2),
        # 杭州 370 of 2025, carried; 370 + 5 × 5.  2500 → 2507.39583 → 2507.40 ÷ 139 = 18.0388.
        # What 浙江 adds from 65 on is not on file.
        ("330100", 2000, "395.00", "18.04", None),
        # 浙江 295 of 2026 + 5 × 5
        ("331000", 2000, "320.00", "18.04", None),
        # 安徽 195 of 2025, carried; 195 + 5 × 2.  2200 as in 陕西
        ("340200", 2000, "205.00", "15.87", 2),
    ],
)
def test_the_resident_pension_with_five_years_beyond_fifteen(
    code: str, tier: int, basic: str, account: str, more: int | None
) -> None:
    told: Changes = {"location__registered": code, "location__working": None, "plan__tier": tier}
    found = resident(**told, **SIXTY)
    assert found.pension is not None
    assert str(found.pension.basic.amount) == basic
    assert str(found.pension.account.amount) == account
    first, *later = (phase.total.amount for phase in found.pension.phases)
    assert first == Decimal(basic) + Decimal(account)
    assert [amount - first for amount in later] == ([] if more is None else [more])


# ------------------------------------------------------------------ two places


def test_a_henan_rider_in_hangzhou_sees_both_places_with_their_own_limits() -> None:
    found = projected(location__registered="410100", location__working="330100", plan__tier=None)
    # 3831 × 20 % and 4986 × 20 %
    assert [_per_month(o) for o in found.options[:2]] == ["766.20", "997.20"]


def test_a_sichuan_streamer_in_guangzhou_sees_both_places_with_their_own_limits() -> None:
    found = projected(location__registered="510100", location__working="440100", plan__tier=None)
    # 4699 × 20 % and 5510 × 20 %
    assert [_per_month(o) for o in found.options[:2]] == ["939.80", "1102.00"]


def test_a_datong_courier_in_beijing_sees_both_places_with_their_own_limits() -> None:
    found = projected(location__registered="140200", location__working="110105")
    # 4244 × 20 % and 7270 × 20 %
    assert [_per_month(o) for o in found.options[:2]] == ["848.80", "1454.00"]


def test_two_cities_of_guangdong_are_two_options() -> None:
    found = projected(location__registered="440200", location__working="440100", plan__tier=None)
    assert [_per_month(o) for o in found.options[:2]] == ["955.00", "1102.00"]

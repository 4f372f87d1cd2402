"""Award sheets: what real sheets print must come out, and what does not must say why.

Expected amounts are those printed on the sheets; where a number is ours the arithmetic is here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.case import CaseError
from core.policy.load import packaged
from core.quantities import Age, YearMonth
from core.rules.award import AwardCheck, Printed, Sheet, check
from core.rules.award_sheet import Period, whole_months, years_readings

LAW = packaged().on(date(2026, 11, 23))


def printed(basic: str = "", account: str = "", transitional: str = "", total: str = "") -> Printed:
    texts = (basic, account, transitional, total)
    return Printed(*(Decimal(text) if text else None for text in texts))


def sheet(retired: str, shown: Printed, province: str = "140000", **given: Any) -> Sheet:
    values: dict[str, Any] = {k: Decimal(v) if isinstance(v, str) else v for k, v in given.items()}
    return Sheet(province, YearMonth.parse(retired), printed=shown, **values)


# ---- the three Shanxi sheets of the papers, benefit bases taken from policy data ----------------
SHANXI = [
    sheet(
        "2024-02",
        printed("1726.91", "369.54", "197.39", "2293.9"),
        index="0.6101",
        indexed_wage="4338.13666",
        years="30.1667",
        deemed_years="3.5",
        account_balance="72059.90",
        payout_months="195",
    ),
    sheet(
        "2023-04",
        printed("2515.75", "522.03", "956.10", "3993.9"),
        index="0.8314",
        indexed_wage="5734.37271",
        years="39.83333",
        deemed_years="14",
        transitional_index="0.7617",
        transitional_indexed_wage="5253.30696",
        account_balance="72562.63",
        payout_months="139",
    ),
    sheet(
        "2023-04",
        printed("1172.94", "246.58", "281.78", "1701.3"),
        indexed_wage="4408.49343",
        years="20.75",
        deemed_months=59,
        account_balance="48083.07",
        payout_months="195",
    ),
]


@pytest.mark.parametrize("one", SHANXI)
def test_shanxi_sheets_come_out_exactly(one: Sheet) -> None:
    result = check(one, LAW)
    assert result.reproduced
    assert [c.reproduced for c in result.components] == [True] * 4
    assert (result.way.total, result.rounding_on_file) == ("jiao_up", True)
    assert not result.missing
    assert not result.notices
    basic = result.component("basic").chosen
    assert basic is not None
    assert basic.years is not None
    assert basic.wage is not None
    # Shanxi counts 30 years 2 months as 362/12, and computes with the exact indexed wage.
    assert (basic.years.code, basic.wage.code) == ("exact", "indexed_wage")


# ---- the example of the file format -------------------------------------------------------------
EXAMPLE: dict[str, Any] = {
    "benefit_base": "7253",
    "index": "0.7604",
    "indexed_wage": "5514.81855",
    "months": 495,
    "deemed_months": 155,
    "transitional_index": "0.7040",
    "account_balance": "96607.26",
    "payout_months": "139",
}
SHOWN = printed("2633.36", "695.02", "857.36", "4185.8")


def test_a_rounded_transitional_index_differs_and_says_so() -> None:
    result = check(sheet("2025-10", SHOWN, **EXAMPLE), LAW)
    part = result.component("transitional")
    # 7253 * 0.7040 * 155/12 * 1.3 % = 857.4013...
    assert part.computed == Decimal("857.40")
    assert part.difference == Decimal("0.04")
    assert not result.reproduced
    (note,) = result.notices
    assert note.code == "transitional_index_rounded"
    # 857.355 / (155/12 * 0.013) = 5105.83622...; 857.365 / (155/12 * 0.013) = 5105.89578...
    assert "5105.83623至5105.89578" in str(note.text)
    # 5105.83623 / 7253 = 0.70396..., which rounds to the printed 0.7040
    assert "0.7040" in str(note.text)


def test_the_exact_transitional_wage_reproduces_it() -> None:
    given = {**EXAMPLE, "transitional_indexed_wage": "5105.86"}
    result = check(sheet("2025-10", SHOWN, **given), LAW)
    assert result.reproduced
    assert not result.notices


def test_a_rounded_index_of_the_basic_part_is_named_too() -> None:
    given = {**EXAMPLE, "indexed_wage": None, "transitional_indexed_wage": "5105.86"}
    result = check(sheet("2025-10", SHOWN, **given), LAW)
    # (7253 + 7253 * 0.7604) / 2 * 41.25 % = 2633.4373...
    assert result.component("basic").computed == Decimal("2633.44")
    assert [n.code for n in result.notices] == ["basic_index_rounded"]
    # 2633.355 * 200 / 41.25 - 7253 = 5514.78181..., but 0.76035 * 7253 = 5514.81855 is higher:
    # below it the index would print as 0.7603.  2633.365 * 200 / 41.25 - 7253 = 5514.83030...
    assert "5514.81855至5514.83030" in str(result.notices[0].text)


def test_no_note_where_no_index_would_do() -> None:
    wrong = printed("2600.00", "695.02", "800.00", "4095.1")
    given = {**EXAMPLE, "indexed_wage": None}
    result = check(sheet("2025-10", wrong, **given), LAW)
    assert not result.reproduced
    assert not result.notices


def test_a_total_with_another_part_is_named() -> None:
    shown = printed("2633.36", "695.02", total="4000.00")
    given = {k: v for k, v in EXAMPLE.items() if "deemed" not in k and "transitional" not in k}
    result = check(sheet("2025-10", shown, **given), LAW)
    # 2633.36 + 695.02 = 3328.38, up to the jiao 3328.40
    assert result.component("total").computed == Decimal("3328.40")
    assert [n.code for n in result.notices] == ["other_parts"]


# ---- what lacks ---------------------------------------------------------------------------------
def codes(result: AwardCheck) -> set[str]:
    return {notice.code for notice in result.missing}


def test_everything_missing_is_named() -> None:
    # Shanxi's benefit bases begin in 2019.
    result = check(sheet("2018-10", SHOWN), LAW)
    assert codes(result) == {
        "missing_benefit_base",
        "missing_years",
        "missing_index",
        "missing_balance",
        "missing_payout_months",
        "missing_deemed",
        "missing_parts",
    }
    assert all(c.computed is None and c.reproduced is False for c in result.components)


def test_nothing_printed_is_nothing_wrong() -> None:
    result = check(sheet("2025-10", printed(), **EXAMPLE), LAW)
    assert result.reproduced
    assert [c.reproduced for c in result.components] == [None] * 4


def test_a_projected_benefit_base_proves_nothing() -> None:
    given = {**EXAMPLE, "benefit_base": None}
    assert "missing_benefit_base" in codes(check(sheet("2030-01", SHOWN, **given), LAW))


def test_payout_months_from_the_age() -> None:
    # 60y1m since 2025: 139 - (139 - 132) / 12 = 138.4; 96607.26 / 138.4 = 698.029...
    given = {**EXAMPLE, "payout_months": None, "age": Age.of(60, 1)}
    result = check(sheet("2025-10", SHOWN, **given), LAW)
    assert result.component("account").computed == Decimal("698.03")


@pytest.mark.parametrize("age", [Age.of(39), Age.of(71)])
def test_an_age_outside_the_table_lacks_payout_months(age: Age) -> None:
    given = {**EXAMPLE, "payout_months": None, "age": age}
    assert codes(check(sheet("2025-10", SHOWN, **given), LAW)) >= {"missing_payout_months"}


def test_no_such_place() -> None:
    with pytest.raises(CaseError, match="990000"):
        check(sheet("2025-10", SHOWN, "990000", **EXAMPLE), LAW)


# ---- a place without a file ---------------------------------------------------------------------
NO_FILES = replace(LAW, provinces={})


def test_without_a_file_the_transitional_coefficient_is_named() -> None:
    result = check(sheet("2025-10", SHOWN, **EXAMPLE), NO_FILES)
    assert codes(result) == {"missing_transitional_coefficient", "missing_parts"}
    assert result.component("basic").reproduced
    assert result.component("account").reproduced


@pytest.mark.parametrize(
    ("total", "rounding", "fits"),
    [
        ("3328.38", "fen", True),  # 2633.36 + 695.02
        ("3328.4", "jiao", True),
        ("3329.0", "fen", False),
    ],
)
def test_without_a_file_every_rounding_is_tried(total: str, rounding: str, fits: bool) -> None:
    given = {k: v for k, v in EXAMPLE.items() if "deemed" not in k and "transitional" not in k}
    result = check(sheet("2025-10", printed(total=total), **given), NO_FILES)
    assert (result.way.total, result.rounding_on_file) == (rounding, False)
    assert result.component("total").reproduced is fits
    assert bool(result.component("total").fitting) is fits
    assert "no_rounding_rule" in [notice.code for notice in result.notices]


# ---- how printed years are meant ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("years", "months"),
    [
        ("41.25", 495),
        ("30.1667", 362),
        ("39.83333", 478),
        ("25", 300),
        ("30.17", 362),
        ("31.09", None),  # 373 months are 31.08
        ("25.01", None),
    ],
)
def test_printed_years_back_to_months(years: str, months: int | None) -> None:
    assert whole_months(Decimal(years)) == months


def test_the_rule_of_the_province_comes_first_and_no_value_twice() -> None:
    assert [r.code for r in years_readings(Period(362, Decimal("30.1667")), "2")] == [
        "2",  # 30.17
        "exact",
        "printed",  # 30.1667, which is also the reading to four decimals
        "5",  # 30.16667
    ]
    assert [r.code for r in years_readings(Period(495), "")] == ["exact"]
    assert years_readings(Period(), "2") == ()

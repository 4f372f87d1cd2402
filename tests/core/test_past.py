"""What was published of late, beside what is assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.derivation import Grade, Source, Unit
from core.policy.model import Law
from core.policy.past import past_of
from core.policy.series import Entry, Series
from core.quantities import YearMonth
from tests.core.support import POLICY, TODAY

LAW = POLICY.on(TODAY)
TAIYUAN = "140100"


def rates(assumption: str, law: Law = LAW, place: str = TAIYUAN) -> list[tuple[int, str]]:
    found = past_of(assumption, law, place)
    return [] if found is None else [(year, str(rate)) for year, rate in found.rates]


def test_wages_rise_by_what_the_notices_say() -> None:
    # Shanxi: 6438, 6855, 6997, 7073 yuan (domain.md 3)
    # 6855/6438 = 1.06477..., 6997/6855 = 1.02071..., 7073/6997 = 1.01086...
    assert rates("wage_growth") == [(2024, "0.065"), (2025, "0.021"), (2026, "0.011")]


def test_only_what_was_known_on_the_day_counts() -> None:
    # 2026-03-01: the value of 2026 came out in August.  5914 to 6438: 1.08860...
    early = POLICY.on(date(2026, 3, 1))
    assert rates("wage_growth", early) == [(2023, "0.089"), (2024, "0.065"), (2025, "0.021")]


def test_crediting_rates_as_announced_whatever_the_place() -> None:
    expected = [(2023, "0.0397"), (2024, "0.0262"), (2025, "0.0150")]
    assert rates("crediting_rate") == expected
    assert rates("crediting_rate", place="") == expected


def test_an_unverified_value_says_nothing_of_a_rise() -> None:
    # Shanxi's 136 of 2024 is a C; 156 of 2025 to 176 of 2026: 1.12820...
    assert rates("resident_growth") == [(2026, "0.128")]


@pytest.mark.parametrize("name", ["resident_rate", "pension_growth", "inflation", "until_age"])
def test_of_some_assumptions_nothing_is_on_file(name: str) -> None:
    assert rates(name) == []


@pytest.mark.parametrize("place", ["", "710000"])
def test_without_a_province_on_file_no_rise_is_known(place: str) -> None:
    assert rates("wage_growth", place=place) == []


def wages(*values: tuple[str, str, bool]) -> Law:
    """Today's law with another average wage for Shanxi: month, value, provisional."""
    entries = tuple(
        Entry(YearMonth.parse(month), Decimal(value), Source("x", Grade.A), provisional=stand_in)
        for month, value, stand_in in values
    )
    shanxi = LAW.provinces["140000"]
    series = Series("average_wage", "140000", Unit.YUAN, entries, grows="wage_growth")
    changed = replace(shanxi, series={**shanxi.series, "average_wage": series})
    return replace(LAW, provinces={"140000": changed})


def test_no_rise_over_a_gap_and_none_from_a_stand_in() -> None:
    gap = wages(("2021-01", "1000", False), ("2023-01", "1200", False), ("2024-01", "1260", False))
    assert rates("wage_growth", gap) == [(2024, "0.050")]
    stand_in = wages(("2024-01", "1000", False), ("2025-01", "1100", True))
    assert rates("wage_growth", stand_in) == []
    fallen = wages(("2024-01", "1000", False), ("2025-01", "985", False))
    assert rates("wage_growth", fallen) == [(2025, "-0.015")]


def test_a_ground_belongs_to_an_assumption_and_an_announced_rate_is_the_default() -> None:
    national = POLICY.national
    assert set(national.grounds) <= set(national.assumptions)
    last = national.jurisdiction.series["crediting_rate"].entries[-1]
    assert national.assumptions["crediting_rate"] == last.value
    assert national.grounds["crediting_rate"].document == last.source.document

"""Shanxi's supplementary scheme beside the resident one: five tiers, two phases."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.case import CaseError
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import (
    Changes,
    assert_resident_agrees,
    codes,
    own_total,
    parts,
    projected,
    resident,
    supplementary,
    total,
)


@pytest.mark.parametrize(
    ("tier", "subsidy"), [(200, 70), (500, 120), (1000, 200), (2000, 360), (5000, 600)]
)
def test_each_tier_is_paid_once_a_year_with_its_subsidy(tier: int, subsidy: int) -> None:
    found = supplementary(plan__supplementary_tier=tier)
    assert found.contribution is not None
    assert found.contribution.tier == 2000
    assert found.contribution.supplementary_tier == tier
    assert found.contribution.subsidy == 180 + subsidy
    assert found.contribution.per_payment == found.contribution.first_year == 2000 + tier
    # resident: Decembers 2026..2044 and March 2045; supplementary: 2026..2049 and March 2050
    assert own_total(found) == 20 * 2000 + 25 * tier
    assert_resident_agrees(Told(supplementary=tier))


def test_from_60_only_the_resident_pension_is_paid_and_from_65_both() -> None:
    found = supplementary(plan__supplementary_tier=500).pension
    assert found is not None
    assert [str(p.start) for p in found.phases] == ["2045-04", "2050-04"]
    assert found.phases[0].total.amount == total(resident()) == Decimal("750.04")
    # from 65 the resident pension has its five yuan as well
    assert found.phases[1].total.amount > Decimal("755.04") + 20


def test_the_supplementary_pension_is_twenty_yuan_and_a_120th_of_the_account() -> None:
    # Born 1966-12, start 2026-12: 620 in December 2026, 2027 .. 2031 (65 in 2031-12).
    # No interest: 6 × 620 = 3720; 3720 / 120 = 31; + 20 = 51
    told: Changes = {
        "person__birth": "1966-12",
        "history__resident_years": 20,
        "assumptions__resident_rate": "0",
    }
    both = supplementary(plan__supplementary_tier=500, **told).pension
    alone = resident(**told).pension
    assert both is not None
    assert alone is not None
    assert both.phases[1].total.amount - alone.phases[1].total.amount == 51


def test_a_balance_from_before_counts() -> None:
    # 1200.00 more without interest are 10 yuan a month more.
    told: Changes = {"plan__supplementary_tier": 200, "assumptions__resident_rate": "0"}
    less = supplementary(**told).pension
    more = supplementary(history__supplementary_balance="1200.00", **told).pension
    assert less is not None
    assert more is not None
    assert more.phases[1].total.amount - less.phases[1].total.amount == 10
    assert more.phases[0].total.amount == less.phases[0].total.amount


@pytest.mark.parametrize("tier", [0, 300, 700, 4000])
def test_a_tier_that_is_not_on_the_list_is_refused_with_the_list(tier: int) -> None:
    with pytest.raises(CaseError) as raised:
        projected(plan__scheme="resident", plan__supplementary_tier=tier)
    assert raised.value.field == "plan.supplementary_tier"
    assert str(raised.value.accepted) == "200、500、1000、2000、5000"


def test_without_a_tier_the_lowest_is_taken_and_said() -> None:
    found = supplementary()
    assert found.contribution is not None
    assert found.contribution.supplementary_tier == 200
    assert "default_supplementary_tier" in codes(found.notices)
    assert "default_supplementary_tier" not in codes(
        supplementary(plan__supplementary_tier=200).notices
    )


def test_who_falls_short_of_15_resident_years_gets_no_amount_here_either() -> None:
    found = supplementary(person__birth="1971-03", plan__supplementary_tier=500)
    assert found.pension is None
    assert found.months is not None
    assert found.months.short == 9 * 12  # 2026..2031 are 6 years


def test_a_pause_after_60_leaves_out_a_supplementary_year_only() -> None:
    pause = {"from": "2047-01", "to": "2047-12"}
    found = supplementary(plan__supplementary_tier=500, plan__pauses=[pause])
    assert own_total(found) == 20 * 2000 + 24 * 500
    assert_resident_agrees(Told(supplementary=500, pauses=[("2047-01", "2047-12")]))


def test_the_scheme_is_offered_in_shanxi_only() -> None:
    schemes = [o.scheme for o in projected(location__registered="540100").options]
    assert schemes == ["employee", "employee", "resident"]


# ------------------------------------------------------------------ past 60

# Born 1963-03: past 60 in 2026-12, 65 in 2028-03
OLDER: Changes = {
    "person__birth": "1963-03",
    "history__resident_years": 15,
    "plan__supplementary_tier": 500,
}


def test_past_60_the_supplementary_scheme_alone_runs_to_65() -> None:
    # December 2026, December 2027, March 2028: three payments of 500
    found = supplementary(**OLDER)
    expected, cost, start = oracle.supplementary(Told(birth="1963-03", supplementary=500))
    assert found.available
    assert own_total(found) == cost == 1500
    assert total(found) == expected
    assert found.pension is not None
    assert str(found.pension.start) == oracle.text(start) == "2028-04"
    basic, account, _ = parts(found)
    assert basic + account == total(found)
    assert "supplementary_only" in codes(found.notices)
    assert found.contribution is not None
    assert (found.contribution.tier, found.contribution.supplementary_tier) == (None, 500)
    assert not resident(**OLDER).available


def test_who_was_in_neither_scheme_cannot_begin_past_60_and_nobody_past_65() -> None:
    assert not supplementary(**{**OLDER, "history__resident_years": 0}).available
    assert not supplementary(**{**OLDER, "person__birth": "1961-03"}).available

"""What was paid before: periods turned into the totals of a statement."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.case import CaseError
from core.rules.history import settled
from tests.core import oracle
from tests.core.support import (
    Changes,
    answers,
    codes,
    employee,
    law,
    made,
    projected,
    resident,
    total,
)

TOTALS = ("employee_months", "employee_index", "employee_balance")


def _period(first: str, last: str, scheme: str = "employee", **more: Any) -> dict[str, Any]:
    return {"scheme": scheme, "from": first, "to": last, "place": "140000", **more}


def _given(*periods: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The headline answers with periods instead of totals."""
    without: dict[str, Any] = {f"history__{name}": None for name in TOTALS}
    return answers(**{**without, "history__periods": list(periods), **changes})


def _settled(*periods: dict[str, Any], **changes: Any) -> Any:
    return settled(made(_given(*periods, **changes)), law())


def test_a_year_on_the_floor_gives_months_index_since_and_balance() -> None:
    # 4113 / 6855 = 0.6 exactly.  Credit 4113 × 8 % = 329.04.
    # 2024 at 2.62 %: 12 × 329.04 = 3948.48; 329.04 × 78 × 0.0262/12 = 56.0355 → 4004.52
    # 2025 at 1.50 %: 4004.52 × 1.015 = 4064.5878 → 4064.59
    # 2026 through November at the assumed 1.5 %: × (1 + 0.015 × 11/12) = 4120.478 → 4120.48
    found = _settled(_period("2024-01", "2024-12", base="4113"))
    assert found.employee_months == 12
    assert found.employee_index == Decimal("0.6")
    assert str(found.employee_since) == "2024-01"
    assert found.employee_balance == Decimal("4120.48")
    assert found.periods == ()


def test_the_balance_rolls_by_the_announced_rates_of_2019_to_2025() -> None:
    # 2019-05 to 2022-04 at 3863: credit 3863 × 8 % = 309.04 a month; the account stands until
    # 2026-11.  Month by month, interest put in every December, to the fen.
    balance, interest = Fraction(0), Fraction(0)
    rates = {**oracle.RATES, 2026: "0.015"}
    for month in range(oracle.ym("2019-05"), oracle.ym("2026-11") + 1):
        if month <= oracle.ym("2022-04"):
            balance += Fraction("309.04")
        interest += balance * Fraction(rates[month // 12]) / 12
        if month % 12 == 11 or month == oracle.ym("2026-11"):
            balance, interest = oracle.rounded(balance + interest), Fraction(0)
    found = _settled(_period("2019-05", "2022-04", base="3863"))
    assert found.employee_balance == balance
    # 8 months at 3863/4565, 12 at /4832, 12 at /5392, 4 at /5914
    index = sum(n * Fraction(3863, wage) for n, wage in ((8, 4565), (12, 4832), (12, 5392)))
    index = (index + 4 * Fraction(3863, 5914)) / 36
    assert abs(Fraction(found.employee_index) - index) <= Fraction(1, 2 * 10**12)


def test_two_periods_and_the_hole_between_them_are_one_history() -> None:
    found = _settled(
        _period("2025-03", "2025-03", base="5000"), _period("2024-01", "2024-06", base="4113")
    )
    assert found.employee_months == 7
    assert str(found.employee_since) == "2024-01"
    # 2024: 6 × 329.04 = 1974.24; months 12+11+10+9+8+7 = 57: 329.04 × 57 × 0.0262/12 = 40.9490
    #   → 2015.19
    # 2025: 2015.19 × 1.015 = 2045.41785; 400 × (1 + 0.015 × 10/12) = 405 → 2450.42
    # 2026: 2450.42 × 1.01375 = 2484.1133 → 2484.11
    assert found.employee_balance == Decimal("2484.11")


def test_a_period_on_the_floor_follows_each_years_floor() -> None:
    found = _settled(_period("2023-12", "2024-01", base="floor"))
    # 3863/6438 and 4113/6855
    index = (Fraction(3863, 6438) + Fraction(4113, 6855)) / 2
    assert abs(Fraction(found.employee_index) - index) <= Fraction(1, 2 * 10**12)


def test_totals_that_are_given_win_over_periods() -> None:
    told = {"employee_months": 99, "employee_index": "0.75", "employee_balance": "1.23"}
    changes = {f"history__{name}": value for name, value in told.items()}
    found = _settled(
        _period("2024-01", "2024-12", base="4113"), history__employee_since="2001-01", **changes
    )
    assert found.employee_months == 99
    assert found.employee_index == Decimal("0.75")
    assert found.employee_balance == Decimal("1.23")
    assert str(found.employee_since) == "2001-01"


def test_with_index_and_balance_given_old_periods_only_count_months() -> None:
    # No wage of 2005 is on file, and none is needed.
    found = _settled(
        _period("2005-01", "2006-12", base="800"),
        history__employee_index="0.75",
        history__employee_balance="9000.00",
    )
    assert (found.employee_months, str(found.employee_since)) == (24, "2005-01")


def test_the_pension_is_the_same_from_periods_as_from_the_totals_they_make() -> None:
    period = _period("2024-01", "2024-12", base="4113")
    told: Changes = {"employee_months": 12, "employee_index": "0.6", "employee_balance": "4120.48"}
    without: dict[str, Any] = {f"history__{name}": None for name in TOTALS}
    by_period = employee(history__periods=[period], **without)
    by_totals = employee(**{f"history__{name}": value for name, value in told.items()})
    assert total(by_period) == total(by_totals)


def _refused(*periods: dict[str, Any], **changes: Any) -> CaseError:
    with pytest.raises(CaseError) as raised:
        _settled(*periods, **changes)
    return raised.value


def test_overlapping_periods_of_one_scheme_are_refused_with_the_month() -> None:
    error = _refused(
        _period("2024-06", "2025-06", base="5000"), _period("2024-01", "2024-06", base="4113")
    )
    assert error.field == "history.periods"
    assert "2024-06" in str(error)


def test_periods_that_touch_do_not_overlap() -> None:
    found = _settled(
        _period("2024-01", "2024-06", base="4113"), _period("2024-07", "2024-12", base="4113")
    )
    assert found.employee_balance == Decimal("4120.48")


def test_months_in_both_schemes_are_told_not_refused() -> None:
    found = projected(
        history__periods=[
            _period("2024-01", "2024-06", base="4113"),
            _period("2024-05", "2024-12", "resident", tier=500),
        ]
    )
    (notice,) = [n for n in found.notices if n.code == "history_overlap"]
    assert "2个月" in str(notice.text)
    assert "2024-05" in str(notice.text)


def test_a_period_that_runs_backwards_is_refused() -> None:
    assert _refused(_period("2025-01", "2024-12", base="5000")).field == "history.periods"
    assert _refused(_period("2025-01", "2024-12", "resident", tier=500)).field == "history.periods"


def test_a_period_must_end_before_the_plan_starts_or_its_months_would_count_twice() -> None:
    assert _settled(_period("2026-01", "2026-11", base="5000")).employee_months == 11
    error = _refused(_period("2026-01", "2026-12", base="5000"))
    assert error.field == "history.periods"
    assert "2026-12" in str(error)


def test_a_period_before_the_first_wage_on_file_asks_for_the_totals() -> None:
    error = _refused(_period("2018-12", "2019-01", base="3000"))
    assert error.field == "history.periods"
    assert "employee_index" in str(error.accepted)


def test_a_period_in_years_without_data_asks_for_the_totals() -> None:
    period = {**_period("2018-01", "2018-12", base="3000"), "place": "540100"}
    assert _refused(period).field == "history.periods"


def test_an_employee_period_needs_its_base() -> None:
    assert _refused(_period("2024-01", "2024-12")).field == "history.periods.base"


# ------------------------------------------------------------------ yearly schemes


def test_resident_periods_give_years_and_balance() -> None:
    # 2180 every December at 3.55 %: 2180 × (1 + 0.0355/12) = 2186.449 → 2186.45
    # 2025: 2186.45 × 1.0355 + 2186.4492 = 4450.5181 → 4450.52
    # 2026 through November: 4450.52 × (1 + 0.0355 × 11/12) = 4595.3473 → 4595.35
    found = _settled(_period("2024-01", "2025-12", "resident", tier=2000))
    assert (found.resident_years, found.resident_balance) == (2, Decimal("4595.35"))


def test_supplementary_periods_give_years_and_balance_of_their_own() -> None:
    # 500 + 120 in December 2025: 620 × (1 + 0.0355/12) = 621.834 → 621.83
    # 2026 through November: 621.83 × 1.03254167 = 642.0653 → 642.07
    found = _settled(_period("2025-01", "2025-12", "supplementary", tier=500))
    assert (found.supplementary_years, found.supplementary_balance) == (1, Decimal("642.07"))
    assert found.resident_years is None


def test_two_periods_in_one_year_are_one_year() -> None:
    found = _settled(
        _period("2024-01", "2024-06", "resident", tier=500),
        _period("2024-07", "2024-12", "resident", tier=500),
    )
    assert found.resident_years == 1


@pytest.mark.parametrize("tier", [None, 600, 0, 1999])
def test_a_period_at_a_tier_that_is_not_on_the_list_is_refused(tier: int | None) -> None:
    error = _refused(_period("2024-01", "2024-12", "resident", tier=tier))
    assert error.field == "history.periods.tier"
    assert "500、700" in str(error.accepted)


def test_a_resident_period_where_no_tiers_are_on_file_does_not_stop_the_other_place() -> None:
    found = projected(
        location__registered="540100",
        history__periods=[_period("2024-01", "2024-12", "resident", tier=500)],
    )
    available = {(o.scheme, o.place): o.available for o in found.options}
    assert available[("resident", "540100")] is False
    assert available[("employee", "140100")] is True


# ------------------------------------------------------------------ what was left out


def test_an_index_or_balance_left_out_counts_as_nothing_and_is_said() -> None:
    found = projected(history__employee_index=None, history__employee_balance=None)
    assert {"index_unknown", "balance_unknown"} <= set(codes(found.notices))
    assert total(found.option) < total(employee())


def test_an_honest_zero_is_not_called_unknown() -> None:
    found = projected(history__employee_index="0", history__employee_balance="0")
    assert not {"index_unknown", "balance_unknown"} & set(codes(found.notices))


def test_a_resident_balance_left_out_is_said() -> None:
    told: Changes = {"history__resident_years": 5, "plan__scheme": "resident"}
    found = projected(**told)
    assert "resident_balance_unknown" in codes(found.notices)
    assert "resident_balance_unknown" not in codes(
        projected(history__resident_balance="0", **told).notices
    )
    assert total(resident(**told)) > 0


def test_somebody_who_never_paid_is_asked_nothing() -> None:
    without: dict[str, Any] = {f"history__{name}": None for name in TOTALS}
    assert codes(projected(**without).notices) == ["heating_allowance"]

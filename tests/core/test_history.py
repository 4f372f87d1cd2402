"""What was paid before: periods turned into the totals of a statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import CaseError, History
from core.quantities import YearMonth
from core.rules.history import settled
from core.rules.history_employee import valued
from tests.core import oracle
from tests.core.support import (
    Changes,
    answers,
    codes,
    employee,
    law,
    made,
    option,
    projected,
    resident,
    total,
)

TOTALS = ("employee_months", "employee_index", "employee_balance")


def _period(first: str, last: str, scheme: str = "employee", **more: Any) -> dict[str, Any]:
    return {"scheme": scheme, "from": first, "to": last, "place": "140000", **more}


def _without_totals() -> dict[str, Any]:
    return {f"history__{name}": None for name in TOTALS}


def _given(*periods: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The headline answers with periods instead of totals."""
    return answers(**{**_without_totals(), "history__periods": list(periods), **changes})


def _settled(*periods: dict[str, Any], **changes: Any) -> History:
    """The history as totals, with index and balance as Shanxi counts them."""
    case = made(_given(*periods, **changes))
    case = replace(case, history=settled(case, law()).history)
    return valued(case, law().place("140000")).case.history


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
    assert abs(Fraction(found.employee_index or 0) - index) <= Fraction(1, 2 * 10**12)


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
    assert abs(Fraction(found.employee_index or 0) - index) <= Fraction(1, 2 * 10**12)


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
    without = _without_totals()
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


def test_a_period_before_the_first_wage_on_file_closes_the_option_and_asks_for_the_index() -> None:
    periods = [_period("2018-12", "2019-01", base="3000")]
    found = option("employee", **_without_totals(), history__periods=periods)
    assert not found.available
    assert codes(found.reasons) == ["missing_parameter", "state_the_index"]
    assert "2018" in str(found.reasons[0].text)
    told = {**_without_totals(), "history__employee_index": "0.6"}
    assert option("employee", **told, history__periods=periods).available


def test_a_base_that_hangs_on_limits_not_on_file_is_refused() -> None:
    error = _refused(_period("2018-12", "2019-01", base="floor"))
    assert error.field == "history.periods.base"
    assert "3863" in str(error.accepted)


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
    without = _without_totals()
    assert codes(projected(**without).notices) == ["heating_allowance"]


# ------------------------------------------------------------------ months paid twice


def _told(*periods: dict[str, Any], **changes: Any) -> Any:
    """The history without double months, and what is told about it."""
    return settled(made(_given(*periods, **changes)), law())


def test_resident_months_paid_twice_come_off_the_resident_side() -> None:
    # 2023 and 2024 at 500 (subsidy 60); May 2024 to December 2024 also in the employee scheme:
    # 8 of 24 months come off, 16 remain: one whole year.  Back comes 500 × 8/12 = 333.33.
    # 2023: 560 in December, a month at 3.55 %: 560 × (1 + 0.0355/12) = 561.6567 → 561.66
    # 2024: 561.66 × 1.0355 = 581.59893; 560 × 4/12 = 186.67, with a month: 187.2222 → 768.82
    # 2025: 768.82 × 1.0355 = 796.11311 → 796.11; 2026 through November:
    # 796.11 × (1 + 0.0355 × 11/12) = 822.01675 → 822.02
    found = _told(
        _period("2023-01", "2024-12", "resident", tier=500),
        _period("2024-05", "2024-12", base="4113"),
    )
    assert (found.history.resident_years, found.history.resident_balance) == (1, Decimal("822.02"))
    assert found.history.employee_months == 8
    (notice,) = found.notices
    assert notice.code == "history_overlap"
    assert "8个月" in str(notice.text)
    assert "333.33" in str(notice.text)


def test_the_same_month_in_two_places_counts_once_on_the_higher_base() -> None:
    # January to June 2024 in Taiyuan on 4113 and, from April on, in Henan on 5000: April to June
    # count in Henan; back come 3 × 4113 × 8 % = 3 × 329.04 = 987.12.
    found = _told(
        _period("2024-01", "2024-06", base="4113"),
        _period("2024-04", "2024-12", base="5000", place="410100"),
    )
    assert found.history.employee_months == 12
    (notice,) = found.notices
    assert notice.code == "history_paid_twice"
    for part in ("2024-04起有3个月", "山西省", "郑州市", "987.12"):
        assert part in str(notice.text)
    spans = [(str(p.span.first), str(p.span.last), p.place) for p in found.history.periods]
    assert spans == [("2024-01", "2024-03", "140000"), ("2024-04", "2024-12", "410100")]


def test_a_month_in_more_than_three_places_is_taken_for_a_mistake() -> None:
    places = ("140000", "410100", "330100", "510100")
    periods = [_period("2024-01", "2024-06", base="5000", place=place) for place in places]
    assert _told(*periods[:3]).history.employee_months == 6
    assert "2024-01" in str(_refused(*periods))


def test_the_index_after_a_move_is_by_the_wage_of_the_place_that_pays() -> None:
    # 12 months of 2024 on 5000 in Henan; Shanxi's wage of 2024 is 6855, Henan's own another.
    case = made(_given(_period("2024-01", "2024-12", base="5000", place="410100")))
    case = replace(case, history=settled(case, law()).history)
    shanxi, henan = law().place("140100"), law().place("410100")
    assert valued(case, shanxi).index is not None
    assert valued(case, shanxi).index.value == Fraction(5000, 6855)  # type: ignore[union-attr]
    wage = henan.yearly("average_wage", YearMonth(2024, 1), Decimal(0)).value
    assert valued(case, henan).index.value == Fraction(5000) / Fraction(wage)  # type: ignore[union-attr]


def test_totals_and_periods_that_differ_are_both_shown_and_the_statement_counts() -> None:
    # By the periods: 12 months, 0.6, 4120.48 (see above).
    told: Changes = {
        "history__employee_months": 13,
        "history__employee_index": "0.65",
        "history__employee_balance": "4000.00",
    }
    found = _told(_period("2024-01", "2024-12", base="4113"), **told)
    assert codes(found.notices) == ["history_differs"] * 3
    texts = [str(notice.text) for notice in found.notices]
    for text, parts in zip(
        texts,
        (("13", "12", "差1"), ("0.65", "0.6000", "0.0500"), ("4000.00", "4120.48", "-120.48")),
        strict=True,
    ):
        assert all(part in text for part in parts)
    assert found.history.employee_months == 13
    assert found.history.employee_balance == Decimal("4000.00")


def test_totals_that_agree_with_the_periods_are_not_talked_about() -> None:
    told: Changes = {
        "history__employee_months": 12,
        "history__employee_index": "0.6",
        "history__employee_balance": "4120.48",
    }
    assert _told(_period("2024-01", "2024-12", base="4113"), **told).notices == ()


def test_deemed_periods_are_deemed_months() -> None:
    found = _told(
        _period("1990-01", "1994-12", kind="deemed"), _period("2024-01", "2024-12", base="4113")
    )
    assert (found.history.employee_deemed_months, found.history.employee_months) == (60, 12)
    assert str(found.history.employee_since) == "2024-01"


def test_a_period_in_no_province_is_refused() -> None:
    error = _refused(_period("2024-01", "2024-12", base="5000", place="990100"))
    assert error.field == "history.periods.place"


def test_a_period_before_birth_is_refused() -> None:
    assert _refused(_period("1985-02", "1990-12", kind="deemed")).field == "history.periods"


# ------------------------------------------------------------------ arrears


def test_years_in_arrears_had_no_subsidy_and_are_put_in_at_their_end() -> None:
    # 2022 to 2023 in arrears at 500: 1000 in December 2023, no subsidy; 2024 at 500 + 60.
    # 2023: 1000 × (1 + 0.0355/12) = 1002.9583 → 1002.96
    # 2024: 1002.96 × 1.0355 + 561.6567 = 1600.2218 → 1600.22; 2025: × 1.0355 = 1657.0278 → 1657.03
    # 2026 through November: × 1.03254167 = 1710.9525 → 1710.95
    found = _told(
        _period("2022-01", "2023-12", "resident", tier=500, kind="arrears"),
        _period("2024-01", "2024-12", "resident", tier=500),
    )
    history = found.history
    assert (history.resident_years, history.resident_arrears_years) == (3, 2)
    assert history.resident_balance == Decimal("1710.95")


def test_more_years_in_arrears_than_years_are_refused() -> None:
    with pytest.raises(CaseError) as raised:
        projected(history__resident_years=3, history__resident_arrears_years=4)
    assert raised.value.field == "history.resident_arrears_years"


# ------------------------------------------------------------------ properties

MONTHS = st.integers(oracle.ym("2019-01"), oracle.ym("2026-11"))
PLACES = ("140000", "410100", "330100")
BASES = ["4113", "5000", "8000"]


@st.composite
def _some_periods(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to two periods without a common month in each of three places."""
    found = []
    for place in PLACES:
        cuts = sorted(draw(st.sets(MONTHS, max_size=4)))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False):
            span = {"from": oracle.text(first), "to": oracle.text(last)}
            base = draw(st.sampled_from(["floor", *BASES] if place == "140000" else BASES))
            found.append({"scheme": "employee", "place": place, "base": base, **span})
    return found


def _outcome(periods: list[dict[str, Any]]) -> Any:
    case = made(_given(*periods))
    case = replace(case, history=settled(case, law()).history)
    history = valued(case, law().place("140000")).case.history
    return history.employee_months, history.employee_index, history.employee_balance


@given(_some_periods())
def test_no_month_counts_twice(periods: list[dict[str, Any]]) -> None:
    months = {m for p in periods for m in range(oracle.ym(p["from"]), oracle.ym(p["to"]) + 1)}
    assert (_outcome(periods)[0] or 0) == len(months)


@given(_some_periods(), st.randoms(use_true_random=False))
def test_the_order_of_periods_means_nothing(periods: list[dict[str, Any]], random: Random) -> None:
    shuffled = random.sample(periods, len(periods))
    assert _outcome(shuffled) == _outcome(periods)


@given(_some_periods(), st.data())
def test_splitting_a_period_changes_nothing(periods: list[dict[str, Any]], data: Any) -> None:
    split = []
    for period in periods:
        first, last = oracle.ym(period["from"]), oracle.ym(period["to"])
        cut = data.draw(st.integers(first, last))
        split.append({**period, "to": oracle.text(cut)})
        if cut < last:
            split.append({**period, "from": oracle.text(cut + 1)})
    assert _outcome(split) == _outcome(periods)


@given(_some_periods())
def test_the_account_is_that_of_a_calculation_month_by_month(periods: list[dict[str, Any]]) -> None:
    base: dict[int, Fraction] = {}
    for p in periods:
        for m in range(oracle.ym(p["from"]), oracle.ym(p["to"]) + 1):
            yuan = Fraction(oracle.SHANXI[m // 12][0] if p["base"] == "floor" else p["base"])
            base[m] = max(base.get(m, Fraction(0)), yuan)
    balance, interest = Fraction(0), Fraction(0)
    rates = {**oracle.RATES, 2026: "0.015"}
    end = oracle.ym("2026-11")
    for m in range(min(base, default=end), end + 1):
        balance += oracle.rounded(base.get(m, Fraction(0)) * 8 / 100)
        interest += balance * Fraction(rates[m // 12]) / 12
        if m % 12 == 11 or m == end:
            balance, interest = oracle.rounded(balance + interest), Fraction(0)
    assert (_outcome(periods)[2] or 0) == balance


def test_the_years_and_the_money_of_a_resident_are_compared_too() -> None:
    # By the period: two years, 4595.35 (see above)
    told: Changes = {"history__resident_years": 3, "history__resident_balance": "5000.00"}
    found = _told(_period("2024-01", "2025-12", "resident", tier=2000), **told)
    assert codes(found.notices) == ["history_differs"] * 2
    years, money = (str(notice.text) for notice in found.notices)
    assert all(part in years for part in ("居民缴费年数", "3", "2", "差1"))
    assert all(part in money for part in ("5000.00", "4595.35", "差404.65"))
    assert (found.history.resident_years, found.history.resident_balance) == (3, Decimal(5000))


def test_a_paid_month_counts_before_a_deemed_one() -> None:
    found = _told(
        _period("2024-01", "2024-12", kind="deemed", place="410100"),
        _period("2024-07", "2024-12", base="4113"),
    )
    assert (found.history.employee_deemed_months, found.history.employee_months) == (6, 6)
    assert "0.00元" in str(found.notices[0].text)


def test_what_comes_back_is_not_guessed_where_no_base_is_on_file() -> None:
    told: Changes = {"history__employee_index": "0.6", "history__employee_balance": "9000.00"}
    found = _told(
        _period("2010-01", "2010-06", base="floor"),
        _period("2010-01", "2010-06", base="900", place="410100"),
        **told,
    )
    assert found.history.employee_months == 6
    assert [p.place for p in found.history.periods] == ["410100"]
    assert "?元" in str(found.notices[0].text)


def test_before_a_table_of_tiers_was_in_force_the_resident_balance_stays_unknown() -> None:
    # Beijing's table on file holds from later than 2019; years are counted all the same.
    period = {"scheme": "resident", "from": "2014-01", "to": "2015-12", "place": "110000"}
    past = [{**period, "tier": 1000}]
    found = projected(
        date(2019, 1, 1),
        location__registered="110101",
        history__periods=past,
        plan__start="2019-02",
        plan__tier=None,
    )
    closed = next(o for o in found.options if o.scheme == "resident")
    assert not closed.available

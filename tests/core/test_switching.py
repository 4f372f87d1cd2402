"""Joining the accounts of both schemes at employee retirement age (人社部发〔2014〕17号)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derivation import Grade, figures
from core.options import Direction, Option, Switch
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, balance, codes, employee, projected, resident, total

RATE = Fraction("0.0355")


def carried(amount: Fraction, first: str, last: str, rate: Fraction = RATE) -> Fraction:
    """Interest a month at a time, put in every December and at the end, to the fen."""
    interest = Fraction(0)
    for month in range(oracle.ym(first), oracle.ym(last) + 1):
        interest += amount * rate / 12
        if month % 12 == 11 or month == oracle.ym(last):
            amount, interest = oracle.rounded(amount + interest), Fraction(0)
    return amount


def switch(option: Option) -> Switch:
    found = option.switch
    assert found is not None
    return found


def switched_total(option: Option) -> Decimal:
    pension = switch(option).pension
    assert pension is not None
    return pension.total.amount


# ------------------------------------------------------------------ into the employee scheme

BOTH: Changes = {"history__resident_years": 5, "history__resident_balance": "10000.00"}


def test_the_resident_account_moves_in_and_its_years_do_not() -> None:
    # 10000 from 2026-12 to 2048-03 at 3.55 % is joined to the employee account; / 117.0
    option, expected = employee(**BOTH), oracle.employee(Told())
    found = switch(option)
    moved = carried(Fraction(10000), "2026-12", "2048-03")
    assert found.direction is Direction.TO_EMPLOYEE
    assert str(found.month) == "2048-03"
    assert found.moved.amount == moved
    assert found.account.amount == expected.account + moved
    personal = oracle.rounded((expected.account + moved) / 117)
    assert switched_total(option) == oracle.up_to_jiao(expected.basic + personal)
    assert found.lost_months == 60
    assert found.months.total == 292


def test_the_options_own_figures_do_not_know_of_the_switch() -> None:
    assert total(employee(**BOTH)) == total(employee()) == Decimal("3453.10")


def test_without_a_resident_account_there_is_nothing_to_move_in() -> None:
    assert employee().switch is None
    assert employee(history__resident_years=5).switch is None


def test_which_minimum_holds_after_2029_is_told_as_unconfirmed() -> None:
    assert "switch_minimum_unconfirmed" in codes(switch(employee(**BOTH)).notices)
    # Born 1966-12: retires 2027-06, the minimum is 180 months
    early = employee(**BOTH, person__birth="1966-12", history__employee_months=173)
    assert "switch_minimum_unconfirmed" not in codes(switch(early).notices)
    assert switch(early).account.grade is Grade.C


# ------------------------------------------------------------------ into the resident scheme

# Born 1970-03: 60 in 2030-03; 62 // 4 + 1 = 16, so 61y4m in 2031-07, when 192 months are needed.
# 130 behind and 56 from 2026-12 are 186.
SHORT: Changes = {
    "person__birth": "1970-03",
    "history__employee_months": 130,
    "plan__extend": False,
    **BOTH,
}


def test_who_is_short_takes_the_account_and_the_years_along() -> None:
    option = employee(**SHORT)
    assert option.pension is None
    told = Told(birth="1970-03", months=130, extend=False)
    mine = oracle.employee(told).account
    # 10000 stands from 2026-12; it is rounded at 60 and again every December.
    own = carried(carried(Fraction(10000), "2026-12", "2030-03"), "2030-04", "2031-07")
    found = switch(option)
    assert found.direction is Direction.TO_RESIDENT
    assert str(found.month) == "2031-07"
    assert found.moved.amount == mine
    assert found.account.amount == mine + own
    # 186 months are 15 years, with 5 of the resident scheme 20: five yuan more.
    # 176 × 1.03^5 = 204.03 → 204
    assert switched_total(option) == 209 + oracle.rounded((mine + own) / 139)
    assert found.pension is not None
    assert str(found.pension.start) == "2031-08"


def test_what_paying_on_would_bring_is_put_beside_it() -> None:
    told = Told(birth="1970-03", months=130, extend=True)
    longer = oracle.employee(told)
    streams = [(longer.end + 1, longer.total)]
    net = oracle.lifetime(streams, told) - longer.own_total
    (notice,) = [n for n in switch(employee(**SHORT)).notices if n.code == "switch_compared"]
    assert f"{oracle.text(longer.end)}再领职工养老金{float(net):.2f}元" in str(notice.text)


def test_fifteen_years_are_needed_there_too() -> None:
    # 36 + 56 = 92 months are 7 years
    option = employee(person__birth="1970-03", plan__extend=False)
    assert switch(option).pension is None
    assert switch(option).months.total == 84
    assert "不满15年" in str(switch(option).notices[0].text)


def test_a_woman_pays_on_until_60_only_the_years_still_needed() -> None:
    # Born 1976-03: 74 // 4 + 1 = 19, so 56y7m in 2032-10; 71 months ahead, 60 in 2036-03.
    # With 100 behind 171 months, 14 years: one is missing, and 2033 to 2036 are paid.
    woman: Changes = {
        "person__birth": "1976-03",
        "person__sex": "female",
        "plan__extend": False,
    }
    needed = switch(employee(**woman, history__employee_months=100))
    assert (needed.months.history, needed.months.planned) == (14 * 12, 4 * 12)
    # With 118 behind 189 months, 15 years: nothing more is paid, the accounts earn interest.
    enough = switch(employee(**woman, history__employee_months=118))
    assert (enough.months.history, enough.months.planned) == (15 * 12, 0)
    mine = oracle.employee(
        Told(birth="1976-03", category="female55", months=118, extend=False)
    ).account
    assert enough.moved.amount == mine
    assert enough.account.amount == carried(mine, "2032-11", "2036-03")
    assert enough.pension is not None
    assert str(enough.pension.start) == "2036-04"


def test_the_pool_that_stays_behind_is_known_from_periods_alone() -> None:
    assert switch(employee(**SHORT)).pool is None
    period = {
        "scheme": "employee",
        "from": "2024-01",
        "to": "2024-12",
        "base": "5000",
        "place": "140000",
    }
    told: Changes = {
        "person__birth": "1970-03",
        "plan__extend": False,
        "plan__base": "5000",
        "history__employee_months": None,
        "history__periods": [period],
    }
    pool = switch(employee(**told)).pool
    # (12 + 56) × 5000 × 12 % = 40800.00
    assert pool is not None
    assert pool.amount == Decimal("40800.00")


# ------------------------------------------------------------------ going on as a resident


def test_a_resident_with_employee_months_behind_joins_both_at_63() -> None:
    # 36 months with 12000.00: three years; the employee account at 1.5 % until 2048-03
    option, alone = resident(), oracle.resident(Told())
    mine = carried(Fraction(12000), "2026-12", "2048-03", Fraction("0.015"))
    own = carried(alone.account, "2045-04", "2048-03")
    found = switch(option)
    assert found.direction is Direction.TO_RESIDENT
    assert found.moved.amount == mine
    assert found.account.amount == mine + own
    # 176 × 1.03^22 = 337.24 → 337, and 23 years: + 8
    assert switched_total(option) == 345 + oracle.rounded((mine + own) / 139)
    assert {"no_switch_once_drawn", "switch_compared"} <= set(codes(found.notices))


def test_employee_months_can_make_up_the_fifteen_years() -> None:
    # Born 1970-03: 2026 to 2030 are five years, with five behind ten; 130 months are ten more.
    told: Changes = {"person__birth": "1970-03", "history__employee_months": 130, **BOTH}
    option = resident(**told)
    assert option.pension is None
    assert switch(option).months.total == 20 * 12
    assert switched_total(option) > 0


def test_a_resident_with_enough_employee_months_draws_the_employee_pension() -> None:
    # 200 months behind, 192 needed in 2031-07; five payments until 2030-03 move in with the rest.
    told: Changes = {"person__birth": "1970-03", "history__employee_months": 200, **BOTH}
    option = resident(**told)
    found = switch(option)
    assert found.direction is Direction.TO_EMPLOYEE
    mine = carried(Fraction(12000), "2026-12", "2031-07", Fraction("0.015"))
    yearly = oracle.resident(Told(birth="1970-03", resident_balance="10000.00")).account
    own = carried(yearly, "2030-04", "2031-07")
    assert found.account.amount == mine + own
    assert found.lost_months == 10 * 12
    # C of 2031: 7253 × 1.02^6 = 8168.05 → 8168; index 0.6, 200/12 years, payout at 61y4m
    payout = oracle.payout(61 * 12 + 4)
    basic = oracle.rounded((8168 + 8168 * Fraction("0.6")) / 2 * Fraction(200, 12) / 100)
    personal = oracle.rounded((mine + own) / payout)
    assert switched_total(option) == oracle.up_to_jiao(basic + personal)


def test_the_supplementary_pension_comes_on_top_of_the_joined_one() -> None:
    alone, both = projected().options[-2:]
    joined = switch(both).pension
    assert joined is not None
    assert [str(p.start) for p in joined.phases] == ["2048-04", "2050-04"]
    assert joined.total.amount == switched_total(alone)
    assert both.pension is not None
    assert alone.pension is not None
    more = both.pension.phases[1].total.amount - alone.pension.phases[1].total.amount
    plain = switch(alone).pension
    assert plain is not None
    assert joined.phases[1].total.amount - plain.phases[1].total.amount == more


def test_who_never_paid_in_the_other_scheme_has_nothing_to_join() -> None:
    without: dict[str, Any] = {
        f"history__employee_{n}": None for n in ("months", "index", "balance")
    }
    assert all(option.switch is None for option in projected(**without).options)


def test_a_place_without_a_list_of_tiers_joins_nothing() -> None:
    # Nanjing: no list of tiers on file
    option = employee(**{**SHORT, "location__registered": "320100"})
    assert option.pension is None
    assert option.switch is None


# ------------------------------------------------------------------ derivation and properties


@pytest.mark.parametrize("changes", [BOTH, SHORT])
def test_the_joined_account_says_what_it_is_made_of(changes: Changes) -> None:
    found = switch(employee(**changes))
    chain = figures((found.account,))
    assert found.moved.id in {figure.id for figure in chain}
    assert len({figure.id for figure in chain}) == len(chain)
    assert "人社部发〔2014〕17号" in {source.document for source in found.account.sources}


@settings(deadline=None)
@given(
    st.integers(oracle.ym("1960-01"), oracle.ym("1995-12")),
    st.sampled_from(["male", "female"]),
    st.integers(0, 300),
    st.integers(0, 30),
    st.booleans(),
)
def test_years_and_money_are_neither_lost_nor_made(
    birth: int, sex: str, months: int, years: int, extend: bool
) -> None:
    found = projected(
        person__birth=oracle.text(birth),
        person__sex=sex,
        plan__extend=extend,
        history__employee_months=months,
        history__resident_years=years,
        history__resident_balance="10000.00",
    )
    for option in found.options:
        joined = option.switch
        if joined is None or option.scheme == "resident+supplementary":
            continue
        if joined.direction is Direction.TO_RESIDENT:
            assert (joined.pension is None) is (joined.months.short > 0)
            assert option.scheme == "resident" or option.pension is None
        else:
            assert joined.pension is not None
        if option.scheme == "employee" and joined.direction is Direction.TO_EMPLOYEE:
            assert joined.account.amount == balance(option) + joined.moved.amount
            assert switched_total(option) >= total(option)

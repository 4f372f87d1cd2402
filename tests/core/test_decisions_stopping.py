"""Stopping now, and the three figures: earned, going on, at the most."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from core.decisions.stopping import stopped, three_figures
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, asked, balance, codes, own_total, subject_of, told_answers
from tests.core.test_properties import TOLD, few


def test_three_years_alone_bring_no_pension() -> None:
    found = stopped(asked())
    assert str(found.since) == "2026-12"
    assert found.pension is None
    assert found.short == 240 - 36
    assert own_total(found.option) == 0
    assert codes(found.notices) == ["stop_short", "stop_account", "move_to_resident"]


def test_the_account_goes_on_earning() -> None:
    # 12000.00 from 2026-12: one month of 2026, 21 whole years at 1.5 %, three months of 2048
    kept = Fraction(12000)
    for months in (1, *(12,) * 21, 3):
        kept = oracle.rounded(kept * (1 + Fraction("0.015") * months / 12))
    assert balance(stopped(asked()).option) == kept == Fraction("16486.79")


def test_twenty_years_behind_one_are_enough() -> None:
    found = stopped(asked(history__employee_months=240, history__employee_index="0.75"))
    assert found.short == 0
    assert found.pension is not None
    # C 2048 = 7253 * 1.02^23 = 11437; (11437 + 11437 * 0.75) / 2 * 20 % = 2001.475 -> 2001.48
    # account 16486.79 / 117 (63y0m) = 140.91; 2142.39 up to the jiao
    assert oracle.benefit_base(2048, "0.02") == 11437
    assert found.pension.amount == Decimal("2142.40")
    assert codes(found.notices) == ["stop_qualifies", "stop_account"]


def test_stopping_means_the_statutory_month_whatever_was_planned() -> None:
    found = stopped(asked(history__employee_months=240, plan__retire="earliest"))
    assert found.option.pension is not None
    assert str(found.option.pension.start) == "2048-04"


def test_months_of_a_plan_that_have_passed_are_paid() -> None:
    # the plan began in 2026-01; on 2026-11-23 the next month to decide is December
    found = stopped(asked(plan__start="2026-01", history__employee_months=0))
    assert str(found.since) == "2026-12"
    assert found.option.months is not None
    assert found.option.months.planned == 11


def test_the_resident_scheme_counts_years() -> None:
    found = stopped(asked("resident", history__resident_years=9))
    assert found.short == 6 * 12
    assert "6年" in str(found.notices[0].text)
    assert codes(found.notices) == ["stop_short", "stop_account", "arrears"]


def test_who_never_paid_has_no_account_to_keep_or_to_move() -> None:
    none: Changes = {"history__employee_months": 0, "history__employee_balance": None}
    assert codes(stopped(asked(**none)).notices) == ["stop_short"]
    assert codes(stopped(asked("resident")).notices) == ["stop_short", "arrears"]


def test_who_stops_pays_no_arrears_either_and_nobody_pays_for_them() -> None:
    # 10 years behind: 5 in arrears at 60 would make 15, but they are paid by who goes on
    changes: Changes = {"history__resident_years": 10, "plan__arrears_years": 5}
    found = stopped(asked("resident", **changes))
    assert (found.pension, found.short) == (None, 60)
    assert own_total(found.option) == 0
    alone: Changes = {"history__resident_years": 16, "history__resident_balance": "5000.00"}
    with_children = stopped(asked("resident", **alone, plan__children_amount="1000.00"))
    assert balance(with_children.option) == balance(stopped(asked("resident", **alone)).option)


def test_the_year_that_runs_is_not_paid_before_its_end() -> None:
    # on 2026-11-23 the payment of 2026 is still to come; on 2026-12-05 it counts as made
    changes: Changes = {"history__resident_years": 16, "plan__start": "2026-01"}
    assert own_total(stopped(asked("resident", **changes)).option) == 0
    december = stopped(asked("resident", date(2026, 12, 5), **changes))
    assert str(december.since) == "2027-01"
    assert own_total(december.option) == 2000


def test_a_closed_option_says_why() -> None:
    found = stopped(asked(person__status="student"))
    assert codes(found.notices) == ["student"]


def test_the_three_figures_of_the_headline() -> None:
    found = three_figures(asked())
    earned, going_on, most = found.amounts
    assert earned is None
    assert going_on is not None
    assert most is not None
    assert going_on.amount == Decimal("3453.10")
    assert most.amount == oracle.employee(Told(base="ceiling")).total


def test_the_most_of_the_yearly_schemes_are_the_highest_tiers() -> None:
    _, _, most = three_figures(asked("resident")).amounts
    assert most is not None
    assert most.amount == oracle.resident(Told(tier=5000)).total + 5  # all of it: from 65
    both = three_figures(asked("resident+supplementary")).amounts[2]
    more, _, _ = oracle.supplementary(Told(supplementary=5000))
    assert both is not None
    assert Fraction(both.amount) == Fraction(most.amount) + more


@given(TOLD)
@few
def test_going_on_is_never_less_than_stopping_nor_more_than_the_most(told: Told) -> None:
    told.wage_growth = told.wage_growth.removeprefix("-")
    amounts = [a.amount for a in three_figures(subject_of(told_answers(told))).amounts if a]
    assert amounts[1:] == sorted(amounts[1:])

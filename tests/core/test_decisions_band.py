"""Low, middle, high; what moves the result most."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.case import Assumptions
from core.decisions.band import band, sensitivities
from core.policy.load import guide
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import asked, subject_of, told_answers
from tests.core.test_properties import TOLD, few

GUIDE = guide()


def test_the_spread_is_data_and_says_that_it_is_our_own() -> None:
    rates = {field.name for field in fields(Assumptions)} - {"until_age"}
    assert set(GUIDE.spread) == rates
    assert GUIDE.spread_source.document == "本程序的假设"


def test_the_band_of_the_headline() -> None:
    found = band(asked(), GUIDE)
    assert found is not None
    # wages 1 %, 2 %, 3 %; the account 1 %, 1.5 %, 2 %
    rates = (("0.01", "0.010"), ("0.02", "0.015"), ("0.03", "0.020"))
    totals = [oracle.employee(Told(wage_growth=w, crediting_rate=c)).total for w, c in rates]
    assert list(found.pensions) == totals


def test_todays_money_falls_with_prices() -> None:
    found = band(asked(), GUIDE)
    assert found is not None
    low = found.low.today
    # 2824.60 / 1.02^(257/12): 2026-11 to 2048-04 are 257 months
    assert low.amount == Decimal("1848.29")
    assert abs(float(found.low.pension.amount) / 1.02 ** (257 / 12) - 1848.29) < 0.005


def test_what_moves_the_result_most_comes_first() -> None:
    found = sensitivities(asked(), GUIDE)
    assert [s.name for s in found] == [
        "wage_growth",
        "inflation",
        "crediting_rate",
        "pension_growth",
    ]
    assert [s.swing for s in found] == sorted((s.swing for s in found), reverse=True)
    rises = found[-1]
    assert rises.swing == 0
    assert rises.lifetime_swing > 0


def test_one_assumption_at_a_time() -> None:
    wages = sensitivities(asked(), GUIDE)[0]
    totals = [oracle.employee(Told(wage_growth=w)).total for w in ("0.01", "0.03")]
    assert [wages.low.pension.amount, wages.high.pension.amount] == totals


def test_the_yearly_schemes_have_assumptions_of_their_own() -> None:
    names = {s.name for s in sensitivities(asked("resident"), GUIDE)}
    assert names == {"resident_rate", "resident_growth", "inflation", "pension_growth"}


def test_no_pension_no_band() -> None:
    short = asked(history__employee_months=0, plan__start="2040-01", plan__extend=False)
    assert band(short, GUIDE) is None
    assert sensitivities(short, GUIDE) == ()


@given(TOLD, st.sampled_from(["employee", "resident", "resident+supplementary"]))
@few
def test_a_band_contains_its_middle(told: Told, scheme: str) -> None:
    subject = subject_of(told_answers(told), scheme)
    found = band(subject, GUIDE)
    if found is None:
        assert subject.option.pension is None
        return
    for low, middle, high in (found.pensions, found.in_todays_money):
        assert low <= middle <= high
    assert found.middle.pension == subject.option.pension.phases[-1].total  # type: ignore[union-attr]
    assert found.low.lifetime <= found.middle.lifetime <= found.high.lifetime

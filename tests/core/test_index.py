"""The average index by the rules of the place that pays: months not paid, deemed months."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from core.derivation import Ground
from core.policy.model import Place, Rule
from core.rules.employee import employee_runs
from core.rules.history_employee import valued
from core.rules.index import gaps_before, index_of
from core.rules.places import benefit_place
from core.rules.retirement import window
from core.rules.schedule import schedule
from tests.core.oracle import Told, employee
from tests.core.support import law, made, told_answers

# A year's pause inside the plan: twelve months that were not paid.
PAUSED = Told(pauses=[("2030-01", "2030-12")])


def _with_rule(name: str, value: str) -> Place:
    """Shanxi with a rule of its own."""
    place = law().place("140200")
    source = place.rule("years_precision").source
    rules = {**place.jurisdiction.rules, name: Rule(name, value, source)}
    return replace(place, jurisdiction=replace(place.jurisdiction, rules=rules))


def _index(told: Told, place: Place, since: str | None = None) -> Fraction:
    given = told_answers(told)
    if since is not None:
        given["history.employee_since"] = since
    case = made(given)
    frame = window(case.person.birth, case.person.category, law())
    plan = schedule(case, told.months + told.deemed, frame, law())
    benefit = benefit_place(case, "140200", plan, law())
    found = index_of(valued(case, place), plan, employee_runs(case, plan, place), benefit, place)
    assert isinstance(found.value, Fraction)
    return found.value


def test_where_nothing_is_on_file_months_not_paid_are_left_out() -> None:
    assert _index(PAUSED, law().place("140200")) == employee(PAUSED).index
    assert _index(PAUSED, _with_rule("index_gaps", "left_out")) == employee(PAUSED).index


@pytest.mark.parametrize(("rule", "gap"), [("zero", Fraction(0)), ("0.6", Fraction(3, 5))])
def test_a_month_not_paid_counts_as_the_place_says(rule: str, gap: Fraction) -> None:
    # 36 + 244 months are paid, 12 are not: (Z × 280 + 12 × gap) / 292
    plain = employee(PAUSED)
    months = 36 + plain.planned
    assert months == 280
    found = _index(PAUSED, _with_rule("index_gaps", rule))
    assert found == (plain.index * months + 12 * gap) / (months + 12)


def test_months_not_paid_before_the_plan_are_known_from_the_first_month_insured() -> None:
    # 2019-05 to 2026-11 are 91 months, 36 of them paid: 55 were not; with the pause 67
    plain = employee(PAUSED)
    found = _index(PAUSED, _with_rule("index_gaps", "zero"), since="2019-05")
    assert found == plain.index * 280 / (280 + 67)


def test_deemed_months_can_be_left_out_of_the_index() -> None:
    told = Told(deemed=60)
    plain = employee(told)
    months = 36 + 60 + plain.planned
    without = (plain.index * months - 60) / (months - 60)
    assert _index(told, _with_rule("index_deemed", "left_out")) == without
    assert _index(told, _with_rule("index_deemed", "counted")) == plain.index


def test_without_a_first_month_the_gaps_before_the_plan_are_not_known() -> None:
    assert gaps_before(made(told_answers(Told()))) == 0
    since = {**told_answers(Told()), "history.employee_since": "2019-05"}
    assert gaps_before(made(since)) == 55


def test_the_rule_for_months_not_paid_stands_in_the_derivation() -> None:
    case = made(told_answers(PAUSED))
    frame = window(case.person.birth, case.person.category, law())
    plan = schedule(case, 36, frame, law())
    place = _with_rule("index_gaps", "zero")
    benefit = benefit_place(case, "140200", plan, law())
    found = index_of(valued(case, place), plan, employee_runs(case, plan, place), benefit, place)
    assert any(isinstance(node, Ground) for node in found.inputs)

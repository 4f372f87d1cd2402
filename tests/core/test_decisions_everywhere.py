"""Decisions in any province against single tries: nothing cheaper does, nothing more fits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.case import CEILING, FLOOR, Base, BaseKind, CaseError
from core.decisions.band import band
from core.decisions.budget import for_budget
from core.decisions.calendar import calendar
from core.decisions.goals import Wanted, chosen, for_pension
from core.decisions.pause import pause_plan
from core.decisions.qualify import just_qualify
from core.decisions.subject import Subject, full
from core.derivation import Figure
from core.options import Option
from core.policy.load import guide
from core.quantities import YearMonth
from tests.core.support import POLICY, answers, own_total, subject_of

GUIDE = guide()
few = settings(max_examples=50, deadline=None)

PLACES = st.sampled_from([*sorted(POLICY.provinces), "110101", "310101", "440300", "520100"])
BIRTHS = st.tuples(st.integers(1966, 1990), st.integers(1, 12)).map(lambda b: f"{b[0]}-{b[1]:02d}")
BASES = st.sampled_from(["floor", "ceiling", "100%", "6000", "12000"])
PEOPLE = st.fixed_dictionaries(
    {
        "person.birth": BIRTHS,
        "history.employee_months": st.integers(0, 260),
        "plan.base": BASES,
        "plan.frequency": st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]),
        "plan.retire": st.sampled_from(["statutory", "earliest"]),
    },
    optional={
        "plan.pauses": st.just([{"from": "2029-05", "to": "2031-02"}]),
        "person.sex": st.just("female"),
    },
)


def open_subject(place: str, person: dict[str, Any]) -> Subject:
    """The employee scheme there; a person to whom it is closed is passed over."""
    given_ = answers(location__registered=place, location__working=place, plan__tier=None)
    try:
        subject = subject_of({**given_, **person})
    except CaseError:
        assume(False)
        raise
    assume(subject.option.available)
    return subject


def amounts(option: Option) -> dict[tuple[int, int], Decimal]:
    assert option.contribution is not None
    return {(p.year, m): p.amount for p in option.contribution.payments for m in p.months}


def of_yuan(yuan: int) -> Base:
    return Base(BaseKind.YUAN, Decimal(yuan))


@given(PLACES, PEOPLE, st.integers(70_000, 900_000), st.integers(3000, 45_000))
@few
def test_no_base_that_fits_a_budget_brings_more(
    place: str, person: dict[str, Any], fen: int, other: int
) -> None:
    subject, budget = open_subject(place, person), Decimal(fen).scaleb(-2)
    least = amounts(subject.planning(base=FLOOR))

    def fits(option: Option) -> bool:
        paid = amounts(option)
        return all(a <= budget or a == least[month] for month, a in paid.items())

    answer = for_budget(subject, budget)
    if answer.choice is None:
        assert next(iter(least.values()), budget + 1) > budget
        return
    assert fits(answer.choice.option)
    near = int(budget * 5)
    for base in (CEILING, of_yuan(other), of_yuan(near), of_yuan(near + 1)):
        tried = chosen(subject, subject.planned(base=base))
        assert tried.cost <= answer.choice.cost or not fits(tried.option)


@given(PLACES, PEOPLE, st.integers(500, 20_000), st.integers(3000, 45_000), st.booleans())
@few
def test_no_cheaper_base_reaches_the_goal(
    place: str, person: dict[str, Any], amount: int, other: int, today: bool
) -> None:
    subject, wanted = open_subject(place, person), Wanted(Decimal(amount), today)
    answer = for_pension(subject, wanted)
    if answer.choice is not None:
        assert answer.choice.worth >= amount
    if answer.miss is not None:
        assert answer.miss.worth < amount
    for base in (FLOOR, CEILING, of_yuan(other)):
        tried = chosen(subject, subject.planned(base=base), today)
        if tried.worth >= amount:
            assert answer.choice is not None
            assert answer.choice.cost <= tried.cost


@given(PLACES, PEOPLE)
@few
def test_the_calendar_adds_up_and_the_band_has_its_order(
    place: str, person: dict[str, Any]
) -> None:
    subject = open_subject(place, person)
    paid = sum((due.amount for due in calendar(subject)), Decimal(0))
    assert paid == own_total(subject.option)
    found = band(subject, GUIDE)
    if found is not None:
        for three in (found.pensions, found.in_todays_money):
            assert list(three) == sorted(three)


@given(PLACES, PEOPLE, st.integers(0, 200))
@few
def test_a_pause_holds_to_its_last_month_and_no_longer(
    place: str, person: dict[str, Any], later: int
) -> None:
    subject = open_subject(place, {**person, "plan.extend": False, "plan.retire": "statutory"})
    plan = pause_plan(subject, subject.soon + later)
    if plan.last is None:
        assert plan.reason is not None
        return
    assert isinstance(plan.last.value, YearMonth)
    assert plan.longest is not None
    assert (plan.longest.short, plan.longest.later) == (0, 0)
    assert full(plan.longest.option) is not None
    if plan.beyond is None:
        assert plan.last.value == subject.frame.month
    else:
        assert plan.beyond.short == 1


@given(PLACES, PEOPLE)
@few
def test_nothing_less_than_just_enough_qualifies(place: str, person: dict[str, Any]) -> None:
    answer = just_qualify(open_subject(place, person))
    if answer.choice is None:
        return
    reached: Figure | None = answer.choice.reached
    assert reached is not None
    assert answer.choice.cost == 0 or answer.miss is not None
    assert answer.miss is None or answer.miss.reached is None

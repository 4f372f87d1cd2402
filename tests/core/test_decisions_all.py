"""What holds for every decision: no crash on any case, in any province; the table; one memory."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from core.answers import case_of
from core.case import CaseError, Frequency
from core.decisions.band import band, sensitivities
from core.decisions.budget import for_budget
from core.decisions.calendar import Kind, calendar, not_out_yet
from core.decisions.differs import why_differs
from core.decisions.goals import Wanted, by_month, for_pension
from core.decisions.help import Subsidy, death, subsidised
from core.decisions.marginal import marginals
from core.decisions.next_steps import next_steps
from core.decisions.pause import pause_plan
from core.decisions.qualify import just_qualify
from core.decisions.stopping import stopped, three_figures
from core.decisions.subject import Subject, subjects
from core.decisions.table import Row, row
from core.decisions.years import pots, years
from core.policy.load import channels, guide
from core.policy.recall import recalling
from core.projection import project
from core.quantities import YearMonth
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import POLICY, TODAY, answers, asked, codes, made
from tests.core.test_properties import ANSWERS

GUIDE, CHANNELS = guide(), channels()


def everything(subject: Subject) -> None:
    """Ask every question there is."""
    wanted = Wanted(Decimal(3000))
    pause_plan(subject)
    marginals(subject)
    three_figures(subject)
    stopped(subject)
    band(subject, GUIDE)
    sensitivities(subject, GUIDE)
    for_budget(subject, Decimal(900))
    for_budget(subject, Decimal(900), rising=True)
    for_pension(subject, wanted)
    next(by_month(subject, wanted), None)
    just_qualify(subject)
    row(subject)
    years(subject)
    assert all(pot.left_after(12).amount >= 0 for pot in pots(subject.option))
    subsidised(subject, Subsidy(), GUIDE.subsidy)
    death(subject, GUIDE.death)
    calendar(subject)
    not_out_yet(subject)
    why_differs(subject, GUIDE)
    next_steps(subject, CHANNELS)


@given(ANSWERS)
@settings(max_examples=60, deadline=None)
def test_no_case_crashes_a_decision(given_: dict[str, Any]) -> None:
    with suppress(CaseError):  # an answer that the projection itself refuses
        case = case_of(given_, POLICY.national.assumptions, TODAY)
        found = project(case, POLICY, TODAY)
        for branch in found.branches or (found,):
            for subject in subjects(case, branch, POLICY.on(TODAY)):
                _without_refusal(subject)


def _without_refusal(subject: Subject) -> None:
    try:
        everything(subject)
    except CaseError as error:  # the projection took it: a decision must not refuse
        raise AssertionError(str(error)) from error


@pytest.mark.parametrize("province", sorted(POLICY.provinces))
def test_every_province_answers_every_question(province: str) -> None:
    given_ = answers(location__registered=province, location__working=province, plan__tier=None)
    case = made(given_)
    for subject in subjects(case, project(case, POLICY, TODAY), POLICY.on(TODAY)):
        everything(subject)


def test_where_the_year_begins_in_july_two_months_wait_for_the_notice() -> None:
    # Beijing: limits of 2026-07 to 2027-06 are out; from 2027-07 on July and August are paid at
    # the old base, and two months' difference is owed in September
    subject = asked(location__registered="110101", location__working="110101")
    owed = next(d for d in calendar(subject) if d.kind is Kind.DIFFERENCE)
    assert (str(owed.month), owed.months) == ("2027-09", 2)
    paid = {str(d.month): d.amount for d in calendar(subject) if d.kind is Kind.PAYMENT}
    assert paid["2027-06"] == paid["2027-07"] == paid["2027-08"] < paid["2027-09"]
    assert owed.amount == 2 * (paid["2027-09"] - paid["2027-08"])


# ------------------------------------------------------------------ the table


def rows(**changes: Any) -> list[Row]:
    case = made(answers(**changes))
    return [row(s) for s in subjects(case, project(case, POLICY, TODAY), POLICY.on(TODAY))]


def test_the_table_of_the_headline() -> None:
    found = rows()
    assert [r.option.scheme for r in found] == [
        "employee",
        "employee",
        "resident",
        "resident+supplementary",
    ]
    first, resident = found[0], found[2]
    told = oracle.employee(Told())
    assert first.first_year == Decimal("10185.60")  # 12 * 848.80
    assert first.own_total == told.own_total
    assert first.pension is not None
    assert first.pension.amount == told.total
    assert str(first.start) == "2048-04"
    streams = [(told.end + 1, told.total)]
    assert first.payback == oracle.payback(streams, "0.02", told.own_total)
    assert first.lifetime == oracle.lifetime(streams, Told())
    assert first.rate is not None
    assert first.stopped is not None
    assert first.stopped.short == 204
    assert resident.pension is not None
    assert resident.pension.amount == oracle.resident(Told()).total + 5  # from 65
    assert resident.today is not None
    assert resident.today.amount < resident.pension.amount


def test_the_table_greys_what_is_closed_and_keeps_what_pays_nothing() -> None:
    closed = rows(person__status="student")
    assert all(codes(r.reasons) == ["student"] for r in closed)
    assert all(r.first_year is None and r.stopped is None for r in closed)
    short = rows(history__employee_months=0, plan__start="2040-01", plan__extend=False)[0]
    assert short.first_year is not None
    assert short.pension is None
    assert short.payback is None


# ------------------------------------------------------------------ a law with a memory


def test_a_law_with_a_memory_answers_as_the_one_without() -> None:
    case = made(answers(plan__base="150%", history__employee_deemed_months=30))
    law = POLICY.on(date(2026, 11, 23))
    for subject in subjects(case, project(case, POLICY, TODAY), law):
        anew = subject.on(subject.planned(frequency=Frequency.YEARLY))
        back = anew.worked(subject.case)
        assert back.pension == subject.option.pension
        assert back.account == subject.option.account
    known = recalling(law)
    assert recalling(known) is known
    place = known.place("140200")
    assert place is known.place("140200")
    month = YearMonth(2030, 1)
    first = place.yearly("average_wage", month, Decimal("0.02"))
    assert place.yearly("average_wage", month, Decimal("0.02")) is first
    assert first == law.place("140200").yearly("average_wage", month, Decimal("0.02"))
    bent = known.bent({"average_wage": Decimal("1.1")}, {}).place("140200")
    assert bent.yearly("average_wage", month, Decimal("0.02")).value > first.value

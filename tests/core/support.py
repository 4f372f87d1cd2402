"""Cases for the tests of the core, written with the keys of the profile format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from core.answers import case_of
from core.case import Case
from core.decisions.subject import Subject, subject
from core.options import Option
from core.policy.load import packaged
from core.policy.model import Law
from core.projection import Projection, project
from core.quantities import YearMonth
from tests.core import oracle
from tests.core.oracle import Told

Changes = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"
POLICY = packaged()
TODAY = date(2026, 11, 23)
NEWSPAPER = date(2024, 1, 17)
"""The day of the newspaper article that names limits and age limits of 2023/24."""

# The headline case: a man born 1985-03, registered in Datong, working in Taiyuan, 36 months behind
# him at index 0.60 with 12000.00 in his account, paying on the floor from 2026-12.
HEADLINE: dict[str, Any] = {
    "person.birth": "1985-03",
    "person.sex": "male",
    "person.status": "platform",
    "location.registered": "140200",
    "location.working": "140100",
    "history.employee_months": 36,
    "history.employee_index": "0.60",
    "history.employee_balance": "12000.00",
    "plan.base": "floor",
    "plan.start": "2026-12",
    "plan.tier": 2000,
}


def answers(**changes: Any) -> dict[str, Any]:
    """The headline answers with changes: ``plan__base="ceiling"``; None takes a key out."""
    told = {key.replace("__", "."): value for key, value in changes.items()}
    return {k: v for k, v in {**HEADLINE, **told}.items() if v is not None}


def made(given: dict[str, Any], day: date = TODAY) -> Case:
    return case_of(given, POLICY.national.assumptions, day)


def projected(day: date = TODAY, **changes: Any) -> Projection:
    return project(made(answers(**changes), day), POLICY, day)


def projected_alone(**changes: Any) -> Projection:
    """A projection by data of Shanxi alone: every other province has none."""
    alone = replace(POLICY, provinces={"140000": POLICY.provinces["140000"]})
    return project(made(answers(**changes)), alone, TODAY)


def option(scheme: str, day: date = TODAY, **changes: Any) -> Option:
    """The first option of a scheme: ``employee`` is the one at the registered place."""
    return next(o for o in projected(day, **changes).options if o.scheme == scheme)


def employee(day: date = TODAY, **changes: Any) -> Option:
    return option("employee", day, **changes)


def resident(day: date = TODAY, **changes: Any) -> Option:
    return option("resident", day, **changes)


def supplementary(day: date = TODAY, **changes: Any) -> Option:
    return option("resident+supplementary", day, **changes)


def total(option: Option) -> Decimal:
    """The total pension of an option that has one."""
    assert option.pension is not None
    return option.pension.total.amount


def parts(option: Option) -> tuple[Decimal, Decimal, Decimal]:
    """Basic, account and transitional pension of an option that has one."""
    assert option.pension is not None
    pension = option.pension
    return pension.basic.amount, pension.account.amount, pension.transitional.amount


def _exact(option: Option) -> list[Fraction]:
    return [Fraction(part) for part in parts(option)]


def own_total(option: Option) -> Decimal:
    assert option.contribution is not None
    return option.contribution.own_total


def balance(option: Option) -> Decimal:
    """The account at the end of contributions."""
    assert option.account is not None
    return option.account.amount


def codes(notices: Any) -> list[str]:
    return [notice.code for notice in notices]


def law(day: date = TODAY) -> Law:
    return POLICY.on(day)


def told_answers(told: Told) -> dict[str, Any]:
    """What the oracle was told, under the keys of the profile format."""
    given: dict[str, Any] = {
        "person.birth": told.birth,
        "person.sex": "male" if told.category == "male60" else "female",
        "person.category": told.category,
        "person.status": "platform",
        "location.registered": "140200",
        "plan.start": told.start,
        "plan.retire": told.retire or "statutory",
        "plan.base": told.base,
        "plan.tier": told.tier,
        "plan.supplementary_tier": told.supplementary,
        "plan.extend": told.extend,
        "plan.pauses": [{"from": a, "to": b} for a, b in told.pauses],
        "history.employee_months": told.months,
        "history.employee_deemed_months": told.deemed,
        "history.employee_index": told.index,
        "history.employee_balance": told.balance,
        "history.resident_years": told.resident_years,
        "history.resident_balance": told.resident_balance,
        "history.supplementary_balance": told.supplementary_balance,
    }
    if told.transitional_index is not None:
        given["history.transitional_index"] = told.transitional_index
    rates = ("wage_growth", "crediting_rate", "resident_rate", "resident_growth", "pension_growth")
    given |= {f"assumptions.{name}": getattr(told, name) for name in (*rates, "until_age")}
    return given


def told_option(told: Told, scheme: str) -> Option:
    """What the core makes of what the oracle was told."""
    found = project(made(told_answers(told)), POLICY, TODAY)
    return next(o for o in found.options if o.scheme == scheme)


def assert_employee_agrees(told: Told) -> None:
    """Every figure of the employee scheme is that of the oracle, without tolerance."""
    found, expected = told_option(told, "employee"), oracle.employee(told)
    assert found.months is not None
    assert found.pension is not None
    assert (found.months.required, found.months.planned) == (expected.required, expected.planned)
    assert found.pension.start == YearMonth.from_ordinal(expected.end + 1)
    assert found.index is not None
    assert found.index.value == expected.index
    assert found.benefit_base is not None
    assert found.benefit_base.amount == expected.base
    assert found.payout is not None
    assert found.payout.amount == expected.payout
    assert balance(found) == expected.account
    assert own_total(found) == expected.own_total
    assert _exact(found) == [expected.basic, expected.personal, expected.transitional]
    assert total(found) == expected.total
    assert found.outlook is not None
    streams = [(expected.end + 1, expected.total)]
    growth = told.pension_growth
    if expected.own_total:
        paid_back = oracle.payback(streams, growth, expected.own_total)
        assert found.outlook.payback_months == paid_back
    assert found.outlook.lifetime_total == oracle.lifetime(streams, told)


def assert_resident_agrees(told: Told) -> None:
    """Every figure of the resident scheme, alone and with the supplementary one."""
    found, expected = told_option(told, "resident"), oracle.resident(told)
    assert found.months is not None
    assert found.months.total == 12 * expected.years
    assert found.pension is not None
    assert found.pension.start == YearMonth.from_ordinal(expected.start)
    assert balance(found) == expected.account
    assert own_total(found) == expected.own_total
    assert _exact(found) == [expected.basic, expected.personal, Fraction(0)]
    assert total(found) == expected.total
    more, cost, at_65 = oracle.supplementary(told)
    both = told_option(told, "resident+supplementary")
    assert both.pension is not None
    phases = [(str(p.start), Fraction(p.total.amount)) for p in both.pension.phases]
    assert phases == [
        (oracle.text(expected.start), expected.total),
        (oracle.text(at_65), expected.total + 5 + more),
    ]
    assert own_total(both) == expected.own_total + cost
    alone = [(expected.start, expected.total), (at_65, Fraction(5))]
    for option, streams in ((found, alone), (both, [*alone, (at_65, more)])):
        assert option.outlook is not None
        assert option.outlook.lifetime_total == oracle.lifetime(streams, told)
        paid_back = oracle.payback(streams, told.pension_growth, Fraction(own_total(option)))
        assert option.outlook.payback_months == paid_back


def asked(scheme: str = "employee", day: date = TODAY, **changes: Any) -> Subject:
    """One option of the headline case as the subject of a decision."""
    return subject_of(answers(**changes), scheme, day)


def subject_of(given: dict[str, Any], scheme: str = "employee", day: date = TODAY) -> Subject:
    case = made(given, day)
    found = project(case, POLICY, day)
    index = [o.scheme for o in found.options].index(scheme)
    return subject(case, found, POLICY.on(day), index)

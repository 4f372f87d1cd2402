"""Cases for the tests of the core, written with the keys of the profile format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.answers import case_of
from core.case import Case
from core.options import Option
from core.policy.load import packaged
from core.policy.model import Law
from core.projection import Projection, project

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

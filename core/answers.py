"""Answers: what has been said so far, under the names of the profile format.

A flat mapping of dotted keys (``person.birth``) to plain values as the profile file holds them.
``case_of`` makes the case; what has not been answered and has no default is ``Unanswered``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.case import (
    CEILING,
    FLOOR,
    ZERO,
    Assumptions,
    Base,
    BaseKind,
    Case,
    Category,
    Frequency,
    History,
    Period,
    PeriodKind,
    Person,
    PlaceRole,
    Places,
    Plan,
    Retire,
    RetireKind,
    Scheme,
    Sex,
    Span,
    Status,
)
from core.quantities import YearMonth

Answers = Mapping[str, Any]

REQUIRED = ("person.birth", "person.sex", "location.registered")
"""Without these nothing can be projected."""


class Unanswered(LookupError):  # noqa: N818 (a state of the answers, not a fault)
    """A required question without an answer yet; the argument is its key."""


def case_of(answers: Answers, defaults: Mapping[str, Decimal], as_of: date) -> Case:
    """The case these answers describe.

    ``defaults`` are policy data's assumptions; ``as_of`` sets the default start, next month.
    Raises Unanswered when one of REQUIRED is missing.
    """
    for key in REQUIRED:
        if key not in answers:
            raise Unanswered(key)
    registered = answers["location.registered"]
    return Case(
        person=person_of(answers),
        places=Places(registered, answers.get("location.working", registered)),
        plan=plan_of(answers, as_of),
        assumptions=assumptions_of(answers, defaults),
        history=history_of(answers),
    )


def person_of(answers: Answers) -> Person:
    """Birth, sex, retirement track (men 60, women 55 unless said otherwise) and status."""
    sex = Sex(answers["person.sex"])
    usual = Category.MALE60 if sex is Sex.MALE else Category.FEMALE55
    return Person(
        birth=YearMonth.parse(answers["person.birth"]),
        sex=sex,
        category=Category(answers.get("person.category", usual)),
        status=Status(answers.get("person.status", Status.OTHER_FLEXIBLE)),
    )


def plan_of(answers: Answers, as_of: date) -> Plan:
    """The plan, with the defaults of the contract."""
    start = answers.get("plan.start")
    frequency = answers.get("plan.frequency")
    return Plan(
        start=YearMonth.parse(start) if start else usual_start(as_of),
        scheme=Scheme(answers.get("plan.scheme", Scheme.EMPLOYEE)),
        place=PlaceRole(answers.get("plan.place", PlaceRole.REGISTERED)),
        base=base_of(answers.get("plan.base", "floor")),
        tier=answers.get("plan.tier"),
        supplementary_tier=answers.get("plan.supplementary_tier"),
        arrears_years=answers.get("plan.arrears_years", 0),
        children_amount=Decimal(answers.get("plan.children_amount", ZERO)),
        frequency=Frequency(frequency) if frequency else None,
        retire=retire_of(answers.get("plan.retire", "statutory")),
        extend=answers.get("plan.extend", True),
        pauses=tuple(map(span_of, answers.get("plan.pauses", ()))),
    )


def plan_answers(before: Plan, after: Plan) -> dict[str, Any]:
    """The answers by which one plan becomes another of the same scheme and start."""
    told = {
        "plan.base": str(after.base),
        "plan.tier": after.tier,
        "plan.supplementary_tier": after.supplementary_tier,
        "plan.arrears_years": after.arrears_years,
        "plan.retire": str(after.retire),
        "plan.extend": after.extend,
        "plan.pauses": [{"from": str(p.first), "to": str(p.last)} for p in after.pauses],
    }
    return {
        key: value
        for key, value in told.items()
        if getattr(after, name := key.removeprefix("plan.")) != getattr(before, name)
    }


def usual_start(as_of: date) -> YearMonth:
    """The month a plan starts in where none is said: the next one."""
    return YearMonth(as_of.year, as_of.month) + 1


def base_of(text: str) -> Base:
    """A contribution base as the profile writes it."""
    if text in ("floor", "ceiling"):
        return FLOOR if text == "floor" else CEILING
    if text.endswith("%"):
        return Base(BaseKind.PERCENT, Decimal(text[:-1]))
    return Base(BaseKind.YUAN, Decimal(text))


def retire_of(text: str) -> Retire:
    """``statutory``, ``earliest`` or a month."""
    return RetireKind(text) if text in set(RetireKind) else YearMonth.parse(text)


def span_of(item: Mapping[str, str]) -> Span:
    """A table with ``from`` and ``to``."""
    return Span(YearMonth.parse(item["from"]), YearMonth.parse(item["to"]))


def assumptions_of(answers: Answers, defaults: Mapping[str, Decimal]) -> Assumptions:
    """The person's own assumptions where given, policy data's otherwise."""
    given = {
        name: Decimal(str(answers.get(f"assumptions.{name}", value)))
        for name, value in defaults.items()
    }
    until_age = int(given.pop("until_age"))
    return Assumptions(**given, until_age=until_age)


def history_of(answers: Answers) -> History:
    """What was paid so far; keys left out stay unknown."""
    since = answers.get("history.employee_since")
    return History(
        employee_months=answers.get("history.employee_months"),
        employee_deemed_months=answers.get("history.employee_deemed_months", 0),
        employee_index=_optional(answers, "history.employee_index", Decimal),
        employee_balance=_optional(answers, "history.employee_balance", Decimal),
        employee_since=YearMonth.parse(since) if since else None,
        transitional_index=_optional(answers, "history.transitional_index", Decimal),
        resident_years=answers.get("history.resident_years"),
        resident_balance=_optional(answers, "history.resident_balance", Decimal),
        resident_arrears_years=answers.get("history.resident_arrears_years", 0),
        supplementary_years=answers.get("history.supplementary_years"),
        supplementary_balance=_optional(answers, "history.supplementary_balance", Decimal),
        periods=tuple(map(period_of, answers.get("history.periods", ()))),
    )


def _optional(answers: Answers, key: str, make: Callable[[str], Decimal]) -> Decimal | None:
    return make(answers[key]) if key in answers else None


def period_of(item: Mapping[str, Any]) -> Period:
    """One table of ``[[history.periods]]``."""
    base = item.get("base")
    return Period(
        scheme=Scheme(item["scheme"]),
        span=span_of(item),
        place=item["place"],
        base=base_of(base) if base is not None else None,
        tier=item.get("tier"),
        kind=PeriodKind(item.get("kind", PeriodKind.PAID)),
    )


def flat(document: Mapping[str, Any], tables: Iterable[str]) -> dict[str, Any]:
    """A nested profile document as answers: the keys of ``tables``, dotted."""
    return {
        f"{table}.{key}": value
        for table in tables
        for key, value in document.get(table, {}).items()
    }

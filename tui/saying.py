"""Answers and options in words, for forms, lists and reports."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.answers import Answers, usual_start
from core.case import PlaceRole
from core.options import Option
from core.policy.regions import Regions
from core.quantities import half_up
from core.quantities import percent as as_percent
from core.questions.question import Kind, Question, Step
from core.words import Text, say
from tui.words import _, render

SCHEMES: dict[str, Text] = {
    "employee": say("职工"),
    "resident": say("居民"),
    "resident+supplementary": say("居民+补充"),
}

ROLES: dict[PlaceRole, Text] = {
    PlaceRole.REGISTERED: say("户籍"),
    PlaceRole.WORKING: say("就业"),
}


def option_name(option: Option, regions: Regions) -> str:
    """An option in a few characters: 职工(就业) 太原; the place last, so it is cut first."""
    scheme = render(SCHEMES[option.scheme])
    place = regions.short_name(option.place)
    if option.scheme != "employee":
        return f"{scheme} {place}"
    return f"{scheme}({render(ROLES[option.role])}) {place}"


def answer_text(question: Question, answers: Answers, regions: Regions) -> str:
    """The answer to a question in words; empty where there is none."""
    value = answers.get(question.key)
    if value is None:
        return ""
    if question.kind is Kind.REGION:
        return regions.full_name(value)
    if question.kind is Kind.OPTION:
        return scheme_text(answers)
    if question.kind is Kind.PERIODS:
        return periods_text(value)
    for choice in question.choices:
        if choice.value == value:
            return render(choice.label)
    return plain_text(question, value)


def usual_text(question: Question, answers: Answers, as_of: date) -> str:
    """What is taken while there is no answer, in brackets."""
    if question.key == "plan.start":
        return _("（下个月 {month}）").format(month=usual_start(as_of))
    periods = answers.get("history.periods")
    if periods and question.key.startswith("history."):
        return _("（按{n}段缴费记录）").format(n=len(periods))
    return f"（{render(question.usual)}）" if question.usual else ""


def default_text(question: Question, defaults: Mapping[str, Decimal]) -> str:
    """The assumption taken while none is given, with its unit: 2%, 80岁."""
    value = defaults[question.key.removeprefix("assumptions.")]
    return typed(question, value) + (render(question.unit) if question.unit else "")


def periods_text(periods: Sequence[Mapping[str, Any]]) -> str:
    """3段，2009-05至2024-12."""
    first = min((str(p["from"]) for p in periods), default="")
    last = max((str(p["to"]) for p in periods), default="")
    return _("{n}段，{first}至{last}").format(n=len(periods), first=first, last=last)


def scheme_text(answers: Answers) -> str:
    """The chosen scheme in words."""
    scheme = answers.get("plan.scheme", "")
    if scheme == "resident" and "plan.supplementary_tier" in answers:
        scheme = "resident+supplementary"
    return render(SCHEMES[scheme]) if scheme in SCHEMES else ""


def plain_text(question: Question, value: Any) -> str:
    """A typed answer as one would type it, with its unit."""
    unit = render(question.unit) if question.unit else ""
    if isinstance(value, list):
        return "，".join(f"{span['from']}至{span['to']}" for span in value)
    if question.step is Step.ASSUMPTIONS and unit == "%":
        return typed(question, value) + unit
    return f"{value} {unit}".rstrip()


def typed(question: Question, value: Any) -> str:
    """A stored answer back as the text of its field."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "，".join(f"{span['from']}至{span['to']}" for span in value)
    if question.step is Step.ASSUMPTIONS and question.unit and str(question.unit) == "%":
        return percent(value)
    return str(value)


def percent(ratio: Any) -> str:
    """0.0355 → 3.55."""
    return as_percent(Decimal(str(ratio))).removesuffix("%")


def yearly_rate(rate: Decimal) -> str:
    """An internal rate of return: 0.0596 → 5.96%."""
    return f"{half_up(rate * 100, 2)}%"

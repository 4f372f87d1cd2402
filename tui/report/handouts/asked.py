"""What a hand-out is about: the answers, the case, what came out, and its chosen options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from core.answers import case_of
from core.case import Case
from core.decisions.calendar import Due, calendar
from core.decisions.next_steps import NextSteps, next_steps
from core.decisions.subject import Subject, subject
from core.policy.load import channels
from core.policy.model import Law, Policy
from core.projection import Projection, project
from core.year_table import YearTable, year_table
from tui.report.handouts.advice import Advice


@dataclass(frozen=True)
class Part:
    """One track of one person: the projection and the subject of its chosen option.

    What follows from them is worked out when it is asked for, and once.
    """

    projection: Projection
    subject: Subject

    @cached_property
    def years(self) -> YearTable | None:
        return year_table(self.subject) if self.projection.option.available else None

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        return calendar(self.subject) if self.projection.option.available else ()

    @cached_property
    def steps(self) -> NextSteps | None:
        return next_steps(self.subject, channels()) if self.projection.option.available else None

    @cached_property
    def advice(self) -> Advice:
        return Advice(self.subject)


@dataclass(frozen=True)
class Asked:
    """One person's plan under the law of a day; ``parts`` are two for an undecided woman."""

    name: str
    answers: Mapping[str, Any]
    case: Case
    policy: Policy
    law: Law
    projection: Projection
    parts: tuple[Part, ...]

    @property
    def day(self) -> date:
        return self.projection.as_of


def asked(name: str, answers: Mapping[str, Any], policy: Policy, as_of: date) -> Asked:
    """Work everything out.  Raises Unanswered or CaseError as ``case_of`` and ``project`` do."""
    law = policy.on(as_of)
    case = case_of(answers, policy.national.assumptions, as_of)
    found = project(case, policy, as_of)
    parts = tuple(
        Part(part, subject(case, part, law, part.chosen)) for part in found.branches or (found,)
    )
    return Asked(name, answers, case, policy, law, found, parts)

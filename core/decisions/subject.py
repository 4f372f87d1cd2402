"""The subject of a decision: one option of one case, to be worked out again with a change.

A decision asks the same rules as the projection, one option at a time; nothing is computed by a
second way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.case import Assumptions, Case, History
from core.choices import employee_option, resident_option, supplementary_option
from core.derivation import Figure
from core.options import Option
from core.policy.model import Law, Place
from core.policy.recall import RecallingLaw, recalling
from core.projection import Projection
from core.quantities import YearMonth
from core.rules.history import settled
from core.rules.retirement import Window, window
from core.rules.schedule import Schedule, schedule
from core.rules.today import in_todays_money

EMPLOYEE = "employee"


@dataclass(frozen=True)
class Subject:
    """One option of one case under one law; ``case`` has its history as totals."""

    case: Case
    law: RecallingLaw
    frame: Window
    option: Option

    @property
    def is_employee(self) -> bool:
        return self.option.scheme == EMPLOYEE

    @property
    def place(self) -> Place:
        """The parameters that govern the option; MissingError if there are none."""
        return self.law.place(self.option.place)

    @property
    def payer(self) -> Place:
        """The parameters of the place that pays the pension."""
        benefit = self.option.benefit
        return self.law.place(self.option.place if benefit is None else benefit.code)

    @property
    def soon(self) -> YearMonth:
        """The first month that can still be decided: the next one, or the plan's first."""
        return max(self.law.month + 1, self.case.plan.start)

    @cached_property
    def schedule(self) -> Schedule:
        """The months of the employee scheme under the plan."""
        return self.schedule_of(self.case)

    def schedule_of(self, case: Case) -> Schedule:
        history = case.history
        paid = (history.employee_months or 0) + history.employee_deemed_months
        return schedule(case, paid, self.frame, self.law)

    def planning(self, **changes: Any) -> Option:
        """The option under a changed plan: ``planning(base=CEILING)``."""
        return self.worked(self.planned(**changes))

    def planned(self, **changes: Any) -> Case:
        """The case with a changed plan."""
        return replace(self.case, plan=replace(self.case.plan, **changes))

    def assuming(self, assumptions: Assumptions) -> Option:
        """The option under other assumptions."""
        return self.worked(replace(self.case, assumptions=assumptions))

    def remembering(self, history: History) -> Option:
        """The option with another history."""
        return self.worked(replace(self.case, history=history))

    def worked(self, case: Case) -> Option:
        """The same option for a case that differs in plan, history or assumptions."""
        return self.option if case == self.case else self._anew(case)

    def _anew(self, case: Case) -> Option:
        scheme, law = self.option.scheme, self.law
        if scheme == "resident":
            return resident_option(case, law)
        if scheme != EMPLOYEE:
            return supplementary_option(case, law)
        plan, place = self.schedule_of(case), self.option.place
        return employee_option(case, place, self.option.role, plan, self.frame, law)

    def on(self, case: Case) -> "Subject":
        """A subject of its own for a changed case."""
        return replace(self, case=case, option=self.worked(case))

    def under(self, law: RecallingLaw) -> Option:
        """The option under another law."""
        return replace(self, law=law)._anew(self.case)


def subject(case: Case, projection: Projection, law: Law, index: int) -> Subject:
    """One option of a projection; ``case`` is the one projected.

    For a woman whose track is undecided the projection is one of the branches.
    """
    case = replace(case, person=replace(case.person, category=projection.category))
    known = recalling(law)
    case = replace(case, history=settled(case, known).history)
    frame = projection.window or window(case.person.birth, projection.category, known)
    return Subject(case, known, frame, projection.options[index])


def subjects(case: Case, projection: Projection, law: Law) -> Iterator[Subject]:
    """Every option of a projection, open or closed, in its order; they share one memory."""
    known = recalling(law)
    for index in range(len(projection.options)):
        yield subject(case, projection, known, index)


def full(option: Option) -> Figure | None:
    """The total once all of it is in payment: for two phases, that of the last one."""
    return None if option.pension is None else option.pension.phases[-1].total


def full_today(option: Option, case: Case, law: Law) -> Figure | None:
    """All of the pension at the prices of its first payment, in today's money."""
    total = full(option)
    if total is None or option.pension is None:
        return None
    return in_todays_money(total, option.pension.start, case.assumptions.inflation, law)


def cost(option: Option) -> Decimal:
    """Own contributions still to come."""
    return Decimal("0.00") if option.contribution is None else option.contribution.own_total

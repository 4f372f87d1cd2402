"""The next payments of a plan in a few rows: runs of equal amounts, and the differences owed.

This loads the decisions; a screen imports it when it has payments to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.case import Case, Frequency
from core.decisions.calendar import Due, Kind, calendar
from core.decisions.subject import subject
from core.options import Option
from core.policy.model import Law
from core.projection import Projection
from core.quantities import YearMonth, money
from core.words import Text, say
from tui.marks import PROJECTED
from tui.words import _, render

ROWS = 4
OFTEN: dict[Frequency, Text] = {
    Frequency.MONTHLY: say("每月"),
    Frequency.QUARTERLY: say("每季"),
    Frequency.HALF_YEARLY: say("每半年"),
    Frequency.YEARLY: say("每年"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Payments of one amount, one in each period of the plan through the month ``last``."""

    due: Due
    last: YearMonth
    frequency: Frequency

    @property
    def label(self) -> str:
        """``2026-12至2027-08 每月``, ``2027-12``, ``2027-09 补差``."""
        first = self.due.month
        if self.due.kind is Kind.DIFFERENCE:
            return _("{month} 补差").format(month=first)
        if self.last == first:
            return str(first)
        often = render(OFTEN[self.frequency])
        return _("{first}至{last} {often}").format(first=first, last=self.last, often=often)

    @property
    def amount(self) -> str:
        return marked(self.due)


def marked(due: Due) -> str:
    """What is due, with the mark of what is not published."""
    return money(due.amount) + ("" if due.settled else PROJECTED)


def next_payments(case: Case, branch: Projection, option: Option, law: Law) -> list[Run]:
    """The first few rows of an option of the projected case."""
    index = next(at for at, other in enumerate(branch.options) if other is option)
    if option.contribution is None:
        return []
    dues = calendar(subject(case, branch, law, index))
    return runs(dues, option.contribution.frequency)[:ROWS]


def runs(dues: Sequence[Due], frequency: Frequency) -> list[Run]:
    """In the order of their first months; a difference stands after the run it interrupts."""
    found: list[Run] = []
    paying: int | None = None
    for due in dues:
        if paying is not None and _goes_on(found[paying], due):
            found[paying] = replace(found[paying], last=due.month)
            continue
        if due.kind is Kind.PAYMENT:
            paying = len(found)
        found.append(Run(due, due.month, frequency))
    return found


def _goes_on(run: Run, due: Due) -> bool:
    same = replace(due, month=run.due.month, months=run.due.months) == run.due
    return same and due.month - run.last == run.frequency.months

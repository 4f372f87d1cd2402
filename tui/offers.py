"""Every option of a plan, to be asked about one after another: by the year table, by decisions."""

from dataclasses import dataclass
from functools import cached_property

from core.answers import case_of
from core.case import Case
from core.decisions.subject import Subject, subject, subjects
from core.options import Option
from core.policy.recall import RecallingLaw, recalling
from core.policy.regions import Regions
from core.projection import Projection
from core.rules.retirement import TRACK_NAMES
from tui.flow import Flow
from tui.preview import preview
from tui.saying import option_name
from tui.words import render


@dataclass(frozen=True)
class Offer:
    """One option of one projection; an undecided woman has two projections, a ``track`` each.

    ``law`` remembers what it looked up, for all offers of a plan together.
    """

    case: Case
    law: RecallingLaw
    projection: Projection
    index: int
    track: str = ""

    @property
    def option(self) -> Option:
        return self.projection.options[self.index]

    @cached_property
    def subject(self) -> Subject:
        """The option as decisions ask about it."""
        return subject(self.case, self.projection, self.law, self.index)

    @cached_property
    def beside(self) -> tuple[Subject, ...]:
        """All options of its projection, in their order, itself among them."""
        return tuple(subjects(self.case, self.projection, self.law))

    def name(self, regions: Regions) -> str:
        """The option in a few characters, with the track where that is undecided."""
        return " ".join(part for part in (option_name(self.option, regions), self.track) if part)


def offers(flow: Flow) -> list[Offer]:
    """Every option of the answers given so far; empty where nothing can be worked out."""
    shown = preview(flow.answers, flow.policy, flow.as_of)
    if shown.projection is None:
        return []
    case = case_of(flow.answers, flow.policy.national.assumptions, flow.as_of)
    law, parts = recalling(shown.law), shown.projection.branches or (shown.projection,)
    return [
        Offer(case, law, part, index, _track(part) if len(parts) > 1 else "")
        for part in parts
        for index in range(len(part.options))
    ]


def _track(projection: Projection) -> str:
    return render(TRACK_NAMES[projection.category])


def under_the_cursor(flow: Flow) -> int:
    """Which offer the wizard shows."""
    options, shown = flow.preview.options, flow.highlighted
    return next((n for n, option in enumerate(options) if option is shown), 0)

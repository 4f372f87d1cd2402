"""The decisions about one option, as a hand-out tells them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.decisions.band import Band, Sensitivity, band, sensitivities
from core.decisions.help import Death, death
from core.decisions.pause import PausePlan, pause_plan
from core.decisions.stopping import ThreeFigures, three_figures
from core.decisions.subject import Subject
from core.decisions.years import pots
from core.derivation import Figure
from core.policy.load import guide

LEFT_AFTER = (12, 60, 120)
"""Months of pension after which the hand-out says what the heirs would get."""


@dataclass(frozen=True)
class Advice:
    """The decisions of one option, each worked out when it is asked for, and only once."""

    subject: Subject

    @cached_property
    def three(self) -> ThreeFigures:
        return three_figures(self.subject)

    @cached_property
    def pause(self) -> PausePlan:
        return pause_plan(self.subject)

    @cached_property
    def band(self) -> Band | None:
        return band(self.subject, guide())

    @cached_property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        return sensitivities(self.subject, guide())

    @cached_property
    def left(self) -> tuple[Figure, ...]:
        accounts = pots(self.subject.option)
        return tuple(pot.left_after(months) for pot in accounts for months in LEFT_AFTER)

    @cached_property
    def death(self) -> Death | None:
        return death(self.subject, guide().death)

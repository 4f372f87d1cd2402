"""A question: when it applies, what a changed answer makes void, why it is asked, and where the
answer stands on paper.  Keys are those of the profile format.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.answers import Answers
from core.words import Text, say


class Step(StrEnum):
    """The steps of the wizard, in order; the assumptions and a period of the past stand beside."""

    IDENTITY = "identity"
    PLACES = "places"
    SCHEME = "scheme"
    PAYMENT = "payment"
    REVIEW = "review"
    ASSUMPTIONS = "assumptions"
    PERIOD = "period"


STEP_NAMES: dict[Step, Text] = {
    Step.IDENTITY: say("身份"),
    Step.PLACES: say("参保地"),
    Step.SCHEME: say("险种"),
    Step.PAYMENT: say("缴费"),
    Step.REVIEW: say("核对"),
    Step.ASSUMPTIONS: say("推算假设"),
    Step.PERIOD: say("一段缴费"),
}


class Kind(StrEnum):
    """How an answer is given: typed, picked, found by name, picked or typed (preset), or as a
    list of periods on a page of its own."""

    TEXT = "text"
    CHOICE = "choice"
    REGION = "region"
    OPTION = "option"
    PRESET = "preset"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed question, with the word that explains it."""

    value: Any
    label: Text
    note: Text | None = None


def always(_: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    ``read`` turns typed text into the answer (Unreadable if it is none).  ``voids`` lists keys
    whose answers a change makes void, where ``voids_when(before, after)`` holds.  ``usual`` says
    what is taken as long as there is no answer.
    """

    key: str
    step: Step
    label: Text
    kind: Kind
    why: Text
    where: Text
    read: Callable[[str], Any] = str
    choices: tuple[Choice, ...] = ()
    applies: Callable[[Answers], bool] = always
    required: bool = False
    usual: Text | None = None
    unit: Text | None = None
    voids: tuple[str, ...] = ()
    voids_when: Callable[[Any, Any], bool] = lambda before, after: before != after

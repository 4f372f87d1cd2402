"""An answer given, changed or taken back, and the other answers that fall with it."""

from dataclasses import dataclass
from typing import Any

from core.answers import Answers
from core.questions.catalogue import QUESTIONS
from core.questions.plan import two_places
from core.questions.question import Question


@dataclass(frozen=True, slots=True)
class Change:
    """Answers after a change, and the questions whose answers it dropped."""

    answers: dict[str, Any]
    dropped: tuple[Question, ...]


NO_ANSWER = None


def change(
    answers: Answers, key: str, value: Any, among: tuple[Question, ...] = QUESTIONS
) -> Change:
    """Give (or with None take back) an answer; drop exactly what no longer stands.

    Dropped are the answers the question declares void and those whose question does not apply
    any more, until nothing more falls.
    """
    before = answers.get(key)
    now = {k: v for k, v in answers.items() if k != key or value is not NO_ANSWER}
    if value is not NO_ANSWER:
        now[key] = value
    by_key = {question.key: question for question in among}
    question = by_key.get(key)
    void = set(question.voids) if question and question.voids_when(before, value) else set()
    gone = [by_key[k] for k in void if k in now and before is not None]
    now = {k: v for k, v in now.items() if by_key.get(k) not in gone}
    # What did not apply before either is not this change's doing: a file may carry it along.
    idle = [q for q in among if q.key in answers and not q.applies(answers)]
    while inapplicable := [
        q for q in among if q.key in now and q not in idle and not q.applies(now)
    ]:
        gone += inapplicable
        now = {k: v for k, v in now.items() if by_key.get(k) not in inapplicable}
    return Change(now, tuple(sorted(gone, key=among.index)))


def choose_option(answers: Answers, scheme: str, place: str, lowest_supplementary: int) -> Change:
    """Choose a row of the option table: a scheme, for the employee scheme also the place.

    ``resident+supplementary`` keeps the chosen supplementary tier, or takes the lowest.
    """
    supplementary = answers.get("plan.supplementary_tier", lowest_supplementary)
    wanted: list[tuple[str, Any]] = [("plan.scheme", scheme.removesuffix("+supplementary"))]
    if scheme == "employee" and two_places(answers):
        wanted.append(("plan.place", place))
    if scheme.startswith("resident"):
        both = scheme.endswith("+supplementary")
        wanted.append(("plan.supplementary_tier", supplementary if both else NO_ANSWER))
    now: dict[str, Any] = dict(answers)
    dropped: list[Question] = []
    for key, value in wanted:
        step = change(now, key, value)
        now, dropped = step.answers, [*dropped, *step.dropped]
    return Change(now, tuple(dict.fromkeys(dropped)))

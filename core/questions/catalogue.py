"""All questions in the order they are asked, and which of them apply."""

from core.answers import Answers
from core.questions.assumptions import ASSUMPTIONS
from core.questions.identity import IDENTITY
from core.questions.plan import PAYMENT, PLACES, REVIEW, SCHEME
from core.questions.question import Question, Step

QUESTIONS: tuple[Question, ...] = (
    *IDENTITY,
    *PLACES,
    *SCHEME,
    *PAYMENT,
    *REVIEW,
    *ASSUMPTIONS,
)
BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}


def questions_of(
    step: Step, answers: Answers, among: tuple[Question, ...] = QUESTIONS
) -> tuple[Question, ...]:
    """The questions of a step that apply to these answers."""
    return tuple(q for q in among if q.step is step and q.applies(answers))


def unanswered(
    step: Step, answers: Answers, among: tuple[Question, ...] = QUESTIONS
) -> tuple[Question, ...]:
    """Required questions of a step that still lack an answer."""
    found = questions_of(step, answers, among)
    return tuple(q for q in found if q.required and q.key not in answers)

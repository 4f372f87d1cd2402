"""What was said: the answers and the assumptions in words."""

from __future__ import annotations

from collections.abc import Iterator

from core.questions.catalogue import QUESTIONS
from core.questions.question import Question, Step
from core.words import say
from tui.report.handouts.asked import Asked
from tui.saying import answer_text, default_text, usual_text
from tui.words import render


def answers(asked: Asked) -> Iterator[tuple[str, str]]:
    """Every question that applies, with the answer or what is taken without one."""
    for question in _questions(asked, assumed=False):
        text = answer_text(question, asked.answers, asked.policy.regions)
        usual = usual_text(question, asked.answers, asked.day) or render(say("（没有填）"))
        yield render(question.label), text or usual


def assumptions(asked: Asked) -> Iterator[tuple[str, str]]:
    """Every assumption, the person's own marked."""
    for question in _questions(asked, assumed=True):
        text = answer_text(question, asked.answers, asked.policy.regions)
        value = text or default_text(question, asked.policy.national.assumptions)
        own = render(say("{value}（自己改的）", value=value))
        yield render(question.label), own if text else value


def _questions(asked: Asked, *, assumed: bool) -> Iterator[Question]:
    for question in QUESTIONS:
        here = (question.step is Step.ASSUMPTIONS) == assumed
        if here and question.key != "name" and question.applies(asked.answers):
            yield question

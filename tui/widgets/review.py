"""The review: every answer with its number; the number goes there and back."""

from core.questions.question import Question, Step
from tui.fitting import answer_in
from tui.flow import Flow
from tui.layout import scroll
from tui.lines import Line, Style, line
from tui.saying import usual_text
from tui.words import _, render

LABEL = 18
"""Cells for the number and the label."""


def answered(flow: Flow) -> list[Question]:
    """The questions listed in the review: all that apply, without the assumptions."""
    return [q for q in flow.asked if q.step is not Step.ASSUMPTIONS and q.applies(flow.answers)]


def review(flow: Flow, number: str, width: int, height: int) -> list[Line]:
    """The list; ``number`` is what has been typed of one."""
    questions = answered(flow)
    rows = [_row(flow, index + 1, q, width) for index, q in enumerate(questions)]
    typed = int(number) if number else 0
    for index in range(len(rows)):
        if index + 1 == typed:
            rows[index] = rows[index].styled(Style.FOCUS)
    return scroll(rows, height, max(0, typed - 1))


def _row(flow: Flow, number: int, question: Question, width: int) -> Line:
    head = line(f"{number:>3} {render(question.label)}").fit(LABEL)
    text = answer_in(question, flow.answers, flow.regions, width - LABEL)
    if text:
        return (head + line((text, Style.VALUE))).crop(width)
    if question.required:
        return (head + line((_("还没填"), Style.WARN))).crop(width)
    return (head + line((usual_text(question, flow.answers, flow.as_of), Style.DIM))).crop(width)

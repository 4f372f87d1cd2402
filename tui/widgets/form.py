"""The questions of a step: label and answer a row, the open one with its field below it."""

from core.questions.question import Question, Step
from tui.assumed import ground_text, past_text
from tui.entries.base import LABEL
from tui.fitting import answer_in
from tui.flow import ORDER, Flow
from tui.glyphs import POINT
from tui.layout import fill, scroll
from tui.lines import Line, Style, find_cursor, line
from tui.saying import default_text, usual_text
from tui.words import _, render
from tui.wrapping import wrap

TALL = 14
"""From this height on the hint has four rows, below it two."""


def hint_rows(height: int) -> int:
    """Rows kept for help or error under a form of this height."""
    return 4 if height >= TALL else 2


def form(flow: Flow, width: int, height: int) -> list[Line]:
    """The step's questions above, help or error for the open one below."""
    below = hint(flow, width, hint_rows(height))
    room = max(0, height - len(below))
    return [*fill(scroll(*_rows(flow, width, room)), room), *below]


def _rows(flow: Flow, width: int, room: int) -> tuple[list[Line], int, int]:
    """All rows of the step, the room for them, and the row that must be in view."""
    rows: list[Line] = []
    focus = 0
    for question in flow.questions:
        if question.key == flow.question.key:
            field = _open(flow, width)
            cursor = find_cursor(field[1:])
            focus = len(rows) + (cursor[1] + 1 if cursor else 0)
            rows += field
        else:
            rows.append(_closed(flow, question, width))
    return rows, room, focus


def open_row(flow: Flow, width: int) -> Line:
    """The label and field of the open question alone."""
    return _open(flow, width)[0]


def _label(question: Question, *, focused: bool) -> Line:
    text = f" {render(question.label)}"
    return line((text, Style.TITLE if focused else Style.NORMAL)).pad(LABEL + 1)


def _open(flow: Flow, width: int) -> list[Line]:
    field = flow.entry.value(max(1, width - LABEL - 1))
    return [_label(flow.question, focused=True) + field, *flow.entry.below(width, flow)]


def _closed(flow: Flow, question: Question, width: int) -> Line:
    answer = answer_in(question, flow.answers, flow.regions, width - LABEL - 1)
    if answer:
        shown = line((answer, Style.VALUE))
    elif question.required:
        shown = line((_("还没填"), Style.WARN))
    else:
        shown = line((_usual(flow, question), Style.DIM))
    return (_label(question, focused=False) + shown).crop(width)


def _usual(flow: Flow, question: Question) -> str:
    """What is taken while there is no answer, in brackets."""
    if question.step is Step.ASSUMPTIONS:
        default = default_text(question, flow.policy.national.assumptions)
        return _("（默认{default}）").format(default=default)
    return usual_text(question, flow.answers, flow.as_of)


def hint(flow: Flow, width: int, count: int) -> list[Line]:
    """What was told, what is wrong, or where the answer is found: always ``count`` rows."""
    text, style = _message(flow)
    rows = wrap(text, width - 2, indent="   ", first=f" {POINT} ")
    return fill([line((row, style)) for row in rows], count)


def _message(flow: Flow) -> tuple[str, Style]:
    if flow.told is not None:
        return flow.told.text, Style.ERROR if flow.told.error else Style.WARN
    if flow.preview.error is not None:
        error = flow.preview.error
        text = _("{problem}。可填：{accepted}")
        return (
            text.format(problem=render(error.problem), accepted=render(error.accepted)),
            Style.ERROR,
        )
    if flow.step is Step.REVIEW and not flow.returning:
        return _review_message(flow)
    where = render(flow.question.where)
    if flow.step is Step.ASSUMPTIONS:
        where = _assumed(flow) + where
    if flow.question.usual is not None and not flow.question.required:
        where += _("。不知道可按 ?")
    return where, Style.DIM


def _assumed(flow: Flow) -> str:
    """The default, its ground, and what was published where one pays."""
    option, law = flow.highlighted, flow.preview.law
    place = flow.answers.get("location.registered", "")
    if option is not None and flow.question.key == "assumptions.wage_growth":
        place = option.place
    told = (ground_text(flow.question, law), past_text(flow.question, law, place))
    return "".join(f"{text}。" for text in told if text)


def _review_message(flow: Flow) -> tuple[str, Style]:
    """What is still open, or that all is answered."""
    missing = [question for step in ORDER for question in flow.missing(step)]
    if missing:
        names = "、".join(render(question.label) for question in missing)
        return _("还没填：{names}").format(names=names), Style.WARN
    return _("都填好了，按 F5 保存；上下键或题号挑一项，回车去改"), Style.DIM

"""左边的一页：一题，为什么问，在哪里看，怎么填。纯函数。"""

from __future__ import annotations

from core.questions.question import Step
from tui.assumed import ground_text
from tui.entries.base import LABEL
from tui.fitting import answer_in
from tui.flow import ORDER, Flow
from tui.glyphs import POINT
from tui.kiosk.asking import asked
from tui.layout import fill, scroll
from tui.lines import Line, Style, find_cursor, line, rule
from tui.saying import usual_text
from tui.widgets.review import answered
from tui.words import _, render
from tui.wrapping import wrap


def question_page(flow: Flow, width: int, height: int) -> list[Line]:
    """题目在上，答案在中间，毛病在下；放不下时先省「为什么问」。"""
    title, field = _block(asked(flow.question), width, Style.TITLE), _field(flow, width)
    told = message(flow, width)
    spare = height - len(title) - len(field) - len(told)
    head = [*[Line()] * (spare > 1), *title, *[Line()] * (spare > 0)]
    notes = _notes(flow, width, spare - 2)
    field = scroll(field, height - len(head) - len(notes) - len(told), _cursor_row(field))
    return [*fill([*head, *notes, *field], height - len(told)), *told]


def _block(text: str, width: int, style: Style) -> list[Line]:
    return [line((row, style)) for row in wrap(text, width - 1, indent=" ")]


def _notes(flow: Flow, width: int, room: int) -> list[Line]:
    question = flow.question
    why = _block(_("为什么问：") + render(question.why), width, Style.DIM)
    where = _block(_("在哪里看：") + render(question.where), width, Style.DIM)
    taken = _usual(flow)
    usual = _block(taken, width, Style.DIM) if taken else []
    for notes in ([*why, *where, *usual, Line()], [*where, *usual, Line()], [*where, Line()]):
        if len(notes) <= room:
            return notes
    return []


def _usual(flow: Flow) -> str:
    """空着按什么算。"""
    question = flow.question
    if question.step is Step.ASSUMPTIONS:
        return _("可以空着：{ground}").format(ground=ground_text(question, flow.preview.law))
    if question.usual is None or question.required:
        return ""
    usual = usual_text(question, {}, flow.as_of).strip("（）")
    return _("不知道就空着或按 ?，当作：{usual}").format(usual=usual)


def _field(flow: Flow, width: int) -> list[Line]:
    value = flow.entry.value(max(1, width - LABEL - 1))
    return [line((f" {POINT} ", Style.KEY)) + value, *flow.entry.below(width, flow)]


def _cursor_row(field: list[Line]) -> int:
    below = find_cursor(field[1:])
    return below[1] + 1 if below else 0


def message(flow: Flow, width: int) -> list[Line]:
    """刚才发生了什么，或者哪里不对；都没有就一行也不占。"""
    if flow.told is not None:
        return _block(flow.told.text, width, Style.ERROR if flow.told.error else Style.WARN)
    error = flow.preview.error
    if error is None:
        return []
    text = _("{problem}。可填：{accepted}")
    said = text.format(problem=render(error.problem), accepted=render(error.accepted))
    return _block(said, width, Style.ERROR)


def review_page(flow: Flow, number: str, width: int, height: int) -> list[Line]:
    """全部答案，每条前面有题号；没有名字那一条。"""
    below = message(flow, width) or _block(_what_next(flow), width, Style.DIM)
    how = line(_(" 打题号再回车就去改："), (number or " ", Style.CURSOR)).crop(width)
    room = max(0, height - len(below) - 2)
    rows = [_row(flow, at, width, number) for at in range(count(flow))]
    rows = fill(scroll(rows, room, max(0, int(number or 0) - 1)), room)
    return [*rows, rule(width), how, *below]


def count(flow: Flow) -> int:
    """核对时列出的题数；名字总是最后一题，自助机不问。"""
    return len(answered(flow)) - 1


def _row(flow: Flow, at: int, width: int, number: str) -> Line:
    question = answered(flow)[at]
    head = line(f"{at + 1:>3} {render(question.label)}").fit(LABEL + 1)
    text = answer_in(question, flow.answers, flow.regions, width - LABEL - 1)
    if text:
        shown = line((text, Style.VALUE))
    elif question.required:
        shown = line((_("还没填"), Style.WARN))
    else:
        shown = line((usual_text(question, flow.answers, flow.as_of), Style.DIM))
    row = (head + shown).crop(width)
    return row.styled(Style.FOCUS) if number == str(at + 1) else row


def _what_next(flow: Flow) -> str:
    missing = [question for step in ORDER for question in flow.missing(step)]
    if missing:
        names = "、".join(render(question.label) for question in missing)
        return _("还没填：{names}").format(names=names)
    return _("都填好了。F8 带走这些数；F5 保留，以后凭取回码接着看")

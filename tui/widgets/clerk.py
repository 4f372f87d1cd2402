"""All questions as one dense form: two columns of numbered answers, the open field below them."""

from rich.cells import cell_len

from core.questions.question import Kind, Question
from core.words import Text, say
from tui.fitting import answer_in
from tui.flow import Flow
from tui.layout import beside, fill, scroll
from tui.lines import Line, Style, find_cursor, line, rule
from tui.saying import typed, usual_text
from tui.widgets.form import hint, open_row
from tui.widgets.review import answered
from tui.words import _, render

NUMBER, SHORT_LABEL, LABEL = 3, 9, 13
WIDE = 26
"""From this width of a column on, labels stand in full."""
MOST_HINT = 4

SHORT: dict[str, Text] = {
    "history.employee_months": say("职工月数"),
    "history.employee_index": say("平均指数"),
    "history.employee_balance": say("职工余额"),
    "history.employee_deemed_months": say("视同月数"),
    "history.transitional_index": say("过渡指数"),
    "history.employee_since": say("首次参保"),
    "history.resident_years": say("居民年数"),
    "history.resident_arrears_years": say("其中补缴"),
    "history.resident_balance": say("居民余额"),
    "history.supplementary_years": say("补充年数"),
    "history.supplementary_balance": say("补充余额"),
    "history.periods": say("分段记录"),
    "plan.place": say("哪里参保"),
    "plan.tier": say("居民档次"),
    "plan.supplementary_tier": say("补充档次"),
    "plan.frequency": say("多久一次"),
    "plan.start": say("起缴月份"),
    "plan.retire": say("何时退休"),
    "plan.extend": say("年限不够"),
    "name": say("名称"),
}
"""Labels of four characters at most, where the question's own is longer."""


def clerk_form(flow: Flow, number: str | None, width: int, height: int) -> list[Line]:
    """The answers above; below the open field, or the ``number`` of the one to jump to."""
    grid = _grid(flow, width)
    room = min(len(grid[0]), max(3, height - 6))
    rows = scroll(*_joined(grid, width, room))
    last = _jump(number) if number is not None else open_row(flow, width)
    left = max(0, height - len(rows) - 2)
    below = [] if number is not None else flow.entry.below(width, flow)
    hinted = min(MOST_HINT, max(_fewest(flow), left - len(below)), left)
    cursor = find_cursor(below)
    shown = scroll(below, left - hinted, cursor[1] if cursor else 0)
    return fill([*rows, rule(width), last, *shown, *_hint(flow, width, hinted)], height)


def _fewest(flow: Flow) -> int:
    """Rows kept for the hint: the table of options needs all the others."""
    urgent = flow.told is not None or flow.preview.error is not None
    return 2 if urgent or flow.question.kind is not Kind.OPTION else 1


def _hint(flow: Flow, width: int, count: int) -> list[Line]:
    """One that is cut says so: F1 has the whole of it."""
    whole = [row for row in hint(flow, width, MOST_HINT) if row.spans]
    rows = fill(whole, count)
    if 0 < count < len(whole):
        rows[-1] = rows[-1].fit(width - 2) + line(("…", Style.DIM))
    return rows


def _jump(number: str) -> Line:
    return line((_(" 去第几项："), Style.KEY), number, (" ", Style.CURSOR))


def _grid(flow: Flow, width: int) -> tuple[list[Line], list[Line], int]:
    """Both columns, the first the longer, and the row of the open question."""
    questions = answered(flow)
    half = (len(questions) + 1) // 2
    room = (width - 1) // 2
    cells = [_cell(flow, n, question, room) for n, question in enumerate(questions, 1)]
    keys = [question.key for question in questions]
    at = keys.index(flow.question.key) if flow.question.key in keys else 0
    return cells[:half], cells[half:], at % half


def _joined(
    grid: tuple[list[Line], list[Line], int], width: int, room: int
) -> tuple[list[Line], int, int]:
    left, right, focus = grid
    return beside(left, right, (width - 1) // 2), room, focus


def _cell(flow: Flow, number: int, question: Question, width: int) -> Line:
    """12户籍地   大同市"""
    wide = width >= WIDE
    label = question.label if wide else SHORT.get(question.key, question.label)
    open_now = question.key == flow.question.key
    head = line((f"{number:>2}", Style.KEY), f"{' ' * wide}{render(label)}")
    head = head.fit(NUMBER + LABEL if wide else NUMBER - 1 + SHORT_LABEL)
    text, style = _value(flow, question, width - head.width)
    return head + line((text, Style.FOCUS if open_now else style))


def _value(flow: Flow, question: Question, room: int) -> tuple[str, Style]:
    text = answer_in(question, flow.answers, flow.regions, room)
    if text and cell_len(text) > room and question.kind is Kind.TEXT:
        text = typed(question, flow.answers[question.key])
    if text:
        return _clipped(text, room), Style.VALUE
    if question.required:
        return _("还没填"), Style.WARN
    return _usual(usual_text(question, flow.answers, flow.as_of), room), Style.DIM


def _usual(text: str, room: int) -> str:
    """What is taken while there is no answer, in brackets; its first words where it is long."""
    if cell_len(text) <= room:
        return text or "—"
    bare = text.strip("（）")
    short = bare.replace("，", " ").partition(" ")[0]
    return f"({_clipped(short, room - 2)})"


def _clipped(text: str, room: int) -> str:
    """What does not fit ends in …: half an amount would be another one."""
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > room - 1:
        text = text[:-1]
    return text + "…"

"""When how much is due: what leaves the purse, month by month, and what is owed in summer."""

from core.decisions.calendar import Due, Kind, calendar, not_out_yet
from core.words import say
from tui.dues import marked
from tui.lines import Cell, Line, Style, columns
from tui.widgets.decide.page import Asked, Found, Page, notice, open_only, text
from tui.words import _, render


def find(asked: Asked) -> Found:
    found, waiting = calendar(asked.subject), not_out_yet(asked.subject)
    if not found:
        return Found(lambda width: text(_("没有要缴的"), width, Style.WARN))

    def rows(width: int) -> list[Line]:
        told = notice(waiting, width) if waiting is not None else []
        told += text(_("~ 推算的；带日历文件走按 Ctrl+F"), width, Style.DIM)
        head = _columns(_("月份"), _("金额"), _("缴什么"), width).styled(Style.DIM)
        return [*told, head, *(_due(due, width) for due in found)]

    contribution = asked.subject.option.contribution
    assert contribution is not None
    base, month = contribution.base, contribution.per_month
    return Found(rows, tuple(figure for figure in (month, base) if figure is not None))


def _due(due: Due, width: int) -> Line:
    amount = marked(due) + " " * due.settled
    row = _columns(str(due.month), amount, render(due.label), width)
    return row.styled(Style.WARN) if due.kind is Kind.DIFFERENCE else row


def _columns(month: str, amount: str, label: str, width: int) -> Line:
    cells: list[Cell] = [(month, 8, "left"), (amount, 12, "right"), (label, width - 22, "left")]
    return columns(cells)


DUES = Page(say("哪月缴多少"), open_only(find))

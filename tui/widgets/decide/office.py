"""The office: why its number may differ, and what to do on Monday."""

from collections.abc import Sequence

from core.decisions.differs import Reason, why_differs
from core.decisions.next_steps import next_steps
from core.words import say
from tui.lines import Line, Style, line
from tui.widgets.decide.page import Asked, Found, Page, open_only, text
from tui.widgets.panel import row
from tui.words import _, render
from tui.wrapping import wrap


def differs(asked: Asked) -> Found:
    found = why_differs(asked.subject, asked.guide)
    if not found:
        return Found(lambda width: text(_("没有看出会不一样的地方"), width, Style.DIM))

    def rows(width: int) -> list[Line]:
        shown = text(_("窗口算的可能不一样，原因和大小："), width, Style.DIM)
        return shown + [one for reason in found for one in _reason(reason, width)]

    return Found(rows, asked.subject.option.figures)


def _reason(reason: Reason, width: int) -> list[Line]:
    rows = [Line(), *text("· " + render(reason.notice.text), width)]
    if reason.size is not None:
        rows.append(row(_("  每月"), f"{reason.size:+.2f}", width))
    return rows


def monday(asked: Asked) -> Found:
    found = next_steps(asked.subject, asked.channels)

    def rows(width: int) -> list[Line]:
        shown = [*text(found.office, width, Style.TITLE), Line()]
        shown += _list(_("在哪里办"), [channel.name for channel in found.channels], width)
        shown += _list(_("带什么"), [paper.name for paper in found.papers], width)
        shown += _list(_("问12333什么"), [render(one.text) for one in found.questions], width)
        return [*shown, *text("! " + render(found.warning), width, Style.WARN)]

    return Found(rows, asked.subject.option.figures)


def _list(title: str, names: Sequence[str], width: int) -> list[Line]:
    rows = [line((title, Style.KEY))]
    for name in names:
        rows += [line(one) for one in wrap(name, width, indent="    ", first="  · ")]
    return [*rows, Line()]


DIFFERS = Page(say("窗口的数为何不同"), open_only(differs))
MONDAY = Page(say("接下来办什么"), monday)

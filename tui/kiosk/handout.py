"""带走的一份：答案和主要的数，短短几行，没有名字；切成一张张放得进二维码的。"""

from __future__ import annotations

from core.options import Option
from core.questions.catalogue import QUESTIONS
from core.questions.question import Step
from tui.entries.option import cost_text, pension_text
from tui.flow import Flow
from tui.saying import answer_text, option_name
from tui.words import _, render

_PREFIX = 6
"""每张开头的「12/34 」占的字节。"""


def handout(flow: Flow) -> list[str]:
    """一行一件事。"""
    head = _("养老参保估算 {day}，不是凭证，以经办机构为准，请打12333确认").format(day=flow.as_of)
    return [head, *_answers(flow), *_figures(flow)]


def _answers(flow: Flow) -> list[str]:
    asked = [q for q in QUESTIONS if q.key != "name" and q.applies(flow.answers)]
    told = [(q, answer_text(q, flow.answers, flow.regions)) for q in asked]
    own = [(q, text) for q, text in told if text and q.step is not Step.ASSUMPTIONS]
    return [f"{render(q.label)} {text}" for q, text in own]


def _figures(flow: Flow) -> list[str]:
    preview = flow.preview
    rows = [_("法定退休 {month}").format(month=window.month) for window in preview.windows]
    for branch in (
        (preview.projection.branches or [preview.projection]) if preview.projection else ()
    ):
        rows += _option(branch.option, flow)
    return rows


def _option(option: Option, flow: Flow) -> list[str]:
    if not option.available:
        return []
    rows = [
        option_name(option, flow.regions),
        _("每年缴 {cost}，每月领 {pension}").format(
            cost=cost_text(option), pension=pension_text(option)
        ),
    ]
    if option.pension is not None:
        rows.append(_("从 {month} 领（~是推算）").format(month=option.pension.start))
    if option.months is not None:
        text = _("缴费 {total}/{required}个月")
        rows.append(text.format(total=option.months.total, required=option.months.required))
    return rows


def pages(rows: list[str], size: int) -> list[str]:
    """每张至多 ``size`` 字节，开头写着第几张共几张；尽量在行与行之间断开。"""
    found: list[str] = [""]
    for piece in _pieces(rows, size - _PREFIX):
        joined = f"{found[-1]}\n{piece}" if found[-1] else piece
        if len(joined.encode()) <= size - _PREFIX:
            found[-1] = joined
        else:
            found.append(piece)
    return [f"{at}/{len(found)} {text}" for at, text in enumerate(found, 1)]


def _pieces(rows: list[str], size: int) -> list[str]:
    """太长的一行拆开，不拆坏一个字。"""
    found = []
    for row in rows:
        piece = ""
        for character in row:
            if len((piece + character).encode()) > size:
                found.append(piece)
                piece = ""
            piece += character
        found.append(piece)
    return found

"""What is not certain about a result, and the few rows that go into a QR code."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.calendar import not_out_yet
from core.decisions.differs import why_differs
from core.policy.load import guide
from core.quantities import money
from core.words import say
from tui.report.handouts.asked import Asked, Part
from tui.words import render


def open_questions(part: Part) -> list[str]:
    """What is not certain about this result, each once."""
    option, found = part.projection.option, part.projection
    late = not_out_yet(part.subject) if option.available else None
    said = [*option.reasons, *found.notices, *option.notices, *option.ways_out]
    said += [late] if late else []
    if option.available:
        said += [reason.notice for reason in why_differs(part.subject, guide())]
    return list(dict.fromkeys(render(notice.text) for notice in said))


def short(asked: Asked) -> Iterator[str]:
    """A few rows without name, birth, place or answers."""
    yield render(say("参保估算{day}，不是凭证，问12333", day=asked.day))
    for part in asked.parts:
        option = part.projection.option
        if option.contribution is not None:
            yield render(say("每年缴 {yuan}", yuan=money(option.contribution.first_year)))
        if option.pension is not None:
            total = money(option.pension.total.amount)
            text = say("{month} 起每月约领 {yuan}", month=option.pension.start, yuan=total)
            yield render(text)
        back = option.outlook.payback_months if option.outlook is not None else None
        if back is not None:
            yield render(say("领 {n} 个月回本", n=back))

"""How long one may stop paying, and what a pause costs."""

from core.case import Span
from core.decisions.asking import Until, read_stop
from core.decisions.pause import Paused, PausePlan, pause_plan, paused
from core.decisions.subject import Subject
from core.quantities import YearMonth, money
from core.words import say
from tui.lines import Line, Style, line
from tui.widgets.decide.page import (
    Asked,
    Found,
    Page,
    amount,
    known,
    missing,
    notice,
    open_only,
    text,
)
from tui.widgets.panel import row
from tui.words import _


def find(asked: Asked) -> Found:
    subject = asked.subject
    spans = _spans(subject, asked.typed)
    tried = paused(subject, *spans) if spans else None
    plan = pause_plan(subject)

    def rows(width: int) -> list[Line]:
        shown: list[Line] = []
        if tried is not None:
            shown = [*_verdict(tried, subject, width), Line()]
        elif isinstance(asked.typed, YearMonth) and asked.typed < subject.soon:
            past = _("! {month}已经过去了").format(month=asked.typed)
            shown = [*text(past, width, Style.WARN), Line()]
        return shown + _longest(plan, subject, width)

    less = [one.less for one in (tried, plan.month, plan.longest, plan.beyond) if one]
    return Found(rows, known(*less, plan.last, plan.spare), None if tried is None else tried.plan)


def _spans(subject: Subject, typed: Until | list[Span] | None) -> list[Span]:
    """The pauses that are meant; until a month: from the first that can still be decided."""
    if not isinstance(typed, YearMonth):
        return typed or []
    return [Span(subject.soon, typed)] if typed >= subject.soon else []


def _verdict(tried: Paused, subject: Subject, width: int) -> list[Line]:
    """The question as it was understood, yes or no, and what it costs."""
    spans = "、".join(f"{span.first}至{span.last}" for span in tried.spans)
    if not tried.left_out:
        return text(_unpaid(tried, subject).format(spans=spans), width, Style.WARN)
    left_out = _("{n}个月") if subject.is_employee else _("少缴{n}年")
    words = _("停{spans}（{left_out}）").format(
        spans=spans, left_out=left_out.format(n=tried.left_out)
    )
    said, style = _said(tried, subject)
    shown = [*text(words, width, Style.KEY), *text("  " + said, width, style)]
    return shown + _costs(tried, subject, width)


def _unpaid(tried: Paused, subject: Subject) -> str:
    """Why there is nothing to leave out: the plan pauses then, or pays nothing anyway."""
    planned = all(span in subject.case.plan.pauses for span in tried.spans)
    return _("方案里已经停{spans}") if planned else _("{spans}：这段时间本来就不缴")


def _said(tried: Paused, subject: Subject) -> tuple[str, Style]:
    if subject.option.pension is None:
        return _("不停也领不到，停了更差"), Style.WARN
    if tried.option.pension is None:
        return _("不行：这样就领不到了"), Style.WARN
    if tried.later:
        return _("要晚领：{month}才领得到").format(month=tried.option.pension.start), Style.WARN
    return _("可以：还是{month}起领").format(month=tried.option.pension.start), Style.TITLE


def _longest(plan: PausePlan, subject: Subject, width: int) -> list[Line]:
    rows = notice(plan.reason, width) if plan.reason is not None else []
    if plan.last is not None:
        words = _("从{first}起最多停到{last}，还能按时领").format(
            first=plan.first, last=plan.last.value
        )
        rows += text(words, width, Style.TITLE)
    for title, found in (
        (_("停1个月"), plan.month),
        (_("停到最后"), plan.longest),
        (_("停1个月") if plan.longest is None else _("再多停1个月"), plan.beyond),
    ):
        if found is not None:
            rows += [line((title, Style.KEY)), *_costs(found, subject, width)]
            rows += _lost(found, subject, width)
    return rows


def _costs(found: Paused, subject: Subject, width: int) -> list[Line]:
    """Who pays on later for the months left out may pay more in the end, and draw more."""
    paid = _("  少缴") if found.saved >= 0 else _("  最后反而多缴")
    rows = [row(paid, money(abs(found.saved)), width)]
    if found.less is not None:
        drawn = _("  每月少领") if found.less.amount >= 0 else _("  以后每月多领")
        rows.append(row(drawn, amount(found.less).removeprefix("-"), width))
    if found.later:
        rows.append(row(_("  晚领"), _("{n}个月").format(n=found.later), width))
    if found.short:
        rows.append(row(_("  差"), missing(found.short, subject), width, Style.WARN))
    return rows


def _lost(found: Paused, subject: Subject, width: int) -> list[Line]:
    lost = subject.option.pension is not None and not found.qualifies
    return text(_("  这样就领不到了"), width, Style.WARN) if lost else []


PAUSING = Page(say("能停多久"), open_only(find), say("停到哪月"), read_stop)

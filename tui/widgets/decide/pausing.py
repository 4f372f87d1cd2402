"""How long one may stop paying, and what a pause costs."""

from core.case import Span
from core.decisions.asking import Until, read_stop
from core.decisions.pause import Paused, PausePlan, pause_plan, paused
from core.decisions.subject import Subject
from core.quantities import YearMonth, money
from core.words import say
from tui.lines import Line, Style, line
from tui.widgets.decide.page import Asked, Found, Page, amount, known, notice, text
from tui.widgets.panel import row
from tui.words import _


def find(asked: Asked) -> Found:
    subject = asked.subject
    spans = _spans(subject, asked.typed) if subject.option.available else []
    tried = paused(subject, *spans) if spans else None
    plan = pause_plan(subject)

    def rows(width: int) -> list[Line]:
        shown: list[Line] = []
        if tried is not None:
            shown = [*_verdict(tried, width), Line()]
        elif isinstance(asked.typed, YearMonth) and asked.typed < subject.soon:
            past = _("! {month}已经过去了").format(month=asked.typed)
            shown = [*text(past, width, Style.WARN), Line()]
        return shown + _longest(plan, width)

    less = [one.less for one in (tried, plan.month, plan.longest, plan.beyond) if one]
    return Found(rows, known(*less, plan.last, plan.spare), None if tried is None else tried.plan)


def _spans(subject: Subject, typed: Until | list[Span] | None) -> list[Span]:
    """The pauses that are meant; until a month: from the first that can still be decided."""
    if not isinstance(typed, YearMonth):
        return typed or []
    return [Span(subject.soon, typed)] if typed >= subject.soon else []


def _verdict(tried: Paused, width: int) -> list[Line]:
    """The question as it was understood, yes or no, and what it costs."""
    spans = "、".join(f"{span.first}至{span.last}" for span in tried.spans)
    title = text(_("停{spans}（{n}个月）").format(spans=spans, n=tried.left_out), width, Style.KEY)
    said, style = _said(tried)
    return [*title, *text("  " + said, width, style), *_costs(tried, width)]


def _said(tried: Paused) -> tuple[str, Style]:
    if not tried.left_out:
        return _("这段时间本来就不缴"), Style.WARN
    if tried.option.pension is None:
        return _("不行：这样就领不到了"), Style.WARN
    if tried.later:
        return _("要晚领：{month}才领得到").format(month=tried.option.pension.start), Style.WARN
    return _("可以：还是{month}起领").format(month=tried.option.pension.start), Style.TITLE


def _longest(plan: PausePlan, width: int) -> list[Line]:
    rows = notice(plan.reason, width) if plan.reason is not None else []
    if plan.last is not None:
        words = _("从{first}起最多停到{last}，还能按时领").format(
            first=plan.first, last=plan.last.value
        )
        rows += text(words, width, Style.TITLE)
    for title, found in (
        (_("停1个月"), plan.month),
        (_("停到最后"), plan.longest),
        (_("再多停1个月"), plan.beyond),
    ):
        if found is not None:
            rows += [line((title, Style.KEY)), *_costs(found, width)]
    return rows


def _costs(found: Paused, width: int) -> list[Line]:
    rows = [row(_("  少缴"), money(found.saved), width)]
    if found.less is not None:
        rows.append(row(_("  每月少领"), amount(found.less), width))
    if found.later:
        rows.append(row(_("  晚领"), _("{n}个月").format(n=found.later), width))
    if found.short:
        rows.append(row(_("  差"), _("{n}个月").format(n=found.short), width, Style.WARN))
    if not found.qualifies:
        rows += text(_("  这样就领不到了"), width, Style.WARN)
    return rows


PAUSING = Page(say("能停多久"), find, say("停到哪月"), read_stop)

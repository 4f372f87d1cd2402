"""The projection beside the form: what can be said now, every figure with its marks."""

import re

from core.derivation import Figure, Parameter
from core.options import Option
from core.policy.model import province_of
from core.projection import Projection
from core.quantities import money
from core.questions.question import Step
from core.rules.retirement import TRACK_NAMES, Window, age_text
from core.words import Notice
from tui.entries.option import cost_text, pension_text
from tui.flow import Flow
from tui.lines import Line, Style, line
from tui.marks import marks_of
from tui.saying import option_name
from tui.widgets.both_places import both_places, employee_pair
from tui.words import _, render
from tui.wrapping import wrap

FIGURE = 13
"""Cells for an amount with its marks."""
MARKS = "~*?#!"
MARKED = re.compile(rf"\d([{MARKS}]+)")
"""The marks after an amount."""


def panel(flow: Flow, width: int) -> list[Line]:
    """Everything that can be said, the most important first."""
    option = flow.highlighted
    preview = flow.preview
    if not preview.windows:
        return _nothing_yet(width)
    several = len(preview.windows) > 1
    rows = [_dates(window, width, several=several) for window in preview.windows]
    dates = [row for block in rows for row in block]
    if option is None or preview.branch is None:
        required = [
            row(_("至少缴满"), _("{n}个月").format(n=figure.value), width)
            for figure in preview.required
        ]
        if preview.reasons:
            return [*dates, Line(), *_closed(preview.reasons, width)]
        todo = _("再填户籍地，就能看到各种方案缴多少、领多少")
        if preview.error is not None:
            todo = _("先改好提示的那一处，就能看到各种方案缴多少、领多少")
        return [*dates, *required, Line(), *_text(todo, width)]
    pair = employee_pair(preview.options) if flow.step is Step.PLACES else None
    if pair is not None and not preview.law.same_values(pair[0].place, pair[1].place):
        return [*both_places(pair, flow.regions, width), Line(), *dates]
    same = _text(_("两地用一样的数，在哪里缴都一样"), width) if pair else []
    return [
        *_option(option, flow, width),
        *same,
        *_more(flow, preview.branch, option, dates, width),
    ]


def brief(flow: Flow, width: int) -> list[Line]:
    """The panel in three rows, for screens too narrow to have it beside the form."""
    option = flow.highlighted
    if option is None or not option.available:
        return panel(flow, width)[:3]
    pension = option.pension
    total = _("每月领 {total}").format(total=pension_text(option))
    start = _("从 {month} 起").format(month=pension.start) if pension else ""
    cost = _("每年缴 {cost}").format(cost=cost_text(option))
    return [
        line((option_name(option, flow.regions), Style.TITLE)).crop(width),
        line((f"{cost}  {total}", Style.VALUE)).crop(width),
        line(start).crop(width),
    ]


def _more(
    flow: Flow, branch: Projection, option: Option, dates: list[Line], width: int
) -> list[Line]:
    found: tuple[Notice, ...] = branch.notices if option is branch.option else option.notices
    urgent = tuple(notice for notice in found if notice.code not in (*BESIDE, SHORT))
    if flow.step is Step.PAYMENT and option.contribution is not None:
        return [*_next_payments(flow, branch, option, width), *_notices(urgent, width)]
    beside = tuple(notice for notice in found if notice.code in BESIDE)
    return [
        *_branches(flow, width),
        *_notices(urgent, width),
        *dates,
        *_switch(option, width),
        *_notices(beside, width),
    ]


def _switch(option: Option, width: int) -> list[Line]:
    """What joining the accounts of both schemes would bring, where there is something to join."""
    switch = option.switch
    if switch is None:
        return []
    return [line((_("两种养老的账户合在一起"), Style.TITLE)), *_notices(switch.notices, width)]


BESIDE = {"heating_allowance", "rival_value"}
"""Good to know, after everything else."""

SHORT = "short_of_minimum"
"""Stands where the pension would."""


def _nothing_yet(width: int) -> list[Line]:
    return [
        line((_("能先告诉您的"), Style.TITLE)),
        *_text(_("填好生日和性别，这里就有退休月份"), width),
    ]


def _text(text: str, width: int, style: Style = Style.DIM) -> list[Line]:
    return [line((row, style)) for row in wrap(text, width)]


def row(label: str, value: str, width: int, style: Style = Style.VALUE) -> Line:
    """A label at the left, its value at the right, marks outside the digits' column."""
    digits = value.rstrip(MARKS)
    marks = value[len(digits) :].ljust(3)
    shown = line((digits, style), (marks, Style.MARK))
    room = max(0, width - shown.width)
    return line(label).fit(room) + shown


def _figure(label: str, figure: Figure, width: int) -> Line:
    return row(label, money(figure.amount) + marks_of(figure), width)


def _dates(window: Window, width: int, *, several: bool) -> list[Line]:
    age = render(age_text(window.age))
    track = f"（{render(TRACK_NAMES[window.category])}）" if several else ""
    label = _("法定退休") + track
    rows = [row(label, f"{window.month}", width), line((f"  {age}", Style.DIM))]
    if window.delay_months:
        delay = _("，比原来推迟{months}个月").format(months=window.delay_months)
        rows[1] = rows[1] + line((delay, Style.DIM))
    if window.earliest < window.month:
        rows.append(row(_("最早退休（要缴满年限）"), f"{window.earliest}", width))
    return rows


def _option(option: Option, flow: Flow, width: int) -> list[Line]:
    rows = [line((option_name(option, flow.regions), Style.TITLE)), *_so_far(flow, width)]
    if not option.available:
        return [*rows, *_closed(option.reasons, width), Line()]
    return [*rows, *_cost(option, width), *_pension(option, width), *_outlook(option, width)]


def _closed(reasons: tuple[Notice, ...], width: int) -> list[Line]:
    """Why a door is closed."""
    rows: list[Line] = []
    for reason in reasons:
        rows += _text(_("不能选：{why}").format(why=render(reason.text)), width, Style.WARN)
    return rows


def _so_far(flow: Flow, width: int) -> list[Line]:
    """What is taken while nothing is chosen, and which of two tracks is shown."""
    rows = []
    if "plan.scheme" not in flow.answers and flow.step in (Step.IDENTITY, Step.PLACES):
        rows += _text(_("还没选险种，先按下限、按月算"), width)
    if flow.preview.projection is not None and flow.preview.projection.branches:
        rows += _text(_("按55岁一类退休算；50岁一类见下面"), width)
    return rows


def _cost(option: Option, width: int) -> list[Line]:
    cost = option.contribution
    if cost is None:
        return []
    rows = []
    if cost.base is not None:
        rows.append(_figure(_("缴费基数"), cost.base, width))
    if cost.frequency.months < 12:
        names = {1: _("每月缴"), 3: _("每季缴"), 6: _("每半年缴")}
        rows.append(row(names[cost.frequency.months], money(cost.per_payment), width))
    rows.append(row(_("每年缴"), money(cost.first_year), width))
    if cost.subsidy is not None:
        rows.append(row(_("政府每年补"), money(cost.subsidy), width))
    return rows


def _pension(option: Option, width: int) -> list[Line]:
    pension = option.pension
    if pension is None:
        short = [notice for notice in option.notices if notice.code == SHORT]
        rows = _notices(tuple(short), width)
        for way in option.ways_out:
            rows += _text("· " + render(way.text), width, Style.WARN)
        return rows
    rows = [row(_("从何时领"), str(pension.start), width)]
    rows.append(_figure(_("  基础养老金"), pension.basic, width))
    rows.append(_figure(_("  个人账户"), pension.account, width))
    if pension.transitional.amount:
        rows.append(_figure(_("  过渡性"), pension.transitional, width))
    rows.append(_figure(_("每月合计"), pension.total, width))
    rows.append(_figure(_("  按今天的钱"), pension.total_today, width))
    for phase in pension.phases[1:]:
        label = _("{start} 起").format(start=phase.start)
        rows.append(_figure(label, phase.total, width))
    return rows


def _outlook(option: Option, width: int) -> list[Line]:
    months, rows = option.months, []
    if months is not None:
        count = _("{total}/{required}个月").format(total=months.total, required=months.required)
        rows.append(row(_("缴费月数/至少"), count, width))
        if months.short:
            rows.append(row(_("还差"), _("{n}个月").format(n=months.short), width, Style.WARN))
    if option.outlook is not None:
        back = option.outlook.payback_months
        text = _("领{n}个月").format(n=back) if back is not None else _("回不了本")
        rows.append(row(_("回本"), text, width))
    return rows


def _branches(flow: Flow, width: int) -> list[Line]:
    """For an undecided woman: the total under each track."""
    projection = flow.preview.projection
    rows: list[Line] = []
    for branch in projection.branches if projection else ():
        option = branch.option
        years = {"female55": _("按55岁一类"), "female50": _("按50岁一类")}[branch.category]
        if option.pension is not None:
            label = _("{track} {start}起").format(track=years, start=option.pension.start)
            rows.append(_figure(label, option.pension.total, width))
        else:
            rows.append(row(years, pension_text(option), width))
    return rows


def _notices(found: tuple[Notice, ...], width: int) -> list[Line]:
    rows: list[Line] = []
    for notice in found:
        rows += _text("! " + render(notice.text), width, Style.WARN)
    return rows


def _next_payments(flow: Flow, branch: Projection, option: Option, width: int) -> list[Line]:
    # The start does without the decisions: only this step needs one of them.
    from tui.dues import next_payments

    preview = flow.preview
    assert preview.case is not None
    found = next_payments(preview.case, branch, option, preview.law)
    rows = [row(f"  {run.label}", run.amount, width) for run in found]
    return [Line(), line((_("接下来要缴的"), Style.TITLE)), *rows]


def legend(flow: Flow, shown: list[Line], width: int) -> list[Line]:
    """What the marks in these rows mean, and what stands in for a value not published yet."""
    marks = "".join(mark for row in shown for mark in MARKED.findall(row.text))
    words = {
        "~": _("~ 按假设推算"),
        "?": _("? 待核实"),
        "#": _("# 自备数据"),
        "!": _("! 该更新了"),
    }
    told = "  ".join(text for mark, text in words.items() if mark in marks)
    rows = [line((told, Style.DIM)).crop(width)] if told else []
    for parameter in _standing_in(flow)[:1]:
        text = _("* {year}年{label}暂用{value}元").format(
            year=parameter.year, label=render(parameter.label), value=parameter.value
        )
        rows.append(line((text, Style.DIM)).crop(width))
    return rows


def _standing_in(flow: Flow) -> list[Parameter]:
    """The provisional values of the province whose option is shown."""
    branch, option = flow.preview.branch, flow.highlighted
    if branch is None or option is None:
        return []
    here = province_of(option.place)
    return [value for value in branch.provisional if province_of(value.place) == here]

"""The hand-out's content: answers, assumptions, result, years, payments, why, open, next steps."""

from __future__ import annotations

from collections.abc import Iterator

from core.quantities import money
from core.questions.catalogue import QUESTIONS
from core.questions.question import Question, Step
from core.rules.retirement import TRACK_NAMES, age_text
from core.words import Text, say
from core.year_table import YearTable
from profiles.problems import shown as showable
from tui.lines import Align
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.figures import chain, documents, marked, parameters, results
from tui.report.handouts.parts import (
    Block,
    Drawing,
    Handout,
    Items,
    Pairs,
    Paragraph,
    Section,
    Table,
)
from tui.report.handouts.uncertain import open_questions, short
from tui.report.projection_text import MARKS
from tui.saying import answer_text, default_text, option_name, usual_text
from tui.widgets.year_chart import chart
from tui.widgets.years import COLUMNS, summary
from tui.words import render

NOTICE = say(
    "这不是凭证，也不是正式核定：是按公开规定和您填的答案算的估算，盖不了章、办不了事；"
    "一切以社保经办机构核定的为准，有疑问请打 12333。"
)
TITLE = say("养老参保估算（自己看的，不是凭证）")
CHART = (80, 26)
"""Cells and rows of the drawing."""
DUES = 15
"""So many payments are listed; the calendar file has all of them."""


def handout(asked: Asked) -> Handout:
    """Everything a person takes home."""
    sections = [Section(render(say("您的答案")), (Pairs(tuple(answers(asked))),))]
    sections.append(Section(render(say("推算用的假设")), (Pairs(tuple(assumptions(asked))),)))
    for part in asked.parts:
        sections += _part(asked, part)
    sections.append(Section(render(say("依据的文件")), (Items(documents(asked)),)))
    return Handout(
        render(TITLE), tuple(_lead(asked)), tuple(sections), render(NOTICE), tuple(short(asked))
    )


def _lead(asked: Asked) -> Iterator[str]:
    if asked.name:
        name = showable(asked.name)
        yield render(say("给：{name}", name=name))
    yield render(say("按 {day} 的规定和已公布的数", day=asked.day))


# ------------------------------------------------------------------ what was said


def _questions(asked: Asked, *, assumed: bool) -> Iterator[Question]:
    for question in QUESTIONS:
        here = (question.step is Step.ASSUMPTIONS) == assumed
        if here and question.key != "name" and question.applies(asked.answers):
            yield question


def answers(asked: Asked) -> Iterator[tuple[str, str]]:
    """Every question that applies, with the answer or what is taken without one."""
    for question in _questions(asked, assumed=False):
        text = answer_text(question, asked.answers, asked.policy.regions)
        usual = usual_text(question, asked.answers, asked.day) or render(say("（没有填）"))
        yield render(question.label), text or usual


def assumptions(asked: Asked) -> Iterator[tuple[str, str]]:
    """Every assumption, the person's own marked."""
    for question in _questions(asked, assumed=True):
        text = answer_text(question, asked.answers, asked.policy.regions)
        value = text or default_text(question, asked.policy.national.assumptions)
        own = render(say("{value}（自己改的）", value=value))
        yield render(question.label), own if text else value


# ------------------------------------------------------------------ what came out


def _part(asked: Asked, part: Part) -> Iterator[Section]:
    """The sections of one track, each named by it where there are two."""
    track = render(TRACK_NAMES[part.projection.category]) if len(asked.parts) > 1 else ""
    for title, blocks in _blocks(asked, part):
        if blocks:
            yield Section(f"{render(title)}（{track}）" if track else render(title), tuple(blocks))


def _blocks(asked: Asked, part: Part) -> Iterator[tuple[Text, list[Block]]]:
    table = part.years
    yield (
        say("结果"),
        [
            *_retirement(part),
            results(asked, part),
            *_closed(asked, part),
        ],
    )
    yield (
        say("所选：{name}", name=option_name(part.projection.option, asked.policy.regions)),
        [
            Pairs(tuple(_chosen(part))),
            *_marks(part),
        ],
    )
    if table is not None:
        yield say("逐年表"), _years(table)
    yield say("接下来要缴的"), list(_dues(part))
    yield say("怎么算出来的"), list(chain(part))
    yield say("用到的公布数"), list(parameters(asked, part))
    yield say("还没定的、要留意的"), _open(part)
    yield say("下一步"), list(_next(part))


def _retirement(part: Part) -> Iterator[Block]:
    window, required = part.projection.window, part.projection.required
    assert window is not None
    assert required is not None
    text = say(
        "法定 {month} 退休（{age}），最早 {earliest}，最晚 {latest}；"
        "职工养老保险至少要缴 {months} 个月。",
        month=window.month,
        age=age_text(window.age),
        earliest=window.earliest,
        latest=window.latest,
        months=required.value,
    )
    yield Paragraph(render(text))


def _closed(asked: Asked, part: Part) -> Iterator[Block]:
    """Why an option is closed."""
    regions = asked.policy.regions
    texts = tuple(
        f"{option_name(option, regions)}：{render(reason.text)}"
        for option in part.projection.options
        for reason in option.reasons
    )
    if texts:
        yield Items(texts)


def _chosen(part: Part) -> Iterator[tuple[str, str]]:
    option = part.projection.option
    for figure in option.figures:
        yield render(figure.label), marked(figure)
    months, outlook = option.months, option.outlook
    if months is not None:
        text = say("{total} 个月（要 {required}）", total=months.total, required=months.required)
        yield render(say("缴费月数")), render(text)
    if option.contribution is not None:
        yield render(say("自己一共还要缴")), money(option.contribution.own_total)
    if outlook is not None and option.pension is not None:
        back = outlook.payback_months
        text = say("回不了本") if back is None else say("领 {n} 个月", n=back)
        yield render(say("回本")), render(text)
        yield render(say("到 {month} 一共领", month=outlook.last)), money(outlook.lifetime_total)


def _marks(part: Part) -> Iterator[Block]:
    used = "".join(marked(f) for o in part.projection.options for f in o.figures)
    texts = [render(Text(words.template, {"mark": m})) for m, words in MARKS.items() if m in used]
    if texts:
        yield Items(tuple(texts))


def _years(table: YearTable) -> list[Block]:
    head = tuple(render(column.head) for column in COLUMNS)
    rows = tuple(tuple(column.text(row) for column in COLUMNS) for row in table.rows)
    widths = tuple(column.width for column in COLUMNS)
    drawn = tuple(row.text.rstrip() for row in chart(table, *CHART))
    right: Align = "right"
    shape = Table(head, rows, widths, (right,) * len(COLUMNS))
    return [Paragraph("".join(summary(table))), shape, Drawing(drawn)]


def _dues(part: Part) -> Iterator[Block]:
    dues = part.dues
    if not dues:
        return
    projected = render(say("推算"))
    rows = tuple(
        (str(due.month), money(due.amount), "" if due.settled else projected, render(due.label))
        for due in dues[:DUES]
    )
    head = (say("月份"), say("金额"), say("推算的"), say("缴什么"))
    aligns: tuple[Align, ...] = ("left", "right", "left", "left")
    yield Table(tuple(map(render, head)), rows, (8, 11, 6, 44), aligns)
    if len(dues) > DUES:
        yield Paragraph(
            render(say("后面还有 {n} 笔，日历文件里都有。", n=len(dues) - DUES)),
        )


# ------------------------------------------------------------------ what is open, what to do


def _open(part: Part) -> list[Block]:
    texts = open_questions(part)
    return [Items(tuple(texts))] if texts else []


def _next(part: Part) -> Iterator[Block]:
    steps = part.steps
    if steps is None:
        return
    yield Pairs(
        (
            (render(say("去哪里办")), render(steps.office)),
            (render(say("网上渠道")), "、".join(channel.name for channel in steps.channels)),
            (render(say("带什么")), "、".join(paper.name for paper in steps.papers)),
        )
    )
    if steps.questions:
        yield Paragraph(render(say("打 12333 问清楚：")))
        yield Items(tuple(render(question.text) for question in steps.questions))
    yield Paragraph(render(steps.warning), strong=True)

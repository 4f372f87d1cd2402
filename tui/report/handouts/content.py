"""The hand-out's content: result, what to do, years, next steps; then answers and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.rules.retirement import TRACK_NAMES
from core.words import Text, say
from profiles.problems import shown as showable
from tui.report.handouts.advised import advised
from tui.report.handouts.answered import answers, assumptions
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.chosen import chosen, retirement
from tui.report.handouts.derived import all_documents, chain, parameters
from tui.report.handouts.options import results
from tui.report.handouts.parts import Block, Handout, Items, Pairs, Paragraph, Section
from tui.report.handouts.uncertain import open_questions, short
from tui.report.handouts.yearly import dues, years
from tui.saying import option_name
from tui.words import render

NOTICE = say(
    "这不是凭证，也不是正式核定：是按公开规定和您填的答案算的估算，盖不了章、办不了事；"
    "一切以社保经办机构核定的为准，有疑问请打 12333。"
)
TITLE = say("养老参保估算（自己看的，不是凭证）")

Chapter = tuple[Text, Iterable[Block]]


def handout(asked: Asked) -> Handout:
    """Everything a person takes home: what to know first, what it rests on after it."""
    sections = [s for part in asked.parts for s in _of(asked, part, _result(asked, part))]
    sections += _sections(_said(asked))
    sections += [s for part in asked.parts for s in _of(asked, part, _grounds(asked, part))]
    sections += _sections([(say("依据的文件"), (Items(all_documents(asked)),))])
    return Handout(
        render(TITLE), tuple(_lead(asked)), tuple(sections), render(NOTICE), tuple(short(asked))
    )


def _lead(asked: Asked) -> Iterator[str]:
    if asked.name:
        yield render(say("给：{name}", name=showable(asked.name)))
    yield render(say("按 {day} 的规定和已公布的数", day=asked.day))


def _of(asked: Asked, part: Part, chapters: Iterable[Chapter]) -> Iterator[Section]:
    """The sections of one track, each named by it where there are two."""
    if len(asked.parts) == 1:
        return _sections(chapters)
    track = TRACK_NAMES[part.projection.category]
    named = (
        (say("{title}（{track}）", title=title, track=track), found) for title, found in chapters
    )
    return _sections(named)


def _sections(chapters: Iterable[Chapter]) -> Iterator[Section]:
    """Chapters that have something in them."""
    for title, found in chapters:
        blocks = tuple(found)
        if blocks:
            yield Section(render(title), blocks)


def _said(asked: Asked) -> Iterator[Chapter]:
    yield say("您的答案"), (Pairs(tuple(answers(asked))),)
    yield say("推算用的假设"), (Pairs(tuple(assumptions(asked))),)


def _result(asked: Asked, part: Part) -> Iterator[Chapter]:
    table = part.years
    name = option_name(part.projection.option, asked.policy.regions)
    yield say("结果"), (retirement(part), *results(asked, part))
    yield say("所选：{name}", name=name), chosen(asked, part)
    yield say("停、照缴、顶格；能停多久；高低"), advised(part.advice)
    if table is not None:
        yield say("逐年图和逐年表"), years(table)
    yield say("接下来要缴的"), dues(part.dues)
    texts = tuple(open_questions(part))
    yield say("还没定的、要留意的"), (Items(texts),) if texts else ()
    yield say("下一步"), _next(part)


def _next(part: Part) -> Iterator[Block]:
    steps = part.steps
    if steps is None:
        return
    yield Pairs(
        (
            (render(say("去哪里办")), render(steps.office)),
            (render(say("办理渠道")), "、".join(channel.name for channel in steps.channels)),
            (render(say("带什么")), "、".join(paper.name for paper in steps.papers)),
        )
    )
    if steps.questions:
        yield Paragraph(render(say("打 12333 问清楚：")))
        yield Items(tuple(render(question.text) for question in steps.questions))
    yield Paragraph(render(steps.warning), strong=True)


def _grounds(asked: Asked, part: Part) -> Iterator[Chapter]:
    yield say("怎么算出来的"), chain(asked, part)
    yield say("用到的公布数"), parameters(asked, part)

"""An assumption's default in words: where it comes from, and what was published of late."""

from core.policy.model import Law
from core.policy.names import label
from core.policy.past import Past, past_of
from core.policy.regions import Regions
from core.quantities import percent
from core.questions.question import Question
from tui.report.grades import graded
from tui.saying import default_text
from tui.words import _, render


def ground_text(question: Question, law: Law) -> str:
    """``默认1.5%，出自……（已核实）``, or that this program set it itself."""
    default = default_text(question, law.national.assumptions)
    source = law.national.grounds.get(_name(question))
    if source is None:
        return _("默认{default}，本程序自己定的").format(default=default)
    text = _("默认{default}，出自{document}（{grade}）")
    return text.format(default=default, document=source.document, grade=render(graded(source)))


def past_text(question: Question, law: Law, place: str) -> str:
    """What was published for a place; empty where nothing was that can be compared."""
    past = past_of(_name(question), law, place)
    return "" if past is None else _past(past, law.regions)


def _past(past: Past, regions: Regions) -> str:
    rates = "、".join(_("{year}年{rate}").format(year=y, rate=percent(r)) for y, r in past.rates)
    what = regions.short_name(past.place) + render(label(past.name))
    text = _("{what}比上年涨：{rates}") if past.rises else _("{what}公布过：{rates}")
    return text.format(what=what, rates=rates)


def _name(question: Question) -> str:
    return question.key.removeprefix("assumptions.")

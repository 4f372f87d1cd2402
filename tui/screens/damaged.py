"""A file that was changed or damaged: what it says now, to be read and nothing else."""

from collections.abc import Sequence

from core.policy.regions import Regions
from core.questions.catalogue import QUESTIONS
from core.questions.question import Question
from profiles.problems import shown
from profiles.viewing import View
from tui.lines import Line, Style, line
from tui.saying import answer_text
from tui.screens.reader import ReaderScreen
from tui.words import _, render
from tui.wrapping import wrap

LABEL = 20


class DamagedScreen(ReaderScreen):
    """No projection: nobody should rely on what came of such answers."""

    def __init__(self, name: str, view: View, regions: Regions) -> None:
        super().__init__()
        self.plan_name, self.view, self.regions = name, view, regions

    def title_text(self) -> str:
        return _("「{name}」在别处改过或坏了，只能看").format(name=self.plan_name)

    def rows(self, width: int) -> Sequence[Line]:
        text = _(
            "内容和最后一行的校验对不上。下面是文件里现在写着的，可能不是您存的；不拿它来算，"
            "文件一个字也不动。"
        )
        if not self.view.strict:
            text += _("有的地方读不懂：只列读得懂的，金额靠不住，不显示。")
        warning = [line((row, Style.WARN)) for row in wrap(text, width)]
        answers = self.view.answers
        told = [(render(q.label), self._text(q)) for q in QUESTIONS if q.key in answers]
        if isinstance(periods := answers.get("history.periods"), list):
            told.append((_("缴费记录"), _pieces(periods)))
        return [*warning, Line(), *(row for one in told for row in _row(*one, width))]

    def _text(self, question: Question) -> str:
        if self.view.strict:
            return answer_text(question, self.view.answers, self.regions)
        if is_money(question):
            return _("（不显示）")
        value = self.view.answers[question.key]
        return _pieces(value) if isinstance(value, list) else str(shown(str(value)))


def _row(label: str, text: str, width: int) -> list[Line]:
    folded = wrap(text, max(10, width - LABEL - 1))
    return [
        line(label if at == 0 else "").fit(LABEL) + line(" ", (part, Style.VALUE))
        for at, part in enumerate(folded)
    ]


def _pieces(rows: list[object]) -> str:
    return _("{n}段").format(n=len(rows))


def is_money(question: Question) -> bool:
    """Whether the answer is an amount."""
    return question.key == "plan.base" or "元" in str(question.unit or "")

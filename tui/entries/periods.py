"""The periods of the past: counted here, filled in on a page of their own."""

from typing import Any

from core.questions.question import Question
from tui.entries.base import Context
from tui.lines import Line, Style, line
from tui.saying import periods_text
from tui.words import _, render

OPENS = ("right", "space")


class PeriodsEntry:
    """Shows how many there are; → opens the page, which is the wizard's to do."""

    def __init__(self, question: Question, value: Any) -> None:
        self.question = question
        self.periods = value

    def key(self, key: str, character: str | None, context: Context) -> bool:  # noqa: ARG002
        return False

    def paste(self, text: str) -> None:
        """A list takes no text."""

    def answer(self) -> Any:
        return self.periods

    def value(self, width: int) -> Line:
        if self.periods:
            return line((periods_text(self.periods), Style.FOCUS)).crop(width)
        usual = render(self.question.usual) if self.question.usual else ""
        return line((f"（{usual}）", Style.FOCUS)).crop(width)

    def below(self, width: int, context: Context) -> list[Line]:  # noqa: ARG002
        return [line((_("  按 → 一段一段填"), Style.DIM)).crop(width)]

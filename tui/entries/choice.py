"""Closed questions: a number, ← →, or space picks the answer."""

from enum import Enum
from typing import Any

from core.questions.question import Question
from tui.entries.base import LABEL, UNKNOWN, Context
from tui.lines import Line, Style, line
from tui.words import render

ON, OFF = "(●)", "( )"


class ChoiceEntry:
    """One of a few answers; a short list stands in the row, a long one below it."""

    def __init__(self, question: Question, value: Any) -> None:
        self.question = question
        values = [choice.value for choice in question.choices]
        self.at: int | None = values.index(value) if value in values else None

    def key(self, key: str, character: str | None, context: Context) -> bool:  # noqa: ARG002
        count = len(self.question.choices)
        if character and character in "123456789" and int(character) <= count:
            self.at = int(character) - 1
            return True
        if character in UNKNOWN:
            self.at = None
            return True
        if key in ("left", "right", "space"):
            step = -1 if key == "left" else 1
            self.at = 0 if self.at is None else (self.at + step) % count
            return True
        return False

    def paste(self, text: str) -> None:
        """A closed question takes no text."""

    def answer(self) -> Any:
        """The choice as a file holds it: a plain value, no enum, or a draft would not keep it."""
        value = None if self.at is None else self.question.choices[self.at].value
        return value.value if isinstance(value, Enum) else value

    def value(self, width: int) -> Line:
        inline = self._inline()
        if inline.width <= width:
            return inline
        if self.at is not None:
            return line(render(self.question.choices[self.at].label))
        usual = self.question.usual
        return line((f"（{render(usual)}）" if usual else "", Style.DIM)).crop(width)

    def _inline(self) -> Line:
        row = line()
        for index, choice in enumerate(self.question.choices):
            on = index == self.at
            text = f"{ON if on else OFF}{render(choice.label)}"
            row = row + line(" " if index else "", (text, Style.FOCUS if on else Style.NORMAL))
        return row

    def below(self, width: int, context: Context) -> list[Line]:  # noqa: ARG002
        if self._inline().width <= width - LABEL - 1:
            return []
        return [self._row(index) for index in range(len(self.question.choices))]

    def _row(self, index: int) -> Line:
        on = index == self.at
        text = f"{ON if on else OFF} {render(self.question.choices[index].label)}"
        return line(f"  {index + 1} ", (text, Style.FOCUS if on else Style.NORMAL))

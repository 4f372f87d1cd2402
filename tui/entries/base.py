"""What every way of answering has in common."""

from typing import Any, Protocol

from core.answers import Answers
from core.policy.regions import Regions
from core.questions.question import Question
from tui.lines import Line
from tui.preview import Preview

LABEL = 17
"""Cells kept for a question's label."""

UNKNOWN = ("?", "？")
"""Typed where the answer is not known."""


class Context(Protocol):
    """What an entry may look at while it is answered."""

    @property
    def answers(self) -> Answers: ...

    @property
    def preview(self) -> Preview: ...

    @property
    def regions(self) -> Regions: ...


class Entry(Protocol):
    """The answer being given to one question."""

    question: Question

    def key(self, key: str, character: str | None, context: Context) -> bool:
        """Take a key; True if it was meant for this entry."""
        ...

    def paste(self, text: str) -> None:
        """Take pasted text."""
        ...

    def answer(self) -> Any:
        """The answer now (None for none); raises Unreadable for text that is none."""
        ...

    def value(self, width: int) -> Line:
        """The field itself, beside its label."""
        ...

    def below(self, width: int, context: Context) -> list[Line]:
        """Rows under the field: choices, places found, options."""
        ...

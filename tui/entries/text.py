"""Typed answers, alone or with presets that ← and → step through."""

from typing import Any

from core.questions.question import Choice, Question, Step
from tui.editing import TextEdit
from tui.entries.base import UNKNOWN, Context
from tui.lines import Line, Style, line
from tui.saying import typed
from tui.words import render

LIMIT = 200


class TextEntry:
    """One line of text; the question's reader makes the answer of it.

    An earlier answer stands there selected: typing replaces it, moving or deleting edits it.
    """

    def __init__(self, question: Question, value: Any) -> None:
        self.question = question
        self.before = value
        self.edit = TextEdit.of(typed(question, value), LIMIT)
        self.selected = True

    def key(self, key: str, character: str | None, context: Context) -> bool:  # noqa: ARG002
        moved = MOVES.get(key)
        if moved is not None:
            self.edit = getattr(self.edit, moved)()
            self.selected = False
            return True
        if character and character.isprintable():
            if character in UNKNOWN and self.question.step is not Step.REVIEW:
                self.edit = self.edit.clear()
            self._insert(character)
            return True
        return False

    def paste(self, text: str) -> None:
        self._insert(text)

    def _insert(self, text: str) -> None:
        replaced = self.edit.clear().insert(text) if self.selected else self.edit.insert(text)
        if replaced.text:  # a paste of nothing but control characters replaces nothing
            self.edit, self.selected = replaced, False

    def answer(self) -> Any:
        text = self.edit.text.strip()
        if not text or text in UNKNOWN:
            return None
        # An untouched field keeps what the file says, even where typing would read otherwise.
        if text == typed(self.question, self.before):
            return self.before
        return self.question.read(text)

    def value(self, width: int) -> Line:
        unit = f" {render(self.question.unit)}" if self.question.unit else ""
        room = max(1, width - line(unit).width)
        if self.selected and self.edit.text:
            return line(line((self.edit.text, Style.FOCUS)).fit(room), (unit, Style.DIM))
        return line(self.edit.view(room), (unit, Style.DIM))

    def below(self, width: int, context: Context) -> list[Line]:  # noqa: ARG002
        return []


MOVES = {
    "left": "left",
    "right": "right",
    "home": "home",
    "end": "end",
    "backspace": "backspace",
    "delete": "delete",
    "ctrl+u": "clear",
    "ctrl+k": "clear_to_end",
    "ctrl+a": "home",
    "ctrl+e": "end",
}


class PresetEntry(TextEntry):
    """Typed text beside a row of ready answers; ← and → take the next of them."""

    def __init__(self, question: Question, value: Any, choices: tuple[Choice, ...]) -> None:
        super().__init__(question, value)
        self.choices = choices
        self.edit = TextEdit.of(self._words(value), LIMIT)

    def _words(self, value: Any) -> str:
        for choice in self.choices:
            if choice.value == value:
                return render(choice.label)
        return typed(self.question, value)

    def key(self, key: str, character: str | None, context: Context) -> bool:
        if key in ("left", "right") and self.choices:
            self._step(1 if key == "right" else -1)
            return True
        if character and character.isprintable() and self._chosen() is not None:
            self.selected = True
        return super().key(key, character, context)

    def _chosen(self) -> int | None:
        labels = [render(choice.label) for choice in self.choices]
        text = self.edit.text
        return labels.index(text) if text in labels else None

    def _step(self, way: int) -> None:
        at = self._chosen()
        last = len(self.choices) - 1
        now = (0 if way > 0 else last) if at is None else min(max(0, at + way), last)
        self.edit = TextEdit.of(render(self.choices[now].label), LIMIT)
        self.selected = True

    def answer(self) -> Any:
        at = self._chosen()
        return super().answer() if at is None else self.choices[at].value

    def below(self, width: int, context: Context) -> list[Line]:  # noqa: ARG002
        """The ready answers, as many rows as they need."""
        at = self._chosen()
        rows, row = [], line(" ")
        for index, choice in enumerate(self.choices):
            style = Style.FOCUS if index == at else Style.NORMAL
            cell = line(" ", (render(choice.label), style))
            if row.width + cell.width > width and row.width > 1:
                rows.append(row)
                row = line(" ")
            row = row + cell
        return [*rows, row]

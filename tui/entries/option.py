"""The options side by side: cost a year, pension a month; closed ones with their reason."""

from typing import Any

from core.options import Option
from core.quantities import money
from core.questions import Question
from core.reading import Unreadable
from core.words import say
from tui.entries.base import Context
from tui.lines import Line, Style, columns, line
from tui.marks import marks_of
from tui.saying import option_name
from tui.words import _

COST, PENSION = 9, 11


class OptionEntry:
    """A row picked by number or ↑ ↓; what the row says moves with the answers."""

    def __init__(self, question: Question, context: Context) -> None:
        self.question = question
        branch = context.preview.branch
        answered = question.key in context.answers
        self.at = branch.chosen if branch is not None else 0
        self.touched = answered
        self.options = context.preview.options

    def key(self, key: str, character: str | None, context: Context) -> bool:
        self.options = context.preview.options
        count = len(self.options)
        if character and character in "123456789" and int(character) <= count:
            self.at, self.touched = int(character) - 1, True
            return True
        way = {"up": -1, "down": 1}.get(key)
        if way is None or not 0 <= self.at + way < count:
            return False
        self.at, self.touched = self.at + way, True
        return True

    def paste(self, text: str) -> None:
        """A table takes no text."""

    @property
    def option(self) -> Option | None:
        """The row the cursor is on."""
        return self.options[self.at] if self.at < len(self.options) else None

    def answer(self) -> Any:
        """The chosen option; Unreadable for a closed one."""
        option = self.option
        if option is None:
            return None
        if not option.available and self.touched:
            raise Unreadable(say("这种不能选：{why}", why=option.reasons[0].text), OPEN_ONES)
        return option if option.available else None

    def value(self, width: int) -> Line:  # noqa: ARG002
        return line((_("↑ ↓ 或数字选，Enter 定"), Style.DIM))

    def below(self, width: int, context: Context) -> list[Line]:
        self.options = context.preview.options
        name = max(8, width - COST - PENSION - 6)
        head = columns(
            [
                ("", 3, "left"),
                (_("方案"), name, "left"),
                (_("每年缴"), COST, "right"),
                (_("每月领"), PENSION, "right"),
            ]
        )
        rows = [
            self._row(index, option, name, context) for index, option in enumerate(self.options)
        ]
        return [head.styled(Style.DIM), *rows]

    def _row(self, index: int, option: Option, name: int, context: Context) -> Line:
        row = columns(
            [
                (f"{index + 1} " if option.available else "- ", 3, "right"),
                (option_name(option, context.regions), name, "left"),
                (cost_text(option), COST, "right"),
                (pension_text(option), PENSION, "right"),
            ]
        )
        if index == self.at:
            return row.styled(Style.FOCUS)
        return row if option.available else row.styled(Style.DIM)


OPEN_ONES = say("前面有数字的那些")


def cost_text(option: Option) -> str:
    """A year's cost; a dash for a closed option."""
    return money(option.contribution.first_year) if option.contribution else "-"


def pension_text(option: Option) -> str:
    """The monthly pension with its marks; a word where none is paid."""
    if not option.available:
        return _("不能选")
    if option.pension is None:
        return _("领不到")
    last = option.pension.phases[-1] if len(option.pension.phases) > 1 else None
    total = option.pension.total
    if option.scheme == "resident+supplementary" and last is not None:
        total = last.total
    return money(total.amount) + marks_of(total)

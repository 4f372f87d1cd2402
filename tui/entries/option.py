"""The options side by side: cost a year, pension a month; closed ones with their reason."""

from typing import Any

from core.options import Option, Phase
from core.quantities import money
from core.questions.question import Question
from core.reading import Unreadable
from core.words import Text, say
from tui.entries.base import Context
from tui.fitting import option_in
from tui.lines import Cell, Line, Style, columns, line
from tui.marks import marks_of
from tui.words import _

COST, PENSION, START = 9, 11, 8
WIDE_NAME = 20


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
            raise Unreadable(say("这种不能选：{why}", why=option.reasons[0].text), self._open())
        return option if option.available else None

    def _open(self) -> Text:
        """What can be chosen instead."""
        return OPEN_ONES if any(o.available for o in self.options) else NO_OPEN_ONE

    def value(self, width: int) -> Line:  # noqa: ARG002
        return line((_("↑ ↓ 或数字选，Enter 定"), Style.DIM))

    def below(self, width: int, context: Context) -> list[Line]:
        self.options = context.preview.options
        head = _table_row("", _("方案"), _("每年缴"), _("每月领"), _("从何时"), width)
        rows = [
            row.styled(Style.FOCUS) if index == self.at else row
            for index, option in enumerate(self.options)
            for row in self._rows(index, option, width, context)
        ]
        return [head.styled(Style.DIM), *rows]

    def _rows(self, index: int, option: Option, width: int, context: Context) -> list[Line]:
        """A row an option, and one more for what the supplementary scheme adds later."""
        first = _table_row(
            f"{index + 1} " if option.available else "- ",
            option_in(option, context.regions, _name_room(width)),
            cost_text(option),
            pension_text(option),
            str(option.pension.start) if option.pension else "-",
            width,
        )
        if not option.available:
            return [first.styled(Style.DIM)]
        later = later_phase(option)
        if later is None:
            return [first]
        total = money(later.total.amount) + marks_of(later.total)
        return [first, _table_row("", _("  65岁起"), "", total, str(later.start), width)]


def _table_row(number: str, name: str, cost: str, pension: str, start: str, width: int) -> Line:
    """One row; the start has a column where there is room."""
    cells: list[Cell] = [
        (number, 3, "right"),
        (name, _name_room(width), "left"),
        (cost, COST, "right"),
        (pension, PENSION, "right"),
    ]
    return columns([*cells, (start, START, "right")] if _wide(width) else cells)


def _wide(width: int) -> bool:
    return width - COST - PENSION - 6 >= WIDE_NAME + START


def _name_room(width: int) -> int:
    """Cells for the option's name."""
    return max(8, width - COST - PENSION - 6 - (START + 1 if _wide(width) else 0))


OPEN_ONES = say("前面有数字的那些")
NO_OPEN_ONE = say("眼下没有，按 F2 回前面看看答案")


def cost_text(option: Option) -> str:
    """A year's cost; a dash for a closed option."""
    return money(option.contribution.first_year) if option.contribution else "-"


def pension_text(option: Option) -> str:
    """The monthly pension with its marks; a word where none is paid."""
    if not option.available:
        return _("不能选")
    if option.pension is None:
        return _("领不到")
    return money(option.pension.total.amount) + marks_of(option.pension.total)


def later_phase(option: Option) -> Phase | None:
    """The phase in which the supplementary pension joins in; None where there is none."""
    if option.pension is None or option.scheme != "resident+supplementary":
        return None
    phases = option.pension.phases
    return phases[-1] if len(phases) > 1 else None

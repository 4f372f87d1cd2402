"""What a page of decisions is: it is asked about an option, and finds something to show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.case import Plan
from core.decisions.subject import Subject
from core.derivation import Figure
from core.policy.guide import Channels, Guide
from core.policy.regions import Regions
from core.quantities import money
from core.words import Notice, Text
from tui.lines import Line, Style, line
from tui.marks import marks_of
from tui.words import _, render
from tui.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Asked:
    """One option of the plan and those beside it, what the decisions rest on, what was typed.

    ``typed`` is None where nothing (readable) was.
    """

    subject: Subject
    beside: Sequence[Subject]
    guide: Guide
    channels: Channels
    regions: Regions
    typed: Any = None


Rows = Callable[[int], list[Line]]
"""Rows for so many cells."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: what it says, the figures whose derivation F6 opens, the plan Enter takes over."""

    rows: Rows
    figures: tuple[Figure, ...] = ()
    plan: Plan | None = None


Search = Callable[[Asked], Iterator[Found]]
"""An answer that takes long: better and better ones, a moment each."""


@dataclass(frozen=True, slots=True)
class Page:
    """A question.

    ``read`` makes sense of what is typed under ``prompt``, where something is; ``search`` is the
    part that is only done when asked for, named ``searching``.
    """

    title: Text
    find: Callable[[Asked], Found]
    prompt: Text | None = None
    read: Callable[[str], Any] = str
    search: Search | None = None
    searching: Text | None = None


def open_only(find: Callable[[Asked], Found]) -> Callable[[Asked], Found]:
    """A question that makes sense of an open option alone; of a closed one it says why it is."""

    def found(asked: Asked) -> Found:
        option = asked.subject.option
        if option.available and option.contribution is not None:
            return find(asked)
        return Found(lambda width: [row for one in option.reasons for row in notice(one, width)])

    return found


def text(words: Text | str, width: int, style: Style = Style.NORMAL) -> list[Line]:
    found = words if isinstance(words, str) else render(words)
    return [line((one, style)) for one in wrap(found, width)]


def notice(found: Notice, width: int) -> list[Line]:
    return text("! " + render(found.text), width, Style.WARN)


def amount(figure: Figure | None) -> str:
    """A figure as it stands everywhere; a word where there is none."""
    return _("领不到") if figure is None else money(figure.amount) + marks_of(figure)


def back(months: int | None) -> str:
    """After how many months of pension the money is back."""
    return _("回不了本") if months is None else _("领{n}个月").format(n=months)


def back_in_brief(months: int | None) -> str:
    """The same in a column of a table."""
    return "-" if months is None else _("{n}个月").format(n=months)


def missing(months: int, subject: Subject) -> str:
    """How much of the minimum is missing, in what the scheme counts: months or years."""
    if subject.is_employee:
        return _("{n}个月").format(n=months)
    return _("{n}年").format(n=months // 12)


def known(*figures: Figure | None) -> tuple[Figure, ...]:
    """Those there are."""
    return tuple(figure for figure in figures if figure is not None)

"""Places, found by pinyin, initials, code or name, and picked by number."""

import re
from typing import Any

from core.policy.regions import Region
from core.questions.plan import REGION_FORMS
from core.questions.question import Question
from core.reading import Unreadable, normal
from core.words import say
from tui.editing import TextEdit
from tui.entries.base import UNKNOWN, Context
from tui.entries.text import LIMIT, TextEntry
from tui.fitting import place_in
from tui.lines import Line, Style, line
from tui.words import _

SHOWN = 11
_PICKED = re.compile(r"(.*?)([0-9]{1,2})")


class RegionEntry(TextEntry):
    """Typed text narrows a numbered list; the number, or Enter on a row, picks."""

    def __init__(self, question: Question, value: Any, context: Context) -> None:
        super().__init__(question, None)
        self.before = value
        self.edit = TextEdit.of("", LIMIT)
        self.regions = context.regions
        self.found: list[Region] = []
        self.at: int | None = None
        self.shown_before = value is not None
        self._search()

    @property
    def open(self) -> bool:
        """Whether the list of places stands below the field."""
        return bool(self.edit.text) or self.before is None

    def key(self, key: str, character: str | None, context: Context) -> bool:
        if key in ("up", "down") and self.open and self._move(1 if key == "down" else -1):
            return True
        used = super().key(key, character, context)
        if used:
            self._search()
        return used

    def _move(self, way: int) -> bool:
        """Along the list; off its ends the key goes to the form."""
        if not self.found:
            return False
        at = (-1 if way > 0 else 0) if self.at is None else self.at
        if not 0 <= at + way < len(self.found):
            return False
        self.at = at + way
        return True

    def paste(self, text: str) -> None:
        super().paste(text)
        self._search()

    def _search(self) -> None:
        """Text to list: a trailing one- or two-digit number picks from what the rest finds."""
        text = normal(self.edit.text)
        found = self.regions.search(text, limit=SHOWN)
        picked = _PICKED.fullmatch(text)
        if picked and not (picked[1].isdigit() and picked[1]):
            among = self.regions.search(picked[1], limit=SHOWN)
            number = int(picked[2])
            if 1 <= number <= len(among):
                self.found, self.at = among, number - 1
                return
        self.found, self.at = found, (0 if text and found else None)

    def answer(self) -> Any:
        if self.at is not None and self.open:
            return self.found[self.at].code
        text = self.edit.text.strip()
        if not text:
            return self.before
        if text in UNKNOWN:
            return None
        raise Unreadable(say("找不到这个地方"), REGION_FORMS)

    def value(self, width: int) -> Line:
        if self.before is None or self.edit.text:
            return self.edit.view(width)
        name = place_in(self.before, self.regions, width - 1)
        return line(self.edit.view(1), (name, Style.VALUE)).crop(width)

    def below(self, width: int, context: Context) -> list[Line]:  # noqa: ARG002
        if not self.open:
            return [line(("  " + _("要改就打拼音首字母，如 dt"), Style.DIM)).crop(width)]
        return [self._row(index, region, width) for index, region in enumerate(self.found)]

    def _row(self, index: int, region: Region, width: int) -> Line:
        style = Style.FOCUS if index == self.at else Style.NORMAL
        number = f"{index + 1:>3} "
        name = place_in(region.code, self.regions, width - len(number))
        return line(number, (name, style), (f" {region.initials}", Style.DIM))

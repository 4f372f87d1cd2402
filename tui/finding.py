"""The rows of a long list that have something in their name or id, and the line to type it in.

No Textual here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from profiles.listing import matches
from tui.cabinet import Listed
from tui.editing import TextEdit
from tui.entries.text import MOVES
from tui.lines import Line, Style, line
from tui.words import _

START = ("/", "／", "、")
"""What the key gives, also while a Chinese input method is on."""


@dataclass
class Finding:
    """What is looked for; ``typing`` while its line has the keys."""

    edit: TextEdit = field(default_factory=TextEdit)
    typing: bool = False

    @property
    def wanted(self) -> str:
        return self.edit.text.strip()

    def among(self, entries: Sequence[Listed]) -> Sequence[Listed]:
        """The rows that fit; all where nothing is looked for."""
        if not self.wanted:
            return entries
        return [entry for entry in entries if matches(self.wanted, entry.name, entry.id)]

    def key(self, key: str, character: str | None) -> bool:
        """A key while typing; False for one that is not ours."""
        if key == "enter":
            self.typing = False
        elif key == "escape":
            self.clear()
        elif key in MOVES:
            self.edit = getattr(self.edit, MOVES[key])()
        elif character and character.isprintable():
            self.paste(character)
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        self.edit = self.edit.insert(text)

    def clear(self) -> None:
        self.edit, self.typing = TextEdit(), False

    def shown(self, found: int, of: int, width: int) -> list[Line]:
        """The line with the counts; none where nothing is looked for."""
        if not (self.typing or self.wanted):
            return []
        count = _("  {found} 份，一共 {of} 份").format(found=found, of=of)
        title = line((_(" 查找："), Style.KEY))
        room = max(1, width - title.width - line(count).width)
        text = self.edit.view(room) if self.typing else line(self.edit.text).fit(room)
        return [(title + text + line((count, Style.DIM))).crop(width)]

"""A screen to read: a scrolled text with a title; Esc closes it."""

from collections.abc import Sequence

from tui.layout import page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.keys import footer
from tui.words import _

_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -(10**6), "end": 10**6}
CLOSING = ("escape", "f1", "f2", "f6", "f10", "enter", "q")


class ReaderScreen(CanvasScreen[None]):
    """Subclasses give ``title`` and ``rows``."""

    def __init__(self) -> None:
        super().__init__()
        self.top = 0

    def title_text(self) -> str:
        raise NotImplementedError

    def rows(self, width: int) -> Sequence[Line]:
        raise NotImplementedError

    def pinned(self, width: int) -> Sequence[Line]:  # noqa: ARG002
        """Rows above the text that do not scroll."""
        return ()

    def draw(self, width: int, height: int) -> Sequence[Line]:
        rows = self.rows(width - 2)
        pinned = [line(" ", row) for row in self.pinned(width - 2)]
        room = height - 4 - len(pinned)
        top = max(0, min(self.top, len(rows) - room))
        body = [line(" ", row) for row in rows[top : top + room]]
        head = [line((" " + self.title_text(), Style.TITLE)), rule(width), *pinned]
        return page(head, body, footer(self.keys(), width), height)

    def keys(self) -> list[tuple[str, str]]:
        return [("↑↓", _("滚动")), ("Esc", _("返回"))]

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        if key in CLOSING:
            unattended(self.dismiss(None))
            return False
        if key not in _STEPS:
            return False
        width, height = self.size
        rows, room = len(self.rows(width - 2)), height - 4 - len(self.pinned(width - 2))
        self.top = max(0, min(self.top + _STEPS[key], rows - room))
        return True

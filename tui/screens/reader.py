"""A screen to read: a scrolled text with a title; Esc closes it."""

from collections.abc import Sequence

from tui.layout import page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.scroller import KEYS, Scroller
from tui.widgets.keys import footer
from tui.words import _

CLOSING = ("escape", "f1", "f2", "f6", "f10", "enter", "q")


class ReaderScreen(CanvasScreen[None]):
    """Subclasses give ``title`` and ``rows``."""

    def __init__(self) -> None:
        super().__init__()
        self.scroller = Scroller()

    def title_text(self) -> str:
        raise NotImplementedError

    def rows(self, width: int) -> Sequence[Line]:
        raise NotImplementedError

    def pinned(self, width: int) -> Sequence[Line]:  # noqa: ARG002
        """Rows above the text that do not scroll."""
        return ()

    def draw(self, width: int, height: int) -> Sequence[Line]:
        pinned = [line(" ", row) for row in self.pinned(width - 2)]
        rows = self.scroller.view(self.rows(width - 2), self._room(width, height))
        body = [line(" ", row) for row in rows]
        head = [line((" " + self.title_text(), Style.TITLE)), rule(width), *pinned]
        return page(head, body, footer(self.keys(), width), height)

    def _room(self, width: int, height: int) -> int:
        return height - 4 - len(self.pinned(width - 2))

    def keys(self) -> list[tuple[str, str]]:
        return [("↑↓", _("滚动")), ("Esc", _("返回"))]

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        if key in CLOSING:
            unattended(self.dismiss(None))
            return False
        if key not in KEYS:
            return False
        width, height = self.size
        rows = len(self.rows(width - 2))
        self.scroller = self.scroller.move(key, rows, self._room(width, height))
        return True

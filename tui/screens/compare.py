"""Two to four plans side by side; the names stay while the table scrolls."""

from collections.abc import Sequence

from tui.comparing import Comparison
from tui.lines import Line
from tui.screens.reader import ReaderScreen
from tui.widgets.compare import comparison, names
from tui.words import _


class CompareScreen(ReaderScreen):
    def __init__(self, table: Comparison) -> None:
        super().__init__()
        self.table = table

    def title_text(self) -> str:
        return _("{n}份方案并排").format(n=len(self.table.plans))

    def pinned(self, width: int) -> Sequence[Line]:
        return names(self.table, width)

    def rows(self, width: int) -> Sequence[Line]:
        return comparison(self.table, width)

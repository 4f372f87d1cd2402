"""Two to four plans side by side; the names stay while the table scrolls."""

from collections.abc import Sequence

from core.policy.regions import Regions
from tui.comparing import Comparison
from tui.lines import Line
from tui.screens.host import unattended
from tui.screens.reader import ReaderScreen
from tui.widgets.compare import comparison, names
from tui.words import _


class CompareScreen(ReaderScreen):
    """A plan's number opens the derivation of its figures."""

    def __init__(self, table: Comparison, regions: Regions) -> None:
        super().__init__()
        self.table, self.regions = table, regions

    def title_text(self) -> str:
        return _("{n}份方案并排").format(n=len(self.table.plans))

    def pinned(self, width: int) -> Sequence[Line]:
        return names(self.table, width)

    def rows(self, width: int) -> Sequence[Line]:
        return comparison(self.table, width)

    def keys(self) -> list[tuple[str, str]]:
        numbers = f"1-{len(self.table.plans)}"
        return [("↑↓", _("滚动")), (numbers, _("第几份的依据")), ("Esc", _("返回"))]

    def handle(self, key: str, character: str | None) -> bool:
        plans = self.table.plans
        if character and character in "1234"[: len(plans)]:
            return self._why(int(character) - 1)
        return super().handle(key, character)

    def _why(self, at: int) -> bool:
        from tui.screens.why import WhyScreen

        option = self.table.plans[at].option
        if option is not None and option.figures:
            unattended(self.app.push_screen(WhyScreen(option.figures, self.regions)))
        return False

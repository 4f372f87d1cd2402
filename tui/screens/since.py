"""Reopened: what changed since the plan was saved, each change with its part of the difference."""

from collections.abc import Sequence

from core.changes import Changes
from core.policy.regions import Regions
from tui.lines import Line
from tui.screens.reader import ReaderScreen
from tui.widgets.since import since
from tui.words import _


class SinceScreen(ReaderScreen):
    """One block a track: an undecided woman has two."""

    def __init__(self, found: Sequence[Changes], regions: Regions) -> None:
        super().__init__()
        self.found = found
        self.regions = regions

    def title_text(self) -> str:
        return _("上次保存以来变了什么")

    def rows(self, width: int) -> Sequence[Line]:
        return [row for one in self.found for row in (*since(one, self.regions, width), Line())]

    def keys(self) -> list[tuple[str, str]]:
        return [("Enter", _("接着看方案")), ("↑↓", _("滚动"))]

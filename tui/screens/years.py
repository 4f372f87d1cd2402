"""F11: the option under the cursor year by year, as a table and as a chart.

↑ ↓ scroll, ← → take the next option, Enter changes between table and chart; on a wide screen both
stand side by side.
"""

from collections.abc import Sequence

from core.policy.regions import Regions
from core.year_table import YearTable, year_table
from tui.entries.option import OptionEntry
from tui.flow import Flow, Told
from tui.glyphs import VERTICAL
from tui.layout import beside, fill, page
from tui.lines import Line, Style, line, rule
from tui.offers import Offer, offers, under_the_cursor
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.screens.why import WhyScreen
from tui.widgets.keys import footer
from tui.widgets.panel import BESIDE
from tui.widgets.year_chart import chart
from tui.widgets.years import WIDTH, summary, table_head, table_rows, together
from tui.words import _, render
from tui.wrapping import wrap

CLOSING = ("escape", "f11", "ctrl+t", "f2", "f10", "q")
STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -(10**6), "end": 10**6}
BOTH_FROM = 112
"""From this width on the chart stands beside the table."""


def years_of(flow: Flow) -> "YearsScreen | None":
    """The screen for the option under the cursor; None (and told why) where nothing is known."""
    if not isinstance(flow.entry, OptionEntry) and not flow.commit():
        return None
    found = offers(flow)
    if not found:
        text = _("还没有算出来的数：先填出生年月、性别和户籍地")
        flow.told = Told(text, error=True)
        return None
    return YearsScreen(found, under_the_cursor(flow), flow.regions)


def _table(offer: Offer) -> YearTable | None:
    """None where no pension will be paid."""
    return year_table(offer.subject) if offer.option.available else None


class YearsScreen(CanvasScreen[None]):
    """``found`` is what ``offers`` gave, not empty; ``at`` the one to begin with."""

    def __init__(self, found: Sequence[Offer], at: int, regions: Regions) -> None:
        super().__init__()
        self.found, self.at, self.regions = found, min(at, len(found) - 1), regions
        self.top = 0
        self.drawn = False
        """Whether the chart is shown where there is no room for both."""
        self.table = _table(self.found[self.at])

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [line((self._title(), Style.TITLE)).crop(width), rule(width)]
        room = height - 4
        body = self._without(width) if self.table is None else self._body(self.table, width, room)
        return page(head, body, footer(self._keys(width), width), height)

    def _title(self) -> str:
        name = self.found[self.at].name(self.regions)
        where = _("第{n}种，共{m}种").format(n=self.at + 1, m=len(self.found))
        return " ".join((_(" 逐年"), name, f"（{where}）"))

    def _body(self, table: YearTable, width: int, room: int) -> list[Line]:
        told = together(summary(table), width - 2)
        high = max(1, room - len(told))
        if width >= BOTH_FROM:
            left = self._rows(table, WIDTH, high)
            right = chart(table, width - WIDTH - 4, high)
            body = beside(left, right, WIDTH + 1, line((f"{VERTICAL} ", Style.RULE)))
        elif self.drawn:
            body = chart(table, width - 1, high)
        else:
            body = self._rows(table, width - 1, high)
        return [*fill(body, high), *told]

    def _rows(self, table: YearTable, width: int, high: int) -> list[Line]:
        rows = table_rows(table, width)
        top = max(0, min(self.top, len(rows) - (high - 1)))
        return [table_head(width), *rows[top : top + high - 1]]

    def _without(self, width: int) -> list[Line]:
        """Why there is no table: the reasons, or the ways out."""
        option = self.found[self.at].option
        closed = option.contribution is None
        why = _(" 这种不能选，没有逐年表：") if closed else _(" 这种领不到养老金，没有逐年表：")
        rows = [line(why)]
        said = [notice for notice in option.notices if notice.code not in BESIDE]
        for notice in (*option.reasons, *said, *option.ways_out):
            rows += [line(row) for row in wrap(render(notice.text), width - 2, "   ", " · ")]
        return rows

    def _keys(self, width: int) -> list[tuple[str, str]]:
        keys = [("↑↓ PgDn", _("滚动"))] if self.table is not None else []
        keys.append(("←→", _("换一种")))
        if width < BOTH_FROM and self.table is not None:
            keys.append(("Enter", _("看表") if self.drawn else _("看图")))
        if self.found[self.at].option.figures:
            keys.append(("F6", _("依据")))
        return [*keys, ("Esc", _("返回"))]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        if key in CLOSING:
            unattended(self.dismiss(None))
            return False
        if key in ("f6", "ctrl+y"):
            return self._why()
        if key in ("left", "right"):
            return self._take(self.at + (1 if key == "right" else -1))
        if key in ("enter", "space", "tab"):
            self.drawn = not self.drawn
            return True
        if key not in STEPS or self.table is None:
            return False
        # As many rows as the smallest body has room for; the drawing bounds it to what is shown.
        most = max(0, len(self.table.rows) - max(1, self.size.height - 4 - 2 - 1))
        self.top = max(0, min(self.top + STEPS[key], most))
        return True

    def _why(self) -> bool:
        """The derivation of what the table is made from."""
        figures = self.found[self.at].option.figures
        if figures:
            unattended(self.app.push_screen(WhyScreen(figures, self.regions)))
        return False

    def _take(self, at: int) -> bool:
        if not 0 <= at < len(self.found):
            return False
        self.at, self.top = at, 0
        self.table = _table(self.found[at])
        return True

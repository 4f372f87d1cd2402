"""What is on file, place by place and year by year, with documents and grades."""

from collections.abc import Sequence

from core.answers import Answers
from core.policy.model import NATION, Law, Policy
from core.policy.regions import Regions
from core.questions.catalogue import BY_KEY
from core.reading import Unreadable
from tui.entries.region import RegionEntry
from tui.glyphs import VERTICAL
from tui.layout import beside, page, scroll
from tui.lines import Line, Style, columns, line, rule
from tui.preview import Preview
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.scroller import ENDS, PAGING, Scroller
from tui.widgets.keys import footer, header
from tui.widgets.parameters import Item, about, items
from tui.words import _, render

LEFT, VALUE = 42, 13
AROUND = 5
"""Rows above and below the values."""
YEARS = (2019, 2060)


class ParametersScreen(CanvasScreen[None]):
    """Values at the left, the one under the cursor explained at the right."""

    def __init__(self, policy: Policy, law: Law, code: str) -> None:
        super().__init__()
        self.policy, self.law = policy, law
        self.code, self.year = code, law.day.year
        self.at = 0
        self.scroller = Scroller()
        self.finding: RegionEntry | None = None
        self.problem = ""
        self.items: list[Item] = []
        self._look_up()

    # ---- what a region entry may look at

    @property
    def answers(self) -> Answers:
        return {}

    @property
    def preview(self) -> Preview:
        return Preview(self.law)

    @property
    def regions(self) -> Regions:
        return self.policy.regions

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [header(_("法规与参数"), width, str(self.law.day)), self._where(width), rule(width)]
        body = self._found(width) if self.finding else self._values(width, height - AROUND)
        return page(head, body, footer(self._keys(), width), height)

    def _where(self, width: int) -> Line:
        if self.finding is not None:
            return line(_(" 看哪里  "), self.finding.value(width - 12)).crop(width)
        name = self.regions.full_name(self.code) if self.code != NATION else _("全国")
        year = _("{year}年").format(year=self.year)
        return line(" ", (name, Style.TITLE), "  ", (year, Style.VALUE)).crop(width)

    def _found(self, width: int) -> list[Line]:
        assert self.finding is not None
        told = [line((f" {self.problem}", Style.ERROR)).crop(width)] if self.problem else []
        return [*told, *self.finding.below(width, self)]

    def _values(self, width: int, room: int) -> list[Line]:
        if not self.items:
            text = _(" 这里的参数还没有收录，算不了；请问当地12333")
            return [line((text, Style.WARN)).crop(width)]
        left_width = _left_width(width)
        left = scroll([self._row(i, left_width) for i in range(len(self.items))], room, self.at)
        right = self.scroller.view(self._about(width), room)
        gap = line((f"{VERTICAL} ", Style.RULE))
        body = beside(left, right, left_width, gap)
        return body + [line(" " * left_width) + gap] * (room - len(body))

    def _about(self, width: int) -> list[Line]:
        return about(self.items[self.at], width - _left_width(width) - 3)

    def _row(self, index: int, width: int) -> Line:
        item = self.items[index]
        value = item.value if item.value[-1:] in "~*" else item.value + " "
        row = columns([(item.label, width - VALUE - 2, "left"), (value, VALUE, "right")])
        return row.fit(width).styled(Style.FOCUS) if index == self.at else row.fit(width)

    def _keys(self) -> list[tuple[str, str]]:
        if self.finding is not None:
            return [("Enter", _("看这里")), ("↑↓", _("挑")), ("Esc", _("不换"))]
        return [
            ("↑↓", _("换一个数")),
            ("←→", _("换年")),
            ("P", _("换地方")),
            ("N", _("全国")),
            ("PgDn", _("翻页")),
            ("Esc", _("返回")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if self.finding is not None:
            return self._find(key, character)
        letter = (character or "").lower()
        if key in ("escape", "f6", "f10", "q"):
            unattended(self.dismiss(None))
            return False
        if letter == "p":
            self.finding = RegionEntry(BY_KEY["location.registered"], None, self)
        elif letter == "n":
            self._go(NATION, self.year)
        elif key in ("left", "right"):
            way = 1 if key == "right" else -1
            self._go(self.code, min(max(YEARS[0], self.year + way), YEARS[1]))
        else:
            return self._walk(key)
        return True

    def _walk(self, key: str) -> bool:
        if not self.items:
            return False
        if key in ("up", "down"):
            way = 1 if key == "down" else -1
            self.at = min(max(0, self.at + way), len(self.items) - 1)
            self.scroller = Scroller()
        elif key in (*PAGING, *ENDS):
            width, height = self.size
            rows = len(self._about(width))
            self.scroller = self.scroller.move(key, rows, height - AROUND)
        else:
            return False
        return True

    def _find(self, key: str, character: str | None) -> bool:
        assert self.finding is not None
        self.problem = ""
        if key == "escape":
            self.finding = None
        elif key == "enter":
            self._take()
        else:
            self.finding.key(key, character, self)
        return True

    def _take(self) -> None:
        assert self.finding is not None
        try:
            code = self.finding.answer()
        except Unreadable as error:
            self.problem = f"{render(error.problem)}；{render(error.accepted)}"
            return
        self.finding = None
        self._go(code or self.code, self.year)

    def paste(self, text: str) -> bool:
        if self.finding is not None:
            self.finding.paste(text)
        return self.finding is not None

    def _go(self, code: str, year: int) -> None:
        """To another place or year, on the same row where there is one."""
        here = self.items[self.at].label if self.items else ""
        self.code, self.year, self.scroller = code, year, Scroller()
        self._look_up()
        labels = [item.label for item in self.items]
        self.at = labels.index(here) if here in labels else 0

    def _look_up(self) -> None:
        self.items = items(self.policy, self.law, self.code, self.year)


def _left_width(width: int) -> int:
    return min(LEFT, width // 2 + 2)

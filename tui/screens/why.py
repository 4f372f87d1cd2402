"""F6: why a figure is what it is — formula, numbers, parameters, documents, grades."""

from collections.abc import Sequence

from core.derivation import Figure, Unit, shown
from core.options import Option
from core.policy.regions import Regions
from core.quantities import Age
from core.rules.retirement import age_text
from tui.glyphs import VERTICAL
from tui.layout import beside, page, scroll
from tui.lines import Line, Style, line, rule
from tui.marks import marks_of
from tui.preview import Preview
from tui.report.chain import Link, ask, documents, kind, link_text, links
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.scroller import ENDS, PAGING, Scroller
from tui.widgets.keys import footer
from tui.words import _, render
from tui.wrapping import wrap

LEFT = 34
AROUND = 4
"""Rows above and below the figures."""


class WhyScreen(CanvasScreen[None]):
    """Figures at the left, the chain of the one under the cursor at the right.

    Enter (or →) goes down into what a figure was made of, ← back up.
    """

    def __init__(self, figures: tuple[Figure, ...], regions: Regions) -> None:
        super().__init__()
        self.regions = regions
        self.trail: list[tuple[tuple[Figure, ...], int]] = []
        self.figures = figures
        self.at = start(self.figures)
        self.scroller = Scroller()

    def draw(self, width: int, height: int) -> Sequence[Line]:
        left_width = _left_width(width)
        room = height - AROUND
        left = scroll([self._row(i, left_width) for i in range(len(self.figures))], room, self.at)
        right = self.scroller.view(self._detail(width), room)
        gap = line((f"{VERTICAL} ", Style.RULE))
        body = beside(left, right, left_width, gap)
        body += [line(" " * left_width) + gap] * (room - len(body))
        head = [line((self._title(), Style.TITLE)), rule(width)]
        return page(head, body, footer(self._keys(), width), height)

    def _detail(self, width: int) -> list[Line]:
        return detail(self.figures[self.at], self.regions, width - _left_width(width) - 3)

    def _title(self) -> str:
        path = [figures[at] for figures, at in self.trail]
        return " > ".join([_(" 依据"), *(render(f.label) for f in path)])

    def _row(self, index: int, width: int) -> Line:
        figure = self.figures[index]
        value = value_text(figure) + marks_of(figure)
        more = "+" if any(isinstance(node, Figure) for node in figure.inputs) else " "
        room = max(4, width - line(value).width - 4)
        row = line(f"{more} ", line(render(figure.label)).fit(room), " ", value)
        return row.fit(width).styled(Style.FOCUS) if index == self.at else row.fit(width)

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("↑↓", _("换一个数")),
            ("Enter", _("它由什么算出")),
            ("←", _("回上一层")),
            ("PgDn", _("翻页")),
            ("Esc", _("返回")),
        ]

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        if key in ("escape", "f6", "f10", "q") or (key in ("left", "f2") and not self.trail):
            unattended(self.dismiss(None))
            return False
        return self._walk(key)

    def _walk(self, key: str) -> bool:
        if key in ("up", "down"):
            way = 1 if key == "down" else -1
            self._show(self.figures, max(0, min(self.at + way, len(self.figures) - 1)))
        elif key in (*PAGING, *ENDS):
            width, height = self.size
            rows = len(self._detail(width))
            self.scroller = self.scroller.move(key, rows, height - AROUND)
        elif key in ("enter", "right"):
            return self._down()
        elif key in ("left", "f2", "backspace") and self.trail:
            self._show(*self.trail.pop())
        else:
            return False
        return True

    def _show(self, figures: tuple[Figure, ...], at: int) -> None:
        """To a figure; its chain is read from the beginning."""
        self.figures, self.at, self.scroller = figures, at, Scroller()

    def _down(self) -> bool:
        made_of = tuple(n for n in self.figures[self.at].inputs if isinstance(n, Figure))
        if not made_of:
            return False
        self.trail.append((self.figures, self.at))
        self._show(made_of, 0)
        return True


def _left_width(width: int) -> int:
    return min(LEFT, width // 2)


def roots(preview: Preview, option: Option | None) -> tuple[Figure, ...]:
    """The figures on the screen one came from: dates first, then those of the option."""
    found: list[Figure] = []
    for window in preview.windows:
        found += [window.statutory_age, window.statutory]
    if preview.branch is not None and preview.branch.required is not None:
        found.append(preview.branch.required)
    return (*found, *(_of(option) if option is not None else ()))


def _of(option: Option) -> tuple[Figure, ...]:
    """The option's figures, then those of joining the other scheme's account."""
    switch = option.switch
    if switch is None:
        return option.figures
    joined = (switch.moved, switch.account)
    total = () if switch.pension is None else (switch.pension.total,)
    return (*option.figures, *joined, *total)


def start(figures: tuple[Figure, ...]) -> int:
    """The total where there is one: what people ask about first."""
    ids = [figure.id for figure in figures]
    return ids.index("pension.total") if "pension.total" in ids else 0


def value_text(figure: Figure) -> str:
    """A figure's value as people read it."""
    if isinstance(figure.value, Age):
        return render(age_text(figure.value))
    if figure.unit is Unit.MONTHS and isinstance(figure.value, int):
        return _("{n}个月").format(n=figure.value)
    return shown(figure.value, figure.unit)


def detail(figure: Figure, regions: Regions, width: int) -> list[Line]:
    """One figure's chain: value, formula, numbers, parameters, documents."""
    value = value_text(figure) + marks_of(figure)
    rows = [line((render(figure.label), Style.TITLE)), line("= ", (value, Style.VALUE))]
    rows += _part(_("算法"), render(figure.formula), width)
    rows += _part(_("代入"), render(figure.with_numbers), width)
    for link in links(figure):
        rows += _link(link, regions, width)
    rows += _part(_("文件"), "", width)
    for text in documents(figure.sources):
        rows += [line((row, Style.DIM)) for row in wrap(text, width, indent="  ")]
    rows += [line((row, Style.DIM)) for row in wrap(ask(figure.label, figure.sources), width)]
    return rows


def _part(title: str, text: str, width: int) -> list[Line]:
    rows = wrap(text, width, indent="  ") if text else []
    return [line((title, Style.KEY)), *(line(row) for row in rows)]


def _link(link: Link, regions: Regions, width: int) -> list[Line]:
    """A rule or parameter; of the person's own assumptions also where they are changed."""
    text = link_text(link, regions)
    if link.source.given:
        text = _("{text}，按 F7 可改").format(text=text)
    return _part(render(kind(link)), text, width)

"""F12: what to do about the plan — how long to stop, what a budget buys, what to do on Monday."""

from collections.abc import Iterator, Sequence

from core.derivation import Figure
from core.policy.load import channels, guide
from core.reading import Unreadable
from tui.editing import TextEdit
from tui.entries.text import LIMIT, MOVES
from tui.flow import Flow
from tui.glyphs import VERTICAL
from tui.layout import beside, page
from tui.lines import Line, Style, line, rule
from tui.offers import Offer, offers, under_the_cursor
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.screens.why import WhyScreen
from tui.scroller import PAGING, Scroller
from tui.widgets.decide import PAGES, Asked, Found, Page
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

LEFT = 21
AROUND = 4
"""Rows above and below the answer."""
CLOSING = ("escape", "f12", "f10", "ctrl+r")
A_MOMENT = 0.01
"""Seconds between two steps of a search, for keys to come through."""


class DecideScreen(CanvasScreen[bool]):
    """Questions at the left, the answer at the right; what is typed answers at once.

    ← → take the next way to be insured, Enter takes what was found into the plan, F6 opens the
    derivation.  Closed with True where the plan was changed.
    """

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.changed = False
        self.at = 0
        self.scroller = Scroller()
        self.edits = [TextEdit.of("", LIMIT) for _page in PAGES]
        self.told = ""
        self.search: Iterator[Found] | None = None
        self._of_plan(under_the_cursor(flow))

    def _of_plan(self, at: int) -> None:
        """Every option as the answers are now; ``at`` is the one asked about."""
        self.offers: list[Offer] = offers(self.flow)
        self.chosen = min(at, len(self.offers) - 1)
        self._find()

    @property
    def asking(self) -> Page:
        return PAGES[self.at]

    @property
    def offer(self) -> Offer:
        return self.offers[self.chosen]

    def _asked(self) -> Asked:
        about, regions = self.offer, self.flow.regions
        return Asked(about.subject, about.beside, guide(), channels(), regions, self.typed)

    def _find(self) -> None:
        """Answer the question anew; a search under way is of no use any more."""
        self.search, self.scroller, self.told = None, Scroller(), ""
        self.typed, self.problem = self._read()
        self.found = self.asking.find(self._asked())

    def _read(self) -> tuple[object, str]:
        """What is typed as the page reads it; why it cannot be read."""
        text = self.edits[self.at].text.strip()
        if not text:
            return None, ""
        try:
            return self.asking.read(text), ""
        except Unreadable as error:
            return None, f"{render(error.problem)}；{render(error.accepted)}"

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [header(self._title(), width, str(self.flow.as_of)), rule(width)]
        above, room = self._above(width), height - AROUND
        right = above + self.scroller.view(self._answer(width), room - len(above))
        gap = line((f"{VERTICAL} ", Style.RULE))
        body = beside(self._questions(), right, LEFT, gap)[:room]
        body += [line(" " * LEFT) + gap] * (room - len(body))
        return page(head, body, footer(self._keys(), width), height)

    def _title(self) -> str:
        return _("算一算：{name}").format(name=self.offer.name(self.flow.regions))

    def _questions(self) -> list[Line]:
        """The first nine have a number, as the keys have."""
        numbers = [str(n) if n < 10 else " " for n in range(1, len(PAGES) + 1)]
        rows = [
            line(f" {number} {render(one.title)}").fit(LEFT)
            for number, one in zip(numbers, PAGES, strict=True)
        ]
        rows[self.at] = rows[self.at].styled(Style.FOCUS)
        return rows

    def _above(self, width: int) -> list[Line]:
        """The field, and the one line of what is wrong or was done."""
        rows: list[Line] = []
        if self.asking.prompt is not None:
            prompt = render(self.asking.prompt) + " "
            field = self.edits[self.at].view(max(4, _room(width) - line(prompt).width))
            rows = [line((prompt, Style.KEY), field), Line()]
        problem = wrap(self.problem, _room(width), indent="  ", first="! ") if self.problem else []
        told = wrap(self.told, _room(width)) if self.told else []
        rows += [line((row, Style.ERROR)) for row in problem]
        return rows + [line((row, Style.TITLE)) for row in told]

    def _answer(self, width: int) -> list[Line]:
        return self.found.rows(_room(width))

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("↑↓", _("换一问")), ("←→", _("换一种"))]
        if self.found.plan is not None and self.found.plan != self.offer.case.plan:
            keys.append(("Enter", _("用到方案里")))
        if self.asking.searching is not None and self._searches():
            keys.append((_("空格"), render(self.asking.searching)))
        if self._figures():
            keys.append(("F6", _("依据")))
        return [*keys, ("PgDn", _("翻页")), ("Esc", _("返回"))]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if key in CLOSING:
            unattended(self.dismiss(self.changed))
            return False
        if key in ("up", "down", "tab", "shift+tab"):
            way = 1 if key in ("down", "tab") else -1
            return self._ask((self.at + way) % len(PAGES))
        if key in ("left", "right"):
            return self._take(self.chosen + (1 if key == "right" else -1))
        if key in PAGING:
            return self._page(key)
        if key == "enter":
            return self._adopt()
        if key in ("f6", "ctrl+y"):
            return self._why()
        if self.asking.prompt is None:
            return self._number(character)
        return self._search() if key == "space" and self._searches() else self._type(key, character)

    def _ask(self, at: int) -> bool:
        self.at = at
        self._find()
        return True

    def _take(self, at: int) -> bool:
        """Ask about another way to be insured."""
        if not 0 <= at < len(self.offers):
            return False
        self.chosen = at
        self._find()
        return True

    def _page(self, key: str) -> bool:
        width, height = self.size
        room = height - AROUND - len(self._above(width))
        self.scroller = self.scroller.move(key, len(self._answer(width)), room)
        return True

    def _figures(self) -> tuple[Figure, ...]:
        """What the page shows; where it shows no figure, what the option has."""
        return self.found.figures or self.offer.option.figures

    def _why(self) -> bool:
        if figures := self._figures():
            unattended(self.app.push_screen(WhyScreen(figures, self.flow.regions)))
        return False

    def _number(self, character: str | None) -> bool:
        """Where nothing is typed a number goes to its question."""
        if not character or character not in "123456789"[: len(PAGES)]:
            return False
        return self._ask(int(character) - 1)

    def _type(self, key: str, character: str | None) -> bool:
        before = self.edits[self.at]
        if key in MOVES:
            self.edits[self.at] = getattr(before, MOVES[key])()
        elif character and character.isprintable():
            self.edits[self.at] = before.insert(character)
        if self.edits[self.at] == before:
            return False
        self._find()
        return True

    def paste(self, text: str) -> bool:
        if self.asking.prompt is not None:
            self.edits[self.at] = self.edits[self.at].insert(text)
            self._find()
        return self.asking.prompt is not None

    # ---- into the plan

    def _adopt(self) -> bool:
        """Take the plan that was found; what the answers say of it changes, and nothing else."""
        plan, before = self.found.plan, self.offer.case.plan
        if plan is None or plan == before:
            return False
        told = self.flow.adopt(self.offer.option, plan)
        self.changed = True
        self._of_plan(self.chosen)
        names = "、".join(render(question.label) for question in told)
        self.told = _("已用到方案里：{names}").format(names=names)
        return True

    # ---- a search

    def _searches(self) -> bool:
        return self.asking.search is not None and self.typed is not None

    def _search(self) -> bool:
        """Begin what takes longer; every step a moment, and keys go first."""
        assert self.asking.search is not None
        if self.search is None:
            self.search = self.asking.search(self._asked())
            self.told = _("正在找，按别的键就停")
            self._step()
        return True

    def _step(self) -> None:
        if self.search is None:
            return
        found = next(self.search, None)
        if found is None:
            self.search, self.told = None, ""
        else:
            self.found = found
            self.set_timer(A_MOMENT, self._step)
        self.redraw()


def _room(width: int) -> int:
    """Cells for the answer."""
    return width - LEFT - 3

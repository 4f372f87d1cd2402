"""F12: what to do about the plan — how long to stop, what a budget buys, what to do on Monday."""

from collections.abc import Sequence

from core.answers import case_of
from core.decisions.subject import Subject, subject
from core.policy.load import channels, guide
from core.reading import Unreadable
from tui.editing import TextEdit
from tui.entries.text import LIMIT, MOVES
from tui.flow import Flow
from tui.glyphs import VERTICAL
from tui.layout import beside, page
from tui.lines import Line, Style, line, rule
from tui.saying import option_name
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.decide import PAGES, Asked, Page
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

LEFT = 24


class DecideScreen(CanvasScreen[None]):
    """Questions at the left, the answer at the right; what is typed answers at once."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.about = subject_of(flow)
        self.at = self.top = 0
        self.edits = [TextEdit.of("", LIMIT) for _page in PAGES]

    @property
    def asking(self) -> Page:
        return PAGES[self.at]

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [header(self._title(), width, str(self.flow.as_of)), rule(width)]
        room = max(1, height - len(head) - 2)
        right = self._right(width - LEFT - 3)
        top = max(0, min(self.top, len(right) - room))
        gap = line((f"{VERTICAL} ", Style.RULE))
        body = beside(self._left(), right[top : top + room], LEFT, gap)[:room]
        body += [line(" " * LEFT) + gap] * (room - len(body))
        return page(head, body, footer(self._keys(), width), height)

    def _title(self) -> str:
        name = option_name(self.about.option, self.flow.regions)
        return _("算一算：{name}").format(name=name)

    def _left(self) -> list[Line]:
        rows = [line(f" {n} {render(one.title)}").fit(LEFT) for n, one in enumerate(PAGES, 1)]
        rows[self.at] = rows[self.at].styled(Style.FOCUS)
        return rows

    def _right(self, width: int) -> list[Line]:
        """The field, and what the question's page says of it."""
        head: list[Line] = []
        typed = None
        if self.asking.prompt is not None:
            prompt = render(self.asking.prompt) + " "
            field = self.edits[self.at].view(max(4, width - line(prompt).width))
            head = [line((prompt, Style.KEY), field), Line()]
            typed, problem = self._read()
            rows = wrap(problem, width, indent="  ", first="! ") if problem else []
            head += [line((row, Style.ERROR)) for row in rows]
        asked = Asked(self.about, guide(), channels(), typed)
        return [*head, *self.asking.draw(asked, width)]

    def _read(self) -> tuple[object, str]:
        """What is typed as the page reads it; why it cannot be read."""
        text = self.edits[self.at].text.strip()
        if not text:
            return None, ""
        try:
            return self.asking.read(text), ""
        except Unreadable as error:
            return None, f"{render(error.problem)}；{render(error.accepted)}"

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("↑↓", _("换一问")), ("PgDn", _("翻页")), ("Esc", _("返回"))]
        return keys if self.asking.prompt is None else [(_("打字"), _("改数")), *keys]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if key in ("escape", "f12", "f10", "ctrl+r"):
            unattended(self.dismiss(None))
            return False
        if key in ("up", "down", "tab", "shift+tab"):
            way = 1 if key in ("down", "tab") else -1
            self.at, self.top = (self.at + way) % len(PAGES), 0
        elif key in ("pageup", "pagedown"):
            self.top = max(0, self.top + (10 if key == "pagedown" else -10))
        elif self.asking.prompt is None:
            return self._number(character)
        elif key in MOVES:
            self.edits[self.at] = getattr(self.edits[self.at], MOVES[key])()
        elif character and character.isprintable():
            self.edits[self.at] = self.edits[self.at].insert(character)
        else:
            return False
        return True

    def _number(self, character: str | None) -> bool:
        """Where nothing is typed a number goes to its question."""
        if not character or character not in "123456789"[: len(PAGES)]:
            return False
        self.at, self.top = int(character) - 1, 0
        return True

    def paste(self, text: str) -> bool:
        if self.asking.prompt is not None:
            self.edits[self.at] = self.edits[self.at].insert(text)
        return self.asking.prompt is not None


def subject_of(flow: Flow) -> Subject:
    """The option under the cursor; for an undecided woman on the track that is shown."""
    branch, option = flow.preview.branch, flow.highlighted
    assert branch is not None
    assert option is not None
    case = case_of(flow.answers, flow.policy.national.assumptions, flow.as_of)
    return subject(case, branch, flow.preview.law, branch.options.index(option))

"""The wizard: form at the left, projection at the right, keys at the bottom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.questions.question import Kind, Step
from tui.desk import Opened
from tui.entries.periods import OPENS
from tui.flow import Flow, Told
from tui.glyphs import VERTICAL
from tui.layout import beside, fill, page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.doors import Doors, doors, open_periods
from tui.scroller import Scroller
from tui.widgets.form import form, hint, hint_rows, open_row
from tui.widgets.keys import footer, header
from tui.widgets.panel import brief, legend, panel
from tui.widgets.review import answered, review
from tui.widgets.stepper import stepper
from tui.words import _

if TYPE_CHECKING:
    from tui.app import CanbaoApp

BESIDE_FROM = 80
LEFT = 42
WIDE_LEFT = 58

ALIASES = {
    "tab": "down!",
    "shift+tab": "up!",
    "pageup": "f2",
    "pagedown": "f3",
    "ctrl+o": "f4",
    "ctrl+r": "f12",
    "ctrl+s": "f5",
    "ctrl+y": "f6",
    "ctrl+g": "f7",
    "ctrl+t": "f11",
}


class WizardScreen(CanvasScreen[None]):
    """Shows a Flow and passes it keys; saving and leaving are the app's."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.opened = opened
        self.number = ""
        self.below = 0
        """Rows of the projection scrolled past with Ctrl+N; any other key goes back up."""
        self.asked = self.sure = False
        """Whether this key, the one before, asked to be pressed again."""

    @property
    def flow(self) -> Flow:
        return self.opened.flow

    @property
    def host(self) -> "CanbaoApp":
        from tui.app import CanbaoApp

        assert isinstance(self.app, CanbaoApp)
        return self.app

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [
            header(self.title_text(), width, self._day()),
            stepper(self.flow, width),
            rule(width),
        ]
        foot = footer(self._keys(), width)
        room = height - len(head) - len(foot)
        body = self._beside(width, room) if width >= BESIDE_FROM else self._stacked(width, room)
        return page(head, body, foot, height)

    def title_text(self) -> str:
        name = str(self.flow.answers.get("name") or _("新方案"))
        return name if self.opened.lock is None else _("{name}（有口令）").format(name=name)

    def _day(self) -> str:
        """The day whose law holds, said aloud where it is not today."""
        day, today = self.flow.as_of, self.flow.today
        return str(day) if day == today else _("{day}（不是今天）").format(day=day)

    def _beside(self, width: int, height: int) -> list[Line]:
        left_width = WIDE_LEFT if width >= 116 else LEFT
        right_width = width - left_width - 3
        left = self._left(left_width - 1, height)
        shown = panel(self.flow, right_width)
        marks = legend(self.flow, shown, right_width)
        room = height - len(marks)
        right = fill(Scroller(self.below).view(shown, room, "Ctrl+N"), room) + marks
        return beside(left, right, left_width, line((f"{VERTICAL} ", Style.RULE)))

    def _stacked(self, width: int, height: int) -> list[Line]:
        below = [line(" ", row) for row in brief(self.flow, width - 2)]
        above = self._left(width - 1, height - len(below) - 1)
        return [*above, rule(width), *below]

    def _left(self, width: int, height: int) -> list[Line]:
        if self.flow.step is not Step.REVIEW:
            return form(self.flow, width, height)
        if self.flow.returning:
            last = open_row(self.flow, width)
        else:
            number = line((self.number or " ", Style.CURSOR))
            how = _(" 打题号再回车就去改（共{n}项）：").format(n=len(answered(self.flow)))
            last = line(how, number).crop(width)
        below = hint(self.flow, width, hint_rows(height))
        room = max(0, height - len(below) - 2)
        rows = fill(review(self.flow, self.number, width, room), room)
        return [*rows, rule(width), last, *below]

    def _keys(self) -> list[tuple[str, str]]:
        if self.flow.step is Step.REVIEW and not self.flow.returning:
            return [
                ("F5", _("保存")),
                ("F12", _("算一算")),
                ("F6", _("依据")),
                ("F11", _("逐年")),
                ("P", _("带走")),
                ("F1", _("说明")),
                ("F9", _("去口令") if self.opened.lock else _("加口令")),
                ("Esc", _("列表")),
                ("F10", _("退出")),
                ("F7", _("假设")),
                ("F4", _("法规")),
                ("F8", _("另存")),
            ]
        return [
            ("Enter", _("回核对") if self.flow.returning else _("下一项")),
            ("F2 F3", _("上下步")),
            ("F1", _("说明")),
            ("F6", _("依据")),
            ("F4", _("法规")),
            ("F5", _("保存")),
            ("Esc", _("返回") if self.flow.step is Step.ASSUMPTIONS else _("列表")),
            ("F10", _("退出")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        key = ALIASES.get(key, key)
        if key == "ctrl+n":
            return self._more()
        self.below = 0
        self.sure, self.asked = self.asked, False
        picking = self.flow.step is Step.REVIEW and not self.flow.returning
        if picking and key in ("p", "P"):
            key = "ctrl+f"
        if (picking and self._numbered(key, character)) or self._special(key):
            return True
        if not picking and key in OPENS and self.flow.question.kind is Kind.PERIODS:
            open_periods(self)
            return True
        if not picking and not key.endswith("!") and self.flow.key(key, character):
            return True
        return self._moved(key.rstrip("!"))

    def _more(self) -> bool:
        """Further down the projection, and from its end back to its beginning."""
        width, height = self.size
        rows = panel(self.flow, width - (WIDE_LEFT if width >= 116 else LEFT) - 3)
        page = max(1, height - 9)
        self.below = self.below + page if self.below + page < len(rows) else 0
        return True

    def paste(self, text: str) -> bool:
        if self.flow.step is not Step.REVIEW or self.flow.returning:
            self.flow.paste(text)
        return True

    def _doors(self) -> Doors:
        return doors(self)

    def _special(self, key: str) -> bool:
        """Keys that leave the form; True when one was used."""
        door = self._doors().get(key)
        if door is None:
            return False
        door()
        return True

    def _moved(self, key: str) -> bool:
        """Keys that move inside the wizard; the draft is kept at every answer."""
        flow = self.flow
        match key:
            case "enter":
                moved = self._enter()
            case "down":
                moved = flow.move(1)
            case "up":
                moved = flow.move(-1)
            case "f2":
                moved = flow.go(-1)
            case "f3":
                moved = flow.go(1)
            case _:
                return False
        if moved:
            self.number = ""
            self.host.keep_draft()
        return True

    def _enter(self) -> bool:
        flow = self.flow
        if flow.returning:
            return flow.back_to_review()
        return flow.move(1)

    def _numbered(self, key: str, character: str | None) -> bool:
        """In the review a typed number, then Enter, goes to that answer."""
        if key == "enter" and self.number:
            questions = answered(self.flow)
            at = int(self.number) - 1
            self.number = ""
            if not 0 <= at < len(questions):
                self._no_such(at + 1, len(questions))
            elif self.flow.commit():
                self.flow.jump(questions[at].key)
            return True
        if key in ("up", "down"):
            count = len(answered(self.flow))
            at = int(self.number or 0) + (1 if key == "down" else -1)
            self.number = str(min(max(1, at), count))
            return True
        if key == "backspace" and self.number:
            self.number = self.number[:-1]
            return True
        if character and character in "0123456789" and len(self.number) < 2:
            self.number += character
            return True
        return False

    def _no_such(self, number: int, last: int) -> None:
        text = _("没有第{n}项，请打 1 到 {last}").format(n=number, last=last)
        self.flow.told = Told(text, error=True)

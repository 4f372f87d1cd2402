"""Clerk mode: the wizard's questions as one dense form; one key saves and takes the next client."""

from collections.abc import Sequence

from core.questions.question import Kind, Question, Step
from tui.desk import Opened
from tui.entries.periods import OPENS
from tui.flow import ORDER, Told
from tui.journal import typing_of
from tui.layout import page
from tui.lines import Line, rule
from tui.screens.doors import open_periods
from tui.screens.wizard import ALIASES, BESIDE_FROM, WizardScreen
from tui.widgets.clerk import clerk_form
from tui.widgets.keys import footer, header
from tui.widgets.review import answered
from tui.words import _

JUMP = ("*", "＊", "×")
"""Free on the number pad, and no part of any answer but a name."""
NEXT = ("+", "＋")


class ClerkScreen(WizardScreen):
    """The same Flow; only where the cursor goes is another matter."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.jumping = False
        if self.flow.step is Step.REVIEW and typing_of(self.flow) is None:
            told = self.flow.told
            self._first()
            self.flow.told = told
        self._settle()

    def _settle(self) -> None:
        """Every question is one that was jumped to: its own help stands below it."""
        self.flow.returning = not self._beside_form

    @property
    def _beside_form(self) -> bool:
        return self.flow.step is Step.ASSUMPTIONS

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        if self._beside_form:
            return super().draw(width, height)
        head = [header(self.title_text(), width, self._day()), rule(width)]
        foot = footer(self._keys(), width)
        room = height - len(head) - len(foot)
        body = self._beside(width, room) if width >= BESIDE_FROM else self._stacked(width, room)
        return page(head, body, foot, height)

    def _left(self, width: int, height: int) -> list[Line]:
        if self._beside_form:
            return super()._left(width, height)
        return clerk_form(self.flow, self.number if self.jumping else None, width, height)

    def _keys(self) -> list[tuple[str, str]]:
        if self._beside_form:
            return super()._keys()
        return [
            ("Enter", _("下一项")),
            ("*", _("跳题")),
            ("+", _("存好换人")),
            ("F12", _("算一算")),
            ("Ctrl+F", _("带走")),
            ("F1", _("说明")),
            ("Esc", _("列表")),
            ("F10", _("退出")),
            ("F6", _("依据")),
            ("F3", _("下一组")),
            ("F5", _("保存")),
            ("F11", _("逐年")),
            ("F4", _("法规")),
            ("F7", _("假设")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if self._beside_form:
            used = super().handle(key, character)
        else:
            used = self._handle(ALIASES.get(key, key), character)
        if self.flow.step is Step.REVIEW and not self.flow.returning:  # back from beside the form
            self._first()
        self._settle()
        return used

    def _handle(self, key: str, character: str | None) -> bool:
        flow = self.flow
        if key == "ctrl+n":
            return self._more()
        self.below = 0
        self.sure, self.asked = self.asked, False
        if self.jumping:
            self._jump_key(key, character)
        elif key == "ctrl+x" or (character in NEXT and flow.step is not Step.REVIEW):
            self._next_client()
        elif character in JUMP and flow.step is not Step.REVIEW:
            self.jumping, self.number = True, ""
        elif self._special(key):
            pass
        elif key in OPENS and flow.question.kind is Kind.PERIODS:
            open_periods(self)
        elif key.endswith("!") or not flow.key(key, character):
            self._go(key.rstrip("!"))
        return True

    def paste(self, text: str) -> bool:
        self.flow.paste(text)
        return True

    def _next_client(self) -> None:
        self.host.next_client()
        missing = self._missing()
        if self.host.opened is self.opened and missing:
            told = self.flow.told
            self._to(missing[0].key)
            self.flow.told = told

    # ---- moving

    def _go(self, key: str) -> None:
        """Along the form; the answer is taken first, for it may open or close questions."""
        ways = {"enter": 1, "down": 1, "up": -1, "f2": 0, "f3": 0}
        if key not in ways or not self.flow.let_go():
            return
        keys = [question.key for question in answered(self.flow)]
        at = keys.index(self.flow.question.key) if self.flow.question.key in keys else 0
        if key in ("f2", "f3"):
            self._to(self._group(-1 if key == "f2" else 1))
        elif 0 <= at + ways[key] < len(keys):
            self._to(keys[at + ways[key]])
        elif key == "enter":
            self.flow.told = Told(_("到底了：Ctrl+X 存好，接下一位；F5 只保存"))
        self.host.keep_draft()

    def _group(self, way: int) -> str:
        """The first question of the next or previous step that has any."""
        questions, step = answered(self.flow), ORDER.index(self.flow.step)
        at = min(max(0, step + way), len(ORDER) - 1)
        return next(question.key for question in questions if question.step is ORDER[at])

    def _to(self, key: str) -> None:
        self.number, self.jumping = "", False
        self.flow.jump(key)

    def _first(self) -> None:
        """The first that must be answered; the first of all where everything is."""
        self._to((self._missing() or answered(self.flow))[0].key)

    def _missing(self) -> list[Question]:
        """What must be answered and is not, in the order of the form."""
        return [question for step in ORDER for question in self.flow.missing(step)]

    def _jump_key(self, key: str, character: str | None) -> None:
        """Two digits go at once, one digit when no second can follow or with Enter."""
        count = len(answered(self.flow))
        if character and character in "0123456789":
            self.number += character
            if len(self.number) == 2 or int(self.number) * 10 > count:
                self._jump_to(int(self.number), count)
        elif key == "enter" and self.number:
            self._jump_to(int(self.number), count)
        elif key == "backspace" and self.number:
            self.number = self.number[:-1]
        else:
            self.jumping, self.number = False, ""

    def _jump_to(self, number: int, count: int) -> None:
        self.jumping, self.number = False, ""
        if not 1 <= number <= count:
            self._no_such(number, count)
            return
        key = answered(self.flow)[number - 1].key
        if self.flow.let_go():
            if key in {question.key for question in answered(self.flow)}:
                self._to(key)
            self.host.keep_draft()

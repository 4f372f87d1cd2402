"""第一页：这是什么，什么留下什么不留下，从哪里开始。"""

from __future__ import annotations

from tui.kiosk import texts
from tui.kiosk.screen import KioskScreen, block
from tui.lines import Line, Style, line
from tui.screens.help import block as titled
from tui.screens.host import unattended
from tui.screens.reader import ReaderScreen
from tui.widgets.keys import Key
from tui.words import _


class StartScreen(KioskScreen):
    def __init__(self) -> None:
        super().__init__()
        self.at = 0

    def title_text(self) -> str:
        return _("欢迎")

    def keys(self) -> list[Key]:
        numbers = "1-3" if self.host.days is not None else "1-2"
        return [(numbers, _("选一样")), ("Enter", _("确定")), ("F10", _("结束"))]

    def body(self, width: int, height: int) -> list[Line]:  # noqa: ARG002
        rows: list[Line] = [Line()]
        for text in texts.welcome(self.host.days):
            rows += block(text, width)
        for at, (name, _do) in enumerate(self._choices()):
            style = Style.FOCUS if at == self.at else Style.VALUE
            rows.append(line("   ", (f" {at + 1}  {name} ", style)))
        return rows

    def _choices(self) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = [(_("新方案"), self.host.begin)]
        if self.host.days is not None:
            choices.append((_("用取回码打开"), self.host.ask_code))
        return [*choices, (_("说明"), self._explain)]

    def _explain(self) -> None:
        unattended(self.host.push_screen(ExplainScreen(self.host.days)))

    def handle(self, key: str, character: str | None) -> bool:
        choices = self._choices()
        if key in ("f10", "escape"):
            self.host.action_leave()
        elif key in ("up", "down", "tab", "shift+tab"):
            way = 1 if key in ("down", "tab") else -1
            self.at = (self.at + way) % len(choices)
        elif key in ("enter", "f1") or (character and character in "123"[: len(choices)]):
            at = self.at if key == "enter" else len(choices) - 1
            at = int(character) - 1 if character and character in "123" else at
            _name, do = choices[at]
            assert callable(do)
            do()
        else:
            return False
        return True


class ExplainScreen(ReaderScreen):
    def __init__(self, days: int | None) -> None:
        super().__init__()
        self.days = days

    def title_text(self) -> str:
        return _("说明")

    def rows(self, width: int) -> list[Line]:
        found = texts.explanation(self.days)
        return [row for title, text in found for row in titled(title, text, width)]

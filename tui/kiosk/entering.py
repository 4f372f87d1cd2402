"""打取回码的一页。打错一位当场就说，不算次数；没有这个码才算。"""

from __future__ import annotations

from profiles.problems import ProfileError, RefusedError
from profiles.seal_codes import Code, read_code
from profiles.sealed import WrongCodeError
from profiles.troubles import StoreError
from tui.editing import TextEdit
from tui.glyphs import POINT
from tui.kiosk.keeper import TRIES
from tui.kiosk.screen import KioskScreen, block
from tui.lines import Line, Style, line
from tui.widgets.keys import Key
from tui.words import _, render

_MOVES = {"left", "right", "home", "end", "backspace", "delete"}
LIMIT = 40


class CodeScreen(KioskScreen):
    def __init__(self) -> None:
        super().__init__()
        self.edit = TextEdit.of("", LIMIT)
        self.told = ""
        self.busy = False

    def title_text(self) -> str:
        return _("用取回码打开")

    def keys(self) -> list[Key]:
        return [("Enter", _("打开")), ("Esc", _("返回")), ("F10", _("结束"))]

    def body(self, width: int, height: int) -> list[Line]:  # noqa: ARG002
        field = line((f"    {POINT} ", Style.KEY)) + self.edit.view(24)
        return [
            Line(),
            *block(_("请打保留方案时得到的十位取回码，像 k3f9m-x2a7q。"), width, Style.TITLE),
            *block(_("大小写、空格、横线都不要紧；字母 o 当作数字 0，i 和 l 当作 1。"), width),
            field,
            Line(),
            *block(self.told, width, Style.WARN),
        ]

    def handle(self, key: str, character: str | None) -> bool:
        if key == "f10":
            self.host.action_leave()
        elif self.busy:
            return False
        elif key == "escape":
            self.close()
            return False
        elif key == "enter":
            self._try()
        elif key == "ctrl+u":
            self.edit = self.edit.clear()
        elif key in _MOVES:
            self.edit = getattr(self.edit, key)()
        elif character and character.isprintable():
            self.edit, self.told = self.edit.insert(character), ""
        else:
            return False
        return True

    def paste(self, text: str) -> bool:
        self.edit = self.edit.insert(text)
        return True

    def _try(self) -> None:
        try:
            code = read_code(self.edit.text)
        except RefusedError as error:
            self.told = render(error.text)
            return
        self.busy, self.told = True, _("正在打开……")
        self.run_worker(self._open(code), exclusive=True)

    async def _open(self, code: Code) -> None:
        keeper = self.host.keeper
        try:
            plan = await keeper.open(code)
        except WrongCodeError as error:
            left = TRIES - keeper.wrong
            self.told = _("{why}还可以试{n}次。").format(why=render(error.text), n=left)
        except (StoreError, ProfileError) as error:
            self.told = str(error)
        else:
            self.host.resume(plan)
            return
        self.busy = False
        self.edit = TextEdit.of(self.edit.text, LIMIT)
        self.host.end(0) if keeper.exhausted else self.redraw()

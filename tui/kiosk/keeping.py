"""「保留」：取回码，大字和二维码，请人拍下来。"""

from __future__ import annotations

from profiles.seal_codes import Code
from profiles.troubles import StoreError
from tui.kiosk.qr import picture, room
from tui.kiosk.screen import KioskScreen, block
from tui.layout import beside
from tui.lines import Line, Style, line
from tui.theme import MONO
from tui.widgets.keys import Key
from tui.words import _

_FULL_WIDTH = 0xFEE0
SMALLEST = 1
"""十位码放得进最小的二维码。"""


class KeptScreen(KioskScreen):
    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code
        self.told = ""
        self.sure = False

    def title_text(self) -> str:
        return _("保留")

    def keys(self) -> list[Key]:
        return [("Enter", _("记下了，回去")), ("D", _("删掉保留的")), ("F10", _("结束"))]

    def body(self, width: int, height: int) -> list[Line]:
        found = room(min(width, 40), height)
        if self.host.look.ascii or found is None:
            return self._words(width)
        ink = self.host.look.table is not MONO
        code = picture(self.code.shown.upper(), SMALLEST, ink=ink)
        left = code[0].width + 2
        shown = [line("  ") + row for row in code]
        return beside([Line(), *shown], self._words(width - left - 2), left + 1)

    def _words(self, width: int) -> list[Line]:
        big = "".join(chr(ord(c) + _FULL_WIDTH) for c in self.code.shown)
        return [
            Line(),
            *block(_("您的取回码"), width, Style.TITLE),
            line("    ", (big, Style.VALUE)),
            Line(),
            line("    ", (self.code.shown, Style.VALUE)),
            Line(),
            *block(_("请用手机拍下这一屏，或抄下这十位。"), width, Style.TITLE),
            *block(
                _("最后一次打开{n}天后自动删掉。谁有这个码谁就能打开；丢了谁也找不回来。").format(
                    n=self.host.days
                ),
                width,
            ),
            *block(_("从现在起，每答一题都自动再存一次。"), width),
            *block(self.told, width, Style.WARN),
        ]

    def handle(self, key: str, character: str | None) -> bool:
        sure, self.sure, self.told = self.sure, False, ""
        if key == "f10":
            self.host.action_leave()
        elif (character or "").lower() == "d":
            self._discard(sure=sure)
        elif key in ("enter", "escape"):
            self.close()
            return False
        return True

    def _discard(self, *, sure: bool) -> None:
        if not sure:
            self.sure, self.told = True, _("再按一次 D 就删掉，这个取回码从此没用。")
            return
        try:
            self.host.keeper.discard()
        except StoreError as error:
            self.told = str(error)
        else:
            self.host.tell(_("保留的已经删掉，取回码没用了；答案还在屏幕上。"))
            self.close()

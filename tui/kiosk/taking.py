"""「带走」：一张张二维码；不能画的时候就是几行字，拍下来也行。"""

from __future__ import annotations

from collections.abc import Sequence

from tui.flow import Flow
from tui.kiosk.handout import handout, pages
from tui.kiosk.qr import Room, picture, room
from tui.kiosk.screen import KioskScreen, block
from tui.layout import beside, fill
from tui.lines import Line, Style, line
from tui.theme import MONO
from tui.widgets.keys import Key, keys_line
from tui.words import _

WORDS = 34
"""码的右边给字留的格数；窗口太窄就没有。"""


SMALLEST = 4
"""再小的码就要二十几张，不如拍几行字。"""


class TakeScreen(KioskScreen):
    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.text = handout(flow)
        self.at = 0

    def title_text(self) -> str:
        return _("带走")

    def keys(self) -> list[Key]:
        return [
            ("Enter →", _("下一张")),
            ("←", _("上一张")),
            ("Esc", _("返回")),
            ("F10", _("结束")),
        ]

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """码要占满高度，所以没有横线，只有标题和键。"""
        found = self._room(width, height)
        if found is None:
            return super().draw(width, height)
        sheets = pages(self.text, found.size)
        at = min(self.at, len(sheets) - 1)
        head = line((_(" 带走  第{n}张，共{m}张").format(n=at + 1, m=len(sheets)), Style.TITLE))
        ink = self.host.look.table is not MONO
        code = picture(sheets[at], found.version, ink=ink)
        words = self._words(sheets[at], width - found.modules - 3)
        body = beside(code, words, found.modules, "  ")
        return [head.crop(width), *fill(body, height - 2), keys_line(self.keys(), width)]

    def body(self, width: int, height: int) -> list[Line]:
        """没有二维码：整份的字。"""
        rows = block(_("请用手机拍下这一屏。"), width, Style.TITLE)
        rows += [row for text in self.text for row in block(text, width)[:-1]]
        return rows[self._top(len(rows), height) :]

    def _top(self, count: int, height: int) -> int:
        return min(self.at * height, max(0, count - height))

    def _room(self, width: int, height: int) -> Room | None:
        found = None if self.host.look.ascii else room(width, height - 2)
        return found if found is not None and found.version >= SMALLEST else None

    def _words(self, sheet: str, width: int) -> list[Line]:
        if width < WORDS:
            return []
        how = _("用手机相机或微信「扫一扫」，一张张拍下；内容就是下面的字：")
        return [
            *block(how, width, indent=""),
            *(r for t in sheet.split("\n") for r in _rows(t, width)),
        ]

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        last = self._last()
        if key in ("escape", "f8") or (key == "enter" and self.at >= last):
            self.close()
            return False
        if key == "f10":
            self.host.action_leave()
        elif key in ("enter", "right", "down", "space", "f3", "pagedown"):
            self.at = min(self.at + 1, last)
        elif key in ("left", "up", "f2", "pageup"):
            self.at = max(0, min(self.at, last) - 1)
        return True

    def _last(self) -> int:
        width, height = self.size
        found = self._room(width, height)
        if found is not None:
            return len(pages(self.text, found.size)) - 1
        rows = len(self.body(width, 10**6))
        return max(0, (rows - 1) // max(1, height - 4))


def _rows(text: str, width: int) -> list[Line]:
    return block(text, width, Style.DIM, indent="")[:-1]

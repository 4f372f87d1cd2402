"""结束前问一声；没有人按键时的提醒。"""

from __future__ import annotations

from tui.kiosk.screen import KioskScreen, block
from tui.lines import Line, Style, line
from tui.widgets.keys import Key
from tui.words import _


class LeaveScreen(KioskScreen):
    def title_text(self) -> str:
        return _("结束")

    def keys(self) -> list[Key]:
        return [("1 Enter", _("结束")), ("2 Esc", _("回去接着填"))]

    def body(self, width: int, height: int) -> list[Line]:  # noqa: ARG002
        kept = self.host.keeper.seal is not None
        told = (
            _("您的方案已经保留，以后凭取回码打开。屏幕会清空。")
            if kept
            else _("结束以后，您填的全部清掉，谁也找不回来。")
        )
        return [
            Line(),
            *block(_("结束吗？"), width, Style.TITLE),
            *block(told, width),
            line("   ", (_(" 1  结束 "), Style.FOCUS)),
            line("   ", (_(" 2  回去接着填 "), Style.VALUE)),
        ]

    def handle(self, key: str, character: str | None) -> bool:
        if character == "1" or key in ("enter", "f10"):
            self.host.end(0)
        elif character == "2" or key == "escape":
            self.close()
        return False


class WarningScreen(KioskScreen):
    """按任何键都会收起它（那个键不算数）；``left`` 一秒少一。"""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def title_text(self) -> str:
        return _("还在吗？")

    def keys(self) -> list[Key]:
        return [(_("任意键"), _("接着用"))]

    def body(self, width: int, height: int) -> list[Line]:  # noqa: ARG002
        return [
            Line(),
            *block(_("好一会儿没有按键了。"), width, Style.TITLE),
            *block(_("{n} 秒以后结束，并清空屏幕。").format(n=self.left), width, Style.WARN),
            *block(_("还要用，请按任意一个键。"), width),
        ]

    def handle(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        return False

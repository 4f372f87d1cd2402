"""自助机各页的底子：头、身子、脚。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.layout import page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.keys import Key, footer
from tui.words import _
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.kiosk.app import KioskApp


class KioskScreen(CanvasScreen[None]):
    """子类给出标题、几行和下面的键。"""

    @property
    def host(self) -> KioskApp:
        from tui.kiosk.app import KioskApp

        assert isinstance(self.app, KioskApp)
        return self.app

    def title_text(self) -> str:
        raise NotImplementedError

    def body(self, width: int, height: int) -> list[Line]:
        raise NotImplementedError

    def keys(self) -> list[Key]:
        raise NotImplementedError

    def draw(self, width: int, height: int) -> Sequence[Line]:
        title = line((_(" 参保助手 自助  "), Style.TITLE), self.title_text())
        head = [title.crop(width), rule(width)]
        foot = footer(self.keys(), width)
        room = height - len(head) - len(foot)
        return page(head, self.body(width, room), foot, height)

    def close(self) -> None:
        """回到下面的一页。"""
        unattended(self.dismiss(None))


def block(text: str, width: int, style: Style = Style.NORMAL, indent: str = "  ") -> list[Line]:
    """折好的一段，后面空一行。"""
    rows = wrap(text, min(width, 76) - 1, indent=indent) if text else []
    return [*(line((row, style)) for row in rows), Line()]

"""测试和量速度用的小程序：左边一个框，右边随打随变的数。"""

from __future__ import annotations

import os

# Textual 在导入时读这些。
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("ESCDELAY", "25")

from collections.abc import Sequence
from dataclasses import replace

from textual.screen import Screen

from tui.editing import TextEdit
from tui.layout import beside, page
from tui.lines import Line, Style, columns, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import CanvasApp

LABEL = "城乡居民基本养老保险参保人员"
HOSTILE = "[/] [b]x\x1b]52;c;AAAA\x07\x9b31m\u202e末"


class DemoScreen(CanvasScreen[None]):
    """一个输入框，八行推算。"""

    def __init__(self) -> None:
        super().__init__()
        self.edit = TextEdit.of("", 20)
        self.keys: list[str] = []

    def draw(self, width: int, height: int) -> Sequence[Line]:
        half = width // 2
        head = [line(("参保助手", Style.TITLE), "  准备好了").fit(width), rule(width)]
        left = [
            line((LABEL, Style.FOCUS)),
            line("缴费 ") + self.edit.view(12, Style.VALUE),
            line(HOSTILE),
        ]
        body = beside(left, self._figures(), half, ("│", Style.RULE))
        foot = [rule(width), line(("Enter", Style.KEY), " 下一项")]
        return page(head, body, foot, height)

    def _figures(self) -> list[Line]:
        base = sum(map(ord, self.edit.text))
        return [
            columns(
                [
                    (f"第{n}档", 8, "left"),
                    ((str(base * n), Style.VALUE), 10, "right"),
                    ("元", 2, "left"),
                ]
            )
            for n in range(1, 9)
        ]

    def handle(self, key: str, character: str | None) -> bool:
        self.keys.append(key)
        edit = self.edit
        if character and character.isprintable():
            self.edit = edit.insert(character)
        elif key == "backspace":
            self.edit = edit.backspace()
        elif key == "left":
            self.edit = edit.left()
        elif key == "escape":
            self.edit = replace(edit, text="", cursor=0)
        return True

    def paste(self, text: str) -> bool:
        self.edit = self.edit.insert(text)
        return True


def _figure(name: str, value: str) -> Line:
    return columns([(name, 8, "left"), ((value, Style.VALUE), 10, "right"), ("元", 2, "left")])


class DemoApp(CanvasApp):
    """只有一屏。"""

    def get_default_screen(self) -> Screen[None]:
        return DemoScreen()


if __name__ == "__main__":
    app = DemoApp()
    app.run(mouse=False)
    raise SystemExit(app.return_code or 0)

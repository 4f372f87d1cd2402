"""F1：这一题的说明，和自助机上的键。"""

from __future__ import annotations

from collections.abc import Sequence

from tui.lines import Line
from tui.screens.help import HelpScreen, block, ways
from tui.words import _, render


class KioskHelp(HelpScreen):
    def rows(self, width: int) -> Sequence[Line]:
        question = self.question
        rows: list[Line] = []
        rows += block(_("为什么问"), render(question.why), width)
        rows += block(_("答案在哪里"), render(question.where), width)
        rows += block(_("怎么填"), ways()[question.kind], width)
        if question.usual is not None:
            usual = _("留空就按：{usual}").format(usual=render(question.usual))
            rows += block(_("不知道怎么办"), usual, width)
        return [*rows, *block(_("按键"), keys(), width)]


def keys() -> str:
    """全部的键，一行几个。"""
    return _(
        "Enter、Tab、下 到下一题；Shift+Tab、上 回上一题\n"
        "F2（或 PageUp）上一步；F3（或 PageDown）下一步\n"
        "F6（或 Ctrl+Y）看每个数是怎么算出来的、依据哪份文件\n"
        "F5（或 Ctrl+S）保留，得到取回码；F8 带走，变成二维码\n"
        "F7（或 Ctrl+G）改推算假设；Esc、F10（或 Ctrl+Q）结束"
    )

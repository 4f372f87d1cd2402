"""测试画面用的两样工具。"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

from rich.console import Console
from textual.app import App
from textual.pilot import Pilot


def screen_text(app: App[Any]) -> str:
    """画出来的一屏，纯文字，每行去掉行尾空格。"""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=StringIO(),
        force_terminal=True,
        record=True,
        legacy_windows=False,
    )
    # 私有名字只用在这一处；画的是真正会送到终端的东西，包括没画全的字。
    console.print(app.screen._compositor.render_update(full=True))
    rows = console.export_text(styles=False).split("\n")[:height]
    return "\n".join(row.rstrip() for row in rows)


async def press_all(pilot: Pilot[Any], keys: str) -> None:
    """依次按键；花括号里是键名：``"36{enter}{f3}灵活"``，``{down*3}`` 按三次。"""
    for name, times, character in re.findall(r"\{(\w[\w+]*)(?:\*(\d+))?\}|(.)", keys, re.DOTALL):
        for _ in range(int(times or 1)):
            await pilot.press(name or character)
    await pilot.pause()

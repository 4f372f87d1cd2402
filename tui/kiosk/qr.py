"""二维码画成半块字符：一行字两行点。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from rich.style import Style as Look

from tui.lines import Line, Style, line
from tui.theme import COLOUR, MONO, Theme

INK = cast(Style, "ink")
"""自助机自己的一种样子：黑字白底，不管终端原来是什么底色。"""

CAPACITY = (17, 32, 53, 78, 106, 134, 154, 192, 230, 271)
"""纠错 L 级、按字节时，1 到 10 号各放多少字节；再大的就太密，手机不好拍。"""
BORDER = 2

_GLYPHS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def with_ink(theme: Theme) -> Theme:
    """加上黑白两色；没有颜色的终端当作黑底，亮的点画成块。"""
    if theme.table is MONO:
        return Theme({**theme.table, INK: None}, theme.ascii)
    dark, light = (
        ("color(16)", "color(231)") if theme.table is COLOUR else ("black", "bright_white")
    )
    return Theme({**theme.table, INK: Look(color=dark, bgcolor=light)}, theme.ascii)


@dataclass(frozen=True, slots=True)
class Room:
    """能放下的最大的码：几号、几格宽、几行高、多少字节。"""

    version: int

    @property
    def modules(self) -> int:
        return 17 + 4 * self.version + 2 * BORDER

    @property
    def rows(self) -> int:
        return (self.modules + 1) // 2

    @property
    def size(self) -> int:
        return CAPACITY[self.version - 1]


def room(width: int, height: int) -> Room | None:
    """这么大的一块里能放下的；一个也放不下就是 None。"""
    fitting = [Room(n) for n in range(1, len(CAPACITY) + 1)]
    fitting = [one for one in fitting if one.modules <= width and one.rows <= height]
    return fitting[-1] if fitting else None


def picture(text: str, version: int, *, ink: bool) -> list[Line]:
    """``text`` 的码；``ink``：黑白两色都由我们定，否则亮的点画成块。"""
    import segno

    code = segno.make(text, version=version, error="l", mode=None, encoding="utf-8", micro=False)
    rows = [[bool(dot) is ink for dot in row] for row in code.matrix_iter(border=BORDER)]
    rows += [[not ink] * len(rows[0])] * (len(rows) % 2)
    return [
        line(("".join(_GLYPHS[pair] for pair in zip(upper, lower, strict=True)), INK))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]

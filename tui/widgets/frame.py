"""一帧只写变了的。

Textual 8.2.8 的 ``ChopsUpdate`` 总是从部件的左边写起：整屏只有一个部件时，改行尾一个字也要
重写整行；布局之后又把整屏重写，开机时同一屏要写三遍。这里从变了的那一格写起，整屏重画时
跳过终端上已经是那样的行。用到的私有名字缺了，就原样交还，只是多几个字节。
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from textual.strip import Strip

try:
    from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
except ImportError:
    ChopsUpdate = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from rich.console import Console

_CLEAR_TAIL = "\x1b[K"


class Painter:
    """记得终端上哪些整行是什么样，把 Textual 的帧换成写得短的。"""

    def __init__(self) -> None:
        self.rows: dict[int, str] = {}
        self.size: tuple[int, int] = (0, 0)

    def forget(self) -> None:
        """终端上可能已经不是我们写的样子了（例如窗口变过大小）。"""
        self.rows.clear()

    def lean(self, update: Any) -> Any:
        """同样的一帧，写得短些；不认识的东西原样返回。"""
        if ChopsUpdate is None:
            return update
        if type(update) is ChopsUpdate:
            return _Part(self, update)
        return _Whole(self, update) if type(update) is LayoutUpdate else update


if ChopsUpdate is not None:

    class _Part(CompositorUpdate):
        def __init__(self, painter: Painter, update: ChopsUpdate) -> None:
            self.painter, self.update = painter, update

        def render_segments(self, console: Console) -> str:
            out: list[str] = []
            pen = ""
            for y, left, right in self.update.spans:
                self.painter.rows.pop(y, None)
                for start, strip in self._pieces(y, left, right):
                    text, pen = _encode(strip, pen, console)
                    out.append(f"\x1b[{y + 1};{start + 1}H{text}")
            return "".join(out) + ("\x1b[m" if pen else "")

        def _pieces(self, y: int, left: int, right: int) -> Iterable[tuple[int, Strip]]:
            ends, row = self.update.chop_ends[y], self.update.chops[y]
            for end, (x, strip) in zip(ends, row.items(), strict=False):
                if strip is not None and x < right and end > left:
                    start = max(left, x)
                    yield start, strip.crop(start - x, min(end, right) - x)

    class _Whole(CompositorUpdate):
        def __init__(self, painter: Painter, update: LayoutUpdate) -> None:
            self.painter, self.update = painter, update

        def render_segments(self, console: Console) -> str:
            known, region = self.painter.rows, self.update.region
            if self.painter.size != region.size:
                self.painter.size = region.size
                known.clear()
            out: list[str] = []
            for y, strips in enumerate(self.update.strips, region.y):
                text = _row(Strip.join(strips), console)
                if known.get(y) != text:
                    known[y] = text
                    out.append(f"\x1b[{y + 1};{region.x + 1}H{text}")
            return "".join(out)


def _row(strip: Strip, console: Console) -> str:
    """整整一行；没有样式的行尾空格用「清到行尾」代替。"""
    text, pen = _encode(strip, "", console)
    if pen:
        return text + "\x1b[m"
    bare = text.rstrip(" ")
    return bare + _CLEAR_TAIL if len(text) - len(bare) > len(_CLEAR_TAIL) else text


def _encode(strip: Strip, pen: str, console: Console) -> tuple[str, str]:
    """文字和换样式的序列；样式没变就什么也不写。返回 (字节, 最后的样式)。"""
    out: list[str] = []
    system = console._color_system or ColorSystem.TRUECOLOR
    for text, style, _ in strip:
        ansi = Strip.render_ansi(style, system) if style else ""
        if ansi != pen:
            out.append(f"\x1b[0;{ansi}m" if ansi and pen else f"\x1b[{ansi}m")
            pen = ansi
        out.append(text)
    return "".join(out), pen

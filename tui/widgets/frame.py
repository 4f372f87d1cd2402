"""一帧只写变了的格子。

Textual 8.2.8 的 ``ChopsUpdate`` 总是从部件的左边写起；整屏只有一个部件时，改行尾一个字
也要重写整行。这里从变了的那一格写起。用到的私有名字缺了任何一个，就原样交还。
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from textual.strip import Strip

try:
    from textual._compositor import ChopsUpdate
except ImportError:  # Textual 改了内部：照它自己的办法画，只是多几个字节
    ChopsUpdate = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from rich.console import Console

_NEEDED = ("chops", "spans", "chop_ends")


def lean(update: Any) -> Any:
    """同样的一帧，写得短些；不认识的东西原样返回。"""
    if ChopsUpdate is None or type(update) is not ChopsUpdate:
        return update
    if not all(hasattr(update, name) for name in _NEEDED):
        return update
    return _Lean(update.chops, update.spans, update.chop_ends)


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


if ChopsUpdate is not None:

    class _Lean(ChopsUpdate):
        def render_segments(self, console: Console) -> str:
            out: list[str] = []
            pen = ""
            for y, left, right in self.spans:
                for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                    if strip is None or x >= right or end <= left:
                        continue
                    start = max(left, x)
                    part = strip.crop(start - x, min(end, right) - x)
                    text, pen = _encode(part, pen, console)
                    out.append(f"\x1b[{y + 1};{start + 1}H{text}")
            return "".join(out) + ("\x1b[m" if pen else "")

"""角色 → 样子。背景总是终端自己的，所以画一行只花几个字节。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style as Look

from tui.lines import Style

Table = Mapping[Style, Look | None]

# 没有颜色：只靠粗、暗、下划线、反白。
MONO: Table = {
    Style.NORMAL: None,
    Style.DIM: Look(dim=True),
    Style.TITLE: Look(bold=True),
    Style.FOCUS: Look(reverse=True),
    Style.VALUE: Look(bold=True),
    Style.ERROR: Look(bold=True, underline=True),
    Style.WARN: Look(underline=True),
    Style.MARK: Look(bold=True),
    Style.KEY: Look(bold=True),
    Style.RULE: None,
    # 反白的行里再反白就看不见了，所以加下划线。
    Style.CURSOR: Look(bold=True, underline=True, reverse=True),
}

# 16 色的调色板各家不同：只有成对给出的前景和背景才有把握（对比度 ≥ 4.5）。
COLOUR_16: Table = {
    **MONO,
    Style.ERROR: Look(color="bright_white", bgcolor="red", bold=True),
    Style.WARN: Look(color="black", bgcolor="yellow"),
}

# 256 色里，在黑底和白底上对比度都 ≥ 4.5（WCAG AA）的只有这几个；test_theme 会算一遍。
COLOUR: Table = {
    **MONO,
    Style.DIM: Look(color="color(243)"),
    Style.ERROR: Look(color="color(163)", bold=True),
    Style.WARN: Look(color="color(131)", bold=True),
    Style.MARK: Look(color="color(29)", bold=True),
    Style.KEY: Look(color="color(63)", bold=True),
    Style.RULE: Look(color="color(243)"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """一套样子：表，和要不要只用 ASCII 画线。"""

    table: Table
    ascii: bool = False


def choose(environ: Mapping[str, str], *, ascii_only: bool = False) -> Theme:
    """按环境选：NO_COLOR（非空）→ 无色；没有 256 色 → 16 色。"""
    return Theme(_table(environ), ascii_only)


def _table(environ: Mapping[str, str]) -> Table:
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in {"", "dumb", "vt100", "vt220"}:
        return MONO
    if "256" in term or environ.get("COLORTERM"):
        return COLOUR
    return COLOUR_16

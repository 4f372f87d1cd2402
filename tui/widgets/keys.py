"""The bottom lines: the rule and the keys that work here."""

from tui.lines import Line, Style, line, rule
from tui.words import _

Key = tuple[str, str]


def keys_line(keys: list[Key], width: int) -> Line:
    """``F1 说明  F2 上一步 …``; whole entries only, the most important first."""
    entries = [line((name, Style.KEY), f" {does}") for name, does in keys]
    needed = sum(entry.width for entry in entries)
    gap = "  " if needed + 2 * len(entries) <= width else " "
    row = line(" ")
    for entry in entries:
        if row.width + entry.width > width:
            break
        row = row + entry + gap
    return row.crop(width)


def footer(keys: list[Key], width: int) -> list[Line]:
    return [rule(width), keys_line(keys, width)]


def header(title: str, width: int, as_of: str) -> Line:
    """Product, what is open, and the day whose law holds."""
    day = line((_("法规日期 {day} ").format(day=as_of), Style.DIM))
    left = line((" " + _("参保助手") + "  ", Style.TITLE), title)
    return left.fit(max(0, width - day.width)) + day

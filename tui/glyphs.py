"""画线用的字符，和只有 ASCII 时的代替。都是一格换一格，所以排版不变。"""

from __future__ import annotations

VERTICAL, HORIZONTAL, CROSS = "│", "─", "┼"
ON, OFF, POINT = "●", "○", "▸"

# 有的终端把这些「宽度不定」的字符画成两格，整行就歪了：--ascii 时全部换掉。
_ASCII = str.maketrans(
    {
        VERTICAL: "|",
        HORIZONTAL: "-",
        CROSS: "+",
        ON: "*",
        OFF: "o",
        POINT: ">",
        "├": "+",
        "└": "+",
        "┌": "+",
        "┐": "+",
        "┘": "+",
        "┴": "+",
        "┬": "+",
        "┤": "+",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "·": ".",
        "×": "x",
        "÷": "/",
        "—": "-",
        "…": ".",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "█": "#",
        "√": "v",
        "≠": "/",
        "≤": "<",
        "≥": ">",
        "\ufffd": "?",
    }
)


def to_ascii(text: str) -> str:
    """画线字符换成 ASCII；汉字不动。"""
    return text.translate(_ASCII)

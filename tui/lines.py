"""画面的材料：带样式的文字。纯函数，不认识终端，也不认识 Textual。"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from rich.cells import cell_len

# 控制、格式、代理、私用、未定义、行分隔、段分隔：没有一个可以进终端。
UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
REPLACEMENT = "\ufffd"
# 「按图形显示」「按文字显示」两个选择符：各终端算出的宽度不同，一律不要。
_PRESENTATION = {0xFE0E: None, 0xFE0F: None}
# 一段文字最多这么多字符；比最宽的终端还宽。
_SPAN_LIMIT = 2000

Align = Literal["left", "right", "center"]


class Style(StrEnum):
    """文字的角色；长什么样由 ``tui.theme`` 决定。"""

    NORMAL = "normal"
    DIM = "dim"
    TITLE = "title"
    FOCUS = "focus"
    VALUE = "value"
    ERROR = "error"
    WARN = "warn"
    MARK = "mark"
    KEY = "key"
    RULE = "rule"
    CURSOR = "cursor"


def safe(character: str) -> bool:
    """这个字符可不可以送进终端。"""
    return unicodedata.category(character) not in UNSAFE


def plain(text: str, limit: int = 400) -> str:
    """所有文字进入画面的唯一一道门：NFC，危险字符换成 U+FFFD，限长。"""
    # 先截短再规范化：粘贴进来的一兆字节不该白白算一遍。
    text = text[: limit * 4]
    if not text.isascii():  # 选择符先去掉：它隔开的两个字也要能合成一个
        text = unicodedata.normalize("NFC", text.translate(_PRESENTATION))[:limit]
    text = text[:limit]
    if not text.isprintable():  # 几乎总是 True；它把全角空格也算作不可打印，所以还要细看
        text = "".join(c if safe(c) else REPLACEMENT for c in text)
    return text


@dataclass(frozen=True, slots=True)
class Span:
    """一种样式的一段文字；构造时就过 ``plain``，所以 Line 里不会有危险的东西。"""

    text: str
    style: Style = Style.NORMAL
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text, _SPAN_LIMIT))
        object.__setattr__(self, "width", cell_len(self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """一行：不可变的一串 Span；宽度按终端的格子算，汉字两格。"""

    spans: tuple[Span, ...] = ()
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", sum(span.width for span in self.spans))

    @property
    def text(self) -> str:
        """没有样式的文字。"""
        return "".join(span.text for span in self.spans)

    def __add__(self, other: Line | str) -> Line:
        return Line(self.spans + as_line(other).spans)

    def crop(self, width: int) -> Line:
        """至多 ``width`` 格；被切到的汉字换成空格，不留半个。"""
        if self.width <= width:
            return self
        kept: list[Span] = []
        room = max(0, width)
        for span in self.spans:
            if span.width > room:
                kept.append(Span(_take(span.text, room), span.style))
                break
            kept.append(span)
            room -= span.width
        return Line(tuple(kept))

    def pad(self, width: int, style: Style = Style.NORMAL) -> Line:
        """右边补空格到 ``width`` 格；够宽就原样。"""
        return Line((*self.spans, *_blank(width - self.width, style)))

    def fit(self, width: int, style: Style = Style.NORMAL) -> Line:
        """正好 ``width`` 格：长了切，短了补。"""
        return self.crop(width).pad(width, style)

    def right(self, width: int) -> Line:
        """靠右，正好 ``width`` 格。"""
        line = self.crop(width)
        return Line((*_blank(width - line.width, Style.NORMAL), *line.spans))

    def center(self, width: int) -> Line:
        """居中，正好 ``width`` 格。"""
        line = self.crop(width)
        return Line((*_blank((width - line.width) // 2, Style.NORMAL), *line.spans)).pad(width)

    def styled(self, style: Style) -> Line:
        """整行换成一种样式（例如光标所在的行）。"""
        return Line(tuple(Span(span.text, style) for span in self.spans))


Part = str | tuple[str, Style] | Span | Line
Cell = tuple[Part, int, Align]


def line(*parts: Part) -> Line:
    """把几段拼成一行：``line("出生年月 ", ("1985-03", Style.VALUE))``。"""
    spans: list[Span] = []
    for part in parts:
        match part:
            case Line():
                spans.extend(part.spans)
            case Span():
                spans.append(part)
            case str():
                spans.append(Span(part))
            case _:
                spans.append(Span(*part))
    return Line(tuple(span for span in spans if span.text))


def as_line(part: Part) -> Line:
    """字符串也当一行用。"""
    return part if isinstance(part, Line) else line(part)


def columns(cells: Iterable[Cell], gap: int = 1) -> Line:
    """表格的一行：每格 (内容, 宽, 对齐)，宽按格子算，格与格之间空 ``gap`` 格。"""
    row = Line()
    for index, (part, width, align) in enumerate(cells):
        cell = as_line(part)
        placed = {"left": cell.fit, "right": cell.right, "center": cell.center}[align](width)
        row = Line((*row.spans, *_blank(gap if index else 0, Style.NORMAL), *placed.spans))
    return row


def rule(width: int, glyph: str = "─") -> Line:
    """一条横线。"""
    return line((glyph * max(0, width), Style.RULE))


def find_cursor(lines: Sequence[Line]) -> tuple[int, int] | None:
    """终端光标该放的格子 (x, y)：文字光标；没有就是焦点所在的行首；都没有就没有。"""
    for style in (Style.CURSOR, Style.FOCUS):
        for y, row in enumerate(lines):
            x = 0
            for span in row.spans:
                if span.style is style:
                    return x, y
                x += span.width
    return None


def _blank(width: int, style: Style) -> tuple[Span, ...]:
    return (Span(" " * width, style),) if width > 0 else ()


def _take(text: str, room: int) -> str:
    used = 0
    for index, character in enumerate(text):
        width = cell_len(character)
        if used + width > room:
            return text[:index] + " " * (room - used)
        used += width
    return text

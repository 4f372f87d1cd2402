"""唯一的部件：大小固定，画给它的行；只重画变了的格子，从不引起布局。"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.filter import LineFilter
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui.glyphs import to_ascii
from tui.lines import Line, Style, find_cursor
from tui.theme import Theme
from tui.widgets.changes import changed_rows

Draw = Callable[[int, int], Sequence[Line]]


class Canvas(Widget):
    """画布。``draw`` 在大小变了的时候被叫来画一次；平时用 ``show``。"""

    can_focus = False
    ALLOW_SELECT = False
    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    def __init__(self, theme: Theme, draw: Draw | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._draw = draw
        self._lines: tuple[Line, ...] = ()
        self._drawn_for = (0, 0)

    @property
    def lines(self) -> tuple[Line, ...]:
        """现在显示的行。"""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """换成这些行；只有不同的格子会重画。"""
        width, height = self.size
        old, self._lines = self._lines, tuple(lines[:height])
        self._drawn_for = (width, height)
        regions = [
            Region(start, y, end - start, 1)
            for y, start, end in changed_rows(old, self._lines, width, height)
        ]
        self._place_cursor()
        if regions:
            self.refresh(*regions)

    def wear(self, theme: Theme) -> None:
        """换一套样子，全部重画。"""
        self._theme = theme
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Textual 要第 ``y`` 行时给它。"""
        self._redraw_if_resized()
        row = self._lines[y] if y < len(self._lines) else Line()
        return to_strip(row, self.size.width, self._theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """不要 Textual 再改颜色（例如 NO_COLOR）：样子已经由 ``Theme`` 定好了。"""
        return ()

    def _redraw_if_resized(self) -> None:
        # 在画第一帧的时候才画，第一帧就是对的：不先画一屏空白。
        size = (self.size.width, self.size.height)
        if self._draw is not None and size != self._drawn_for:
            self._drawn_for = size
            self._lines = tuple(self._draw(*size)[: size[1]])
            self._place_cursor()

    def _place_cursor(self) -> None:
        # 每一帧末尾 Textual 都把终端光标移到这里：输入法的窗口和读屏软件跟着它。
        if (cursor := find_cursor(self._lines)) is not None:
            self.app.cursor_position = self.region.offset + Offset(*cursor)


def to_strip(row: Line, width: int, theme: Theme) -> Strip:
    """一行变成正好 ``width`` 格的 Strip。"""
    fitted = row.fit(width)
    segments = [
        Segment(to_ascii(span.text) if theme.ascii else span.text, theme.table[span.style])
        for span in fitted.spans
    ]
    return Strip(segments or [Segment(" " * width, theme.table[Style.NORMAL])], width)

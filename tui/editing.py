"""一行可编辑的文字。不可变：每个动作给出新的一份。纯函数。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from rich.cells import cell_len

from tui.lines import Line, Style, line, safe


@dataclass(frozen=True, slots=True)
class TextEdit:
    """文字、光标（在第几个字符之前）、最多几个字符；构造时就收拾成合法的。"""

    text: str = ""
    cursor: int = 0
    limit: int = 40

    def __post_init__(self) -> None:
        text = _clean(self.text, self.limit)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "cursor", min(max(0, self.cursor), len(text)))

    @classmethod
    def of(cls, text: str, limit: int = 40) -> TextEdit:
        """光标在末尾的一份。"""
        return cls(text, limit, limit)

    def insert(self, typed: str) -> TextEdit:
        """在光标处插入；换行、制表和危险的字符丢掉，放不下的也丢掉。"""
        added = _clean(typed, self.limit - len(self.text))
        return self._with(self._head + added + self._tail, self.cursor + len(added))

    def backspace(self) -> TextEdit:
        """删光标前的一个字。"""
        return self._with(self._head[:-1] + self._tail, self.cursor - 1)

    def delete(self) -> TextEdit:
        """删光标后的一个字。"""
        return self._with(self._head + self._tail[1:], self.cursor)

    def left(self) -> TextEdit:
        """左移一个字。"""
        return replace(self, cursor=self.cursor - 1)

    def right(self) -> TextEdit:
        """右移一个字。"""
        return replace(self, cursor=self.cursor + 1)

    def home(self) -> TextEdit:
        """到开头。"""
        return replace(self, cursor=0)

    def end(self) -> TextEdit:
        """到末尾。"""
        return replace(self, cursor=len(self.text))

    def clear(self) -> TextEdit:
        """全部清空。"""
        return self._with("", 0)

    def clear_to_end(self) -> TextEdit:
        """清掉光标之后的。"""
        return self._with(self._head, self.cursor)

    def view(self, width: int, style: Style = Style.NORMAL) -> Line:
        """画成正好 ``width`` 格的输入框，光标总看得见。"""
        width = max(1, width)
        at = self._tail[:1] or " "
        room = width - cell_len(at)
        before = self._head
        while cell_len(before) > max(0, room):
            before = before[1:]
        shown = line((before, style), (at, Style.CURSOR), (self._tail[1:], style))
        return shown.fit(width, style)

    @property
    def _head(self) -> str:
        return self.text[: self.cursor]

    @property
    def _tail(self) -> str:
        return self.text[self.cursor :]

    def _with(self, text: str, cursor: int) -> TextEdit:
        return TextEdit(text, cursor, self.limit)


def _clean(text: str, room: int) -> str:
    # 先截短再过滤：粘贴一兆字节也只看开头一小段。
    head = text[: max(0, room) * 4]
    return "".join(islice(filter(safe, head), max(0, room)))

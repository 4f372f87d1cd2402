"""从字节到按键：先过滤，再交给 Textual 的解析器。"""

from __future__ import annotations

from collections.abc import Iterator

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.message import Message

from tui.inputfilter import ESC, InputFilter

# 键盘协议（u 结尾的）我们没有打开，来了就不是键盘发的。
KNOWN = frozenset(
    sequence
    for sequence, keys in ANSI_SEQUENCES_KEYS.items()
    if sequence[0] == ESC
    and len(sequence) > 2
    and keys is not IGNORE_SEQUENCE
    and sequence[-1] != "u"
)


class Keyboard:
    """收字节，给出按键和粘贴；``due`` 是该叫 ``idle`` 的时间。"""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """丢掉没收完的，从头来。"""
        self._filter = InputFilter(KNOWN, ESCAPE_DELAY)
        self._parser = XTermParser(False)

    @property
    def due(self) -> float | None:
        return self._filter.due

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        return self._parse(self._filter.feed(data, now))

    def idle(self, now: float) -> Iterator[Message]:
        return self._parse(self._filter.idle(now))

    def _parse(self, text: str) -> Iterator[Message]:
        if not text:  # 空串在它那里是「到头了」
            return
        parser = self._parser
        try:
            yield from parser.feed(text)
            # 过滤器给的都是完整的，单独的 Esc 也等过了：不必再等。
            if parser._timeout_time is not None:
                parser._timeout_time = 0.0
                yield from parser.tick()
        except Exception:  # 万一还有让它出错的：丢掉那一段
            self._parser = XTermParser(False)

"""终端来的字节，滤成可以放心解析的文字。纯函数式的状态机：时间由调用的人给。

出来的只有：可以看的字、控制键、整段的已知按键序列、有头有尾的粘贴。没收完的序列至多记
``LONGEST`` 个字符；鼠标、窗口、键盘协议的报告，不认识的、太长的、断掉的序列，一律丢掉。
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Collection

ESC, START, END = "\x1b", "\x1b[200~", "\x1b[201~"
LONGEST = 64
"""一段没收完的序列至多这么长。"""
PASTE = 4096
"""一次粘贴至多留这么多字节；后面的丢掉。"""
PASTE_PAUSE, PASTE_TOTAL = 2.0, 10.0
"""粘贴没有结尾：停了这么久，或一共这么久，就替它结束。"""
STRING = 2.0
"""OSC、DCS 一类的串没有结尾：从开头起至多吃这么久。"""
REST = 0.5
"""序列断在半路：这么久没有下文就丢掉。"""

_TOKEN = re.compile(
    r"(?P<text>[^\x1b]+)"
    r"|(?P<key>\x1b\[\d\d?\$|\x1b\[\[[A-E]|\x1b\[(?!\[)[0-?]*[ -/]*[@-~]|\x1bO[ -~])"
    r"|(?P<open>\x1b(?:\[\[?|\[[0-?]+[ -/]*|\[[ -/]+|O)?\Z)"
    r"|(?P<string>\x1b[\]PX^_])"
    r"|(?P<broken>\x1b\[\[?[0-?]*[ -/]*|\x1bO)"
    r"|(?P<alone>\x1b)"
)
_STRING_END = re.compile(r"\x07|\x1b\\")
# NUL 和 C1；其他控制字符是按键（回车、退格、Ctrl+字母）。
_NEVER = dict.fromkeys([0, *range(0x80, 0xA0)])
_IN_PASTE = dict.fromkeys([0, 0x1B, *range(0x80, 0xA0)])


class InputFilter:
    """``feed`` 收字节；到了 ``due`` 就叫一次 ``idle``。``known`` 是要放行的按键序列。"""

    def __init__(self, known: Collection[str], escape: float = 0.1) -> None:
        self._known = known
        self._escape = escape
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._state: Callable[[str, int], tuple[str, int]] = self._outside
        self._held = ""
        self._room = 0
        self._now = 0.0
        self._until = 0.0
        self.due: float | None = None

    @property
    def held(self) -> int:
        """记着多少个没收完的字符。"""
        return len(self._held)

    def feed(self, data: bytes, now: float) -> str:
        """收一段字节，给出滤好的文字。"""
        decoded = self._decoder.decode(data)
        out = self._forced(now)
        text, self._held = self._held + decoded, ""
        self._now = now
        at = 0
        while at < len(text):
            piece, at = self._state(text, at)
            out += piece
        self.due = self._next(now)
        return out

    def idle(self, now: float) -> str:
        """没有下文了：放出单独的 Esc，丢掉断掉的，结束没结尾的粘贴。"""
        if self.due is None or now < self.due:
            return ""
        out = self._decoder.decode(b"", True)  # 一个汉字只来了一半
        if self._state == self._outside:
            out = (ESC if self._held == ESC else "") + out
        elif self._state == self._paste:
            out += END
        self._held, self._state, self.due = "", self._outside, None
        return out

    # ---- 状态：各收 (文字, 从哪里)，给出 (放行的, 到哪里)

    def _outside(self, text: str, at: int) -> tuple[str, int]:
        match = _TOKEN.match(text, at)
        assert match is not None
        token, end = match[0], match.end()
        match match.lastgroup:
            case "text":
                return token.translate(_NEVER), end
            case "open":
                return self._hold(token), end
            case "alone":
                return ESC, end
            case "string":
                self._state, self._until = self._string, self._now + STRING
            case "key" if token == START:
                self._state, self._until, self._room = self._paste, self._now + PASTE_TOTAL, PASTE
                return START, end
            case "key" if token in self._known:
                return token, end
        return "", end

    def _hold(self, token: str) -> str:
        if len(token) <= LONGEST:
            self._held = token
        else:
            self._state, self._until = self._overlong, self._now + REST
        return ""

    def _paste(self, text: str, at: int) -> tuple[str, int]:
        end = text.find(END, at)
        if end >= 0:
            self._state = self._outside
            return self._pasted(text[at:end]) + END, end + len(END)
        kept = next(n for n in range(len(END) - 1, -1, -1) if text.endswith(END[:n], at))
        self._held = text[len(text) - kept :]
        return self._pasted(text[at : len(text) - kept]), len(text)

    def _pasted(self, text: str) -> str:
        data = text[: self._room].translate(_IN_PASTE).encode()[: self._room]
        self._room -= len(data)
        return data.decode(errors="ignore")

    def _string(self, text: str, at: int) -> tuple[str, int]:
        end = _STRING_END.search(text, at)
        if end is None:
            self._held = ESC if text.endswith(ESC, at) else ""
            return "", len(text)
        self._state = self._outside
        return "", end.end()

    def _overlong(self, text: str, at: int) -> tuple[str, int]:
        while at < len(text) and " " <= text[at] <= "?":
            at += 1
        if at < len(text):
            self._state = self._outside
            at += "@" <= text[at] <= "~"
        return "", at

    # ---- 时间

    def _forced(self, now: float) -> str:
        """一直有新的来，也不能没完：到了总的时限就结束。"""
        if self._state == self._outside or now < self._until:
            return ""
        out = END if self._state == self._paste else ""
        self._state, self._held = self._outside, ""
        return out

    def _next(self, now: float) -> float | None:
        if self._state == self._paste:
            return min(now + PASTE_PAUSE, self._until)
        if self._state != self._outside:
            return self._until
        if self._held or self._decoder.getstate()[0]:
            return now + (self._escape if self._held == ESC else REST)
        return None

"""命令行往外写的唯一地方：结果到标准输出，毛病到标准错误。"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from core.words import Text
from profiles.problems import visible
from tui.glyphs import to_ascii
from tui.words import render


@dataclass(frozen=True, slots=True)
class Console:
    """一次运行的输出；``ascii_only`` 时线条和符号换成 ASCII。"""

    ascii_only: bool = False

    def say(self, *rows: str) -> None:
        """几行结果；看不见的字符不进终端。"""
        self._write(sys.stdout, rows)

    def complain(self, texts: Iterable[Text]) -> None:
        """一处一句，到标准错误。"""
        self._write(sys.stderr, [render(text) for text in texts])

    def json(self, document: Mapping[str, object]) -> None:
        """一份 JSON，别的什么也没有。"""
        sys.stdout.write(json_text(document))

    def raw(self, data: bytes) -> None:
        """文件原样；终端上则先去掉看不见的字符。"""
        if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
            self.say(*data.decode().splitlines())
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def _write(self, stream: TextIO, rows: Iterable[str]) -> None:
        for row in rows:
            text = visible(row)
            stream.write((to_ascii(text) if self.ascii_only else text) + "\n")


def json_text(document: Mapping[str, object]) -> str:
    """JSON 文字；有终端不该见的字符，或者终端写不出汉字时，全部转义。"""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    if not _writable(text):
        text = json.dumps(document, indent=2, default=str)
    return text + "\n"


def _writable(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return all(visible(row) == row for row in text.split("\n"))

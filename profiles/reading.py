"""From bytes on a disk to a TOML table, whatever the bytes are: every failure is ProfileError."""

import os
import re
import stat
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from core.words import say
from profiles import bounds
from profiles.problems import ProfileError, RefusedError, refusal
from profiles.troubles import said

# NONBLOCK: a FIFO must not hang us; NOFOLLOW: a link must not lead elsewhere; NOCTTY: a terminal
# must not become ours.
OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY

_KIB = bounds.MAX_BYTES // 1024
_LINE = re.compile(r"at line (\d+)")


def read_file(path: Path, *, name: str = "") -> bytes:
    """The bytes of the plain file ``path``, called ``name`` in messages; at most 64 KiB."""
    name = name or str(path)
    try:
        file = open(path, "rb", buffering=0, opener=_open_regular)  # noqa: SIM115
    except RefusedError as error:
        raise refusal(name, error.text, say("一个 TOML 文件")) from None
    except OSError as error:
        raise refusal(name, say("打不开：{why}", why=said(error))) from None
    except ValueError:
        raise refusal(name, say("打不开：文件名不对")) from None
    with file:
        return read_stream(file, name)


def _open_regular(path: str, _flags: int) -> int:
    fd = os.open(path, OPENING)
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    raise RefusedError(say("不是普通文件"))


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """All bytes of an open stream (standard input, say); at most 64 KiB."""
    raw = b""
    try:
        while len(raw) <= bounds.MAX_BYTES:
            more = stream.read(bounds.MAX_BYTES + 1 - len(raw))
            if not more:
                return raw
            raw += more
    except OSError as error:
        raise refusal(name, say("读不出来：{why}", why=said(error))) from None
    raise _too_large(name)


def parse(raw: bytes, name: str) -> dict[str, object]:
    """The TOML table in ``raw``, decimal numbers as Decimal; ``name`` is for messages.

    A byte order mark and CRLF are fine (Notepad writes them).  Raises ProfileError.
    """
    text = _text(raw, name)
    try:
        bounds.check(text)
        data: dict[str, object] = tomllib.loads(text, parse_float=Decimal)
        bounds.check_values(data)
    except RefusedError as error:
        raise refusal(name, error.text) from None
    except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise _not_toml(name, error) from None
    return data


def _text(raw: bytes, name: str) -> str:
    if len(raw) > bounds.MAX_BYTES:
        raise _too_large(name)
    utf8 = say("UTF-8 编码的文本（记事本：另存为，编码选 UTF-8）")
    if b"\0" in raw:
        raise refusal(name, say("里面有空字节，不是 UTF-8 编码的文本"), utf8)
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        raise refusal(name, say("不是 UTF-8 编码"), utf8) from None


def _too_large(name: str) -> ProfileError:
    return refusal(name, say("文件太大"), say("不超过 {kib} KiB 的文件", kib=_KIB))


def _not_toml(name: str, error: Exception) -> ProfileError:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return refusal(name, say("不合 TOML 的写法"))
    line = _LINE.search(str(error))
    where = say("第 {line} 行", line=line[1]) if line else say("文件末尾")
    problem = say("{where}不合 TOML 的写法，或者同一项写了两次", where=where)
    accepted = say('形如 键 = "值" 的一行，文字和汉字的键都加英文引号')
    return refusal(name, problem, accepted)

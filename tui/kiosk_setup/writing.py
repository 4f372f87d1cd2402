"""把设置文件写到一个文件夹，给人审阅；自己什么也不安装。"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from core.words import say
from tui.failures import BadInputError
from tui.kiosk_setup.rendering import SCRIPTS, rendered
from tui.kiosk_setup.settings import Settings
from tui.kiosk_setup.stored import SETTINGS, dumped

SUMS = "SHA256SUMS"


def write(folder: Path, settings: Settings) -> list[str]:
    """写出全部文件，返回名字；只肯写进空的或者上次写的文件夹。"""
    contents = rendered(settings) | {SETTINGS: dumped(settings)}
    contents[SUMS] = sums(contents)
    _ready(folder)
    for name, text in contents.items():
        _put(folder / name, text, 0o755 if name in SCRIPTS else 0o644)
    return sorted(contents)


def sums(contents: dict[str, str]) -> str:
    """``sha256sum -c`` 读得懂的一份清单。"""
    rows = (f"{digest(text.encode())}  {name}\n" for name, text in sorted(contents.items()))
    return "".join(rows)


def digest(data: bytes) -> str:
    """SHA-256，十六进制。"""
    return hashlib.sha256(data).hexdigest()


def _ready(folder: Path) -> None:
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    if there and SUMS not in there:
        raise BadInputError(
            say("{folder} 里已经有别的东西；请给一个空的文件夹。", folder=str(folder))
        )


def _put(path: Path, text: str, mode: int) -> None:
    """先删后建，不顺着别人放的链接写出去。"""
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(path, flags, mode), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)

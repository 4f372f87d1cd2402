"""按名称、编号或文件找到一份方案。"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import Text, say
from tui.failures import BadInputError
from tui.words import render

if TYPE_CHECKING:
    from profiles.schema import Profile
    from profiles.store import Entry, Store


def store() -> Store:
    """这台机器上的方案。"""
    from profiles.audit import Audit
    from profiles.locations import profiles_folder
    from profiles.store import Store
    from tui.clock import now_text

    folder = profiles_folder()
    return Store(folder, Audit(folder, now_text))


def find(entries: list[Entry], wanted: str, nothing: Text) -> Entry:
    """名称或编号正好是 ``wanted`` 的那一份；没有、或不止一份，就是 BadInputError。"""
    import unicodedata

    name = unicodedata.normalize("NFC", wanted).strip()
    found = [e for e in entries if name and e.id == name]
    found = found or [e for e in entries if name and e.name == name]
    if not found:
        raise BadInputError(nothing)
    if len(found) > 1:
        ids = "、".join(entry.id for entry in found)
        raise BadInputError(
            say(
                "叫「{name}」的有 {n} 份，请写编号：{ids}。",
                name=_shown(name),
                n=len(found),
                ids=ids,
            )
        )
    return found[0]


def find_saved(wanted: str) -> Entry:
    """存着的一份方案。"""
    nothing = say("没有叫「{name}」的方案；canbao list 列出所有方案。", name=_shown(wanted))
    return find(store().entries(), wanted, nothing)


def find_deleted(wanted: str) -> Entry:
    """删掉的一份方案。"""
    nothing = say(
        "删掉的方案里没有「{name}」；canbao list --deleted 列出它们。", name=_shown(wanted)
    )
    return find(store().trash(), wanted, nothing)


def _shown(text: str) -> Text | str:
    from profiles.problems import shown

    return shown(text)


def looks_like_file(text: str) -> bool:
    """是文件还是方案名：有这个文件、以 .toml 结尾、或带路径分隔符的，都是文件。"""
    return text == "-" or text.endswith(".toml") or os.sep in text or os.path.isfile(text)


def read(file: str) -> tuple[bytes, str]:
    """一个文件（``-`` 是标准输入）的内容，和消息里叫它什么。"""
    from profiles.reading import read_file, read_stream

    if file == "-":
        name = render(say("标准输入"))
        return read_stream(sys.stdin.buffer, name), name
    # 人给的文件可以是链接；方案文件夹里的才不许是。
    return read_file(Path(os.path.realpath(file)), name=file), file


def profile_of(file_or_name: str) -> tuple[Profile, str]:
    """文件里的或存着的方案，和消息里叫它什么。"""
    if looks_like_file(file_or_name):
        from profiles.toml import parse_profile

        raw, name = read(file_or_name)
        return parse_profile(raw, name), name
    from tui.commands.asking import saved_profile

    entry = find_saved(file_or_name)
    return saved_profile(entry), entry.name or entry.id

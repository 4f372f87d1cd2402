"""今天是哪天：整个程序只在这里看钟。"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime

from core.words import say
from tui.failures import BadInputError

VARIABLE = "CANBAO_AS_OF"
FIRST, LAST = date(2019, 1, 1), date(2100, 12, 31)
"""更早的规定没有收录；更晚的日子推算没有意义。"""


def today(
    as_of: str | None = None, env: Mapping[str, str] = os.environ, *, option: str = "--as-of"
) -> date:
    """``--as-of``，没有就看 ``$CANBAO_AS_OF``，再没有就是今天；不对就是 BadInputError。"""
    if as_of is not None:
        return _read(as_of, option)
    fixed = env.get(VARIABLE, "")
    return _read(fixed, VARIABLE) if fixed else datetime.now().astimezone().date()


def now(env: Mapping[str, str] = os.environ) -> str:
    """写进方案的时间；日期和 ``today`` 一致。"""
    clock = datetime.now().astimezone().replace(microsecond=0, tzinfo=None).time()
    return f"{today(None, env).isoformat()}T{clock.isoformat()}"


def _read(text: str, where: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _refused(text, where) from None
    if not FIRST <= day <= LAST or text != day.isoformat():
        raise _refused(text, where)
    return day


def _refused(text: str, where: str) -> BadInputError:
    from profiles.problems import shown

    return BadInputError(
        say(
            "{where}：不能是「{text}」。可填：年-月-日，如 2026-11-23，{first} 到 {last}。",
            where=where,
            text=shown(text),
            first=FIRST,
            last=LAST,
        )
    )


def now_text() -> str:
    """Now, with the offset from UTC, to the second: the time put into files."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

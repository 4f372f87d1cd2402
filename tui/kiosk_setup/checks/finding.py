"""一条检查的结果。"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``good`` 是 None 表示没有试。"""

    good: bool | None
    what: str
    seen: str = ""


def equal(what: str, seen: str, wanted: str) -> Finding:
    """要正好是这个值。"""
    return Finding(seen == wanted, what, seen or "-")

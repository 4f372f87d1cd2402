"""办公室定下的：方案放在哪里、保留几天、多久没人按键就结束。"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """``directory`` 是 None 就不保留方案。"""

    directory: Path | None = None
    retention_days: int = 30
    idle_warning: int = 60
    idle_end: int = 90
    ascii_only: bool = False

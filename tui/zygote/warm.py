"""分出会话之前，把以后要用的都装载好。"""

from __future__ import annotations

import gc
import importlib
import pkgutil

PACKAGES = ("core", "profiles", "tui")
SKIPPED = ("tui.__main__", "tui.kiosk_setup", "tui.zygote", "tui.commands")


def warm() -> None:
    """装载全部模块和政策表；之后的垃圾回收不再碰它们（否则每个会话都要复制一份内存）。"""
    for package in PACKAGES:
        for name in _modules(package):
            importlib.import_module(name)
    _read_policy()
    gc.collect()
    gc.freeze()


def _modules(package: str) -> list[str]:
    found = pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
    return [one.name for one in found if not one.name.startswith(SKIPPED)]


def _read_policy() -> None:
    from core.policy.load import packaged

    policy = packaged()
    for code in policy.provinces:
        policy.provinces[code]

"""分出会话之前，把以后要用的都装载好。"""

from __future__ import annotations

import asyncio
import gc
import importlib
import pkgutil

PACKAGES = ("core", "profiles", "tui")
SKIPPED = ("tui.__main__", "tui.kiosk_setup", "tui.zygote", "tui.commands")


def warm() -> None:
    """装载全部模块和政策表，演一遍第一屏；之后的垃圾回收不再碰它们（否则每个会话都要复制一份内存）。"""
    for package in PACKAGES:
        for name in _modules(package):
            importlib.import_module(name)
    _read_policy()
    asyncio.run(_rehearse())
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


async def _rehearse() -> None:
    """没有终端、没有人地画一次第一屏：样式表、字宽表和晚装载的模块从此都在手边。"""
    from core.policy.load import packaged
    from tui.clock import today
    from tui.kiosk.app import KioskApp
    from tui.kiosk.keeper import Keeper
    from tui.kiosk.settings import Settings

    settings, day = Settings(), today()
    app = KioskApp(settings, Keeper(None, settings.retention_days, today), packaged(), day)
    async with app.run_test():
        pass

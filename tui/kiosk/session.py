"""一次会话从头到尾：关严、开始、不管怎么结束都擦干净。"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from profiles.sealed import Sealed
from profiles.troubles import StoreError
from tui.crash import report
from tui.failures import BROKEN, REFUSED
from tui.kiosk import farewell
from tui.kiosk.process import lock_down
from tui.kiosk.settings import Settings
from tui.signals import PATIENCE
from tui.words import _, render

if TYPE_CHECKING:
    from tui.kiosk.app import KioskApp


def run_session(settings: Settings) -> int:
    """返回退出状态：0 正常或没人按键，3 方案的文件夹不能用。

    信号（128+n）、断线（75）、出错（70）由驱动当场结束进程，不回到这里。
    """
    lock_down()
    sealed = Sealed(settings.directory) if settings.directory is not None else None
    try:
        if sealed is not None:
            sealed.check()
    except StoreError as error:
        sys.stderr.write(render(error.text) + "\n")
        return REFUSED
    return _run(settings, sealed)


def _run(settings: Settings, sealed: Sealed | None) -> int:
    status = BROKEN
    try:
        status = _show(settings, sealed)
    except BaseException as error:
        sys.stderr.write(report(error, kept=False) + "\n")
    return status


def _show(settings: Settings, sealed: Sealed | None) -> int:
    from tui.clock import today
    from tui.kiosk.app import BEHIND, KioskApp
    from tui.kiosk.idle import Backstop
    from tui.kiosk.keeper import Keeper
    from tui.policies import in_use

    keeper = Keeper(sealed, settings.retention_days, today)
    app = KioskApp(settings, keeper, in_use().policy, today())
    app.backstop = Backstop(settings.idle_end + BEHIND, partial(_give_up, app))
    try:
        app.run(mouse=False)
    finally:
        app.backstop.stop()
        farewell.wipe(_("已结束，屏幕已清空。\n"))
    return app.return_code or 0


def _give_up(app: KioskApp) -> None:
    """事件循环不动了（在另一根线里）：请驱动结束；连它也不行，擦掉能擦的，马上走。"""
    if app.ending is not None:
        app.ending.ask(BROKEN)
        time.sleep(2 * PATIENCE + 1)
    farewell.wipe()
    os._exit(BROKEN)

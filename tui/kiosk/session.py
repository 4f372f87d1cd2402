"""一次会话从头到尾：关严、开始、不管怎么结束都擦干净。"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from profiles.sealed import Sealed
from profiles.troubles import StoreError
from tui.kiosk import farewell
from tui.kiosk.process import lock_down
from tui.kiosk.settings import Settings
from tui.words import _, render


def run_session(settings: Settings) -> int:
    """返回退出状态：0 正常或没人按键，128+n 信号，70 程序出错，3 方案的文件夹不能用。"""
    lock_down()
    sealed = Sealed(settings.directory) if settings.directory is not None else None
    try:
        if sealed is not None:
            sealed.check()
    except StoreError as error:
        sys.stderr.write(render(error.text) + "\n")
        return 3
    return _run(settings, sealed)


def _run(settings: Settings, sealed: Sealed | None) -> int:
    before = farewell.modes()
    status, words = 70, ""
    try:
        status, words = _show(settings, sealed)
    except BaseException as error:
        words = _code(error)
    finally:
        farewell.wipe(before, words)
    return status


def _show(settings: Settings, sealed: Sealed | None) -> tuple[int, str]:
    from core.policy.load import packaged
    from tui.clock import today
    from tui.kiosk.app import BEHIND, KioskApp
    from tui.kiosk.idle import Backstop
    from tui.kiosk.keeper import Keeper

    keeper = Keeper(sealed, settings.retention_days, today)
    app = KioskApp(settings, keeper, packaged(), today())
    app.backstop = Backstop(settings.idle_end + BEHIND, _give_up)
    app.run(mouse=False)
    app.backstop.stop()
    status = app.return_code or 0
    return status, _code(app.crash) if app.crash is not None else _("已结束，屏幕已清空。\n")


def _give_up() -> None:
    """事件循环不动了：擦掉能擦的，马上走。"""
    farewell.wipe(None)
    os._exit(70)


def _code(error: BaseException) -> str:
    """出错的代码：只有文件名、行号和种类，没有任何值。"""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{Path(last.tb_frame.f_code.co_filename).stem}-{last.tb_lineno}" if last else ""
    code = f"{place}-{type(error).__name__}"
    return _("程序出错，已经结束（代码 {code}）。\n").format(code=code)

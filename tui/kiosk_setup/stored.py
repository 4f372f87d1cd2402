"""设置本身也写一份，检查的时候读回来。"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from core.words import say
from tui.failures import BadInputError
from tui.kiosk_setup.settings import Settings

SETTINGS = "settings.json"


def dumped(settings: Settings) -> str:
    """一份 JSON。"""
    return json.dumps(asdict(settings), indent=2, sort_keys=True) + "\n"


def loaded(folder: Path) -> Settings:
    """``setup`` 写出的那份，再验一遍。"""
    try:
        found = json.loads((folder / SETTINGS).read_text("utf-8"))
        types = {field.name: type(field.default) for field in fields(Settings)}
        if {name: type(value) for name, value in found.items()} != types:
            raise TypeError
        return Settings(**found).checked()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BadInputError(
            say("{folder} 不是 canbao kiosk setup 写出的文件夹。", folder=str(folder))
        ) from error

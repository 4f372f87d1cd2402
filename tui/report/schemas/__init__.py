"""各种格式的 JSON Schema：人写的文件由 pydantic 生成，我们写的文件手写在这个文件夹里。"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """``profile``、``award``、``projection`` 或 ``policy`` 的 JSON Schema。"""
    if name == "profile":
        from profiles.schema import Profile

        return {"$schema": DIALECT, **Profile.model_json_schema(by_alias=True)}
    if name == "award":
        from profiles.award_file import AwardFile

        return {"$schema": DIALECT, **AwardFile.model_json_schema(by_alias=True)}
    text = files("tui.report.schemas").joinpath(f"{name}.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document

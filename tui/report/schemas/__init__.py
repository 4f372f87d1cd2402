"""各种格式的 JSON Schema：人写的文件由 pydantic 生成，我们写的文件手写在这个文件夹里。"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tui.words import _

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """``profile``、``award``、``projection`` 或 ``policy`` 的 JSON Schema。"""
    if name == "profile":
        from profiles.schema import Profile

        return _generated(Profile, _("canbao 方案，第 1 版（TOML）"))
    if name == "award":
        from profiles.award_file import AwardFile

        return _generated(AwardFile, _("canbao 核定表（TOML）"))
    text = files("tui.report.schemas").joinpath(f"{name}.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def _generated(model: type[BaseModel], title: str) -> dict[str, Any]:
    made: dict[str, Any] = _tidy(model.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, "title": title, **made}


def _tidy(node: Any) -> Any:
    """去掉给程序员的英文标题和说明，也去掉 null：TOML 写不出 null。"""
    if isinstance(node, list):
        return [_tidy(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value) for key, value in node.items() if not _technical(key, value)}
    options = kept.get("anyOf", [])
    if {"type": "null"} in options:
        del kept["anyOf"]
        options = [option for option in options if option != {"type": "null"}]
        kept = {**options[0], **kept} if len(options) == 1 else {"anyOf": options, **kept}
    return kept


def _technical(key: str, value: Any) -> bool:
    if key == "default" and value is None:
        return True
    return isinstance(value, str) and (key == "title" or (key == "description" and value.isascii()))

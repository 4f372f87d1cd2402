"""政策文件的内容，照写在文件里的样子：连同只给人看的备注和别的说法。"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from core.policy.load import packaged
from core.policy.model import NATION, Series
from core.quantities import YearMonth
from core.words import say
from profiles.problems import shown
from tui.failures import BadInputError
from tui.words import _, render

Data = dict[str, Any]


@dataclass(frozen=True)
class PlaceData:
    """一个地方的政策文件。"""

    code: str
    name: str
    file: str
    raw: bytes
    data: Data


@cache
def places() -> tuple[PlaceData, ...]:
    """随程序带的所有文件，全国在前。"""
    folder = files("core.policy")
    provinces = sorted(
        (f for f in folder.joinpath("provinces").iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    return tuple(_read(f.name, f.read_bytes()) for f in (folder / "national.toml", *provinces))


def _read(file: str, raw: bytes) -> PlaceData:
    data = tomllib.loads(raw.decode())
    code = data["place"]
    return PlaceData(code, place_name(code), file, raw, data)


def place_name(code: str) -> str:
    """地方的名字；全国不在区划表里。"""
    region = packaged().regions.get(code)
    return _("全国") if code == NATION else (region.name if region else code)


def place(text: str) -> PlaceData:
    """代码、名称或拼音说的那个地方所在的省；没有收录就是 BadInputError。"""
    code = _code(text)
    found = next((one for one in places() if one.code == code), None)
    if found is not None:
        return found
    known = "、".join(f"{one.name}（{one.code}）" for one in places())
    name = place_name(code) if code else shown(text)
    raise BadInputError(say("没有收录「{name}」的参数。可填：{known}。", name=name, known=known))


def _code(text: str) -> str:
    if text in (NATION, "全国"):
        return NATION
    regions = packaged().regions
    exact = regions.get(text)
    found = [exact] if exact else regions.search(text[:40], limit=1) if text.strip() else []
    return found[0].province if found else ""


def in_force(series: Series, entry: Data, on: date) -> bool:
    """这一条是不是那天用的：那天已知的最后一条；当年的还没公布，用的就是上年的。"""
    month = YearMonth(on.year, on.month)
    held = next(series.known(on), None)
    if held is None or (held.last is not None and held.last < month):
        return False
    first: str = entry["from"]
    return str(held.first) == first


def series_of(found: PlaceData, name: str) -> Series:
    """核心读到的同一个参数。"""
    policy = packaged()
    nation = found.code == NATION
    jurisdiction = policy.national.jurisdiction if nation else policy.provinces[found.code]
    return jurisdiction.series[name]


def documents(found: PlaceData) -> dict[str, Data]:
    """全国文件里规定的出处；各省没有这一节。"""
    listed: dict[str, Data] = found.data.get("documents", {})
    return listed


def words_of(name: str) -> str:
    """参数的中文名。"""
    from core.policy.names import label

    return render(label(name))

"""The administrative regions of China (GB/T 2260): look-up by code and search by name or pinyin.

The module is pure: whoever loads the policy files hands over the text of ``regions.csv``.  Rows
stay plain tuples and become :class:`Region` only when asked for, so that the start stays quick.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["province", "prefecture", "county"]

#: code, name, pinyin, initials, parent
_Row: TypeAlias = tuple[str, str, str, str, str]
#: exactness, level, away from home, code: the smaller, the earlier in the list of hits
_Rank: TypeAlias = tuple[int, int, bool, str]

_EXACT, _PREFIX, _INSIDE = range(3)
_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")

# What may follow the stem of a name, with its reading, so that "datong" hits 大同市 exactly.
_TAILS = {
    "": "",
    "省": "sheng",
    "市": "shi",
    "区": "qu",
    "县": "xian",
    "盟": "meng",
    "地区": "diqu",
    "新区": "xinqu",
    "特区": "tequ",
    "林区": "linqu",
    "自治区": "zizhiqu",
    "壮族自治区": "zhuangzuzizhiqu",
    "回族自治区": "huizuzizhiqu",
    "维吾尔自治区": "weiwuerzizhiqu",
}

# Names the suffix rules would cut wrongly.  They cannot be rules themselves: 新区 goes from
# 浦东新区 but not from 清新区, 林区 from 神农架林区 but not from 万柏林区.
_ODD_STEMS = {
    "内蒙古自治区": "内蒙古",
    "滨海新区": "滨海",
    "浦东新区": "浦东",
    "沈北新区": "沈北",
    "六枝特区": "六枝",
    "神农架林区": "神农架",
}

_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
# A banner (旗) and a mining district (矿区) are not said without their suffix.
_PLAIN = ("地区", "省", "市", "盟", "区", "县")
_PEOPLES = (
    "各族", "蒙古族", "蒙古", "回族", "藏族", "维吾尔族", "维吾尔", "苗族",
    "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族",
    "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族",
    "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜", "土族",
    "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族",
    "锡伯", "塔吉克族", "塔吉克", "普米族", "怒族", "鄂温克族", "保安族", "裕固族",
    "独龙族", "鄂伦春族",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """One province, prefecture or county."""

    code: str
    name: str
    pinyin: str
    initials: str
    parent: str

    @property
    def level(self) -> Level:
        """The level, which the zeros at the end of the code tell."""
        return _LEVELS[_depth(self.code)]

    @property
    def province(self) -> str:
        """The code of the province the region lies in."""
        return self.code[:2] + "0000"


class Regions:
    """The whole table."""

    def __init__(self, rows: dict[str, _Row]) -> None:
        """Take over rows by code; outside this module use :meth:`from_csv`."""
        self._rows = rows

    @classmethod
    def from_csv(cls, text: str) -> Regions:
        """The table in the text of ``regions.csv``; lines that are no rows are passed over."""
        rows: dict[str, _Row] = {}
        for line in text.splitlines():
            cells = line.split(",")
            if len(cells) == 5 and _is_code(cells[0]):
                code, name, pinyin, initials, parent = cells
                rows[code] = (code, name, pinyin, initials, parent)
        return cls(rows)

    def __len__(self) -> int:
        """How many regions there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[Region]:
        """All regions, in the order of the file."""
        return (Region(*row) for row in self._rows.values())

    def get(self, code: str) -> Region | None:
        """The region with this code, if there is one."""
        row = self._rows.get(code)
        return None if row is None else Region(*row)

    def path(self, code: str) -> tuple[Region, ...]:
        """The regions from the province down to this one; empty if the code is unknown."""
        steps: list[Region] = []
        region = self.get(code)
        # The bound keeps a damaged table, whose parents run in a circle, from hanging us.
        while region is not None and len(steps) < len(_LEVELS):
            steps.insert(0, region)
            region = self.get(region.parent)
        return tuple(steps)

    def full_name(self, code: str) -> str:
        """The name with those above it, 山西省大同市平城区; empty if the code is unknown."""
        return "".join(region.name for region in self.path(code))

    def short_name(self, code: str) -> str:
        """The name as it is said, 大同 or 太原小店; empty if the code is unknown."""
        steps = self.path(code)
        if not steps:
            return ""
        last = steps[-1]
        if last.level != "county" or len(steps) == 1:
            return _stem(last.name)
        above = _stem(steps[-2].name)
        return above + self._short_county(last, above)

    def children(self, code: str) -> tuple[Region, ...]:
        """The regions right below this one; those below "" are the provinces."""
        return tuple(Region(*row) for row in self._rows.values() if row[4] == code)

    def search(self, text: str, home: str = "140000", limit: int = 9) -> list[Region]:
        """The regions a typed text may mean, the likeliest first.

        The text is the start of a code (two digits or more), a part of a name, or the start of
        the pinyin or of its initials.  Nothing typed gives what lies below the home province.
        """
        key = _normal(text)
        if not key:
            return list(self.children(home[:2] + "0000")[: max(limit, 0)])
        ranked = ((_rank(row, key, home[:2]), row) for row in self._hits(key))
        return [Region(*row) for _, row in nsmallest(limit, ranked)]

    def _hits(self, key: str) -> list[_Row]:
        """The rows a normalised text matches, in any order."""
        rows = self._rows.values()
        if not key.isascii():
            # ü is the one letter of pinyin outside ASCII; the table writes it v.
            typed = key.replace("ü", "v")
            return self._hits(typed) if typed.isascii() else [row for row in rows if key in row[1]]
        if key.isdigit():
            return [row for row in rows if row[0].startswith(key)] if len(key) > 1 else []
        return [row for row in rows if row[2].startswith(key) or row[3].startswith(key)]

    def _short_county(self, county: Region, above: str) -> str:
        """The stem, or the whole name where that is unclear (伊宁市 and 伊宁县, 濮阳濮阳县)."""
        stem = _stem(county.name)
        beside = [row[1] for row in self._rows.values() if row[4] == county.parent]
        # The cheap test for the text comes first: few neighbours contain the stem at all.
        alike = sum(1 for name in beside if stem in name and _stem(name) == stem)
        return county.name if stem == above or alike > 1 else stem


def _is_code(text: str) -> bool:
    """Whether a cell is a code of six digits."""
    return len(text) == 6 and text.isascii() and text.isdigit()


def _depth(code: str) -> int:
    """The index of the level in ``_LEVELS``."""
    if code[2:] == "0000":
        return 0
    return 1 if code[4:] == "00" else 2


def _normal(text: str) -> str:
    """Typed text as the table writes it: half-width, lower case, no spaces or apostrophes."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    return "".join(folded.split())


def _rank(row: _Row, key: str, home: str) -> _Rank:
    """The place of a hit among the others."""
    code = row[0]
    return _exactness(row, key), _depth(code), code[:2] != home, code


def _exactness(row: _Row, key: str) -> int:
    """How well a hit fits; the stem counts as much as the whole name (大同 for 大同市)."""
    code, name, pinyin, initials, _ = row
    if key in (code, name, pinyin, initials):
        return _EXACT
    if key in name and not name.startswith(key):
        return _INSIDE
    if len(key) == 1:
        # No stem is that short, and one letter has so many hits that working them out is felt.
        return _PREFIX
    stem = _stem(name)
    tail = _TAILS.get(name[len(stem) :])
    if key in (stem, initials[: len(stem)]) or (tail is not None and key + tail == pinyin):
        return _EXACT
    return _PREFIX


def _stem(name: str) -> str:
    """The name without its suffix, unless one character or less would be left (祁县, 城区)."""
    if name in _ODD_STEMS:
        return _ODD_STEMS[name]
    if name.endswith(_AUTONOMOUS):
        return _without_peoples(name[:-3])
    if name.endswith("族区"):
        return _without_peoples(name[:-1])
    if name.endswith("矿区"):
        return name
    suffix = next((one for one in _PLAIN if name.endswith(one)), "")
    stem = name.removesuffix(suffix)
    return stem if len(stem) > 1 else name


def _without_peoples(name: str) -> str:
    """The name without the peoples at its end: 积石山保安族东乡族撒拉族 is 积石山."""
    people = next((one for one in _PEOPLES if name.endswith(one)), "")
    if not people:
        return name
    if people == name:
        # 东乡族自治县 is named after its people alone.
        return name.removesuffix("族")
    return _without_peoples(name.removesuffix(people))

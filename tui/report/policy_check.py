"""检查政策文件：读得懂，名字认得，数说得通。一处一句。"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from core.policy.load import PolicyError, packaged, read_jurisdiction, read_national
from core.policy.model import NATION, Jurisdiction, Series
from core.policy.names import ASSUMED, LABELS
from core.rules.pension import TOTAL_ROUNDING, YEARS
from core.words import Text, say
from profiles.problems import ProfileError, visible
from profiles.reading import parse, read_file
from tui.failures import BadInputError
from tui.report.policy_data import places
from tui.report.values import Json
from tui.words import _, render

RULES: dict[str, Iterable[str]] = {
    "years_precision": YEARS,
    "total_rounding": TOTAL_ROUNDING,
    "outsiders": ("open", "conditional", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """一个文件和它的毛病。"""

    file: str
    problems: tuple[str, ...]


def checked(given: Sequence[str]) -> list[Checked]:
    """随程序带的文件，再加给出的；打不开的文件是用法有误，不是检查结果。"""
    found = [Checked(one.file, tuple(_problems(one.file, one.raw))) for one in places()]
    for file in given:
        if not os.path.isfile(file):
            raise BadInputError(say("{file}：没有这个文件。", file=visible(file)))
        raw = read_file(Path(os.path.realpath(file)), name=file)
        found.append(Checked(visible(file), tuple(_problems(file, raw))))
    return found


def _problems(file: str, raw: bytes) -> Iterator[str]:
    name = Path(file).name.removesuffix(".toml")
    try:
        data = parse(raw, file)
        national = name == "national" or data.get("place") == NATION
        read = read_national(raw).jurisdiction if national else read_jurisdiction(name, raw)
    except ProfileError as error:
        yield from (render(problem.text) for problem in error.problems)
        return
    except PolicyError as error:
        # 核心只知道文件名，不知道路径；说哪个文件由 check_text 统一写。
        yield visible(f"{error}。").removeprefix(f"{name}.toml：")
        return
    yield from (render(text) for text in _sense(read))


def _sense(read: Jurisdiction) -> Iterator[Text]:
    """读得懂之后，说不说得通。"""
    if read.code != NATION and packaged().regions.get(read.code) is None:
        yield say("place：没有代码为 {code} 的地方。", code=read.code)
    yield from _names("values", read.series, _known_series())
    yield from _names("tables", read.tables, _known_tables())
    yield from _names("rules", read.rules, RULES)
    for name, rule in read.rules.items():
        accepted = RULES.get(name, (rule.value,))
        if rule.value not in accepted:
            yield say(
                "rules.{name}：没有「{value}」这种规则。可填：{accepted}。",
                name=name,
                value=visible(rule.value[:40]),
                accepted="、".join(accepted),
            )
    for series in read.series.values():
        yield from _series(series)
    yield from _limits(read)


def _known_series() -> set[str]:
    return set(LABELS) | {name for one in places() for name in one.data.get("values", {})}


def _known_tables() -> set[str]:
    return {name for one in places() for name in one.data.get("tables", {})}


def _names(table: str, found: Iterable[str], known: Iterable[str]) -> Iterator[Text]:
    accepted = sorted(known)
    for name in found:
        if name not in accepted:
            near = get_close_matches(name[:40], accepted, n=1, cutoff=0)
            yield say(
                "{table}.{name}：没有这一项，最接近的是 {table}.{near}。",
                table=table,
                name=visible(name[:40]),
                near=near[0],
            )


def _series(series: Series) -> Iterator[Text]:
    """一个参数的每一条：起止不颠倒，数不为负，增长假设认得。"""
    for entry in series.entries:
        where = {"name": series.name, "month": entry.first}
        if entry.last is not None and entry.last < entry.first:
            yield say("values.{name}：{month} 那条的 to 早于 from。", **where)
        if entry.value < 0:
            yield say("values.{name}：{month} 那条是负数。", **where)
    for word in filter(None, (series.grows, series.assumed)):
        if word not in ASSUMED:
            yield say(
                "values.{name}：没有「{word}」这个假设。可填：{accepted}。",
                name=series.name,
                word=visible(word[:40]),
                accepted="、".join(ASSUMED),
            )


def _limits(read: Jurisdiction) -> Iterator[Text]:
    """下限不高于上限。"""
    floor, ceiling = (read.series.get(f"contribution_{end}") for end in ("floor", "ceiling"))
    if floor is None or ceiling is None:
        return
    tops: dict[str, Decimal] = {str(entry.first): entry.value for entry in ceiling.entries}
    for entry in floor.entries:
        top = tops.get(str(entry.first))
        if top is not None and entry.value > top:
            yield say(
                "values.contribution_floor：{month} 的下限 {floor} 高于上限 {top}。",
                month=entry.first,
                floor=entry.value,
                top=top,
            )


def check_document(found: Iterable[Checked]) -> Json:
    """检查结果的 JSON。"""
    files = [{"file": one.file, "problems": list(one.problems)} for one in found]
    return {"schema": 1, "ok": not any(one["problems"] for one in files), "files": files}


def check_text(found: Iterable[Checked]) -> Iterator[str]:
    """检查结果的文字。"""
    for one in found:
        if not one.problems:
            yield f"{one.file}：" + _("没有毛病")
        for problem in one.problems:
            yield f"{one.file}：{problem.removeprefix(one.file + '：')}"

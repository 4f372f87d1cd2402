"""检查政策文件：读得懂，名字认得，数说得通；每个文件的每一处都说，一处一句。"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from core.derivation import Source
from core.policy.checking import check
from core.policy.coverage import expired
from core.policy.model import NATION, Policy, province_of
from core.policy.written import Problem
from core.projection import Projection
from core.quantities import YearMonth
from core.words import Text, say
from profiles.policies import checked as within_limits
from profiles.problems import ProfileError, visible
from profiles.reading import read_file
from tui.failures import BadInputError
from tui.policies import InUse
from tui.report.policy_data import place_name
from tui.report.policy_words import words_of
from tui.report.values import Json
from tui.words import _, render

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Checked:
    """一个文件和它的毛病：每处一句，能说出第几行、哪一项的连同它们。"""

    file: str
    problems: tuple[str, ...]
    places: tuple[tuple[int, str], ...] = ()


def checked(given: Sequence[str], found: InUse) -> list[Checked]:
    """随程序带的、自己的文件夹里的、给出的文件；打不开的给出的文件是用法有误。"""
    folder = visible(str(found.folder))
    rows = [
        *(_told(one.name, one.read_bytes(), found.packaged, own=False) for one in _packaged()),
        *(Checked(folder, (render(text),)) for text in found.unreadable),
        *(_row(os.path.join(folder, one.file), one.problems) for one in found.own),
    ]
    for name in given:
        if not os.path.isfile(name):
            raise BadInputError(say("{file}：没有这个文件。", file=visible(name)))
        raw = read_file(Path(os.path.realpath(name)), name=name)
        rows.append(_told(name, raw, found.packaged, own=True))
    return rows


def _packaged() -> list[Traversable]:
    folder = files("core.policy")
    provinces = (f for f in folder.joinpath("provinces").iterdir() if f.name.endswith(".toml"))
    return [folder.joinpath(f"{NATIONAL}.toml"), *sorted(provinces, key=lambda f: f.name)]


def _told(file: str, raw: bytes, policy: Policy, *, own: bool) -> Checked:
    name = Path(file).name.removesuffix(".toml")
    try:
        plain = within_limits(raw, file)
    except ProfileError as error:
        return Checked(visible(file), tuple(render(problem.text) for problem in error.problems))
    return _row(file, check(name, plain, policy, own=own and name != NATIONAL).problems)


def _row(file: str, problems: tuple[Problem, ...]) -> Checked:
    return Checked(
        visible(file),
        tuple(render(problem.sentence) for problem in problems),
        tuple((problem.line, problem.key) for problem in problems),
    )


def check_document(found: Iterable[Checked]) -> Json:
    """检查结果的 JSON。"""
    listed: list[Json] = [
        {
            "file": one.file,
            "problems": list(one.problems),
            "places": [{"line": line or None, "key": key or None} for line, key in one.places],
        }
        for one in found
    ]
    return {"schema": 1, "ok": not any(one["problems"] for one in listed), "files": listed}


def check_text(found: Sequence[Checked]) -> Iterator[str]:
    """检查结果的文字：有毛病的一处一句，没有的合成一句。"""
    for one in found:
        for problem in one.problems:
            yield f"{one.file}：{problem.removeprefix(one.file + '：')}"
    good = [one.file for one in found if not one.problems]
    if len(good) > 3:
        yield render(say("{n} 个文件没有毛病", n=len(good)))
    else:
        yield from (f"{file}：" + _("没有毛病") for file in good)


# ---- 过期的数，一个一句


def expired_texts(policy: Policy, day: date) -> list[Text]:
    """收录的所有数里过期的。"""
    return [_late(policy, s.place, s.name, e.first, e.source) for s, e in expired(policy, day)]


def expired_in(projection: Projection, policy: Policy) -> list[Text]:
    """一份推算用到的、过期的。"""
    parts = projection.branches or (projection,)
    figures = (f for part in parts for option in part.options for f in option.figures)
    used = (p for figure in figures for p in figure.parameters if p.expired)
    texts = {(p.place, p.name): _late(policy, p.place, p.name, p.since, p.source) for p in used}
    return list(texts.values())


def _late(policy: Policy, place: str, name: str, since: YearMonth | None, source: Source) -> Text:
    return say(
        "{place}「{name}」{month} 起的数（{document}，{checked} 核对）已过期，没有更新。",
        place=place_name(place, policy),
        name=words_of(name),
        month=since,
        document=source.document,
        checked=source.checked or "—",
    )


def with_expired(found: list[Checked], policy: Policy, day: date) -> list[Checked]:
    """检查结果再加上过期的数：记在它们的文件名下。"""
    late: dict[str, list[str]] = {}
    for series, entry in expired(policy, day):
        name = NATIONAL if series.place == NATION else province_of(series.place)
        text = _late(policy, series.place, series.name, entry.first, entry.source)
        late.setdefault(entry.source.own or f"{name}.toml", []).append(render(text))
    good = [one for one in found if one.file not in late or one.problems]
    return [*good, *(Checked(file, tuple(texts)) for file, texts in late.items())]

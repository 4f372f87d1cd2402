"""收录了参数的地方：全国、各省、有自己数的市县。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from core.policy.model import NATION, Jurisdiction, Policy, province_of
from core.policy.names import LABELS
from core.policy.series import Series
from core.words import say
from profiles.problems import shown
from tui.failures import BadInputError
from tui.report.policy_words import words_of
from tui.words import _


@dataclass(frozen=True)
class PlaceData:
    """一个地方和它的参数；市县 ``inside`` 一个省，只有它自己的数。"""

    code: str
    name: str
    data: Jurisdiction
    inside: bool = False


def places(policy: Policy) -> Iterator[PlaceData]:
    """全国在前，然后一省一省，省里有自己数的市县跟在后面。"""
    yield PlaceData(NATION, _("全国"), policy.national.jurisdiction)
    for code in policy.provinces:
        province = policy.provinces[code]
        yield PlaceData(code, place_name(code, policy), province)
        for city in sorted(province.cities):
            yield PlaceData(city, place_name(city, policy), province.cities[city], inside=True)


def place_name(code: str, policy: Policy) -> str:
    """地方的名字；全国不在区划表里。"""
    region = policy.regions.get(code)
    return _("全国") if code == NATION else (region.name if region else code)


def place(text: str, policy: Policy) -> PlaceData:
    """代码、名称或拼音说的那个地方用的参数；没有收录就是 BadInputError。"""
    code = _code(text, policy)
    if code == NATION:
        return PlaceData(NATION, _("全国"), policy.national.jurisdiction)
    if province_of(code) in policy.provinces:
        data = policy.provinces[province_of(code)].at(code)
        return PlaceData(data.code, place_name(data.code, policy), data)
    known = "、".join(f"{place_name(one, policy)}（{one}）" for one in (NATION, *policy.provinces))
    name = place_name(code, policy) if code else shown(text)
    raise BadInputError(say("没有收录「{name}」的参数。可填：{known}。", name=name, known=known))


def _code(text: str, policy: Policy) -> str:
    if text in (NATION, "全国"):
        return NATION
    exact = policy.regions.get(text)
    if exact is not None:
        return exact.code
    found = policy.regions.search(text[:40], limit=1) if text.strip() else []
    return found[0].code if found else ""


def parameter_name(text: str, found: PlaceData) -> str:
    """参数的名字，或它的中文名、中文名的一部分；没有就是 BadInputError。"""
    data = found.data
    names = [*data.series, *data.tables, *data.rules]
    exact = [name for name in names if text in (name, words_of(name))]
    partly = [name for name in names if text and text in words_of(name)]
    if exact or len(partly) == 1:
        return (exact or partly)[0]
    near = get_close_matches(text[:40], [*names, *map(words_of, names)], n=1, cutoff=0)
    where, known = found.name, "、".join(partly or near or names)
    if text in LABELS:
        raise BadInputError(
            say("{where}没有收录「{name}」。", where=where, name=words_of(text)),
        )
    raise BadInputError(
        say(
            "{where}没有叫「{name}」的参数。可填：{known}。",
            where=where,
            name=shown(text),
            known=known,
        )
    )


def grown_by(policy: Policy, series: Series) -> str:
    """以后的年份按哪个假设；没有就是空的。"""
    word = series.grows or series.assumed
    return word if word in policy.national.assumptions else ""

"""自己的政策文件改了什么：多出的、改了的、已经用不着的，旧值、新值和文件。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from core.derivation import Source, State
from core.policy.difference import Difference, Kind, Value, differences
from core.policy.model import Policy
from core.words import Text, say
from tui.policies import InUse
from tui.report.grades import GRADES
from tui.report.policy_data import place_name
from tui.report.policy_words import meaning, words_of
from tui.report.values import Json
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
KINDS: dict[Kind, Text] = {
    Kind.ADDED: say("多出的"),
    Kind.CHANGED: say("改了的"),
    Kind.UNUSED: say("已经用不着的：随程序带的数据里一样"),
}


def found_in(use: InUse, day: date) -> list[Difference]:
    """每个能用的自备文件的每个数。"""
    files = (one.read for one in use.own if one.read is not None)
    return [found for file in files for found in differences(use.packaged, file, day)]


def differ(found: Iterable[Difference]) -> bool:
    """是不是真的改了什么。"""
    return any(one.kind is not Kind.UNUSED for one in found)


def diff_document(found: Iterable[Difference], use: InUse, day: date) -> Json:
    """写成 JSON。"""
    return {
        "schema": 1,
        "as_of": str(day),
        "folder": str(use.folder),
        "files": [one.file for one in use.own],
        "differences": [_json(one) for one in found],
    }


def _json(one: Difference) -> Json:
    return {
        "kind": one.kind.value,
        "place": one.place,
        "name": one.name,
        "label": words_of(one.name),
        "from": None if one.month is None else str(one.month),
        "old": _plain(one.old),
        "old_state": None if one.old is None else one.state.value,
        "old_document": None if one.old_source is None else one.old_source.document,
        "new": _plain(one.new),
        "new_document": one.new_source.document,
        "grade": one.new_source.grade.value,
        "file": one.new_source.own,
    }


def _plain(value: Value | None) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {str(tier): f"{more:f}" for tier, more in value.items()}
    return value


def diff_text(found: list[Difference], use: InUse, policy: Policy) -> Iterator[str]:
    """写成文字：一个文件里一样的放在一起。"""
    yield render(say("自备的政策文件夹：{folder}", folder=use.folder))
    if not use.own:
        yield _("里面没有政策文件，用的都是随程序带的数据。")
    for kind, title in KINDS.items():
        rows = [one for one in found if one.kind is kind]
        if rows:
            yield from ("", render(title))
        for one in rows:
            yield from _rows(one, policy)
    if found and not differ(found):
        yield _("没有改变任何数。")


def _rows(one: Difference, policy: Policy) -> Iterator[str]:
    month = "" if one.month is None else render(say("{month} 起", month=one.month))
    head = f"{place_name(one.place, policy)} {words_of(one.name)} {month}".rstrip()
    if one.kind is Kind.UNUSED:
        change = _words(one.name, one.new)
    else:
        change = f"{_old(one)} → {_words(one.name, one.new)}"
    yield from wrap(f"{head}：{change}", WIDTH, indent="      ", first="  ")
    if one.old_source is not None and one.kind is Kind.CHANGED:
        yield from wrap(
            render(say("原：{source}", source=_source(one.old_source))), WIDTH, "      "
        )
    text = say("{file}：{source}", file=one.new_source.own, source=_source(one.new_source))
    yield from wrap(render(text), WIDTH, indent="      ")


def _old(one: Difference) -> str:
    if one.old is None:
        return _("没有")
    words = _words(one.name, one.old)
    if one.state is State.PUBLISHED and one.kind is Kind.CHANGED:
        return words
    stand_in = say("推算 {v}") if one.state is State.PROJECTED else say("暂用 {v}")
    return render(Text(stand_in.template, {"v": words}))


def _words(name: str, value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "，".join(f"{tier} 补 {more:f}" for tier, more in value.items())
    return meaning(name, value)


def _source(source: Source) -> str:
    return f"{source.document}（{render(GRADES[source.grade])}）"

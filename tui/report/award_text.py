"""核定表的核对结果写成文字。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.policy.regions import Regions
from core.quantities import money
from core.rules.award import AwardCheck, Component
from core.rules.award_parts import Candidate
from core.words import Notice, Text, say
from tui.lines import columns, rule
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
NAMES: dict[str, Text] = {
    "basic": say("基础养老金"),
    "account": say("个人账户养老金"),
    "transitional": say("过渡性养老金"),
    "total": say("合计"),
}


def award_text(result: AwardCheck, regions: Regions) -> list[str]:
    """表、算式、取位、缺什么、要注意什么、依据。"""
    return [
        *_head(result, regions),
        *_table(result.components, result.sheet.other),
        "",
        *(row for part in result.components for row in _formula(part)),
        "",
        *_precision(result),
        *_notices(_("缺："), result.missing),
        *_notices(_("注意："), result.notices),
        *_documents(result),
        "",
        *wrap(_verdict(result), WIDTH),
        *wrap(render(OFFICIAL), WIDTH),
    ]


OFFICIAL = say("这是核对，不是正式核定；有出入请带核定表问经办机构，或打 12333。")


def _head(result: AwardCheck, regions: Regions) -> list[str]:
    place = regions.full_name(result.sheet.province)
    title = say("核定表核对：{place}，{month} 退休", place=place, month=result.sheet.retired)
    return [render(title), ""]


def _table(parts: tuple[Component, ...], other: Decimal | None) -> Iterator[str]:
    yield _row(_("项目"), _("算出"), _("印出"), _("差额"), _("结果"))
    yield rule(62).text
    for part in parts:
        if part.name == "total" and other:
            yield _row(_("其他（照核定表）"), "—", money(other), "—", "—")
        yield _row(
            render(NAMES[part.name]),
            _money(part.computed),
            _money(part.printed),
            _money(part.difference),
            _result(part),
        )


def _row(name: str, *cells: str) -> str:
    *numbers, last = cells
    return columns(
        [(name, 18, "left"), *((n, 12, "right") for n in numbers), (last, 12, "left")], gap=2
    ).text.rstrip()


def _money(value: Decimal | None) -> str:
    return "—" if value is None else money(value)


def _result(part: Component) -> str:
    if part.reproduced is None:
        return _("没有印") if part.computed is not None else "—"
    if part.reproduced:
        return _("对上")
    return _("对不上") if part.computed is not None else _("算不出")


def _formula(part: Component) -> list[str]:
    if part.figure is None:
        return []
    text = say(
        "{name} ＝ {formula} ＝ {numbers} ＝ {value}",
        name=NAMES[part.name],
        formula=part.figure.formula,
        numbers=part.figure.with_numbers,
        value=money(part.figure.amount),
    )
    return wrap(render(text), WIDTH, indent="  ", first="")


def _precision(result: AwardCheck) -> Iterator[str]:
    for name in ("basic", "transitional"):
        part = result.component(name)
        if part.chosen is not None and part.chosen.years is not None:
            yield from wrap(render(_reading(part, part.chosen)), WIDTH, indent="  ", first="")


def _reading(part: Component, chosen: Candidate) -> Text:
    template = (
        say("{name}对上的读法：年限按{years}，指数按{wage}")
        if part.reproduced
        else say("{name}用的读法：年限按{years}，指数按{wage}")
    )
    assert chosen.years is not None
    assert chosen.wage is not None
    values = {"name": NAMES[part.name], "years": chosen.years.words, "wage": chosen.wage.words}
    return Text(template.template, values)


def _notices(head: str, found: tuple[Notice, ...]) -> Iterator[str]:
    for notice in found:
        yield from wrap(head + render(notice.text), WIDTH, indent="  ", first="")


def _documents(result: AwardCheck) -> list[str]:
    figures = [part.figure for part in result.components if part.figure is not None]
    documents = dict.fromkeys(s.document for f in figures for s in f.sources)
    if not documents:
        return []
    return wrap(_("依据：") + "；".join(documents), WIDTH, indent="  ", first="")


def _verdict(result: AwardCheck) -> str:
    printed = [part for part in result.components if part.printed is not None]
    if not printed:
        return _("核定表上的结果一个也没填（[printed]），没有可对的。")
    wrong = [render(NAMES[part.name]) for part in printed if not part.reproduced]
    if not wrong:
        return _("印出的每个数都对上了。")
    return render(say("没有对上的：{names}。", names="、".join(wrong)))

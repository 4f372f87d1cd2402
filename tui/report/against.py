"""同一份方案按两天的规定算：退休、年限、上下限、每种办法，每处不同和它的原因。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.case import Case, CaseError, Category
from core.changes import Change, Changes, Moved, what_changed
from core.derivation import Figure, Parameter, Source, shown
from core.options import Option
from core.policy.model import Law, Policy
from core.projection import Projection, project
from core.quantities import money, to_fen
from core.rules.retirement import age_text
from core.words import Text, say
from tui.report.projection_json import projection_document
from tui.report.values import Json, parameter
from tui.saying import option_name
from tui.words import _, render


@dataclass(frozen=True, slots=True)
class Row:
    """一项，两天各是什么；``causes`` 是使它不同的文件；
    养老金由哪几项变化使它不同，看 ``option``。"""

    key: str
    label: str
    then: str | None
    now: str | None
    causes: tuple[Source, ...] = ()
    option: tuple[str, str] | None = None

    @property
    def differs(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Side:
    """一天：规定，和推算（算不出就是 None，``why`` 说为什么）。"""

    law: Law
    projection: Projection | None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """一种退休类别的两天。"""

    category: Category
    then: Side
    now: Side
    rows: tuple[Row, ...]
    changes: Changes


def against(case: Case, policy: Policy, days: tuple[date, date]) -> list[Against]:
    """先后两天；类别没定的，每种类别一份。"""
    return [_one(track, policy, days) for track in case.tracks]


def _one(case: Case, policy: Policy, days: tuple[date, date]) -> Against:
    then, now = (_side(case, policy, day) for day in days)
    rows = (*_retirement(then, now), *_limits(case, then, now), *_options(then, now))
    return Against(case.person.category, then, now, rows, what_changed(case, policy, *days))


def _side(case: Case, policy: Policy, day: date) -> Side:
    law = policy.on(day)
    try:
        return Side(law, project(case, policy, day))
    except CaseError as error:
        why = say("{problem}。可填：{accepted}", problem=error.problem, accepted=error.accepted)
        return Side(law, None, why)


# ---- 一项一行

Reading = Callable[[Projection], str | None]


def _retirement(then: Side, now: Side) -> Iterator[Row]:
    law = (now.law.regime.source,)
    readings: tuple[tuple[str, Text, Reading], ...] = (
        ("statutory_age", say("法定退休年龄"), _age),
        ("statutory", say("法定退休月份"), lambda p: str(p.window.month) if p.window else None),
        ("chosen", say("所选退休月份"), lambda p: str(p.retires) if p.retires else None),
        ("minimum_months", say("最低缴费月数"), lambda p: _shown(p.required)),
    )
    for key, label, read in readings:
        before, after = (_read(side, read) for side in (then, now))
        changed = then.law.regime != now.law.regime
        yield Row(key, render(label), before, after, law if changed and before != after else ())


def _age(projection: Projection) -> str | None:
    return render(age_text(projection.window.age)) if projection.window else None


def _read(side: Side, read: Reading) -> str | None:
    return None if side.projection is None else read(side.projection)


def _shown(figure: Figure | None) -> str | None:
    return None if figure is None else shown(figure.value, figure.unit)


def _limits(case: Case, then: Side, now: Side) -> Iterator[Row]:
    """每个参保地那天在用的上下限，和按它每月缴多少。"""
    places = dict.fromkeys((case.places.registered, case.places.working))
    first, growth = case.places.registered, case.assumptions.wage_growth
    for place in places:
        if place != first and now.law.same_values(place, first):
            continue
        where = now.law.regions.short_name(place)
        for name, label, pay in (
            (
                "contribution_floor",
                say("{place} 缴费基数下限", place=where),
                say("  按下限每月缴"),
            ),
            (
                "contribution_ceiling",
                say("{place} 缴费基数上限", place=where),
                say("  按上限每月缴"),
            ),
        ):
            before, after = (side.law.value(place, name, growth) for side in (then, now))
            values = [None if one is None else f"{one.value:f}" for one in (before, after)]
            causes = () if after is None or values[0] == values[1] else (after.source,)
            yield Row(f"{name} {place}", render(label), values[0], values[1], causes)
            paid = (_payment(side.law, one) for side, one in ((then, before), (now, after)))
            yield Row(f"{name} payment {place}", render(pay), next(paid), next(paid), causes)


def _payment(law: Law, base: Parameter | None) -> str | None:
    if base is None:
        return None
    rate = law.nation.standing("contribution_rate", law.month)
    return money(to_fen(base.value * rate.value))


def _options(then: Side, now: Side) -> Iterator[Row]:
    """每种办法的每月养老金、起领、缴费月数。"""
    law, moved = (now.law.regime.source,), now.law.regime != then.law.regime
    listed: dict[tuple[str, str], Option] = {}
    for side in (then, now):
        for option in side.projection.options if side.projection else ():
            listed.setdefault((option.scheme, option.role.value), option)
    for key, option in listed.items():
        before, after = (_option(side, *key) for side in (then, now))
        name, at = option_name(option, now.law.regions), " ".join(key)
        yield Row(f"total {at}", name, _total(before), _total(after), option=key)
        for word, label, read in (
            ("start", _("  起领"), _start),
            ("months", _("  缴费月数"), _months),
        ):
            values = read(before), read(after)
            # 起领和月数只随退休的规定变。
            causes = law if moved and values[0] != values[1] else ()
            yield Row(f"{word} {at}", label, *values, causes)


def _option(side: Side, scheme: str, role: str) -> Option | None:
    found = side.projection.options if side.projection else ()
    return next((o for o in found if (o.scheme, o.role) == (scheme, role)), None)


def _total(option: Option | None) -> str | None:
    pension = None if option is None else option.pension
    return None if pension is None else money(pension.total.amount)


def _start(option: Option | None) -> str | None:
    pension = None if option is None else option.pension
    return None if pension is None else str(pension.start)


def _months(option: Option | None) -> str | None:
    return None if option is None or option.months is None else str(option.months.total)


# ---- JSON


def against_document(found: list[Against], days: tuple[date, date]) -> Json:
    """两天的推算、不同、原因；没定的类别放在 ``branches`` 里。"""
    head: Json = {"schema": 1, "then": str(days[0]), "now": str(days[1])}
    if len(found) > 1:
        branches = [{"category": one.category.value, **_document(one)} for one in found]
        return {**head, "branches": branches}
    return {**head, **_document(found[0])}


def _document(one: Against) -> Json:
    changes = one.changes
    return {
        "rows": [_row(row, changes) for row in one.rows],
        "ages": [str(age) for age in changes.ages],
        "totals": [None if total is None else money(total) for total in changes.totals],
        "whole": _part(changes.whole),
        "changes": [_change(step) for step in changes.steps],
        "projections": [_side_document(one.then), _side_document(one.now)],
    }


def _row(row: Row, changes: Changes) -> Json:
    return {
        "key": row.key,
        "label": row.label.strip(),
        "then": row.then,
        "now": row.now,
        "differs": row.differs,
        "causes": [source.document for source in row.causes],
        "parts": [{"code": code, "part": money(part)} for code, part in shares(row, changes)],
    }


def shares(row: Row, changes: Changes) -> list[tuple[str, Decimal]]:
    """哪几项变化使这种办法的养老金不同，各差多少。"""
    if row.option is None:
        return []
    shares = ((step.code, step.parts.get(row.option)) for step in changes.steps)
    return [(code, part) for code, part in shares if part]


def _change(step: Change) -> Json:
    return {
        "code": step.code,
        "label": render(step.label),
        "part": _part(step.part),
        "values": [_moved_document(moved) for moved in step.moved],
        "documents": [source.document for source in step.sources],
    }


def _moved_document(moved: Moved) -> Json:
    then = None if moved.then is None else parameter(moved.then)
    return {"name": moved.now.name, "then": then, "now": parameter(moved.now)}


def _side_document(side: Side) -> Json:
    if side.projection is not None:
        return projection_document(side.projection)
    return {"as_of": str(side.law.day), "error": render(side.why or Text(""))}


def _part(part: Decimal | None) -> str | None:
    return None if part is None else money(part)

"""推算写成 JSON（格式第 1 版）：名字和取位照约定，可以比约定多。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.derivation import Figure, Parameter, figures
from core.options import Contribution, Months, Option, Pension, Switch
from core.policy.model import Law
from core.projection import Projection
from core.rules.retirement import Window, minimum_months
from tui.report.moving_json import benefit_place, transfer
from tui.report.values import (
    Json,
    amount,
    index,
    link,
    notices,
    parameter,
    rate,
    tenths,
    yuan,
)

SCHEMA = 1


def projection_document(projection: Projection) -> Json:
    """一份推算；类别没定的，每种类别一份，放在 ``branches`` 里。"""
    head: Json = {"schema": SCHEMA, "as_of": str(projection.as_of)}
    if projection.branches:
        branches = [
            {"category": branch.category.value, **projection_document(branch)}
            for branch in projection.branches
        ]
        return {**head, "policy": _policy(projection), "branches": branches}
    return {
        **head,
        "policy": _policy(projection),
        "retirement": _retirement(projection),
        "options": [_option(option) for option in projection.options],
        "chosen": projection.chosen,
        "warnings": notices(projection.notices),
        "trace": [link(figure) for figure in projection.trace],
    }


def _policy(projection: Projection) -> Json:
    parts = projection.branches or (projection,)
    used = _once(p for part in parts for f in part.trace for p in f.parameters)
    return {
        "digest": projection.digest,
        "provisional": _ids(p for part in parts for p in part.provisional),
        "unverified": list(dict.fromkeys(u for part in parts for u in part.unverified)),
        "parameters": [parameter(found) for found in used],
    }


def _once(found: Iterable[Parameter]) -> list[Parameter]:
    return list(dict.fromkeys(found))


def _ids(found: Iterable[Parameter]) -> list[str]:
    return list(dict.fromkeys(p.id for p in found))


def _retirement(projection: Projection) -> Json:
    window, retires, required = projection.window, projection.retires, projection.required
    assert window is not None
    assert retires is not None
    assert required is not None
    option = projection.option
    first = str(retires + 1)
    if option.scheme == "employee" and option.available:
        # 延长缴费的晚领；缴不满的一直没有。
        first = str(option.pension.start) if option.pension is not None else ""
    return {
        **_window(window),
        "chosen": str(retires),
        "first_payment": first or None,
        "minimum_months": required.value,
    }


def _window(window: Window) -> Json:
    return {
        "category": window.category.value,
        "statutory_age": str(window.age),
        "statutory": str(window.month),
        "delay_months": window.delay_months,
        "earliest": str(window.earliest),
        "latest": str(window.latest),
    }


def retirement_document(window: Window, law: Law) -> Json:
    """没有方案时的退休一节：按法定月份退休。"""
    return {
        **_window(window),
        "chosen": str(window.month),
        "first_payment": str(window.month + 1),
        "minimum_months": minimum_months(window.month.year, law).value,
    }


def _option(option: Option) -> Json:
    """一种参保办法；走不通的没有 ``pension``。"""
    found: Json = {
        "scheme": option.scheme,
        "place": option.place,
        "place_role": option.role.value,
        "available": option.available,
        "reasons": notices(option.reasons),
        "enrolment": _enrolment(option),
        "contribution": _contribution(option.contribution),
        "months": _months(option.months),
        "index": index(option.index),
        "benefit_base": yuan(option.benefit_base),
        "payout_months": tenths(_payout(option)),
        "account": yuan(option.account),
    }
    if option.available:
        found["pension"] = _pension(option.pension)
    found |= {
        "benefit_place": benefit_place(option.benefit),
        "transfer": transfer(option.transfer),
        "switch": _switch(option.switch),
    }
    return {**found, **_returns(option), **_words(option)}


def _switch(switch: Switch | None) -> Json | None:
    """职工、居民两个账户合到一起会怎样。"""
    if switch is None:
        return None
    outlook = switch.outlook
    total = switch.pension.total if switch.pension is not None else None
    roots = (switch.account, switch.pool, total)
    chain = figures(tuple(figure for figure in roots if figure is not None))
    return {
        "direction": switch.direction.value,
        "month": str(switch.month),
        "moved": yuan(switch.moved),
        "account": yuan(switch.account),
        "months": _months(switch.months),
        "lost_months": switch.lost_months,
        "pool": yuan(switch.pool),
        "pension": _pension(switch.pension),
        "lifetime_total": amount(outlook.lifetime_total) if outlook else None,
        "own_total": amount(outlook.own_total) if outlook else None,
        "warnings": notices(switch.notices),
        "trace": [link(figure) for figure in chain],
    }


def _enrolment(option: Option) -> Json | None:
    """外省户籍能不能在这里参保；本省户籍是 null。"""
    return None if option.enrolment is None else notices([option.enrolment])[0]


def _contribution(cost: Contribution | None) -> Json | None:
    if cost is None:
        return None
    return {
        "base": yuan(cost.base),
        "per_month": yuan(cost.per_month),
        "payments_per_year": 12 // cost.frequency.months,
        "per_payment": amount(cost.per_payment),
        "first_year": amount(cost.first_year),
        "own_total": amount(cost.own_total),
        "tier": cost.tier,
        "supplementary_tier": cost.supplementary_tier,
        "subsidy": amount(cost.subsidy),
    }


def _months(months: Months | None) -> Json | None:
    if months is None:
        return None
    return {
        "history": months.history,
        "planned": months.planned,
        "total": months.total,
        "required": months.required,
        "short": months.short,
    }


def _payout(option: Option) -> Decimal | None:
    """职工按年龄查表；居民一律 139，是推导链里的一个参数。"""
    if option.payout is not None:
        return option.payout.amount
    part = option.pension and option.pension.account
    found = part.inputs if part else ()
    return next((p.value for p in found if isinstance(p, Parameter)), None)


def _pension(pension: Pension | None) -> Json:
    """不会发的，每一项都是 null，绝不写一个数。"""
    if pension is None:
        keys = ("start", "basic", "account", "transitional", "total", "total_today", "phases")
        return dict.fromkeys(keys)
    return {
        "start": str(pension.start),
        "basic": yuan(pension.basic),
        "account": yuan(pension.account),
        "transitional": yuan(pension.transitional),
        "total": yuan(pension.total),
        "total_today": yuan(pension.total_today),
        "phases": [{"from": str(p.start), "total": yuan(p.total)} for p in pension.phases],
    }


def _returns(option: Option) -> Json:
    outlook = option.outlook if option.pension is not None else None
    if outlook is None:
        return {"payback_months": None, "lifetime_total": None, "irr": None}
    return {
        "payback_months": outlook.payback_months,
        "lifetime_total": amount(outlook.lifetime_total),
        "irr": rate(outlook.irr),
    }


def _words(option: Option) -> Json:
    chain: tuple[Figure, ...] = figures(option.figures)
    return {
        "grade": max((figure.grade.value for figure in chain), default=None),
        "ways_out": notices(option.ways_out),
        "warnings": notices(option.notices),
        "trace": [link(figure) for figure in chain],
    }

"""The options side by side and the decisions about the chosen one, as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from core.decisions.band import Band, Sensitivity
from core.decisions.pause import Paused, PausePlan
from core.decisions.stopping import Stopped
from core.decisions.table import Row
from core.derivation import Figure
from core.options import Option
from core.policy.load import guide
from tui.report.handouts.advice import Advice
from tui.report.values import Json, amount, link, notices, rate, yuan
from tui.words import render


def option(row: Row) -> Json:
    """One row of the table of options; a closed one has reasons and nothing else."""
    found = row.option
    return {
        "scheme": found.scheme,
        "place": found.place,
        "place_role": found.role.value,
        "available": found.available,
        "reasons": notices(row.reasons),
        "first_year": amount(row.first_year),
        "own_total": amount(row.own_total),
        "pension": yuan(row.pension),
        "today": yuan(row.today),
        "start": None if row.start is None else str(row.start),
        "payback_months": row.payback,
        "lifetime_total": amount(row.lifetime),
        "irr": rate(row.rate),
        "stopped": _stopped(row.stopped),
    }


def _stopped(found: Stopped | None) -> Json | None:
    if found is None:
        return None
    return {
        "since": str(found.since),
        "pension": yuan(found.pension),
        "short": found.short,
        "notices": notices(found.notices),
    }


def decisions(found: Advice) -> Json | None:
    """What the hand-out says about the chosen option; nothing about a closed one."""
    if not found.subject.option.available:
        return None
    three = found.three
    now, on, most = (yuan(figure) for figure in three.amounts)
    return {
        "stop": {**(_stopped(three.earned) or {}), "pension": now},
        "go_on": {"pension": on, "own_total": _own_total(three.going_on)},
        "maximum": {"pension": most, "own_total": _own_total(three.maximum)},
        "pause": _pause_plan(found.pause),
        "band": _band(found.band),
        "sensitivities": [_sensitivity(one) for one in found.sensitivities],
        "inheritable": [{"value": yuan(left), "trace": [link(left)]} for left in found.left],
        "death": None
        if found.death is None
        else {
            "funeral_months": found.death.funeral,
            "survivors_months": found.death.survivors,
            "text": render(found.death.text),
        },
    }


def _own_total(found: Option) -> str | None:
    return None if found.contribution is None else amount(found.contribution.own_total)


def _pause_plan(plan: PausePlan) -> Json:
    return {
        "first": str(plan.first),
        "last": None if plan.last is None else str(plan.last.value),
        "spare_months": plan.spare_months,
        "reason": None if plan.reason is None else notices([plan.reason])[0],
        "month": _paused(plan.month),
        "longest": _paused(plan.longest),
        "beyond": _paused(plan.beyond),
        "trace": [link(figure) for figure in _figures(plan)],
    }


def _figures(plan: PausePlan) -> Iterator[Figure]:
    yield from (figure for figure in (plan.spare, plan.last) if figure is not None)


def _paused(found: Paused | None) -> Json | None:
    if found is None:
        return None
    return {
        "spans": [{"from": str(s.first), "to": str(s.last)} for s in found.spans],
        "months": found.left_out,
        "saved": amount(found.saved),
        "less": yuan(found.less),
        "later_months": found.later,
        "short": found.short,
        "qualifies": found.qualifies,
    }


def _band(found: Band | None) -> Json | None:
    if found is None:
        return None
    both = zip(("low", "middle", "high"), found.pensions, found.in_todays_money, strict=True)
    return {
        name: {"pension": amount(pension), "today": amount(today)} for name, pension, today in both
    }


def _sensitivity(found: Sensitivity) -> Json:
    return {
        "assumption": found.name,
        "spread": f"{guide().spread[found.name]:f}",
        "swing_today": amount(found.swing),
        "lifetime_swing": amount(found.lifetime_swing),
    }

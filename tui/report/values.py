"""推算里的量怎样写进 JSON：和屏幕上的取位一样，没有浮点数，不知道的是 null。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.derivation import Figure, Ground, Growth, Parameter, Source, shown
from core.quantities import decimals, money
from core.words import Notice
from tui.report.chain import ask
from tui.words import render

Json = dict[str, object]


def yuan(figure: Figure | None) -> str | None:
    """金额，两位小数。"""
    return None if figure is None else money(figure.amount)


def amount(value: Decimal | None) -> str | None:
    """金额，两位小数。"""
    return None if value is None else money(value)


def index(figure: Figure | None) -> str | None:
    """指数，四位小数。"""
    return None if figure is None else shown(figure.value, figure.unit)


def tenths(value: Decimal | None) -> str | None:
    """计发月数，一位小数。"""
    return None if value is None else decimals(value, 1)


def rate(value: Decimal | None) -> str | None:
    """比率，四位小数。"""
    return None if value is None else decimals(value, 4)


def notices(found: Iterable[Notice]) -> list[Json]:
    """提醒、理由、出路。"""
    return [{"code": n.code, "text": render(n.text), "source": n.source or None} for n in found]


def link(figure: Figure) -> Json:
    """推导链的一环。"""
    inputs = [n.id for n in figure.inputs if isinstance(n, Figure | Parameter)]
    sources = figure.sources
    return {
        "id": figure.id,
        "label": render(figure.label),
        "value": shown(figure.value, figure.unit),
        "unit": figure.unit.value,
        "formula": render(figure.formula),
        "with_numbers": render(figure.with_numbers),
        "inputs": list(dict.fromkeys(inputs)),
        "rests_on": _source(figure.source),
        "rules": [
            {"label": render(n.label), **_source(n.source)}
            for n in figure.inputs
            if isinstance(n, Ground)
        ],
        "sources": list(dict.fromkeys(s.document for s in sources)),
        "grade": max(source.grade for source in sources).value,
        "ask": ask(figure.label, sources),
        "own": sorted({s.own for s in sources if s.own}),
    }


def _source(source: Source) -> Json:
    """推导链的一环自己的出处；``given`` 是本人填的、假设的，没有等级可言。"""
    grade = None if source.given else source.grade.value
    return {"document": source.document, "grade": grade, "given": source.given}


def _growth(growth: Growth | None) -> Json | None:
    """推算的数从哪个公布数、按多少、长了几年。"""
    if growth is None:
        return None
    published, yearly = f"{growth.published:f}", f"{growth.rate:f}"
    return {"published": published, "rate": yearly, "years": growth.years}


def parameter(found: Parameter) -> Json:
    """推导链用到的一个公布数或假设。"""
    return {
        "id": found.id,
        "place": found.place,
        "label": render(found.label),
        "value": shown(found.value, found.unit),
        "unit": found.unit.value,
        "state": found.state.value,
        "growth": _growth(found.growth),
        "since": None if found.since is None else str(found.since),
        "document": found.source.document,
        "grade": found.source.grade.value,
        "checked": found.source.checked or None,
        "own": found.source.own or None,
        "expired": found.expired,
        "note": found.source.note or None,
    }

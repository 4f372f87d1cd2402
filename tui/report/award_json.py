"""核定表的核对结果写成 JSON（格式第 1 版）。"""

from __future__ import annotations

from core.derivation import figures
from core.rules.award import AwardCheck, Component
from core.rules.award_parts import Candidate
from tui.report.values import Json, amount, link, notices
from tui.words import render

SCHEMA = 1


def award_document(result: AwardCheck) -> Json:
    """每一项算出的、印出的、差多少，和怎么算的。"""
    made = tuple(c.figure for c in result.components if c.figure is not None)
    return {
        "schema": SCHEMA,
        "province": result.sheet.province,
        "retired": str(result.sheet.retired),
        "reproduced": result.reproduced,
        "computed": {c.name: amount(c.computed) for c in result.components},
        "printed": {c.name: amount(c.printed) for c in result.components},
        "differences": {c.name: amount(c.difference) for c in result.components},
        "other": amount(result.sheet.other),
        "precision": _precision(result),
        "components": [_component(c) for c in result.components],
        "missing": notices(result.missing),
        "notes": notices(result.notices),
        "trace": [link(figure) for figure in figures(made)],
    }


def _precision(result: AwardCheck) -> Json:
    """选中的读法：年数、指数怎么取位，合计怎么取位。"""
    basic = result.component("basic").chosen
    transitional = result.component("transitional").chosen
    return {
        **_reading(basic, "years", "index"),
        **_reading(transitional, "deemed_years", "transitional_index"),
        "parts": result.way.parts,
        "total": result.way.total,
        "total_on_file": result.rounding_on_file,
    }


def _reading(chosen: Candidate | None, years: str, index: str) -> Json:
    if chosen is None or chosen.years is None or chosen.wage is None:
        return {years: None, index: None}
    return {years: chosen.years.code, index: chosen.wage.code}


def _component(part: Component) -> Json:
    figure = part.figure
    return {
        "name": part.name,
        "computed": amount(part.computed),
        "printed": amount(part.printed),
        "difference": amount(part.difference),
        "reproduced": part.reproduced,
        "formula": None if figure is None else render(figure.formula),
        "with_numbers": None if figure is None else render(figure.with_numbers),
        "sources": [] if figure is None else list(dict.fromkeys(_documents(part))),
        "reproduced_by": [_reading(one, "years", "index") for one in part.fitting if one.years],
        "missing": notices(part.missing),
    }


def _documents(part: Component) -> list[str]:
    return [] if part.figure is None else [source.document for source in part.figure.sources]

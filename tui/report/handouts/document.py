"""The hand-out as JSON (``canbao schema handout``): the same rounded numbers, the whole trace."""

from __future__ import annotations

from collections.abc import Iterable

from core.questions.catalogue import QUESTIONS
from core.year_table import YearTable
from profiles.problems import shown
from tui.report.handouts.advice_json import decisions, option
from tui.report.handouts.answered import answers, assumptions
from tui.report.handouts.asked import Asked, Part
from tui.report.handouts.content import NOTICE
from tui.report.handouts.options import rows_of
from tui.report.handouts.uncertain import open_questions
from tui.report.projection_json import projection_document
from tui.report.values import Json, amount, notices
from tui.words import render

SCHEMA = 1


def handout_document(asked: Asked) -> Json:
    """One document; ``parts`` are two for an undecided woman."""
    values = {q.key: v for q in QUESTIONS if (v := asked.answers.get(q.key)) is not None}
    return {
        "schema": SCHEMA,
        "notice": render(NOTICE),
        "name": str(shown(asked.name)) or None,
        "as_of": str(asked.day),
        "answers": {key: value for key, value in values.items() if key != "name"},
        "told": _pairs(answers(asked)),
        "assumptions": _pairs(assumptions(asked)),
        "projection": projection_document(asked.projection),
        "parts": [_part(asked, part) for part in asked.parts],
    }


def _pairs(found: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"label": label, "value": value} for label, value in found]


def _part(asked: Asked, part: Part) -> Json:
    return {
        "category": part.projection.category.value,
        "options": [option(row) for row in rows_of(asked, part)],
        "decisions": decisions(part.advice),
        "years": _years(part.years),
        "payments": [
            {
                "month": str(due.month),
                "kind": due.kind.value,
                "amount": amount(due.amount),
                "months": due.months,
                "settled": due.settled,
            }
            for due in part.dues
        ],
        "open": open_questions(part),
        "next": _next(part),
    }


def _years(table: YearTable | None) -> Json | None:
    if table is None:
        return None
    back = table.payback
    return {
        "first_pension": str(table.first_pension),
        "last": str(table.last),
        "own_total": amount(table.own_total),
        "lifetime_total": amount(table.lifetime_total),
        "payback": None if back is None else {"month": str(back.month), "months": back.months},
        "rows": [
            {
                "year": row.year,
                "age": row.age,
                "months": row.months,
                "base": amount(row.base),
                "own": amount(row.own),
                "own_total": amount(row.own_total),
                "account": amount(row.account),
                "pension": amount(row.pension),
                "pension_total": amount(row.pension_total),
            }
            for row in table.rows
        ],
    }


def _next(part: Part) -> Json | None:
    steps = part.steps
    if steps is None:
        return None
    return {
        "office": render(steps.office),
        "channels": [
            {"kind": c.kind.value, "name": c.name, "source": c.source.document}
            for c in steps.channels
        ],
        "papers": [paper.name for paper in steps.papers],
        "questions": notices(steps.questions),
        "warning": render(steps.warning),
    }

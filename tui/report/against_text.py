"""两天的规定并排写成 80 列的文字：一张表，每处不同下面是原因，再下面是各项变化。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from core.changes import LABELS, Changes, Moved
from core.derivation import Parameter, Source
from core.policy.model import Policy
from core.quantities import money
from core.rules.retirement import TRACK_NAMES
from core.words import say
from tui.lines import columns, rule
from tui.report.against import Against, Row, shares
from tui.report.grades import graded
from tui.report.policy_data import place_name
from tui.report.policy_show import STATES
from tui.words import _, render
from tui.wrapping import wrap

WIDTH = 80
NOTHING = "—"


def against_text(found: list[Against], days: tuple[date, date], policy: Policy) -> Iterator[str]:
    """80 列的一张表，和下面的各项变化。"""
    for one in found:
        if len(found) > 1:
            yield from ("", render(TRACK_NAMES[one.category]))
        yield _line("", *map(str, days))
        yield rule(WIDTH).text
        yield from _table(one)
        for side in (one.then, one.now):
            if side.why is not None:
                text = say("{day} 的规定下算不出：{why}", day=side.law.day, why=side.why)
                yield from wrap(render(text), WIDTH, indent="  ")
        yield from _steps(one.changes, policy)


def _table(one: Against) -> Iterator[str]:
    for row, following in zip(one.rows, (*one.rows[1:], None), strict=True):
        yield _line(row.label, row.then or NOTHING, row.now or NOTHING, differs=row.differs)
        if following is None or following.causes != row.causes:
            for source in row.causes:
                yield from wrap(_source(source), WIDTH, indent="      ")
        if reasons := _reasons(row, one.changes):
            yield from wrap(reasons, WIDTH, indent="      ")


def _reasons(row: Row, changes: Changes) -> str:
    found = shares(row, changes)
    return "；".join(f"{render(LABELS[code])} {_signed(part)}" for code, part in found)


def _line(label: str, then: str, now: str, *, differs: bool = False) -> str:
    cells = columns(
        [(label, 30, "left"), (then, 22, "right"), (now, 22, "right"), ("≠" * differs, 2, "left")],
        gap=1,
    )
    return cells.text.rstrip()


def _steps(changes: Changes, policy: Policy) -> Iterator[str]:
    yield ""
    if not changes.steps:
        yield _("两天之间没有变化。")
        return
    yield _("各项变化，和它们使所选办法的每月养老金差多少")
    yield rule(WIDTH).text
    for step in changes.steps:
        yield _amount(render(step.label), step.part)
        for source in step.law:
            yield from wrap(_source(source), WIDTH, indent="      ")
        for moved in step.moved:
            yield from wrap(_moved(moved, policy), WIDTH, indent="      ")
    yield rule(WIDTH).text
    yield _amount(_("合计"), changes.whole)


def _amount(label: str, part: Decimal | None) -> str:
    text = NOTHING if part is None else _signed(part)
    return columns([(label, 53, "left"), (text, 22, "right")], gap=1).text.rstrip()


def _signed(part: Decimal) -> str:
    return ("+" if part > 0 else "") + money(part)


def _moved(moved: Moved, policy: Policy) -> str:
    now = moved.now
    return render(
        say(
            "{place} {year} 年{label}：{then} → {now}，{source}",
            place=place_name(now.place, policy),
            year=now.year,
            label=now.label,
            then=_("没有") if moved.then is None else _value(moved.then),
            now=_value(now),
            source=_source(now.source),
        )
    )


def _value(found: Parameter) -> str:
    return f"{render(STATES[found.state])} {found.value:f}"


def _source(source: Source) -> str:
    return f"{source.document}（{render(graded(source))}）"

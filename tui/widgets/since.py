"""What changed since a plan was saved, and how much each change moved its pension."""

from decimal import Decimal

from core.changes import Change, Changes, Moved
from core.derivation import Parameter, State, Unit, shown
from core.policy.regions import Regions
from core.quantities import money, percent
from core.rules.retirement import age_text
from core.words import Text, say
from tui.lines import Line, Style, columns, line
from tui.words import _, render
from tui.wrapping import wrap

AMOUNT = 12
STANDS: dict[State, Text] = {State.PROVISIONAL: say("暂用"), State.PROJECTED: say("推算")}


def since(changes: Changes, regions: Regions, width: int) -> list[Line]:
    """Age and total then and now, every step with its part, and the sum of the parts."""
    first, last = changes.ages
    before, after = changes.totals
    rows = [
        _row(_("那天 → 今天"), f"{changes.then} → {changes.now}", width),
        _row(_("年龄"), f"{render(age_text(first))} → {render(age_text(last))}", width),
        _row(_("所选方案每月合计"), f"{_amount(before)} → {_amount(after)}", width, Style.VALUE),
        Line(),
    ]
    for step in changes.steps:
        rows += _step(step, regions, width)
    rows.append(_row(_("一共变了"), _signed(changes.whole), width, Style.VALUE))
    return rows


def _step(step: Change, regions: Regions, width: int) -> list[Line]:
    rows = [_row(render(step.label), _signed(step.part), width, Style.TITLE)]
    for law in step.law:
        rows += [line((text, Style.DIM)) for text in wrap(law.document, width, indent="    ")]
    for moved in step.moved:
        rows += _moved(moved, regions, width)
    return rows


def _moved(moved: Moved, regions: Regions, width: int) -> list[Line]:
    """北京 2026年缴费基数下限 7162（暂用）→ 7270，京人社发〔2026〕7号."""
    now = moved.now
    region = regions.get(now.place)
    text = _("{place}{year}年{label} {then} → {now}，{document}").format(
        place="" if region is None else regions.short_name(now.place) + " ",
        year=now.year,
        label=render(now.label),
        then=_("没有") if moved.then is None else _value(moved.then),
        now=_value(now),
        document=now.source.document,
    )
    return [line((row, Style.DIM)) for row in wrap(text, width, indent="    ")]


def _value(parameter: Parameter) -> str:
    stands = STANDS.get(parameter.state)
    rate = parameter.unit is Unit.RATE
    text = percent(parameter.value) if rate else shown(parameter.value, parameter.unit)
    return text + (f"（{render(stands)}）" if stands else "")


def _row(label: str, value: str, width: int, style: Style = Style.NORMAL) -> Line:
    room = max(AMOUNT, line(value).width)
    return columns([(label, width - room - 1, "left"), (value, room, "right")]).styled(style)


def _amount(value: Decimal | None) -> str:
    return _("没有") if value is None else money(value)


def _signed(value: Decimal | None) -> str:
    """The part with its sign; a dash where there is nothing to compare."""
    if value is None:
        return "—"
    return f"+{money(value)}" if value > 0 else money(value)

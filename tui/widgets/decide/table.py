"""All ways to be insured beside each other: a column an option, the closed ones with reasons."""

from collections.abc import Callable

from core.decisions.table import Row
from core.decisions.table import row as row_of
from core.options import Option
from core.quantities import money
from core.words import say
from tui.lines import Cell, Line, Style, columns, line
from tui.saying import ROLES, SCHEMES, yearly_rate
from tui.widgets.decide.page import Asked, Found, Page, amount, back_in_brief, known, notice, text
from tui.widgets.panel import BESIDE
from tui.words import _, render

LABEL = 10


def find(asked: Asked) -> Found:
    rows = [row_of(one) for one in asked.beside]
    at = next(n for n, one in enumerate(asked.beside) if one.option is asked.subject.option)
    chosen = rows[at]

    def shown(width: int) -> list[Line]:
        return [*_table(asked, rows, at, width), Line(), *_said(asked, rows, chosen, width)]

    stopped = None if chosen.stopped is None else chosen.stopped.pension
    return Found(shown, known(chosen.pension, chosen.today, stopped, *chosen.option.figures))


def _table(asked: Asked, rows: list[Row], at: int, width: int) -> list[Line]:
    room = (width - LABEL) // len(rows) - 1
    heads = [_heads(row.option, asked) for row in rows]
    marked = [("▸" if n == at else "") + scheme for n, (scheme, _place) in enumerate(heads)]
    found = [_columns("", marked, room), _columns("", [place for _scheme, place in heads], room)]
    found = [head.styled(Style.TITLE) for head in found]
    for label, cell in _measures(rows):
        found.append(_columns(label, [cell(row) for row in rows], room))
    return found


def _heads(option: Option, asked: Asked) -> tuple[str, str]:
    """The scheme, and the place below it."""
    scheme = render(SCHEMES[option.scheme])
    place = asked.regions.short_name(option.place)
    if option.scheme == "employee":
        scheme = f"{scheme}·{render(ROLES[option.role])}"
    return scheme, place


def _measures(rows: list[Row]) -> list[tuple[str, Callable[[Row], str]]]:
    """What stands in each row, from what one pays to what one gets for it.

    A pension that grows by a part later has a row for all of it.
    """
    later = [(_("全领到时"), _later)] if any(_later(row) != "-" for row in rows) else []
    return [
        (_("每年缴"), lambda row: _yuan(row.first_year)),
        (_("一共缴"), lambda row: _yuan(row.own_total)),
        (_("每月领"), _pension),
        (_("按今天的钱"), _today),
        *later,
        (_("从何时领"), lambda row: str(row.start or "-")),
        (_("回本"), lambda row: back_in_brief(row.payback)),
        (_("一共领"), lambda row: _yuan(row.lifetime)),
        (_("年收益率"), lambda row: "-" if row.rate is None else yearly_rate(row.rate)),
        (_("现在停缴"), _stopped),
    ]


def _yuan(value: object) -> str:
    return "-" if value is None else money(value)  # type: ignore[arg-type]


def _pension(row: Row) -> str:
    pension = row.option.pension
    return _("不能选") if row.reasons else amount(None if pension is None else pension.total)


def _today(row: Row) -> str:
    pension = row.option.pension
    return "-" if row.reasons else amount(None if pension is None else pension.total_today)


def _later(row: Row) -> str:
    """All of it once the last part has come; a dash where that is the first payment already."""
    pension = row.option.pension
    more = pension is not None and row.pension is not None and len(pension.phases) > 1
    return amount(row.pension) if more else "-"


def _stopped(row: Row) -> str:
    return "-" if row.stopped is None else amount(row.stopped.pension)


def _columns(label: str, texts: list[str], room: int) -> Line:
    cells: list[Cell] = [(label, LABEL, "left")]
    return columns([*cells, *((text, room, "right") for text in texts)])


def _said(asked: Asked, rows: list[Row], chosen: Row, width: int) -> list[Line]:
    """What the option under the cursor lacks, what stopping now means; why others are closed."""
    found = _lacking(asked, chosen, width)
    if chosen.stopped is not None:
        name = "".join(_heads(chosen.option, asked))
        found.append(line((_("现在停缴，{name}：").format(name=name), Style.KEY)))
        for one in chosen.stopped.notices:
            found += text("· " + render(one.text), width)
    for row in rows:
        if row.reasons:
            name = " ".join(_heads(row.option, asked))
            found.append(line((_("{name}不能选：").format(name=name), Style.KEY)))
            found += [one for reason in row.reasons for one in notice(reason, width)]
    return found


def _lacking(asked: Asked, chosen: Row, width: int) -> list[Line]:
    """Why it brings no pension, what can be done, what joining both accounts would bring."""
    option = chosen.option
    if chosen.reasons or chosen.pension is not None:
        return []
    name = "".join(_heads(option, asked))
    found = [line((_("照这样缴，{name}领不到：").format(name=name), Style.KEY))]
    said = [one for one in option.notices if one.code not in BESIDE]
    joined = () if option.switch is None else option.switch.notices
    for one in (*said, *option.ways_out, *joined):
        found += text("· " + render(one.text), width)
    return [*found, Line()]


TABLE = Page(say("几种办法并排"), find)

"""Here or there: the employee scheme at the registered and at the working place, side by side."""

from decimal import Decimal

from core.options import Option
from core.policy.model import province_of
from core.policy.regions import Regions
from core.quantities import money
from core.words import Notice
from tui.entries.option import cost_text, pension_text
from tui.lines import Line, Style, columns, line
from tui.marks import marks_of
from tui.saying import ROLES
from tui.words import _, render
from tui.wrapping import wrap

LABEL = 11


def employee_pair(options: tuple[Option, ...]) -> tuple[Option, Option] | None:
    """The employee scheme at both places; None where the two are one."""
    found = [option for option in options if option.scheme == "employee"]
    return (found[0], found[1]) if len(found) == 2 else None


def both_places(pair: tuple[Option, Option], regions: Regions, width: int) -> list[Line]:
    """A table of what each place costs and brings, and the difference in a sentence."""
    room = (width - LABEL - 2) // 2
    here, there = pair
    cells = (
        ("", *(_head(option, regions, room) for option in pair)),
        (_("每年缴"), cost_text(here), cost_text(there)),
        (_("每月领"), pension_text(here), pension_text(there)),
        (_("从何时"), _start(here), _start(there)),
        (_("在哪里领"), _drawn(here, regions), _drawn(there, regions)),
        (_("退休时基数"), _base(here), _base(there)),
        (_("回本"), _payback(here), _payback(there)),
    )
    table = [
        columns([(label, LABEL, "left"), (left, room, "right"), (right, room, "right")])
        for label, left, right in cells
    ]
    return [
        line((_("两地对比（职工养老）"), Style.TITLE)),
        table[0].styled(Style.DIM),
        *table[1:],
        *_said(pair, width),
    ]


def _head(option: Option, regions: Regions, room: int) -> str:
    name = f"{regions.short_name(option.place)}({render(ROLES[option.role])})"
    return name if line(name).width <= room else render(ROLES[option.role])


def _start(option: Option) -> str:
    return str(option.pension.start) if option.pension is not None else "-"


def _base(option: Option) -> str:
    base = option.benefit_base
    return "-" if base is None else money(base.amount) + marks_of(base)


def _drawn(option: Option, regions: Regions) -> str:
    """Who pays the pension: not always the place one pays at (国办发〔2009〕66号)."""
    return "-" if option.benefit is None else regions.short_name(province_of(option.benefit.code))


def _payback(option: Option) -> str:
    months = option.outlook.payback_months if option.outlook is not None else None
    return "-" if months is None else _("领{n}个月").format(n=months)


def _said(pair: tuple[Option, Option], width: int) -> list[Line]:
    """The difference in words, and what to ask before choosing the other place."""
    here, there = pair
    rows = [line((row, Style.VALUE)) for row in wrap(_difference(here, there), width)]
    for option in pair:
        told = option.reasons[:1] if not option.available else _asked(option)
        for notice in told:
            text = f"! {render(ROLES[option.role])}：{render(notice.text)}"
            rows += [line((row, Style.WARN)) for row in wrap(text, width)]
    return rows


def _asked(option: Option) -> tuple[Notice, ...]:
    """What to ask before counting on the place, and where the pension will come from."""
    entry = option.enrolment
    asked = (entry,) if entry is not None and entry in option.notices else ()
    return asked + (option.benefit.notices[:1] if option.benefit is not None else ())


def _difference(here: Option, there: Option) -> str:
    """What the working place costs and brings more or less than the registered one."""
    if here.contribution is None or there.contribution is None:
        return ""
    cost = there.contribution.first_year - here.contribution.first_year
    if here.pension is None or there.pension is None:
        return _("在就业地缴，每年{cost}").format(cost=_more(cost, _("多缴"), _("少缴")))
    brings = there.pension.total.amount - here.pension.total.amount
    return _("在就业地缴：每年{cost}，每月{brings}").format(
        cost=_more(cost, _("多缴"), _("少缴")), brings=_more(brings, _("多领"), _("少领"))
    )


def _more(amount: Decimal, more: str, less: str) -> str:
    if not amount:
        return _("一样")
    return (more if amount > 0 else less) + _("{amount}元").format(amount=money(abs(amount)))

"""Is it worth it: a little more, the three figures with low and high, the money back."""

from core.decisions.band import Band, band, sensitivities
from core.decisions.help import death
from core.decisions.marginal import Marginal, marginals
from core.decisions.stopping import ThreeFigures, three_figures
from core.decisions.subject import Subject
from core.decisions.years import Pot, pots
from core.quantities import money
from core.words import say
from tui.lines import Line, Style, line
from tui.saying import percent, yearly_rate
from tui.widgets.decide.page import (
    Asked,
    Found,
    Page,
    amount,
    back,
    known,
    missing,
    notice,
    open_only,
    text,
)
from tui.widgets.panel import row
from tui.words import _, render

# ---- a little more

LATER = "later"
"""The step whose price are also the pensions not drawn meanwhile."""


def more(asked: Asked) -> Found:
    found = marginals(asked.subject)
    if not found:
        return Found(lambda width: text(_("这个方案没有可加的"), width, Style.WARN))

    def rows(width: int) -> list[Line]:
        shown = text(_("每一步多付多少、每月多领多少；越上面越划算"), width, Style.DIM)
        return shown + [one for step in found for one in _step(step, width)]

    figures = [figure for step in found for figure in (step.gain, step.price, step.per_thousand)]
    return Found(rows, tuple(figures))


def _step(step: Marginal, width: int) -> list[Line]:
    paid = _("  多缴和少领一共") if step.code == LATER else _("  一共多付")
    rows = [line((render(step.label), Style.KEY)).crop(width)]
    rows.append(row(paid, money(step.price.amount), width))
    rows.append(row(_("  每月多领"), amount(step.gain), width))
    rows.append(row(_("  每多付1000元，每月多领"), amount(step.per_thousand), width))
    rows.append(row(_("  回本"), back(step.payback), width))
    return [*rows, *(notice(step.notice, width) if step.notice is not None else [])]


# ---- the three figures, and a band


def range_of(asked: Asked) -> Found:
    three, found = three_figures(asked.subject), band(asked.subject, asked.guide)

    def rows(width: int) -> list[Line]:
        return [*_three(three, asked.subject, width), Line(), *_band(asked, found, width)]

    outcomes = () if found is None else (found.low, found.middle, found.high)
    return Found(rows, known(*three.amounts, *(one.today for one in outcomes)))


def _three(found: ThreeFigures, subject: Subject, width: int) -> list[Line]:
    names = (_("  现在起不缴了"), _("  照这样缴下去"), _("  按最高的缴"))
    rows = [line((_("每月领"), Style.KEY))]
    rows += [row(n, amount(a), width) for n, a in zip(names, found.amounts, strict=True)]
    if found.earned.pension is None and found.earned.short:
        words = _("  现在停，还差{much}").format(much=missing(found.earned.short, subject))
        rows += text(words, width, Style.WARN)
    return rows


def _band(asked: Asked, found: Band | None, width: int) -> list[Line]:
    if found is None:
        return text(_("没有养老金，谈不上高低"), width, Style.WARN)
    rows = [line((_("照这样缴下去，按今天的钱"), Style.KEY))]
    names = (_("  低"), _("  中（现在的假设）"), _("  高"))
    for name, value in zip(names, found.in_todays_money, strict=True):
        rows.append(row(name, money(value), width))
    rows += [Line(), line((_("哪个假设影响最大（上下各动一点）"), Style.KEY))]
    moving = (one for one in sensitivities(asked.subject, asked.guide) if one.swing)
    for one in moving:
        spread = percent(asked.guide.spread[one.name])
        label = f"  {render(one.label)} ±{spread}%"
        rows.append(row(label, _("差{swing}").format(swing=money(one.swing)), width))
    return [*rows, *text(_("假设按 F7 改；上下动多少是我们自己定的"), width, Style.DIM)]


# ---- the money back, and what is left

YEARS = (1, 5, 10)
"""Years of pension after which what is left of the account is shown."""


def money_back(asked: Asked) -> Found:
    option, outlook = asked.subject.option, asked.subject.option.outlook
    if outlook is None or option.pension is None:
        return Found(lambda width: text(_("领不到养老金，谈不上回本"), width, Style.WARN))
    accounts = pots(option)

    def rows(width: int) -> list[Line]:
        shown = [row(_("自己还要缴（全部20%）"), money(outlook.own_total), width)]
        if not asked.subject.is_employee:
            shown = [row(_("自己还要缴"), money(outlook.own_total), width)]
        shown.append(row(_("回本"), back(outlook.payback_months), width))
        total = _("到{month}一共领").format(month=outlook.last)
        shown.append(row(total, money(outlook.lifetime_total), width))
        if outlook.irr is not None:
            shown.append(row(_("折成年收益率"), yearly_rate(outlook.irr), width))
        return [*shown, Line(), *_inherited(asked, accounts, width)]

    left = [pot.left_after(12 * years) for pot in accounts for years in YEARS]
    return Found(rows, (*(pot.balance for pot in accounts), *left, option.pension.total))


def _inherited(asked: Asked, accounts: tuple[Pot, ...], width: int) -> list[Line]:
    """What the family gets of the accounts, and the grants."""
    rows: list[Line] = []
    for pot in accounts:
        title = _("能继承的：{account}余额").format(account=render(pot.name))
        rows += [line((title, Style.KEY)), *_account(pot, width)]
    if (grants := death(asked.subject, asked.guide.death)) is not None:
        rows += [Line(), line((_("身故待遇"), Style.KEY)), *text(grants.text, width)]
    return rows


def _account(pot: Pot, width: int) -> list[Line]:
    rows = [row(_("  {month}开始领时").format(month=pot.start), amount(pot.balance), width)]
    for years in YEARS:
        left = amount(pot.left_after(12 * years))
        rows.append(row(_("  领了{n}年").format(n=years), left, width))
    return rows + text(_("  领{n}个月以后账户领完，养老金照发").format(n=pot.lasts), width)


MORE = Page(say("多缴一点值不值"), open_only(more))
RANGE = Page(say("最少、照缴、最多"), open_only(range_of))
BACK = Page(say("回本和能继承的"), open_only(money_back))

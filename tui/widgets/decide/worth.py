"""Is it worth it: a little more, the three figures with low and high, the money back."""

from core.decisions.band import Band, band, sensitivities
from core.decisions.help import death
from core.decisions.marginal import Marginal, marginals
from core.decisions.stopping import ThreeFigures, three_figures
from core.decisions.subject import Subject
from core.decisions.years import left_after, pots
from core.derivation import Figure
from core.quantities import money
from core.words import say
from tui.lines import Line, Style, line
from tui.saying import percent
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
    for one in sensitivities(asked.subject, asked.guide):
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
    left = [(years, left_after(option, 12 * years)) for years in YEARS]

    def rows(width: int) -> list[Line]:
        shown = [row(_("自己还要缴（全部20%）"), money(outlook.own_total), width)]
        if not asked.subject.is_employee:
            shown = [row(_("自己还要缴"), money(outlook.own_total), width)]
        shown.append(row(_("回本"), back(outlook.payback_months), width))
        total = _("到{month}一共领").format(month=outlook.last)
        shown.append(row(total, money(outlook.lifetime_total), width))
        if outlook.irr is not None:
            shown.append(row(_("折成年收益率"), f"{percent(outlook.irr)}%", width))
        return [*shown, Line(), *_inherited(asked, left, width)]

    figures = [figure for _years, figure in left]
    return Found(rows, known(option.account, *figures, option.pension.total))


def _inherited(asked: Asked, left: list[tuple[int, Figure | None]], width: int) -> list[Line]:
    """What the family gets of the account, and the grants."""
    account = asked.subject.option.account
    rows = [line((_("能继承的（个人账户余额）"), Style.KEY))]
    if account is not None:
        rows.append(row(_("  刚退休时"), amount(account), width))
    for years, figure in left:
        label = _("  领了{n}年").format(n=years)
        rows.append(row(label, amount(figure), width))
    for pot in pots(asked.subject.option)[:1]:
        rows += text(_("  领{n}个月以后账户领完，养老金照发").format(n=pot.lasts), width)
    if (grants := death(asked.subject, asked.guide.death)) is not None:
        rows += [Line(), line((_("身故待遇"), Style.KEY)), *text(grants.text, width)]
    return rows


MORE = Page(say("多缴一点值不值"), open_only(more))
RANGE = Page(say("最少、照缴、最多"), open_only(range_of))
BACK = Page(say("回本和能继承的"), open_only(money_back))

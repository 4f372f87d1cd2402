"""The employee scheme paid in one's own name (企业职工基本养老保险，国发〔2005〕38号).

One walk over the plan's calendar years gives contributions, account and index; the pension
follows from them.  Months and retirement come from ``schedule``, amounts from the province.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.case import ZERO, Case, History
from core.derivation import Figure, Node, State, Unit
from core.options import Contribution, Months, Pension, Phase
from core.policy.model import Law, Place
from core.quantities import Age, YearMonth, decimals, money, to_fen
from core.rules.account import AccountYear, opening, roll
from core.rules.limits import Limits, base_of_year, limits
from core.rules.payments import Payments
from core.rules.pension import (
    TOTAL_ROUNDING,
    YEARS,
    account_pension,
    basic_pension,
    transitional_pension,
)
from core.rules.retirement import payout_months
from core.rules.schedule import Schedule, YearOfMonths
from core.rules.today import in_todays_money
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class EmployeeYear:
    """What one calendar year of the plan brings."""

    months: YearOfMonths
    bounds: Limits
    base: Figure
    contribution: Figure
    credit: Figure

    @property
    def index(self) -> Fraction:
        """The contribution index of each month of the year: base / average wage."""
        return Fraction(self.base.amount) / Fraction(self.bounds.wage.value)

    @property
    def settled(self) -> bool:
        """Whether the year's limits are published."""
        return self.bounds.floor.state is State.PUBLISHED


def employee_years(case: Case, plan: Schedule, place: Place) -> tuple[EmployeeYear, ...]:
    """Base, contribution and credit of every year; the first year even if nothing is paid."""
    years = plan.years or (YearOfMonths(case.plan.start.year, 1, 0, ()),)
    return tuple(_year(case, months, place) for months in years)


def _year(case: Case, months: YearOfMonths, place: Place) -> EmployeeYear:
    bounds = limits(place, months.year, case.assumptions.wage_growth)
    base = base_of_year(case.plan.base, bounds)
    return EmployeeYear(
        months,
        bounds,
        base,
        contribution=_share(
            base,
            "contribution",
            say("{year}年每月缴费", year=months.year),
            place,
            "contribution_rate",
        ),
        credit=_share(
            base,
            "credit",
            say("{year}年每月记入个人账户", year=months.year),
            place,
            "account_share",
        ),
    )


def _share(base: Figure, name: str, label: Text, place: Place, parameter: str) -> Figure:
    """base * a national rate, to the fen (contract, convention 4)."""
    year = int(base.id.removeprefix("base."))
    rate = place.law.nation.standing(parameter, YearMonth(year, 1))
    percent = f"{(rate.value * 100).normalize():f}"  # 20, where str() would give 2E+1
    return Figure(
        id=f"{name}.{year}",
        label=label,
        value=to_fen(base.amount * rate.value),
        unit=Unit.YUAN,
        formula=say("缴费基数 × {percent}%", percent=percent),
        with_numbers=say("{base} × {percent}%", base=base.amount, percent=percent),
        source=rate.source,
        inputs=(base, rate),
    )


def contribution_of(case: Case, years: tuple[EmployeeYear, ...]) -> Contribution:
    """What is paid: per month at the first year's base, and all of it."""
    frequency = case.plan.frequency
    first = years[0]
    payments = tuple(
        Payments(y.months.year, y.months.paid, y.contribution.amount, y.months.last, y.settled)
        for y in years
    )
    return Contribution(
        frequency=frequency,
        per_payment=first.contribution.amount * frequency.months,
        first_year=first.contribution.amount * 12,
        own_total=sum((p.sum for p in payments), ZERO),
        payments=payments,
        base=first.base,
        per_month=first.contribution,
    )


def account_of(case: Case, years: tuple[EmployeeYear, ...], law: Law) -> Figure:
    """The individual account at the end of contributions (contract, convention 5)."""
    balance = opening(case.history.employee_balance or ZERO)
    for year in years:
        months = year.months
        rate = law.nation.yearly(
            "crediting_rate", YearMonth(months.year, 1), case.assumptions.crediting_rate
        )
        put_in = ((year.credit.amount, months.paid),)
        grown = AccountYear(months.year, months.first, months.last, put_in, rate)
        balance = roll(balance, grown, law.source("account_interest"), (year.credit,))
    return balance


def average_index(history: History, years: tuple[EmployeeYear, ...], place: Place) -> Figure:
    """Z over all months: history, deemed months and the plan (contract, convention 7)."""
    month = YearMonth(years[0].months.year, 1)
    deemed = place.standing("deemed_index", month)
    past = Fraction(history.employee_index or 0) * (history.employee_months or 0)
    counted_deemed = Fraction(deemed.value) * history.employee_deemed_months
    future = sum((y.index * len(y.months.paid) for y in years), Fraction(0))
    months = (history.employee_months or 0) + history.employee_deemed_months
    planned = sum(len(y.months.paid) for y in years)
    total = past + counted_deemed + future
    wages: list[Node] = [y.bounds.wage for y in years]
    if history.employee_deemed_months:
        wages.append(deemed)
    return Figure(
        id="index",
        label=say("平均缴费指数"),
        value=total / (months + planned) if months + planned else Fraction(0),
        unit=Unit.INDEX,
        formula=say("各月缴费指数（基数 ÷ 当年平均工资）之和 ÷ 总月数"),
        with_numbers=say(
            "（{past} × {paid}个月 ＋ 视同{deemed}个月 ＋ 今后{future}）÷ {total}个月",
            past=history.employee_index or 0,
            paid=history.employee_months or 0,
            deemed=history.employee_deemed_months,
            future=decimals(future, 4),
            total=months + planned,
        ),
        source=place.law.source("pension_formula"),
        inputs=tuple(wages),
    )


def months_of(plan: Schedule) -> Months:
    """Months so far, planned and required."""
    assert isinstance(plan.required.value, int)
    return Months(plan.history, plan.planned, plan.required.value)


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Everything an employee pension is made of."""

    months: int
    index: Figure
    benefit_base: Figure
    payout: Figure
    account: Figure


def ingredients(
    case: Case, plan: Schedule, index: Figure, account: Figure, place: Place
) -> Ingredients:
    """Collect them; raises MissingError for a benefit base or payout months not on file."""
    law = place.law
    base = place.yearly("benefit_base", plan.end, case.assumptions.wage_growth)
    return Ingredients(
        months=plan.total,
        index=index,
        benefit_base=Figure(
            id="benefit_base",
            label=say("{year}年计发基数", year=plan.end.year),
            value=base.value,
            unit=Unit.YUAN,
            formula=say("退休那年公布的计发基数；未公布的年份按假设推算"),
            with_numbers=Text(money(base.value)),
            source=base.source,
            inputs=(base,),
        ),
        payout=payout_months(Age(plan.end - case.person.birth), plan.end, law),
        account=account,
    )


def pension_of(case: Case, plan: Schedule, made_of: Ingredients, place: Place) -> Pension:
    """The monthly pension by part, its total and its worth today."""
    start = plan.end + 1
    basic = _basic(made_of, place)
    account = _account(made_of, place.law)
    transitional = _transitional(case.history, made_of, place)
    total = _total((basic, account, transitional), place)
    return Pension(
        start=start,
        basic=basic,
        account=account,
        transitional=transitional,
        total=total,
        total_today=in_todays_money(total, start, case.assumptions.inflation, place.law.day),
        phases=(Phase(start, total),),
        streams=((start, total.amount),),
    )


def _basic(made_of: Ingredients, place: Place) -> Figure:
    c, z = made_of.benefit_base.amount, made_of.index.value
    assert isinstance(z, Fraction)
    precision = place.rule("years_precision")
    years = YEARS[precision.value](made_of.months)
    return Figure(
        id="pension.basic",
        label=say("基础养老金"),
        value=basic_pension(c, Fraction(c) * z, years),
        unit=Unit.YUAN,
        formula=say("（计发基数 ＋ 计发基数 × 平均指数）÷ 2 × 缴费年限 × 1%"),
        with_numbers=say(
            "（{c} ＋ {c} × {z}）÷ 2 × {months}/12年 × 1%",
            c=c,
            z=decimals(z, 6),
            months=made_of.months,
        ),
        source=place.law.source("pension_formula"),
        inputs=(made_of.benefit_base, made_of.index, precision.ground),
    )


def _account(made_of: Ingredients, law: Law) -> Figure:
    balance, months = made_of.account.amount, made_of.payout.amount
    return Figure(
        id="pension.account",
        label=say("个人账户养老金"),
        value=account_pension(balance, months),
        unit=Unit.YUAN,
        formula=say("退休时账户储存额 ÷ 计发月数"),
        with_numbers=say("{balance} ÷ {months}", balance=balance, months=months),
        source=law.source("pension_formula"),
        inputs=(made_of.account, made_of.payout),
    )


def _transitional(history: History, made_of: Ingredients, place: Place) -> Figure:
    """C * Z' * deemed years * k; Z' is the separate index where the person's papers give one."""
    deemed = Fraction(history.employee_deemed_months, 12)
    month = YearMonth(place.law.day.year, 1)
    coefficient = place.standing("transitional_coefficient", month)
    own = history.transitional_index
    index = Fraction(own) if own is not None else made_of.index.value
    assert isinstance(index, Fraction)
    c = made_of.benefit_base.amount
    return Figure(
        id="pension.transitional",
        label=say("过渡性养老金"),
        value=transitional_pension(Fraction(c) * index, deemed, coefficient.value),
        unit=Unit.YUAN,
        formula=say("计发基数 × 过渡指数 × 视同缴费年限 × 过渡系数"),
        with_numbers=say(
            "{c} × {index} × {months}/12年 × {k}",
            c=c,
            index=decimals(index, 6),
            months=history.employee_deemed_months,
            k=coefficient.value,
        ),
        source=coefficient.source,
        inputs=(made_of.benefit_base, made_of.index, coefficient) if deemed else (),
    )


def _total(parts: tuple[Figure, ...], place: Place) -> Figure:
    rule = place.rule("total_rounding")
    return Figure(
        id="pension.total",
        label=say("合计"),
        value=TOTAL_ROUNDING[rule.value](sum(p.amount for p in parts)),
        unit=Unit.YUAN,
        formula=ROUNDING_WORDS[rule.value],
        with_numbers=Text(" ＋ ".join(money(p.amount) for p in parts)),
        source=rule.source,
        inputs=(*parts, rule.ground),
    )


ROUNDING_WORDS: dict[str, Text] = {
    "fen": say("各部分之和"),
    "jiao": say("各部分之和，四舍五入到角"),
    "jiao_up": say("各部分之和，见分进角"),
}

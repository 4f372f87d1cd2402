"""The employee scheme paid in one's own name (企业职工基本养老保险，国发〔2005〕38号).

One walk over the plan's calendar years gives contributions, account and index; the pension
follows from them.  Months and retirement come from ``schedule``, amounts from the province.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.case import ZERO, Case, History
from core.derivation import Figure, Node, State, Unit
from core.options import Contribution, Months
from core.policy.model import Law, Place
from core.quantities import YearMonth, decimals, to_fen
from core.rules.account import AccountYear, opening, roll
from core.rules.limits import Limits, base_of_year, limits
from core.rules.payments import Payments
from core.rules.schedule import Schedule, YearOfMonths
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

"""The employee scheme paid in one's own name (企业职工基本养老保险，国发〔2005〕38号).

One walk over the plan's months, in runs under the same limits, gives contributions, account and
index; the pension follows from them.  Months and retirement come from ``schedule``, amounts from
the province.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from core.case import ZERO, Base, Case, History
from core.derivation import Figure, Node, Parameter, State, Unit
from core.options import Contribution, Months
from core.policy.model import Law, Place
from core.policy.rulebook import chosen, plain_or_chosen
from core.quantities import YearMonth, decimals, to_fen
from core.rules.account import AccountYear, opening, roll
from core.rules.limits import Limits, Stretch, base_of, stretches
from core.rules.payments import Payments
from core.rules.pension import INDEX_GAPS, average
from core.rules.schedule import Schedule, YearOfMonths
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class EmployeeRun:
    """Months of one calendar year of the plan under the same limits: mostly all of them.

    Where the contribution year begins in July, a calendar year has two runs.
    """

    months: YearOfMonths
    bounds: Limits
    base: Figure
    contribution: Figure
    credit: Figure

    @property
    def indices(self) -> tuple[int, int]:
        """The sum of its months' indices, base / average wage each: numerator, denominator."""
        base, per = self.base.amount.as_integer_ratio()
        wage, of = self.bounds.wage.value.as_integer_ratio()
        return base * of * len(self.months.paid), per * wage

    @property
    def settled(self) -> bool:
        """Whether the run's limits are published."""
        return self.bounds.floor.state is State.PUBLISHED


def employee_runs(case: Case, plan: Schedule, place: Place) -> tuple[EmployeeRun, ...]:
    """Base, contribution and credit in order of time; the first run even if nothing is paid."""
    start = case.plan.start
    years = plan.years or (YearOfMonths(start.year, start.month, start.month - 1, ()),)
    return tuple(run for year in years for run in _runs(case, year, place))


def _runs(case: Case, year: YearOfMonths, place: Place) -> Iterator[EmployeeRun]:
    """The runs of one year; what a month costs does not hang on which months are paid."""
    choice, growth = case.plan.base, case.assumptions.wage_growth
    key = ("amounts", choice, growth, year.year, year.first, year.last)
    priced = place.once(key, lambda: [*_priced(choice, growth, year, place)])
    for (first, last, bounds), amounts in priced:
        months = year
        if (first, last) != (year.first, year.last):
            paid = tuple(m for m in year.paid if first <= m <= last)
            months = YearOfMonths(year.year, first, last, paid)
        yield EmployeeRun(months, bounds, *amounts)


Amounts = tuple[Figure, Figure, Figure]
"""Base, contribution and credit of a month."""


def _priced(
    choice: Base, growth: Decimal, year: YearOfMonths, place: Place
) -> Iterator[tuple[Stretch, Amounts]]:
    """What a month costs in each part of a year under the same limits.

    Named by the year, or by its month where the year has begun before it.
    """
    for stretch in stretches(place, year.year, year.first, year.last, growth):
        first, _last, bounds = stretch
        month = YearMonth(year.year, first)
        yield stretch, _amounts(choice, bounds, month, first == year.first, place)


def _amounts(choice: Base, bounds: Limits, month: YearMonth, whole: bool, place: Place) -> Amounts:
    if whole:
        when, since = str(month.year), say("{year}年", year=month.year)
    else:
        when, since = str(month), say("{month}起", month=month)
    base = base_of(choice, bounds, f"base.{when}", say("{when}缴费基数", when=since))
    nation = place.law.nation
    shares = (
        ("contribution", say("{when}每月缴费", when=since), "contribution_rate"),
        ("credit", say("{when}每月记入个人账户", when=since), "account_share"),
    )
    contribution, credit = (
        _share(base, f"{name}.{when}", label, nation.standing(rate, month))
        for name, label, rate in shares
    )
    return base, contribution, credit


def _share(base: Figure, name: str, label: Text, rate: Parameter) -> Figure:
    """base * a national rate, to the fen (contract, convention 4)."""
    percent = f"{(rate.value * 100).normalize():f}"  # 20, where str() would give 2E+1
    return Figure(
        id=name,
        label=label,
        value=to_fen(base.amount * rate.value),
        unit=Unit.YUAN,
        formula=say("缴费基数 × {percent}%", percent=percent),
        with_numbers=say("{base} × {percent}%", base=base.amount, percent=percent),
        source=rate.source,
        inputs=(base, rate),
    )


def contribution_of(case: Case, runs: tuple[EmployeeRun, ...]) -> Contribution:
    """What is paid: per month at the first base, and all of it."""
    frequency = case.plan.employee_frequency
    first = runs[0]
    ends = {run.months.year: run.months.last for run in runs}  # a year's last run has the last word
    payments = tuple(
        Payments(m.year, m.paid, run.contribution.amount, ends[m.year], run.settled)
        for run in runs
        for m in (run.months,)
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


def account_of(
    case: Case, runs: tuple[EmployeeRun, ...], law: Law, opened: Figure | None = None
) -> Figure:
    """The individual account at the end of contributions (contract, convention 5).

    ``opened`` is the balance to start with where it has a derivation of its own.
    """
    balance = opened or opening(case.history.employee_balance or ZERO)
    assumed, source = case.assumptions.crediting_rate, law.source("account_interest")
    nation = law.nation
    for year, found in groupby(runs, lambda run: run.months.year):
        of_year = tuple(found)
        first, last = of_year[0].months.first, of_year[-1].months.last
        put_in = tuple((run.credit.amount, run.months.paid) for run in of_year)
        rate = nation.yearly("crediting_rate", YearMonth(year, 1), assumed)
        grown = AccountYear(year, first, last, put_in, rate)
        balance = roll(balance, grown, source, tuple(run.credit for run in of_year))
    return balance


def average_index(history: History, runs: tuple[EmployeeRun, ...], place: Place) -> Figure:
    """Z over all months: history, deemed months and the plan (contract, convention 7).

    Whether deemed months and months not paid count too, the place's rules say.
    """
    paid, deemed_months = history.employee_months or 0, history.employee_deemed_months
    past = Fraction(history.employee_index or 0) * paid
    counted_deemed = Fraction(0)
    used = list[Node]({run.bounds.wage.id: run.bounds.wage for run in runs}.values())
    if plain_or_chosen(place, "index_deemed") != "counted":
        deemed_months = 0
    if deemed_months:
        deemed = place.standing("deemed_index", YearMonth(runs[0].months.year, 1))
        counted_deemed = Fraction(deemed.value) * deemed_months
        used.append(deemed)
    future = _indices(runs)
    planned = sum(len(run.months.paid) for run in runs)
    gap = INDEX_GAPS[plain_or_chosen(place, "index_gaps")]
    gaps = 0 if gap is None else sum(run.months.unpaid for run in runs)
    months = paid + deemed_months + planned + gaps
    used += [rule.ground for rule in (chosen(place, "index_gaps"),) if rule and gaps]
    return Figure(
        id="index",
        label=say("平均缴费指数"),
        value=average(past + counted_deemed + future, months - gaps, gaps, gap),
        unit=Unit.INDEX,
        formula=say("各月缴费指数（基数 ÷ 当年平均工资）之和 ÷ 总月数"),
        with_numbers=say(
            "（{past} × {paid}个月 ＋ 视同{deemed}个月 ＋ 今后{future}）÷ {total}个月",
            past=history.employee_index or 0,
            paid=paid,
            deemed=deemed_months,
            future=decimals(future + (gap or 0) * gaps, 4),
            total=months,
        ),
        source=place.law.source("pension_formula"),
        inputs=tuple(used),
    )


def _indices(runs: tuple[EmployeeRun, ...]) -> Fraction:
    """The sum over all paid months, in lowest terms once and not after every run."""
    above, below = 0, 1
    for run in runs:
        numerator, denominator = run.indices
        above, below = above * denominator + numerator * below, below * denominator
    return Fraction(above, below)


def months_of(plan: Schedule) -> Months:
    """Months so far, planned and required."""
    assert isinstance(plan.required.value, int)
    return Months(plan.history, plan.planned, plan.required.value)

"""The employee scheme's past by periods: bases, average index, account.

An index is base / average wage of the month.  After a move between provinces the wage is that of
the place which pays the pension (国办发〔2009〕66号 第七条).  The account is rolled up by the
announced yearly rates; before 2016 they were provincial, and the balance is left to the person's
statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from core.case import ZERO, Case, CaseError, Period, PeriodKind, Scheme
from core.derivation import OWN_WORDS, Figure, Node, Parameter, Unit
from core.policy.model import Law, MissingError, Place, province_of
from core.quantities import YearMonth, decimals, half_up, money, to_fen
from core.rules.account import AccountYear, opening, roll
from core.rules.limits import limits, stretches, turns, wanted_base
from core.words import Notice, Text, say

INDEX_PLACES = 12
"""Decimals kept of an average index worked out from periods: far below any fen."""


@dataclass(frozen=True, slots=True)
class Run:
    """Paid months of one calendar year on one base: ``first`` through ``last``."""

    year: int
    first: int
    last: int
    place: str
    base: Decimal
    inputs: tuple[Parameter, ...] = ()

    @property
    def months(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))


def paid(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The employee periods paid for."""
    return _of_kind(periods, PeriodKind.PAID)


def deemed(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The employee periods that count without having been paid for (视同缴费)."""
    return _of_kind(periods, PeriodKind.DEEMED)


def _of_kind(periods: Iterable[Period], kind: PeriodKind) -> tuple[Period, ...]:
    return tuple(p for p in periods if p.scheme is Scheme.EMPLOYEE and p.kind is kind)


def months_in(periods: Iterable[Period]) -> int:
    return sum(p.span.last - p.span.first + 1 for p in periods)


def base_in(period: Period, month: YearMonth, law: Law, growth: Decimal) -> Decimal:
    """The base of one month in yuan."""
    if period.base is None:
        raise CaseError("history.periods.base", say("职工养老保险的一段要有缴费基数"), BASE_FORMS)
    if period.base.kind == "yuan":
        return period.base.amount
    return wanted_base(period.base, limits(law.place(period.place), month, growth))[0]


BASE_FORMS = say('每月基数，如 "3863"')


def runs(periods: Iterable[Period], case: Case, law: Law) -> list[Run]:
    """The paid months in order; CaseError for a base that hangs on limits not on file."""
    found = [run for period in periods for run in _runs_of(period, case, law)]
    return sorted(found, key=lambda run: (run.year, run.first))


def _runs_of(period: Period, case: Case, law: Law) -> Iterator[Run]:
    growth = case.assumptions.wage_growth
    for year, first, last in _years(period):
        if period.base is None or period.base.kind == "yuan":
            base = base_in(period, YearMonth(year, first), law, growth)
            yield Run(year, first, last, period.place, base)
            continue
        try:
            found = stretches(law.place(period.place), year, first, last, growth)
        except MissingError as missing:
            raise _no_limits(missing, law) from missing
        for start, end, bounds in found:
            inputs = (bounds.floor, bounds.ceiling, bounds.wage)
            base = wanted_base(period.base, bounds)[0]
            yield Run(year, start, end, period.place, base, inputs)


def _no_limits(missing: MissingError, law: Law) -> CaseError:
    region = law.regions.get(missing.place)
    place = missing.place if region is None else region.name
    return CaseError(
        "history.periods.base",
        say("{place}{year}年的缴费基数上下限没有收录", place=place, year=missing.year),
        BASE_FORMS,
    )


def _years(period: Period) -> Iterator[tuple[int, int, int]]:
    """The calendar years of a period with first and last month."""
    first, last = period.span.first, period.span.last
    for year in range(first.year, last.year + 1):
        start = first.month if year == first.year else 1
        yield year, start, last.month if year == last.year else 12


# ------------------------------------------------------------------------------------ index


def past_index(found: Sequence[Run], case: Case, law: Law, at: Place | None) -> Figure:
    """The average index of the paid months; ``at`` pays the pension (None: as each place had it).

    Raises MissingError for a wage not on file.
    """
    growth = case.assumptions.wage_growth
    total, wages = Fraction(0), list[Parameter]()
    for run in found:
        for count, wage in _wages(run, _counting(run, law, at), growth):
            total += count * Fraction(run.base) / Fraction(wage.value)
            wages.append(wage)
    months = sum(len(run.months) for run in found)
    inputs: list[Node] = list(dict.fromkeys(wages))
    moved = at is not None and any(province_of(r.place) != province_of(at.asked) for r in found)
    return Figure(
        id="past_index",
        label=say("以前各月的平均指数"),
        value=total / months,
        unit=Unit.INDEX,
        formula=MOVED if moved else STAYED,
        with_numbers=say("{total} ÷ {months}个月", total=decimals(total, 4), months=months),
        source=law.source("index_after_moving" if moved else "pension_formula"),
        inputs=tuple(inputs),
    )


STAYED = say("各月「基数 ÷ 当年平均工资」之和 ÷ 月数")
MOVED = say("各月「各参保地的基数 ÷ 待遇领取地同年平均工资」之和 ÷ 月数")


def _counting(run: Run, law: Law, at: Place | None) -> Place:
    """Whose wage a month is measured by: inside a province nothing moves."""
    if at is None or province_of(run.place) == province_of(at.asked):
        return law.place(run.place)
    return at


def _wages(run: Run, place: Place, growth: Decimal) -> Iterator[tuple[int, Parameter]]:
    """How many months of a run under which average wage."""
    starts = [run.first, *(turn for turn in turns(place) if run.first < turn <= run.last)]
    for start, after in zip(starts, [*starts[1:], run.last + 1], strict=True):
        yield after - start, place.yearly("average_wage", YearMonth(run.year, start), growth)


# ---------------------------------------------------------------------------------- account


def past_account(found: Sequence[Run], case: Case, law: Law) -> Figure:
    """The employee account just before the plan's start; CaseError for years before 2016."""
    first, end = YearMonth(found[0].year, found[0].first), case.plan.start + -1
    by_year = {year: tuple(of) for year, of in groupby(found, lambda run: run.year)}
    balance = _empty(first)
    for year in range(first.year, end.year + 1):
        span = (first.month if year == first.year else 1, end.month if year == end.year else 12)
        balance = _rolled(balance, year, span, by_year.get(year, ()), case, law)
    return balance


def _empty(month: YearMonth) -> Figure:
    return Figure(
        id="past_account.opening",
        label=say("{month}第一次缴费以前", month=month),
        value=ZERO,
        unit=Unit.YUAN,
        formula=say("从零开始"),
        with_numbers=Text(money(ZERO)),
        source=OWN_WORDS,
    )


def _rolled(
    before: Figure, year: int, span: tuple[int, int], found: tuple[Run, ...], case: Case, law: Law
) -> Figure:
    month = YearMonth(year, 1)
    try:
        rate = law.nation.yearly("crediting_rate", month, case.assumptions.crediting_rate)
    except MissingError as missing:
        raise CaseError(
            "history.employee_balance",
            say("{year}年的记账利率各省不一，推不出余额", year=year),
            say("个人权益记录上的账户储存额"),
        ) from missing
    share = law.nation.standing("account_share", month)
    put_in = tuple((to_fen(run.base * share.value), run.months) for run in found)
    made_of = dict.fromkeys(p for run in found for p in run.inputs)
    inputs = (share, *made_of) if found else ()
    grown = AccountYear(year, *span, put_in, rate)
    return roll(before, grown, law.source("account_interest"), inputs)


# ------------------------------------------------------------------------- both, for an option


@dataclass(frozen=True, slots=True)
class Past:
    """A case with the totals that hold at one place, and what they were made of."""

    case: Case
    index: Figure | None = None
    account: Figure | None = None


def account_before(case: Case, law: Law) -> Figure:
    """The employee account just before the plan's start, stated or by periods."""
    history, periods = case.history, paid(case.history.periods)
    if history.employee_balance is None and periods:
        return _as_opening(past_account(runs(periods, case, law), case, law))
    return opening(history.employee_balance or ZERO)


def valued(case: Case, at: Place) -> Past:
    """The case with index and balance of its periods as the place ``at`` counts them.

    What the statement gives stays.  Raises MissingError for a wage not on file.
    """
    history, law = case.history, at.law
    periods = paid(history.periods)
    if not periods or not history.employee_months:
        return Past(case)
    index = account = None
    found = runs(periods, case, law) if _derives(case) else []
    if history.employee_index is None:
        index = past_index(found, case, law, at)
        assert isinstance(index.value, Fraction)
        history = replace(history, employee_index=half_up(index.value, INDEX_PLACES))
    if history.employee_balance is None:
        account = _as_opening(past_account(found, case, law))
        history = replace(history, employee_balance=account.amount)
    return Past(replace(case, history=history), index, account)


def index_hint(case: Case, missing: MissingError) -> tuple[Notice, ...]:
    """What to do about a wage not on file that the index of the periods needs."""
    history = case.history
    if missing.name != "average_wage" or history.employee_index is not None:
        return ()
    return (Notice("state_the_index", STATE_INDEX),) if paid(history.periods) else ()


STATE_INDEX = say(
    "各段的平均指数推不出来：填上已缴职工养老的总月数，再填个人权益记录上的平均缴费指数和余额"
)


def _derives(case: Case) -> bool:
    return case.history.employee_index is None or case.history.employee_balance is None


def _as_opening(past: Figure) -> Figure:
    return Figure(
        id="account.opening",
        label=say("已有账户储存额"),
        value=past.amount,
        unit=Unit.YUAN,
        formula=say("以前各段按公布的记账利率滚到计划开始前"),
        with_numbers=Text(money(past.amount)),
        source=past.source,
        inputs=(past,),
    )

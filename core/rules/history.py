"""History given as periods, turned into the totals a statement would show at the plan's start.

Employee months are counted once; their index is base / average wage of the month's year; the
account is rolled up by the announced yearly rates (none before 2016: those were provincial, so
the balance must then come from the person's own statement).  Totals that are given win.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.case import ZERO, Assumptions, Case, CaseError, History, Period, Scheme
from core.policy.model import Law, MissingError, assumption
from core.quantities import YearMonth, half_up, months_between, to_fen
from core.rules.account import AccountYear, closing
from core.rules.limits import limits, wanted_base
from core.words import Notice, Text, say

INDEX_PLACES = 12
"""Decimals kept of an average index worked out from periods: far below any fen."""


def settled(case: Case, law: Law) -> History:
    """The history as totals; raises CaseError for periods that cannot be worked out."""
    history = case.history
    if not history.periods:
        return history
    for period in history.periods:
        _refuse_outside(period, case)
    for scheme in Scheme:
        _refuse_overlaps([p for p in history.periods if p.scheme is scheme])
    return replace(history, **_employee_totals(case, law), **_yearly_totals(case, law), periods=())


def _refuse_outside(period: Period, case: Case) -> None:
    """A period runs forward and ends before the plan starts, or its months count twice."""
    first, last = period.span.first, period.span.last
    if not first <= last < case.plan.start:
        raise CaseError(
            "history.periods",
            say("{first} 至 {last} 不是以前缴费的一段", first=first, last=last),
            say("起月不晚于止月，止月早于计划开始的 {start}", start=case.plan.start),
        )


def _refuse_overlaps(periods: list[Period]) -> None:
    ordered = sorted(periods, key=lambda p: p.span.first)
    for before, after in itertools.pairwise(ordered):
        if after.span.first <= before.span.last:
            raise CaseError(
                "history.periods",
                say("{month} 在两段里都有", month=after.span.first),
                say("同一种保险的各段互不重叠"),
            )


def overlap_notice(history: History) -> tuple[Notice, ...]:
    """Months in both schemes: the employee month counts (人社部发〔2014〕17号)."""
    employee = [p.span for p in history.periods if p.scheme is Scheme.EMPLOYEE]
    resident = [p.span for p in history.periods if p.scheme is Scheme.RESIDENT]
    months = {
        str(m)
        for a in employee
        for m in months_between(a.first, a.last)
        if any(m in b for b in resident)
    }
    if not months:
        return ()
    text = say(
        "有{count}个月两种保险都缴了（{first}起）：职工的算数，居民的个人缴费会退还",
        count=len(months),
        first=min(months),
    )
    return (Notice("history_overlap", text, "人社部发〔2014〕17号"),)


Totals = dict[str, Any]


def _employee_totals(case: Case, law: Law) -> Totals:
    periods = [p for p in case.history.periods if p.scheme is Scheme.EMPLOYEE]
    if not periods:
        return {}
    history = case.history
    found: Totals = {}
    if history.employee_months is None:
        found["employee_months"] = sum(p.span.last - p.span.first + 1 for p in periods)
    if history.employee_since is None:
        found["employee_since"] = min(p.span.first for p in periods)
    if history.employee_index is not None and history.employee_balance is not None:
        return found
    paid = [item for p in periods for item in _months(p, law, case.assumptions)]
    if history.employee_index is None:
        index = sum((i for _, _, i in paid), Fraction(0)) / len(paid)
        found["employee_index"] = half_up(index, INDEX_PLACES)
    if history.employee_balance is None:
        found["employee_balance"] = _rolled(paid, case, law)
    return found


Paid = tuple[YearMonth, Decimal, Fraction]
"""A paid month, its base, its index."""


def _months(period: Period, law: Law, assumptions: Assumptions) -> Iterator[Paid]:
    """The months of one employee period with base and index."""
    if period.base is None:
        raise CaseError("history.periods.base", say("职工养老保险的一段要有缴费基数"), BASE_FORMS)
    try:
        place = law.place(period.place)
        for month in months_between(period.span.first, period.span.last):
            bounds = limits(place, month, assumptions.wage_growth)
            base = wanted_base(period.base, bounds)[0]
            yield month, base, Fraction(base) / Fraction(bounds.wage.value)
    except MissingError as missing:
        raise CaseError(
            "history.periods",
            say("{place} {year}年的平均工资没有收录", place=missing.place, year=missing.year),
            say("改填总数：employee_months、employee_index、employee_balance"),
        ) from missing


BASE_FORMS = say('每月基数，如 "3863"')


def _rolled(paid: list[Paid], case: Case, law: Law) -> Decimal:
    """The employee account just before the plan's start."""
    balance = ZERO
    first = min(month for month, _, _ in paid)
    end = case.plan.start + -1
    for year in range(first.year, end.year + 1):
        in_year = [(m.month, base) for m, base, _ in paid if m.year == year]
        balance = closing(balance, _account_year(year, first, end, in_year, case, law))
    return balance


def _account_year(
    year: int,
    first: YearMonth,
    end: YearMonth,
    paid: list[tuple[int, Decimal]],
    case: Case,
    law: Law,
) -> AccountYear:
    month = YearMonth(year, 1)
    share = law.nation.standing("account_share", month).value
    try:
        rate = law.nation.yearly("crediting_rate", month, case.assumptions.crediting_rate)
    except MissingError as missing:
        raise CaseError(
            "history.employee_balance",
            say("{year}年的记账利率各省不一，推不出余额", year=year),
            say("个人权益记录上的账户储存额"),
        ) from missing
    return AccountYear(
        year=year,
        first=first.month if year == first.year else 1,
        last=end.month if year == end.year else 12,
        credits=tuple((to_fen(base * share), (m,)) for m, base in paid),
        rate=rate,
    )


def _yearly_totals(case: Case, law: Law) -> Totals:
    found: Totals = {}
    for scheme in (Scheme.RESIDENT, Scheme.SUPPLEMENTARY):
        periods = [p for p in case.history.periods if p.scheme is scheme]
        if not periods:
            continue
        # A year has one payment: that of the plan's first year is the plan's own.
        tiers = {
            year: p.tier
            for p in periods
            for year in range(p.span.first.year, p.span.last.year + 1)
            if year < case.plan.start.year
        }
        if not tiers:
            continue
        years, balance = f"{scheme}_years", f"{scheme}_balance"
        if getattr(case.history, years) is None:
            found[years] = len(tiers)
        if getattr(case.history, balance) is None and _has_tiers(scheme, case, law):
            found[balance] = _yearly_balance(tiers, scheme, case, law)
    return found


def _has_tiers(scheme: Scheme, case: Case, law: Law) -> bool:
    """Without a table of tiers the scheme's option is closed, and the balance stays unknown."""
    place = case.places.registered
    return law.has(place) and f"{scheme}_tiers" in law.place(place).jurisdiction.tables


def _yearly_balance(tiers: dict[int, int | None], scheme: Scheme, case: Case, law: Law) -> Decimal:
    """A yearly account just before the plan's start, every payment credited in December."""
    table = law.place(case.places.registered).table(f"{scheme}_tiers")
    rate = case.assumptions.resident_rate
    balance = ZERO
    end = case.plan.start + -1
    for year in range(min(tiers), end.year + 1):
        last = end.month if year == end.year else 12
        tier = tiers.get(year)
        subsidy = None if tier is None else table.subsidy(tier)
        if year in tiers and subsidy is None:
            accepted = "、".join(map(str, table.tiers))
            raise CaseError(
                "history.periods.tier", say("没有这一档：{tier}", tier=tier), Text(accepted)
            )
        amount = ZERO if tier is None or subsidy is None else tier + subsidy
        put_in = ((amount, (last,)),) if tier is not None else ()
        parameter = assumption("resident_rate", rate, year)
        balance = closing(balance, AccountYear(year, 1, last, put_in, parameter))
    return balance


def unknown_notices(history: History) -> tuple[Notice, ...]:
    """What was paid but not said: it counts as zero, so the pension shown is too low."""
    found = []
    if history.employee_months and history.employee_index is None:
        found.append(Notice("index_unknown", UNKNOWN_INDEX))
    if history.employee_months and history.employee_balance is None:
        found.append(Notice("balance_unknown", UNKNOWN_BALANCE))
    if history.resident_years and history.resident_balance is None:
        found.append(Notice("resident_balance_unknown", UNKNOWN_RESIDENT_BALANCE))
    if history.supplementary_years and history.supplementary_balance is None:
        found.append(Notice("supplementary_balance_unknown", UNKNOWN_SUPPLEMENTARY))
    return tuple(found)


UNKNOWN_INDEX = say("已缴月份的平均指数没填，按0计，养老金算少了；个人权益记录上有")
UNKNOWN_BALANCE = say("职工账户储存额没填，按0计，养老金算少了；社保卡App能查到")
UNKNOWN_SUPPLEMENTARY = say("补充养老账户储存额没填，按0计，65岁起的算少了")
UNKNOWN_RESIDENT_BALANCE = say("居民账户储存额没填，按0计，养老金算少了")

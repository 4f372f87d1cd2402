"""History given as periods, turned into what a statement would show at the plan's start.

A month counts once.  Totals that the person's statement gives are the office's own record: they
are used, and where the periods make something else, the difference is told.  What depends on the
place that pays the pension (the index) is left to ``history_employee.valued``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from core.case import ZERO, Case, CaseError, History, Period, PeriodKind, Scheme
from core.policy.model import Law, MissingError, province_of
from core.quantities import YearMonth, money, to_fen
from core.rules.history_employee import (
    base_in,
    deemed,
    months_in,
    paid,
    runs,
)
from core.rules.history_overlaps import GivenWay, doubled_months, in_order, once, refuse_repeated
from core.rules.history_reconciled import differences
from core.rules.history_yearly import refunded, yearly_totals, years_of
from core.words import Notice, Text, say


@dataclass(frozen=True, slots=True)
class Settled:
    """The history without double months, its totals filled in, and what must be told about it."""

    history: History
    notices: tuple[Notice, ...] = ()


def settled(case: Case, law: Law) -> Settled:
    """Raises CaseError for periods that cannot be worked out."""
    history = case.history
    if not history.periods:
        _check_arrears(history)
        return Settled(history)
    for period in history.periods:
        _refuse_outside(period, case)
        _refuse_nowhere(period, law)
    refuse_repeated(history.periods)
    employee = [p for p in history.periods if p.scheme is Scheme.EMPLOYEE]
    kept, given_way = once(employee, lambda p, month: _worth(p, month, case, law))
    others = [p for p in history.periods if p.scheme is not Scheme.EMPLOYEE]
    cleaned = (*kept, *in_order(others))
    doubled = doubled_months(cleaned)
    notices = (
        *_overlap_notices(doubled, case),
        *_returned_notices(given_way, case, law),
        *differences(replace(case, history=replace(history, periods=cleaned)), doubled, law),
    )
    found = _employee_totals(history, cleaned)
    for scheme in (Scheme.RESIDENT, Scheme.SUPPLEMENTARY):
        found |= yearly_totals(scheme, case, law, doubled)
    history = replace(history, **found, periods=cleaned)
    _check_arrears(history)
    return Settled(history, notices)


def _refuse_outside(period: Period, case: Case) -> None:
    """A period runs forward and ends before the plan starts, or its months count twice."""
    first, last = period.span.first, period.span.last
    if not case.person.birth <= first <= last < case.plan.start:
        raise CaseError(
            "history.periods",
            say("{first} 至 {last} 不是以前缴费的一段", first=first, last=last),
            say("出生以后，起月不晚于止月，止月早于计划开始的 {start}", start=case.plan.start),
        )


def _refuse_nowhere(period: Period, law: Law) -> None:
    """The province must exist; a county may have been there and be gone."""
    if law.regions.get(province_of(period.place)) is None:
        raise CaseError(
            "history.periods.place",
            say("没有代码为 {code} 的地方", code=period.place),
            say("六位行政区划代码，省、市、县都行，如 140100"),
        )


def _check_arrears(history: History) -> None:
    if history.resident_arrears_years > (history.resident_years or 0):
        raise CaseError(
            "history.resident_arrears_years",
            say("补缴的{count}年比缴过的年数还多", count=history.resident_arrears_years),
            say("不超过居民养老保险已缴的 {years} 年", years=history.resident_years or 0),
        )


def _worth(period: Period, month: YearMonth, case: Case, law: Law) -> Decimal:
    """The base that decides between two places; nothing where its limits are not on file."""
    if period.kind is PeriodKind.DEEMED:
        return ZERO
    try:
        return base_in(period, month, law, case.assumptions.wage_growth)
    except MissingError:
        return ZERO


def _employee_totals(history: History, periods: tuple[Period, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    mine = paid(periods)
    if mine and history.employee_months is None:
        found["employee_months"] = months_in(mine)
    if mine and history.employee_since is None:
        found["employee_since"] = min(p.span.first for p in mine)
    if not history.employee_deemed_months:
        found["employee_deemed_months"] = months_in(deemed(periods))
    return found


# ------------------------------------------------------------------------------- what is told


def _overlap_notices(doubled: Counter[YearMonth], case: Case) -> tuple[Notice, ...]:
    if not doubled:
        return ()
    years = years_of(case.history.periods, Scheme.RESIDENT, case)
    text = say(
        "有{count}个月两种保险都缴了（{first}起）：职工的算数，居民的这些月不算，"
        "个人缴费{amount}元退还，补贴不退",
        count=len(doubled),
        first=min(doubled),
        amount=money(refunded(years, doubled)),
    )
    return (Notice("history_overlap", text, "人社部发〔2014〕17号"),)


def _returned_notices(given_way: list[GivenWay], case: Case, law: Law) -> Iterator[Notice]:
    """For each pair of places: how many months, which one counts, and what comes back."""
    pairs: dict[tuple[str, str], list[Period]] = {}
    for lost, counts in given_way:
        pairs.setdefault((lost.place, counts), []).append(lost)
    for (place, counts), pieces in pairs.items():
        text = say(
            "{first}起有{months}个月在{lost}和{counts}都缴了职工养老保险：只算一次，这里算基数高的"
            "{counts}，另一处个人账户的{amount}元（不含利息）退还；保留哪一处由您和经办机构商定",
            first=min(p.span.first for p in pieces),
            months=months_in(pieces),
            lost=_name(place, law),
            counts=_name(counts, law),
            amount=_credited(pieces, case, law),
        )
        yield Notice("history_paid_twice", text, law.source("paid_twice").document)


def _name(place: str, law: Law) -> Text:
    region = law.regions.get(place)
    return Text(place) if region is None else Text(region.name)


def _credited(periods: list[Period], case: Case, law: Law) -> str:
    """What the account got in some periods, without interest; "?" where no base is on file."""
    try:
        found = runs(paid(periods), case, law)
        share = law.nation.standing("account_share", case.plan.start).value
    except (CaseError, MissingError):
        return "?"
    return money(sum((to_fen(run.base * share) * len(run.months) for run in found), ZERO))


def unknown_notices(history: History) -> tuple[Notice, ...]:
    """What was paid but not said: it counts as zero, so the pension shown is too low."""
    found = []
    by_periods = bool(paid(history.periods))
    if history.employee_months and history.employee_index is None and not by_periods:
        found.append(Notice("index_unknown", UNKNOWN_INDEX))
    if history.employee_months and history.employee_balance is None and not by_periods:
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

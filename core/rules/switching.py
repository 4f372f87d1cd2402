"""Joining the accounts of both schemes at employee retirement age (人社部发〔2014〕17号).

With 15 years in the employee scheme the resident account moves in; resident years do not count.
With less the employee account (8 %) moves to the resident scheme, where employee years count; the
pooled 12 % stays behind.  Who draws a pension already cannot switch any more.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from core.case import ZERO, Case
from core.derivation import Figure, Parameter, Source, Unit
from core.options import Direction, Option, Pension, Switch
from core.policy.model import Law, Place, assumption
from core.quantities import Age, YearMonth, money
from core.rules.account import AccountYear, roll
from core.rules.employee import months_of
from core.rules.employee_pension import ingredients, pension_of
from core.rules.payments import Payments
from core.rules.resident import REQUIRED_YEARS, ResidentPlan, resident_account, resident_plan
from core.rules.resident_pension import resident_pension
from core.rules.returns import Outlook
from core.rules.schedule import Schedule
from core.words import Notice, Text, say

FIFTEEN_YEARS = 180
Rate = Callable[[int], Parameter]


# ----------------------------------------------------------------------- into the employee scheme


def to_employee(
    option: Option, moved: Figure, years: int, case: Case, plan: Schedule, payer: Place
) -> Switch:
    """A resident account joined to an employee option that has a pension.

    ``moved`` stands at the end of contributions; the ``years`` it was paid in do not come along.
    """
    law = payer.law
    assert option.index is not None
    assert option.account is not None
    assert option.pension is not None
    account = joined(option.account, moved, law)
    made_of = ingredients(case, plan, option.index, account, payer)
    pension = pension_of(case, plan, made_of, payer)
    text = say(
        "退休时居民账户的{moved}元可以并入职工账户，每月多{more}元；居民缴的{years}年不折算职工年限；"
        "两份养老金只能领一份（待核实）",
        moved=money(moved.amount),
        more=money(pension.total.amount - option.pension.total.amount),
        years=years,
    )
    document = law.source("switching").document
    return Switch(
        direction=Direction.TO_EMPLOYEE,
        month=plan.end,
        moved=moved,
        account=account,
        months=months_of(plan),
        lost_months=12 * years,
        pension=pension,
        outlook=option.outlook and replace(option.outlook, streams=pension.streams),
        notices=(Notice("resident_account_moves_in", text, document), *_which_minimum(plan, law)),
    )


def _which_minimum(plan: Schedule, law: Law) -> tuple[Notice, ...]:
    """The document says 15 years; nobody has said what holds once the minimum rises."""
    required = plan.required.value
    if required == FIFTEEN_YEARS:
        return ()
    text = say(
        "衔接办法写的是满15年；{month}退休要缴满{required}个月，转入是否也按这个，没有文件（待核实）",
        month=plan.chosen,
        required=required,
    )
    return (Notice("switch_minimum_unconfirmed", text, law.source("switching").document),)


# ----------------------------------------------------------------------- into the resident scheme


@dataclass(frozen=True, slots=True)
class Leaving:
    """The employee side of somebody short of the minimum: the account at the end of ``ended``.

    ``months`` are those counted, ``at`` is the retirement age, ``paid`` what the plan still pays.
    """

    account: Figure
    ended: YearMonth
    months: int
    at: YearMonth
    pool: Figure | None = None
    paid: tuple[Payments, ...] = ()


def to_resident(leaving: Leaving, plan: ResidentPlan, case: Case, place: Place) -> Switch:
    """The employee account joined to the resident one; ``plan``: what is paid in that scheme.

    Raises MissingError for what the place has not on file.
    """
    law, at = place.law, leaving.at
    last, rate, source = max(plan.last, at), resident_rate(case), scheme(law)
    moved = renamed(leaving.account, "moved_account")
    moved = carried(moved, leaving.ended + 1, at, _employee_rate(case, law), _interest(law))
    grown = carried(renamed(moved, "switched_account"), at + 1, last, rate, source)
    own = renamed(resident_account(case, plan, place), "resident_account")
    stands = plan.last if plan.spans else case.plan.start + -1
    account = joined(carried(own, stands + 1, last, rate, source), grown, law)
    years = leaving.months // 12
    counted = replace(plan, last=last, history_years=plan.history_years + years)
    paid = (*leaving.paid, *plan.payments)
    enough = counted.years >= REQUIRED_YEARS
    pension = resident_pension(case, counted, account, place) if enough else None
    return Switch(
        direction=Direction.TO_RESIDENT,
        month=at,
        moved=moved,
        account=account,
        months=counted.months,
        lost_months=0,
        pool=leaving.pool,
        pension=pension,
        outlook=None if pension is None else outlook(case, paid, pension),
        notices=_told(leaving, moved, counted, pension, law),
    )


def after_employee(case: Case, months: int, at: YearMonth, place: Place) -> ResidentPlan:
    """The resident years of somebody who leaves the employee scheme at ``at``.

    Paid are only those until 60 that are still needed for the 15.
    """
    plan = replace(resident_plan(case, place), arrears=0, children=ZERO)
    needed = plan.history_years + months // 12 < REQUIRED_YEARS
    spans = tuple(replace(span, paid=needed and span.year > at.year) for span in plan.spans)
    return replace(plan, spans=spans)


def _told(
    leaving: Leaving, moved: Figure, plan: ResidentPlan, pension: Pension | None, law: Law
) -> tuple[Notice, ...]:
    years = leaving.months // 12
    if pension is None:
        text = say(
            "转入居民养老保险也不够：职工的{months}个月算{years}年，一共{all}年，不满15年",
            months=leaving.months,
            years=years,
            all=plan.years,
        )
    else:
        text = say(
            "{month}可以把职工账户的{moved}元转入居民养老保险：职工的{months}个月算{years}年，"
            "一共{all}年，{start}起每月{total}元（待核实）",
            month=leaving.at,
            moved=money(moved.amount),
            months=leaving.months,
            years=years,
            all=plan.years,
            start=pension.start,
            total=money(pension.total.amount),
        )
    pool = leaving.pool
    left = (
        POOL_STAYS
        if pool is None
        else say("12%的统筹部分{amount}元不转", amount=money(pool.amount))
    )
    document = law.source("switching").document
    return (
        Notice("employee_account_moves_out", text, document),
        Notice("pool_stays", left, document),
    )


POOL_STAYS = say("12%的统筹部分不转；以前的基数没有按段填全，多少算不出")


def drawn_already(at: YearMonth, law: Law) -> Notice:
    """Who draws the resident pension from 60 cannot switch later."""
    text = say(
        "60岁起先领了居民养老金，就不能再办衔接：要合并，等到{month}一起办（待核实）", month=at
    )
    return Notice("no_switch_once_drawn", text, law.source("switching").document)


def compared(switch: Switch, other: Outlook | None, words: Text, case: Case) -> Switch:
    """Both ways to the same age, less what the person still pays."""
    if switch.outlook is None or other is None:
        return switch
    mine, theirs = _net(switch.outlook), _net(other)
    text = say(
        "到{age}岁，领到的减去自己今后缴的：合并{mine}元，{words}{theirs}元",
        age=case.assumptions.until_age,
        mine=money(mine),
        words=words,
        theirs=money(theirs),
    )
    return replace(switch, notices=(*switch.notices, Notice("switch_compared", text)))


def _net(found: Outlook) -> Decimal:
    return found.lifetime_total - found.own_total


def outlook(case: Case, payments: tuple[Payments, ...], pension: Pension) -> Outlook:
    """What the money brings until the age that lifetime totals run to."""
    birth = case.person.birth
    last = birth + Age.of(case.assumptions.until_age).months
    growth = case.assumptions.pension_growth
    return Outlook(payments, case.plan.employee_frequency, pension.streams, growth, birth, last)


# ------------------------------------------------------------------------------------- accounts


def carried(
    opened: Figure, first: YearMonth, last: YearMonth, rate: Rate, source: Source
) -> Figure:
    """A balance with interest and nothing else, from the month ``first`` through ``last``."""
    for year in range(first.year, last.year + 1):
        start = first.month if year == first.year else 1
        end = last.month if year == last.year else 12
        if start <= end:
            opened = roll(opened, AccountYear(year, start, end, (), rate(year)), source)
    return opened


def renamed(figure: Figure, name: str) -> Figure:
    """A balance at the beginning of another account's years."""
    return replace(
        figure,
        id=f"{name}.opening",
        formula=say("结转过来的储存额"),
        with_numbers=Text(money(figure.amount)),
        inputs=(figure,),
    )


def joined(employee: Figure, resident: Figure, law: Law) -> Figure:
    """Both accounts in one."""
    return Figure(
        id="switch.account",
        label=say("合并后的账户储存额"),
        value=employee.amount + resident.amount,
        unit=Unit.YUAN,
        formula=say("职工账户 ＋ 居民账户"),
        with_numbers=Text(f"{money(employee.amount)} ＋ {money(resident.amount)}"),
        source=law.source("switching"),
        inputs=(employee, resident),
    )


def _employee_rate(case: Case, law: Law) -> Rate:
    assumed = case.assumptions.crediting_rate
    return lambda year: law.nation.yearly("crediting_rate", YearMonth(year, 1), assumed)


def resident_rate(case: Case) -> Rate:
    return lambda year: assumption("resident_rate", case.assumptions.resident_rate, year)


def _interest(law: Law) -> Source:
    return law.source("account_interest")


def scheme(law: Law) -> Source:
    return law.source("resident_scheme")

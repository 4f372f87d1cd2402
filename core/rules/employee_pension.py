"""The employee pension by part (国发〔2005〕38号), by the province's named rules.

What goes in comes from ``employee``: months, index, account; what a province does its own way is
a rule in its policy file.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.case import Case, History
from core.derivation import Figure, Unit
from core.options import Pension, Phase
from core.policy.model import Law, Place
from core.quantities import Age, YearMonth, decimals, money
from core.rules.pension import (
    TOTAL_ROUNDING,
    YEARS,
    account_pension,
    basic_pension,
    transitional_pension,
)
from core.rules.retirement import payout_months
from core.rules.schedule import Schedule
from core.rules.today import in_todays_money
from core.words import Text, say


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

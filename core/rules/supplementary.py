"""Shanxi's supplementary scheme (补充养老保险): beside the resident scheme, drawn from 65.

Contributions may run to 65; then a fixed basic amount + account / divisor.  Between 60 and 64
only the resident pension is paid, so the two together have two phases.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from core.case import ZERO, Case, Frequency
from core.derivation import Figure, Parameter, Unit
from core.options import Contribution, Pension, Phase
from core.policy.model import Place
from core.quantities import YearMonth, money, to_fen
from core.rules.account import opening
from core.rules.resident_pension import ADDITION_AGE, none
from core.rules.today import in_todays_money
from core.rules.yearly import (
    AccountSpan,
    Tier,
    credited_years,
    payments_of,
    tier_of,
    yearly_account,
    yearly_contribution,
)
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class SupplementaryPlan:
    """The years of one person in the supplementary scheme."""

    tier: Tier
    spans: tuple[AccountSpan, ...]
    start: YearMonth


def supplementary_plan(case: Case, place: Place) -> SupplementaryPlan:
    """Lay out the years until 65; MissingError where the province has no such scheme."""
    age_month = case.person.birth + ADDITION_AGE.months
    table = place.table("supplementary_tiers")
    tier = tier_of(case.plan.supplementary_tier, table, "plan.supplementary_tier")
    return SupplementaryPlan(tier, credited_years(case.plan, age_month), age_month + 1)


def supplementary_account(case: Case, plan: SupplementaryPlan, place: Place) -> Figure:
    """The supplementary account at 65."""
    source = place.table("supplementary_tiers").source
    opened = opening(case.history.supplementary_balance or ZERO, "supplementary_account")
    account = yearly_account(opened, plan.tier, plan.spans, case, source)
    return replace(account, label=say("65岁时补充养老账户储存额"))


def supplementary_pension(account: Figure, start: YearMonth, place: Place) -> Figure:
    """The monthly amount from 65: the basic amount + account / divisor."""
    basic = place.standing("supplementary_basic_pension", start)
    divisor = place.standing("supplementary_divisor", start)
    return Figure(
        id="supplementary.pension",
        label=say("补充养老金（65岁起）"),
        value=to_fen(Fraction(basic.value) + Fraction(account.amount) / Fraction(divisor.value)),
        unit=Unit.YUAN,
        formula=say("补充基础养老金 ＋ 补充账户储存额 ÷ 计发月数"),
        with_numbers=say(
            "{basic} ＋ {account} ÷ {divisor}",
            basic=basic.value,
            account=account.amount,
            divisor=divisor.value,
        ),
        source=basic.source,
        inputs=(basic, account, divisor),
    )


def combined_pension(resident: Pension, more: Figure, start: YearMonth) -> Pension:
    """Resident pension first, both from 65 on."""
    at_65 = resident.phases[-1].total
    total = Figure(
        id="pension.total_with_supplementary",
        label=say("65岁起合计（含补充养老金）"),
        value=at_65.amount + more.amount,
        unit=Unit.YUAN,
        formula=say("居民养老金（65岁起）＋ 补充养老金"),
        with_numbers=say("{resident} ＋ {more}", resident=at_65.amount, more=more.amount),
        source=more.source,
        inputs=(at_65, more),
    )
    return replace(
        resident,
        phases=(resident.phases[0], Phase(start, total)),
        streams=(*resident.streams, (start, more.amount)),
    )


def pension_alone(case: Case, account: Figure, start: YearMonth, place: Place) -> Pension:
    """The supplementary pension of somebody who draws the resident one already."""
    total = supplementary_pension(account, start, place)
    basic, _, divisor = total.inputs
    assert isinstance(basic, Parameter)
    assert isinstance(divisor, Parameter)
    part = to_fen(Fraction(account.amount) / Fraction(divisor.value))
    flat = replace(total, id="pension.basic", label=basic.label, value=basic.value, inputs=(basic,))
    flat = replace(flat, formula=basic.label, with_numbers=Text(money(basic.value)))
    own = replace(
        total,
        id="pension.account",
        label=say("个人账户养老金"),
        value=part,
        formula=say("补充账户储存额 ÷ 计发月数"),
        with_numbers=say("{account} ÷ {divisor}", account=account.amount, divisor=divisor.value),
        inputs=(account, divisor),
    )
    return Pension(
        start=start,
        basic=flat,
        account=own,
        transitional=none(place),
        total=total,
        total_today=in_todays_money(total, start, case.assumptions.inflation, place.law),
        phases=(Phase(start, total),),
        streams=((start, total.amount),),
    )


def contribution_alone(plan: SupplementaryPlan) -> Contribution:
    """What the supplementary scheme costs."""
    cost = yearly_contribution(plan.tier, payments_of(plan.tier, plan.spans))
    return replace(cost, tier=None, supplementary_tier=plan.tier.amount)


def combined_contribution(resident: Contribution, plan: SupplementaryPlan) -> Contribution:
    """Both schemes' payments; they end at 60 and at 65."""
    more = payments_of(plan.tier, plan.spans)
    payments = (*resident.payments, *more)
    return Contribution(
        frequency=Frequency.YEARLY,
        per_payment=resident.per_payment + plan.tier.amount,
        first_year=resident.first_year + plan.tier.amount,
        own_total=sum((p.sum for p in payments), ZERO),
        payments=payments,
        tier=resident.tier,
        supplementary_tier=plan.tier.amount,
        subsidy=(resident.subsidy or ZERO) + plan.tier.subsidy,
    )

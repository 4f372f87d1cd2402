"""The resident scheme (城乡居民基本养老保险，国发〔2014〕8号), at the registered place only.

Yearly tiers with a subsidy, until 60.  Years paid in arrears and what the children put in bring no
subsidy; arrears count for the 15 years, not for the extra ones, the children's money for neither.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from core.case import ZERO, Case
from core.derivation import OWN_WORDS, Figure, Unit
from core.options import Months
from core.policy.model import Place
from core.quantities import Age, YearMonth, money
from core.rules.account import opening
from core.rules.payments import Payments
from core.rules.yearly import (
    AccountSpan,
    Tier,
    credited_years,
    payments_of,
    tier_of,
    yearly_account,
)
from core.words import Notice, Text, say

PENSION_AGE = Age.of(60)
REQUIRED_YEARS = 15


@dataclass(frozen=True, slots=True)
class ResidentPlan:
    """The years of one person in the resident scheme.

    ``last`` is the month before the pension starts.  Of the ``history_years``, ``history_arrears``
    were paid in arrears; ``arrears`` more are to be paid in that last month.
    """

    tier: Tier
    spans: tuple[AccountSpan, ...]
    last: YearMonth
    history_years: int
    history_arrears: int = 0
    arrears: int = 0
    children: Decimal = ZERO

    @property
    def planned_years(self) -> int:
        return sum(span.paid for span in self.spans) + self.arrears

    @property
    def years(self) -> int:
        return self.history_years + self.planned_years

    @property
    def extra_years(self) -> int:
        """Years beyond 15 that bring more: none of those paid in arrears."""
        return max(0, self.years - self.history_arrears - self.arrears - REQUIRED_YEARS)

    @property
    def months(self) -> Months:
        return Months(self.history_years * 12, self.planned_years * 12, REQUIRED_YEARS * 12)

    @property
    def payments(self) -> tuple[Payments, ...]:
        """Own payments: the yearly ones, and the arrears at the end."""
        yearly = payments_of(self.tier, self.spans)
        if not self.arrears:
            return yearly
        amount, last = Decimal(self.tier.amount * self.arrears), self.last
        return (*yearly, Payments(last.year, (last.month,), amount, last.month))


def resident_plan(case: Case, place: Place) -> ResidentPlan:
    """Lay out the years until 60; CaseError for an unknown tier, MissingError for no table."""
    sixty = case.person.birth + PENSION_AGE.months
    tier = tier_of(case.plan.tier, place.table("resident_tiers"), "plan.tier")
    history = case.history
    plan = ResidentPlan(
        tier,
        credited_years(case.plan, sixty),
        sixty,
        history.resident_years or 0,
        history.resident_arrears_years,
        children=case.plan.children_amount,
    )
    missing = max(0, REQUIRED_YEARS - plan.years)
    return replace(plan, arrears=min(case.plan.arrears_years, missing) if plan.spans else 0)


def resident_account(case: Case, plan: ResidentPlan, place: Place) -> Figure:
    """The account when the pension starts."""
    source = place.law.source("resident_scheme")
    opened = opening(case.history.resident_balance or ZERO)
    return yearly_account(opened, plan.tier, _with_gifts(plan), case, source, _gifts(plan, place))


def _with_gifts(plan: ResidentPlan) -> tuple[AccountSpan, ...]:
    """The years with what goes in beside the tier: the children's money, at the end the arrears."""
    spans = tuple(replace(span, also=plan.children if span.paid else ZERO) for span in plan.spans)
    if not plan.arrears:
        return spans
    more = Decimal(plan.tier.amount * plan.arrears)
    return (*spans[:-1], replace(spans[-1], also=spans[-1].also + more))


def _gifts(plan: ResidentPlan, place: Place) -> tuple[Figure, ...]:
    """The same as links of the derivation."""
    found = []
    if plan.children:
        found.append(
            Figure(
                id="account.children",
                label=say("子女每年代缴"),
                value=plan.children,
                unit=Unit.YUAN,
                formula=say("记入账户，没有补贴，不算缴费年限"),
                with_numbers=Text(money(plan.children)),
                source=OWN_WORDS,
            )
        )
    if plan.arrears:
        found.append(
            Figure(
                id="account.arrears",
                label=say("补缴"),
                value=Decimal(plan.tier.amount * plan.arrears),
                unit=Unit.YUAN,
                formula=say("补缴年数 × 所选档次，没有补贴"),
                with_numbers=say("{years} × {tier}", years=plan.arrears, tier=plan.tier.amount),
                source=place.law.source("resident_arrears"),
            )
        )
    return tuple(found)


def resident_notices(case: Case, plan: ResidentPlan, place: Place) -> tuple[Notice, ...]:
    """What to know about arrears and the children's money."""
    found = []
    source = place.law.source("resident_arrears").document
    if plan.arrears:
        text = say(
            "按{month}补缴{years}年、{amount}元算：没有补贴，算进15年，不算加发；能否补缴先问经办机构（待核实）",
            month=plan.last,
            years=plan.arrears,
            amount=money(plan.tier.amount * plan.arrears),
        )
        found.append(Notice("resident_arrears", text, source))
    if case.plan.arrears_years > plan.arrears:
        text = say(
            "想补缴{wanted}年，缴满15年只差{missing}年：多的没有算",
            wanted=case.plan.arrears_years,
            missing=plan.arrears,
        )
        found.append(Notice("arrears_not_needed", text, source))
    if plan.children:
        text = say(
            "子女每年的{amount}元记入账户：没有补贴，不算缴费年限，不算在您自己缴的钱里",
            amount=money(plan.children),
        )
        found.append(Notice("children_pay", text, source))
    return tuple(found)

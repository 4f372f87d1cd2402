"""The resident scheme (城乡居民基本养老保险，国发〔2014〕8号), at the registered place only.

Yearly tiers with a subsidy; from 60, with 15 years, basic pension + account / 139 for life.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import ZERO, Case
from core.derivation import Figure, Parameter, Unit
from core.options import Months, Pension, Phase
from core.policy.model import Place
from core.quantities import Age, YearMonth, to_fen
from core.rules.account import opening
from core.rules.today import in_todays_money
from core.rules.yearly import AccountSpan, Tier, credited_years, tier_of, yearly_account
from core.words import Text, say

PENSION_AGE = Age.of(60)
ADDITION_AGE = Age.of(65)
REQUIRED_YEARS = 15


@dataclass(frozen=True, slots=True)
class ResidentPlan:
    """The years of one person in the resident scheme."""

    tier: Tier
    spans: tuple[AccountSpan, ...]
    sixty: YearMonth
    history_years: int

    @property
    def planned_years(self) -> int:
        return sum(span.paid for span in self.spans)

    @property
    def years(self) -> int:
        return self.history_years + self.planned_years

    @property
    def months(self) -> Months:
        return Months(self.history_years * 12, self.planned_years * 12, REQUIRED_YEARS * 12)


def resident_plan(case: Case, place: Place) -> ResidentPlan:
    """Lay out the years until 60; CaseError for an unknown tier, MissingError for no table."""
    sixty = case.person.birth + PENSION_AGE.months
    tier = tier_of(case.plan.tier, place.table("resident_tiers"), "plan.tier")
    history = case.history.resident_years or 0
    return ResidentPlan(tier, credited_years(case.plan, sixty), sixty, history)


def resident_account(case: Case, plan: ResidentPlan, place: Place) -> Figure:
    """The account when the pension starts."""
    source = place.law.source("resident_scheme")
    opened = opening(case.history.resident_balance or ZERO)
    return yearly_account(opened, plan.tier, plan.spans, case, source)


def resident_pension(case: Case, plan: ResidentPlan, account: Figure, place: Place) -> Pension:
    """The pension from the month after the 60th birthday month, and what 65 adds."""
    start = plan.sixty + 1
    basic = _basic(case, plan, start, place)
    part = _account_part(account, place, start)
    total = _sum((basic, part), place)
    addition = place.standing("resident_age_addition", start)
    later = _with_addition(total, addition)
    from_65 = case.person.birth + ADDITION_AGE.months + 1
    return Pension(
        start=start,
        basic=basic,
        account=part,
        transitional=_none(place),
        total=total,
        total_today=in_todays_money(total, start, case.assumptions.inflation, place.law.day),
        phases=(Phase(start, total), Phase(from_65, later)),
        streams=((start, total.amount), (from_65, addition.value)),
    )


def _basic(case: Case, plan: ResidentPlan, start: YearMonth, place: Place) -> Figure:
    """Basic pension of the first payment's year, with a yuan for each year beyond 15."""
    base = place.yearly("resident_basic_pension", start, case.assumptions.resident_growth)
    extra = place.standing("resident_extra_year", start)
    beyond = max(0, plan.years - REQUIRED_YEARS)
    return Figure(
        id="pension.basic",
        label=say("基础养老金（含缴费年限加发）"),
        value=to_fen(base.value + extra.value * beyond),
        unit=Unit.YUAN,
        formula=say("开始领取那年的基础养老金 ＋ 超过15年的年数 × 每年加发"),
        with_numbers=say(
            "{base} ＋ {beyond} × {extra}", base=base.value, beyond=beyond, extra=extra.value
        ),
        source=place.law.source("resident_scheme"),
        inputs=(base, extra),
    )


def _account_part(account: Figure, place: Place, start: YearMonth) -> Figure:
    divisor = place.law.nation.standing("resident_divisor", start)
    return Figure(
        id="pension.account",
        label=say("个人账户养老金"),
        value=to_fen(Fraction(account.amount) / Fraction(divisor.value)),
        unit=Unit.YUAN,
        formula=say("账户储存额 ÷ 139"),
        with_numbers=say("{balance} ÷ {months}", balance=account.amount, months=divisor.value),
        source=place.law.source("resident_scheme"),
        inputs=(account, divisor),
    )


def _sum(parts: tuple[Figure, ...], place: Place) -> Figure:
    return Figure(
        id="pension.total",
        label=say("合计"),
        value=sum((p.amount for p in parts), ZERO),
        unit=Unit.YUAN,
        formula=say("各部分之和"),
        with_numbers=Text(" ＋ ".join(str(p.amount) for p in parts)),
        source=place.law.source("resident_scheme"),
        inputs=parts,
    )


def _with_addition(total: Figure, addition: Parameter) -> Figure:
    return Figure(
        id="pension.total_from_65",
        label=say("65岁起合计"),
        value=total.amount + to_fen(addition.value),
        unit=Unit.YUAN,
        formula=say("合计 ＋ 65岁起加发"),
        with_numbers=say("{total} ＋ {more}", total=total.amount, more=addition.value),
        source=addition.source,
        inputs=(total, addition),
    )


def _none(place: Place) -> Figure:
    """The resident scheme knows no transitional pension."""
    return Figure(
        id="pension.transitional",
        label=say("过渡性养老金"),
        value=Decimal("0.00"),
        unit=Unit.YUAN,
        formula=say("居民养老保险没有这一项"),
        with_numbers=Text("0.00"),
        source=place.law.source("resident_scheme"),
    )

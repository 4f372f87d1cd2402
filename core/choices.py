"""Each option of a projection, put together from the rules: open or closed, cost, pension.

A missing parameter closes the option with its name; somebody who will not qualify gets the ways
out and no amount.
"""

from dataclasses import replace

from core.case import Base, BaseKind, Case, Frequency, PlaceRole, Scheme
from core.options import Option, Pension
from core.policy.model import Law, MissingError, Place
from core.quantities import Age, YearMonth
from core.rules.eligibility import (
    employee_reasons,
    missing_reason,
    outsider_reasons,
    resident_reasons,
)
from core.rules.employee import (
    EmployeeYear,
    contribution_of,
    employee_years,
    ingredients,
    months_of,
    pension_of,
)
from core.rules.resident import (
    ResidentPlan,
    resident_account,
    resident_pension,
    resident_plan,
)
from core.rules.retirement import Window, minimum_months
from core.rules.returns import Outlook
from core.rules.schedule import Schedule, earliest_month, extended_end, paid_through
from core.rules.supplementary import (
    combined_contribution,
    combined_pension,
    supplementary_account,
    supplementary_pension,
    supplementary_plan,
)
from core.rules.yearly import yearly_contribution
from core.words import Notice, say

LUMP_SUM_BEFORE = YearMonth(2011, 7)


def employee_option(
    case: Case, code: str, role: PlaceRole, plan: Schedule, frame: Window, law: Law
) -> Option:
    """The employee scheme at one place."""
    option = Option("employee", code, role)
    at = case.plan.start
    reasons = employee_reasons(case.person, at, plan.history, frame, law)
    if not reasons and at > plan.chosen and plan.short == 0 and plan.planned == 0:
        reasons = (Notice("already_entitled", ENTITLED, plan.required.source.document),)
    try:
        place = law.place(code)
        reasons += outsider_reasons(case.places.registered, place, code)
        if reasons:
            return replace(option, available=False, reasons=reasons)
        return _employee(option, case, plan, frame, place)
    except MissingError as missing:
        found = (*reasons, missing_reason(missing, law))
        return replace(option, available=False, reasons=found)


ENTITLED = say("已到退休年龄并缴满年限，不用再缴：带身份证到经办机构办理退休")


def _employee(option: Option, case: Case, plan: Schedule, frame: Window, place: Place) -> Option:
    years = employee_years(case, plan, place)
    made_of = ingredients(case, plan, years, place)
    option = replace(
        option,
        contribution=contribution_of(case, years),
        months=months_of(plan),
        index=made_of.index,
        benefit_base=made_of.benefit_base,
        payout=made_of.payout,
        account=made_of.account,
        notices=_base_notices(case.plan.base, years),
    )
    if plan.short:
        short = say("到{month}还差{count}个月，没有养老金", month=plan.end, count=plan.short)
        notice = Notice("short_of_minimum", short, plan.required.source.document)
        ways = _employee_ways_out(case, plan, frame, place.law)
        return replace(option, notices=(*option.notices, notice), ways_out=ways)
    return _with_pension(option, pension_of(case, plan, made_of, place), case)


def _base_notices(choice: Base, years: tuple[EmployeeYear, ...]) -> tuple[Notice, ...]:
    """Says when the wished base leaves the limits, from which year on."""
    if choice.kind is not BaseKind.YUAN:
        return ()
    below = [y for y in years if choice.amount < y.bounds.floor.value]
    above = [y for y in years if choice.amount > y.bounds.ceiling.value]
    found = []
    if below:
        floor = below[0].bounds.floor
        text = say(
            "{year}年起{amount}元低于下限（{floor}元），按下限缴",
            year=floor.year,
            amount=choice.amount,
            floor=floor.value,
        )
        found.append(Notice("base_below_floor", text, floor.source.document))
    if above:
        ceiling = above[0].bounds.ceiling
        text = say(
            "{amount}元高于{year}年上限（{ceiling}元），按上限缴",
            year=ceiling.year,
            amount=choice.amount,
            ceiling=ceiling.value,
        )
        found.append(Notice("base_above_ceiling", text, ceiling.source.document))
    return tuple(found)


def _employee_ways_out(case: Case, plan: Schedule, frame: Window, law: Law) -> tuple[Notice, ...]:
    """What somebody short of the minimum can do (社会保险法 第十六条, 人社部发〔2014〕17号)."""
    found = [_pay_on(case, plan, frame, law)]
    since = case.history.employee_since
    if since is not None and since < LUMP_SUM_BEFORE:
        text = say("2011年7月前参保的，延长缴费5年后仍不足，或可一次性补足（待核实，问12333）")
        found.append(Notice("lump_sum", text, law.source("lump_sum").document))
    text = say("转入户籍地的居民养老保险：个人账户（8%）转走，12%的统筹部分不转")
    found.append(Notice("move_to_resident", text, law.source("switching").document))
    return tuple(found)


def _pay_on(case: Case, plan: Schedule, frame: Window, law: Law) -> Notice:
    """Go on paying: to the first month open for early retirement, or until the minimum is met."""
    document = law.regime.minimum.source.document
    if plan.chosen < frame.month:
        first = earliest_month(case.plan, plan.history, frame, law)
        required = minimum_months(first.year, law).value
        assert isinstance(required, int)
        missing = required - plan.history - paid_through(case.plan, first)
        if missing > 0:  # not even at the statutory month
            first = extended_end(case.plan, first, missing)
        text = say("{month}还不能提前退休；照这样缴，最早是{first}", month=plan.chosen, first=first)
        return Notice("retire_later", text, document)
    until = extended_end(case.plan, plan.end, plan.short)
    text = say("继续缴{count}个月，到{month}缴满再领", count=plan.short, month=until)
    return Notice("extend_until", text, document)


def _with_pension(option: Option, pension: Pension, case: Case) -> Option:
    """Add the pension and what the money brings."""
    assert option.contribution is not None
    cost, growth, birth = option.contribution, case.assumptions.pension_growth, case.person.birth
    last = birth + Age.of(case.assumptions.until_age).months
    return replace(
        option,
        pension=pension,
        outlook=Outlook(cost.payments, cost.frequency, pension.streams, growth, birth, last),
    )


def resident_option(case: Case, law: Law) -> Option:
    """The resident scheme, at the registered place."""
    option = Option("resident", case.places.registered, PlaceRole.REGISTERED)
    try:
        place = law.place(case.places.registered)
        return _resident(option, case, place)[0]
    except MissingError as missing:
        return replace(option, available=False, reasons=(missing_reason(missing, law),))


def _resident(option: Option, case: Case, place: Place) -> tuple[Option, ResidentPlan]:
    """The option, open or closed, and its years."""
    law = place.law
    plan = resident_plan(case, place)
    reasons = resident_reasons(case.person, case.plan.start, law)
    if reasons:
        return replace(option, available=False, reasons=reasons), plan
    option = replace(
        option,
        contribution=yearly_contribution(plan.tier, plan.spans),
        months=plan.months,
        notices=_yearly_notices(case),
    )
    if plan.months.short:
        return _resident_short(option, plan, law), plan
    account = resident_account(case, plan, place)
    pension = resident_pension(case, plan, account, place)
    return _with_pension(replace(option, account=account), pension, case), plan


def _yearly_notices(case: Case) -> tuple[Notice, ...]:
    """Choices that the yearly schemes do not know."""
    found = []
    if case.plan.scheme is Scheme.RESIDENT and case.plan.frequency is not Frequency.YEARLY:
        found.append(Notice("yearly_only", say("居民养老保险只按年缴，已按年算")))
    if case.plan.tier is None:
        found.append(Notice("default_tier", say("还没选档次，先按最低档算")))
    return tuple(found)


def _resident_short(option: Option, plan: ResidentPlan, law: Law) -> Option:
    """Fewer than 15 years at 60: no amount, the ways out instead."""
    missing = plan.months.short // 12
    text = say("到{month}还差{count}年，没有养老金", month=plan.sixty, count=missing)
    arrears = say("能否补缴或到60岁后继续逐年缴满{count}年，请问经办机构（待核实）", count=missing)
    source = law.source("resident_arrears").document
    return replace(
        option,
        notices=(*option.notices, Notice("short_of_minimum", text, "国发〔2014〕8号")),
        ways_out=(Notice("arrears", arrears, source),),
    )


def supplementary_option(case: Case, law: Law) -> Option:
    """Resident and supplementary scheme together."""
    option = Option("resident+supplementary", case.places.registered, PlaceRole.REGISTERED)
    try:
        place = law.place(case.places.registered)
        resident, _ = _resident(option, case, place)
        if resident.contribution is None:
            return resident
        plan = supplementary_plan(case, place)
        cost = combined_contribution(resident.contribution, plan)
        notices = resident.notices
        if case.plan.supplementary_tier is None:
            notices += (Notice("default_supplementary_tier", DEFAULT_SUPPLEMENTARY),)
        option = replace(resident, contribution=cost, notices=notices)
        if resident.pension is None:
            return option
        account = supplementary_account(case, plan, place)
        more = supplementary_pension(account, plan.start, place)
        return _with_pension(option, combined_pension(resident.pension, more, plan.start), case)
    except MissingError as missing:
        return replace(option, available=False, reasons=(missing_reason(missing, law),))


DEFAULT_SUPPLEMENTARY = say("还没选补充养老档次，先按最低档算")

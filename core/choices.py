"""Each option of a projection, put together from the rules: open or closed, cost, pension.

A missing parameter closes the option with its name; somebody who will not qualify gets the ways
out and no amount.
"""

from dataclasses import replace

from core.advice import employee_notices, employee_ways_out, rival_notices, yearly_notices
from core.case import Case, CaseError, PlaceRole, Scheme
from core.derivation import Figure
from core.options import Option, Pension
from core.policy.model import Law, MissingError, Place
from core.quantities import Age
from core.rules.eligibility import (
    employee_reasons,
    enrolment,
    missing_reason,
    resident_reasons,
)
from core.rules.employee import (
    account_of,
    contribution_of,
    employee_runs,
    months_of,
)
from core.rules.employee_pension import ingredients, pension_of
from core.rules.history_employee import index_hint, valued
from core.rules.index import index_of
from core.rules.places import benefit_place, transfer
from core.rules.resident import (
    ResidentPlan,
    resident_account,
    resident_notices,
    resident_plan,
)
from core.rules.resident_pension import additions_notices, resident_pension
from core.rules.retirement import Window
from core.rules.returns import Outlook
from core.rules.schedule import Schedule
from core.rules.supplementary import (
    SupplementaryPlan,
    combined_contribution,
    combined_pension,
    contribution_alone,
    pension_alone,
    supplementary_account,
    supplementary_pension,
    supplementary_plan,
)
from core.rules.yearly import yearly_contribution
from core.words import Notice, say


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
        option = replace(option, enrolment=enrolment(case.places.registered, place, code))
        if reasons:
            return replace(option, available=False, reasons=reasons)
        return _employee(option, case, plan, frame, place)
    except MissingError as missing:
        found = (*reasons, missing_reason(missing, law), *index_hint(case, missing))
        return replace(option, available=False, reasons=found)


ENTITLED = say("已到退休年龄并缴满年限，不用再缴：带身份证到经办机构办理退休")


def _employee(option: Option, case: Case, plan: Schedule, frame: Window, place: Place) -> Option:
    """Contributions by the enrolment place's values, the pension by those of who pays it."""
    law = place.law
    benefit = benefit_place(case, option.place, plan, law)
    payer = place if benefit.code == option.place else law.place(benefit.code)
    past = valued(case, payer)
    case, years = past.case, employee_runs(case, plan, place)
    account = account_of(case, years, law, past.account)
    moves = transfer(case, option.place, benefit, years, account, law)
    option = replace(
        option,
        contribution=contribution_of(case, years),
        months=months_of(plan),
        index=index_of(past, plan, years, benefit, payer),
        account=account,
        benefit=benefit,
        transfer=moves,
        notices=(
            *ask_first(option),
            *benefit.notices,
            *(moves.notices if moves else ()),
            *employee_notices(case, plan, years, payer),
        ),
    )
    if plan.short:
        short = say("到{month}还差{count}个月，没有养老金", month=plan.end, count=plan.short)
        notice = Notice("short_of_minimum", short, plan.required.source.document)
        ways = employee_ways_out(case, plan, frame, law)
        return replace(option, notices=(*option.notices, notice), ways_out=ways)
    assert option.index is not None
    assert option.account is not None
    made_of = ingredients(case, plan, option.index, option.account, payer)
    option = replace(option, benefit_base=made_of.benefit_base, payout=made_of.payout)
    return _with_pension(option, pension_of(case, plan, made_of, payer), case)


def ask_first(option: Option) -> tuple[Notice, ...]:
    """The word to ask 12333 before counting on a place that may not take outsiders."""
    told = option.enrolment
    return () if told is None or told.code == "outsiders_open" else (told,)


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
        return _resident(option, case, place)
    except MissingError as missing:
        return replace(option, available=False, reasons=(missing_reason(missing, law),))
    except CaseError as error:
        return _no_such_tier(option, case, error)


def _no_such_tier(option: Option, case: Case, error: CaseError) -> Option:
    """A tier the place does not have closes the option; who chose the scheme must change it."""
    if case.plan.scheme is not Scheme.EMPLOYEE or not error.field.startswith("plan."):
        raise error
    text = say("{problem}。可填：{accepted}", problem=error.problem, accepted=error.accepted)
    return replace(option, available=False, reasons=(Notice("no_such_tier", text),))


def _resident(option: Option, case: Case, place: Place) -> Option:
    """The option, open or closed; the supplementary scheme beside it makes no difference to it."""
    alone = replace(case, plan=replace(case.plan, supplementary_tier=None))
    found = place.once(("resident", alone), lambda: _resident_alone(option, alone, place))
    return replace(found, scheme=option.scheme)


def _resident_alone(option: Option, case: Case, place: Place) -> Option:
    law = place.law
    plan = resident_plan(case, place)
    reasons = resident_reasons(case.person, case.plan.start, law)
    if reasons:
        return replace(option, available=False, reasons=reasons)
    option = replace(
        option,
        contribution=yearly_contribution(plan.tier, plan.payments),
        months=plan.months,
        notices=(*yearly_notices(case), *resident_notices(case, plan, place)),
    )
    if plan.months.short:
        return _resident_short(option, plan, law)
    account = resident_account(case, plan, place)
    pension = resident_pension(case, plan, account, place)
    more = tuple(additions_notices(plan, place, pension.start))
    option = replace(option, notices=(*option.notices, *more))
    return _with_pension(replace(option, account=account), pension, case)


def _resident_short(option: Option, plan: ResidentPlan, law: Law) -> Option:
    """Fewer than 15 years at 60: no amount, the ways out instead."""
    missing = plan.months.short // 12
    text = say("到{month}还差{count}年，没有养老金", month=plan.last, count=missing)
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
        resident = _resident(option, case, place)
        plan = supplementary_plan(case, place)
        if resident.contribution is None:
            alone = _may_go_on(resident, case) and plan.spans
            return _supplementary_alone(option, case, place) if alone else resident
        cost = combined_contribution(resident.contribution, plan)
        notices = resident.notices
        if case.plan.supplementary_tier is None:
            notices += (Notice("default_supplementary_tier", DEFAULT_SUPPLEMENTARY),)
        option = replace(resident, contribution=cost, notices=notices)
        if resident.pension is None:
            return option
        more = _supplement(case, plan, place)
        option = replace(option, notices=(*option.notices, *rival_notices(more)))
        return _with_pension(option, combined_pension(resident.pension, more, plan.start), case)
    except MissingError as missing:
        return replace(option, available=False, reasons=(missing_reason(missing, law),))
    except CaseError as error:
        return _no_such_tier(option, case, error)


def _supplement(case: Case, plan: SupplementaryPlan, place: Place) -> Figure:
    """What 65 adds; the tier of the resident scheme beside it makes no difference."""
    alone = replace(case, plan=replace(case.plan, tier=None))

    def made() -> Figure:
        return supplementary_pension(supplementary_account(case, plan, place), plan.start, place)

    return place.once(("supplement", alone), made)


def _may_go_on(resident: Option, case: Case) -> bool:
    """Whether somebody past 60 was in the two schemes: the supplementary one runs to 65."""
    history = case.history
    past_60 = [reason.code for reason in resident.reasons] == ["past_60"]
    return past_60 and bool(history.resident_years or history.supplementary_years)


def _supplementary_alone(option: Option, case: Case, place: Place) -> Option:
    """The supplementary scheme between 60 and 65, beside a resident pension drawn already."""
    plan = supplementary_plan(case, place)
    account = supplementary_account(case, plan, place)
    pension = pension_alone(case, account, plan.start, place)
    notices = (Notice("supplementary_only", SUPPLEMENTARY_ONLY), *rival_notices(pension.total))
    if case.plan.supplementary_tier is None:
        notices = (*notices, Notice("default_supplementary_tier", DEFAULT_SUPPLEMENTARY))
    option = replace(
        option, contribution=contribution_alone(plan), account=account, notices=notices
    )
    return _with_pension(option, pension, case)


SUPPLEMENTARY_ONLY = say("满60岁不再缴居民养老保险，补充的可以缴到65岁；居民养老金另外算，不在这里")
DEFAULT_SUPPLEMENTARY = say("还没选补充养老档次，先按最低档算")

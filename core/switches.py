"""What joining the other scheme's account would make of each option (人社部发〔2014〕17号).

Somebody with a resident account who qualifies in the employee scheme, somebody short there, and
somebody who goes on in the resident scheme with employee months behind: each is worked out, beside
the option's own figures.
"""

from dataclasses import replace
from functools import partial

from core.case import Case, CaseError, PlaceRole, RetireKind, Span
from core.choices import employee_option
from core.derivation import Figure
from core.options import Direction, Option, Switch
from core.policy.model import Law, MissingError, Place
from core.rules.account import opening
from core.rules.employee import EmployeeRun, employee_runs
from core.rules.history_employee import account_before, paid, runs
from core.rules.places import pooled, unplaced
from core.rules.resident import ResidentPlan, resident_account, resident_plan
from core.rules.retirement import Window, minimum_months
from core.rules.schedule import Schedule, schedule
from core.rules.supplementary import (
    combined_pension,
    supplementary_account,
    supplementary_pension,
    supplementary_plan,
)
from core.rules.switching import (
    Leaving,
    after_employee,
    carried,
    compared,
    drawn_already,
    outlook,
    renamed,
    resident_rate,
    scheme,
    to_employee,
    to_resident,
)
from core.rules.yearly import credited_years, payments_of
from core.words import say


def with_switches(
    options: tuple[Option, ...], case: Case, plan: Schedule, frame: Window, law: Law
) -> tuple[Option, ...]:
    """The options, each able to say what joining both accounts would bring."""
    return tuple(
        replace(o, joining=partial(_switch, o, case, plan, frame, law)) if o.available else o
        for o in options
    )


def _switch(option: Option, case: Case, plan: Schedule, frame: Window, law: Law) -> Switch | None:
    """None where nothing can be joined, or where something for it is not on file."""
    try:
        if option.scheme == "employee":
            return _of_employee(option, case, plan, frame, law)
        found = _of_resident(option, case, plan, frame, law)
        if option.scheme != "resident":
            found = _supplemented(found, case, law)
        return _weighed(found, option, case)
    except (CaseError, MissingError):
        return None


def _weighed(switch: Switch | None, option: Option, case: Case) -> Switch | None:
    """Beside the option's own pension, where it is another one."""
    return switch and compared(switch, option.outlook, say("不合并"), case)


# --------------------------------------------------------------------------- employee options


def _of_employee(
    option: Option, case: Case, plan: Schedule, frame: Window, law: Law
) -> Switch | None:
    history = case.history
    if option.pension is None:
        return _short(option, case, plan, frame, law)
    if not history.resident_balance:
        return None
    assert option.benefit is not None
    known = opening(history.resident_balance, "resident_account")
    moved = carried(known, case.plan.start, plan.end, resident_rate(case), scheme(law))
    payer = law.place(option.benefit.code)
    return to_employee(option, moved, history.resident_years or 0, case, plan, payer)


def _short(option: Option, case: Case, plan: Schedule, frame: Window, law: Law) -> Switch:
    """Somebody who falls short: over to the resident scheme, beside paying on."""
    assert option.account is not None
    assert option.contribution is not None
    before = case.plan.start + -1
    place = law.place(case.places.registered)
    at = max(plan.end, frame.month, before)
    leaving = Leaving(
        account=option.account,
        ended=max(plan.end, before),
        months=plan.total,
        at=at,
        pool=_pool(employee_runs(case, plan, law.place(option.place)), case, law),
        paid=option.contribution.payments,
    )
    found = to_resident(leaving, after_employee(case, plan.total, at, place), case, place)
    longer = _extended(option, case, plan, frame, law)
    if longer is None or longer.pension is None:
        return found
    words = say("继续缴到{month}再领职工养老金", month=longer.pension.start + -1)
    return compared(found, longer.outlook, words, case)


def _pool(ahead: tuple[EmployeeRun, ...], case: Case, law: Law) -> Figure | None:
    """The 12 % that stays behind; None where it is not known on what bases was paid."""
    if unplaced(case):
        return None
    return pooled(runs(paid(case.history.periods), case, law), ahead, case, law, "switch")


def _extended(option: Option, case: Case, plan: Schedule, frame: Window, law: Law) -> Option | None:
    """The same option with paying on until the minimum period is met; None where it never is."""
    longer = replace(case, plan=replace(case.plan, extend=True, retire=RetireKind.STATUTORY))
    full = schedule(longer, plan.history, frame, law)
    return (
        None if full.short else employee_option(longer, option.place, option.role, full, frame, law)
    )


# --------------------------------------------------------------------------- resident options


def _of_resident(
    option: Option, case: Case, plan: Schedule, frame: Window, law: Law
) -> Switch | None:
    """Somebody who goes on in the resident scheme, with employee months behind."""
    if not plan.history:
        return None
    yearly = resident_plan(case, law.place(case.places.registered))
    required = minimum_months(frame.month.year, law).value
    assert isinstance(required, int)
    if plan.history >= required:
        return _qualified(yearly, case, plan, frame, law)
    start = case.plan.start
    at = max(frame.month, start + -1)
    leaving = Leaving(account_before(case, law), start + -1, plan.history, at, _pool((), case, law))
    found = to_resident(leaving, yearly, case, law.place(case.places.registered))
    if option.pension is None or at <= yearly.last:
        return found
    return replace(found, notices=(*found.notices, drawn_already(at, law)))


def _qualified(
    yearly: ResidentPlan, case: Case, plan: Schedule, frame: Window, law: Law
) -> Switch | None:
    """Enough employee months are behind: their pension, with the resident account moved in."""
    start = case.plan.start
    idle = replace(
        case.plan,
        retire=RetireKind.STATUTORY,
        extend=False,
        pauses=(Span(start, max(start, frame.month)),),
    )
    resting = replace(case, plan=idle)
    alone = schedule(resting, plan.history, frame, law)
    periods = paid(case.history.periods)
    where = max(periods, key=lambda p: p.span.last).place if periods else case.places.registered
    found = employee_option(resting, where, PlaceRole.REGISTERED, alone, frame, law)
    if found.pension is None:
        return None
    assert found.benefit is not None
    last = min(alone.end, yearly.last)
    until = replace(yearly, spans=credited_years(case.plan, last), last=last, arrears=0)
    place = law.place(case.places.registered)
    account = renamed(resident_account(case, until, place), "resident_account")
    stands = last if until.spans else start + -1
    moved = carried(account, stands + 1, alone.end, resident_rate(case), scheme(law))
    payer = law.place(found.benefit.code)
    switch = to_employee(found, moved, until.years, resting, alone, payer)
    assert switch.pension is not None
    return replace(switch, outlook=outlook(case, until.payments, switch.pension))


def _supplemented(switch: Switch | None, case: Case, law: Law) -> Switch | None:
    """The supplementary pension from 65 comes on top in the resident scheme."""
    if switch is None or switch.direction is Direction.TO_EMPLOYEE or switch.pension is None:
        return None
    place: Place = law.place(case.places.registered)
    plan = supplementary_plan(case, place)
    more = supplementary_pension(supplementary_account(case, plan, place), plan.start, place)
    pension = combined_pension(switch.pension, more, plan.start)
    assert switch.outlook is not None
    payments = (*switch.outlook.payments, *payments_of(plan.tier, plan.spans))
    return replace(switch, pension=pension, outlook=outlook(case, payments, pension))

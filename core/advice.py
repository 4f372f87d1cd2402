"""What a person must be told beside the figures, and what to do when no pension comes of a plan.

Notices are facts of this case with a code programs can rely on; nothing here changes a figure.
"""

from fractions import Fraction

from core.case import BaseKind, Case, Category, Frequency, Scheme
from core.derivation import Figure, Parameter
from core.options import Option
from core.policy.model import Law, MissingError, Place
from core.quantities import YearMonth, money
from core.rules.employee import EmployeeRun
from core.rules.employee_pension import allowances_at, joined_early
from core.rules.history import unknown_notices
from core.rules.limits import wanted_base
from core.rules.retirement import Window, minimum_months
from core.rules.schedule import Schedule, earliest_month, extended_end, paid_through, payable
from core.words import Notice, Text, say

LUMP_SUM_BEFORE = YearMonth(2011, 7)


def plan_notices(
    case: Case, plan: Schedule, frame: Window, option: Option, law: Law
) -> tuple[Notice, ...]:
    """What the person must be told about the plan as a whole and the chosen option."""
    found = [*unknown_notices(case.history), *_late_start(case, law)]
    if option.scheme == "employee" and option.available:
        found += _retirement_notices(plan, frame, law)
    found += option.notices
    if case.person.category is Category.FEMALE50:
        found.append(Notice("office_decides_50", FEMALE50))
    if law.enacted is not None:
        text = say("{month}起施行新的退休年龄，这里按当时的规定算", month=law.enacted.first)
        found.append(Notice("law_changes", text, law.enacted.source.document))
    return tuple(dict.fromkeys(found))


FEMALE50 = say("女50岁退休要有企业职工经历等条件，由经办机构认定；灵活就业一般按55岁")


def _retirement_notices(plan: Schedule, frame: Window, law: Law) -> tuple[Notice, ...]:
    """Words about early, late and extended retirement."""
    source = law.source("flexible_retirement").document
    if plan.extended:
        text = say(
            "到{month}还差{count}个月，按继续缴到{end}算",
            month=plan.chosen,
            count=plan.beyond,
            end=plan.end,
        )
        return (Notice("extended", text, law.regime.minimum.source.document),)
    if plan.chosen > frame.month:
        return (Notice("late_ask_office", LATE, source),)
    if plan.chosen < frame.month:
        text = say("提前到{month}退休，要在该月前缴满年限并提前申请", month=plan.chosen)
        return (Notice("early_retirement", text, source),)
    return ()


LATE: Text = say("延迟退休要与单位协商一致；没有单位的，能否延迟请问经办机构，不是当然的权利")


def _late_start(case: Case, law: Law) -> tuple[Notice, ...]:
    """Months that have passed can hardly be paid afterwards (人社部发〔2016〕132号)."""
    if case.plan.start >= YearMonth(law.day.year, law.day.month):
        return ()
    text = say("{start}到现在的月份要是没缴，一般补不了，先问12333", start=case.plan.start)
    return (Notice("start_in_past", text, law.source("no_back_payment").document),)


def employee_notices(
    case: Case, plan: Schedule, years: tuple[EmployeeRun, ...], payer: Place
) -> tuple[Notice, ...]:
    """What to know about the employee scheme; ``payer`` is the place that pays the pension."""
    on_top = () if plan.short else (*_allowances(case, payer), *_heating(plan, payer))
    return (*_base_notices(case, years), *on_top)


def _allowances(case: Case, place: Place) -> list[Notice]:
    """Money on top for who joined early, where nobody said when that was."""
    history = case.history
    unsaid = bool(history.employee_months) and history.employee_since is None
    if not unsaid or joined_early(history):
        return []
    return [
        Notice("joined_early_unknown", JOINED_EARLY, extra.source.document)
        for extra in allowances_at(place, YearMonth(place.law.day.year, 1))[:1]
    ]


JOINED_EARLY = say("1998年7月前参保的，过渡性养老金另有定额和津贴，没算在内；填上首次参保年月就算")


def _base_notices(case: Case, years: tuple[EmployeeRun, ...]) -> list[Notice]:
    """Says when the wished base leaves the limits, from which year on."""
    choice = case.plan.base
    if choice.kind not in (BaseKind.YUAN, BaseKind.PERCENT):
        return []
    # A percentage may miss a limit of the same percentage by the yuan that rounding makes.
    slack = 1 if choice.kind is BaseKind.PERCENT else 0
    wanted = [(y.bounds, wanted_base(choice, y.bounds)[0]) for y in years]
    below = [(b.floor, amount) for b, amount in wanted if amount + slack < b.floor.value]
    above = [(b.ceiling, amount) for b, amount in wanted if amount - slack > b.ceiling.value]
    found = []
    if below:
        text = say("{year}年起{amount}元低于下限（{limit}元），按下限缴", **_clamp(*below[0]))
        found.append(Notice("base_below_floor", text, below[0][0].source.document))
    if above:
        text = say("{amount}元高于{year}年上限（{limit}元），按上限缴", **_clamp(*above[0]))
        found.append(Notice("base_above_ceiling", text, above[0][0].source.document))
    return found


def _clamp(limit: Parameter, amount: object) -> dict[str, object]:
    return {"year": limit.year, "amount": amount, "limit": limit.value}


def _heating(plan: Schedule, place: Place) -> list[Notice]:
    """An allowance that comes on top of the monthly pension, where the province has one."""
    try:
        allowance = place.standing("heating_allowance", plan.end)
    except MissingError:
        return []
    text = say("退休后另有取暖补贴，每年{amount}元（现行标准），不算在内", amount=allowance.value)
    return [Notice("heating_allowance", text, allowance.source.document)]


def rival_notices(pension: Figure) -> tuple[Notice, ...]:
    """What the supplementary pension would be by other divisors in circulation."""
    basic, account, divisor = pension.inputs
    assert isinstance(basic, Parameter)
    assert isinstance(account, Figure)
    assert isinstance(divisor, Parameter)
    return tuple(
        Notice(
            "rival_value",
            say(
                "补充养老金按{used}个月算；另有资料作{rival}，那样每月是{amount}元，问经办机构",
                used=divisor.value,
                rival=rival,
                amount=money(Fraction(basic.value) + Fraction(account.amount) / Fraction(rival)),
            ),
            divisor.source.document,
        )
        for rival in divisor.rivals
    )


def yearly_notices(case: Case) -> tuple[Notice, ...]:
    """Choices that the yearly schemes do not know."""
    found = []
    chosen = case.plan.frequency not in (None, Frequency.YEARLY)
    if case.plan.scheme is Scheme.RESIDENT and chosen:
        found.append(Notice("yearly_only", say("居民养老保险只按年缴，已按年算")))
    if case.plan.tier is None:
        found.append(Notice("default_tier", say("还没选档次，先按最低档算")))
    return tuple(found)


def employee_ways_out(case: Case, plan: Schedule, frame: Window, law: Law) -> tuple[Notice, ...]:
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
    if not payable(case, until, law):
        text = say("缴满要到{month}，那时已过70岁，没有公布的计发月数；请问12333", month=until)
        return Notice("extend_beyond_70", text, law.national.payout_source.document)
    text = say("继续缴{count}个月，到{month}缴满再领", count=plan.short, month=until)
    return Notice("extend_until", text, document)

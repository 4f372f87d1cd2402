"""Where the employee pension is drawn, and what moves there (国办发〔2009〕66号).

The registered place if the relation is there; else the current place with ten years there; else
the last earlier place with ten years; else the registered place.  Counted by province: inside one
nothing moves.  Deemed months count (人社部规〔2016〕5号).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.case import Case, CaseError, Period, Sex
from core.derivation import Figure, Node, Unit
from core.moving import Because, Benefit, Transfer
from core.policy.model import Law, MissingError, province_of
from core.quantities import Age, YearMonth, money, months_between, to_fen
from core.rules.employee import EmployeeRun
from core.rules.history_employee import Run, deemed, months_in, paid, runs
from core.rules.history_overlaps import in_order
from core.rules.schedule import Schedule
from core.words import Notice, Text, say

TEN_YEARS = 120
TEMPORARY_FROM = {Sex.MALE: Age.of(50), Sex.FEMALE: Age.of(40)}
FULL_ACCOUNT = YearMonth(1998, 1)
"""Since then the account moves in full, and of the pool 12 % of the bases."""


def benefit_place(case: Case, code: str, plan: Schedule, law: Law) -> Benefit:
    """Who pays for somebody who enrols at ``code`` from the plan's start on."""
    here, home = province_of(code), province_of(case.places.registered)
    past = in_order((*paid(case.history.periods), *deemed(case.history.periods)))
    months = Counter[str]()
    for period in past:
        months[province_of(period.place)] += months_in((period,))
    behind = months[here]
    months[here] += plan.planned
    barred = {p for p in months if _temporary(p, past, case)}
    found, because = _decide(case, code, past, months, barred)
    temporary = here in barred
    names = {"here": _province(here, law), "there": _province(province_of(found), law)}
    sentence = REASONS[because, temporary and because is not Because.REGISTERED]
    reason = Text(sentence.template, {**names, "count": months[province_of(found)]})
    source = law.source("temporary_account" if temporary and here != home else "benefit_place")
    return Benefit(
        code=found,
        because=because,
        reason=reason,
        months=tuple(sorted((p, n) for p, n in months.items() if n)),
        ten_years=None if here == home else _reached(past, behind, plan, here),
        temporary=temporary,
        source=source,
        notices=() if here == home else _notices(case, code, because, temporary, law),
    )


def _decide(
    case: Case, code: str, past: list[Period], months: Counter[str], barred: set[str]
) -> tuple[str, Because]:
    """The rule's four sentences in order; a province that keeps a temporary account is out."""
    here, registered = province_of(code), case.places.registered
    enough = {p for p, count in months.items() if count >= TEN_YEARS} - barred
    if here == province_of(registered):
        return code, Because.REGISTERED
    if here in enough:
        return code, Because.TEN_YEARS
    for period in reversed(past):
        if province_of(period.place) in enough:
            return period.place, Because.EARLIER
    return registered, Because.FALLBACK


def _temporary(province: str, past: Iterable[Period], case: Case) -> bool:
    """Whether the first month in a province not the registered one came too late in life."""
    if province == province_of(case.places.registered):
        return False
    firsts = [p.span.first for p in past if province_of(p.place) == province]
    if not firsts and unplaced(case):
        return False  # months whose place was not said may have been there
    age = min([*firsts, case.plan.start]) - case.person.birth
    return age >= TEMPORARY_FROM[case.person.sex].months


def unplaced(case: Case) -> bool:
    """Whether there are months behind of which nobody said where."""
    history = case.history
    behind = (history.employee_months or 0) + history.employee_deemed_months
    return behind > 0 and not paid(history.periods)


def _reached(past: list[Period], behind: int, plan: Schedule, province: str) -> YearMonth | None:
    """The month in which ten years in the province are full."""
    if behind < TEN_YEARS:
        planned = [YearMonth(y.year, m) for y in plan.years for m in y.paid]
        missing = TEN_YEARS - behind
        return planned[missing - 1] if missing <= len(planned) else None
    return sorted(_months(past, province))[TEN_YEARS - 1]


def _months(past: Iterable[Period], province: str) -> Iterator[YearMonth]:
    for period in past:
        if province_of(period.place) == province:
            yield from months_between(period.span.first, period.span.last)


def _province(code: str, law: Law) -> Text:
    region = law.regions.get(code)
    return Text(code) if region is None else Text(region.name)


REASONS: dict[tuple[Because, bool], Text] = {
    (Because.REGISTERED, False): say("关系在户籍地{there}，由户籍地发"),
    (Because.TEN_YEARS, False): say("在{there}缴满10年（{count}个月），由参保地发"),
    (Because.EARLIER, False): say("在{here}不满10年，由以前缴满10年的{there}发（{count}个月）"),
    (Because.FALLBACK, False): say("在哪里都不满10年，关系转回户籍地{there}，由户籍地发"),
    (Because.EARLIER, True): say(
        "在{here}是临时缴费账户，由以前缴满10年的{there}发（{count}个月）"
    ),
    (Because.FALLBACK, True): say("在{here}是临时缴费账户，转回户籍地{there}，由户籍地发"),
}


def _notices(
    case: Case, code: str, because: Because, temporary: bool, law: Law
) -> tuple[Notice, ...]:
    """What could change the answer, and what a temporary account means."""
    here = province_of(code)
    document = law.source("benefit_place").document
    found = []
    if temporary:
        text = say(
            "在{here}第一次参保时男满50、女满40岁：只建临时缴费账户，退休时连本带息全部转走，"
            "不能在这里领（待核实）",
            here=_province(here, law),
        )
        found.append(Notice("temporary_account", text, law.source("temporary_account").document))
    if unplaced(case) and because is Because.FALLBACK:
        behind = (case.history.employee_months or 0) + case.history.employee_deemed_months
        text = say(
            "已缴的{count}个月没说在哪里缴，没有算进哪一省的10年；按段填了，领取地可能不同",
            count=behind,
        )
        found.append(Notice("benefit_place_unknown", text, document))
    if because in (Because.FALLBACK, Because.EARLIER):
        text = say(
            "在{here}缴，不在{here}领：缴费按{here}的上下限，养老金按领取地的计发基数和办法",
            here=_province(here, law),
        )
        found.append(Notice("drawn_elsewhere", text, document))
    return tuple(found)


# ----------------------------------------------------------------------------------- transfer


def transfer(
    case: Case, code: str, to: Benefit, planned: tuple[EmployeeRun, ...], account: Figure, law: Law
) -> Transfer | None:
    """What moves between provinces by the end of contributions; None where nothing does.

    ``account`` is the balance at the end, whose whole goes along.
    """
    target = province_of(to.code)
    leaving = planned if province_of(code) != target else ()
    months = sum(len(run.months.paid) for run in leaving)
    behind = [p for p in paid(case.history.periods) if province_of(p.place) != target]
    if unplaced(case) and not months:
        return None
    months += months_in(behind)
    if not months:
        return None
    pool = _pool(case, behind, leaving, law)
    notices = () if pool else (Notice("transfer_unknown", NO_BASES),)
    return Transfer(months, account, pool, notices)


NO_BASES = say("以前各月在哪里缴、基数多少没有按段填全，统筹部分转多少算不出；个人账户全部转走")


def _pool(
    case: Case, behind: list[Period], leaving: tuple[EmployeeRun, ...], law: Law
) -> Figure | None:
    """12 % of the bases paid on since 1998 outside the place that pays; None from totals alone."""
    if unplaced(case):
        return None
    try:
        return pooled(runs(behind, case, law), leaving, case, law, "transfer")
    except (CaseError, MissingError):  # a base that hangs on limits not on file
        return None


def pooled(
    behind: list[Run], ahead: tuple[EmployeeRun, ...], case: Case, law: Law, name: str
) -> Figure:
    """12 % of the bases of some months since 1998."""
    before = [r for r in behind if YearMonth(r.year, r.first) >= FULL_ACCOUNT]
    past = sum((r.base * len(r.months) for r in before), Decimal(0))
    future = sum((r.base.amount * len(r.months.paid) for r in ahead), Decimal(0))
    month = case.plan.start
    rate = law.nation.standing("contribution_rate", month)
    share = law.nation.standing("account_share", month)
    inputs: list[Node] = [rate, share, *(r.base for r in ahead)]
    part = rate.value - share.value
    return Figure(
        id=f"{name}.pool",
        label=say("统筹部分"),
        value=to_fen((past + future) * part),
        unit=Unit.YUAN,
        formula=say("1998年以来各月缴费基数之和 × 12%"),
        with_numbers=say(
            "（以前{past} ＋ 今后{ahead}）× {percent}%",
            past=money(past),
            ahead=money(future),
            percent=f"{(part * 100).normalize():f}",
        ),
        source=law.source("transfer"),
        inputs=tuple(inputs),
    )

"""Just qualify, as cheaply as the law allows: the lowest base or tier, no month too many.

The months are paid from the plan's start on without a break; then nothing is paid until the
pension is drawn.  Years add up, and the account keeps earning.
"""

from dataclasses import replace

from core.case import FLOOR, Case, RetireKind, Span
from core.decisions.goals import Answer, chosen, retirement_months
from core.decisions.ladder import tiers_of
from core.decisions.subject import Subject
from core.quantities import YearMonth
from core.rules.resident import PENSION_AGE, REQUIRED_YEARS
from core.rules.retirement import minimum_months
from core.rules.yearly import credited_years
from core.words import Notice, say


def just_qualify(subject: Subject) -> Answer:
    """The cheapest plan that brings a pension; ``miss`` is a month (or a year) less."""
    if not subject.option.available:
        return Answer(None, None, subject.option.reasons[0])
    if subject.is_employee:
        return _employee(subject)
    if subject.option.scheme == "resident":
        return _resident(subject)
    text = say("补充养老没有最低年限；看居民养老保险那一行")
    return Answer(None, None, Notice("no_minimum", text))


def _employee(subject: Subject) -> Answer:
    """The fewest months at the floor, over the months in which one may retire.

    The minimum rises with the year of retirement: an earlier month never needs more.
    """
    start = subject.case.plan.start
    needs = ((needed(subject, month), month) for month in retirement_months(subject))
    open_to = [(count, month) for count, month in needs if start + (count - 1) <= month]
    if not open_to:
        return _extended(subject)
    count, month = min(open_to)
    miss = chosen(subject, _paying(subject, count - 1, month)) if count else None
    return Answer(chosen(subject, _paying(subject, count, month)), miss)


def needed(subject: Subject, month: YearMonth) -> int:
    """Months still to be paid to retire in a month."""
    required = minimum_months(month.year, subject.law).value
    assert isinstance(required, int)
    return max(0, required - subject.schedule.history)


def _paying(subject: Subject, count: int, month: YearMonth) -> Case:
    """A plan that pays ``count`` months at the floor and retires in a month."""
    pauses = _rest(subject.case.plan.start + count, month)
    return subject.planned(base=FLOOR, retire=month, pauses=pauses, extend=False)


def _rest(first: YearMonth, last: YearMonth) -> tuple[Span, ...]:
    """What is not paid any more; nothing where the last month has been reached."""
    return (Span(first, last),) if first <= last else ()


def _extended(subject: Subject) -> Answer:
    """Not even at the statutory month: pay on at the floor; not paying on is what misses."""
    retire = RetireKind.STATUTORY
    case = subject.planned(base=FLOOR, retire=retire, pauses=(), extend=True)
    choice = chosen(subject, case)
    if choice.reached is None:
        return Answer(None, choice, Notice("never_qualifies", _NEVER))
    miss = subject.planned(base=FLOOR, retire=retire, pauses=(), extend=False)
    return Answer(choice, chosen(subject, miss))


_NEVER = say("缴到70岁也缴不满最低年限")


def _resident(subject: Subject) -> Answer:
    """The lowest tier for the years still missing to 15.

    Those that are too many to be paid by 60 are paid in arrears, as far as the plan has any.
    """
    case = subject.case
    lowest = tiers_of(subject, "resident_tiers")[0]
    start, sixty = case.plan.start.year, case.person.birth + PENSION_AGE.months
    open_years = len(credited_years(replace(case.plan, pauses=()), sixty))
    missing = max(0, REQUIRED_YEARS - (case.history.resident_years or 0))

    def paying(count: int) -> Case:
        in_time = min(count, open_years)
        arrears = min(count - in_time, case.plan.arrears_years)
        pauses = _rest(YearMonth(start + in_time, 1), YearMonth(sixty.year, 12))
        return subject.planned(tier=lowest, pauses=pauses, arrears_years=arrears)

    choice = chosen(subject, paying(missing))
    miss = chosen(subject, paying(missing - 1)) if missing else None
    if choice.reached is None:
        reasons = (*choice.option.ways_out, Notice("never_qualifies", _TOO_LATE))
        return Answer(None, choice, reasons[0])
    return Answer(choice, miss)


_TOO_LATE = say("到60岁缴不满15年")

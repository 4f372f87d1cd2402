"""May I stop for a while?  How long a pause the minimum period bears, and what it costs.

Pausing is free as long as the months still to come make up the minimum of the planned retirement
month (15 years, rising to 20).  After that each month costs: later retirement where one pays on,
no pension where one does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.case import Case, Plan, Span
from core.decisions.figures import difference
from core.decisions.subject import Subject, cost, full
from core.derivation import Figure, Unit
from core.options import Option
from core.quantities import YearMonth
from core.rules.schedule import Schedule
from core.words import Notice, say

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paused:
    """The option with one more pause, or several.

    ``left_out`` is how many payments fall away (0: nothing would have been paid then),
    ``less`` what the pension falls by (None where none will be paid), ``later`` by how many months
    its start moves back, ``saved`` what is not paid.  ``short``: months then missing.
    """

    spans: Spans
    plan: Plan
    option: Option
    left_out: int
    less: Figure | None
    later: int
    saved: Decimal
    short: int

    @property
    def qualifies(self) -> bool:
        return self.option.pension is not None


@dataclass(frozen=True, slots=True)
class PausePlan:
    """How long one may pause from ``first`` on.

    ``last`` is None, and ``reason`` says why, where no month can be spared.  ``month`` is what one
    month more does, ``longest`` the pause through ``last``, ``beyond`` one month more than that
    (None where the pause may run to retirement).  ``spare`` are the months that may be left out;
    None where nothing is counted in months.
    """

    first: YearMonth
    spare: Figure | None = None
    last: Figure | None = None
    reason: Notice | None = None
    month: Paused | None = None
    longest: Paused | None = None
    beyond: Paused | None = None

    @property
    def spare_months(self) -> int | None:
        """``spare`` as a number."""
        if self.spare is None:
            return None
        assert isinstance(self.spare.value, int)
        return self.spare.value


def paused(subject: Subject, *spans: Span) -> Paused:
    """What comes of pausing, beside the pauses already planned."""
    case = subject.planned(pauses=(*subject.case.plan.pauses, *spans))
    option = subject.worked(case)
    later, short = _missed(subject, case, option)
    return Paused(
        spans=spans,
        plan=case.plan,
        option=option,
        left_out=len(_paid(subject.option) - _paid(option)),
        less=_less(spans, full(subject.option), full(option)),
        later=later,
        saved=cost(subject.option) - cost(option),
        short=short,
    )


def _missed(subject: Subject, case: Case, option: Option) -> tuple[int, int]:
    """By how many months the pension moves back, and how many are missing.

    A yearly scheme pays from its age on, or not at all.
    """
    if subject.is_employee:
        months = subject.schedule_of(case)
        return months.end - subject.schedule.end, months.short
    return 0, 0 if option.months is None else option.months.short


def _paid(option: Option) -> set[tuple[int, int]]:
    """The months something is paid for."""
    bought = option.contribution
    return set() if bought is None else {(p.year, m) for p in bought.payments for m in p.months}


def _less(spans: Spans, before: Figure | None, after: Figure | None) -> Figure | None:
    if before is None or after is None:
        return None
    label, formula = say("停至{last}，每月少领", last=spans[-1].last), say("不停缴 − 停缴")
    return difference("pause.less", label, before, after, formula)


def pause_plan(subject: Subject, first: YearMonth | None = None) -> PausePlan:
    """The longest pause from a month on (the next one unless said otherwise)."""
    first = subject.soon if first is None else max(first, subject.case.plan.start)
    if not subject.option.available:
        return PausePlan(first, reason=subject.option.reasons[0])
    if not subject.is_employee:
        return PausePlan(first, reason=Notice("no_pause_here", ONLY_EMPLOYEE))
    plan = subject.schedule
    spare = _spare(plan)
    reason = _no_room(plan, first)
    in_a_pause = first <= plan.chosen and _bears(subject, plan, first, 1)
    if reason is not None and not in_a_pause:
        beyond = paused(subject, Span(first, first)) if first <= plan.end else None
        return PausePlan(first, spare, reason=reason, beyond=beyond)
    months = _longest(lambda n: _bears(subject, plan, first, n), plan.chosen - first + 1)
    last = first + (months - 1)
    return PausePlan(
        first=first,
        spare=spare,
        last=_last_month(first, last, spare),
        month=_one_month(subject, first),
        longest=paused(subject, Span(first, last)),
        beyond=paused(subject, Span(first, last + 1)) if last < plan.chosen else None,
    )


def _one_month(subject: Subject, first: YearMonth) -> Paused | None:
    """The next month that would be paid, left out; None where all of them are paused already."""
    paid = [YearMonth(year, month) for year, month in _paid(subject.option)]
    following = min((month for month in paid if month >= first), default=None)
    return None if following is None else paused(subject, Span(following, following))


ONLY_EMPLOYEE = say("只有职工养老保险按月算年限；居民养老保险一年缴一次，停一年少一年")


def _no_room(plan: Schedule, first: YearMonth) -> Notice | None:
    """Why no month can be spared, if so."""
    document = plan.required.source.document
    if first > plan.chosen:
        text = say("{month}就到退休月份，没有可停的月份", month=plan.chosen)
        return Notice("pause_after_retirement", text, document)
    if plan.extended:
        text = say(
            "到{month}本来就缴不满，要缴到{end}；停一个月就晚领一个月",
            month=plan.chosen,
            end=plan.end,
        )
        return Notice("pause_already_extended", text, document)
    if plan.short:
        text = say("到{month}本来就差{count}个月，停了更差", month=plan.chosen, count=plan.short)
        return Notice("pause_already_short", text, document)
    if plan.required.value == plan.total:
        text = say("到{month}正好缴满，一个月也停不得", month=plan.chosen)
        return Notice("pause_no_spare", text, document)
    return None


def _bears(subject: Subject, before: Schedule, first: YearMonth, months: int) -> bool:
    """Whether a pause of some months leaves retirement in its month with the minimum met."""
    pause = Span(first, first + (months - 1))
    after = subject.schedule_of(subject.planned(pauses=(*subject.case.plan.pauses, pause)))
    return after.short == 0 and after.end <= before.end


def _longest(bears: Callable[[int], bool], most: int) -> int:
    """The greatest count from 1 to ``most`` that still holds, by halving; 0 if none does."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if bears(middle) else (low, middle - 1)
    return low


def _spare(plan: Schedule) -> Figure:
    """The months paid beyond the minimum."""
    assert isinstance(plan.required.value, int)
    return Figure(
        id="pause.spare",
        label=say("可以少缴的月数"),
        value=max(0, plan.total - plan.required.value),
        unit=Unit.MONTHS,
        formula=say("已缴月数 ＋ 计划月数 − 最低年限的月数"),
        with_numbers=say(
            "{history} ＋ {planned} − {required}",
            history=plan.history,
            planned=plan.planned,
            required=plan.required.value,
        ),
        source=plan.required.source,
        inputs=(plan.required,),
    )


def _last_month(first: YearMonth, last: YearMonth, spare: Figure) -> Figure:
    return Figure(
        id="pause.last",
        label=say("最晚可以停到"),
        value=last,
        unit=Unit.MONTH,
        formula=say("从停缴那月起，数完可以少缴的月数；已经要停的月不算"),
        with_numbers=say("{first} 起 {count} 个月", first=first, count=last - first + 1),
        source=spare.source,
        inputs=(spare,),
    )

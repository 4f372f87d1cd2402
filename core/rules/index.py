"""The average index as the place counts it that pays the pension.

Months at the option's place, months before the plan and months not paid: each by that place's
average wages and rules.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.case import Case
from core.derivation import Figure, Unit
from core.moving import Because, Benefit
from core.policy.model import Place
from core.policy.rulebook import chosen, plain_or_chosen
from core.quantities import decimals
from core.rules.employee import EmployeeRun, average_index
from core.rules.history_employee import Past
from core.rules.limits import stretches
from core.rules.pension import INDEX_GAPS, average
from core.rules.schedule import Schedule, YearOfMonths
from core.words import say


def index_of(
    past: Past, plan: Schedule, runs: tuple[EmployeeRun, ...], benefit: Benefit, payer: Place
) -> Figure:
    """Z with everything it was made of."""
    case, history = past.case, past.case.history
    moved = benefit.because in (Because.EARLIER, Because.FALLBACK)
    if moved:
        growth = case.assumptions.wage_growth
        runs = tuple(part for run in runs for part in _measured(run, payer, growth))
    if plain_or_chosen(payer, "index_deemed") == "left_out":
        history = replace(history, employee_deemed_months=0)
    index = average_index(history, runs, payer)
    grounds = (benefit.ground,) if moved else ()
    before = () if past.index is None else (past.index,)
    index = replace(index, inputs=(*before, *index.inputs, *grounds))
    return _with_gaps(index, case, plan, plan.total - _left_out(case, payer), payer)


def _left_out(case: Case, payer: Place) -> int:
    """Deemed months that do not enter the index."""
    out = plain_or_chosen(payer, "index_deemed") == "left_out"
    return case.history.employee_deemed_months if out else 0


def _measured(run: EmployeeRun, payer: Place, growth: Decimal) -> Iterator[EmployeeRun]:
    """The months of a run by the average wages of the place that pays."""
    months = run.months
    for first, last, bounds in stretches(payer, months.year, months.first, months.last, growth):
        paid = tuple(m for m in months.paid if first <= m <= last)
        yield replace(run, months=YearOfMonths(months.year, first, last, paid), bounds=bounds)


def gap_months(case: Case, plan: Schedule) -> int:
    """Months since first insured that were not paid, before the plan and in it."""
    history, start = case.history, case.plan.start
    ahead = max(0, plan.end - start + 1) - plan.planned
    if history.employee_since is None:
        return ahead
    return ahead + max(0, start - history.employee_since - (history.employee_months or 0))


def _with_gaps(index: Figure, case: Case, plan: Schedule, months: int, payer: Place) -> Figure:
    """The months not paid as the place's rule counts them; most leave them out."""
    rule, gaps = chosen(payer, "index_gaps"), gap_months(case, plan)
    gap = None if rule is None else INDEX_GAPS[rule.value]
    if rule is None or gap is None or not gaps:
        return index
    assert isinstance(index.value, Fraction)
    total = index.value * months
    return Figure(
        id="index",
        label=index.label,
        value=average(total, months, gaps, gap),
        unit=Unit.INDEX,
        formula=say(
            "（各月缴费指数之和 ＋ 没缴的月数 × {gap}）÷（缴费月数 ＋ 没缴的月数）",
            gap=decimals(gap, 1),
        ),
        with_numbers=say(
            "（{total} ＋ {gaps} × {gap}）÷（{months} ＋ {gaps}）",
            total=decimals(total, 4),
            gaps=gaps,
            gap=decimals(gap, 1),
            months=months,
        ),
        source=rule.source,
        inputs=(replace(index, id="index.paid"), rule.ground),
    )

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
from core.policy.model import Place, Rule
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
    case = past.case
    moved = benefit.because in (Because.EARLIER, Because.FALLBACK)
    if moved:
        growth = case.assumptions.wage_growth
        runs = tuple(part for run in runs for part in _measured(run, payer, growth))
    index = average_index(case.history, runs, payer)
    grounds = (benefit.ground,) if moved else ()
    before = () if past.index is None else (past.index,)
    index = replace(index, inputs=(*before, *index.inputs, *grounds))
    rule, gaps = chosen(payer, "index_gaps"), gaps_before(case)
    if rule is None or not gaps or INDEX_GAPS[rule.value] is None:
        return index
    months = plan.total + sum(run.months.unpaid for run in runs)
    if plain_or_chosen(payer, "index_deemed") != "counted":
        months -= case.history.employee_deemed_months
    return _with_gaps(index, months, gaps, rule)


def _measured(run: EmployeeRun, payer: Place, growth: Decimal) -> Iterator[EmployeeRun]:
    """The months of a run by the average wages of the place that pays."""
    months = run.months
    for first, last, bounds in stretches(payer, months.year, months.first, months.last, growth):
        paid = tuple(m for m in months.paid if first <= m <= last)
        yield replace(run, months=YearOfMonths(months.year, first, last, paid), bounds=bounds)


def gaps_before(case: Case) -> int:
    """Months from the first one insured to the plan's start that were not paid."""
    history = case.history
    if history.employee_since is None:
        return 0
    return max(0, case.plan.start - history.employee_since - (history.employee_months or 0))


def _with_gaps(index: Figure, months: int, gaps: int, rule: Rule) -> Figure:
    """The months not paid before the plan, as the place's rule counts them."""
    gap = INDEX_GAPS[rule.value]
    assert gap is not None
    assert isinstance(index.value, Fraction)
    total = index.value * months
    counted = decimals(gap, 1)
    return Figure(
        id="index",
        label=index.label,
        value=average(total, months, gaps, gap),
        unit=Unit.INDEX,
        formula=say(
            "（各月指数之和 ＋ 以前没缴的月数 × {gap}）÷（月数 ＋ 以前没缴的月数）", gap=counted
        ),
        with_numbers=say(
            "（{total} ＋ {gaps} × {gap}）÷（{months} ＋ {gaps}）",
            total=decimals(total, 4),
            gaps=gaps,
            gap=counted,
            months=months,
        ),
        source=rule.source,
        inputs=(replace(index, id="index.paid"), rule.ground),
    )

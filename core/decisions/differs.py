"""Why does the office's number differ?  From this case's own uncertainty, each with its size.

A size is what the pension a month would change by if one thing were otherwise, worked out by the
same rules; where there is no other value to work with, the notice has no size.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core.case import History
from core.decisions.subject import Subject, full
from core.derivation import Figure, Grade, Node, Parameter, State, Unit, walk
from core.options import Option
from core.policy.guide import Guide
from core.policy.model import MissingError
from core.quantities import half_up, money, percent, to_fen
from core.rules.pension import YEARS, basic_pension
from core.words import Notice, Text, say

HIGHER = Decimal("1.02")
"""What a provisional benefit base is tried with: 2025's came out 2 % above 2024's in Shanxi."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that may be otherwise; ``size`` in yuan a month, None where nobody can say."""

    notice: Notice
    size: Decimal | None = None


def why_differs(subject: Subject, guide: Guide) -> tuple[Reason, ...]:
    """The reasons that bear on this option, the largest first, those without a size last."""
    total = full(subject.option)
    if total is None:
        return ()
    sized = (reason for reason in _sized(subject, guide, total) if reason.size != 0)
    found = [*sized, *_unsized(subject, total)]
    return tuple(sorted(found, key=lambda reason: -abs(reason.size or Decimal(0))))


def _sized(subject: Subject, guide: Guide, total: Figure) -> Iterator[Reason]:
    yield from _projected(subject, guide, total)
    yield from _credited(subject, guide, total)
    yield from _allowance(subject)
    if subject.is_employee:
        yield from _benefit_base(subject, total)
        yield from _unknown(subject, total)
        yield from _history_index(subject, total)
        yield from _rounded_index(subject)
        yield from _precision(subject, total)
        yield from _deemed(subject, total)


def _size(option: Option, total: Figure) -> Decimal | None:
    """How much more another result is than the one shown."""
    other = full(option)
    return None if other is None else other.amount - total.amount


# ------------------------------------------------------------------ values not published yet


def _benefit_base(subject: Subject, total: Figure) -> Iterator[Reason]:
    """A benefit base that stands in for one not published yet."""
    stand_ins = (p for p in _parameters(total) if p.name == "benefit_base")
    base = next((p for p in stand_ins if p.state is State.PROVISIONAL), None)
    if base is None:
        return
    size = _size(subject.under(subject.law.bent({"benefit_base": HIGHER}, {})), total)
    text = say(
        "{year}年的计发基数还没公布，先按{value}算，公布后多退少补；高2%就多{size}元",
        year=base.year,
        value=base.value,
        size=_told(size),
    )
    yield Reason(Notice("benefit_base_provisional", text, base.source.document), size)


def _projected(subject: Subject, guide: Guide, total: Figure) -> Iterator[Reason]:
    """Years that rest on assumed growth."""
    name = "wage_growth" if subject.is_employee else "resident_growth"
    years = {p.year for p in _parameters(total) if p.state is State.PROJECTED}
    if not years:
        return
    size = _assumed_more(subject, guide, name, total)
    text = say(
        "{years}的标准是按每年增长{rate}推算的；每年多增长{spread}就多{size}元",
        years=_span(years),
        rate=percent(getattr(subject.case.assumptions, name)),
        spread=percent(guide.spread[name]),
        size=_told(size),
    )
    yield Reason(Notice("years_projected", text), size)


def _credited(subject: Subject, guide: Guide, total: Figure) -> Iterator[Reason]:
    """Years whose crediting rate is not announced."""
    name = "crediting_rate" if subject.is_employee else "resident_rate"
    rates = (node for node in walk(total) if isinstance(node, Parameter) and node.name == name)
    years = {rate.year for rate in rates if rate.state is State.PROJECTED}
    if not years:
        return
    size = _assumed_more(subject, guide, name, total)
    text = say(
        "{years}的记账利率还没公布，按{rate}算；每年高{spread}就多{size}元",
        years=_span(years),
        rate=percent(getattr(subject.case.assumptions, name)),
        spread=percent(guide.spread[name]),
        size=_told(size),
    )
    yield Reason(Notice("rates_assumed", text), size)


def _assumed_more(subject: Subject, guide: Guide, name: str, total: Figure) -> Decimal | None:
    """The size of an assumption taken as much higher as the guide says."""
    own = subject.case.assumptions
    more = replace(own, **{name: getattr(own, name) + guide.spread[name]})
    return _size(subject.assuming(more), total)


def _span(years: set[int]) -> Text:
    if len(years) == 1:
        return say("{year}年", year=min(years))
    return say("{first}至{last}年", first=min(years), last=max(years))


# ------------------------------------------------------------------ history


def _unknown(subject: Subject, total: Figure) -> Iterator[Reason]:
    """What was paid but not said counts as nothing."""
    history = subject.case.history
    if not history.employee_months or history.periods:
        return
    if history.employee_index is None:
        size = _with(subject, total, replace(history, employee_index=USUAL_INDEX))
        text = say("以前的平均指数没填，按0算；要是0.6，就多{size}元", size=_told(size))
        yield Reason(Notice("index_unknown", text), size)
    if history.employee_balance is None:
        size = _with(subject, total, replace(history, employee_balance=TEN_THOUSAND))
        text = say("以前的账户余额没填，按0算；每有1万元，就多{size}元", size=_told(size))
        yield Reason(Notice("balance_unknown", text), size)


USUAL_INDEX, TEN_THOUSAND = Decimal("0.6"), Decimal(10000)


def _history_index(subject: Subject, total: Figure) -> Iterator[Reason]:
    """An index copied from paper is rounded; the office has all its decimals."""
    history = subject.case.history
    index = history.employee_index
    if index is None or not history.employee_months:
        return
    places = max(0, -int(index.as_tuple().exponent))
    half = Decimal(5).scaleb(-places - 1)
    size = _with(subject, total, replace(history, employee_index=index + half))
    text = say(
        "填的平均指数{index}是取过位的，实际可能差{half}，合{size}元",
        index=index,
        half=half,
        size=_told(size),
    )
    yield Reason(Notice("index_given_rounded", text), size)


def _deemed(subject: Subject, total: Figure) -> Iterator[Reason]:
    """Deemed months are for the office to recognise."""
    history = subject.case.history
    months = history.employee_deemed_months
    if not months:
        return
    fewer = min(12, months)
    option = subject.remembering(replace(history, employee_deemed_months=months - fewer))
    size = _size(option, total)
    text = say(
        "视同缴费年限由经办机构认定；少认{count}个月，{what}",
        count=fewer,
        what=_without(option, subject.option, size),
    )
    yield Reason(Notice("deemed_months", text), size)


def _without(option: Option, before: Option, size: Decimal | None) -> Text:
    """What becomes of the pension when fewer months are recognised."""
    if size is None or option.pension is None or before.pension is None:
        return say("就不够年限")
    later = option.pension.start - before.pension.start
    if later:
        return say("就要接着缴，晚{count}个月领", count=later)
    return say("就少{size}元", size=money(-size))


def _with(subject: Subject, total: Figure, history: History) -> Decimal | None:
    return _size(subject.remembering(history), total)


# ------------------------------------------------------------------ rounding


def _rounded_index(subject: Subject) -> Iterator[Reason]:
    """A sheet prints the index with four decimals; some offices compute with those."""
    option = subject.option
    assert option.pension is not None
    assert option.index is not None
    exact, basic = option.index.value, option.pension.basic.amount
    assert isinstance(exact, Fraction)
    if _plain_basic(subject, exact) != basic:  # a place with a formula of its own
        return
    size = _plain_basic(subject, Fraction(half_up(exact, 4))) - basic
    text = say("平均指数先取四位小数再算，基础养老金差{size}元", size=_told(size))
    yield Reason(Notice("index_rounded", text), size)


def _plain_basic(subject: Subject, index: Fraction) -> Decimal:
    """(C + C * Z) / 2 * N * 1 % for some other Z."""
    base, months = subject.option.benefit_base, subject.option.months
    assert base is not None
    assert months is not None
    years = YEARS[subject.payer.rule("years_precision").value](months.total)
    return basic_pension(base.amount, Fraction(base.amount) * index, years)


def _precision(subject: Subject, total: Figure) -> Iterator[Reason]:
    """Years rounded otherwise than the place's rule says."""
    months = subject.option.months
    assert months is not None
    own = subject.payer.rule("years_precision")
    other = "2" if own.value == "exact" else "exact"
    size = _size(subject.under(subject.law.bent({}, {"years_precision": other})), total)
    if other == "2":
        text = say("缴费年限这里按整月算；先取两位小数再算，差{size}元", size=_told(size))
    else:
        text = say("缴费年限这里取了位；按整月算，差{size}元", size=_told(size))
    yield Reason(Notice("years_precision", text, own.source.document), size)


# ------------------------------------------------------------------ what comes on top, what is open


def _allowance(subject: Subject) -> Iterator[Reason]:
    """Money that is not part of the monthly pension."""
    pension = subject.option.pension
    if not subject.is_employee or pension is None:
        return
    try:
        yearly = subject.payer.standing("heating_allowance", pension.start)
    except MissingError:
        return
    size = to_fen(Fraction(yearly.value) / 12)
    text = say(
        "取暖补贴每年{amount}元另发，平均每月{size}元，没算在内", amount=yearly.value, size=size
    )
    yield Reason(Notice("heating_allowance", text, yearly.source.document), size)


def _unsized(subject: Subject, total: Figure) -> Iterator[Reason]:
    """Rules and values nobody has verified, and what a place may add."""
    open_to_doubt = (node for node in walk(total) if node.source.grade is Grade.C)
    for name, document in dict.fromkeys((_name(n), n.source.document) for n in open_to_doubt):
        yield Reason(Notice("unverified", say("没有核实到文件：{name}", name=name), document))
    if not subject.is_employee:
        yield Reason(Notice("local_additions", say("市、县可以另加基础养老金，没算在内")))


def _parameters(total: Figure) -> Iterator[Parameter]:
    return (node for node in walk(total) if isinstance(node, Parameter) and node.unit is Unit.YUAN)


def _name(node: Node) -> str:
    """What a link of the chain is called: a value by name and year, a rule by its document."""
    if isinstance(node, Parameter):
        return f"{node.label} {node.year}"
    return node.source.document


def _told(size: Decimal | None) -> str:
    return "?" if size is None else money(abs(size))

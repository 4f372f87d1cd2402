"""What a little more brings: 100 yuan of base, the next tier, a year more, a year later.

Each as yuan a month, what it costs and how many months of pension earn that back; sorted by what a
yuan buys.  Every one compares two plans worked out to the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import Base, BaseKind, Case, Scheme, Span
from core.decisions.figures import difference, yuan
from core.decisions.ladder import following
from core.decisions.subject import Subject, cost, full
from core.derivation import Figure
from core.options import Option
from core.policy.tiers import TierTable
from core.quantities import YearMonth, money, to_fen
from core.rules.limits import limits
from core.rules.returns import lifetime_total, payback_months
from core.words import Notice, Text, say

STEP = 100
"""Yuan of base a month."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """One step: ``gain`` yuan a month more for ``price`` yuan in all.

    ``price`` are own contributions, for a later start also the pensions forgone.  ``payback`` are
    months of pension, None if it never comes back.  ``option`` is the plan with the step (for a
    year more, which the plan already has: the plan without it).
    """

    code: str
    label: Text
    option: Option
    gain: Figure
    price: Figure
    payback: int | None
    notice: Notice | None = None

    @property
    def worth(self) -> Fraction:
        """Yuan a month for each yuan paid."""
        return Fraction(self.gain.amount) / Fraction(self.price.amount)

    @property
    def per_thousand(self) -> Figure:
        """Yuan a month for each 1000 yuan paid, as a figure."""
        gain, price = self.gain, self.price
        words = (
            say("每月多领 ÷ 一共多付 × 1000"),
            say("{gain} ÷ {price} × 1000", gain=money(gain.amount), price=money(price.amount)),
        )
        name, label = f"marginal.{self.code}.worth", say("每多付1000元，每月多领")
        return yuan(name, label, to_fen(self.worth * 1000), words, gain.source, (gain, price))


def marginals(subject: Subject) -> tuple[Marginal, ...]:
    """Every step open to the person, what a yuan buys most of first."""
    if full(subject.option) is None:
        return ()
    steps = _employee(subject) if subject.is_employee else _yearly(subject)
    found = [step for step in steps if step.price.amount > 0]
    return tuple(sorted(found, key=lambda step: -step.worth))


def _employee(subject: Subject) -> Iterator[Marginal]:
    base = raised(subject)
    if base is not None:
        label = say("每月基数多{step}元", step=STEP)
        yield _more("base", label, subject, subject.planned(base=base))
    plan = subject.schedule
    if plan.extended:  # paying ends with the last month needed: there is no year to add
        return
    paid = [YearMonth(year.year, month) for year in plan.years for month in year.paid]
    if len(paid) >= 12:
        pauses = (*subject.case.plan.pauses, Span(paid[-12], paid[-1]))
        without = subject.planned(pauses=pauses, retire=plan.chosen, extend=False)
        yield _year(subject, without, LAST_YEAR)
    later = plan.chosen + 12
    if later <= subject.frame.latest:
        after = subject.planning(retire=later)
        # Who pauses until then may fall short of a minimum that has risen meanwhile.
        if after.pension is not None and after.pension.start == later + 1:
            yield _later(subject, later, after)


def raised(subject: Subject, step: int = STEP) -> Base | None:
    """The plan's base and ``step`` yuan; None above the first year's ceiling.

    A base in yuan stays in yuan; one that follows the wages goes on following them.
    """
    case, option = subject.case, subject.option
    assert option.contribution is not None
    assert option.contribution.base is not None
    bounds = limits(subject.place, case.plan.start, case.assumptions.wage_growth)
    wanted = option.contribution.base.amount + step
    if wanted > bounds.ceiling.value:
        return None
    if case.plan.base.kind is BaseKind.YUAN:
        return Base(BaseKind.YUAN, wanted)
    return following(subject.place, case.plan.start, wanted, case.assumptions.wage_growth)


def _yearly(subject: Subject) -> Iterator[Marginal]:
    place, option = subject.place, subject.option
    assert option.contribution is not None
    bought = option.contribution
    tier = _next(place.table("resident_tiers"), bought.tier)
    if tier is not None:
        yield _more("tier", say("档次升到{tier}元", tier=tier), subject, subject.planned(tier=tier))
    if bought.supplementary_tier is not None:
        more = _next(place.table("supplementary_tiers"), bought.supplementary_tier)
        if more is not None:
            label = say("补充养老升到{tier}元", tier=more)
            case = subject.planned(scheme=Scheme.RESIDENT, supplementary_tier=more)
            yield _more("supplementary_tier", label, subject, case)
    years = [p.year for p in bought.payments if p.months]
    if years:
        last = Span(YearMonth(max(years), 1), YearMonth(max(years), 12))
        without = subject.planned(pauses=(*subject.case.plan.pauses, last))
        assert option.pension is not None
        alone = bought.supplementary_tier is not None and max(years) > option.pension.start.year
        yield _year(subject, without, SUPPLEMENTARY_YEAR if alone else LAST_YEAR)


def _next(table: TierTable, tier: int | None) -> int | None:
    """The tier above one."""
    return min((t for t in table.tiers if tier is not None and t > tier), default=None)


def _more(code: str, label: Text, subject: Subject, case: Case) -> Marginal:
    """A dearer plan beside the plan."""
    after = subject.worked(case)
    return _between(code, label, subject, subject.option, after, after)


LAST_YEAR = say("多缴一年（以最后一年算）")
SUPPLEMENTARY_YEAR = say("补充养老多缴一年（以最后一年算）")
"""Beyond 60 only the supplementary scheme is paid."""


def _year(subject: Subject, case: Case, label: Text) -> Marginal:
    """The plan's last year, beside the plan without it."""
    without = subject.worked(case)
    only = None
    if without.pension is None:
        only = Notice("year_decides", _needed(subject))
    return _between("year", label, subject, without, subject.option, without, only)


def _needed(subject: Subject) -> Text:
    """What goes without the last year; before the statutory month that is not the pension."""
    chosen = subject.schedule.chosen
    if subject.is_employee and chosen < subject.frame.month:
        return say("没有这一年，{month}还不能提前领", month=chosen)
    return say("没有这一年就缴不满年限，没有养老金")


def _between(
    code: str,
    label: Text,
    subject: Subject,
    before: Option,
    after: Option,
    shown: Option,
    notice: Notice | None = None,
) -> Marginal:
    """Two plans that pay from the same month on."""
    more = full(after)
    assert more is not None
    gain = difference(f"marginal.{code}.gain", say("每月多领"), more, full(before))
    price = _price(code, cost(after) - cost(before), Decimal("0.00"), gain)
    return Marginal(code, label, shown, gain, price, _payback(subject, before, after), notice)


def _price(code: str, paid: Decimal, forgone: Decimal, gain: Figure) -> Figure:
    words = (
        say("多缴的钱 ＋ 晚领而少领的钱"),
        say("{paid} ＋ {forgone}", paid=money(paid), forgone=money(forgone)),
    )
    name = f"marginal.{code}.price"
    return yuan(name, say("一共多付"), paid + forgone, words, gain.source, gain.inputs)


def _payback(subject: Subject, before: Option, after: Option) -> int | None:
    """Months of pension until what is received more is what was paid more."""
    assert after.pension is not None
    streams = after.pension.streams
    earlier = 0
    if before.pension is not None:
        streams += tuple((month, -amount) for month, amount in before.pension.streams)
        earlier = max(0, after.pension.start - before.pension.start)
    growth, birth = subject.case.assumptions.pension_growth, subject.case.person.birth
    months = payback_months(streams, cost(after) - cost(before), growth, birth)
    return None if months is None else months - earlier


def _later(subject: Subject, month: YearMonth, after: Option) -> Marginal:
    """Retiring a year later: more paid, a year of pensions forgone."""
    before = subject.option.pension
    assert before is not None
    assert after.pension is not None
    growth = subject.case.assumptions.pension_growth
    start = after.pension.start
    risen = _risen(before.total, start, growth, before.start)
    gain = difference("marginal.later.gain", say("每月多领"), after.pension.total, risen)
    forgone = lifetime_total(before.streams, start + -1, growth)
    price = _price("later", cost(after) - cost(subject.option), forgone, gain)
    payback = _payback(subject, subject.option, after)
    label = say("晚一年，{month}退休", month=month)
    return Marginal("later", label, after, gain, price, payback, _ask(subject, month))


def _ask(subject: Subject, month: YearMonth) -> Notice | None:
    if month <= subject.frame.month:
        return None
    source = subject.law.source("flexible_retirement").document
    return Notice(
        "late_ask_office", say("晚于法定退休月份，灵活就业能否这样办要问经办机构"), source
    )


def _risen(total: Figure, month: YearMonth, growth: Decimal, start: YearMonth) -> Figure:
    """The pension of a plan in a later month, with the yearly rises up to then."""
    years = month.year - start.year
    words = (
        say("合计 ×（1 ＋ 养老金每年上调）的年数次方"),
        say(
            "{total} ×（1 ＋ {growth}）^ {years}",
            total=money(total.amount),
            growth=growth,
            years=years,
        ),
    )
    value = to_fen(total.amount * (1 + growth) ** years)
    return yuan(
        "marginal.later.before", say("到那时已领的养老金"), value, words, total.source, (total,)
    )

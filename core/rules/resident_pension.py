"""The resident pension (国发〔2014〕8号): from 60, with 15 years, for life.

Basic pension of the first payment's year + account / 139; what a place adds for extra years and
from 65 on counts where it is on file, and its absence is said.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from core.case import ZERO, Case
from core.derivation import Figure, Node, Parameter, Unit
from core.options import Pension, Phase
from core.policy.model import MissingError, Place
from core.quantities import Age, YearMonth, to_fen
from core.rules.resident import ResidentPlan
from core.rules.returns import Streams
from core.rules.today import in_todays_money
from core.words import Notice, Text, say

ADDITION_AGE = Age.of(65)


def resident_pension(case: Case, plan: ResidentPlan, account: Figure, place: Place) -> Pension:
    """The pension from the month after the 60th birthday month, and what 65 adds."""
    start = plan.last + 1
    basic = _basic(case, plan, start, place)
    part = _account_part(account, place, start)
    total = _sum((basic, part), place)
    from_65 = max(start, case.person.birth + ADDITION_AGE.months + 1)
    phases: tuple[Phase, ...] = (Phase(start, total),)
    streams: Streams = ((start, total.amount),)
    addition = on_file(place, "resident_age_addition", start)
    if addition is not None:
        phases = (*phases, Phase(from_65, _with_addition(total, addition)))
        streams = (*streams, (from_65, addition.value))
    return Pension(
        start=start,
        basic=basic,
        account=part,
        transitional=none(place),
        total=total,
        total_today=in_todays_money(total, start, case.assumptions.inflation, place.law),
        phases=phases,
        streams=streams,
    )


def on_file(place: Place, name: str, month: YearMonth) -> Parameter | None:
    """What a place adds of its own, if it is on file."""
    try:
        return place.standing(name, month)
    except MissingError:
        return None


def _basic(case: Case, plan: ResidentPlan, start: YearMonth, place: Place) -> Figure:
    """Basic pension of the first payment's year, with something for each year beyond 15."""
    base = place.yearly("resident_basic_pension", start, case.assumptions.resident_growth)
    extra, rate = (on_file(place, name, start) for name in EXTRA)
    a_year = (extra.value if extra else ZERO) + (base.value * rate.value if rate else ZERO)
    inputs: list[Node] = [base, *(p for p in (extra, rate) if p)]
    return Figure(
        id="pension.basic",
        label=say("基础养老金（含缴费年限加发）"),
        value=to_fen(base.value + a_year * plan.extra_years),
        unit=Unit.YUAN,
        formula=say("开始领取那年的基础养老金 ＋ 超过15年的年数 × 每年加发"),
        with_numbers=say(
            "{base} ＋ {beyond} × {extra}",
            base=base.value,
            beyond=plan.extra_years,
            extra=extra.value if extra and not rate else f"{a_year:f}",
        ),
        source=place.law.source("resident_scheme"),
        inputs=tuple(inputs),
    )


EXTRA = ("resident_extra_year", "resident_extra_year_rate")


def additions_notices(plan: ResidentPlan, place: Place, start: YearMonth) -> Iterator[Notice]:
    """What the place may add beyond what is on file, and what it adds later in life."""
    if plan.extra_years and not any(on_file(place, name, start) for name in EXTRA):
        text = say("超过15年的{years}年每年加发多少没有收录，没算进去", years=plan.extra_years)
        yield Notice("extra_years_unknown", text)
    if on_file(place, "resident_age_addition", start) is None:
        yield Notice("age_addition_unknown", say("65岁起加不加发没有收录，没算进去"))
    for age in (75, 80):
        more = on_file(place, f"resident_age_addition_{age}", start)
        if more is not None:
            text = say(
                "{age}岁起另有高龄加发（每月{amount}元），没算进去", age=age, amount=more.value
            )
            yield Notice("age_addition_later", text, more.source.document)


def _account_part(account: Figure, place: Place, start: YearMonth) -> Figure:
    divisor = place.law.nation.standing("resident_divisor", start)
    return Figure(
        id="pension.account",
        label=say("个人账户养老金"),
        value=to_fen(Fraction(account.amount) / Fraction(divisor.value)),
        unit=Unit.YUAN,
        formula=say("账户储存额 ÷ 139"),
        with_numbers=say("{balance} ÷ {months}", balance=account.amount, months=divisor.value),
        source=place.law.source("resident_scheme"),
        inputs=(account, divisor),
    )


def _sum(parts: tuple[Figure, ...], place: Place) -> Figure:
    return Figure(
        id="pension.total",
        label=say("合计"),
        value=sum((p.amount for p in parts), ZERO),
        unit=Unit.YUAN,
        formula=say("各部分之和"),
        with_numbers=Text(" ＋ ".join(str(p.amount) for p in parts)),
        source=place.law.source("resident_scheme"),
        inputs=parts,
    )


def _with_addition(total: Figure, addition: Parameter) -> Figure:
    return Figure(
        id="pension.total_from_65",
        label=say("65岁起合计"),
        value=total.amount + to_fen(addition.value),
        unit=Unit.YUAN,
        formula=say("合计 ＋ 65岁起加发"),
        with_numbers=say("{total} ＋ {more}", total=total.amount, more=addition.value),
        source=addition.source,
        inputs=(total, addition),
    )


def none(place: Place) -> Figure:
    """The resident scheme knows no transitional pension."""
    return Figure(
        id="pension.transitional",
        label=say("过渡性养老金"),
        value=Decimal("0.00"),
        unit=Unit.YUAN,
        formula=say("居民养老保险没有这一项"),
        with_numbers=Text("0.00"),
        source=place.law.source("resident_scheme"),
    )

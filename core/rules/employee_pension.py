"""The employee pension by part (国发〔2005〕38号), by the province's named rules.

What goes in comes from ``employee``: months, index, account; what a province does its own way is
a rule in its policy file.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import Case, History
from core.derivation import Figure, Ground, Parameter, Unit
from core.options import Pension, Phase
from core.policy.model import Place, province_of
from core.policy.rulebook import chosen, plain_or_chosen
from core.quantities import Age, YearMonth, decimals, money
from core.rules.pension import (
    BASE_FACTOR,
    PAYOUT_AGE,
    ROUNDING,
    TRANSITIONAL,
    YEARS,
    Rounding,
    account_pension,
    basic_pension,
    transitional_pension,
    yearly_allowance,
)
from core.rules.pension_words import (
    BASIC_WORDS,
    LOW_INDEX_WORDS,
    PLAIN,
    ROUNDING_WORDS,
    TRANSITIONAL_WORDS,
    number,
)
from core.rules.retirement import payout_months
from core.rules.schedule import Schedule
from core.rules.today import in_todays_money
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Everything an employee pension is made of.

    ``index_base`` is what the index is multiplied with: mostly the benefit base itself.
    """

    months: int
    index: Figure
    benefit_base: Figure
    index_base: Figure
    payout: Figure
    account: Figure


def ingredients(
    case: Case, plan: Schedule, index: Figure, account: Figure, place: Place
) -> Ingredients:
    """Collect them; raises MissingError for a benefit base or payout months not on file."""
    growth, year = case.assumptions.wage_growth, plan.end.year
    base = _benefit_base(place.yearly("benefit_base", plan.end, growth), year)
    indexed = index_base(place, plan.end, growth)
    age = PAYOUT_AGE[plain_or_chosen(place, "payout_age")](Age(plan.end - case.person.birth))
    return Ingredients(
        months=plan.total,
        index=index,
        benefit_base=base,
        index_base=_benefit_base(indexed, year, "index_base") if indexed else base,
        payout=payout_months(age, plan.end, place.law),
        account=account,
    )


def _benefit_base(base: Parameter, year: int, name: str = "benefit_base") -> Figure:
    return Figure(
        id=name,
        label=say("{year}年计发基数", year=year)
        if name == "benefit_base"
        else say("{year}年指数乘的基数", year=year),
        value=base.value,
        unit=Unit.YUAN,
        formula=say("退休那年公布的计发基数；未公布的年份按假设推算"),
        with_numbers=base.growth.with_numbers if base.growth else Text(money(base.value)),
        source=base.source,
        inputs=(base,),
    )


def index_base(place: Place, month: YearMonth, growth: Decimal) -> Parameter | None:
    """The base the index is multiplied with; None where it is the benefit base itself."""
    rule = plain_or_chosen(place, "index_base")
    if rule == "local":
        return place.yearly("index_base", month, growth)
    province = place.law.place(province_of(place.code))
    if rule == "province" and province.code != place.code:
        return province.yearly("benefit_base", month, growth)
    return None


def pension_of(case: Case, plan: Schedule, made_of: Ingredients, place: Place) -> Pension:
    """The monthly pension by part, its total and its worth today."""
    start = plan.end + 1
    basic = _basic(made_of, place)
    account = _account(made_of, place)
    transitional = _transitional(case.history, made_of, place)
    total = _total((basic, account, transitional), place)
    return Pension(
        start=start,
        basic=basic,
        account=account,
        transitional=transitional,
        total=total,
        total_today=in_todays_money(total, start, case.assumptions.inflation, place.law),
        phases=(Phase(start, total),),
        streams=((start, total.amount),),
    )


def _basic(made_of: Ingredients, place: Place) -> Figure:
    c, z = made_of.benefit_base.amount, made_of.index.value
    assert isinstance(z, Fraction)
    precision = place.rule("years_precision")
    years = YEARS[precision.value](made_of.months)
    indexed = made_of.index_base.amount
    factor = BASE_FACTOR[plain_or_chosen(place, "base_factor")](z)
    return Figure(
        id="pension.basic",
        label=say("基础养老金"),
        value=basic_pension(c, Fraction(indexed) * z, years, _rounding(place), factor),
        unit=Unit.YUAN,
        formula=_basic_formula(place, factor),
        with_numbers=say(
            "（{c} ＋ {indexed} × {z}）÷ 2 × {years}年 × 1%",
            c=c if factor == 1 else f"{c} × {decimals(factor, 4)}",
            indexed=indexed,
            z=decimals(z, 6),
            years=_years_text(years, made_of.months),
        ),
        source=place.law.source("pension_formula"),
        inputs=(
            *dict.fromkeys((made_of.benefit_base, made_of.index_base)),
            made_of.index,
            precision.ground,
            *_grounds(place, "base_factor", "index_base", "parts_rounding"),
        ),
    )


def _basic_formula(place: Place, factor: Fraction) -> Text:
    if factor != 1:
        return LOW_INDEX_WORDS
    return BASIC_WORDS[plain_or_chosen(place, "index_base")]


def _account(made_of: Ingredients, place: Place) -> Figure:
    balance, months = made_of.account.amount, made_of.payout.amount
    return Figure(
        id="pension.account",
        label=say("个人账户养老金"),
        value=account_pension(balance, months, _rounding(place)),
        unit=Unit.YUAN,
        formula=say("退休时账户储存额 ÷ 计发月数"),
        with_numbers=say("{balance} ÷ {months}", balance=balance, months=months),
        source=place.law.source("pension_formula"),
        inputs=(made_of.account, made_of.payout, *_grounds(place, "payout_age", "parts_rounding")),
    )


def _transitional(history: History, made_of: Ingredients, place: Place) -> Figure:
    """By the place's formula; Z' is the separate index where the person's papers give one."""
    month = YearMonth(place.law.day.year, 1)
    months = history.employee_deemed_months
    coefficient = coefficient_at(place, month, made_of.months - months)
    formula = plain_or_chosen(place, "transitional_formula")
    deemed = _deemed_years(months, place)
    index = _transitional_index(history, made_of)
    c, indexed = Fraction(made_of.benefit_base.amount), made_of.index_base.amount
    each = TRANSITIONAL[formula](c, Fraction(indexed) * index, Fraction(1), Fraction(1))
    allowances = allowances_at(place, month) if joined_early(history) else ()
    extra = yearly_allowance(made_of.months, *(p.value for p in allowances))
    numbers = say(
        "{each} × {years}年 × {k}",
        each=f"{indexed} × {decimals(index, 6)}" if formula == PLAIN else decimals(each, 4),
        years=_years_text(deemed, months),
        k=coefficient.value,
    )
    return Figure(
        id="pension.transitional",
        label=say("过渡性养老金"),
        value=transitional_pension(each * deemed, coefficient.value, _rounding(place), extra),
        unit=Unit.YUAN,
        formula=_with_allowance(TRANSITIONAL_WORDS[formula])
        if extra
        else TRANSITIONAL_WORDS[formula],
        with_numbers=say("{numbers} ＋ {extra}", numbers=numbers, extra=money(extra))
        if extra
        else numbers,
        source=coefficient.source,
        inputs=(
            *((made_of.index_base, made_of.index, coefficient) if deemed else ()),
            *(_grounds(place, "transitional_formula", "deemed_precision") if deemed else ()),
            *allowances,
        ),
    )


def _with_allowance(formula: Text) -> Text:
    return say("{formula} ＋ 定额 ＋ 每满一年的津贴", formula=formula)


def _transitional_index(history: History, made_of: Ingredients) -> Fraction:
    own = history.transitional_index
    index = Fraction(own) if own is not None else made_of.index.value
    assert isinstance(index, Fraction)
    return index


LONG_PAID = 240


def coefficient_at(place: Place, month: YearMonth, paid: int) -> Parameter:
    """k; a place may have one of its own for those with no more than 20 years paid."""
    short = "transitional_coefficient_short"
    has_two = short in place.jurisdiction.series and paid <= LONG_PAID
    return place.standing(short if has_two else "transitional_coefficient", month)


def allowances_at(place: Place, month: YearMonth) -> tuple[Parameter, ...]:
    """The fixed sum and the one per whole year, where the place adds them."""
    if ALLOWANCES[0] not in place.jurisdiction.series:
        return ()
    return tuple(place.standing(name, month) for name in ALLOWANCES)


JOINED_BEFORE = YearMonth(1998, 7)
"""Who joined later has no transitional pension (国发〔1997〕26号, in force everywhere by then)."""


def joined_early(history: History) -> bool:
    """Whether somebody was insured, or deemed to be, before individual accounts were everywhere."""
    since = history.employee_since
    return bool(history.employee_deemed_months) or (since is not None and since < JOINED_BEFORE)


ALLOWANCES = ("transitional_allowance", "transitional_allowance_per_year")


def _deemed_years(months: int, place: Place) -> Fraction:
    rule = chosen(place, "deemed_precision") or place.rule("years_precision")
    return YEARS[rule.value](months)


def _total(parts: tuple[Figure, ...], place: Place) -> Figure:
    rule = place.rule("total_rounding")
    return Figure(
        id="pension.total",
        label=say("合计"),
        value=ROUNDING[rule.value](sum(p.amount for p in parts)),
        unit=Unit.YUAN,
        formula=ROUNDING_WORDS[rule.value],
        with_numbers=Text(" ＋ ".join(money(p.amount) for p in parts)),
        source=rule.source,
        inputs=(*parts, rule.ground),
    )


def _rounding(place: Place) -> Rounding:
    return ROUNDING[plain_or_chosen(place, "parts_rounding")]


def _grounds(place: Place, *names: str) -> tuple[Ground, ...]:
    """What the place has chosen that differs from the plain formula."""
    rules = (chosen(place, name) for name in names)
    return tuple(rule.ground for rule in rules if rule is not None)


def _years_text(years: Fraction, months: int) -> str:
    """Years as they were rounded, or as months over twelve."""
    return f"{months}/12" if years * 12 == months else number(years)

"""Every value each part of an award sheet may come to.

A ``Candidate`` is one part under one meaning of its years and of its indexed wage.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.derivation import Figure, Node, Source, Unit
from core.quantities import money
from core.rules.award_known import (
    ON_SHEET,
    Known,
    missing_account,
    missing_basic,
    missing_transitional,
)
from core.rules.award_sheet import Reading
from core.rules.pension import (
    BASE_FACTOR,
    TRANSITIONAL,
    Rounding,
    account_pension,
    basic_pension,
    transitional_pension,
)
from core.rules.pension_words import PLAIN, number, years_text
from core.words import Notice, Text, say


@dataclass(frozen=True, slots=True)
class Candidate:
    """One part of the pension, worked out one way."""

    figure: Figure
    years: Reading | None = None
    wage: Reading | None = None

    @property
    def value(self) -> Decimal:
        return self.figure.amount


Candidates = Callable[[Known, Rounding], Iterator[Candidate]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sheet: its name, what it may come to, and what lacks for it."""

    name: str
    candidates: Candidates
    missing: Callable[[Known], Iterator[Notice]]


def _basic(known: Known, rounding: Rounding) -> Iterator[Candidate]:
    """Under every meaning of years and indexed wage."""
    base, indexed = known.base, known.index_base
    if base is None or indexed is None:
        return
    factor_of = BASE_FACTOR[known.choice("base_factor")]
    rules = known.grounds("years_precision", "base_factor", "parts_rounding")
    for years in known.years:
        for wage in known.wages:
            index = known.sheet.index
            factor = factor_of(wage.value / Fraction(indexed) if index is None else index)
            value = basic_pension(base.amount, wage.value, years.value, rounding, factor)
            words = _basic_words(base.amount, factor, years, wage)
            yield Candidate(_figure(known, "basic", value, *words, (base, *rules)), years, wage)


def _basic_words(
    base: Decimal, factor: Fraction, years: Reading, wage: Reading
) -> tuple[Text, Text]:
    numbers = say(
        "（{base} ＋ {wage}）÷ 2 × {years} × 1%",
        base=f"{base:f}" if factor == 1 else f"{base:f} × {number(factor)}",
        wage=number(wage.value),
        years=years_text(years.value),
    )
    if factor == 1:
        return say("（计发基数 ＋ 指数化工资）÷ 2 × 缴费年限 × 1%"), numbers
    return say("（计发基数 × a ＋ 指数化工资）÷ 2 × 缴费年限 × 1%，a ＝ 指数 ÷ 0.6"), numbers


def _account(known: Known, rounding: Rounding) -> Iterator[Candidate]:
    """There is only one way to read it."""
    balance, payout = known.sheet.account_balance, known.payout
    if balance is None or payout is None:
        return
    months = payout.amount
    formula = say("个人账户储存额 ÷ 计发月数")
    numbers = say("{balance} ÷ {months}", balance=money(balance), months=months)
    value = account_pension(balance, months, rounding)
    yield Candidate(_figure(known, "account", value, formula, numbers, (payout,)))


def _transitional(known: Known, rounding: Rounding) -> Iterator[Candidate]:
    """Under every meaning of the years that count and of their indexed wage."""
    if known.sheet.transitional_old is not None:
        yield Candidate(_by_old_method(known, known.sheet.transitional_old, rounding))
    elif not known.sheet.transitional.some:
        if known.sheet.transitional.given or known.sheet.printed.transitional == 0:
            yield Candidate(_no_years(known, rounding))
    elif known.base is not None and known.coefficient is not None:
        base = known.base.amount
        for years in known.transitional_years(known.sheet.transitional):
            for wage in known.transitional_wages:
                yield Candidate(_by_formula(known, base, years, wage, rounding), years, wage)


def _no_years(known: Known, rounding: Rounding) -> Figure:
    formula = say("没有视同缴费年限，就没有这一项")
    if known.allowance:
        formula = say("没有视同缴费年限，只有定额和每满一年的津贴")
    value = rounding(known.allowance)
    numbers = Text(money(known.allowance))
    return _figure(known, "transitional", value, formula, numbers, known.allowances)


def _by_old_method(known: Known, old: Decimal, rounding: Rounding) -> Figure:
    value = rounding(Fraction(old) + known.allowance)
    formula = say("核定表上原办法的过渡性养老金 ＋ 定额和每满一年的津贴")
    numbers = Text(f"{money(old)} ＋ {money(known.allowance)}")
    return _figure(known, "transitional", value, formula, numbers, known.allowances)


def _by_formula(
    known: Known, base: Decimal, years: Reading, wage: Reading, rounding: Rounding
) -> Figure:
    assert known.base is not None
    assert known.coefficient is not None
    assert known.k is not None
    rule = known.choice("transitional_formula")
    deemed = _deemed(known, years)
    amount = TRANSITIONAL[rule](Fraction(base), wage.value, years.value, deemed)
    return _figure(
        known,
        "transitional",
        transitional_pension(amount, known.k, rounding, known.allowance),
        TRANSITIONAL_WORDS[rule],
        _numbers(known, base, years, wage, deemed),
        (known.base, known.coefficient, *known.grounds("transitional_formula")),
        known.coefficient.source,
    )


def _numbers(known: Known, base: Decimal, years: Reading, wage: Reading, deemed: Fraction) -> Text:
    assert known.k is not None
    values = {
        "base": f"{base:f}",
        "wage": number(wage.value),
        "larger": number(max(Fraction(base), wage.value)),
        "years": years_text(years.value),
        "deemed": years_text(deemed),
        "paid": years_text(years.value - deemed),
        "percent": number(Fraction(known.k) * 100),
    }
    numbers = Text(NUMBERS[known.choice("transitional_formula")].template, values)
    if not known.allowance:
        return numbers
    return say("{numbers} ＋ {allowance}", numbers=numbers, allowance=money(known.allowance))


def _deemed(known: Known, years: Reading) -> Fraction:
    """The deemed years among those that count, read as those are."""
    readings = known.transitional_years(known.sheet.deemed)
    same = (reading.value for reading in readings if reading.code == years.code)
    return next(same, readings[0].value if readings else Fraction(0))


TRANSITIONAL_WORDS: dict[str, Text] = {
    PLAIN: say("过渡指数化工资 × 视同缴费年限 × 过渡系数"),
    "mean": say("（计发基数 ＋ 过渡指数化工资）÷ 2 × 视同缴费年限 × 过渡系数"),
    "base_at_least": say("过渡指数化工资（指数不到 1 按 1）× 视同缴费年限 × 过渡系数"),
    "deemed_by_base": say("（计发基数 × 视同年限 ＋ 过渡指数化工资 × 实际年限）× 过渡系数"),
}
NUMBERS: dict[str, Text] = {
    PLAIN: say("{wage} × {years} × {percent}%"),
    "mean": say("（{base} ＋ {wage}）÷ 2 × {years} × {percent}%"),
    "base_at_least": say("{larger} × {years} × {percent}%"),
    "deemed_by_base": say("（{base} × {deemed} ＋ {wage} × {paid}）× {percent}%"),
}
LABELS: dict[str, Text] = {
    "basic": say("基础养老金"),
    "account": say("个人账户养老金"),
    "transitional": say("过渡性养老金"),
}


def _figure(
    known: Known,
    name: str,
    value: Decimal,
    formula: Text,
    numbers: Text,
    inputs: tuple[Node, ...],
    source: Source | None = None,
) -> Figure:
    source = source or known.law.source("pension_formula")
    label = LABELS[name]
    return Figure(f"award.{name}", label, value, Unit.YUAN, formula, numbers, source, inputs)


PARTS = (
    Part("basic", _basic, missing_basic),
    Part("account", _account, missing_account),
    Part("transitional", _transitional, missing_transitional),
)

__all__ = ["ON_SHEET", "PARTS", "Candidate", "Part"]

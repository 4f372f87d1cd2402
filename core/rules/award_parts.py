"""What an award sheet's parts are computed from, and every value each part may come to.

A ``Candidate`` is one part under one meaning of its years and of its indexed wage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.derivation import Figure, Grade, Node, Parameter, Source, State, Unit
from core.policy.model import Law, MissingError, Place, Rule
from core.policy.names import label
from core.quantities import half_up, money
from core.rules.award_sheet import Reading, Sheet, wage_readings, years_readings
from core.rules.pension import account_pension, basic_pension, transitional_pension
from core.rules.retirement import payout_months
from core.words import Notice, Text, say

ON_SHEET = Source("核定表", Grade.A)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One part of the pension, worked out one way."""

    figure: Figure
    years: Reading | None = None
    wage: Reading | None = None

    @property
    def value(self) -> Decimal:
        return self.figure.amount


@dataclass(frozen=True, slots=True)
class Known:
    """The sheet together with what policy data adds to it; None for what neither has."""

    sheet: Sheet
    law: Law
    place: Place | None
    base: Figure | None
    payout: Figure | None
    coefficient: Parameter | None

    def rule(self, name: str) -> Rule | None:
        """The province's choice, where one is on file."""
        return None if self.place is None else self.place.jurisdiction.rules.get(name)

    @property
    def years_rule(self) -> str:
        """The province's precision of years; empty where none is on file."""
        rule = self.rule("years_precision")
        return "" if rule is None else rule.value


def known(sheet: Sheet, law: Law) -> Known:
    """Complete the sheet from policy data."""
    place = law.place(sheet.province) if law.has(sheet.province) else None
    base, payout = _base(sheet, place), _payout(sheet, law)
    return Known(sheet, law, place, base, payout, _coefficient(sheet, place))


def _base(sheet: Sheet, place: Place | None) -> Figure | None:
    if sheet.benefit_base is not None:
        return _given("benefit_base", label("benefit_base"), sheet.benefit_base, Unit.YUAN)
    if place is None:
        return None
    try:
        growth = place.law.national.assumptions["wage_growth"]
        found = place.yearly("benefit_base", sheet.retired, growth)
    except MissingError:
        return None
    # An award is made with a published value; a projected one proves nothing.
    return None if found.state is State.PROJECTED else _from_policy(found)


def _from_policy(found: Parameter) -> Figure:
    return Figure(
        id="award.benefit_base",
        label=found.label,
        value=found.value,
        unit=found.unit,
        formula=say("{year}年公布的计发基数", year=found.year),
        with_numbers=Text(money(found.value)),
        source=found.source,
        inputs=(found,),
    )


def _payout(sheet: Sheet, law: Law) -> Figure | None:
    if sheet.payout_months is not None:
        return _given("payout_months", say("计发月数"), sheet.payout_months, Unit.MONTHS)
    try:
        return None if sheet.age is None else payout_months(sheet.age, sheet.retired, law)
    except MissingError:
        return None


def _coefficient(sheet: Sheet, place: Place | None) -> Parameter | None:
    if place is None:
        return None
    try:
        return place.standing("transitional_coefficient", sheet.retired)
    except MissingError:
        return None


def _given(name: str, words: Text, value: Decimal, unit: Unit) -> Figure:
    """A number as the sheet prints it."""
    formula = say("核定表上的数")
    return Figure(f"award.{name}", words, value, unit, formula, Text(f"{value:f}"), ON_SHEET)


def basic_candidates(known: Known) -> Iterator[Candidate]:
    """The basic pension under every meaning of years and indexed wage."""
    sheet, base = known.sheet, known.base
    if base is None:
        return
    for years in years_readings(sheet.months, sheet.years, known.years_rule):
        for wage in wage_readings(base.amount, sheet.index, sheet.indexed_wage):
            yield Candidate(_basic(known, base, years, wage), years, wage)


def _basic(known: Known, base: Figure, years: Reading, wage: Reading) -> Figure:
    return Figure(
        id="award.basic",
        label=say("基础养老金"),
        value=basic_pension(base.amount, wage.value, years.value),
        unit=Unit.YUAN,
        formula=say("（计发基数 ＋ 指数化工资）÷ 2 × 缴费年限 × 1%"),
        with_numbers=say(
            "（{base} ＋ {wage}）÷ 2 × {years} × 1%",
            base=f"{base.amount:f}",
            wage=number(wage.value),
            years=years_text(years.value),
        ),
        source=known.law.source("pension_formula"),
        inputs=(base, *_grounds(known, "years_precision")),
    )


def account_candidates(known: Known) -> Iterator[Candidate]:
    """The account pension; there is only one way to read it."""
    balance, payout = known.sheet.account_balance, known.payout
    if balance is None or payout is None:
        return
    months = payout.amount
    yield Candidate(
        Figure(
            id="award.account",
            label=say("个人账户养老金"),
            value=account_pension(balance, months),
            unit=Unit.YUAN,
            formula=say("个人账户储存额 ÷ 计发月数"),
            with_numbers=say("{balance} ÷ {months}", balance=money(balance), months=months),
            source=known.law.source("pension_formula"),
            inputs=(payout,),
        )
    )


def transitional_candidates(known: Known) -> Iterator[Candidate]:
    """The transitional pension under every meaning of deemed years and of its indexed wage."""
    sheet, base, k = known.sheet, known.base, known.coefficient
    if not sheet.deemed:
        if sheet.deemed_months == 0 or sheet.deemed_years == 0 or sheet.printed.transitional == 0:
            yield Candidate(_no_deemed(known))
        return
    if base is None or k is None:
        return
    wages = wage_readings(base.amount, sheet.transitional_index, sheet.transitional_indexed_wage)
    wages = wages or wage_readings(base.amount, sheet.index, sheet.indexed_wage)
    for years in years_readings(sheet.deemed_months, sheet.deemed_years, known.years_rule):
        for wage in wages:
            yield Candidate(_transitional(base, k, years, wage), years, wage)


def _no_deemed(known: Known) -> Figure:
    return Figure(
        id="award.transitional",
        label=say("过渡性养老金"),
        value=Decimal("0.00"),
        unit=Unit.YUAN,
        formula=say("没有视同缴费年限，就没有这一项"),
        with_numbers=Text("0.00"),
        source=known.law.source("pension_formula"),
    )


def _transitional(base: Figure, k: Parameter, years: Reading, wage: Reading) -> Figure:
    return Figure(
        id="award.transitional",
        label=say("过渡性养老金"),
        value=transitional_pension(wage.value, years.value, k.value),
        unit=Unit.YUAN,
        formula=say("过渡指数化工资 × 视同缴费年限 × 过渡系数"),
        with_numbers=say(
            "{wage} × {years} × {percent}%",
            wage=number(wage.value),
            years=years_text(years.value),
            percent=number(Fraction(k.value) * 100),
        ),
        source=k.source,
        inputs=(base, k),
    )


def _grounds(known: Known, name: str) -> tuple[Node, ...]:
    rule = known.rule(name)
    return () if rule is None else (rule.ground,)


MOST_PLACES = 10


def number(value: Fraction) -> str:
    """A number with as many decimals as it needs, at most ten."""
    enough = (p for p in range(MOST_PLACES) if half_up(value, p) == value)
    return f"{half_up(value, next(enough, MOST_PLACES)):f}"


def years_text(years: Fraction) -> str:
    """Years as a short decimal, else as months over twelve."""
    months = years * 12
    short = half_up(years, 5) == years
    return number(years) if short or months.denominator != 1 else f"{months}/12"


def missing_basic(known: Known) -> Iterator[Notice]:
    """What lacks for the basic part."""
    sheet = known.sheet
    if known.base is None:
        yield _no_base(known)
    if sheet.months is None and sheet.years is None:
        yield Notice("missing_years", say("没有缴费年限：填 months 或 years"))
    if sheet.index is None and sheet.indexed_wage is None:
        yield Notice("missing_index", say("没有缴费指数：填 index 或 indexed_wage"))


def _no_base(known: Known) -> Notice:
    text = say(
        "没有收录{place}{year}年的计发基数：填 benefit_base",
        place=place_name(known),
        year=known.sheet.retired.year,
    )
    return Notice("missing_benefit_base", text)


def missing_account(known: Known) -> Iterator[Notice]:
    """What lacks for the account part."""
    if known.sheet.account_balance is None:
        yield Notice("missing_balance", say("没有个人账户储存额：填 account_balance"))
    if known.payout is None:
        text = say("没有计发月数：填 payout_months，或填 age（40至70岁）")
        yield Notice("missing_payout_months", text)


def missing_transitional(known: Known) -> Iterator[Notice]:
    """What lacks for the transitional part of a sheet that has one."""
    sheet = known.sheet
    if not sheet.deemed:
        if sheet.printed.transitional:
            text = say("没有视同缴费年限：填 deemed_months 或 deemed_years")
            yield Notice("missing_deemed", text)
        return
    if known.base is None:
        yield _no_base(known)
    if known.coefficient is None:
        text = say("没有收录{place}的过渡系数，过渡性养老金核不了", place=place_name(known))
        yield Notice("missing_transitional_coefficient", text)
    given = (
        sheet.transitional_index,
        sheet.transitional_indexed_wage,
        sheet.index,
        sheet.indexed_wage,
    )
    if all(value is None for value in given):
        text = say("没有过渡指数：填 transitional_index 或 transitional_indexed_wage")
        yield Notice("missing_transitional_index", text)


def place_name(known: Known) -> Text:
    """The province in words."""
    code = known.sheet.province[:2] + "0000"
    region = known.law.regions.get(code)
    return Text(region.name if region else code)

"""An award sheet completed from policy data, and what still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.derivation import Figure, Grade, Node, Parameter, Source, State, Unit
from core.policy.model import Law, MissingError, Place, Rule
from core.policy.names import label
from core.policy.rulebook import chosen, plain_or_chosen
from core.quantities import money
from core.rules.award_sheet import Period, Reading, Sheet, wage_readings, years_readings
from core.rules.employee_pension import (
    LONG_PAID,
    allowances_at,
    coefficient_at,
    index_base,
)
from core.rules.pension import PAYOUT_AGE, yearly_allowance
from core.rules.retirement import payout_months
from core.words import Notice, Text, say

ON_SHEET = Source("核定表", Grade.A)


@dataclass(frozen=True, slots=True)
class Known:
    """The sheet together with what policy data adds to it; None for what neither has."""

    sheet: Sheet
    law: Law
    place: Place | None
    base: Figure | None
    second_base: Decimal | None
    payout: Figure | None
    coefficient: Parameter | Figure | None

    def rule(self, name: str) -> Rule | None:
        """The province's choice, where one is on file."""
        return chosen(self.place, name)

    def choice(self, name: str) -> str:
        """The province's choice, or the plain formula's."""
        return plain_or_chosen(self.place, name)

    def grounds(self, *names: str) -> tuple[Node, ...]:
        """The documents of the province's choices."""
        rules = (self.rule(name) for name in names)
        return tuple(rule.ground for rule in rules if rule is not None)

    @property
    def index_base(self) -> Decimal | None:
        """What the index is multiplied with."""
        if self.second_base is not None:
            return self.second_base
        return None if self.base is None else self.base.amount

    @property
    def k(self) -> Decimal | None:
        """The transitional coefficient."""
        value = None if self.coefficient is None else self.coefficient.value
        return value if isinstance(value, Decimal) else None

    @property
    def years(self) -> tuple[Reading, ...]:
        """What the years of the basic pension may be."""
        return years_readings(self.sheet.period, self._precision("years_precision"))

    def transitional_years(self, period: Period) -> tuple[Reading, ...]:
        """What the years of a period that counts for the transitional pension may be."""
        rule = "deemed_precision" if self.rule("deemed_precision") else "years_precision"
        return years_readings(period, self._precision(rule))

    def _precision(self, name: str) -> str:
        rule = self.rule(name)
        return "" if rule is None else rule.value

    @property
    def wages(self) -> tuple[Reading, ...]:
        """What the indexed wage of the basic pension may be."""
        base, sheet = self.index_base, self.sheet
        return () if base is None else wage_readings(base, sheet.index, sheet.indexed_wage)

    @property
    def transitional_wages(self) -> tuple[Reading, ...]:
        """The same for the transitional pension, with its own index where the sheet has one."""
        base, sheet = self.index_base, self.sheet
        if base is None:
            return ()
        own = wage_readings(base, sheet.transitional_index, sheet.transitional_indexed_wage)
        return own or self.wages

    @property
    def allowances(self) -> tuple[Parameter, ...]:
        """The fixed sums of the place that come on top of the transitional pension."""
        return () if self.place is None else allowances_at(self.place, self.sheet.retired)

    @property
    def allowance(self) -> Fraction:
        """What they come to for the sheet's years."""
        years = self.sheet.period.whole_years
        return yearly_allowance((years or 0) * 12, *(p.value for p in self.allowances))

    @property
    def name(self) -> Text:
        """The province in words."""
        code = self.sheet.province[:2] + "0000"
        region = self.law.regions.get(code)
        return Text(region.name if region else code)


def known(sheet: Sheet, law: Law) -> Known:
    """Complete the sheet from policy data."""
    place = law.place(sheet.province) if law.has(sheet.province) else None
    return Known(
        sheet,
        law,
        place,
        base=_base(sheet, place),
        second_base=_second_base(sheet, place),
        payout=_payout(sheet, law, place),
        coefficient=_coefficient(sheet, place),
    )


def _base(sheet: Sheet, place: Place | None) -> Figure | None:
    if sheet.benefit_base is not None:
        return _given("benefit_base", label("benefit_base"), sheet.benefit_base, Unit.YUAN)
    if place is None:
        return None
    try:
        found = place.yearly("benefit_base", sheet.retired, _growth(place))
    except MissingError:
        return None
    # An award is made with a published value; a projected one proves nothing.
    return None if found.state is State.PROJECTED else _from_policy(found)


def _second_base(sheet: Sheet, place: Place | None) -> Decimal | None:
    """What the index is multiplied with where it is not the benefit base."""
    if sheet.index_base is not None or place is None:
        return sheet.index_base
    try:
        found = index_base(place, sheet.retired, _growth(place))
    except MissingError:
        return None
    return None if found is None or found.state is State.PROJECTED else found.value


def _growth(place: Place) -> Decimal:
    return place.law.national.assumptions["wage_growth"]


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


def _payout(sheet: Sheet, law: Law, place: Place | None) -> Figure | None:
    if sheet.payout_months is not None:
        return _given("payout_months", say("计发月数"), sheet.payout_months, Unit.MONTHS)
    if sheet.age is None:
        return None
    age = PAYOUT_AGE[plain_or_chosen(place, "payout_age")](sheet.age)
    try:
        return payout_months(age, sheet.retired, law)
    except MissingError:
        return None


def _coefficient(sheet: Sheet, place: Place | None) -> Parameter | Figure | None:
    name = "transitional_coefficient"
    if sheet.transitional_coefficient is not None:
        return _given(name, label(name), sheet.transitional_coefficient, Unit.RATE)
    try:
        return None if place is None else coefficient_at(place, sheet.retired, _paid(sheet))
    except MissingError:
        return None


def _paid(sheet: Sheet) -> int:
    """The months really paid; where the sheet does not say, enough for the usual coefficient."""
    whole, deemed = sheet.period.nearest, sheet.deemed.nearest
    return LONG_PAID + 1 if whole is None else whole - (deemed or 0)


def _given(name: str, words: Text, value: Decimal, unit: Unit) -> Figure:
    """A number as the sheet prints it."""
    formula = say("核定表上的数")
    return Figure(f"award.{name}", words, value, unit, formula, Text(f"{value:f}"), ON_SHEET)


def missing_basic(known: Known) -> Iterator[Notice]:
    """What lacks for the basic part."""
    sheet = known.sheet
    if known.base is None:
        yield _no_base(known)
    if not sheet.period.given:
        yield Notice("missing_years", say("没有缴费年限：填 months 或 years"))
    if sheet.index is None and sheet.indexed_wage is None:
        yield Notice("missing_index", say("没有缴费指数：填 index 或 indexed_wage"))


def _no_base(known: Known) -> Notice:
    text = say(
        "没有收录{place}{year}年的计发基数：填 benefit_base",
        place=known.name,
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
    if not known.sheet.transitional.some:
        if known.sheet.printed.transitional:
            text = say("没有视同缴费年限：填 deemed_months 或 deemed_years")
            yield Notice("missing_deemed", text)
        return
    if known.base is None:
        yield _no_base(known)
    if known.coefficient is None:
        text = say("没有收录{place}的过渡系数：填 transitional_coefficient", place=known.name)
        yield Notice("missing_transitional_coefficient", text)
    if known.base is not None and not known.transitional_wages:
        text = say("没有过渡指数：填 transitional_index 或 transitional_indexed_wage")
        yield Notice("missing_transitional_index", text)

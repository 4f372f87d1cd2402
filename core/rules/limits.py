"""The contribution base of a year: the person's choice inside the published limits.

国办发〔2019〕13号: any amount between the province's floor and ceiling of the year.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import Base, BaseKind
from core.derivation import Figure, Parameter, Unit
from core.policy.model import Place
from core.quantities import YearMonth, to_yuan
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class Limits:
    """Floor, ceiling and average wage in force for one contribution year, yuan a month."""

    floor: Parameter
    ceiling: Parameter
    wage: Parameter


def limits(place: Place, year: int, wage_growth: Decimal) -> Limits:
    """The year's limits, published or projected; MissingError where none are on file."""
    month = YearMonth(year, 1)
    return Limits(
        floor=place.yearly("contribution_floor", month, wage_growth),
        ceiling=place.yearly("contribution_ceiling", month, wage_growth),
        wage=place.yearly("average_wage", month, wage_growth),
    )


def base_of_year(choice: Base, bounds: Limits) -> Figure:
    """The base paid on in a year, clamped to the year's limits (contract, convention 3)."""
    year = bounds.floor.year
    wanted, words = wanted_base(choice, bounds)
    value = min(max(wanted, bounds.floor.value), bounds.ceiling.value)
    inputs = (bounds.floor, bounds.ceiling)
    return Figure(
        id=f"base.{year}",
        label=say("{year}年缴费基数", year=year),
        value=value,
        unit=Unit.YUAN,
        formula=say("选定的基数，不低于当年下限、不高于当年上限"),
        with_numbers=say(
            "{words}；{floor} ≤ {value} ≤ {ceiling}",
            words=words,
            floor=bounds.floor.value,
            value=value,
            ceiling=bounds.ceiling.value,
        ),
        source=bounds.floor.source,
        inputs=(*inputs, bounds.wage) if choice.kind is BaseKind.PERCENT else inputs,
    )


def wanted_base(choice: Base, bounds: Limits) -> tuple[Decimal, Text]:
    """The base before clamping, and how it came about."""
    if choice.kind is BaseKind.FLOOR:
        return bounds.floor.value, say("按下限")
    if choice.kind is BaseKind.CEILING:
        return bounds.ceiling.value, say("按上限")
    if choice.kind is BaseKind.YUAN:
        return choice.amount, say("按每月{amount}元", amount=choice.amount)
    wanted = to_yuan(Fraction(bounds.wage.value) * Fraction(choice.amount) / 100)
    return wanted, say("平均工资{wage} × {percent}%", wage=bounds.wage.value, percent=choice.amount)

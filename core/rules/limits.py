"""The contribution base of a contribution year: the choice inside the published limits.

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


SERIES = ("contribution_floor", "contribution_ceiling", "average_wage")
"""What limits a base, in the order of ``Limits``."""


def limits(place: Place, month: YearMonth, wage_growth: Decimal) -> Limits:
    """The limits of a month, published or projected; MissingError where none are on file."""
    return Limits(*(place.yearly(name, month, wage_growth) for name in SERIES))


def turns(place: Place) -> tuple[int, ...]:
    """The months of the year, in order, in which the limits of a place may change."""
    found = (place.jurisdiction.series.get(name) for name in SERIES)
    return tuple(sorted(frozenset().union(*(series.turns for series in found if series))))


Stretch = tuple[int, int, Limits]
"""The months of a year, first and last, for which the same limits hold."""


def stretches(place: Place, year: int, first: int, last: int, growth: Decimal) -> list[Stretch]:
    """The months ``first`` to ``last`` of a calendar year by the limits that hold for them."""
    key = ("stretches", year, first, last, growth)
    return place.once(key, lambda: _stretches(place, year, first, last, growth))


def _stretches(place: Place, year: int, first: int, last: int, growth: Decimal) -> list[Stretch]:
    found: list[tuple[int, Limits]] = []
    for month in (first, *(turn for turn in turns(place) if first < turn <= last)):
        bounds = limits(place, YearMonth(year, month), growth)
        if not found or found[-1][1] != bounds:
            found.append((month, bounds))
    ends = [*(month - 1 for month, _ in found[1:]), last]
    return [(start, end, bounds) for (start, bounds), end in zip(found, ends, strict=True)]


def base_of(choice: Base, bounds: Limits, name: str, label: Text) -> Figure:
    """The base paid on, clamped to the limits, by its id and label (contract, convention 3)."""
    wanted, words = wanted_base(choice, bounds)
    value = min(max(wanted, bounds.floor.value), bounds.ceiling.value)
    inputs = (bounds.floor, bounds.ceiling)
    return Figure(
        id=name,
        label=label,
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

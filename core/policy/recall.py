"""A law that looks every value up once, for whoever asks it for the same thing many times.

It answers as the law it was made from; it lives as long as the one who asks, and so does what it
remembers.  ``bent`` asks what would be if a parameter or a rule were another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.derivation import Parameter
from core.policy.model import Law, Made, Place, Rule
from core.quantities import YearMonth, to_yuan

Factors = Mapping[str, Decimal]
"""By how much a series is taken to be another: ``{"benefit_base": Decimal("1.02")}``."""


@dataclass(frozen=True)
class RecallingLaw(Law):
    """The law of a day; ``factors`` and ``rules`` bend it."""

    factors: Factors = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {}

    def place(self, place: str) -> Place:
        if place not in self._places:
            self._places[place] = RecallingPlace.of(super().place(place))
        return self._places[place]

    @cached_property
    def nation(self) -> Place:
        return RecallingPlace.of(super().nation)

    def bent(self, factors: Factors, rules: Mapping[str, str]) -> "RecallingLaw":
        """The same law with some values multiplied and some rules chosen otherwise."""
        return replace(self, factors=factors, rules=rules)


def recalling(law: Law) -> RecallingLaw:
    """The same law, with a memory."""
    if isinstance(law, RecallingLaw):
        return law
    return RecallingLaw(law.day, law.national, law.provinces, law.regions)


@dataclass(frozen=True, slots=True)
class RecallingPlace(Place):
    """A place whose parameters, and what is made of them by a key, are worked out once."""

    found: dict[tuple[object, ...], Any]

    @classmethod
    def of(cls, place: Place) -> "RecallingPlace":
        return cls(place.law, place.jurisdiction, place.asked, {})

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        if key not in self.found:
            self.found[key] = make()
        made: Made = self.found[key]
        return made

    def standing(self, name: str, month: YearMonth) -> Parameter:
        key = (name, month.year, month.month)
        return self.once(key, lambda: Place.standing(self, name, month))

    def yearly(self, name: str, month: YearMonth, rate: Decimal) -> Parameter:
        key = (name, month.year, month.month, rate)
        return self.once(key, lambda: self._bent(Place.yearly(self, name, month, rate)))

    def _bent(self, told: Parameter) -> Parameter:
        assert isinstance(self.law, RecallingLaw)
        factor = self.law.factors.get(told.name)
        return told if factor is None else replace(told, value=to_yuan(told.value * factor))

    def rule(self, name: str) -> Rule:
        assert isinstance(self.law, RecallingLaw)
        rule = Place.rule(self, name)
        bent = self.law.rules.get(name)
        return rule if bent is None else replace(rule, value=bent)

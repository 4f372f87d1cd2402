"""Figures made of other figures: differences and sums with their derivation."""

from decimal import Decimal

from core.derivation import Figure, Node, Source, Unit
from core.quantities import money
from core.words import Text, say


def yuan(
    name: str,
    label: Text,
    value: Decimal,
    words: tuple[Text, Text],
    source: Source,
    inputs: tuple[Node, ...] = (),
) -> Figure:
    """An amount; ``words`` are the formula and the formula with its numbers."""
    return Figure(name, label, value, Unit.YUAN, *words, source, inputs)


AFTER_BEFORE = say("改变后 − 改变前")


def difference(
    name: str, label: Text, more: Figure, less: Figure | None, formula: Text = AFTER_BEFORE
) -> Figure:
    """How much more one total is than another; ``less`` None: than nothing at all."""
    start = Decimal("0.00") if less is None else less.amount
    numbers = say("{more} − {less}", more=money(more.amount), less=money(start))
    inputs = (more,) if less is None else (more, less)
    return yuan(name, label, more.amount - start, (formula, numbers), more.source, inputs)

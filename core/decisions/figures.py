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


def difference(name: str, label: Text, after: Figure, before: Figure | None) -> Figure:
    """What one plan brings more than another; ``before`` None: nothing at all."""
    start = Decimal("0.00") if before is None else before.amount
    words = (
        say("改变后 − 改变前"),
        say("{after} − {before}", after=money(after.amount), before=money(start)),
    )
    inputs = (after,) if before is None else (after, before)
    return yuan(name, label, after.amount - start, words, after.source, inputs)

"""The why-chain: every figure carries what it was made of, down to the documents.

A computation returns a ``Figure``: value, formula in words, formula with the numbers put in, and
its inputs, which are figures or policy parameters in turn.  Grade, documents and marks are read
off that tree, so they cannot disagree with the computation.

What is made by the thousand has ``Final`` fields instead of being frozen: the type checker refuses
a change all the same, and making one takes half the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from core.quantities import Age, YearMonth, compound, half_up, money, percent, to_yuan
from core.words import Text, say

Value = Decimal | Fraction | int | YearMonth | Age


class Grade(StrEnum):
    """How well a fact is documented: A two sources or more, B one, C unverified."""

    A = "A"
    B = "B"
    C = "C"


class State(StrEnum):
    """Where a parameter's value comes from."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    PROJECTED = "projected"


class Unit(StrEnum):
    YUAN = "yuan"
    MONTH = "month"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"
    INDEX = "index"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Source:
    """A document a rule or a value rests on.

    ``given``: the person's own word, no document; ``own``: the user's own policy file it stands in.
    """

    document: str
    grade: Grade
    checked: str = ""
    note: str = ""
    given: bool = False
    own: str = ""


OWN_WORDS = Source("本人填写", Grade.A, given=True)
OWN_ASSUMPTION = Source("本方案的假设，可修改", Grade.A, given=True)


@dataclass(slots=True, unsafe_hash=True)
class Growth:
    """How a projected value came about: the last published one, grown ``years`` times."""

    published: Final[Decimal]
    rate: Final[Decimal]
    years: Final[int]

    @property
    def value(self) -> Decimal:
        """Rounded to the yuan once, at the end.

        Never nothing: decades of falling wages would round to 0, and no index has 0 below it.
        """
        return max(Decimal(1), to_yuan(compound(self.published, self.rate, self.years)))

    @property
    def with_numbers(self) -> Text:
        return say(
            "{published} ×（1 ＋ {rate}）^{years}，四舍五入到元",
            published=f"{self.published:f}",
            rate=percent(self.rate),
            years=self.years,
        )


@dataclass(slots=True, unsafe_hash=True)
class Parameter:
    """One value of policy data as it applies to one month, or one assumption of the person.

    ``place`` is a GB/T 2260 code (100000: the whole country), ``since`` the month from which the
    document's value holds (for a projected value: that of the value it grew from), ``growth``
    how; ``rivals`` are other values that sources give for the same thing; ``expired`` says that
    nobody has looked after the value for too long (see ``Series.expired``).
    """

    name: Final[str]
    label: Final[Text]
    place: Final[str]
    year: Final[int]
    value: Final[Decimal]
    unit: Final[Unit]
    source: Final[Source]
    state: Final[State] = State.PUBLISHED
    since: Final[YearMonth | None] = None
    rivals: Final[tuple[Decimal, ...]] = ()
    expired: Final[bool] = False
    growth: Final[Growth | None] = None

    @property
    def id(self) -> str:
        return f"{self.name} {self.year}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule a place has chosen, as a link of the chain: what it is and its document."""

    label: Text
    source: Source


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """A computed value with its derivation."""

    id: Final[str]
    label: Final[Text]
    value: Final[Value]
    unit: Final[Unit]
    formula: Final[Text]
    with_numbers: Final[Text]
    source: Final[Source]
    inputs: Final["tuple[Node, ...]"] = ()

    @property
    def amount(self) -> Decimal:
        """The value as Decimal; for figures that are one."""
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.id} is not an amount")
        return self.value

    @property
    def grade(self) -> Grade:
        """The weakest grade in the chain."""
        return max(source.grade for source in self.sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document in the chain, the rule's own first, each once."""
        return tuple(dict.fromkeys(node.source for node in walk(self)))

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every policy parameter in the chain, each once."""
        found = (node for node in walk(self) if isinstance(node, Parameter))
        return tuple(dict.fromkeys(found))


Node = Figure | Parameter | Ground


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, depth first."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, Figure):
            waiting += reversed(found.inputs)


def figures(roots: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """All figures below the roots, inputs before what uses them, each id once."""
    found: dict[str, Figure] = {}

    def visit(figure: Figure) -> None:
        for child in figure.inputs:
            if isinstance(child, Figure):
                visit(child)
        found.setdefault(figure.id, figure)

    for root in roots:
        visit(root)
    return tuple(found.values())


def shown(value: Value, unit: Unit) -> str:
    """A value as text: money with two decimals, an index with four, months and ages as written."""
    if isinstance(value, YearMonth | Age):
        return str(value)
    if unit is Unit.YUAN:
        return money(value)
    if unit is Unit.INDEX:
        return f"{half_up(value, 4):f}"
    if isinstance(value, Fraction):
        return f"{half_up(value, 4).normalize():f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)

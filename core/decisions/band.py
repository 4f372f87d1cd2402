"""Low, middle and high assumptions as one band, and what moves the result most.

The middle is the plan's own assumptions.  The guide says by how much each is taken lower and
higher; prices are taken higher where everything else is taken lower.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from core.case import Assumptions
from core.decisions.subject import Subject, full
from core.derivation import Figure
from core.options import Option
from core.policy.guide import Guide
from core.policy.names import ASSUMED
from core.rules.returns import Outlook
from core.rules.today import in_todays_money
from core.words import Text

OF_EMPLOYEE = ("wage_growth", "crediting_rate")
OF_RESIDENT = ("resident_rate", "resident_growth")
OF_BOTH = ("pension_growth", "inflation")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a set of assumptions brings: yuan a month, the same in today's money, and in all."""

    assumptions: Assumptions
    pension: Figure
    today: Figure
    outlook: Outlook

    @property
    def lifetime(self) -> Decimal:
        return self.outlook.lifetime_total


@dataclass(frozen=True, slots=True)
class Band:
    """Three outcomes, the middle one under the plan's own assumptions."""

    low: Outcome
    middle: Outcome
    high: Outcome

    @property
    def pensions(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.low.pension.amount, self.middle.pension.amount, self.high.pension.amount

    @property
    def in_todays_money(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.low.today.amount, self.middle.today.amount, self.high.today.amount


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One assumption lower and higher, all others as they are."""

    name: str
    low: Outcome
    high: Outcome

    @property
    def label(self) -> Text:
        return ASSUMED[self.name]

    @property
    def swing(self) -> Decimal:
        """How far apart the two are, yuan a month in today's money."""
        return abs(self.high.today.amount - self.low.today.amount)

    @property
    def lifetime_swing(self) -> Decimal:
        return abs(self.high.lifetime - self.low.lifetime)


def band(subject: Subject, guide: Guide) -> Band | None:
    """The band of an option; None where no pension comes of it."""
    if subject.option.pension is None:
        return None
    names = tuple(guide.spread)
    middle = _outcome(subject.option, subject.case.assumptions, subject)
    low, high = (_under(subject, _shifted(subject, guide.spread, names, sign)) for sign in (-1, 1))
    if low is None or middle is None or high is None:
        return None
    return Band(low, middle, high)


def sensitivities(subject: Subject, guide: Guide) -> tuple[Sensitivity, ...]:
    """Each assumption that bears on the option, what moves today's money most first.

    What only moves the sum of a lifetime comes last.
    """
    if subject.option.pension is None:
        return ()
    found = [item for name in _names(subject) if (item := _sensitivity(subject, guide, name))]
    return tuple(sorted(found, key=lambda item: -item.swing))


def _names(subject: Subject) -> Iterator[str]:
    yield from OF_EMPLOYEE if subject.is_employee else OF_RESIDENT
    yield from OF_BOTH


def _sensitivity(subject: Subject, guide: Guide, name: str) -> Sensitivity | None:
    sets = (_shifted(subject, guide.spread, (name,), sign) for sign in (-1, 1))
    low, high = (_under(subject, assumptions) for assumptions in sets)
    return None if low is None or high is None else Sensitivity(name, low, high)


def _shifted(
    subject: Subject, spread: Mapping[str, Decimal], names: tuple[str, ...], sign: int
) -> Assumptions:
    """The assumptions with some of them lower (-1) or higher (1); prices the other way."""
    own = subject.case.assumptions
    moved = {
        name: getattr(own, name) + spread[name] * (-sign if name == "inflation" else sign)
        for name in names
    }
    return replace(own, **moved)


def _under(subject: Subject, assumptions: Assumptions) -> Outcome | None:
    """The outcome of the option under other assumptions; only what they touch is worked anew."""
    own, option = subject.case.assumptions, subject.option
    after_award = replace(
        own, pension_growth=assumptions.pension_growth, inflation=assumptions.inflation
    )
    if assumptions != after_award:
        option = subject.assuming(assumptions)
    return _outcome(option, assumptions, subject)


def _outcome(option: Option, assumptions: Assumptions, subject: Subject) -> Outcome | None:
    total = full(option)
    if total is None or option.pension is None or option.outlook is None:
        return None
    return Outcome(
        assumptions,
        total,
        in_todays_money(total, option.pension.start, assumptions.inflation, subject.law),
        replace(option.outlook, growth=assumptions.pension_growth),
    )

"""Months paid twice: each counts once, and what gives way is told.

In both schemes: the employee month counts, the resident contribution comes back without the
subsidy (人社部发〔2014〕17号).  In the employee scheme of two places: one relation is kept by
agreement with the person, the other's account comes back (人社部发〔2010〕70号); here the one
with the higher base.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from core.case import CaseError, Period, PeriodKind, Scheme, Span
from core.quantities import YearMonth, months_between
from core.words import say

Worth = Callable[[Period, YearMonth], Decimal]
"""The base of a period in a month, in yuan."""


def refuse_repeated(periods: Iterable[Period]) -> None:
    """One place cannot have taken two contributions for a month, nor the resident scheme at all."""
    groups: dict[tuple[Scheme, str], list[Period]] = {}
    for period in periods:
        place = period.place if period.scheme is Scheme.EMPLOYEE else ""
        groups.setdefault((period.scheme, place), []).append(period)
    for group in groups.values():
        for before, after in pairwise(in_order(group)):
            if after.span.first <= before.span.last:
                raise CaseError(
                    "history.periods",
                    say("{month} 在两段里都有", month=after.span.first),
                    say("同一种保险在同一处的各段互不重叠"),
                )


def in_order(periods: Iterable[Period]) -> list[Period]:
    """By first month; the order they were written in means nothing."""
    return sorted(periods, key=lambda p: (p.span.first, p.span.last, p.place, p.kind, p.tier or 0))


MOST_AT_ONCE = 3
"""Places in one month beyond which a history is taken for a mistake in writing."""

GivenWay = tuple[Period, str]
"""A stretch that does not count, and the place whose months do instead."""


def once(periods: Iterable[Period], worth: Worth) -> tuple[list[Period], list[GivenWay]]:
    """Employee periods without double months, and the stretches that give way."""
    kept: list[Period] = []
    given_way: dict[tuple[int, str], list[Period]] = {}
    ordered = in_order(periods)
    cuts = sorted({m for p in ordered for m in (p.span.first, p.span.last + 1)})
    for first, after in pairwise(cuts):
        covering = {number: p for number, p in enumerate(ordered) if first in p.span}
        if len(covering) > MOST_AT_ONCE:
            raise _too_many(first, len(covering))
        if len(covering) < 2:
            for period in covering.values():
                _append(kept, period, Span(first, after + -1))
            continue
        for month in months_between(first, after + -1):
            best = max(covering.values(), key=partial(_rank, worth, month))
            _append(kept, best, Span(month, month))
            for number, period in covering.items():
                if period is not best:
                    pieces = given_way.setdefault((number, best.place), [])
                    _append(pieces, period, Span(month, month))
    return kept, [(piece, place) for (_, place), of in given_way.items() for piece in of]


def _too_many(month: YearMonth, count: int) -> CaseError:
    return CaseError(
        "history.periods",
        say("{month} 有{count}段职工养老保险", month=month, count=count),
        say("同一个月最多{most}处", most=MOST_AT_ONCE),
    )


def _rank(worth: Worth, month: YearMonth, period: Period) -> tuple[bool, Decimal, str]:
    """Paid before deemed, then the higher base; the place only so that a tie has an answer."""
    return period.kind is PeriodKind.PAID, worth(period, month), period.place


def _append(pieces: list[Period], period: Period, span: Span) -> None:
    """Add a piece of a period, grown onto the piece before it where that is the same period."""
    piece = replace(period, span=span)
    if pieces and _joins(pieces[-1], piece):
        pieces[-1] = replace(piece, span=Span(pieces[-1].span.first, span.last))
    else:
        pieces.append(piece)


def _joins(before: Period, after: Period) -> bool:
    return before.span.last + 1 == after.span.first and replace(before, span=after.span) == after


def doubled_months(periods: Iterable[Period]) -> Counter[YearMonth]:
    """The months paid in the resident scheme and in the employee scheme, each once."""
    periods = tuple(periods)
    paid = [p.span for p in periods if p.scheme is Scheme.EMPLOYEE and p.kind is PeriodKind.PAID]
    resident = [p.span for p in periods if p.scheme is Scheme.RESIDENT]
    return Counter(set(_common(paid, resident)))


def _common(some: list[Span], others: list[Span]) -> Iterator[YearMonth]:
    for a in some:
        for b in others:
            yield from months_between(max(a.first, b.first), min(a.last, b.last))

"""The check of an award sheet (核定表): which reading of its figures reproduces what it prints.

国发〔2005〕38号 with the province's precision of years and rounding of the total.  Every meaning
of years and index is tried; the one that reproduces most printed figures is shown, on ties the
province's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from core.case import ZERO, CaseError
from core.derivation import Figure, Node, Unit
from core.policy.model import Law
from core.quantities import money
from core.rules.award_notes import rounded_basic, rounded_transitional
from core.rules.award_parts import (
    ON_SHEET,
    Candidate,
    Known,
    account_candidates,
    basic_candidates,
    known,
    missing_account,
    missing_basic,
    missing_transitional,
    place_name,
    transitional_candidates,
)
from core.rules.award_sheet import Printed, Sheet
from core.rules.employee_pension import ROUNDING_WORDS
from core.rules.pension import TOTAL_ROUNDING
from core.words import Notice, Text, say

__all__ = ["AwardCheck", "Component", "Printed", "Sheet", "check"]

PARTS = ("basic", "account", "transitional")


@dataclass(frozen=True, slots=True)
class Component:
    """One figure of the sheet beside ours.

    ``chosen`` is None where inputs lack (``missing`` names them) or the sheet has no such part;
    ``fitting`` are all readings that give the printed figure.
    """

    name: str
    printed: Decimal | None
    chosen: Candidate | None
    missing: tuple[Notice, ...] = ()
    fitting: tuple[Candidate, ...] = ()

    @property
    def computed(self) -> Decimal | None:
        return None if self.chosen is None else self.chosen.value

    @property
    def figure(self) -> Figure | None:
        return None if self.chosen is None else self.chosen.figure

    @property
    def difference(self) -> Decimal | None:
        """Computed less printed; None where one of them lacks."""
        if self.chosen is None or self.printed is None:
            return None
        return self.chosen.value - self.printed

    @property
    def reproduced(self) -> bool | None:
        """Whether the printed figure comes out to the fen; None where none is printed."""
        return None if self.printed is None else self.difference == 0


@dataclass(frozen=True, slots=True)
class AwardCheck:
    """The result: the four figures, how the total was rounded, and what to know about it.

    ``rounding`` is a key of TOTAL_ROUNDING; ``rounding_on_file`` whether the province chose it.
    """

    sheet: Sheet
    components: tuple[Component, ...]
    rounding: str
    rounding_on_file: bool
    notices: tuple[Notice, ...]

    @property
    def reproduced(self) -> bool:
        """Whether every printed figure is reproduced to the fen."""
        return all(component.reproduced is not False for component in self.components)

    @property
    def missing(self) -> tuple[Notice, ...]:
        """All inputs that lack, each once."""
        return tuple(dict.fromkeys(m for c in self.components for m in c.missing))

    def component(self, name: str) -> Component:
        """``basic``, ``account``, ``transitional`` or ``total``."""
        return next(c for c in self.components if c.name == name)


def check(sheet: Sheet, law: Law) -> AwardCheck:
    """Recompute a sheet under the values known on the law's day; CaseError for no such place."""
    if law.regions.get(sheet.province) is None:
        raise CaseError(
            "award.province",
            say("没有代码为 {code} 的地方", code=sheet.province),
            say("六位行政区划代码，如 140000（山西省）"),
        )
    facts = known(sheet, law)
    tried = {
        "basic": tuple(basic_candidates(facts)),
        "account": tuple(account_candidates(facts)),
        "transitional": tuple(transitional_candidates(facts)),
    }
    chosen, rounding = _best(facts, tried)
    lacking = _missing(facts)
    parts = tuple(_component(n, sheet, chosen.get(n), tried[n], lacking[n]) for n in PARTS)
    total = _total(facts, parts, rounding)
    on_file = facts.rule("total_rounding") is not None
    notices = tuple(_notices(facts, (*parts, total), rounding, on_file))
    return AwardCheck(sheet, (*parts, total), rounding, on_file, notices)


Tried = dict[str, tuple[Candidate, ...]]


def _best(facts: Known, tried: Tried) -> tuple[dict[str, Candidate], str]:
    """The first of all combinations that reproduces most printed figures.

    Candidates come in order of likelihood and ``max`` keeps the first, so ties go to the
    province's own rules.
    """
    several: list[Sequence[Candidate | None]] = [tried[name] or (None,) for name in PARTS]

    def score(way: tuple[Sequence[Candidate | None], str]) -> int:
        values = [None if one is None else one.value for one in way[0]]
        printed = facts.sheet.printed
        wanted = [printed.basic, printed.account, printed.transitional]
        total = _sum(values, wanted)
        if total is not None:
            values.append(TOTAL_ROUNDING[way[1]](total))
            wanted.append(printed.total)
        return sum(w is not None and w == v for w, v in zip(wanted, values, strict=True))

    ways = ((parts, rounding) for rounding in _roundings(facts) for parts in product(*several))
    parts, rounding = max(ways, key=score)
    return {n: one for n, one in zip(PARTS, parts, strict=True) if one is not None}, rounding


def _roundings(facts: Known) -> tuple[str, ...]:
    """The province's rule; where none is on file all of them, to the fen first."""
    rule = facts.rule("total_rounding")
    return tuple(TOTAL_ROUNDING) if rule is None else (rule.value,)


def _sum(values: Sequence[Decimal | None], printed: Sequence[Decimal | None]) -> Decimal | None:
    """The parts added up; None where one that the sheet prints could not be computed."""
    if any(v is None and p for v, p in zip(values, printed, strict=True)):
        return None
    if all(v is None for v in values):
        return None
    return sum((v for v in values if v is not None), ZERO)


def _missing(facts: Known) -> dict[str, tuple[Notice, ...]]:
    return {
        "basic": tuple(missing_basic(facts)),
        "account": tuple(missing_account(facts)),
        "transitional": tuple(missing_transitional(facts)),
    }


def _component(
    name: str,
    sheet: Sheet,
    chosen: Candidate | None,
    tried: tuple[Candidate, ...],
    missing: tuple[Notice, ...],
) -> Component:
    printed: Decimal | None = getattr(sheet.printed, name)
    fitting = tuple(one for one in tried if one.value == printed)
    return Component(name, printed, chosen, missing if chosen is None else (), fitting)


def _total(facts: Known, parts: tuple[Component, ...], rounding: str) -> Component:
    """The sum of the parts under the rounding that was chosen."""
    printed = facts.sheet.printed.total
    exact = _sum([p.computed for p in parts], [p.printed for p in parts])
    if exact is None:
        notice = Notice("missing_parts", say("有一部分算不出，合计也算不出"))
        return Component("total", printed, None, (notice,))
    figures = tuple(part.figure for part in parts if part.figure is not None)
    rule = facts.rule("total_rounding")
    ground: tuple[Node, ...] = () if rule is None else (rule.ground,)
    figure = Figure(
        id="award.total",
        label=say("合计"),
        value=TOTAL_ROUNDING[rounding](exact),
        unit=Unit.YUAN,
        formula=ROUNDING_WORDS[rounding],
        with_numbers=Text(" ＋ ".join(money(figure.amount) for figure in figures)),
        source=ON_SHEET if rule is None else rule.source,
        inputs=(*figures, *ground),
    )
    chosen = Candidate(figure)
    return Component("total", printed, chosen, (), (chosen,) if printed == chosen.value else ())


def _notices(
    facts: Known, components: tuple[Component, ...], rounding: str, on_file: bool
) -> Iterator[Notice]:
    """What to know: rounding not on file, an index that was rounded, parts taken as nothing."""
    basic, _, transitional, total = components
    if not on_file:
        yield _rounding_notice(facts, total, rounding)
    if basic.reproduced is False:
        yield from rounded_basic(facts)
    if transitional.reproduced is False:
        yield from rounded_transitional(facts)
    if total.reproduced is False and all(c.reproduced for c in components[:3] if c.printed):
        yield Notice("other_parts", OTHER_PARTS)


OTHER_PARTS = say("各部分都对上而合计不同：核定表可能还有别的项目（增发、补贴等），请问经办机构")


def _rounding_notice(facts: Known, total: Component, rounding: str) -> Notice:
    place = place_name(facts)
    if total.reproduced:
        text = say(
            "没有收录{place}合计的取位规则；按「{rule}」能对上",
            place=place,
            rule=ROUNDING_WORDS[rounding],
        )
    else:
        text = say("没有收录{place}合计的取位规则，按取到分算", place=place)
    return Notice("no_rounding_rule", text)

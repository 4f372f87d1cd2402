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
from core.derivation import Figure, Unit
from core.policy.model import Law
from core.quantities import money
from core.rules.award_known import Known, known
from core.rules.award_notes import rounded_basic, rounded_transitional
from core.rules.award_parts import ON_SHEET, PARTS, Candidate, Part
from core.rules.award_sheet import Printed, Sheet
from core.rules.pension import ROUNDING
from core.rules.pension_words import ROUNDING_WORDS
from core.words import Notice, Text, say

__all__ = ["AwardCheck", "Component", "Printed", "Sheet", "check"]


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
class Way:
    """How amounts are rounded, by keys of ROUNDING: each part, and their sum."""

    parts: str
    total: str


@dataclass(frozen=True, slots=True)
class AwardCheck:
    """The result: the four figures, how they were rounded, and what to know about it.

    ``rounding_on_file`` says whether the province chose how the total is rounded.
    """

    sheet: Sheet
    components: tuple[Component, ...]
    way: Way
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
            say("六位行政区划代码，省、市、县都行，如 140000"),
        )
    facts = known(sheet, law)
    tried = {parts: _candidates(facts, parts) for parts in {way.parts for way in _ways(facts)}}
    way, chosen = _best(facts, tried)
    parts = tuple(
        _component(facts, part, one, every)
        for part, one, every in zip(PARTS, chosen, tried[way.parts], strict=True)
    )
    total = _total(facts, parts, way.total)
    on_file = facts.rule("total_rounding") is not None
    notices = tuple(_notices(facts, (*parts, total), way, on_file))
    return AwardCheck(sheet, (*parts, total), way, on_file, notices)


Chosen = tuple[Candidate | None, ...]
Tried = tuple[tuple[Candidate, ...], ...]
"""The candidates of each part, in the order of PARTS."""


def _candidates(facts: Known, rounding: str) -> Tried:
    return tuple(tuple(part.candidates(facts, ROUNDING[rounding])) for part in PARTS)


def _ways(facts: Known) -> tuple[Way, ...]:
    """The province's rounding first; to the fen too, for sheets that show amounts so.

    Where no rule for the total is on file all of them, to the fen first.
    """
    rule = facts.rule("total_rounding")
    totals = tuple(ROUNDING) if rule is None else (rule.value,)
    parts = dict.fromkeys((facts.choice("parts_rounding"), "fen"))
    return tuple(Way(*names) for names in product(parts, dict.fromkeys((*totals, "fen"))))


def _best(facts: Known, tried: dict[str, Tried]) -> tuple[Way, Chosen]:
    """The first of all combinations that reproduces most printed figures.

    Candidates come in order of likelihood and ``max`` keeps the first, so ties go to the
    province's own rules.
    """
    printed = facts.sheet.printed
    wanted = [printed.basic, printed.account, printed.transitional]

    def score(found: tuple[Way, Chosen]) -> int:
        way, parts = found
        values = [None if one is None else one.value for one in parts]
        total = _sum(facts, values)
        right = sum(w is not None and w == v for w, v in zip(wanted, values, strict=True))
        return right + (total is not None and ROUNDING[way.total](total) == printed.total)

    combinations = (
        (way, parts)
        for way in _ways(facts)
        for parts in product(*(every or (None,) for every in tried[way.parts]))
    )
    return max(combinations, key=score)


def _sum(facts: Known, values: Sequence[Decimal | None]) -> Decimal | None:
    """The parts and other items added up; None where one that is printed was not computed."""
    printed = (getattr(facts.sheet.printed, part.name) for part in PARTS)
    if any(v is None and p for v, p in zip(values, printed, strict=True)):
        return None
    if all(v is None for v in values):
        return None
    return sum((v for v in values if v is not None), facts.sheet.other or ZERO)


def _component(
    facts: Known, part: Part, chosen: Candidate | None, tried: tuple[Candidate, ...]
) -> Component:
    printed: Decimal | None = getattr(facts.sheet.printed, part.name)
    missing = tuple(part.missing(facts)) if chosen is None else ()
    fitting = tuple(one for one in tried if one.value == printed)
    return Component(part.name, printed, chosen, missing, fitting)


def _total(facts: Known, parts: tuple[Component, ...], rounding: str) -> Component:
    """The sum of the parts under the rounding that was chosen."""
    printed, other = facts.sheet.printed.total, facts.sheet.other
    exact = _sum(facts, [part.computed for part in parts])
    if exact is None:
        notice = Notice("missing_parts", say("有一部分算不出，合计也算不出"))
        return Component("total", printed, None, (notice,))
    figures = tuple(part.figure for part in parts if part.figure is not None)
    summands = [figure.amount for figure in figures] + ([other] if other else [])
    rule = facts.rule("total_rounding")
    figure = Figure(
        id="award.total",
        label=say("合计"),
        value=ROUNDING[rounding](exact),
        unit=Unit.YUAN,
        formula=ROUNDING_WORDS[rounding],
        with_numbers=Text(" ＋ ".join(map(money, summands))),
        source=ON_SHEET if rule is None else rule.source,
        inputs=(*figures, *facts.grounds("total_rounding")),
    )
    chosen = Candidate(figure)
    return Component("total", printed, chosen, (), (chosen,) if printed == chosen.value else ())


def _notices(
    facts: Known, components: tuple[Component, ...], way: Way, on_file: bool
) -> Iterator[Notice]:
    """What to know: rounding not on file, an index that was rounded, parts taken as nothing."""
    basic, _, transitional, total = components
    if not on_file:
        yield _rounding_notice(facts, total, way.total)
    if way.parts != facts.choice("parts_rounding"):
        yield Notice("parts_to_the_fen", PARTS_TO_THE_FEN)
    if on_file and way.total != _ways(facts)[0].total:
        yield Notice("total_to_the_fen", TOTAL_TO_THE_FEN)
    if basic.reproduced is False:
        yield from rounded_basic(facts, way.parts)
    if transitional.reproduced is False:
        yield from rounded_transitional(facts, way.parts)
    if total.reproduced is False and all(c.reproduced for c in components[:3] if c.printed):
        yield Notice("other_parts", OTHER_PARTS)


OTHER_PARTS = say("各部分都对上而合计不同：核定表可能还有别的项目（增发、补贴等），请问经办机构")
PARTS_TO_THE_FEN = say("本地各部分取到角；这里印的是取到分的数，按取到分对上")
TOTAL_TO_THE_FEN = say("本地合计取到角；这里印的是取到分的数，按取到分对上")


def _rounding_notice(facts: Known, total: Component, rounding: str) -> Notice:
    if total.reproduced:
        text = say(
            "没有收录{place}合计的取位规则；按「{rule}」能对上",
            place=facts.name,
            rule=ROUNDING_WORDS[rounding],
        )
    else:
        text = say("没有收录{place}合计的取位规则，按取到分算", place=facts.name)
    return Notice("no_rounding_rule", text)

"""Two to four plans side by side: the answers that differ, and what comes of each.

No Textual here.  Differences are those against the first plan.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.answers import Answers, Unanswered, case_of, usual_start
from core.case import CaseError
from core.derivation import Figure
from core.options import Option, Pension
from core.policy.model import Policy
from core.policy.regions import Regions
from core.projection import Projection, project
from core.quantities import YearMonth, money
from core.questions.catalogue import QUESTIONS
from core.questions.question import Question, Step
from core.words import Text, say
from tui.entries.option import later_phase
from tui.marks import marks_of
from tui.saying import SCHEMES, answer_text, default_text, option_name, usual_text, yearly_rate
from tui.words import _, render

NOTHING = "—"
DIFFERENT = "≠"
FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan worked out; ``why`` says what keeps it from being.  Of a woman whose retirement
    track is undecided the ``projection`` is the first branch."""

    name: str
    answers: Answers
    id: str = ""
    projection: Projection | None = None
    undecided: bool = False
    why: Text | None = None

    @property
    def option(self) -> Option | None:
        return None if self.projection is None else self.projection.option


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands for one plan: ``delta`` against the first where both are amounts."""

    text: str
    differs: bool = False
    marks: str = ""
    value: Any = None
    delta: Any = None
    delta_text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``answers`` are only those that differ; ``notes`` what a reader must know of a plan."""

    plans: tuple[Compared, ...]
    answers: tuple[Row, ...]
    results: tuple[Row, ...]
    notes: tuple[Text, ...]


def work_out(
    name: str, answers: Answers, policy: Policy, as_of: date, plan_id: str = ""
) -> Compared:
    """One plan under the law of a day."""
    try:
        found = project(case_of(answers, policy.national.assumptions, as_of), policy, as_of)
    except Unanswered:
        return Compared(name, answers, plan_id, why=say("还没填完"))
    except CaseError as error:
        why = say("{problem}。可填：{accepted}", problem=error.problem, accepted=error.accepted)
        return Compared(name, answers, plan_id, why=why)
    branch = found.branches[0] if found.branches else found
    return Compared(name, answers, plan_id, branch, undecided=bool(found.branches))


def side_by_side(plans: Sequence[Compared], policy: Policy, as_of: date) -> Comparison:
    """The whole table."""
    regions = policy.regions
    return Comparison(
        tuple(plans),
        tuple(_answers(plans, policy, as_of)),
        tuple(row for row in _results(plans, regions) if _worth(row)),
        tuple(_notes(plans)),
    )


# ---- what was answered


def _answers(plans: Sequence[Compared], policy: Policy, as_of: date) -> Iterator[Row]:
    for question in QUESTIONS:
        if question.step is Step.REVIEW:
            continue
        texts = [_answer(question, plan.answers, policy, as_of) for plan in plans]
        meant = [text.strip("（）") for text in texts]
        said = len({text for text in meant if text != NOTHING}) > 1
        # What is merely not asked in another scheme is no difference; what somebody chose is.
        chosen = any(p.answers.get(question.key) is not None for p in plans)
        if said or (chosen and len(set(meant)) > 1):
            cells = [Cell(t, m != meant[0], value=t) for t, m in zip(texts, meant, strict=True)]
            yield Row(question.key, render(question.label), tuple(cells))


def _answer(question: Question, answers: Answers, policy: Policy, as_of: date) -> str:
    """The answer in words; in brackets what is taken while there is none."""
    if not question.applies(answers):
        return NOTHING
    if text := answer_text(question, answers, policy.regions):
        return text
    if question.key == "plan.scheme":
        return f"（{render(SCHEMES['employee'])}）"
    if question.key == "plan.start":
        return f"（{usual_start(as_of)}）"
    if question.step is Step.ASSUMPTIONS:
        return f"（{default_text(question, policy.national.assumptions)}）"
    return usual_text(question, answers, as_of) or NOTHING


# ---- what comes of it


def _results(plans: Sequence[Compared], regions: Regions) -> Iterator[Row]:
    options = [plan.option for plan in plans]
    names = [NOTHING if o is None else option_name(o, regions) for o in options]
    yield _row("option", say("参保办法"), names)
    yield _row("retires", say("退休月份"), [_retires(plan) for plan in plans])
    for key, label, read in READINGS:
        yield _row(key, label, [_read(option, read) for option in options])


def _retires(plan: Compared) -> YearMonth | None:
    """Of the employee scheme; the resident pension begins at an age of its own."""
    option = plan.option
    if plan.projection is None or option is None or option.scheme != "employee":
        return None
    return plan.projection.retires


Value = Figure | Decimal | YearMonth | int | str | None
Reading = Callable[[Option], Value]


def _read(option: Option | None, read: Reading) -> Value:
    return read(option) if option is not None and option.available else None


def _cost(name: str) -> Reading:
    return lambda option: getattr(option.contribution, name, None)


def _of_pension(read: Callable[[Pension], Value]) -> Reading:
    return lambda option: None if option.pension is None else read(option.pension)


def _outlook(name: str) -> Reading:
    return lambda o: getattr(o.outlook, name, None) if o.pension is not None else None


def _later(option: Option) -> Value:
    later = later_phase(option)
    return None if later is None else later.total


def _transitional(pension: Pension) -> Value:
    return pension.transitional if pension.transitional.amount else None


READINGS: tuple[tuple[str, Text, Reading], ...] = (
    ("first_year", say("每年缴"), _cost("first_year")),
    ("own_total", say("自己还要缴"), _cost("own_total")),
    ("months", say("缴费月数"), lambda o: None if o.months is None else o.months.total),
    ("start", say("从何时领"), _of_pension(lambda p: p.start)),
    ("total", say("每月领"), _of_pension(lambda p: p.total)),
    ("basic", say("  基础养老金"), _of_pension(lambda p: p.basic)),
    ("account", say("  个人账户"), _of_pension(lambda p: p.account)),
    ("transitional", say("  过渡性"), _of_pension(_transitional)),
    ("later", say("65岁起每月"), _later),
    ("total_today", say("按今天的钱"), _of_pension(lambda p: p.total_today)),
    ("payback_months", say("领几个月回本"), _outlook("payback_months")),
    ("lifetime_total", say("一共能领"), _outlook("lifetime_total")),
    ("irr", say("折成年收益率"), _outlook("irr")),
)
RATES = {"irr"}


def _row(key: str, label: Text, values: Sequence[Value]) -> Row:
    first = _plain(values[0])
    return Row(key, render(label), tuple(_cell(key, value, first) for value in values))


def _cell(key: str, value: Value, first: Any) -> Cell:
    bare = _plain(value)
    marks = marks_of(value) if isinstance(value, Figure) else ""
    delta = None
    if not isinstance(bare, str | None) and not isinstance(first, str | None):
        delta = bare - first
    text = _shown(key, bare)
    sign = "" if not delta else _signed(key, bare, delta)
    return Cell(text, bare != first, marks, bare, delta, sign)


def _plain(value: Value) -> Any:
    return value.amount if isinstance(value, Figure) else value


def _shown(key: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, Decimal):
        return yearly_rate(value) if key in RATES else money(value)
    return str(value)


def _signed(key: str, value: Any, delta: Any) -> str:
    """+12.00, -3: with a sign, in the unit of the row; between months as months."""
    sign = "+" if delta > 0 else ""
    text = sign + _shown(key, delta).removesuffix("%")
    return _("{n}个月").format(n=text) if isinstance(value, YearMonth) else text


def _worth(row: Row) -> bool:
    """A row nobody has anything in says nothing."""
    return any(cell.value is not None for cell in row.cells)


# ---- what must be said of a plan


def _notes(plans: Sequence[Compared]) -> Iterator[Text]:
    for plan in plans:
        option = plan.option
        if plan.why is not None:
            yield say("「{name}」算不出：{why}", name=plan.name, why=plan.why)
        elif plan.undecided:
            yield say("「{name}」的退休类别还没定，这里按 55 岁一类比。", name=plan.name)
        if option is None:
            continue
        if not option.available:
            why = option.reasons[0].text
            yield say("「{name}」选的办法走不通：{why}", name=plan.name, why=why)
        elif option.pension is None:
            ways = option.ways_out or option.notices
            yield say("「{name}」领不到养老金。", name=plan.name)
            if ways:
                yield say("「{name}」的出路：{why}", name=plan.name, why=ways[0].text)

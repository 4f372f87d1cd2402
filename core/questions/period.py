"""One period of past contributions as questions, and as an entry of ``[[history.periods]]``."""

from collections.abc import Callable, Mapping
from typing import Any

from core import reading
from core.answers import Answers
from core.case import PeriodKind, Scheme
from core.questions.identity import STATEMENT
from core.questions.plan import BASES, REGION_FORMS
from core.questions.question import Choice, Kind, Question, Step
from core.words import Text, say


def _of(*schemes: Scheme) -> Callable[[Answers], bool]:
    return lambda answers: answers.get("period.scheme") in schemes


def _paid_as_employee(answers: Answers) -> bool:
    deemed = answers.get("period.kind") == PeriodKind.DEEMED
    return _of(Scheme.EMPLOYEE)(answers) and not deemed


PERIOD: tuple[Question, ...] = (
    Question(
        key="period.scheme",
        step=Step.PERIOD,
        label=say("哪一种"),
        kind=Kind.CHOICE,
        choices=(
            Choice(Scheme.EMPLOYEE, say("职工")),
            Choice(Scheme.RESIDENT, say("居民")),
            Choice(Scheme.SUPPLEMENTARY, say("补充")),
        ),
        required=True,
        why=say("几种养老保险的年限、账户分开算"),
        where=STATEMENT,
        voids=("period.kind", "period.base", "period.tier"),
    ),
    Question(
        key="period.kind",
        step=Step.PERIOD,
        label=say("视同缴费吗"),
        kind=Kind.CHOICE,
        choices=(Choice(PeriodKind.PAID, say("缴了钱")), Choice(PeriodKind.DEEMED, say("视同"))),
        applies=_of(Scheme.EMPLOYEE),
        usual=say("缴了钱"),
        why=say("建立个人账户前的工龄没有缴钱，也算年限"),
        where=say("个人档案，由经办机构认定"),
        voids=("period.base",),
    ),
    Question(
        key="period.arrears",
        step=Step.PERIOD,
        label=say("是补缴的吗"),
        kind=Kind.CHOICE,
        choices=(
            Choice(PeriodKind.PAID, say("按年缴的")),
            Choice(PeriodKind.ARREARS, say("后来补的")),
        ),
        applies=_of(Scheme.RESIDENT),
        usual=say("按年缴的"),
        why=say("补缴的年份没有政府补贴，也不加发"),
        where=say("社保卡App「城乡居民养老保险」，或问村（社区）协办员"),
    ),
    Question(
        key="period.from",
        step=Step.PERIOD,
        label=say("从哪个月"),
        kind=Kind.TEXT,
        read=reading.read_month,
        required=True,
        why=say("这一段的第一个月"),
        where=STATEMENT,
    ),
    Question(
        key="period.to",
        step=Step.PERIOD,
        label=say("到哪个月"),
        kind=Kind.TEXT,
        read=reading.read_month,
        required=True,
        why=say("这一段的最后一个月，也算在内"),
        where=STATEMENT,
    ),
    Question(
        key="period.place",
        step=Step.PERIOD,
        label=say("在哪里缴"),
        kind=Kind.REGION,
        required=True,
        why=say("指数按那个地方那一年的平均工资算；在哪里领看在哪里缴满10年"),
        where=REGION_FORMS,
    ),
    Question(
        key="period.base",
        step=Step.PERIOD,
        label=say("缴费基数"),
        kind=Kind.PRESET,
        read=reading.read_base,
        choices=BASES,
        applies=_paid_as_employee,
        required=True,
        unit=say("元/月"),
        why=say("基数与当年平均工资的比就是指数，基数的8%记入账户"),
        where=say("缴费明细里的「缴费基数」；按左右键换下限、上限，或直接打"),
    ),
    Question(
        key="period.tier",
        step=Step.PERIOD,
        label=say("每年哪一档"),
        kind=Kind.TEXT,
        read=reading.read_count(999_999, "/年", "元", "元/年"),
        applies=_of(Scheme.RESIDENT, Scheme.SUPPLEMENTARY),
        required=True,
        unit=say("元/年"),
        why=say("每年缴的钱和政府补贴都进账户"),
        where=say("社保卡App「城乡居民养老保险」的缴费明细"),
    ),
)


def asked_from(period: Mapping[str, Any]) -> dict[str, Any]:
    """A period of the profile format as answers to these questions."""
    found = {f"period.{key}": value for key, value in period.items() if key != "kind"}
    kind = period.get("kind")
    if kind is not None:
        found["period.arrears" if kind == PeriodKind.ARREARS else "period.kind"] = kind
    return found


def period_from(answers: Answers) -> dict[str, Any]:
    """The answers as a period of the profile format."""
    found = {key.removeprefix("period."): value for key, value in answers.items()}
    kind = found.pop("arrears", None) or found.pop("kind", PeriodKind.PAID.value)
    found.pop("kind", None)
    return found if kind == PeriodKind.PAID else {**found, "kind": str(kind)}


def problem_of(answers: Answers) -> Text | None:
    """What is wrong between the answers of one period."""
    first, last = answers.get("period.from"), answers.get("period.to")
    if first and last and last < first:
        return say("{last} 在 {first} 之前，请改起止年月", last=last, first=first)
    return None

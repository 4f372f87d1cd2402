"""The wizard as data: steps and questions, declared once and rendered by every interface.

A question says when it applies, what a changed answer makes void, why it is asked, and where the
answer stands on paper.  Keys are those of the profile format.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core import reading
from core.answers import Answers
from core.case import Category, Frequency, PlaceRole, Sex, Status
from core.policy.model import province_of
from core.words import Text, say


class Step(StrEnum):
    """The steps of the wizard, in order; the assumptions and a period of the past stand beside."""

    IDENTITY = "identity"
    PLACES = "places"
    SCHEME = "scheme"
    PAYMENT = "payment"
    REVIEW = "review"
    ASSUMPTIONS = "assumptions"
    PERIOD = "period"


STEP_NAMES: dict[Step, Text] = {
    Step.IDENTITY: say("身份"),
    Step.PLACES: say("参保地"),
    Step.SCHEME: say("险种"),
    Step.PAYMENT: say("缴费"),
    Step.REVIEW: say("核对"),
    Step.ASSUMPTIONS: say("推算假设"),
    Step.PERIOD: say("一段缴费"),
}


class Kind(StrEnum):
    """How an answer is given: typed, picked, found by name, picked or typed (preset), or as a
    list of periods on a page of its own."""

    TEXT = "text"
    CHOICE = "choice"
    REGION = "region"
    OPTION = "option"
    PRESET = "preset"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed question, with the word that explains it."""

    value: Any
    label: Text
    note: Text | None = None


def always(_: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    ``read`` turns typed text into the answer (Unreadable if it is none).  ``voids`` lists keys
    whose answers a change makes void, where ``voids_when(before, after)`` holds.  ``usual`` says
    what is taken as long as there is no answer.
    """

    key: str
    step: Step
    label: Text
    kind: Kind
    why: Text
    where: Text
    read: Callable[[str], Any] = str
    choices: tuple[Choice, ...] = ()
    applies: Callable[[Answers], bool] = always
    required: bool = False
    usual: Text | None = None
    unit: Text | None = None
    voids: tuple[str, ...] = ()
    voids_when: Callable[[Any, Any], bool] = lambda before, after: before != after


def _female(answers: Answers) -> bool:
    return bool(answers.get("person.sex") == Sex.FEMALE)


def _paid(key: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(key))


def _two_places(answers: Answers) -> bool:
    registered = answers.get("location.registered")
    return bool(registered) and bool(answers.get("location.working", registered) != registered)


def _employee(answers: Answers) -> bool:
    return bool(answers.get("plan.scheme", "employee") == "employee")


def _resident(answers: Answers) -> bool:
    return bool(answers.get("plan.scheme") == "resident")


def _supplementary(answers: Answers) -> bool:
    return _resident(answers) and "plan.supplementary_tier" in answers


def _other_province(before: Any, after: Any) -> bool:
    return bool(before and after and province_of(before) != province_of(after))


MOST_MONTHS = 900
MOST_YEARS = 75

STATUSES = (
    Choice(Status.PLATFORM, say("平台骑手、司机、主播等")),
    Choice(Status.SELF_EMPLOYED, say("个体户（没有雇工）")),
    Choice(Status.PART_TIME, say("非全日制，单位没给缴")),
    Choice(Status.OTHER_FLEXIBLE, say("其他灵活就业")),
    Choice(Status.EMPLOYED, say("在单位上班")),
    Choice(Status.SELF_EMPLOYED_WITH_STAFF, say("个体户（有雇工）")),
    Choice(Status.STUDENT, say("在校学生")),
)

CATEGORIES = (
    Choice(Category.FEMALE55, say("55岁一类（灵活就业一般按这个）")),
    Choice(Category.FEMALE50, say("50岁一类（由经办机构认定）")),
    Choice(Category.UNSURE, say("还不确定，两种都算")),
)

FREQUENCIES = (
    Choice(Frequency.MONTHLY, say("按月")),
    Choice(Frequency.QUARTERLY, say("按季")),
    Choice(Frequency.HALF_YEARLY, say("半年")),
    Choice(Frequency.YEARLY, say("按年")),
)

BASES = (
    Choice("floor", say("下限")),
    *(Choice(f"{percent}%", say("{p}%", p=percent)) for percent in (60, 80, 100, 150, 200, 300)),
    Choice("ceiling", say("上限")),
)

RETIREMENTS = (
    Choice("statutory", say("法定月份")),
    Choice("earliest", say("能早就早")),
)

STATEMENT = say("社保卡App或12333网站「个人权益记录」，或到社保窗口打印")

IDENTITY = (
    Question(
        key="person.birth",
        step=Step.IDENTITY,
        label=say("出生年月"),
        kind=Kind.TEXT,
        read=reading.read_birth,
        required=True,
        why=say("退休月份按出生年月定，哪一天出生不影响"),
        where=say("身份证上的出生日期；与档案不一致时以经办机构认定为准"),
        voids=("plan.retire",),
    ),
    Question(
        key="person.sex",
        step=Step.IDENTITY,
        label=say("性别"),
        kind=Kind.CHOICE,
        choices=(Choice(Sex.MALE, say("男")), Choice(Sex.FEMALE, say("女"))),
        required=True,
        why=say("男女的法定退休年龄不同"),
        where=say("身份证"),
        voids=("person.category", "plan.retire"),
    ),
    Question(
        key="person.category",
        step=Step.IDENTITY,
        label=say("退休类别"),
        kind=Kind.CHOICE,
        choices=CATEGORIES,
        applies=_female,
        usual=say("55岁一类"),
        why=say("女性分50岁和55岁两类，差五年；不确定就两种都算出来"),
        where=say("原来在企业做工人的可能按50岁，由经办机构看档案认定"),
        voids=("plan.retire",),
    ),
    Question(
        key="person.status",
        step=Step.IDENTITY,
        label=say("从业方式"),
        kind=Kind.CHOICE,
        choices=STATUSES,
        required=True,
        why=say("以个人身份参保的，要是灵活就业人员；有单位的由单位缴"),
        where=say("看有没有签劳动合同、单位有没有给缴社保"),
    ),
    Question(
        key="history.employee_months",
        step=Step.IDENTITY,
        label=say("已缴职工养老"),
        kind=Kind.TEXT,
        read=reading.read_count(MOST_MONTHS, "个月", "月"),
        unit=say("个月"),
        usual=say("没缴过"),
        why=say("以前缴的月数都算数，单位缴的、外地缴的也算"),
        where=STATEMENT,
    ),
    Question(
        key="history.employee_index",
        step=Step.IDENTITY,
        label=say("平均缴费指数"),
        kind=Kind.TEXT,
        read=reading.read_index,
        applies=_paid("history.employee_months"),
        usual=say("不知道"),
        why=say("指数是缴费基数与平均工资的比，越高养老金越多；按下限缴约0.6"),
        where=say("个人权益记录上的「平均缴费指数」；没有就打12333问"),
    ),
    Question(
        key="history.employee_balance",
        step=Step.IDENTITY,
        label=say("职工账户余额"),
        kind=Kind.TEXT,
        read=reading.read_money,
        unit=say("元"),
        applies=_paid("history.employee_months"),
        usual=say("不知道"),
        why=say("退休时账户里的钱除以计发月数，就是个人账户养老金"),
        where=say("个人权益记录上的「个人账户储存额」"),
    ),
    Question(
        key="history.employee_deemed_months",
        step=Step.IDENTITY,
        label=say("视同缴费"),
        kind=Kind.TEXT,
        read=reading.read_count(MOST_MONTHS, "个月", "月"),
        unit=say("个月"),
        applies=_paid("history.employee_months"),
        usual=say("没有"),
        why=say("建立个人账户前的工龄可以视同缴费，另发过渡性养老金"),
        where=say("个人档案里的招工、参军材料，由经办机构认定；截止的年月各地不同"),
    ),
    Question(
        key="history.transitional_index",
        step=Step.IDENTITY,
        label=say("过渡部分指数"),
        kind=Kind.TEXT,
        read=reading.read_index,
        applies=_paid("history.employee_deemed_months"),
        usual=say("同平均指数"),
        why=say("有的省算过渡性养老金用单独的一个指数"),
        where=say("核定表或预审单上的指数；没有就留空"),
    ),
    Question(
        key="history.employee_since",
        step=Step.IDENTITY,
        label=say("首次参保年月"),
        kind=Kind.TEXT,
        read=reading.read_month,
        applies=_paid("history.employee_months"),
        usual=say("不知道"),
        why=say("2011年7月前参保的，缴不满年限时多一条办法"),
        where=STATEMENT,
    ),
    Question(
        key="history.resident_years",
        step=Step.IDENTITY,
        label=say("已缴居民养老"),
        kind=Kind.TEXT,
        read=reading.read_count(MOST_YEARS, "年"),
        unit=say("年"),
        usual=say("没缴过"),
        why=say("居民养老保险满15年才能领，超过15年的每年加发"),
        where=say("社保卡App「城乡居民养老保险」，或问村（社区）协办员"),
    ),
    Question(
        key="history.resident_arrears_years",
        step=Step.IDENTITY,
        label=say("其中补缴的"),
        kind=Kind.TEXT,
        read=reading.read_count(MOST_YEARS, "年"),
        unit=say("年"),
        applies=_paid("history.resident_years"),
        usual=say("没有"),
        why=say("补缴的年份算够不够15年，但没有政府补贴，也不加发"),
        where=say("社保卡App「城乡居民养老保险」的缴费明细"),
    ),
    Question(
        key="history.resident_balance",
        step=Step.IDENTITY,
        label=say("居民账户余额"),
        kind=Kind.TEXT,
        read=reading.read_money,
        unit=say("元"),
        applies=_paid("history.resident_years"),
        usual=say("不知道"),
        why=say("60岁时账户里的钱除以139，每月发"),
        where=say("社保卡App「城乡居民养老保险」的账户储存额"),
    ),
    Question(
        key="history.supplementary_years",
        step=Step.IDENTITY,
        label=say("已缴补充养老"),
        kind=Kind.TEXT,
        read=reading.read_count(MOST_YEARS, "年"),
        unit=say("年"),
        applies=_paid("history.resident_years"),
        usual=say("没缴过"),
        why=say("有的省居民另有补充养老保险，65岁起发"),
        where=say("社保卡App，或问村（社区）协办员"),
    ),
    Question(
        key="history.supplementary_balance",
        step=Step.IDENTITY,
        label=say("补充账户余额"),
        kind=Kind.TEXT,
        read=reading.read_money,
        unit=say("元"),
        applies=_paid("history.supplementary_years"),
        usual=say("不知道"),
        why=say("65岁时补充账户里的钱按月发"),
        where=say("社保卡App，或问村（社区）协办员"),
    ),
    Question(
        key="history.periods",
        step=Step.IDENTITY,
        label=say("分段缴费记录"),
        kind=Kind.PERIODS,
        usual=say("没有，按上面的总数"),
        why=say("在几个地方、按几种办法缴过的，分段填最准：指数、账户和在哪里领由它算出"),
        where=say("按 → 一段一段填；各段写在个人权益记录的缴费明细里"),
    ),
)

REGION_FORMS = say("打拼音首字母（如 dt）、拼音、代码或汉字，再按前面的数字选")

PLACES = (
    Question(
        key="location.registered",
        step=Step.PLACES,
        label=say("户籍地"),
        kind=Kind.REGION,
        required=True,
        why=say("居民养老保险只能在户籍地参保；职工养老保险可以在户籍地或就业地"),
        where=say("户口簿上的地址。身份证号开头几位是首次办证的地方，不一定是现在的户籍地"),
        voids=("plan.tier", "plan.supplementary_tier"),
        voids_when=_other_province,
    ),
    Question(
        key="location.working",
        step=Step.PLACES,
        label=say("就业地"),
        kind=Kind.REGION,
        usual=say("与户籍地相同"),
        why=say("在外地干活的，可以选择在就业地参加职工养老保险"),
        where=say("现在干活、接单的地方；居住证上的地址"),
    ),
    Question(
        key="plan.place",
        step=Step.PLACES,
        label=say("在哪里参保"),
        kind=Kind.CHOICE,
        choices=(
            Choice(PlaceRole.REGISTERED, say("户籍地")),
            Choice(PlaceRole.WORKING, say("就业地")),
        ),
        applies=_two_places,
        usual=say("户籍地"),
        why=say("两地的基数、计发基数可能不同；以后还可以转"),
        where=say("自己选；两边的差别看右边和下一步"),
    ),
)

SCHEME = (
    Question(
        key="plan.scheme",
        step=Step.SCHEME,
        label=say("参加哪种"),
        kind=Kind.OPTION,
        required=True,
        why=say("职工养老保险缴得多领得多；居民养老保险缴得少领得少；同一时间只能参加一种"),
        where=say("比较每年缴多少、每月领多少、从何时领；不能选的写了原因"),
    ),
    Question(
        key="plan.base",
        step=Step.SCHEME,
        label=say("缴费基数"),
        kind=Kind.PRESET,
        read=reading.read_base,
        choices=BASES,
        applies=_employee,
        usual=say("下限"),
        why=say("在上下限之间自己定；基数越高缴得越多、领得越多，以后每年可以改"),
        where=say("按左右键换档，或直接打每月元数，如 5000；百分比打 150%"),
    ),
    Question(
        key="plan.tier",
        step=Step.SCHEME,
        label=say("居民缴费档次"),
        kind=Kind.PRESET,
        read=reading.read_count(999_999, "/年"),
        applies=_resident,
        unit=say("元/年"),
        usual=say("最低档"),
        why=say("档次越高，政府补贴越多，账户里的钱越多"),
        where=say("按左右键换档，或直接打档次，如 2000"),
    ),
    Question(
        key="plan.supplementary_tier",
        step=Step.SCHEME,
        label=say("补充养老档次"),
        kind=Kind.PRESET,
        read=reading.read_count(999_999, "/年"),
        applies=_supplementary,
        unit=say("元/年"),
        why=say("补充养老保险另有档次和补贴，65岁起领"),
        where=say("按左右键换档，或直接打档次，如 500"),
    ),
)

PAYMENT = (
    Question(
        key="plan.frequency",
        step=Step.PAYMENT,
        label=say("多久缴一次"),
        kind=Kind.CHOICE,
        choices=FREQUENCIES,
        applies=_employee,
        usual=say("按月"),
        why=say("一年的总数都一样，只是分几次缴"),
        where=say("自己选；居民养老保险只能按年缴"),
    ),
    Question(
        key="plan.start",
        step=Step.PAYMENT,
        label=say("从哪个月起缴"),
        kind=Kind.TEXT,
        read=reading.read_month,
        usual=say("下个月"),
        why=say("已缴的月数和余额，都是到这个月之前为止的"),
        where=say("自己定；过去的年份一般不能补缴"),
        voids=("plan.retire",),
    ),
    Question(
        key="plan.retire",
        step=Step.PAYMENT,
        label=say("什么时候退休"),
        kind=Kind.PRESET,
        read=reading.read_retire,
        choices=RETIREMENTS,
        applies=_employee,
        usual=say("法定月份"),
        why=say("可以提前最多三年，但要先缴满年限；提前会少领"),
        where=say("打「法定」「最早」，或年月如 2046-01"),
    ),
    Question(
        key="plan.extend",
        step=Step.PAYMENT,
        label=say("年限不够时"),
        kind=Kind.CHOICE,
        choices=(Choice(True, say("继续缴到够")), Choice(False, say("到龄就停"))),
        applies=_employee,
        usual=say("继续缴到够"),
        why=say("到退休年龄还没缴满最低年限的，可以继续缴到满再领"),
        where=say("自己选"),
    ),
    Question(
        key="plan.pauses",
        step=Step.PAYMENT,
        label=say("打算暂停"),
        kind=Kind.TEXT,
        read=reading.read_pauses,
        usual=say("不停"),
        why=say("可以停缴，以后再续，年限累计；停的月份不能补"),
        where=say("打起止年月，如 2030-01至2031-06；几段用逗号隔开"),
    ),
)

REVIEW = (
    Question(
        key="name",
        step=Step.REVIEW,
        label=say("方案名称"),
        kind=Kind.TEXT,
        read=reading.read_name,
        usual=say("保存时自动起"),
        why=say("以后凭名称找回这个方案；不要写身份证号"),
        where=say("随便起，如 骑手小王"),
    ),
)


def _rate(key: str, label: Text, why: Text, where: Text) -> Question:
    return Question(
        key=f"assumptions.{key}",
        step=Step.ASSUMPTIONS,
        label=label,
        kind=Kind.TEXT,
        read=reading.read_rate,
        unit=say("%"),
        why=why,
        where=where,
    )


_PAST = say("往年的公布数可作参考；没有把握就留空，用默认的")

ASSUMPTIONS = (
    _rate("wage_growth", say("工资年增长"), say("以后的上下限、平均工资、计发基数按它推算"), _PAST),
    _rate("crediting_rate", say("职工账户利率"), say("还没公布的年份，账户按它计息"), _PAST),
    _rate("resident_rate", say("居民账户利率"), say("居民和补充养老的账户按它计息"), _PAST),
    _rate("resident_growth", say("居民养老金年增长"), say("以后的居民基础养老金按它推算"), _PAST),
    _rate("pension_growth", say("领取后每年上涨"), say("回本和累计领取按它推算"), _PAST),
    _rate("inflation", say("物价年上涨"), say("折成今天的钱时用"), _PAST),
    Question(
        key="assumptions.until_age",
        step=Step.ASSUMPTIONS,
        label=say("累计领取算到"),
        kind=Kind.TEXT,
        read=reading.read_count(120, "岁"),
        unit=say("岁"),
        why=say("累计能领多少，要有个截止的年龄"),
        where=say("自己定，默认80岁"),
    ),
)

QUESTIONS: tuple[Question, ...] = (
    *IDENTITY,
    *PLACES,
    *SCHEME,
    *PAYMENT,
    *REVIEW,
    *ASSUMPTIONS,
)
BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}


def questions_of(
    step: Step, answers: Answers, among: tuple[Question, ...] = QUESTIONS
) -> tuple[Question, ...]:
    """The questions of a step that apply to these answers."""
    return tuple(q for q in among if q.step is step and q.applies(answers))


def unanswered(
    step: Step, answers: Answers, among: tuple[Question, ...] = QUESTIONS
) -> tuple[Question, ...]:
    """Required questions of a step that still lack an answer."""
    found = questions_of(step, answers, among)
    return tuple(q for q in found if q.required and q.key not in answers)


@dataclass(frozen=True, slots=True)
class Change:
    """Answers after a change, and the questions whose answers it dropped."""

    answers: dict[str, Any]
    dropped: tuple[Question, ...]


NO_ANSWER = None


def change(
    answers: Answers, key: str, value: Any, among: tuple[Question, ...] = QUESTIONS
) -> Change:
    """Give (or with None take back) an answer; drop exactly what no longer stands.

    Dropped are the answers the question declares void and those whose question does not apply
    any more, until nothing more falls.
    """
    before = answers.get(key)
    now = {k: v for k, v in answers.items() if k != key or value is not NO_ANSWER}
    if value is not NO_ANSWER:
        now[key] = value
    by_key = {question.key: question for question in among}
    question = by_key.get(key)
    void = set(question.voids) if question and question.voids_when(before, value) else set()
    gone = [by_key[k] for k in void if k in now and before is not None]
    now = {k: v for k, v in now.items() if by_key.get(k) not in gone}
    # What did not apply before either is not this change's doing: a file may carry it along.
    idle = [q for q in among if q.key in answers and not q.applies(answers)]
    while inapplicable := [
        q for q in among if q.key in now and q not in idle and not q.applies(now)
    ]:
        gone += inapplicable
        now = {k: v for k, v in now.items() if by_key.get(k) not in inapplicable}
    return Change(now, tuple(sorted(gone, key=among.index)))


def choose_option(answers: Answers, scheme: str, place: str, lowest_supplementary: int) -> Change:
    """Choose a row of the option table: a scheme, for the employee scheme also the place.

    ``resident+supplementary`` keeps the chosen supplementary tier, or takes the lowest.
    """
    supplementary = answers.get("plan.supplementary_tier", lowest_supplementary)
    wanted: list[tuple[str, Any]] = [("plan.scheme", scheme.removesuffix("+supplementary"))]
    if scheme == "employee" and _two_places(answers):
        wanted.append(("plan.place", place))
    if scheme.startswith("resident"):
        both = scheme.endswith("+supplementary")
        wanted.append(("plan.supplementary_tier", supplementary if both else NO_ANSWER))
    now: dict[str, Any] = dict(answers)
    dropped: list[Question] = []
    for key, value in wanted:
        step = change(now, key, value)
        now, dropped = step.answers, [*dropped, *step.dropped]
    return Change(now, tuple(dict.fromkeys(dropped)))

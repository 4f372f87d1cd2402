"""Who is asking, and what has been paid so far."""

from collections.abc import Callable

from core import reading
from core.answers import Answers
from core.case import Category, Sex, Status
from core.questions.question import Choice, Kind, Question, Step
from core.words import say


def _female(answers: Answers) -> bool:
    return bool(answers.get("person.sex") == Sex.FEMALE)


def _paid(key: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(key))


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

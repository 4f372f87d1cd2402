"""Where to pay, into which scheme, how much, how often and until when; and the plan's name."""

from typing import Any

from core import reading
from core.answers import Answers
from core.case import Frequency, PlaceRole
from core.policy.model import province_of
from core.questions.question import Choice, Kind, Question, Step
from core.words import say


def two_places(answers: Answers) -> bool:
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
        applies=two_places,
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

"""Who may join which scheme, and where; a closed door always says why, and on what ground."""

from core.case import Category, Person, Sex, Status
from core.policy.model import Law, MissingError, Place, province_of
from core.policy.names import label
from core.quantities import Age, YearMonth
from core.rules.retirement import Window
from core.words import Notice, Text, say

YOUNGEST = Age.of(16)
RESIDENT_PENSION_AGE = Age.of(60)

NOT_FLEXIBLE: dict[Status, tuple[str, Text]] = {
    Status.STUDENT: (
        "student",
        say("在校学生不能以灵活就业人员身份参保；毕业后，或不再在校时再办"),
    ),
    Status.EMPLOYED: (
        "employed",
        say("已有单位的，应由单位申报参保，不能再以个人身份缴；可催单位办理，或打12333"),
    ),
    Status.SELF_EMPLOYED_WITH_STAFF: (
        "with_staff",
        say("有雇工的个体户应以用人单位身份为自己和雇工参保；到税务和社保经办机构办理"),
    ),
}


def common_reasons(person: Person, at: YearMonth, law: Law) -> tuple[Notice, ...]:
    """Reasons that close every scheme to the person (社会保险法 art. 10): status and age."""
    source = law.source("who_may_join").document
    found = []
    if person.status in NOT_FLEXIBLE:
        code, text = NOT_FLEXIBLE[person.status]
        found.append(Notice(code, text, source))
    if at - person.birth < YOUNGEST.months:
        ready = person.birth + YOUNGEST.months
        text = say("未满16周岁不能参保；{month}起可以", month=ready)
        found.append(Notice("too_young", text, source))
    return tuple(found)


def employee_reasons(
    person: Person, at: YearMonth, paid_months: int, window: Window, law: Law
) -> tuple[Notice, ...]:
    """Reasons that close the employee scheme from month ``at`` on.

    Past the age limit nobody joins; who was in it before may pay on until the minimum is met.
    """
    found = list(common_reasons(person, at, law))
    limit = joining_limit(person, window, law)
    if at >= limit and paid_months == 0:
        text = say("{limit}起已到年龄上限，不能新参加职工养老保险", limit=limit)
        found.append(Notice("past_retirement_age", text, age_source(law)))
    return tuple(found)


def joining_limit(person: Person, window: Window, law: Law) -> YearMonth:
    """The first month in which one may no longer join: the statutory month.

    Before 2025 men under 60 and women under 55 could join, whatever their own track.
    """
    if law.regime.by_month:
        return window.month
    years = 60 if person.sex is Sex.MALE else 55
    return max(window.month, person.birth + Age.of(years).months)


def age_source(law: Law) -> str:
    """The document of the age limit."""
    if law.regime.by_month:
        return law.regime.source.document
    return law.source("who_may_join_before_2025").document


def resident_reasons(person: Person, at: YearMonth, law: Law) -> tuple[Notice, ...]:
    """Reasons that close the resident scheme (国发〔2014〕8号) from month ``at`` on."""
    found = list(common_reasons(person, at, law))
    sixty = person.birth + RESIDENT_PENSION_AGE.months
    if at > sixty:
        text = say("{month}已满60岁，不能再新缴；能否补缴或领取请问经办机构", month=sixty)
        found.append(Notice("past_60", text, law.source("who_may_join_resident").document))
    return tuple(found)


def enrolment(registered: str, place: Place, code: str) -> Notice | None:
    """Whether somebody registered in another province may enrol at ``code``; None at home.

    ``open``, ``conditional`` or ``unknown``, with the province's document.  The last two close
    nothing: what enrolling there would bring is shown, with the word to ask 12333 first.
    """
    if province_of(registered) == province_of(code):
        return None
    rule = place.rule("outsiders")
    return Notice(f"outsiders_{rule.value}", OUTSIDERS[rule.value], rule.source.document)


OUTSIDERS: dict[str, Text] = {
    "open": say("外省户籍可以在这里参保"),
    "conditional": say("外省户籍在这里参保有条件，先打当地12333确认"),
    "unknown": say("外省户籍能不能在这里参保没有核实，先打当地12333确认"),
}


NOT_ON_FILE = "—"


def missing_reason(missing: MissingError, law: Law) -> Notice:
    """A parameter nobody has documented, said as such."""
    region = law.regions.get(missing.place)
    where = say("全国") if region is None else Text(region.name)
    if missing.name == "payout_months":
        text = say(
            "缴满要到{year}年，那时已过70岁，没有公布的计发月数；请问12333", year=missing.year
        )
    elif missing.name == "province":
        text = say("{where}的参数还没有收录，算不了；请问当地12333", where=where)
    else:
        text = say(
            "缺{where}{year}年的「{label}」，算不了；请问当地12333",
            where=where,
            year=missing.year,
            label=label(missing.name),
        )
    return Notice("missing_parameter", text, NOT_ON_FILE)


def category_fits(category: Category, sex: Sex) -> bool:
    """Whether the retirement track exists for the sex."""
    return (category is Category.MALE60) is (sex is Sex.MALE)

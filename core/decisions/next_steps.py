"""What to do next: where to go, what to bring, what to ask, and whom not to trust."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.case import Category
from core.decisions.subject import Subject
from core.derivation import Grade, Parameter, State, walk
from core.policy.guide import Channel, Channels, Paper
from core.policy.model import province_of
from core.rules.schedule import Schedule
from core.words import Notice, Text, say


@dataclass(frozen=True, slots=True)
class NextSteps:
    """For one option: the office, the channels, the papers, the questions, the warning."""

    office: Text
    channels: tuple[Channel, ...]
    papers: tuple[Paper, ...]
    questions: tuple[Notice, ...]
    warning: Text


def next_steps(subject: Subject, channels: Channels, *, subsidy: bool = False) -> NextSteps:
    """``subsidy``: whether the person means to apply for help with paying."""
    needed = {"all", *_needs(subject, subsidy)}
    return NextSteps(
        office=_office(subject),
        channels=channels.at(subject.option.place),
        papers=tuple(paper for paper in channels.papers if paper.needed in needed),
        questions=tuple(_questions(subject, subsidy)),
        warning=WARNING,
    )


WARNING = say("只信官方渠道：没有人能在外面「代办」「补缴」「挂靠」参保，收钱代办的一概不要信")


def _needs(subject: Subject, subsidy: bool) -> Iterator[str]:
    case, history = subject.case, subject.case.history
    if subsidy:
        yield "subsidy"
    if subject.option.place != case.places.registered:
        yield "away"
    if history.employee_months or history.resident_years or history.periods:
        yield "history"
    if _deemed(subject):
        yield "deemed"


def _deemed(subject: Subject) -> bool:
    """Whether there are months for the office to recognise."""
    return subject.is_employee and subject.case.history.employee_deemed_months > 0


def _office(subject: Subject) -> Text:
    """Which office: that of the option's place; the resident scheme has its own counter."""
    region = subject.law.regions.get(subject.option.place)
    where = subject.option.place if region is None else region.name
    if subject.is_employee:
        return say("{where}的社保经办机构（灵活就业人员参保窗口）", where=where)
    return say(
        "户籍地{where}的街道（乡镇）便民服务中心或社保经办机构（城乡居民养老保险）", where=where
    )


def _questions(subject: Subject, subsidy: bool) -> Iterator[Notice]:
    """What 12333 should be asked in this case."""
    case, option = subject.case, subject.option
    if option.enrolment is not None and option.enrolment.code != "outsiders_open":
        yield Notice(
            "ask_outsiders",
            say("外省户籍能不能在这里以灵活就业身份参保？"),
            option.enrolment.source,
        )
    if subject.is_employee:
        yield from _of_employee(subject)
    else:
        yield Notice("ask_tiers", say("今年的缴费档次和补贴是多少？最晚几月缴？"))
    if _deemed(subject):
        yield Notice("ask_deemed", say("我的视同缴费年限认多少个月？要什么材料？"))
    if case.person.category is Category.FEMALE50:
        yield Notice("ask_category", say("我能不能按50岁退休？"))
    if subsidy:
        yield Notice("ask_subsidy", say("我算不算就业困难人员？社会保险补贴多少、补多久？"))
    for name in _unverified(subject):
        yield Notice("ask_unverified", say("{name}现在是多少？", name=name))


def _of_employee(subject: Subject) -> Iterator[Notice]:
    option = subject.option
    yield Notice(
        "ask_base", say("今年的缴费基数上下限是多少？能选哪些基数？能按月、按季还是按年缴？")
    )
    if option.available:
        yield from _of_months(subject, subject.schedule)
    if option.benefit is not None and province_of(option.benefit.code) != province_of(option.place):
        yield Notice("ask_benefit_place", say("我的养老金在哪里领？以前各地的缴费怎么转？"))


def _of_months(subject: Subject, plan: Schedule) -> Iterator[Notice]:
    if plan.chosen > subject.frame.month:
        yield Notice("ask_late", say("灵活就业人员能不能延迟退休？要办什么？"))
    if plan.chosen < subject.frame.month:
        yield Notice("ask_early", say("提前退休要提前多久申请？"))
    if plan.short or plan.extended:
        yield Notice("ask_extend", say("到退休年龄年限不够，怎么延长缴费？"))


def _unverified(subject: Subject) -> tuple[Text, ...]:
    """The published values of grade C that the result rests on, each once."""
    found = (
        node.label
        for figure in subject.option.figures
        for node in walk(figure)
        if isinstance(node, Parameter)
        and node.source.grade is Grade.C
        and node.state is State.PUBLISHED
        and not node.source.given
    )
    return tuple(dict.fromkeys(found))

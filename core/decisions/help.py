"""Help with paying (就业困难人员社会保险补贴), and what the family gets if the insured dies."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import ZERO
from core.decisions.figures import yuan
from core.decisions.subject import EMPLOYEE, Subject
from core.derivation import Figure
from core.options import Option
from core.policy.guide import DeathGrants, SubsidyRule
from core.quantities import YearMonth, money, months_between, percent, to_fen
from core.rules.returns import payback_months
from core.words import Notice, Text, say


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What the person is granted: a share of the contribution, or yuan a month; for how long.

    ``months`` None: as long as the rule allows.
    """

    share: Fraction | None = None
    amount: Decimal | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Subsidised:
    """Own contributions less the subsidy, and the payback on what is left.

    The subsidy runs from the plan's start through ``last`` (the month before it where there is
    none); contributions are paid first and the subsidy comes afterwards.
    """

    last: YearMonth
    granted: Figure
    net: Figure
    payback_months: int | None
    notices: tuple[Notice, ...]


def subsidised(subject: Subject, subsidy: Subsidy, rule: SubsidyRule) -> Subsidised | None:
    """The net cost of the employee scheme; None where there is nothing to subsidise."""
    option = subject.option
    if option.scheme != EMPLOYEE or option.contribution is None:
        return None
    start = subject.case.plan.start
    longest = allowed_months(subject, rule)
    months = longest if subsidy.months is None else min(subsidy.months, longest)
    last = start + (months - 1)
    granted = _granted(option, subsidy, rule, start, last)
    net = _net(option, granted)
    return Subsidised(last, granted, net, _payback(subject, net), _notices(subsidy, rule, longest))


def allowed_months(subject: Subject, rule: SubsidyRule) -> int:
    """36 months; until the statutory month for who is less than five years from it at the start.

    After the statutory month there is none: the subsidy is for people of working age.
    """
    rest = subject.frame.month - subject.case.plan.start
    return rule.months if rest >= rule.near_retirement else max(0, rest + 1)


def _granted(
    option: Option, subsidy: Subsidy, rule: SubsidyRule, start: YearMonth, last: YearMonth
) -> Figure:
    assert option.contribution is not None
    months = {(m.year, m.month) for m in months_between(start, last)}
    total, count = ZERO, 0
    for paid in option.contribution.payments:
        covered = sum((paid.year, month) in months for month in paid.months)
        total += covered * of_month(paid.amount, subsidy, rule)
        count += covered
    words = (
        say(
            "每月缴费 × 补贴比例（或每月定额），最多到{share}，一共{count}个月",
            share=_of(rule),
            count=count,
        ),
        say("{share}，{start}至{last}", share=_told(subsidy, rule), start=start, last=last),
    )
    own = option.contribution.per_month
    inputs = () if own is None else (own,)
    return yuan("subsidy.total", say("一共补贴"), total, words, rule.source, inputs)


def of_month(contribution: Decimal, subsidy: Subsidy, rule: SubsidyRule) -> Decimal:
    """The subsidy of one month, never above the rule's share of what was paid."""
    most = to_fen(Fraction(contribution) * rule.share)
    if subsidy.amount is not None:
        return min(subsidy.amount, most)
    share = rule.share if subsidy.share is None else subsidy.share
    return min(to_fen(Fraction(contribution) * share), most)


def _of(rule: SubsidyRule) -> Text:
    return say("实缴的{most}/{of}", most=rule.share.numerator, of=rule.share.denominator)


def _told(subsidy: Subsidy, rule: SubsidyRule) -> Text:
    if subsidy.amount is not None:
        return say("每月{amount}元", amount=money(subsidy.amount))
    return _of(rule) if subsidy.share is None else Text(percent(subsidy.share))


def _net(option: Option, granted: Figure) -> Figure:
    assert option.contribution is not None
    own = option.contribution.own_total
    words = (
        say("今后自己要缴的 − 补贴"),
        say("{own} − {granted}", own=money(own), granted=money(granted.amount)),
    )
    return yuan(
        "subsidy.net", say("自己净出"), own - granted.amount, words, granted.source, (granted,)
    )


def _payback(subject: Subject, net: Figure) -> int | None:
    pension, case = subject.option.pension, subject.case
    if pension is None:
        return None
    growth = case.assumptions.pension_growth
    return payback_months(pension.streams, net.amount, growth, case.person.birth)


def _notices(subsidy: Subsidy, rule: SubsidyRule, longest: int) -> tuple[Notice, ...]:
    document = rule.source.document
    if not longest:
        text = say("开始缴的时候已经过了法定退休月份，没有这项补贴")
        return (Notice("subsidy_too_late", text, document),)
    found = [
        Notice(
            "subsidy_after", say("先缴后补：先按全额缴，再申请补贴，要认定为就业困难人员"), document
        )
    ]
    if subsidy.share is not None and subsidy.share > rule.share:
        text = say("补贴最多是{share}，已按这个算", share=_of(rule))
        found.append(Notice("subsidy_capped", text, document))
    if subsidy.months is not None and subsidy.months > longest:
        text = say("补贴最长{months}个月，已按这个算", months=longest)
        found.append(Notice("subsidy_shortened", text, document))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Death:
    """What a family may claim after so many months paid, in months of disposable income.

    The amounts depend on the province's urban disposable income per head, which is not on file.
    """

    funeral: int
    survivors: int
    text: Text
    grants: DeathGrants


def death(subject: Subject, grants: DeathGrants) -> Death | None:
    """The grants of the employee scheme with all the plan's months paid."""
    months = subject.option.months
    if subject.option.scheme != EMPLOYEE or months is None:
        return None
    survivors = grants.survivors_months(months.total)
    text = say(
        "丧葬补助金{funeral}个月、抚恤金{survivors}个月，按本省上年城镇居民月人均可支配收入；"
        "领取养老金以后去世的，抚恤金按已领的时间减少，问经办机构；账户余额归继承人",
        funeral=grants.funeral,
        survivors=survivors,
    )
    return Death(grants.funeral, survivors, text, grants)

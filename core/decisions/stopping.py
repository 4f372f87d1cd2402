"""What happens on stopping now, and the three figures: earned so far, going on, at the most."""

from dataclasses import dataclass, replace

from core.case import CEILING, RetireKind, Span
from core.decisions.subject import Subject, full
from core.derivation import Figure
from core.options import Option
from core.quantities import YearMonth, money
from core.words import Notice, Text, say

FOR_EVER = YearMonth(9999, 12)
WITHOUT_PAYING = ("move_to_resident", "arrears")
"""Ways out that are still open to somebody who stops."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """One option if nothing is paid from ``since`` on, drawn at the statutory age.

    ``pension`` is None where the months so far are too few: ``short`` says how many are missing.
    """

    since: YearMonth
    option: Option
    pension: Figure | None
    short: int
    notices: tuple[Notice, ...]


def stopped(subject: Subject) -> Stopped:
    """Stop paying from the next month that can still be decided."""
    since = subject.soon
    option = subject.option
    if option.available:
        # A year's payment of a yearly scheme is due at its end, so that the year is not paid.
        never = Span(since if subject.is_employee else YearMonth(since.year, 1), FOR_EVER)
        option = subject.planning(
            pauses=(*subject.case.plan.pauses, never),
            retire=RetireKind.STATUTORY,
            extend=False,
            arrears_years=0,
        )
        ways = tuple(way for way in option.ways_out if way.code in WITHOUT_PAYING)
        option = replace(option, ways_out=ways)
    pension = full(option)
    short = 0 if option.months is None else option.months.short
    return Stopped(since, option, pension, short, tuple(_notices(option, pension, short)))


def _notices(option: Option, pension: Figure | None, short: int) -> list[Notice]:
    """What it means, in sentences."""
    if not option.available:
        return list(option.reasons)
    if pension is not None:
        text = say("现在停缴，年限也够了：到时每月{amount}元", amount=money(pension.amount))
        return [Notice("stop_qualifies", text), _kept(option)]
    if option.scheme == "employee":
        text = say("现在停缴，到时还差{count}个月，没有养老金；以后接着缴，年限累加", count=short)
    else:
        text = say(
            "现在停缴，到60岁还差{count}年，没有养老金；以后接着缴，年限累加", count=short // 12
        )
    if option.months is None or not option.months.total:  # nothing to keep, nothing to move
        ways = tuple(way for way in option.ways_out if way.code != "move_to_resident")
        return [Notice("stop_short", text), *ways]
    return [Notice("stop_short", text), _kept(option), *option.ways_out]


def _kept(option: Option) -> Notice:
    """The account stays."""
    account = option.account
    if account is None:
        return Notice("stop_account", KEPT, ACCOUNT_LAW)
    text = say(
        "账户里的钱不能提前取，照样计息，到时约{amount}元；去世可以继承",
        amount=money(account.amount),
    )
    return Notice("stop_account", text, ACCOUNT_LAW)


KEPT: Text = say("账户里的钱不能提前取，照样计息；去世可以继承")
ACCOUNT_LAW = "社会保险法 第十四条"


@dataclass(frozen=True, slots=True)
class ThreeFigures:
    """The pension already earned, that of the plan, and the most there is to be had."""

    earned: Stopped
    going_on: Option
    maximum: Option

    @property
    def amounts(self) -> tuple[Figure | None, Figure | None, Figure | None]:
        """Yuan a month once all is in payment; None where there is no pension."""
        return self.earned.pension, full(self.going_on), full(self.maximum)


def three_figures(subject: Subject) -> ThreeFigures:
    """Stop now, go on as planned, pay the ceiling (or the highest tiers) from the start on."""
    return ThreeFigures(stopped(subject), subject.option, _maximum(subject))


def _maximum(subject: Subject) -> Option:
    option = subject.option
    if not option.available:
        return option
    if subject.is_employee:
        return subject.planning(base=CEILING)
    highest = max(subject.place.table("resident_tiers").tiers)
    if option.scheme == "resident":
        return subject.planning(tier=highest)
    more = max(subject.place.table("supplementary_tiers").tiers)
    return subject.planning(tier=highest, supplementary_tier=more)

"""What people type when they ask: until when to stop, what subsidy they are granted."""

import re
from decimal import Decimal
from fractions import Fraction

from core.case import Span
from core.decisions.help import Subsidy
from core.quantities import YearMonth
from core.reading import Unreadable, normal, read_month, read_pauses
from core.words import say

Until = YearMonth
STOP_FORMS = say(
    "停到哪年哪月，如 2028 或 2028-06；或起止年月，如 2030-01至2031-06，多段用逗号隔开"
)


def read_stop(typed: str) -> Until | list[Span]:
    """A month, or a year, to stop until; or pauses with both their ends."""
    plain = normal(typed).lstrip("到至").rstrip("底")
    year = plain.removesuffix("年")
    try:
        return YearMonth.parse(read_month(f"{year}-12" if len(year) == 4 else plain))
    except Unreadable:
        pass
    try:
        found = read_pauses(typed)
    except Unreadable as error:
        raise Unreadable(error.problem, STOP_FORMS) from None
    return [Span(YearMonth.parse(one["from"]), YearMonth.parse(one["to"])) for one in found]


SUBSIDY_FORMS = say("比例或每月元数，后面可加几年，如 60%、500、2/3 3年、500 2年")
_FORM = re.compile(
    r"(?:([0-9]+)/([0-9]+)|([0-9]+(?:\.[0-9]+)?)(%)?)?(?:(?:(?<=%)|[ ,，]|^) ?([1-9])年)?"
)


def read_subsidy(typed: str) -> Subsidy:
    """What is granted; what is left out is as much as the rule allows."""
    # What stands between the two numbers of 「500元2年」 keeps them apart.
    pieces = typed.replace("元", " ").split()
    match = _FORM.fullmatch(" ".join(normal(piece) for piece in pieces))
    if match is None:
        raise Unreadable(say("看不懂这个补贴"), SUBSIDY_FORMS)
    most, of, number, unit, years = match.groups()
    months = int(years) * 12 if years else None
    if most is not None:
        if not int(of):
            raise Unreadable(say("看不懂这个补贴"), SUBSIDY_FORMS)
        return Subsidy(share=Fraction(int(most), int(of)), months=months)
    if number is None:
        return Subsidy(months=months)
    if unit == "%":
        return Subsidy(share=Fraction(number) / 100, months=months)
    return Subsidy(amount=Decimal(number), months=months)

"""When a person retires, how many months must have been paid, and the payout months.

全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13), in force 2025-01-01; before it
国发〔1978〕104号.  Months are the grain of the law: the day of birth plays no part.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.case import Category
from core.derivation import Figure, Unit
from core.policy.model import NATION, Law, MissingError
from core.policy.regime import Track
from core.quantities import Age, YearMonth, half_up
from core.words import Text, say

TRACK_NAMES: dict[str, Text] = {
    "male60": say("男60岁"),
    "female55": say("女55岁"),
    "female50": say("女50岁"),
}


@dataclass(frozen=True, slots=True)
class Window:
    """The months in which one person may retire under the law of a day.

    ``earliest`` to ``statutory`` needs the minimum period met; ``statutory`` to ``latest`` needs
    an employer's agreement (人社部发〔2024〕94号), which a flexible worker asks the office about.
    """

    category: Category
    delay_months: int
    statutory_age: Figure
    statutory: Figure
    earliest: YearMonth
    latest: YearMonth

    @property
    def month(self) -> YearMonth:
        """The statutory retirement month."""
        assert isinstance(self.statutory.value, YearMonth)
        return self.statutory.value

    @property
    def age(self) -> Age:
        """The statutory retirement age."""
        assert isinstance(self.statutory_age.value, Age)
        return self.statutory_age.value


def delay_months(birth: YearMonth, track: Track) -> int:
    """Months by which the retirement age is delayed: one for every ``step`` months begun."""
    late = birth - track.start
    return 0 if late < 0 else min(track.cap, late // track.step + 1)


def window(birth: YearMonth, category: Category, law: Law) -> Window:
    """Statutory age and month, earliest and latest month, for one track."""
    regime = law.regime
    track = regime.tracks[category.value]
    delay = delay_months(birth, track)
    age = Figure(
        id="retirement.age",
        label=say("法定退休年龄"),
        value=Age(track.original.months + delay),
        unit=Unit.AGE,
        formula=say("原退休年龄 ＋ 延迟月数"),
        with_numbers=say("{age} ＋ {delay}个月", age=age_text(track.original), delay=delay),
        source=regime.source,
    )
    month = birth + track.original.months + delay
    statutory = Figure(
        id="retirement.statutory",
        label=say("法定退休月份"),
        value=month,
        unit=Unit.MONTH,
        formula=say("出生年月 ＋ 法定退休年龄"),
        with_numbers=say("{birth} ＋ {age}", birth=birth, age=age_text(Age(month - birth))),
        source=regime.source,
        inputs=(age,),
    )
    earliest = max(birth + track.original.months, month + -regime.flexible)
    return Window(category, delay, age, statutory, earliest, month + regime.flexible)


def age_text(age: Age) -> Text:
    """An age in words: 63岁0个月."""
    return say("{years}岁{months}个月", years=age.years, months=age.rest)


def minimum_months(year: int, law: Law) -> Figure:
    """The minimum contribution period of the employee scheme for retirements in a year, months.

    决定第二条: 15 years, from 2030 half a year more each year, up to 20 years.  ``year`` is that of
    the chosen date for early retirement, of the statutory date otherwise.
    """
    minimum = law.regime.minimum
    return Figure(
        id="months.required",
        label=say("最低缴费年限"),
        value=minimum.in_year(year),
        unit=Unit.MONTHS,
        formula=say("15年；2030年起每年多6个月，最多20年"),
        with_numbers=say("{year}年退休：{months}个月", year=year, months=minimum.in_year(year)),
        source=minimum.source,
    )


def payout_months(age: Age, retired: YearMonth, law: Law) -> Figure:
    """Payout months P (计发月数) at an age; MissingError below 40 or above 70.

    国发〔2005〕38号: by whole years; for retirements since 2025-01 by the month, to 0.1:
    ``T[y] - (T[y] - T[y+1]) * m / 12``.
    """
    by_month = [r for r in law.national.regimes if r.first <= retired][-1].by_month
    by_month = by_month and law.regime.by_month
    value = payout_value(age, law.national.payout_table, by_month)
    if value is None:
        raise MissingError("payout_months", NATION, retired.year)
    source = law.source("monthly_payout_months") if by_month else law.national.payout_source
    return Figure(
        id="payout_months",
        label=say("计发月数"),
        value=value,
        unit=Unit.MONTHS,
        formula=say("按领取时的年龄查表，月龄之间按比例，取一位小数")
        if by_month
        else say("按领取时的整岁查表"),
        with_numbers=say("{age} → {value}", age=age_text(age), value=value),
        source=source,
    )


FIRST_PAYOUT_AGE = 40


def oldest(table: tuple[Decimal, ...]) -> Age:
    """The last age the payout table has a value for."""
    return Age.of(FIRST_PAYOUT_AGE + len(table) - 1)


def payout_value(age: Age, table: tuple[Decimal, ...], by_month: bool) -> Decimal | None:
    """The table's value at an age, interpolated by months where the law says so."""
    row = age.years - FIRST_PAYOUT_AGE
    rest = age.rest if by_month else 0
    if row < 0 or row >= len(table) or (rest and row + 1 == len(table)):
        return None
    if not rest:
        return table[row].quantize(Decimal("0.1")) if by_month else table[row]
    step = Fraction(table[row] - table[row + 1]) * rest / 12
    return half_up(Fraction(table[row]) - step, 1)

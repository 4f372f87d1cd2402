"""Individual accounts: contributions credited and interest added, once a calendar year.

Month-product method (contract, convention 5): with yearly rate r, months numbered 1..12, the
account standing from month s through month L, ``B1 = B0 + B0*r*(L-s+1)/12 + sum of A_n*(1 +
r*(L-n+1)/12)``, rounded half up to the fen once a year.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.derivation import OWN_WORDS, Figure, Node, Parameter, Source, Unit
from core.quantities import EXACT, YearMonth, half_up, money, percent
from core.words import Text, say

Credits = tuple[tuple[Decimal, tuple[int, ...]], ...]
"""What is put in: ``(yuan, months in which it is)``, usually one pair a year."""


@dataclass(frozen=True, slots=True)
class AccountYear:
    """One year of an account that stands from month ``first`` through ``last``."""

    year: int
    first: int
    last: int
    credits: Credits
    rate: Parameter

    @property
    def credited(self) -> Decimal:
        """All that is put in during the year."""
        found = Decimal("0.00")
        for amount, months in self.credits:
            found += amount * len(months)
        return found

    @property
    def months(self) -> int:
        return self.last - self.first + 1


def opening(balance: Decimal, name: str = "account") -> Figure:
    """The balance the account starts with, as the person's statement says."""
    return Figure(
        id=f"{name}.opening",
        label=say("已有账户储存额"),
        value=balance,
        unit=Unit.YUAN,
        formula=say("个人权益记录上的储存额"),
        with_numbers=Text(money(balance)),
        source=OWN_WORDS,
    )


def roll(
    before: Figure, year: AccountYear, source: Source, inputs: tuple[Node, ...] = ()
) -> Figure:
    """The balance at the end of the year; ``inputs`` are what the credits were made of."""
    name = before.id.rpartition(".")[0]
    return Figure(
        id=f"{name}.{year.year}",
        label=_standing(year),
        value=closing(before.amount, year),
        unit=Unit.YUAN,
        formula=say("上年余额 ＋ 余额利息 ＋ 当年记入 ＋ 记入部分按月利息"),
        with_numbers=say(
            "{balance}（存{stood}个月）＋ 当年记入{credited}，年利率{rate}",
            balance=money(before.amount),
            stood=year.months,
            credited=money(year.credited),
            rate=percent(year.rate.value),
        ),
        source=source,
        inputs=(before, year.rate, *inputs),
    )


def _standing(year: AccountYear) -> Text:
    """When the balance is that: at the year's end, or at the end of the last month.

    A plan of no months at all has a year whose last month is the one before January.
    """
    if year.last == 12:
        return say("{year}年末账户储存额", year=year.year)
    return say("{month}末储存额", month=YearMonth(year.year, 1) + (year.last - 1))


def closing(balance: Decimal, year: AccountYear) -> Decimal:
    """The arithmetic of the month-product method, exact until the one rounding."""
    month_products = balance * year.months
    for amount, months in year.credits:
        month_products += amount * (len(months) * (year.last + 1) - sum(months))
    # A quotient by 12 that ends does so within a few digits: no half is missed or made up.
    interest = EXACT.divide(year.rate.value * month_products, TWELVE)
    return half_up(EXACT.add(balance + year.credited, interest))


TWELVE = Decimal(12)

"""The plan year by year: paid, account, received, and what of the account is still there to leave.

The account is inheritable (社会保险法 第十四条).  Once the pension runs, its account part is taken
from it month by month; what is left then counts no interest.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from core.case import ZERO
from core.decisions.figures import yuan
from core.decisions.subject import Subject
from core.derivation import Figure, Parameter, walk
from core.options import Option
from core.quantities import YearMonth, money, to_fen
from core.rules.returns import levels
from core.words import Text, say


@dataclass(frozen=True, slots=True)
class Pot:
    """One account: its balance when its pension starts, and what is taken from it a month."""

    name: Text
    start: YearMonth
    balance: Figure
    monthly: Decimal

    @property
    def lasts(self) -> int:
        """Months of pension until it is used up, the last one counted whole."""
        return ceil(self.balance.amount / self.monthly) if self.monthly else 0

    def left(self, month: YearMonth) -> Decimal:
        """What is still in it at the end of a month of pension."""
        paid = self.monthly * max(0, month - self.start + 1)
        return max(ZERO, self.balance.amount - paid)

    def left_after(self, months: int) -> Figure:
        """What can be inherited after so many months of pension."""
        numbers = say(
            "{balance} − {months} × {monthly}，不少于0",
            balance=money(self.balance.amount),
            months=months,
            monthly=money(self.monthly),
        )
        label = say("领满{months}个月时{account}里还剩", months=months, account=self.name)
        value, source = self.left(self.start + (months - 1)), self.balance.source
        return yuan("account.left", label, value, (LEFT, numbers), source, (self.balance,))


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year; totals run from the plan's start, ``left`` is what could be inherited."""

    year: int
    paid: Decimal
    received: Decimal
    paid_total: Decimal
    received_total: Decimal
    left: Decimal


def pots(option: Option) -> tuple[Pot, ...]:
    """The accounts a pension is paid from."""
    pension, balance = option.pension, option.account
    if pension is None or balance is None:
        return ()
    found = [Pot(OWN, pension.start, balance, pension.account.amount)]
    last = pension.phases[-1]
    for node in walk(last.total):
        if isinstance(node, Figure) and node.id == "supplementary.pension":
            account, divisor = node.inputs[1:3]
            assert isinstance(account, Figure)
            assert isinstance(divisor, Parameter)
            monthly = to_fen(account.amount / divisor.value)
            found.append(Pot(SUPPLEMENTARY, last.start, account, monthly))
    return tuple(found)


def years(subject: Subject) -> tuple[Year, ...]:
    """From the plan's first year through the year lifetime totals run to."""
    option = subject.option
    if option.outlook is None:
        return ()
    paid, received = _paid(option), _received(option)
    balances = [(pot, _balances(pot)) for pot in pots(option)]
    found: list[Year] = []
    paid_total = received_total = ZERO
    for year in range(subject.case.plan.start.year, option.outlook.last.year + 1):
        paid_total += paid[year]
        received_total += received[year]
        left = sum((_left(pot, year, of_year) for pot, of_year in balances), ZERO)
        found.append(Year(year, paid[year], received[year], paid_total, received_total, left))
    return tuple(found)


def _paid(option: Option) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    assert option.contribution is not None
    for payments in option.contribution.payments:
        found[payments.year] += payments.sum
    return found


def _received(option: Option) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    outlook = option.outlook
    assert outlook is not None
    for month, count, amount in levels(outlook.streams, outlook.last, outlook.growth):
        found[month.year] += amount * count
    return found


def _balances(pot: Pot) -> dict[int, Decimal]:
    """The account at the end of each year while it is paid into, read off its own chain."""
    return {year: figure.amount for year, figure in _chain(pot.balance)}


def _chain(balance: Figure) -> Iterator[tuple[int, Figure]]:
    """The balance of each year, the last first."""
    figure: Figure | None = balance
    while figure is not None:
        name, _, year = figure.id.rpartition(".")
        if year.isdigit():
            yield int(year), figure
        inputs = (node for node in figure.inputs if isinstance(node, Figure))
        figure = next((node for node in inputs if node.id.rpartition(".")[0] == name), None)


def _left(pot: Pot, year: int, balances: dict[int, Decimal]) -> Decimal:
    if year < pot.start.year:
        return balances.get(year, ZERO)
    return pot.left(YearMonth(year, 12))


OWN, SUPPLEMENTARY = say("个人账户"), say("补充账户")
LEFT: Text = say("退休时账户储存额 − 已发的个人账户养老金")

"""Amounts in today's money."""

from decimal import Decimal

from core.derivation import Figure, Unit
from core.policy.model import Law, assumption
from core.quantities import YearMonth, percent, to_fen
from core.words import say


def in_todays_money(total: Figure, start: YearMonth, inflation: Decimal, law: Law) -> Figure:
    """``total / (1+inflation)^(months/12)``, months from the law's month to the first payment."""
    months = start - law.month
    assumed = assumption("inflation", inflation, start.year)
    key = ("prices", inflation, months)
    risen: Decimal = law.nation.once(key, lambda: (1 + inflation) ** (Decimal(months) / 12))
    return Figure(
        id="pension.total_today",
        label=say("合计，按今天的钱算"),
        value=to_fen(total.amount / risen),
        unit=Unit.YUAN,
        formula=say("合计 ÷（1 ＋ 物价年上涨）的年数次方"),
        with_numbers=say(
            "{total} ÷（1 ＋ {rate}）^（{months}/12）",
            total=total.amount,
            rate=percent(inflation),
            months=months,
        ),
        source=assumed.source,
        inputs=(total, assumed),
    )

"""Amounts in today's money."""

from datetime import date
from decimal import Decimal

from core.derivation import Figure, Unit
from core.policy.model import assumption
from core.quantities import YearMonth, percent, to_fen
from core.words import say


def in_todays_money(total: Figure, start: YearMonth, inflation: Decimal, day: date) -> Figure:
    """``total / (1+inflation)^(months/12)``, months from the day's month to the first payment."""
    months = start - YearMonth(day.year, day.month)
    assumed = assumption("inflation", inflation, start.year)
    value = to_fen(total.amount / (1 + inflation) ** (Decimal(months) / 12))
    return Figure(
        id="pension.total_today",
        label=say("合计，按今天的钱算"),
        value=value,
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

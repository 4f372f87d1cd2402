"""When the money is back, what comes in for life, and at what rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

import pytest

from core.case import Frequency
from core.options import Option
from core.quantities import YearMonth
from core.rules.payments import Payments
from core.rules.returns import (
    internal_rate,
    levels,
    lifetime_total,
    payback_months,
    pension_in,
)
from tests.core import oracle
from tests.core.support import Changes, employee, resident, supplementary

BIRTH = YearMonth(1985, 3)
NONE, TWO = Decimal(0), Decimal("0.02")


def _month(text: str) -> YearMonth:
    return YearMonth.parse(text)


def _streams(*given: tuple[str, int]) -> tuple[tuple[YearMonth, Decimal], ...]:
    return tuple((_month(start), Decimal(amount)) for start, amount in given)


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        ("2048-03", "0.00"),
        ("2048-04", "1000.00"),
        ("2048-12", "1000.00"),
        ("2049-01", "1020.00"),  # the first January
        ("2049-12", "1020.00"),
        ("2050-01", "1040.40"),
        ("2051-01", "1061.21"),  # 1061.208
    ],
)
def test_a_pension_rises_every_january_to_the_fen(month: str, amount: str) -> None:
    found = pension_in(_streams(("2048-04", 1000)), _month(month), TWO)
    assert found == Decimal(amount)


def test_a_later_stream_rises_from_its_own_first_january() -> None:
    streams = _streams(("2045-04", 1000), ("2050-04", 100))
    # 2050-12: 1000 × 1.02^5 = 1104.08 and 100; 2051-01: 1126.16 and 102
    assert pension_in(streams, _month("2050-12"), TWO) == Decimal("1204.08")
    assert pension_in(streams, _month("2051-01"), TWO) == Decimal("1228.16")


def test_runs_of_equal_months_are_cut_in_january_and_at_new_streams() -> None:
    streams = _streams(("2048-11", 100), ("2049-03", 10))
    found = [(str(m), n, a) for m, n, a in levels(streams, _month("2050-01"), TWO)]
    assert found == [
        ("2048-11", 2, Decimal("100.00")),
        ("2049-01", 2, Decimal("102.00")),
        ("2049-03", 10, Decimal("112.00")),
        ("2050-01", 1, Decimal("114.24")),  # 104.04 + 10.20
    ]


@pytest.mark.parametrize(
    ("cost", "month"),
    [("0", 1), ("0.01", 1), ("100", 1), ("100.01", 2), ("200", 2), ("1200", 12), ("1200.01", 13)],
)
def test_the_month_in_which_the_cost_is_reached_counts(cost: str, month: int) -> None:
    streams = _streams(("2048-04", 100))
    assert payback_months(streams, Decimal(cost), NONE, BIRTH) == month


def test_rises_bring_the_money_back_sooner() -> None:
    # April to December 2048: 9 × 100 = 900; then 102 a month: 900 + 10 × 102 = 1920
    streams = _streams(("2048-04", 100))
    assert payback_months(streams, Decimal("1920.00"), TWO, BIRTH) == 19
    assert payback_months(streams, Decimal("1920.01"), TWO, BIRTH) == 20


def test_what_never_comes_back_has_no_month() -> None:
    assert payback_months(_streams(("2048-04", 0)), Decimal(1), NONE, BIRTH) is None
    # 120 years after 1985-03 is 2105-03: 2048-04 to there are 684 months
    streams = _streams(("2048-04", 1))
    assert payback_months(streams, Decimal(684), NONE, BIRTH) == 684
    assert payback_months(streams, Decimal("684.01"), NONE, BIRTH) is None


def test_lifetime_runs_through_the_month_of_the_birthday() -> None:
    # 2048-04 to 2048-12: 9 × 100; 2049: 12 × 102; January to March 2050: 3 × 104.04
    streams = _streams(("2048-04", 100))
    assert lifetime_total(streams, _month("2050-03"), TWO) == Decimal("2436.12")
    assert lifetime_total(streams, _month("2048-03"), TWO) == Decimal("0.00")


def test_the_headlines_lifetime_total_is_that_of_a_plain_loop_to_80() -> None:
    # through 2065-03, 204 months
    streams = [(oracle.ym("2048-04"), oracle.employee(oracle.Told()).total)]
    received = sum(oracle.pensions(streams, "0.02", oracle.ym("2065-03")))
    found = employee().outlook
    assert found is not None
    assert found.lifetime_total == received
    assert str(found.last) == "2065-03"


# ------------------------------------------------------------------ the internal rate


def _flows(option: Option) -> Iterator[tuple[int, Decimal]]:
    """Every month's money, out and in, spelled out one by one."""
    assert option.outlook is not None
    outlook = option.outlook
    step = outlook.frequency.months
    for year in outlook.payments:
        for month in year.months:
            due = min((month + step - 1) // step * step, year.last)
            yield year.year * 12 + due - 1, -year.amount
    first = min(start for start, _ in outlook.streams)
    for ordinal in range(first.ordinal, outlook.last.ordinal + 1):
        when = YearMonth.from_ordinal(ordinal)
        yield ordinal, pension_in(outlook.streams, when, outlook.growth)


def _worth(option: Option, rate: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        monthly = (1 + rate) ** (Decimal(1) / 12)
        flows = list(_flows(option))
        start = min(month for month, _ in flows)
        return sum((amount / monthly ** (month - start) for month, amount in flows), Decimal(0))


CASES: dict[str, tuple[Option, str]] = {
    "the headline": (employee(), "0.0596"),
    "on the ceiling": (employee(plan__base="ceiling"), ""),
    "yearly": (employee(plan__frequency="yearly"), ""),
    "quarterly": (employee(plan__frequency="quarterly"), ""),
    "with a pause": (
        employee(plan__pauses=[{"from": "2030-01", "to": "2031-06"}], plan__frequency="yearly"),
        "",
    ),
    "the resident scheme": (resident(), ""),
    "the supplementary scheme": (supplementary(plan__supplementary_tier=500), ""),
    "until 100": (employee(assumptions__until_age=100), ""),
    "a loss until 67": (employee(assumptions__until_age=67), ""),
}


@pytest.mark.parametrize(("option", "known"), CASES.values(), ids=CASES)
def test_the_present_value_changes_sign_at_the_internal_rate(option: Option, known: str) -> None:
    assert option.outlook is not None
    rate = option.outlook.irr
    assert rate is not None
    assert rate.as_tuple().exponent == -4
    half = Decimal("0.00005")
    assert _worth(option, rate - half) > 0 > _worth(option, rate + half)
    assert not known or str(rate) == known


def test_paying_later_in_the_year_earns_a_little_more() -> None:
    rates = [
        outlook.irr
        for f in ("monthly", "quarterly", "half_yearly", "yearly")
        if (outlook := employee(plan__frequency=f).outlook) and outlook.irr
    ]
    assert len(rates) == 4
    assert rates == sorted(rates)


def test_a_loss_has_a_negative_rate() -> None:
    # 4 years of pension for 21 years of contributions
    found = employee(assumptions__until_age=67).outlook
    assert found is not None
    assert found.lifetime_total < found.own_total
    assert found.irr is not None
    assert found.irr < 0


def test_a_rate_of_a_hundred_back_for_a_hundred_and_ten_a_year_later() -> None:
    payments = (Payments(2027, (1,), Decimal(100)),)
    last = _month("2028-01")
    found = internal_rate(payments, Frequency.MONTHLY, _streams(("2028-01", 110)), last, NONE)
    assert found == Decimal("0.1000")


def test_without_money_out_or_in_there_is_no_rate() -> None:
    streams, last = _streams(("2028-01", 110)), _month("2028-01")
    paid = (Payments(2027, (1,), Decimal(100)),)
    assert internal_rate((), Frequency.MONTHLY, streams, last, NONE) is None
    early = _month("2027-12")
    assert internal_rate(paid, Frequency.MONTHLY, streams, early, NONE) is None


def test_a_rate_beyond_a_hundred_percent_is_not_given() -> None:
    paid = (Payments(2027, (1,), Decimal(100)),)
    last = _month("2028-01")
    assert internal_rate(paid, Frequency.MONTHLY, _streams(("2028-01", 201)), last, NONE) is None


def test_an_option_without_a_pension_has_no_outlook() -> None:
    told: Changes = {"plan__extend": False, "plan__start": "2040-01"}
    assert employee(**told).outlook is None

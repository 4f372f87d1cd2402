"""The year table: its sums are the panel's totals, its payback is the panel's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.year_table import YearRow, YearTable, year_table
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import asked, employee, own_total, subject_of, told_answers
from tests.core.test_properties import TOLD, few

BOTH = "resident+supplementary"
SCHEMES = st.sampled_from(["employee", "resident", BOTH])


def table(scheme: str = "employee", **changes: Any) -> YearTable:
    found = year_table(asked(scheme, **changes))
    assert found is not None
    return found


def row(found: YearTable, year: int) -> YearRow:
    return next(r for r in found.rows if r.year == year)


def test_the_balance_at_retirement_is_not_called_the_one_at_the_years_end() -> None:
    """By the end of 2048 nine pensions have left the account, by 2048-03 none has."""
    account = asked().option.account
    assert account is not None
    assert str(account.label) == "2048-03末储存额"
    assert account.amount > row(table(), 2048).account
    assert "2047年末账户储存额" in {str(node.label) for node in account.inputs}


def test_the_years_of_the_headline() -> None:
    found = table()
    assert (found.rows[0].year, found.rows[-1].year) == (2026, 2065)
    # One month of 2026 on the published floor: 4244 * 20 % = 848.80
    assert row(found, 2026) == YearRow(
        year=2026,
        age=41,
        months=1,
        base=Decimal(4244),
        own=Decimal("848.80"),
        own_total=Decimal("848.80"),
        account=Decimal("12354.94"),
        pension=Decimal("0.00"),
        pension_total=Decimal("0.00"),
    )
    # 2027: round(4244 * 1.02) = 4329, 865.80 a month
    second = row(found, 2027)
    assert (second.months, second.base, second.own) == (12, Decimal(4329), 12 * Decimal("865.80"))
    assert second.own_total == Decimal("848.80") + 12 * Decimal("865.80")
    # The last months are January to March 2048, then nine pensions of 3453.10.
    last = row(found, 2048)
    assert (last.age, last.months, last.pension) == (63, 3, 9 * Decimal("3453.10"))
    assert row(found, 2049).pension == 12 * Decimal("3522.16")
    assert row(found, 2049).base is None
    assert str(found.first_pension) == "2048-04"


def test_the_money_of_the_headline_is_back_in_the_75th_month() -> None:
    found = table()
    assert found.payback is not None
    assert found.payback.months == 75
    # 75 months from 2048-04 on: the last is 2054-06
    assert str(found.payback.month) == "2054-06"


def test_a_yearly_scheme_counts_twelve_months_and_has_no_base() -> None:
    found = table(BOTH)
    assert row(found, 2027).months == 12
    assert row(found, 2027).base is None
    # both tiers, 2000 and the lowest of 200
    assert row(found, 2027).own == Decimal(2200)
    assert str(found.first_pension) == "2045-04"


def test_a_paused_year_is_empty() -> None:
    pauses = [{"from": "2030-01", "to": "2031-06"}]
    found = table(plan__pauses=pauses)
    assert row(found, 2030).months == 0
    assert row(found, 2030).own == 0
    assert row(found, 2030).base is None
    assert row(found, 2031).months == 6


def test_what_is_not_back_by_the_last_row_has_no_payback() -> None:
    found = table(assumptions__until_age=67)
    assert found.payback is None
    outlook = employee(assumptions__until_age=67).outlook
    assert outlook is not None
    assert outlook.payback_months == 75


def test_without_a_pension_there_is_no_table() -> None:
    assert year_table(asked(plan__extend=False, plan__start="2040-01")) is None
    assert year_table(asked(person__status="student")) is None


@given(TOLD, SCHEMES)
@few
def test_the_table_adds_up_to_the_panel(told: Told, scheme: str) -> None:
    subject = subject_of(told_answers(told), scheme)
    outlook, found = subject.option.outlook, year_table(subject)
    assert (found is None) == (outlook is None)
    if found is None or outlook is None:
        return
    assert sum(r.own for r in found.rows) == found.own_total == own_total(subject.option)
    assert sum(r.pension for r in found.rows) == found.lifetime_total == outlook.lifetime_total
    assert found.rows[-1].own_total == found.own_total
    assert found.rows[-1].pension_total == found.lifetime_total
    months, first = outlook.payback_months, found.first_pension
    within = months is not None and first + (months - 1) <= outlook.last
    assert (found.payback.months if found.payback else None) == (months if within else None)


@given(TOLD, SCHEMES)
@few
def test_every_amount_is_in_whole_fen(told: Told, scheme: str) -> None:
    found = year_table(subject_of(told_answers(told), scheme))
    for r in found.rows if found else ():
        for amount in (r.own, r.own_total, r.account, r.pension, r.pension_total):
            assert amount == amount.quantize(Decimal("0.01"))


def test_payback_agrees_with_the_oracles_plain_loop() -> None:
    told = oracle.employee(Told())
    found = table()
    assert found.payback is not None
    streams = [(told.end + 1, told.total)]
    assert found.payback.months == oracle.payback(streams, "0.02", told.own_total)

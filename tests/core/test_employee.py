"""The employee scheme, worked out a second time: by the oracle, and by hand where it is short."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.answers import base_of
from core.case import BaseKind
from core.derivation import Grade, Source, State, Unit, figures
from core.policy.model import assumption
from core.rules.account import AccountYear, Credits, closing, opening, roll
from core.rules.pension import basic_pension, transitional_pension
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import (
    Changes,
    assert_employee_agrees,
    balance,
    codes,
    employee,
    own_total,
    parts,
    projected,
    total,
)


def test_the_headline_case_comes_out_to_the_fen() -> None:
    # 36 months behind, 2026-12 to 2048-03 = 256 months ahead: 292 of 240 required.
    # Retirement at 63y0m: P = 117.0.  C 2048 = 7253 × 1.02^23 = 11437.
    # Z: the floor is 60 % of the wage but for rounding, so C (1 + 0.6000) / 2 × 292/12 %
    # = 11437 × 0.8 × 0.2433.. = 2226.40, and the roundings of 22 floors make 2226.43.
    found = employee()
    assert parts(found) == (Decimal("2226.43"), Decimal("1226.64"), Decimal("0.00"))
    assert total(found) == Decimal("3453.10")  # 3453.07, up to the jiao
    assert found.months is not None
    months = (found.months.history, found.months.planned, found.months.total, found.months.required)
    assert months == (36, 256, 292, 240)
    assert found.payout is not None
    assert str(found.payout.value) == "117.0"
    assert found.outlook is not None
    assert found.outlook.payback_months == 75
    assert_employee_agrees(Told())


def test_the_headline_contribution_is_that_of_the_contract() -> None:
    # 4244 × 20 % = 848.80; × 12 = 10185.60
    found = employee().contribution
    assert found is not None
    assert found.base is not None
    assert found.per_month is not None
    assert str(found.base.amount) == "4244"
    assert str(found.per_month.amount) == "848.80"
    assert str(found.per_payment) == "848.80"
    assert str(found.first_year) == "10185.60"


SITUATIONS = {
    "on the ceiling": Told(base="ceiling"),
    "at 150 % of the average wage": Told(base="150%"),
    "at a percentage with decimals": Told(base="83.37%"),
    "at 5000 yuan, until the floor overtakes it": Told(base="5000"),
    "at 5000.55 yuan, where the fen of every contribution are rounded": Told(base="5000.55"),
    "one fen above the floor": Told(base="4244.01"),
    "below the floor from the beginning": Told(base="1000"),
    "above the ceiling for some years": Told(base="22000"),
    "above every ceiling": Told(base="99999"),
    "at 50 %, which the floor lifts": Told(base="50%"),
    "at 400 %, which the ceiling cuts": Told(base="400%"),
    "with nothing behind": Told(months=0, index="0", balance="0"),
    "with an odd balance and index": Told(months=101, index="1.2345", balance="45678.91"),
    "with deemed months": Told(months=100, deemed=60, index="0.8", balance="30000"),
    "with deemed months and an index of their own": Told(
        months=100, deemed=59, index="0.8", balance="30000", transitional_index="0.7617"
    ),
    "with as many months behind as ahead": Told(months=256, index="0.9"),
    "starting in January": Told(start="2027-01"),
    "starting in a year whose limits are published": Told(start="2024-05"),
    "starting far ahead": Told(start="2031-08"),
    "retiring a month early": Told(retire="2048-02"),
    "retiring three years early": Told(retire="2045-03"),
    "retiring in December": Told(retire="2046-12"),
    "retiring in January": Told(retire="2047-01"),
    "retiring three years late": Told(retire="2051-03"),
    "born in December": Told(birth="1985-12"),
    "born in January": Told(birth="1986-01"),
    "a woman of the 55 track": Told(birth="1985-03", category="female55"),
    "a woman of the 50 track": Told(birth="1985-03", category="female50", months=120),
    "born when ages begin to rise": Told(birth="1966-10", start="2026-11", months=200),
    "paused for a year and a half": Told(pauses=[("2030-01", "2031-06")]),
    "paused often, overlapping and in the past": Told(
        pauses=[("2020-01", "2027-02"), ("2030-03", "2031-06"), ("2031-01", "2031-12")]
    ),
    "paused in the month of retirement": Told(pauses=[("2048-03", "2048-03")]),
    "paused at the start": Told(pauses=[("2026-12", "2027-12")]),
    "keeping on until the minimum is met": Told(start="2035-01", months=60),
    "keeping on, paused meanwhile": Told(
        start="2035-01", months=60, pauses=[("2047-06", "2049-07")]
    ),
    "starting after the retirement age": Told(birth="1964-02", start="2026-12", months=150),
    "with no growth and no interest": Told(wage_growth="0", crediting_rate="0"),
    "with shrinking wages": Told(wage_growth="-0.03", pension_growth="-0.01"),
    "with other rates": Told(wage_growth="0.0433", crediting_rate="0.0612", pension_growth="0"),
}


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_every_figure_agrees_with_a_month_by_month_calculation(told: Told) -> None:
    assert_employee_agrees(told)


# ------------------------------------------------------------------ the account


def _closed(balance: str, first: int, last: int, put_in: Credits, rate: str = "0.015") -> Decimal:
    assumed = assumption("crediting_rate", Decimal(rate), 2027)
    return closing(Decimal(balance), AccountYear(2027, first, last, put_in, assumed))


def test_the_example_of_the_month_product_method_comes_out() -> None:
    # B0 = 100000, 400 a month, r = 1.5 %:
    # 100000 × 1.015 = 101500; 12 × 400 = 4800; 400 × (12 + 11 + ... + 1) × 0.015 / 12 = 39
    assert _closed("100000", 1, 12, ((Decimal(400), tuple(range(1, 13))),)) == Decimal("106339.00")


@pytest.mark.parametrize(
    ("first", "last", "months", "expected"),
    [
        # opened in December: one month of interest on the balance and on what was put in
        # 1200 × 0.1/12 = 10; 120 × 0.1/12 = 1
        (12, 12, (12,), "1331.00"),
        # from July: six months: 1200 × 0.1 × 6/12 = 60; put in in July: 120 × 0.1 × 6/12 = 6
        (7, 12, (7,), "1386.00"),
        # retired in March: three months: 30; put in in January: 3, in March: 1
        (1, 3, (1, 3), "1474.00"),
        # nothing put in
        (1, 12, (), "1320.00"),
    ],
)
def test_interest_runs_from_the_month_of_payment_through_the_last_month(
    first: int, last: int, months: tuple[int, ...], expected: str
) -> None:
    found = _closed("1200", first, last, ((Decimal(120), months),), rate="0.1")
    assert found == Decimal(expected)


def test_a_year_is_rounded_once_and_half_up() -> None:
    # 100.10 × 0.015 = 1.5015 → 101.6015; 1 × 0.005 = 0.005, a tie, up
    assert _closed("100.10", 1, 12, ()) == Decimal("101.60")
    assert _closed("1.00", 1, 12, (), rate="0.005") == Decimal("1.01")
    assert _closed("1.00", 1, 12, (), rate="0.0049") == Decimal("1.00")


def test_the_account_names_its_years() -> None:
    source = Source("纸", Grade.B)
    start = opening(Decimal("10.00"))
    rate = assumption("crediting_rate", Decimal("0.1"), 2027)
    year = AccountYear(2027, 1, 12, ((Decimal("5.00"), (1, 2)),), rate)
    after = roll(start, year, source)
    # 10 × 1.1 + 5 × (1 + 0.1) + 5 × (1 + 0.1 × 11/12) = 11 + 5.5 + 5.4583...
    assert (after.id, after.value, after.unit) == ("account.2027", Decimal("21.96"), Unit.YUAN)
    assert (year.credited, year.months) == (Decimal("10.00"), 12)


def test_2026_is_credited_at_the_assumption_and_2025_as_announced() -> None:
    # start 2025-12, balance 12000, floor 4198 × 8 % = 335.84, December 2025 at 1.5 %:
    # 12335.84 × (1 + 0.015/12) = 12351.2598
    found = employee(plan__start="2025-12", assumptions__crediting_rate="0.05").account
    assert found is not None
    years = {figure.id: figure for figure in figures((found,))}
    assert years["account.2025"].amount == Decimal("12351.26")
    # 2026: 4244 × 8 % = 339.52 a month at 5 %: 12351.26 × 1.05 = 12968.823
    # + 339.52 × 12 = 4074.24 + 339.52 × 78 × 0.05/12 = 110.344 → 17153.407
    assert years["account.2026"].amount == Decimal("17153.41")
    assert_employee_agrees(Told(start="2025-12", crediting_rate="0.05"))


# ------------------------------------------------------------------ index and years


def test_the_index_is_the_exact_mean_and_not_clamped() -> None:
    # Two months at 4329/7214 beside 239 at 0.1: below 0.6, and not lifted to it.
    found = employee(
        person__birth="1966-09",
        plan__start="2027-02",
        history__employee_months=239,
        history__employee_index="0.1",
    )
    # 1966-09: 20 months → delay 6 → 60y6m = 2027-03: two months, February and March 2027
    assert found.index is not None
    assert found.months is not None
    assert found.months.planned == 2
    wanted = (Fraction("0.1") * 239 + 2 * Fraction(4329, 7214)) / 241
    assert found.index.value == wanted
    assert wanted < Fraction("0.6")


def test_deemed_months_count_as_one_each_in_shanxi() -> None:
    # 100 months at 0.8, 60 deemed at 1.0 and 256 planned: the mean over all 416
    found = employee(
        history__employee_months=100,
        history__employee_deemed_months=60,
        history__employee_index="0.8",
    )
    ahead = oracle.employee(Told(months=0, index="0", balance="0")).index * 256
    assert found.index is not None
    assert found.index.value == (Fraction("0.8") * 100 + 60 + ahead) / 416


def test_the_transitional_part_uses_its_own_index_where_one_is_given() -> None:
    # C 11437 × 0.7617 × 59/12 × 1.3 % = 556.81...
    found = employee(
        history__employee_months=100,
        history__employee_deemed_months=59,
        history__transitional_index="0.7617",
    )
    exact = 11437 * Fraction("0.7617") * Fraction(59, 12) * Fraction("0.013")
    assert parts(found)[2] == oracle.rounded(exact)


@pytest.mark.parametrize(
    ("benefit_base", "indexed_wage", "years", "expected"),
    [
        # the three Shanxi sheets of domain.md
        (7111, "4338.13666", Fraction(362, 12), "1726.91"),
        (6897, "5734.37271", Fraction(478, 12), "2515.75"),
        (6897, "4408.49343", Fraction(249, 12), "1172.94"),
    ],
)
def test_basic_pensions_of_real_award_sheets(
    benefit_base: int, indexed_wage: str, years: Fraction, expected: str
) -> None:
    assert basic_pension(benefit_base, Fraction(indexed_wage), years) == Decimal(expected)


@pytest.mark.parametrize(
    ("indexed_wage", "years", "expected"),
    [
        ("4338.13666", Fraction("3.5"), "197.39"),
        ("5253.30696", Fraction(14), "956.10"),
        ("4408.49343", Fraction(59, 12), "281.78"),
    ],
)
def test_transitional_pensions_of_real_award_sheets(
    indexed_wage: str, years: Fraction, expected: str
) -> None:
    found = transitional_pension(Fraction(indexed_wage) * years, Decimal("0.013"))
    assert found == Decimal(expected)


# ------------------------------------------------------------------ base and limits


def test_150_percent_of_the_wage_is_rounded_half_up_to_whole_yuan() -> None:
    # 7073 × 150 % = 10609.5: a tie, up to 10610; × 20 % = 2122.00
    found = employee(plan__base="150%").contribution
    assert found is not None
    assert found.base is not None
    assert found.per_month is not None
    assert (str(found.base.amount), str(found.per_month.amount)) == ("10610", "2122.00")


def test_a_contribution_is_rounded_half_up_to_the_fen() -> None:
    # 4321.03 × 20 % = 864.206 → 864.21; 4321.02 × 20 % = 864.204 → 864.20
    # and 5000.125 cannot be typed, but 4321.525 × 20 % = 864.305 is a tie
    for base, amount in (("4321.03", "864.21"), ("4321.02", "864.20"), ("4321.525", "864.31")):
        found = employee(plan__base=base).contribution
        assert found is not None
        assert found.per_month is not None
        assert str(found.per_month.amount) == amount


@pytest.mark.parametrize(
    ("base", "code", "year"),
    [
        ("4243.99", "base_below_floor", "2026"),
        ("4244.01", "base_below_floor", "2027"),  # the floor of 2027 is 4329
        ("4329", "base_below_floor", "2028"),  # and that of 2028 is 4415
        ("21219.01", "base_above_ceiling", "2026"),
        ("99999", "base_above_ceiling", "2026"),
    ],
)
def test_a_base_outside_the_limits_is_clamped_and_said_from_its_year_on(
    base: str, code: str, year: str
) -> None:
    found = employee(plan__base=base)
    (notice,) = [n for n in found.notices if n.code == code]
    assert year in str(notice.text)
    assert base in str(notice.text)
    assert notice.source


def test_a_base_on_the_limit_is_inside() -> None:
    ceiling = employee(plan__base="21219")
    assert "base_above_ceiling" not in codes(ceiling.notices)
    assert own_total(employee(plan__base="1")) == own_total(employee())
    flat: Changes = {"assumptions__wage_growth": "0"}
    assert codes(employee(plan__base="4244", **flat).notices) == ["heating_allowance"]


def test_floor_ceiling_and_percentages_say_nothing_about_clamping() -> None:
    for base in ("floor", "ceiling", "150%"):
        assert codes(employee(plan__base=base).notices) == ["heating_allowance"]


def test_limits_before_the_last_published_year_are_settled_and_later_ones_are_not() -> None:
    found = employee(plan__start="2025-11").contribution
    assert found is not None
    assert [(p.year, p.settled) for p in found.payments[:4]] == [
        (2025, True),
        (2026, True),
        (2027, False),
        (2028, False),
    ]


def test_the_first_year_counts_only_the_months_from_the_start() -> None:
    found = employee().contribution
    assert found is not None
    assert [p.months for p in found.payments[:2]] == [(12,), tuple(range(1, 13))]
    assert found.payments[-1].months == (1, 2, 3)
    # December 2026: 848.80; 2027: 4329 × 20 % = 865.80 × 12 = 10389.60
    assert [p.sum for p in found.payments[:2]] == [Decimal("848.80"), Decimal("10389.60")]


# ------------------------------------------------------------------ which year's benefit base


@pytest.mark.parametrize(
    ("birth", "retired", "first", "year"),
    [
        ("1985-12", "2048-12", "2049-01", 2048),  # the retirement month's year, not the payment's
        ("1986-01", "2049-01", "2049-02", 2049),
    ],
)
def test_the_benefit_base_is_that_of_the_year_of_retirement(
    birth: str, retired: str, first: str, year: int
) -> None:
    found = employee(person__birth=birth)
    assert found.pension is not None
    assert str(found.pension.start) == first
    assert found.benefit_base is not None
    # 7253 × 1.02^23 = 11437.3, × 1.02^24 = 11666.05
    assert found.benefit_base.amount == {2048: 11437, 2049: 11666}[year]
    assert str(projected(person__birth=birth).retires) == retired


def test_a_retirement_in_2026_rests_on_the_provisional_benefit_base() -> None:
    # 1966-05: 16 months → delay 5 → 60y5m = 2026-10; start 2026-09, 238 + 2 months
    found = employee(
        person__birth="1966-05", plan__start="2026-09", history__employee_months=238
    ).benefit_base
    assert found is not None
    (parameter,) = found.parameters
    assert (int(found.amount), parameter.state, parameter.year) == (7253, State.PROVISIONAL, 2026)


def test_the_balance_keeps_its_interest_while_nothing_is_paid() -> None:
    always = ("2026-01", "2060-12")
    found = employee(plan__pauses=[{"from": always[0], "to": always[1]}], plan__extend=False)
    # 36 of 240 months: no pension; the account stands at 1.5 % from 2026-12 on
    assert found.pension is None
    assert own_total(found) == 0
    expected = oracle.employee_account(Told(pauses=[always]), oracle.ym("2048-03"), {})
    assert balance(found) == expected


def test_the_kinds_of_base_are_written_as_the_profile_writes_them() -> None:
    given = {"floor": BaseKind.FLOOR, "ceiling": BaseKind.CEILING}
    given |= {"150%": BaseKind.PERCENT, "5000.5": BaseKind.YUAN}
    for text, kind in given.items():
        assert (str(base_of(text)), base_of(text).kind) == (text, kind)


def test_how_often_the_employee_scheme_is_paid_does_not_follow_the_other_scheme() -> None:
    """Whoever has chosen the resident scheme still sees the employee scheme paid month by month."""
    chosen, other = employee(), employee(plan__scheme="resident", plan__base=None)
    assert chosen.contribution is not None
    assert chosen.contribution.per_payment == Decimal("848.80")
    assert other.contribution == chosen.contribution
    assert chosen.outlook is not None
    assert other.outlook is not None
    assert other.outlook.irr == chosen.outlook.irr


def test_a_plan_of_no_months_at_all_has_a_balance_all_the_same() -> None:
    """Born in 1950, he was 60 long before the plan begins: the balance stands as it was."""
    found = employee(person__birth="1950-01", plan__start="2024-01", plan__extend=False)
    assert found.account is not None
    assert found.account.value == Decimal("12000.00")
    assert str(found.account.label) == "2023-12末储存额"

"""What must hold for every case: no crash, more never brings less, and the oracle agrees."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import CaseError
from core.options import Option
from core.projection import Projection, project
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import (
    POLICY,
    TODAY,
    assert_employee_agrees,
    assert_resident_agrees,
    balance,
    made,
    own_total,
    parts,
    told_option,
    total,
)

few = settings(max_examples=40, deadline=None)


def _months(first: str, last: str) -> st.SearchStrategy[str]:
    return st.integers(oracle.ym(first), oracle.ym(last)).map(oracle.text)


def _rates(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda n: str(Decimal(n).scaleb(-4)))


PAUSES = st.lists(
    st.tuples(_months("2024-01", "2055-12"), st.integers(0, 60)).map(
        lambda p: (p[0], oracle.text(oracle.ym(p[0]) + p[1]))
    ),
    max_size=4,
)
# Values on and beside the limits of 2026 and of later years: random ones would never land there.
EDGES = ["4243.99", "4244", "4244.01", "4243", "4245", "21218.99", "21219", "21219.01", "21220"]
EDGES += ["4328.99", "4329", "4329.01", "21643", "21643.01", "60%", "59.99%", "300%", "300.01%"]
BASES = st.one_of(
    st.sampled_from(["floor", "ceiling", *EDGES]),
    st.integers(1, 400).map(lambda n: f"{n}%"),
    st.integers(100_000, 3_000_000).map(lambda n: str(Decimal(n).scaleb(-2))),
)
MONEY = st.integers(0, 20_000_000).map(lambda n: str(Decimal(n).scaleb(-2)))

# A man who retires by 2047-12 at the latest under his own law and has months enough.
TOLD = st.builds(
    Told,
    birth=_months("1970-01", "1986-12"),
    category=st.just("male60"),
    start=_months("2024-01", "2029-12"),
    base=BASES,
    tier=st.sampled_from(sorted(oracle.TIERS)),
    supplementary=st.sampled_from(sorted(oracle.SUPPLEMENTARY)),
    pauses=PAUSES,
    months=st.integers(0, 300),
    deemed=st.integers(0, 120),
    index=_rates(0, 40000),
    transitional_index=st.one_of(st.none(), _rates(1000, 20000)),
    balance=MONEY,
    resident_years=st.integers(15, 30),
    resident_balance=MONEY,
    supplementary_balance=MONEY,
    wage_growth=_rates(-300, 800),
    crediting_rate=_rates(0, 900),
    resident_rate=_rates(0, 900),
    resident_growth=_rates(0, 900),
    pension_growth=_rates(0, 600),
    until_age=st.integers(70, 100),
)


def _open(told: Told) -> bool:
    """Whether the case qualifies without going past 70, where no payout months are known."""
    _, end, _ = oracle.end_of(told)
    return end - oracle.ym(told.birth) <= 70 * 12


@given(TOLD.filter(_open))
@settings(max_examples=60, deadline=None)
def test_the_employee_scheme_agrees_with_the_oracle_on_any_case(told: Told) -> None:
    assert_employee_agrees(told)


@given(TOLD)
@settings(max_examples=60, deadline=None)
def test_the_yearly_schemes_agree_with_the_oracle_on_any_case(told: Told) -> None:
    assert_resident_agrees(told)


# ------------------------------------------------------------------ no crash

RETIREMENTS = st.one_of(st.sampled_from(["statutory", "earliest"]), _months("2020-01", "2070-12"))
ANSWERS = st.fixed_dictionaries(
    {
        "person.birth": _months("1950-01", "2010-12"),
        "person.sex": st.sampled_from(["male", "female"]),
        "location.registered": st.sampled_from(["140200", "140000", "540100", "110101"]),
    },
    optional={
        "person.category": st.sampled_from(["female55", "female50", "unsure"]),
        "person.status": st.sampled_from(["platform", "student", "self_employed_with_staff"]),
        "location.working": st.sampled_from(["140100", "140200", "440300"]),
        "history.employee_months": st.integers(0, 500),
        "history.employee_deemed_months": st.integers(0, 300),
        "history.employee_index": _rates(0, 50000),
        "history.employee_balance": MONEY,
        "history.employee_since": _months("1990-01", "2026-11"),
        "history.resident_years": st.integers(0, 40),
        "history.resident_balance": MONEY,
        "history.supplementary_balance": MONEY,
        "history.periods": st.lists(
            st.fixed_dictionaries(
                {
                    "scheme": st.sampled_from(["employee", "resident", "supplementary"]),
                    "from": _months("2014-01", "2030-12"),
                    "to": _months("2014-01", "2030-12"),
                    "place": st.sampled_from(["140000", "540000"]),
                },
                optional={
                    "base": BASES,
                    "tier": st.sampled_from([200, 500, 700, 1234]),
                },
            ),
            max_size=3,
        ),
        "plan.scheme": st.sampled_from(["employee", "resident"]),
        "plan.place": st.sampled_from(["registered", "working"]),
        "plan.base": BASES,
        "plan.tier": st.sampled_from([200, 5000, 1234]),
        "plan.supplementary_tier": st.sampled_from([200, 5000, 1234]),
        "plan.frequency": st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]),
        "plan.start": _months("2024-01", "2040-12"),
        "plan.retire": RETIREMENTS,
        "plan.extend": st.booleans(),
        "plan.pauses": st.lists(
            st.fixed_dictionaries(
                {"from": _months("2020-01", "2080-12"), "to": _months("2020-01", "2080-12")}
            ),
            max_size=5,
        ),
        "assumptions.until_age": st.integers(40, 120),
    },
)  # fmt: skip


def _everything(found: Projection) -> None:
    """Ask for all that is worked out only on demand."""
    for branch in found.branches:
        _everything(branch)
    for option in found.options:
        _option_holds(option)
    assert len({figure.id for figure in found.trace}) == len(found.trace)
    assert found.unverified is not None


def _option_holds(option: Option) -> None:
    for figure in option.figures:
        assert str(figure.formula)
        assert str(figure.with_numbers)
    assert option.available is not bool(option.reasons)
    if option.months is not None:
        assert (option.pension is None) is bool(option.months.short)
        assert bool(option.ways_out) is bool(option.months.short)
    if option.outlook is not None:
        assert option.outlook.lifetime_total >= 0
        assert option.outlook.payback_months is None or option.outlook.payback_months > 0
        assert option.outlook.irr is None or -1 < option.outlook.irr <= 1


DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@given(ANSWERS, st.one_of(st.just(TODAY), DAYS))
@settings(max_examples=250, deadline=None)
def test_no_well_typed_case_raises_anything_but_a_case_error(
    answers: dict[str, Any], day: date
) -> None:
    with suppress(CaseError):
        _everything(project(made(answers, day), POLICY, day))


# ------------------------------------------------------------------ more never brings less

# Retirement fixed, no deemed months, the index not above the one paid from now on.
SIMPLE = st.builds(
    Told,
    birth=_months("1976-09", "1990-12"),
    start=_months("2025-01", "2028-12"),
    base=BASES,
    months=st.integers(240, 300),
    index=_rates(1000, 30000),
    balance=MONEY,
    wage_growth=_rates(0, 600),
    crediting_rate=_rates(0, 600),
    resident_years=st.just(15),
    tier=st.sampled_from(sorted(oracle.TIERS)),
)


@given(SIMPLE, PAUSES)
@few
def test_a_pause_never_raises_the_cost_or_the_account(told: Told, pauses: Any) -> None:
    full = told_option(told, "employee")
    less = told_option(replace(told, pauses=pauses), "employee")
    assert own_total(less) <= own_total(full)
    assert balance(less) <= balance(full)
    # The mean index may rise when poor months drop out, but (1 + Z) × N never does:
    # every month adds (1 + its own index) / 24 %.
    assert parts(less)[0] <= parts(full)[0]
    assert total(less) <= total(full)


@given(SIMPLE, st.integers(300, 60_000), st.integers(0, 5_000))
@few
def test_a_higher_base_never_lowers_a_pension(told: Told, base: int, more: int) -> None:
    low = told_option(replace(told, base=str(base)), "employee")
    high = told_option(replace(told, base=str(base + more)), "employee")
    assert total(high) >= total(low)
    assert own_total(high) >= own_total(low)


@given(SIMPLE, st.integers(0, 300))
@few
def test_a_higher_crediting_rate_never_lowers_a_pension(told: Told, more: int) -> None:
    rate = str(Decimal(told.crediting_rate) + Decimal(more).scaleb(-4))
    high = told_option(replace(told, crediting_rate=rate), "employee")
    low = told_option(told, "employee")
    assert balance(high) >= balance(low)
    assert total(high) >= total(low)


@given(SIMPLE, st.integers(1, 60))
@few
def test_more_months_behind_never_lower_a_pension(told: Told, more: int) -> None:
    longer = told_option(replace(told, months=told.months + more), "employee")
    assert total(longer) >= total(told_option(told, "employee"))


@given(SIMPLE)
@settings(max_examples=10, deadline=None)
def test_a_higher_tier_never_lowers_a_resident_pension(told: Told) -> None:
    tiers = sorted(oracle.TIERS)
    found = [total(told_option(replace(told, tier=tier), "resident")) for tier in tiers]
    assert found == sorted(found)
    assert len(set(found)) == len(tiers)


# ------------------------------------------------------------------ and the rest

FREQUENCIES = ("monthly", "quarterly", "half_yearly", "yearly")


@given(ANSWERS)
@few
def test_the_frequency_never_changes_a_years_sum_or_a_pension(answers: dict[str, Any]) -> None:
    try:
        found = [
            project(made({**answers, "plan.frequency": f}), POLICY, TODAY) for f in FREQUENCIES
        ]
    except CaseError:
        return
    sums = [
        [[(p.year, p.sum) for p in o.contribution.payments] for o in b.options if o.contribution]
        for one in found
        for b in (one, *one.branches)
    ]
    pensions = [
        [(o.pension.total.value, o.account and o.account.value) for o in b.options if o.pension]
        for one in found
        for b in (one, *one.branches)
    ]
    each = len(sums) // 4
    assert all(sums[i : i + each] == sums[:each] for i in range(0, len(sums), each))
    assert all(pensions[i : i + each] == pensions[:each] for i in range(0, len(sums), each))


@given(TOLD)
@few
def test_the_parts_make_the_total_up_to_the_jiao(told: Told) -> None:
    found = told_option(told, "employee")
    if found.pension is not None:
        whole = sum(parts(found))
        assert 0 <= total(found) - whole < Decimal("0.10")
        assert total(found) * 10 == int(total(found) * 10)


@given(TOLD)
@few
def test_the_same_case_gives_the_same_projection_again(told: Told) -> None:
    first, second = (told_option(told, "employee") for _ in range(2))
    assert first == second


@given(_months("2027-01", "2044-12"), _months("1982-01", "1990-12"))
@few
def test_a_plan_split_into_periods_behind_and_a_rest_ahead_keeps_its_months(
    cut: str, birth: str
) -> None:
    # The same months, seen once as a plan and once as a history with a plan.
    whole = oracle.employee(Told(birth=birth, start="2026-12"))
    behind = oracle.ym(cut) - oracle.ym("2026-12")
    rest = told_option(Told(birth=birth, start=cut, months=36 + behind), "employee")
    assert rest.months is not None
    assert rest.months.total == 36 + whole.planned
    assert rest.pension is not None
    assert rest.pension.start.ordinal == whole.end + 1

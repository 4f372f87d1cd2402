"""What a little more brings, against differences of the oracle and sums by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given

from core.decisions.marginal import Marginal, marginals
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, asked, subject_of, told_answers
from tests.core.test_properties import TOLD, few


def step(code: str, scheme: str = "employee", **changes: Any) -> Marginal:
    return next(m for m in marginals(asked(scheme, **changes)) if m.code == code)


def payback(more: oracle.Streams, less: oracle.Streams, growth: str, price: Fraction) -> int:
    """The number of the month in which the difference received is the price."""
    last = 2400 * 12
    first, second = (list(oracle.pensions(s, growth, last)) for s in (more, less))
    missing = len(second) - len(first)
    first = [Fraction(0)] * missing + first
    received = Fraction(0)
    for number, (a, b) in enumerate(zip(first, second, strict=True), start=1):
        received += a - b
        if received >= price:
            return number - missing
    raise AssertionError("never")


def test_100_yuan_more_of_a_base_in_yuan() -> None:
    # 10000 yuan lies above every floor to come (2048: 4244 * 1.02^22 = 6561): 256 months at 20.00
    found = step("base", plan__base="10000")
    assert found.price.amount == 256 * Decimal("20.00") == Decimal("5120.00")
    before, after = (oracle.employee(Told(base=base)) for base in ("10000", "10100"))
    assert found.gain.amount == after.total - before.total
    start = before.end + 1
    months = payback([(start, after.total)], [(start, before.total)], "0.02", Fraction(5120))
    assert found.payback == months
    # the worth: gain a month for each of the 5120 yuan
    assert found.worth == Fraction(found.gain.amount) / 5120


def test_100_yuan_more_of_the_floor_rises_with_the_wages() -> None:
    # 4344 / 7073 of the average wage: 2027 round(7073*1.02) = 7214, 7214 * 0.61416... = 4431
    found = step("base")
    bought = found.option.contribution
    assert bought is not None
    assert bought.base is not None
    assert bought.base.value == 4344
    assert bought.payments[1].amount == Decimal("886.20")  # 4431 * 20 %


def test_the_ceiling_has_no_higher_base() -> None:
    assert "base" not in [m.code for m in marginals(asked(plan__base="ceiling"))]
    assert "base" not in [m.code for m in marginals(asked(plan__base="21119.01"))]
    assert "base" in [m.code for m in marginals(asked(plan__base="21119"))]


def test_the_last_year_of_contributions() -> None:
    found = step("year")
    whole = oracle.employee(Told())
    without = oracle.employee(Told(pauses=[("2047-04", "2048-03")]))
    assert found.gain.amount == whole.total - without.total
    # nine months of 2047 and three of 2048 on the floor grown from 4244
    floors = [oracle.limits(year, "0.02")[0] for year in (2047, 2048)]
    assert floors == [6432, 6561]
    assert found.price.amount == 9 * Decimal("1286.40") + 3 * Decimal("1312.20")
    assert found.notice is None


def test_the_year_that_decides() -> None:
    # 36 months and a start in 2031-04: 36 + 204 = 240, none to spare; without the year no pension
    found = step("year", plan__start="2031-04")
    assert found.notice is not None
    assert found.notice.code == "year_decides"
    total = oracle.employee(Told(start="2031-04")).total
    assert found.gain.amount == total
    # the last nine months of 2047 and three of 2048: 9 * 1286.40 + 3 * 1312.20 = 15514.20
    assert found.price.amount == Decimal("15514.20")
    assert found.per_thousand.amount == oracle.rounded(total * 1000 / Fraction("15514.20"))


def test_the_year_that_decides_whether_one_may_go_early() -> None:
    # male 1970-03: 2030-03 needs 186 months; 150 and the 40 from 2026-12 on are 190
    found = step("year", person__birth="1970-03", history__employee_months=150, plan__retire=EARLY)
    assert found.notice is not None
    assert str(found.notice.text) == "没有这一年，2030-03还不能提前领"


EARLY = "2030-03"


def test_a_year_later_that_falls_short_is_no_step() -> None:
    # 150 and the 36 months to 2029-11 are the 186 of 2030; 2031 asks for 192, and all is paused
    changes: Changes = {
        "person__birth": "1970-03",
        "history__employee_months": 150,
        "plan__retire": EARLY,
        "plan__pauses": [{"from": "2029-12", "to": "2040-01"}],
    }
    codes = [m.code for m in marginals(asked(**changes))]
    assert "year" in codes
    assert "later" not in codes
    # from 2030-09 on a year later is past the statutory month, where paying on to 2032-01 begins
    changes["plan__retire"] = "2030-09"
    assert "later" not in [m.code for m in marginals(asked(**changes))]
    changes["plan__pauses"] = []
    assert "later" in [m.code for m in marginals(asked(**changes))]


def test_a_year_later_counts_the_pensions_forgone() -> None:
    found = step("later", plan__retire="2046-03")
    before, after = (oracle.employee(Told(retire=m)) for m in ("2046-03", "2047-03"))
    # forgone: nine months of 2046, three of 2047 a rise later
    risen = oracle.rounded(before.total * Fraction("1.02"))
    forgone = 9 * before.total + 3 * risen
    assert found.price.amount == after.own_total - before.own_total + forgone
    assert found.gain.amount == after.total - risen
    paid = after.own_total - before.own_total
    streams = [(before.end + 1, before.total)]
    assert found.payback == payback([(after.end + 1, after.total)], streams, "0.02", paid)
    assert found.notice is None


def test_later_than_the_statutory_month_is_for_the_office_to_grant() -> None:
    found = step("later")
    assert found.notice is not None
    assert found.notice.code == "late_ask_office"
    # 2051-03 is the latest month there is
    assert "later" not in [m.code for m in marginals(asked(plan__retire="2050-04"))]


def test_the_next_tier() -> None:
    # 20 years (2026 to 2045) at 1000 yuan more; the subsidy is 220 instead of 180: 1040 a year
    found = step("tier", "resident")
    before, after = (oracle.resident(Told(tier=tier)) for tier in (2000, 3000))
    assert found.price.amount == 20 * 1000
    assert found.gain.amount == after.total - before.total
    assert "tier" not in [m.code for m in marginals(asked("resident", plan__tier=5000))]


def test_the_supplementary_scheme_has_steps_of_its_own() -> None:
    both = "resident+supplementary"
    codes = {m.code for m in marginals(asked(both))}
    assert codes == {"tier", "supplementary_tier", "year"}
    found = step("supplementary_tier", both)
    # 200 to 500 yuan for 25 years, 2026 to 2050
    assert found.price.amount == 25 * 300
    pensions = [oracle.supplementary(Told(supplementary=tier))[0] for tier in (200, 500)]
    assert found.gain.amount == pensions[1] - pensions[0]


def test_beyond_60_the_last_year_is_one_of_the_supplementary_scheme() -> None:
    both = step("year", "resident+supplementary")
    assert str(both.label) == "补充养老多缴一年（以最后一年算）"
    # 200 yuan; without 2050 the account has 24 years
    assert both.price.amount == 200
    whole, less = (oracle.supplementary(Told(pauses=p))[0] for p in ([], [("2050-01", "2050-12")]))
    assert both.gain.amount == whole - less
    assert str(step("year", "resident").label) == "多缴一年（以最后一年算）"


def test_who_pays_until_the_minimum_is_met_has_no_year_to_add() -> None:
    found = asked(person__birth="1968-03", history__employee_months=100)
    assert [m.code for m in marginals(found)] == ["base"]


def test_without_a_pension_there_is_nothing_to_compare() -> None:
    assert (
        marginals(asked(history__employee_months=0, plan__start="2040-01", plan__extend=False))
        == ()
    )


def test_what_a_yuan_buys_is_in_the_chain() -> None:
    step_of = step("base", plan__base="10000")
    found = step_of.per_thousand
    assert found.inputs == (step_of.gain, step_of.price)
    assert str(found.with_numbers).endswith("÷ 5120.00 × 1000")


@given(TOLD)
@few
def test_more_never_brings_less_and_the_best_buy_comes_first(told: Told) -> None:
    found = marginals(subject_of(told_answers(told)))
    assert all(m.price.amount > 0 for m in found)
    assert all(m.gain.amount >= 0 for m in found if m.code != "later")
    assert [m.worth for m in found] == sorted((m.worth for m in found), reverse=True)
    assert all((m.payback is None) == (m.gain.amount <= 0) for m in found if m.code == "base")

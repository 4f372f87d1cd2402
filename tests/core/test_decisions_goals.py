"""From a goal backwards: every answer against trying all the choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import Base, BaseKind
from core.decisions.budget import for_budget, over_budget
from core.decisions.goals import (
    Answer,
    Choice,
    Wanted,
    by_month,
    cheapest,
    chosen,
    climb,
    for_pension,
    retirement_months,
)
from core.decisions.ladder import Bases, Ladder, base_ladder, bases, lowest_reaching
from core.decisions.qualify import just_qualify
from core.policy.recall import recalling
from core.quantities import YearMonth
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import POLICY, TODAY, Changes, asked, subject_of, told_answers
from tests.core.test_properties import TOLD

few = settings(max_examples=12, deadline=None)
BOTH = "resident+supplementary"


def nominal(amount: str) -> Wanted:
    return Wanted(Decimal(amount), today=False)


def found(answer: Answer) -> tuple[Choice, Choice]:
    """Choice and miss of an answer that has both."""
    assert answer.choice is not None
    assert answer.miss is not None
    return answer.choice, answer.miss


# ------------------------------------------------------------------ the search itself


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=200), st.integers(-5, 1100))
def test_the_search_finds_what_trying_all_finds(values: list[int], goal: int) -> None:
    rungs = sorted(values)
    asked_for: list[int] = []

    def reach(rung: int) -> Decimal:
        asked_for.append(rung)
        return Decimal(rungs[rung])

    brute = next((i for i, value in enumerate(rungs) if value >= goal), None)
    assert lowest_reaching(len(rungs), reach, Decimal(goal)) == brute
    assert len(asked_for) <= 2 + 10 + 8  # both ends, ten guesses, halving 200


def test_the_ladder_of_bases_has_every_whole_yuan() -> None:
    now = YearMonth(2026, 12)
    ladder = bases(asked().place, now, now, Decimal("0.02"))
    assert (ladder.lowest, ladder.highest) == (4244, 21219)
    assert ladder.count == 21219 - 4244 + 1 + 2
    assert [str(ladder[i]) for i in (0, 1, 2, ladder.count - 2, ladder.count - 1)] == [
        "floor",
        "4244",
        "4245",
        "21219",
        "ceiling",
    ]


def test_limits_that_are_no_whole_yuan_bound_the_whole_ones_inside() -> None:
    place = recalling(POLICY.on(TODAY)).bent({}, {}).place("140000")
    series = dict(place.jurisdiction.series)
    for name, value in (("contribution_floor", "4243.50"), ("contribution_ceiling", "21219.90")):
        entries = tuple(replace(e, value=Decimal(value)) for e in series[name].entries)
        series[name] = replace(series[name], entries=entries)
    place = replace(place, jurisdiction=replace(place.jurisdiction, series=series))
    now = YearMonth(2026, 12)
    ladder = bases(place, now, now, Decimal("0.02"))
    assert (ladder.lowest, ladder.highest) == (4244, 21219)


@pytest.mark.parametrize(
    ("growth", "limits"),
    [
        # 21219 * 1.02 = 21643.38: who may pay that in 2027 may name it now
        ("0.02", (4244, 21643)),
        # 4244 * 0.98 = 4159.12: the floor of 2027 is the lowest base there will be
        ("-0.02", (4159, 21219)),
    ],
)
def test_the_bases_are_those_of_every_year_of_the_plan(
    growth: str, limits: tuple[int, int]
) -> None:
    ladder = bases(asked().place, YearMonth(2026, 12), YearMonth(2027, 6), Decimal(growth))
    assert (ladder.lowest, ladder.highest) == limits


# ------------------------------------------------------------------ a wanted pension


def test_a_wanted_pension_and_the_yuan_less_that_misses() -> None:
    choice, miss = found(for_pension(asked(), nominal("5000")))
    base = choice.case.plan.base
    assert base.kind is BaseKind.YUAN
    assert miss.case.plan.base == Base(BaseKind.YUAN, base.amount - 1)
    reached = [oracle.employee(Told(base=str(c.case.plan.base))).total for c in (miss, choice)]
    assert reached[0] < 5000 <= reached[1]
    assert [miss.worth, choice.worth] == reached
    assert miss.cost < choice.cost


def test_in_todays_money_the_goal_is_higher() -> None:
    choice, miss = found(for_pension(asked(), Wanted(Decimal(3000))))
    # 257 months from 2026-11 to 2048-04 at 1.5 %
    deflated = [float(c.option.pension.total.amount) / 1.015 ** (257 / 12) for c in (miss, choice)]  # type: ignore[union-attr]
    assert deflated[0] < 3000 <= deflated[1]
    assert str(choice.case.plan.base) == "7207"


def test_the_floor_may_be_enough_and_nothing_is_cheaper() -> None:
    answer = for_pension(asked(), nominal("3000"))
    assert answer.choice is not None
    assert str(answer.choice.case.plan.base) == "floor"
    assert answer.miss is None


def test_a_goal_above_this_years_ceiling_needs_less_than_every_ceiling() -> None:
    # A base above 21219 is paid at the ceiling until that has risen to it; the pension wanted
    # lies between those of 21219 for good and of the ceiling for good.
    choice, miss = found(for_pension(asked(), nominal("9000")))
    base = int(choice.case.plan.base.amount)
    totals = [oracle.employee(Told(base=str(b))) for b in (21219, base - 1, base, "ceiling")]
    assert totals[0].total < totals[1].total < 9000 <= totals[2].total < totals[3].total
    assert [miss.cost, choice.cost] == [totals[1].own_total, totals[2].own_total]
    assert choice.cost < totals[3].own_total


def test_a_goal_out_of_reach_names_the_most() -> None:
    answer = for_pension(asked(), nominal("11000"))
    assert answer.choice is None
    assert answer.reason is not None
    assert "10723.60" in str(answer.reason.text)


def test_who_never_qualifies_hears_it() -> None:
    short = asked(history__employee_months=0, plan__start="2040-01", plan__extend=False)
    answer = for_pension(short, nominal("1"))
    assert answer.choice is None
    assert answer.reason is not None
    assert "没有养老金" in str(answer.reason.text)


@given(TOLD, st.integers(4244, 21000), st.integers(0, 25), st.integers(1000, 12000).map(Decimal))
@few
def test_the_cheapest_base_is_that_of_trying_every_yuan(
    told: Told, lowest: int, width: int, amount: Decimal
) -> None:
    told.wage_growth = told.wage_growth.removeprefix("-")
    subject = subject_of(told_answers(told))
    if subject.option.pension is None:
        return
    choices = Bases(Decimal(lowest), Decimal(min(21219, lowest + width)))
    ladder = Ladder(choices.count, lambda rung: subject.planned(base=choices[rung]))
    answer = climb(subject, ladder, Wanted(amount, today=False))
    totals = []
    for rung in range(choices.count):
        told.base = str(choices[rung])
        totals.append(oracle.employee(told).total)
    assert totals == sorted(totals)
    brute = next((rung for rung, total in enumerate(totals) if total >= amount), None)
    if brute is None:
        assert answer.choice is None
        return
    assert answer.choice is not None
    assert answer.choice.case.plan.base == choices[brute]
    assert (answer.miss is None) is (brute == 0)


def test_over_all_months_the_cheapest_wins() -> None:
    subject, wanted = asked(person__birth="1970-03", history__employee_months=200), nominal("2000")
    # male 1970-03: 62 months after 1965-01 -> 16 months late: 61y4m = 2031-07, earliest 2030-03
    months = [str(m) for m in retirement_months(subject)]
    assert (months[0], months[-1], len(months)) == ("2030-03", "2031-07", 17)
    answers = list(by_month(subject, wanted))
    assert len(answers) == 17
    choice, _ = found(cheapest(answers))
    costs = [a.choice.cost for a in answers if a.choice is not None]
    assert choice.cost == min(costs)
    # every base of every month a yuan cheaper misses
    for answer in answers:
        assert answer.miss is None or answer.miss.worth < 2000


def test_months_in_which_the_minimum_is_not_met_are_left_out() -> None:
    # 36 + 204 = 240 only in 2048-03
    subject = asked(plan__start="2031-04")
    assert len(list(by_month(subject, nominal("1")))) == 1


def test_the_tier_of_a_wanted_pension() -> None:
    choice, miss = found(for_pension(asked("resident"), nominal("1000")))
    totals = {tier: oracle.resident(Told(tier=tier)).total + 5 for tier in sorted(oracle.TIERS)}
    brute = min(tier for tier, total in totals.items() if total >= 1000)
    assert choice.case.plan.tier == brute
    assert choice.worth == totals[brute]
    assert miss.worth < 1000


@pytest.mark.parametrize("amount", ["500", "1000", "1500", "3000"])
def test_the_pair_of_tiers_of_a_wanted_pension_is_that_of_trying_all_fifty(amount: str) -> None:
    answer = for_pension(asked(BOTH), nominal(amount))
    costs = []
    for tier in oracle.TIERS:
        alone = oracle.resident(Told(tier=tier))
        for more in oracle.SUPPLEMENTARY:
            pension, cost, _ = oracle.supplementary(Told(supplementary=more))
            if alone.total + 5 + pension >= Fraction(amount):
                costs.append(alone.own_total + cost)
    assert answer.choice is not None
    assert answer.choice.cost == min(costs)


@pytest.mark.parametrize("amount", ["300", "500", "1000", "1500"])
def test_the_pair_that_misses_is_the_dearest_of_all_that_cost_less(amount: str) -> None:
    # 1985-03: 20 resident years, 2026 to 2045, and 25 of the supplementary scheme, to 2050
    answer = for_pension(asked(BOTH), nominal(amount))
    assert answer.choice is not None
    costs = {20 * tier + 25 * more for tier in oracle.TIERS for more in oracle.SUPPLEMENTARY}
    cheaper = [cost for cost in costs if cost < answer.choice.cost]
    assert (answer.miss and answer.miss.cost) == max(cheaper, default=None)
    assert answer.miss is None or answer.miss.worth < Decimal(amount)


def test_a_closed_option_gives_its_reason() -> None:
    subject = asked(person__status="student")
    for answer in (
        for_pension(subject, nominal("1")),
        for_budget(subject, Decimal(900)),
        just_qualify(subject),
    ):
        assert answer.choice is None
        assert answer.reason is not None
        assert answer.reason.code == "student"


# ------------------------------------------------------------------ a budget


@pytest.mark.parametrize(
    ("budget", "base", "dearer"),
    [
        ("900", "4500", "4501"),  # 900 / 0.2
        ("900.19", "4500", "4501"),  # 4501 would be 900.20
        ("900.20", "4501", "4502"),
        ("848.80", "4244", "4245"),
        ("4243.80", "21219", "21220"),
        # 25000 lies above the ceilings through 2034 (21219 * 1.02^8 = 24861) and below later ones
        ("5000", "25000", "25001"),
        # 2048: 21219 * 1.02^22 = 32804.1, 6560.80 a month
        ("6560.79", "32803", "32804"),
        ("6560.80", "ceiling", None),
        ("9999", "ceiling", None),
    ],
)
def test_what_a_month_buys(budget: str, base: str, dearer: str | None) -> None:
    answer = for_budget(asked(), Decimal(budget))
    assert answer.choice is not None
    assert str(answer.choice.case.plan.base) == base
    assert (answer.miss and str(answer.miss.case.plan.base)) == dearer
    assert answer.choice.worth == oracle.employee(Told(base=base)).total


def test_a_budget_above_the_ceiling_is_spent_as_the_ceiling_rises() -> None:
    bought = found(for_budget(asked(), Decimal(5000)))[0].option.contribution
    assert bought is not None
    by_year = {paid.year: paid.amount for paid in bought.payments}
    # ceilings 2027 21219 * 1.02 = 21643.38, 2034 24861.46, 2035 25358.69
    assert [by_year[y] for y in (2026, 2027, 2034, 2035, 2048)] == [
        Decimal(amount) for amount in ("4243.80", "4328.60", "4972.20", "5000.00", "5000.00")
    ]


def test_a_rising_budget_above_the_ceiling_buys_the_ceiling() -> None:
    answer = for_budget(asked(), Decimal("4243.80"), rising=True)
    assert answer.choice is not None
    assert str(answer.choice.case.plan.base) == "ceiling"
    assert answer.miss is None


def test_a_floor_of_broken_yuan_is_itself_a_choice() -> None:
    # Guizhou 2026: 4426.05 * 20 % = 885.21; the first whole yuan, 4427, costs 885.40
    guizhou = asked(location__registered="520100", location__working="520100")
    for budget in ("885.21", "885.39"):
        choice, miss = found(for_budget(guizhou, Decimal(budget)))
        assert [str(c.case.plan.base) for c in (choice, miss)] == ["floor", "4427"]
    below = for_budget(guizhou, Decimal("885.20"))
    assert below.choice is None
    assert below.reason is not None
    assert str(below.reason.text) == "每月至少要885.21元，还差0.01元"


def test_too_little_for_the_floor() -> None:
    answer = for_budget(asked(), Decimal("800"))
    assert answer.choice is None
    assert answer.reason is not None
    assert str(answer.reason.text) == "每月至少要848.80元，还差48.80元"


def test_the_floor_outgrows_the_budget() -> None:
    # floors: 2027 4329, 2028 4415, 2029 4504: 900.80 > 900
    choice, _ = found(for_budget(asked(), Decimal(900)))
    notice = over_budget(choice, Decimal(900))
    assert notice is not None
    assert str(notice.text) == "2029年起每月要900.80元，超过预算"
    # a fen more would do in 2029; 2030: 4594 * 20 % = 918.80
    later = over_budget(choice, Decimal("900.80"))
    assert later is not None
    assert str(later.text) == "2030年起每月要918.80元，超过预算"
    top = for_budget(asked(), Decimal(9999)).choice
    assert top is not None
    assert over_budget(top, Decimal(9999)) is None


def test_a_budget_that_rises_is_outgrown_only_by_a_floor_that_rises_faster() -> None:
    choice, _ = found(for_budget(asked(), Decimal(900), rising=True))
    assert over_budget(choice, Decimal(900), rising=True) is None
    # in 2025 4198 are the floor; of the wage of 2026 the same share is 4198 * 7073 / 6997 = 4243.6,
    # a fraction of a yuan below the floor of 4244: rounding, not a budget outgrown
    last_year = asked(day=date(2025, 11, 23), plan__start="2025-12")
    least, _ = found(for_budget(last_year, Decimal("839.60"), rising=True))
    assert over_budget(least, Decimal("839.60"), rising=True) is None
    below = least.case.plan.base.amount - 1
    lower = chosen(last_year, last_year.planned(base=Base(BaseKind.PERCENT, below)))
    notice = over_budget(lower, Decimal("800"), rising=True)
    assert notice is not None
    assert notice.code == "base_below_floor"


def test_a_year_of_tiers_is_not_held_against_a_month() -> None:
    choice = for_budget(asked("resident"), Decimal(900)).choice
    assert choice is not None
    assert over_budget(choice, Decimal(900)) is None


def test_the_tier_a_year_of_the_budget_buys() -> None:
    # 100 a month are 1200 a year: tier 1000, the next is 1500
    choice, miss = found(for_budget(asked("resident"), Decimal(100)))
    assert (choice.case.plan.tier, miss.case.plan.tier) == (1000, 1500)
    least = for_budget(asked("resident"), Decimal(10))
    assert least.choice is None
    assert least.reason is not None
    assert str(least.reason.text) == "一年至少要200元，还差80.00元"


@pytest.mark.parametrize("budget", [34, 100, 250, 900])
def test_the_pair_of_tiers_that_pays_most(budget: int) -> None:
    answer = for_budget(asked(BOTH), Decimal(budget))
    best = max(
        oracle.resident(Told(tier=tier)).total
        + 5
        + oracle.supplementary(Told(supplementary=more))[0]
        for tier in oracle.TIERS
        for more in oracle.SUPPLEMENTARY
        if tier + more <= budget * 12
    )
    assert answer.choice is not None
    assert answer.choice.worth == best


def test_the_pair_that_is_too_dear_is_the_next_one() -> None:
    # 1200 a year are 700 + 500 or 1000 + 200; the next sum is 1300: 20 years of 300, 25 of 1000
    miss = for_budget(asked(BOTH), Decimal(100)).miss
    assert miss is not None
    assert (miss.case.plan.tier, miss.case.plan.supplementary_tier) == (300, 1000)
    assert miss.cost == 20 * 300 + 25 * 1000
    # 5000 + 5000 is the most there is: 10000 / 12 = 833.33
    assert for_budget(asked(BOTH), Decimal(834)).miss is None
    least = for_budget(asked(BOTH), Decimal(33)).miss
    assert least is not None
    assert least.cost == 20 * 200 + 25 * 200


def test_too_little_for_any_pair() -> None:
    answer = for_budget(asked(BOTH), Decimal(33))
    assert answer.choice is None
    assert answer.reason is not None
    assert str(answer.reason.text) == "一年至少要400元，还差4.00元"


# ------------------------------------------------------------------ just qualify


def test_204_months_at_the_floor_are_enough() -> None:
    choice, miss = found(just_qualify(asked(plan__base="ceiling")))
    # 240 - 36 = 204 months from 2026-12 on: through 2043-11
    plan = choice.case.plan
    assert str(plan.base) == "floor"
    assert str(plan.pauses[0].first) == "2043-12"
    assert choice.option.months is not None
    assert (choice.option.months.planned, choice.option.months.short) == (204, 0)
    told = Told(pauses=[("2043-12", "2048-03")], retire="2045-03")
    assert choice.cost == oracle.employee(told).own_total
    # a month less: one short, no pension, and its contribution saved: floor 2043 * 20 %
    assert miss.option.months is not None
    assert miss.option.months.short == 1
    assert miss.reached is None
    floor_2043 = Decimal(int(oracle.limits(2043, "0.02")[0]))
    assert choice.cost - miss.cost == floor_2043 * Decimal("0.2")


def test_retiring_early_may_need_fewer_months() -> None:
    # male 1970-03: statutory 2031-07 needs 192, 2030-03 needs 186; 150 behind him: 36 to pay,
    # from 2026-12 through 2029-11, before 2030-03
    choice, _ = found(just_qualify(asked(person__birth="1970-03", history__employee_months=150)))
    assert choice.option.months is not None
    assert (choice.option.months.planned, choice.option.months.required) == (36, 186)
    assert str(choice.case.plan.retire) == "2030-03"


def test_the_months_themselves_decide_when_one_may_retire() -> None:
    # 140 behind him: 46 months for 186 end with 2030-09, the first month open
    choice, _ = found(just_qualify(asked(person__birth="1970-03", history__employee_months=140)))
    assert str(choice.case.plan.retire) == "2030-09"


def test_paying_on_after_the_statutory_month_where_it_must_be() -> None:
    # male 1968-03: 38 months after 1965-01 -> 10 late: 2029-01, needs 180; 100 behind him: 80 more,
    # from 2026-12 through 2033-07.  Stopping in 2029-01 makes 100 + 26: 54 short.
    choice, miss = found(just_qualify(asked(person__birth="1968-03", history__employee_months=100)))
    assert choice.option.pension is not None
    assert str(choice.option.pension.start) == "2033-08"
    assert miss.option.months is not None
    assert miss.option.months.short == 54


def test_who_has_the_months_pays_nothing_more() -> None:
    answer = just_qualify(asked(history__employee_months=300))
    assert answer.choice is not None
    assert answer.choice.cost == 0
    assert answer.miss is None


def test_beyond_70_nobody_qualifies() -> None:
    answer = just_qualify(asked(person__birth="1968-03", history__employee_months=1))
    assert answer.choice is None
    assert answer.reason is not None
    assert answer.reason.code == "never_qualifies"


def test_fifteen_years_of_the_lowest_tier() -> None:
    choice, miss = found(just_qualify(asked("resident")))
    assert [choice.cost, miss.cost] == [15 * 200, 14 * 200]
    assert miss.reached is None
    nine = just_qualify(asked("resident", history__resident_years=9)).choice
    assert nine is not None
    assert nine.cost == 6 * 200


def test_too_late_for_fifteen_years() -> None:
    answer = just_qualify(asked("resident", person__birth="1970-03"))
    assert answer.choice is None
    assert answer.reason is not None
    assert answer.reason.code == "arrears"


def test_years_in_arrears_only_where_the_plan_has_them_and_time_runs_out() -> None:
    # 60 in 2030-03: five years from 2026 on; 8 behind, 7 missing: 5 and 2 in arrears
    late: Changes = {"person__birth": "1970-03", "history__resident_years": 8}
    choice, miss = found(just_qualify(asked("resident", **late, plan__arrears_years=5)))
    assert [c.case.plan.arrears_years for c in (choice, miss)] == [2, 1]
    assert [c.cost for c in (choice, miss)] == [7 * 200, 6 * 200]
    assert miss.reached is None
    assert just_qualify(asked("resident", **late, plan__arrears_years=1)).choice is None
    # in time for all five: the arrears of the plan would otherwise make up for the missing one
    early = asked("resident", history__resident_years=10, plan__arrears_years=5)
    choice, miss = found(just_qualify(early))
    assert choice.case.plan.arrears_years == 0
    assert [c.cost for c in (choice, miss)] == [5 * 200, 4 * 200]
    assert miss.reached is None


def test_the_supplementary_scheme_has_no_minimum() -> None:
    answer = just_qualify(asked(BOTH))
    assert answer.reason is not None
    assert answer.reason.code == "no_minimum"


@given(TOLD)
@few
def test_no_plan_at_the_floor_with_a_month_less_qualifies(told: Told) -> None:
    told.pauses = []
    subject = subject_of(told_answers(told))
    answer = just_qualify(subject)
    if answer.choice is None or answer.choice.option.months is None:
        return
    if answer.choice.cost == 0:
        return
    planned = answer.choice.option.months.planned
    start, behind = oracle.ym(told.start), told.months + told.deemed
    for month in retirement_months(subject):
        most = min(planned - 1, month.ordinal - start + 1)
        assert behind + most < oracle.required_months(month.year)


def test_the_base_ladder_retires_in_the_month_asked_for() -> None:
    ladder = base_ladder(asked(), YearMonth(2047, 1))
    assert ladder.case(0).plan.retire == YearMonth(2047, 1)
    assert TODAY.year == 2026


def test_a_budget_that_rises_with_the_wages_keeps_its_share() -> None:
    # 4500 / 7073 of the average wage; 2027: 7214 * 0.63622... = 4590 -> 918.00
    fixed, rising = (for_budget(asked(), Decimal(900), rising=r).choice for r in (False, True))
    assert fixed is not None
    assert rising is not None
    bought = rising.option.contribution
    assert bought is not None
    assert bought.base is not None
    assert bought.base.value == 4500
    assert bought.payments[1].amount == Decimal("918.00")
    assert rising.worth > fixed.worth
    assert rising.cost > fixed.cost

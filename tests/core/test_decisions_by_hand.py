"""Every decision for three people near their pension, worked out by hand from what is published.

The sums are those of docs: contract conventions 1 to 9 with the values of Shanxi and Beijing; each
is written where it is expected, so that it can be checked with a pocket calculator.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.case import Span
from core.changes import what_changed
from core.decisions.band import band
from core.decisions.budget import for_budget
from core.decisions.calendar import calendar
from core.decisions.differs import why_differs
from core.decisions.goals import Wanted, for_pension
from core.decisions.help import Subsidy, death, subsidised
from core.decisions.marginal import Marginal, marginals
from core.decisions.pause import pause_plan, paused
from core.decisions.qualify import just_qualify
from core.decisions.stopping import three_figures
from core.decisions.subject import Subject
from core.decisions.years import pots, years
from core.policy.load import guide
from core.quantities import YearMonth
from core.year_table import year_table
from tests.core.support import POLICY, Changes, answers, asked, balance, made, own_total, total

GUIDE = guide()


def yuan(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def figures(subject: Subject) -> list[Decimal | None]:
    return [None if f is None else f.amount for f in three_figures(subject).amounts]


def step(subject: Subject, code: str) -> Marginal:
    return next(m for m in marginals(subject) if m.code == code)


def size(subject: Subject, code: str) -> Decimal | None:
    return next(r.size for r in why_differs(subject, GUIDE) if r.notice.code == code)


# ------------------------------------------------------------------ a woman of 55 in Shanxi
#
# Born 1971-09: 20 months after 1970-01, 20 // 4 + 1 = 6 months late: 55y6m, in 2027-03.  200 months
# behind her at 0.80, 60000.00 in the account; from 2026-12 on the floor: four months, 204 in all.
#   limits      2026 4244 / 21219, wage 7073; 2027 (2 %) 4328.88 -> 4329 / 21643.38 -> 21643, 7214
#   paid        848.80 + 3 * 865.80 = 3446.20
#   account     2026: 60000 * 1.00125 + 339.52 * 1.00125               = 60414.9444 -> 60414.94
#               2027: 60414.94 * 1.00375 + 346.32 * (1.00375 + 1.0025 + 1.00125)
#                     = 60641.4960 + 1041.5574                         = 61683.0534 -> 61683.05
#   C 2027      7253 * 1.02^2 = 7546.02 -> 7546;  P 55y6m: 170 - 6 * 6 / 12 = 167
#   Z           (160 + 4244 / 7073 + 3 * 4329 / 7214) / 204 = 162.4002778 / 204 = 0.7960798
#   basic       7546 * 1.7960798 / 2 * 17 % = 1152.02;  account 61683.05 / 167 = 369.36
#   total       1521.38, up to the jiao 1521.40

WOMAN: Changes = {
    "person__birth": "1971-09",
    "person__sex": "female",
    "person__category": "female55",
    "history__employee_months": 200,
    "history__employee_index": "0.80",
    "history__employee_balance": "60000.00",
}


def woman(**changes: Any) -> Subject:
    return asked("employee", **WOMAN, **changes)


def test_her_plan() -> None:
    option = woman().option
    assert own_total(option) == Decimal("3446.20")
    assert balance(option) == Decimal("61683.05")
    assert total(option) == Decimal("1521.40")


def test_she_has_earned_nearly_all_of_it() -> None:
    # stopping: 60075.00 * 1.00375 = 60300.28 / 167 = 361.08; 7546 * 1.8 / 2 * 200 / 12 % = 1131.90;
    # 1492.98 -> 1493.00.  The ceiling: 60075 + 1697.52 * 1.00125 = 61774.64; * 1.00375
    # + 1731.44 * 3.0075 = 67213.60 / 167 = 402.48; Z (160 + 3 + 3 * 21643 / 7214) / 204
    # = 0.8431393; 7546 * 1.8431393 / 2 * 17 % = 1182.21; 1584.69 -> 1584.70
    assert figures(woman()) == yuan("1493.00", "1521.40", "1584.70")


def test_she_may_stop_for_good() -> None:
    # 204 - 180 = 24 to spare, more than the four that are left
    found = pause_plan(woman())
    assert found.spare_months == 24
    assert found.last is not None
    assert str(found.last.value) == "2027-03"
    assert found.beyond is None
    assert found.longest is not None
    assert found.longest.saved == Decimal("3446.20")
    assert found.longest.less is not None
    assert found.longest.less.amount == Decimal("28.40")  # 1521.40 - 1493.00


def test_she_qualifies_and_need_not_wait() -> None:
    # 200 >= 180, and 55 was reached in 2026-09: the first month open is the plan's.  Nothing paid:
    # 60075.00 / 168.5 (170 - 6 * 3 / 12) = 356.53; C of 2026 is provisionally 7253:
    # 7253 * 1.8 / 2 * 200 / 12 % = 1087.95; 1444.48 -> 1444.50
    answer = just_qualify(woman())
    assert answer.choice is not None
    assert answer.miss is None
    assert (str(answer.choice.case.plan.retire), answer.choice.cost) == ("2026-12", Decimal("0.00"))
    assert answer.choice.worth == Decimal("1444.50")


def test_100_yuan_more_for_her() -> None:
    # 4344 / 7073 of the wage: 4344, then 4344 * 7214 / 7073 = 4430.60 -> 4431.
    # 20.00 + 3 * 20.40 = 81.20 more.  60075 + 347.52 * 1.00125 = 60422.95; * 1.00375
    # + 354.48 * 3.0075 = 61715.63 / 167 = 369.55; Z (160 + 4344 / 7073 + 3 * 4431 / 7214) / 204
    # = 0.7963570; 1152.20; 1521.75 -> 1521.80
    found = step(woman(), "base")
    assert (found.price.amount, found.gain.amount) == (Decimal("81.20"), Decimal("0.40"))
    # 0.40 / 81.20 * 1000 = 4.926
    assert found.per_thousand.amount == Decimal("4.93")
    # with pensions that never rise 81.20 / 0.40 = 203 months
    level = step(woman(assumptions__pension_growth="0"), "base")
    assert level.payback == 203


def test_her_last_four_months_are_no_year() -> None:
    assert "year" not in [m.code for m in marginals(woman())]


def test_what_help_leaves_her_to_pay() -> None:
    # four months, until 2027-03: 848.80 * 2 / 3 = 565.87, 865.80 * 2 / 3 = 577.20
    found = subsidised(woman(), Subsidy(), GUIDE.subsidy)
    assert found is not None
    assert str(found.last) == "2027-03"
    assert found.granted.amount == Decimal("2297.47")  # 565.87 + 3 * 577.20
    assert found.net.amount == Decimal("1148.73")  # 3446.20 - 2297.47
    assert found.payback_months == 1


def test_her_low_case() -> None:
    # wages 1 %, the account 1 %: floor 4286.44 -> 4286, wage 7143.73 -> 7144, C 7398.79 -> 7399.
    # 60050 + 339.52 * (1 + 0.01 / 12) = 60389.80; * 1.0025 + 342.88 * 3.005 = 61571.13 / 167
    # = 368.69; Z (160 + 4244 / 7073 + 3 * 4286 / 7144) / 204 = 0.7960777; 1129.58; 1498.27
    found = band(woman(), GUIDE)
    assert found is not None
    assert found.low.pension.amount == Decimal("1498.30")
    assert found.middle.pension.amount == Decimal("1521.40")


def test_why_her_number_differs() -> None:
    # 0.805 for 0.80: Z (161 + 2.4002778) / 204 = 0.8009818; 1155.17 + 369.36 = 1524.53 -> 1524.60
    assert size(woman(), "index_given_rounded") == Decimal("3.20")
    # 204 months are 17 years to any number of decimals
    codes = [r.notice.code for r in why_differs(woman(), GUIDE)]
    assert "years_precision" not in codes
    assert "benefit_base_provisional" not in codes  # she retires in 2027: projected
    assert "years_projected" in codes
    # in 2026-12 the base is that of 2025: 7253 * 1.02 = 7398.06 -> 7398.  201 months, age 55y3m:
    # (60075 + 339.94) / 168.5 = 358.55; Z (160 + 4244 / 7073) / 201 = 0.7990051.  Basic
    # 7253 * 1.7990051 / 2 * 16.75 % = 1092.79 and 7398 * ... = 1114.64: 1451.34 -> 1451.40
    # and 1473.19 -> 1473.20
    assert size(woman(plan__retire="2026-12"), "benefit_base_provisional") == Decimal("21.80")


def test_the_sizes_are_in_the_words_too() -> None:
    told = {r.notice.code: str(r.notice.text) for r in why_differs(woman(), GUIDE)}
    rounded = "填的平均指数0.80是取过位的，实际可能差0.005，合3.20元"
    assert told["index_given_rounded"] == rounded
    rates = "2026至2027年的记账利率还没公布，按1.5%算；每年高0.5%就多0.60元"
    assert told["rates_assumed"] == rates
    found = why_differs(woman(plan__retire="2026-12"), GUIDE)
    told = {r.notice.code: str(r.notice.text) for r in found}
    provisional = "2026年的计发基数还没公布，先按7253算，公布后多退少补；高2%就多21.80元"
    assert told["benefit_base_provisional"] == provisional
    assert told["rates_assumed"].startswith("2026年的记账利率")


def test_the_rates_of_her_account_are_not_announced() -> None:
    # 2 % for 1.5: 60000 * (1 + 0.02 / 12) + 339.52 * (1 + 0.02 / 12) = 60440.09; * 1.005
    # + 346.32 * 3.01 = 61784.71 / 167 = 369.97; 1152.02 + 369.97 = 1521.99 -> 1522.00
    assert size(woman(), "rates_assumed") == Decimal("0.60")
    # 4.55 % for 3.55: 20075.83 + 2180 * (1 + 0.0455 / 12) = 22264.10; * 1.0455 + 2188.2658
    # = 25465.38; * (1 + 0.0455 * 5 / 12) + 2188.2658 = 28136.43 / 139 = 202.42, for 199.87
    assert size(villager(), "rates_assumed") == Decimal("2.55")


def test_her_calendar_by_the_quarter() -> None:
    found = calendar(woman(plan__frequency="quarterly"))
    assert [(str(d.month), d.kind.value, str(d.amount), d.months) for d in found] == [
        ("2026-12", "payment", "848.80", 1),
        ("2027-03", "payment", "2546.40", 3),  # at the floor of 2026
        ("2027-09", "difference", "51.00", 3),  # 3 * (865.80 - 848.80)
    ]


def test_what_the_notice_of_august_changed_for_her() -> None:
    # On 2026-08-20 the limits of 2025 stood in, 4198 of 6997, for 2027 * 1.02^2 = 4367.60 -> 4368
    # of 7280: 60075 + 335.84 * 1.00125 = 60411.26; * 1.00375 + 349.44 * 3.0075 = 61688.74 / 167
    # = 369.39; Z (160 + 4198 / 6997 + 3 * 4368 / 7280) / 204 = 0.7960783; 1152.02; 1521.41 ->
    # 1521.50.  With the new floors of the old wage: Z (160 + 4244 / 6997 + 3 * 4329 / 7280) / 204
    # = 0.7960317; 1151.99 + 369.36 = 1521.35 -> 1521.40; with the new wage 1521.38 -> 1521.40.
    before, after = date(2026, 8, 20), date(2026, 8, 22)
    found = what_changed(made(answers(**WOMAN), before), POLICY, before, after)
    assert found.totals == (Decimal("1521.50"), Decimal("1521.40"))
    parts = {change.code: change.part for change in found.steps}
    assert parts == {"limits": Decimal("-0.10"), "average_wage": Decimal("0.00")}
    assert found.whole == Decimal("-0.10")


def test_what_900_a_month_buy_her() -> None:
    # 900 / 20 % = 4500: 900 * 4 = 3600 in all, 360 into the account a month:
    # 60075 + 360.45 = 60435.45; * 1.00375 + 360 * 3.0075 = 61744.78 / 167 = 369.73;
    # Z (160 + 4500 / 7073 + 3 * 4500 / 7214) / 204 = 0.7966055; 1152.36; 1522.09 -> 1522.10
    answer = for_budget(woman(), Decimal(900))
    assert answer.choice is not None
    assert (answer.choice.cost, answer.choice.worth) == (Decimal("3600.00"), Decimal("1522.10"))


def test_what_she_must_pay_for_1522_10() -> None:
    # at 4500 she gets 1522.09 -> 1522.10; the parts step by a fen, the total by a jiao
    answer = for_pension(woman(), Wanted(Decimal("1522.10"), today=False))
    assert answer.choice is not None
    assert answer.miss is not None
    assert answer.choice.worth == Decimal("1522.10")
    assert answer.miss.worth == Decimal("1522.00")
    assert answer.choice.case.plan.base.amount <= 4500
    assert answer.choice.case.plan.base.amount - answer.miss.case.plan.base.amount == 1


def test_what_her_family_may_claim() -> None:
    # 204 months are 17 years: 9 + 2 months of income
    found = death(woman(), GUIDE.death)
    assert found is not None
    assert (found.funeral, found.survivors) == (2, 11)


def test_her_year_table() -> None:
    found = year_table(woman())
    assert found is not None
    first, second, third = found.rows[:3]
    assert (first.year, first.months, first.account) == (2026, 1, Decimal("60414.94"))
    # nine pensions of 2027; of the account 9 * 369.36 = 3324.24 are gone
    assert (second.own, second.pension) == (Decimal("2597.40"), 9 * Decimal("1521.40"))
    assert second.account == Decimal("61683.05") - Decimal("3324.24")
    # 1521.40 * 1.02 = 1551.828
    assert third.pension == 12 * Decimal("1551.83")
    # 3446.20 / 1521.40 = 2.27: the third month
    assert found.payback is not None
    assert (found.payback.months, str(found.payback.month)) == (3, "2027-06")


# ------------------------------------------------------------------ a man in Beijing
#
# Born 1966-09: 20 months after 1965-01, 6 late: 60y6m, in 2027-03.  190 months at 1.00, 100000.00;
# from 2026-12 the floor of 2026-07 to 2027-06, 7270 of 12116.  Months not paid count with index 0,
# years have two decimals, the total is to the fen.
#   paid        4 * 1454.00 = 5816.00;  credit 581.60
#   account     100125 + 582.327 = 100707.33;  * 1.00375 + 581.60 * 3.0075 = 102834.14
#   C 2027      12049 * 1.02^2 = 12535.78 -> 12536;  P 60y6m: 139 - 7 * 6 / 12 = 135.5
#   Z           (190 + 4 * 7270 / 12116) / 194 = 0.9917533;  N 194 / 12 = 16.17
#   basic       12536 * 1.9917533 / 2 * 16.17 % = 2018.71;  102834.14 / 135.5 = 758.92;  2777.63

MAN: Changes = {
    "person__birth": "1966-09",
    "location__registered": "110101",
    "location__working": "110101",
    "history__employee_months": 190,
    "history__employee_index": "1.00",
    "history__employee_balance": "100000.00",
    "plan__tier": None,
}


def man(**changes: Any) -> Subject:
    return asked("employee", **MAN, **changes)


def test_his_plan() -> None:
    option = man().option
    assert own_total(option) == Decimal("5816.00")
    assert balance(option) == Decimal("102834.14")
    assert total(option) == Decimal("2777.63")


def test_a_month_he_leaves_out_counts_with_index_0() -> None:
    # January 2027: 100707.33 * 1.00375 + 581.60 * 2.00375 = 102250.36 / 135.5 = 754.62;
    # Z (190 + 3 * 7270 / 12116) / (193 + 1) = 0.9886603; N 193 / 12 = 16.08;
    # 12536 * 1.9886603 / 2 * 16.08 % = 2004.36; 2758.98
    january = YearMonth(2027, 1)
    found = paused(man(), Span(january, january))
    assert found.less is not None
    assert (found.less.amount, found.saved) == (Decimal("18.65"), Decimal("1454.00"))
    assert (found.left_out, found.later, found.short) == (1, 0, 0)


def test_100_yuan_more_for_him() -> None:
    # 7370 of 12116 for the same contribution year: 4 * 20.00.  100125 + 589.60 * 1.00125
    # = 100715.34; * 1.00375 + 589.60 * 3.0075 = 102866.24 / 135.5 = 759.16;
    # Z (190 + 4 * 7370 / 12116) / 194 = 0.9919234; 2018.89; 2778.05
    found = step(man(), "base")
    assert (found.price.amount, found.gain.amount) == (Decimal("80.00"), Decimal("0.42"))


def test_why_his_number_differs() -> None:
    # exact months: 12536 * 1.9917533 / 2 * 194 / 12 % = 2018.30
    assert size(man(), "years_precision") == Decimal("-0.41")
    # Z to four decimals: 12536 * 1.9918 / 2 * 16.17 % = 2018.76
    assert size(man(), "index_rounded") == Decimal("0.05")


def test_his_calendar_is_settled_until_june() -> None:
    found = calendar(man())
    assert [(str(d.month), d.amount, d.settled) for d in found] == [
        (month, Decimal("1454.00"), True) for month in ("2026-12", "2027-01", "2027-02", "2027-03")
    ]


def test_what_he_may_leave() -> None:
    # 102834.14 - 12 * 758.92 = 93727.10
    (pot,) = pots(man().option)
    assert pot.left_after(12).amount == Decimal("93727.10")


# ------------------------------------------------------------------ a woman in the resident scheme
#
# Born 1968-05, 60 in 2028-05; 15 years behind her, 20000.00; from 2026-12 the tier of 2000 with a
# subsidy of 180: December 2026, December 2027, May 2028.  3.55 % a year.
#   account     2026: (20000 + 2180) * (1 + 0.0355 / 12) = 22245.6158 -> 22245.62
#               2027: 22245.62 * 1.0355 + 2186.4492      = 25221.7887 -> 25221.79
#               2028: 25221.79 * (1 + 0.0355 * 5 / 12) + 2186.4492 = 27781.3115 -> 27781.31
#   basic       176 * 1.03^2 = 186.72 -> 187, and 3 for the years beyond 15
#   pension     190 + 27781.31 / 139 = 190 + 199.87 = 389.87; from 65 on 5 more

RESIDENT: Changes = {
    "person__birth": "1968-05",
    "person__sex": "female",
    "person__category": "female55",
    "history__employee_months": None,
    "history__employee_index": None,
    "history__employee_balance": None,
    "history__resident_years": 15,
    "history__resident_balance": "20000.00",
}


def villager(**changes: Any) -> Subject:
    return asked("resident", **RESIDENT, **changes)


def test_her_three_figures() -> None:
    # stopping: 20059.17, * 1.0355 = 20771.27, * 1.0147917 = 21078.51 / 139 = 151.64; 187 + 151.64.
    # 5000 with 300: 25374.85, 31591.34, 37374.31 / 139 = 268.88; 190 + 268.88.  5 more from 65 on.
    assert figures(villager()) == yuan("343.64", "394.87", "463.88")


def test_her_next_tier() -> None:
    # 3000 with 220: 23288.69, 27344.96, 30978.96 / 139 = 222.87; 23.00 more for 3 * 1000
    found = step(villager(), "tier")
    assert (found.price.amount, found.gain.amount) == (Decimal("3000.00"), Decimal("23.00"))
    assert found.per_thousand.amount == Decimal("7.67")
    # 3000 / 23 = 130.4
    assert step(villager(assumptions__pension_growth="0"), "tier").payback == 131


def test_her_last_year() -> None:
    # without May 2028: 25594.86 / 139 = 184.14, one year fewer beyond 15: 189; 16.73 for 2000
    found = step(villager(), "year")
    assert (found.price.amount, found.gain.amount) == (Decimal("2000.00"), Decimal("16.73"))
    assert found.notice is None
    # with 12 behind her the year makes the 15
    twelve = asked("resident", **{**RESIDENT, "history__resident_years": 12})
    decides = step(twelve, "year").notice
    assert decides is not None
    assert decides.code == "year_decides"


def test_she_has_her_15_years() -> None:
    answer = just_qualify(villager())
    assert answer.choice is not None
    assert answer.miss is None
    assert (answer.choice.cost, answer.choice.worth) == (Decimal("0.00"), Decimal("343.64"))


@pytest.mark.parametrize(("month", "tier"), [("166.66", 1500), ("166.67", 2000), ("250", 3000)])
def test_the_tier_for_a_monthly_sum(month: str, tier: int) -> None:
    # 2000 / 12 = 166.67, 3000 / 12 = 250
    answer = for_budget(villager(), Decimal(month))
    assert answer.choice is not None
    assert answer.choice.case.plan.tier == tier


def test_her_account_year_by_year() -> None:
    found = {y.year: y for y in years(villager())}
    # 2028: seven pensions of 389.87; 27781.31 - 7 * 199.87
    assert [found[y].left for y in (2026, 2027, 2028)] == yuan("22245.62", "25221.79", "26382.22")
    assert found[2028].received == 7 * Decimal("389.87")
    assert [str(d.month) for d in calendar(villager())] == ["2026-12", "2027-12", "2028-05"]

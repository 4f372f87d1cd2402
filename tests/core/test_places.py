"""Where the pension is drawn (国办发〔2009〕66号), with whose values, and what moves there."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.moving import Because
from core.options import Option
from core.quantities import YearMonth
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, balance, codes, law, projected, total

HENAN, ZHEJIANG, SICHUAN = "410100", "330100", "510100"


def period(
    first: str, last: str, place: str, base: str | None = "9000", **more: Any
) -> dict[str, Any]:
    return {"scheme": "employee", "from": first, "to": last, "place": place, "base": base, **more}


def there(*periods: dict[str, Any], **changes: Any) -> Option:
    """The option at the working place, Hangzhou, for somebody registered in Henan."""
    told: Changes = {
        "location__registered": HENAN,
        "location__working": ZHEJIANG,
        "history__employee_months": None,
        "history__periods": list(periods) or None,
        "history__employee_index": "0.8" if periods else None,
        "history__employee_balance": "50000.00" if periods else None,
    }
    found = projected(**{**told, **changes}).options
    return next(o for o in found if o.scheme == "employee" and o.place == ZHEJIANG)


def benefit(option: Option) -> tuple[str, Because]:
    assert option.benefit is not None
    return option.benefit.code, option.benefit.because


def test_ten_years_at_the_working_place_are_drawn_there() -> None:
    # 256 months from 2026-12 to 2048-03; the 120th is 119 months after 2026-12: 2036-11
    option = there()
    assert benefit(option) == (ZHEJIANG, Because.TEN_YEARS)
    assert option.benefit is not None
    assert option.benefit.months == (("330000", 256),)
    assert str(option.benefit.ten_years) == "2036-11"
    assert option.transfer is None


def test_at_the_registered_place_nothing_is_asked() -> None:
    option = projected(location__registered=HENAN, location__working=ZHEJIANG).options[0]
    assert benefit(option) == (HENAN, Because.REGISTERED)
    assert option.benefit is not None
    assert option.benefit.ten_years is None


def test_inside_one_province_nothing_moves() -> None:
    registered, working = projected().options[:2]
    assert benefit(registered) == ("140200", Because.REGISTERED)
    assert benefit(working) == ("140100", Because.REGISTERED)
    assert working.transfer is None


# Born 1966-12: 23 months after 1965-01, 23 // 4 + 1 = 6: 60y6m = 2027-06; 7 months from 2026-12.
LATE: Changes = {"person__birth": "1966-12"}


def test_short_of_ten_years_here_the_last_earlier_place_with_ten_years_pays() -> None:
    option = there(
        period("2002-01", "2012-12", SICHUAN),
        period("2013-01", "2022-12", "440100"),
        period("2023-01", "2026-11", ZHEJIANG),
        **LATE,
    )
    assert benefit(option) == ("440100", Because.EARLIER)
    option = there(
        period("2002-01", "2012-12", SICHUAN),
        period("2013-01", "2022-11", "440100"),
        period("2023-01", "2026-11", ZHEJIANG),
        **LATE,
    )
    assert benefit(option) == (SICHUAN, Because.EARLIER)


def test_without_ten_years_anywhere_the_registered_place_pays() -> None:
    option = there(
        period("2012-01", "2019-12", SICHUAN), period("2020-01", "2026-11", ZHEJIANG), **LATE
    )
    assert benefit(option) == (HENAN, Because.FALLBACK)
    assert "drawn_elsewhere" in codes(option.notices)


def test_ten_years_before_and_after_a_gap_add_up() -> None:
    # 60 months, then 53 from 2022-07, and 7 planned: 120, the last of them 2027-06
    option = there(
        period("2010-01", "2014-12", ZHEJIANG), period("2022-07", "2026-11", ZHEJIANG), **LATE
    )
    assert benefit(option) == (ZHEJIANG, Because.TEN_YEARS)
    assert option.benefit is not None
    assert str(option.benefit.ten_years) == "2027-06"


def test_deemed_months_count_for_the_ten_years() -> None:
    option = there(
        period("1985-01", "1994-12", ZHEJIANG, kind="deemed", base=None),  # 120 months
        period("2020-01", "2026-11", ZHEJIANG),
        **LATE,
    )
    assert benefit(option) == (ZHEJIANG, Because.TEN_YEARS)


@pytest.mark.parametrize(
    ("birth", "sex", "temporary"),
    [
        ("1976-12", "male", True),  # 50 in 2026-12, the month it begins
        ("1977-01", "male", False),
        ("1986-12", "female", True),
        ("1987-01", "female", False),
    ],
)
def test_first_insured_elsewhere_late_in_life_is_a_temporary_account(
    birth: str, sex: str, temporary: bool
) -> None:
    option = there(person__birth=birth, person__sex=sex)
    assert option.benefit is not None
    assert option.benefit.temporary is temporary
    assert benefit(option)[0] == (HENAN if temporary else ZHEJIANG)
    assert ("temporary_account" in codes(option.notices)) is temporary
    if temporary:
        assert option.benefit.source.grade == "C"


def test_who_was_there_before_that_age_keeps_an_ordinary_account() -> None:
    option = there(period("2012-01", "2012-12", ZHEJIANG), person__birth="1970-03")
    assert option.benefit is not None
    assert not option.benefit.temporary


def test_months_without_a_place_are_counted_nowhere_and_said() -> None:
    told: Changes = {"history__employee_months": 173, "history__employee_index": "0.6"}
    option = there(**LATE, **told)
    assert benefit(option) == (HENAN, Because.FALLBACK)
    assert "benefit_place_unknown" in codes(option.notices)


# ------------------------------------------------------------------ whose values


def test_contributions_follow_the_enrolment_place_and_the_pension_the_one_that_pays() -> None:
    # Registered in Shanxi, 7 months at Hangzhou on 9000, inside the limits of both: 173 months
    # behind and 7 ahead make 180, and the pension is to the fen what Shanxi would pay.
    told = Told(birth="1966-12", base="9000", months=173, balance="50000.00")
    expected = oracle.employee(told)
    found = projected(
        **LATE,
        location__registered="140200",
        location__working=ZHEJIANG,
        plan__base="9000",
        history__employee_months=173,
        history__employee_balance="50000.00",
    ).options[1]
    assert benefit(found) == ("140200", Because.FALLBACK)
    assert total(found) == expected.total
    assert found.index is not None
    assert found.index.value == expected.index
    assert balance(found) == expected.account
    assert found.benefit_base is not None
    assert found.benefit_base.amount == expected.base


def test_a_floor_of_there_is_an_index_by_the_wage_of_here() -> None:
    # 173 months at 0.6; December 2026 on Hangzhou's floor over 7073, six months of 2027 on its
    # projected floor over 7073 × 1.02 = 7214.46 → 7214
    found = projected(
        **LATE,
        location__registered="140200",
        location__working=ZHEJIANG,
        history__employee_months=173,
    ).options[1]
    zhejiang, growth = law().place(ZHEJIANG), Decimal("0.02")
    floors = [
        Fraction(zhejiang.yearly("contribution_floor", YearMonth(year, 1), growth).value)
        for year in (2026, 2027)
    ]
    index = (Fraction("0.6") * 173 + floors[0] / 7073 + 6 * floors[1] / 7214) / 180
    assert found.index is not None
    assert found.index.value == index
    assert found.contribution is not None
    assert found.contribution.base is not None
    assert found.contribution.base.amount == floors[0]
    assert any("户籍地" in str(getattr(n, "label", "")) for n in found.index.inputs)


# ------------------------------------------------------------------ what moves


def test_the_account_and_twelve_per_cent_of_the_bases_move() -> None:
    # 2024-01 to 2026-11 on 9000 in Hangzhou are 35 months, with 7 planned on 9000: 42.
    # 42 × 9000 = 378000; 12 % of it is 45360.00.
    option = there(period("2024-01", "2026-11", ZHEJIANG), **LATE, plan__base="9000")
    assert option.transfer is not None
    assert option.transfer.pool is not None
    assert (option.transfer.months, option.transfer.pool.amount) == (42, Decimal("45360.00"))
    assert option.transfer.account is option.account


def test_coming_home_brings_the_months_elsewhere() -> None:
    told: Changes = {
        "location__registered": HENAN,
        "location__working": None,
        "history__employee_months": None,
        "history__periods": [period("1997-07", "1998-06", SICHUAN, "500")],
    }
    option = projected(**told).options[0]
    # Twelve months, of them six since January 1998: 6 × 500 × 12 % = 360.00
    assert option.transfer is not None
    assert option.transfer.pool is not None
    assert (option.transfer.months, option.transfer.pool.amount) == (12, Decimal("360.00"))


def test_what_moves_is_not_known_from_totals() -> None:
    told: Changes = {"history__employee_months": 173, "history__employee_index": "0.6"}
    option = there(**LATE, **told)
    assert option.transfer is not None
    assert option.transfer.pool is None
    assert "transfer_unknown" in codes(option.notices)


# ------------------------------------------------------------------ properties

WHERE = st.sampled_from([HENAN, ZHEJIANG, SICHUAN, "140100"])


@settings(deadline=None)  # a province's file is read when it is first asked for
@given(st.lists(st.tuples(WHERE, st.integers(1, 60)), max_size=6), st.integers(0, 3))
def test_the_rule_of_ten_years_holds_whatever_the_periods(
    lived: list[tuple[str, int]], seed: int
) -> None:
    month = oracle.ym("2026-11")
    periods = []
    for place, count in lived:
        periods.append(period(oracle.text(month - count + 1), oracle.text(month), place))
        month -= count + seed
    option = there(*periods, **LATE, plan__extend=False)
    assert option.benefit is not None
    months = {place[:2]: 0 for place in (HENAN, ZHEJIANG)}
    for place, count in lived:
        months[place[:2]] = months.get(place[:2], 0) + count
    months["33"] += 7
    assert dict(option.benefit.months) == {f"{p}0000": n for p, n in months.items() if n}
    paying = option.benefit.code[:2]
    if not option.benefit.temporary and months["33"] >= 120:
        assert paying == "33"
    elif paying != "41":
        assert months[paying] >= 120
        assert option.benefit.because is Because.EARLIER

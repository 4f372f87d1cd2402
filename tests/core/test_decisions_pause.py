"""May I stop for a while?  The months by hand, the pensions by the oracle."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import Span
from core.decisions.pause import pause_plan, paused
from core.quantities import YearMonth
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import Changes, asked, codes, subject_of, told_answers, total
from tests.core.test_properties import PAUSES, TOLD, few


def month(text: str) -> YearMonth:
    return YearMonth.parse(text)


def test_the_headline_case_may_pause_52_months() -> None:
    # 2026-12 to 2048-03 are 21*12 + 4 = 256 months; 36 + 256 - 240 = 52 to spare.
    # 52 months from 2026-12 on end with 2031-03.
    found = pause_plan(asked())
    assert found.reason is None
    assert found.spare_months == 52
    assert found.spare is not None
    assert str(found.spare.with_numbers) == "36 ＋ 256 − 240"
    assert found.last is not None
    assert str(found.last.value) == "2031-03"


def test_what_the_longest_pause_costs() -> None:
    found = pause_plan(asked()).longest
    assert found is not None
    whole, with_pause = (
        oracle.employee(Told(pauses=pauses)) for pauses in ([], [("2026-12", "2031-03")])
    )
    assert with_pause.planned == 204  # 240 - 36: not a month more than needed
    assert total(found.option) == with_pause.total
    assert found.less is not None
    assert found.less.amount == whole.total - with_pause.total
    assert found.saved == whole.own_total - with_pause.own_total
    # 2026-12 at 848.80; 2027 to 2030 at 4329, 4415, 4504, 4594 yuan; three months at 4686
    by_hand = Decimal("848.80") + 12 * Decimal("0.2") * (4329 + 4415 + 4504 + 4594)
    assert found.saved == by_hand + 3 * Decimal("0.2") * 4686
    assert (found.later, found.short) == (0, 0)


def test_one_month_more_moves_the_pension_by_a_month() -> None:
    # The statutory month passes with 239 months; the 240th is 2048-04, the pension from 2048-05.
    found = pause_plan(asked()).beyond
    assert found is not None
    assert found.later == 1
    assert found.option.pension is not None
    assert str(found.option.pension.start) == "2048-05"


def test_one_month_more_without_paying_on_brings_nothing() -> None:
    found = pause_plan(asked(plan__extend=False)).beyond
    assert found is not None
    assert not found.qualifies
    assert (found.short, found.less) == (1, None)


def test_a_single_month_costs_what_the_oracle_says() -> None:
    found = pause_plan(asked()).month
    assert found is not None
    assert found.less is not None
    assert found.saved == Decimal("848.80")
    one = oracle.employee(Told(pauses=[("2026-12", "2026-12")])).total
    assert found.less.amount == oracle.employee(Told()).total - one


def test_pauses_already_planned_are_counted_once() -> None:
    # 12 of the 52 are gone.  From 2029-10: 3 months, the pause of 2030, then 37 more: 2034-01.
    pauses = [{"from": "2030-01", "to": "2030-12"}]
    found = pause_plan(asked(plan__pauses=pauses), month("2029-10"))
    assert found.spare_months == 40
    assert found.last is not None
    assert str(found.last.value) == "2034-01"


def test_retiring_early_leaves_less_to_spare() -> None:
    # earliest is 2045-03: 2026-12 to 2045-03 are 220 months; 36 + 220 - 240 = 16, to 2028-03.
    found = pause_plan(asked(plan__retire="earliest"))
    assert found.spare_months == 16
    assert found.last is not None
    assert str(found.last.value) == "2028-03"
    assert found.beyond is not None
    assert found.beyond.later == 1


def test_who_has_the_months_may_pause_to_the_end() -> None:
    found = pause_plan(asked(history__employee_months=240))
    assert found.last is not None
    assert str(found.last.value) == "2048-03"
    assert found.beyond is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"person__birth": "1968-03", "history__employee_months": 100}, "pause_already_extended"),
        ({"history__employee_months": 0, "person__birth": "1984-01"}, None),
        (
            {
                "person__birth": "1968-03",
                "history__employee_months": 100,
                "plan__extend": False,
            },
            "pause_already_short",
        ),
        ({"plan__start": "2028-04", "history__employee_months": 0}, "pause_no_spare"),
    ],
)
def test_no_month_to_spare_is_said(changes: Changes, reason: str | None) -> None:
    found = pause_plan(asked(**changes))
    assert (found.reason and found.reason.code) == reason
    assert (found.last is None) is (reason is not None)


def test_who_is_in_a_pause_may_stay_in_it() -> None:
    # 36 + 256 - 52 = 240: not a month to spare beyond the pause of 2026-12 to 2031-03; from 2028-01
    # on it still runs to its end, and a month more moves the pension
    pauses = [{"from": "2026-12", "to": "2031-03"}]
    found = pause_plan(asked(plan__pauses=pauses), month("2028-01"))
    assert (found.spare_months, found.reason) == (0, None)
    assert found.last is not None
    assert str(found.last.value) == "2031-03"
    assert found.beyond is not None
    assert (found.beyond.later, found.beyond.left_out) == (1, 1)
    after = pause_plan(asked(plan__pauses=pauses), month("2031-04"))
    assert after.reason is not None
    assert after.reason.code == "pause_no_spare"


def test_after_retirement_there_is_nothing_to_pause() -> None:
    found = pause_plan(asked(), month("2048-04"))
    assert found.reason is not None
    assert codes([found.reason]) == ["pause_after_retirement"]
    assert found.beyond is None


def test_the_first_month_too_many_is_shown_where_none_can_be_spared() -> None:
    # 36 months and 204 from 2031-04 on: just 240; a month off moves the start from 2048-04 by one
    found = pause_plan(asked(plan__start="2031-04"))
    assert found.last is None
    assert found.beyond is not None
    assert (found.beyond.later, found.beyond.left_out) == (1, 1)
    assert [(str(s.first), str(s.last)) for s in found.beyond.spans] == [("2031-04", "2031-04")]


def test_the_yearly_schemes_know_no_months() -> None:
    found = pause_plan(asked("resident"))
    assert found.reason is not None
    assert found.reason.code == "no_pause_here"


def test_a_yearly_scheme_loses_years_and_pays_from_its_age_on() -> None:
    # 2026 to 2045 are 20 years; without 2030 and 2031 there are 18
    spans = Span(month("2030-01"), month("2031-12"))
    found = paused(asked("resident"), spans)
    assert (found.left_out, found.later, found.short) == (2, 0, 0)
    assert found.saved == 2 * 2000
    whole, less = (oracle.resident(Told(pauses=p)).total for p in ([], [("2030-01", "2031-12")]))
    assert found.less is not None
    assert found.less.amount == whole - less
    # born 1981-03: 16 years, 2026 to 2041; without two of them a year is missing
    short = paused(asked("resident", person__birth="1981-03"), spans)
    assert (short.later, short.short, short.qualifies) == (0, 12, False)
    # a single month leaves the year: it is paid all the same
    one = paused(asked("resident"), Span(month("2030-01"), month("2030-11")))
    assert one.left_out == 0
    assert one.saved == 0


def test_may_i_stop_until_the_end_of_2028() -> None:
    found = paused(asked(), Span(month("2027-01"), month("2028-12")))
    assert found.qualifies
    assert (found.later, found.short) == (0, 0)
    assert found.saved == 12 * Decimal("865.80") + 12 * Decimal("883.00")
    assert found.left_out == 24


def test_several_pauses_count_together_and_months_once() -> None:
    """36 behind and 256 to come leave 52 to spare: 30 and 30 months are 8 too many."""
    first = Span(month("2027-01"), month("2029-06"))
    second = Span(month("2035-01"), month("2037-06"))
    both = paused(asked(), first, second)
    assert both.left_out == 60
    assert both.later == 8
    over_each_other = paused(asked(), first, Span(month("2029-01"), month("2029-12")))
    assert over_each_other.left_out == 36


def test_a_pause_in_which_nothing_would_be_paid_leaves_nothing_out() -> None:
    found = paused(asked(), Span(month("2048-04"), month("2050-12")))
    assert (found.left_out, found.saved, found.later) == (0, Decimal("0.00"), 0)


@given(TOLD, st.integers(0, 120), PAUSES)
@few
def test_the_last_month_holds_and_one_more_misses(told: Told, later: int, pauses: Any) -> None:
    told.pauses = pauses
    subject = subject_of(told_answers(told))
    first = subject.soon + later
    found = pause_plan(subject, first)
    if found.last is None:
        return
    last = found.last.value
    assert isinstance(last, YearMonth)
    _, end, _ = oracle.end_of(told)
    told.pauses = [*pauses, (str(first), str(last))]
    assert oracle.end_of(told)[1] == end
    if found.beyond is not None:
        told.pauses = [*pauses, (str(first), str(last + 1))]
        assert oracle.end_of(told)[1] > end

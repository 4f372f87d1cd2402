"""What changed between two days, and how much each change moved the pension."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.changes import LABELS, Change, Changes, what_changed
from core.derivation import State
from core.policy.model import Policy
from core.policy.series import Series
from core.quantities import Age
from tests.core.support import NEWSPAPER, POLICY, TODAY, answers, made, projected, total

NEW_YEARS_EVE = date(2024, 12, 31)
"""The last day of the old retirement ages."""


def changed(
    then: date, now: date = TODAY, policy: Policy = POLICY, **changes: Any
) -> dict[str, Change]:
    found = _changes(then, now, policy, **changes)
    return {step.code: step for step in found.steps}


def _changes(then: date, now: date = TODAY, policy: Policy = POLICY, **changes: Any) -> Changes:
    return what_changed(made(answers(**changes), then), policy, then, now)


def test_nothing_changes_in_no_time() -> None:
    found = _changes(TODAY)
    assert (found.steps, found.whole) == ((), Decimal("0.00"))


def test_shanxi_from_the_last_day_of_the_old_ages_to_today() -> None:
    found = _changes(NEW_YEARS_EVE)
    assert found.ages == (Age.of(39, 9), Age.of(41, 8))
    assert found.totals == (
        total(projected(NEW_YEARS_EVE).option),
        total(projected(TODAY).option),
    )
    steps = {step.code: step for step in found.steps}
    # Three more years of contributions and a smaller divisor outweigh everything else.
    assert steps["law"].part is not None
    assert steps["law"].part > 600
    assert "延迟法定退休年龄" in steps["law"].sources[0].document
    floors = [m for m in steps["limits"].moved if m.now.name == "contribution_floor"]
    assert [f"{m.now.year} {m.now.value}" for m in floors] == ["2025 4198", "2026 4244"]
    # 4113 × 1.02 = 4195.26 stood in for the floor of 2025.
    then = floors[0].then
    assert then is not None
    assert (int(then.value), then.state) == (4195, State.PROJECTED)
    # The floor came out higher than 4195 in 2025, lower than 4113 × 1.02² = 4279 in 2026.
    assert steps["limits"].part is not None
    assert steps["limits"].part < 0
    assert [m.now.state for m in steps["benefit_base"].moved] == [
        State.PUBLISHED,
        State.PROVISIONAL,
    ]
    assert sum(step.part or 0 for step in found.steps) == found.whole


def test_what_did_not_move_the_pension_is_listed_with_nothing() -> None:
    step = changed(NEW_YEARS_EVE)["resident"]
    assert step.part == 0
    assert {m.now.name for m in step.moved} == {
        "resident_basic_pension",
        "resident_minimum_pension",
    }


def test_the_newspapers_world() -> None:
    steps = changed(NEWSPAPER)
    (first, *_) = (m for m in steps["limits"].moved if m.now.name == "contribution_floor")
    assert first.then is not None
    assert (int(first.then.value), first.then.state) == (3863, State.PROVISIONAL)
    assert (first.now.year, int(first.now.value)) == (2024, 4113)


@pytest.mark.parametrize("code", LABELS)
def test_every_change_has_a_name(code: str) -> None:
    assert str(LABELS[code])


# ------------------------------------------------------------------ policies made by hand


def _cut(name: str, year: int) -> Policy:
    """Shanxi without the values of a series from a year on."""
    shanxi = POLICY.provinces["140000"]
    series = shanxi.series[name]
    kept: Series = replace(series, entries=tuple(e for e in series.entries if e.first.year < year))
    return replace(
        POLICY, provinces={"140000": replace(shanxi, series={**shanxi.series, name: kept})}
    )


def test_a_value_that_never_came_out_is_no_change() -> None:
    policy = _cut("contribution_floor", 2026)
    then = date(2026, 8, 1)
    names = {m.now.name for m in changed(then, policy=policy)["limits"].moved}
    assert names == {"contribution_ceiling"}
    assert {m.now.name for m in changed(then)["limits"].moved} == {
        "contribution_floor",
        "contribution_ceiling",
    }


def test_each_part_is_what_the_value_alone_brings() -> None:
    # From 2026-08-20 to 2026-08-22 only the notice of 08-21 came out.
    then, now = date(2026, 8, 20), date(2026, 8, 22)
    found = _changes(then, now, plan__start="2026-09")
    assert {step.code for step in found.steps} == {"limits", "average_wage"}
    held_back = replace(POLICY, provinces={"140000": _cut_notice()})
    case = made(answers(plan__start="2026-09"), then)
    alone = what_changed(case, held_back, then, now)
    assert alone.whole == sum(s.part or 0 for s in found.steps if s.code == "limits")


def _cut_notice() -> Any:
    """Shanxi as on the day before the notice, but with its limits."""
    return _cut("average_wage", 2026).provinces["140000"]


def test_where_nothing_is_paid_there_is_no_part() -> None:
    found = _changes(NEW_YEARS_EVE, plan__retire="2047-06")
    # Outside the window of the old law, inside that of the new one.
    assert found.totals[0] is None
    assert found.totals[1] is not None
    assert found.whole is None
    assert found.steps


def test_an_undecided_track_has_no_total_of_its_own() -> None:
    found = _changes(NEW_YEARS_EVE, person__sex="female", person__category="unsure")
    assert found.totals == (None, None)


DAYS = st.integers(0, (TODAY - date(2019, 1, 1)).days).map(
    lambda n: date(2019, 1, 1) + timedelta(days=n)
)


@given(
    st.tuples(DAYS, DAYS).map(sorted),
    st.sampled_from(["floor", "ceiling", "150%", "5000"]),
    st.sampled_from(["employee", "resident"]),
    st.sampled_from(["1969-05", "1979-11", "1985-03", "2001-01"]),
)
@settings(max_examples=40, deadline=None)
def test_the_parts_add_up_to_the_fen(days: list[date], base: str, scheme: str, birth: str) -> None:
    then, now = days
    found = _changes(
        then, now, plan__base=base, plan__scheme=scheme, person__birth=birth, plan__start="2026-12"
    )
    if found.whole is not None:
        assert sum((step.part or Decimal(0) for step in found.steps), Decimal(0)) == found.whole

"""Whose payments the calendar file holds for a woman whose track is undecided.

Born 1985-03: as female55 she retires at 58y0m, in 2043-03, as female50 at 55y0m, in 2040-03.  With
100 months behind her and one a month from 2026-12 on both have their 240 by then.
"""

from __future__ import annotations

from typing import Any

from tests.tui.stage import POLICY, TODAY, case
from tui.report.handouts.asked import asked
from tui.report.handouts.writing import written


def calendar(**changes: Any) -> list[str]:
    """The file's lines, unfolded."""
    woman = {"person__sex": "female", "person__category": "unsure", "history__employee_months": 100}
    given = asked("", case(**{**woman, **changes}), POLICY, TODAY)
    return written(given, "ics").decode().replace("\r\n ", "").split("\r\n")


def said(lines: list[str]) -> set[str]:
    return {line.rpartition("。")[2] for line in lines if line.startswith("DESCRIPTION:")}


def last(lines: list[str]) -> str:
    return max(line for line in lines if line.startswith("DTSTART"))


def test_the_longer_track_is_paid_and_both_are_named() -> None:
    found = calendar()
    assert last(found) == "DTSTART;VALUE=DATE:20430910"  # the difference of the last year
    assert said(found) == {"退休档次还没定，这里按女55岁算；定为女50岁的缴到2040-03为止"}


def test_a_month_of_retirement_on_one_track_alone_leaves_its_payments() -> None:
    # 2038-01 lies within three years of 2040-03, not of 2043-03
    found = calendar(plan__retire="2038-01")
    assert said(found) == {"退休档次还没定，这里按女50岁算"}
    payments = [line for line in found if line.startswith("DTSTART")]
    assert "DTSTART;VALUE=DATE:20380110" in payments


def test_a_decided_track_needs_no_word() -> None:
    assert said(calendar(person__category="female55")) == {"只在官方渠道缴，有疑问打12333"}

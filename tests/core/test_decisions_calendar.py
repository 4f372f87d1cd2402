"""When how much is due, and the calendar file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decisions.calendar import Due, Kind, calendar, not_out_yet
from core.decisions.ics import OCTETS, escaped, folded, ics
from core.quantities import YearMonth
from tests.core.oracle import Told
from tests.core.support import TODAY, asked, own_total, subject_of, told_answers
from tests.core.test_properties import TOLD, few


def shown(dues: tuple[Due, ...], year: int) -> list[tuple[str, str, str]]:
    return [(str(d.month), d.kind.value, str(d.amount)) for d in dues if d.month.year == year]


def test_until_the_limits_are_out_last_years_base_is_paid() -> None:
    # floors: 2026 4244 (848.80), 2027 round(4244 * 1.02) = 4329 (865.80).
    # January to August at 848.80, then 865.80, and in September 8 * 17.00 = 136.00 owed.
    found = shown(calendar(asked()), 2027)
    expected = [(f"2027-{m:02d}", "payment", "848.80") for m in range(1, 9)]
    expected += [("2027-09", "payment", "865.80"), ("2027-09", "difference", "136.00")]
    expected += [(f"2027-{m}", "payment", "865.80") for m in (10, 11, 12)]
    assert found == expected


def test_what_is_published_and_what_is_projected() -> None:
    found = {(str(d.month), d.kind): d.settled for d in calendar(asked())}
    assert found["2026-12", Kind.PAYMENT]
    assert found["2027-03", Kind.PAYMENT]  # at the published base of 2026
    assert not found["2027-09", Kind.PAYMENT]
    assert not found["2027-09", Kind.DIFFERENCE]
    assert not found["2028-01", Kind.PAYMENT]  # at the base of 2027, which is projected


def test_who_pays_once_a_year_pays_the_final_amount() -> None:
    found = shown(calendar(asked(plan__frequency="yearly")), 2027)
    assert found == [("2027-12", "payment", "10389.60")]  # 12 * 865.80


def test_who_pays_by_the_quarter_owes_two_of_them() -> None:
    found = shown(calendar(asked(plan__frequency="quarterly")), 2027)
    assert found == [
        ("2027-03", "payment", "2546.40"),
        ("2027-06", "payment", "2546.40"),
        ("2027-09", "payment", "2597.40"),
        ("2027-09", "difference", "102.00"),  # 6 * 17.00
        ("2027-12", "payment", "2597.40"),
    ]


def test_a_base_in_yuan_owes_nothing_until_the_floor_passes_it() -> None:
    # 4500 yuan: the floor is 4415 in 2028 and 4504 in 2029
    found = calendar(asked(plan__base="4500"))
    owed = next(d for d in found if d.kind is Kind.DIFFERENCE)
    assert str(owed.month) == "2029-09"
    assert owed.amount == 8 * Decimal("0.80")  # 4 yuan * 20 %


def test_the_resident_year_is_one_payment_before_its_end() -> None:
    found = calendar(asked("resident"))
    assert [(str(d.month), d.amount) for d in found[1:2]] == [("2027-12", Decimal(2000))]
    assert str(found[-1].month) == "2045-03"  # the month before the pension
    assert all(d.settled for d in found)


def test_both_yearly_schemes_are_paid_together() -> None:
    found = calendar(asked("resident+supplementary"))
    assert found[0].amount == 2200


def test_months_that_have_passed_are_left_out() -> None:
    found = calendar(asked(plan__start="2026-01"))
    assert str(found[0].month) == "2026-11"


def test_when_the_notice_is_out_the_months_paid_before_it_are_owed_the_difference() -> None:
    # Shanxi's limits of 2026 came out on 2026-08-21: 4244 for 4198, 848.80 for 839.60 a month.
    # January to August were paid, or are due, at the old base: 8 * 9.20 = 73.60 in September.
    expected = [
        ("2026-08", "payment", "839.60"),
        ("2026-09", "payment", "848.80"),
        ("2026-09", "difference", "73.60"),
        ("2026-10", "payment", "848.80"),
        ("2026-11", "payment", "848.80"),
        ("2026-12", "payment", "848.80"),
    ]
    found = calendar(asked(day=date(2026, 8, 25), plan__start="2026-01"))
    assert shown(found, 2026) == expected
    assert all(d.settled for d in found if d.month.year == 2026)
    late = calendar(asked(day=date(2026, 9, 10), plan__start="2026-01"))
    assert shown(late, 2026) == expected[1:]
    # who began in August owes one month; who pays once a year owes nothing
    august = calendar(asked(day=date(2026, 8, 25), plan__start="2026-08"))
    assert ("2026-09", "difference", "9.20") in shown(august, 2026)
    yearly = asked(day=date(2026, 8, 25), plan__start="2026-01", plan__frequency="yearly")
    assert shown(calendar(yearly), 2026) == [("2026-12", "payment", "10185.60")]


def test_where_no_earlier_limits_are_on_file_nothing_is_owed() -> None:
    # Shanxi's data begin with 2019: 2739 * 20 % = 547.80
    first = calendar(asked(day=date(2019, 6, 10), plan__start="2019-05"))
    assert shown(first, 2019)[0] == ("2019-06", "payment", "547.80")
    assert not [d for d in first if d.kind is Kind.DIFFERENCE and d.month.year == 2019]


def test_before_the_notice_this_year_is_paid_as_the_last() -> None:
    # on 2026-03-01 the floor of 2026 is not out: 4198 * 20 %, and nobody can say what is owed
    found = calendar(asked(day=date(2026, 3, 1), plan__start="2026-02"))
    assert {d.amount for d in found if d.month.year == 2026} == {Decimal("839.60")}
    # through August last year's limits are the ones to pay by; then those of 2026, still unknown
    assert [d.settled for d in found if d.month.year == 2026] == [True] * 6 + [False] * 4
    # 2027: 4198 * 1.02^2 = 4367.60 -> 4368, 873.60: 8 * 34.00 owed
    assert ("2027-09", "difference", "272.00") in shown(found, 2027)


def test_a_closed_option_has_no_calendar() -> None:
    assert calendar(asked(person__status="student")) == ()


def test_before_the_notice_the_year_itself_is_open() -> None:
    early = asked(day=date(2026, 3, 1), plan__start="2026-04")
    notice = not_out_yet(early)
    assert notice is not None
    assert str(notice.text).endswith("先按上年的缴，公布后从1月起补差额")
    # Beijing's contribution year begins in July
    july = asked(day=date(2026, 7, 15), location__registered="110101", location__working="110101")
    notice = not_out_yet(july)
    assert notice is not None
    assert str(notice.text) == "2026年的缴费标准还没公布：先按上年的缴，公布后从7月起补差额"
    assert not_out_yet(asked()) is None
    assert not_out_yet(asked("resident")) is None


@given(TOLD, st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]))
@few
def test_the_calendar_adds_up_to_the_plan(told: Told, frequency: str) -> None:
    told.start = max(told.start, "2026-12")
    subject = subject_of({**told_answers(told), "plan.frequency": frequency})
    found = calendar(subject)
    assert sum((d.amount for d in found), Decimal(0)) == own_total(subject.option)
    assert [d.month for d in found] == sorted(d.month for d in found)


# ------------------------------------------------------------------ the file


def one(amount: str = "848.80", settled: bool = True) -> Due:
    return Due(YearMonth(2026, 12), Kind.PAYMENT, Decimal(amount), 1, settled)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_file_of_one_payment() -> None:
    lines = unfolded(ics([one()], TODAY, "plan"))
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//canbao//payment calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        lines[6],
        "DTSTAMP:20261123T000000Z",
        "DTSTART;VALUE=DATE:20261210",
        "SUMMARY:缴养老保险（1个月） 848.80元",
        "DESCRIPTION:本月内缴清；金额按已公布的标准。只在官方渠道缴，有疑问打12333",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert lines[6].startswith("UID:")


def test_every_line_ends_with_crlf_and_fits() -> None:
    text = ics(calendar(asked()), TODAY, "plan")
    assert text.count("\n") == text.count("\r\n")
    assert all(len(line.encode()) <= OCTETS for line in text.split("\r\n"))


def test_an_entry_keeps_its_uid_when_the_amount_changes() -> None:
    def uid(text: str) -> str:
        return next(line for line in unfolded(text) if line.startswith("UID:"))

    before, after = ics([one()], TODAY, "a"), ics([one("865.80", False)], date(2027, 9, 1), "a")
    assert uid(before) == uid(after)
    assert uid(before) != uid(ics([one()], TODAY, "b"))


def test_uids_differ_within_a_file() -> None:
    found = calendar(asked())
    uids = [line for line in unfolded(ics(found, TODAY, "a")) if line.startswith("UID:")]
    assert len(set(uids)) == len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a,b;c", "a\\,b\\;c"), ("a\\b", "a\\\\b"), ("a\nb\r\nc", "a\\nb\\nc"), ("；，", "；，")],
)
def test_values_are_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_a_line_is_folded_where_it_must_be_and_no_sooner() -> None:
    assert list(folded("a" * 75)) == ["a" * 75]
    assert list(folded("a" * 76)) == ["a" * 75, " a"]
    assert list(folded("a" * 149)) == ["a" * 75, " " + "a" * 74]
    # 24 characters of three octets are 72; with "ab" 74, so that one more does not fit
    assert list(folded("ab" + "缴" * 25)) == ["ab" + "缴" * 24, " 缴"]
    # a following piece has the blank, 24 characters and room for two octets
    assert [len(p.encode()) for p in folded("缴" * 75)] == [75, 73, 73, 7]


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_folding_loses_nothing_and_breaks_no_character(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece.encode()) <= OCTETS for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert all(piece.startswith(" ") for piece in pieces[1:])

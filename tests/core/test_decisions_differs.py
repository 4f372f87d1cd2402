"""Why the office's number differs, and what to do next."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.decisions.differs import Reason, why_differs
from core.decisions.next_steps import next_steps
from core.decisions.subject import subjects
from core.derivation import Grade
from core.policy.guide import read_channels, read_guide
from core.policy.load import channels, guide
from core.policy.written import PolicyError
from core.projection import project
from tests.core import oracle
from tests.core.oracle import Told
from tests.core.support import POLICY, TODAY, Changes, answers, asked, codes, made

GUIDE, CHANNELS = guide(), channels()


def reasons(scheme: str = "employee", **changes: Any) -> dict[str, Reason]:
    return {r.notice.code: r for r in why_differs(asked(scheme, **changes), GUIDE)}


# ------------------------------------------------------------------ why it differs


def test_years_that_rest_on_assumed_growth() -> None:
    found = reasons()["years_projected"]
    more, own = (oracle.employee(Told(wage_growth=w)).total for w in ("0.03", "0.02"))
    assert found.size == more - own
    assert str(found.notice.text).startswith("2027至2048年的标准是按每年增长2%推算的")


def test_an_index_copied_from_paper_is_rounded() -> None:
    # "0.60" stands for 0.595 to 0.605
    found = reasons()["index_given_rounded"]
    more, own = (oracle.employee(Told(index=i)).total for i in ("0.605", "0.60"))
    assert found.size == more - own


def test_years_to_two_decimals() -> None:
    # 292 months are 24.3333 years, to two decimals 24.33
    found = reasons()["years_precision"]
    told = oracle.employee(Told())
    rounded = oracle.rounded((told.base + told.base * told.index) / 2 * Fraction("24.33") / 100)
    assert found.size == oracle.up_to_jiao(rounded + told.personal) - told.total


def test_whole_years_leave_nothing_to_round() -> None:
    # 36 + 252 = 288 months: 24 years
    assert "years_precision" not in reasons(plan__start="2027-04")


def test_an_index_of_four_decimals() -> None:
    found = reasons()["index_rounded"]
    told = oracle.employee(Told())
    index = oracle.rounded(told.index, 4)
    basic = oracle.rounded((told.base + told.base * index) / 2 * Fraction(292, 12) / 100)
    assert found.size == basic - told.basic


def test_a_benefit_base_not_published_yet() -> None:
    # male 1966-07: 18 months after 1965-01 -> 5 late: 2026-12; C of 2026 is still that of 2025
    changes: Changes = {"person__birth": "1966-07", "history__employee_months": 240}
    found = reasons(**changes)["benefit_base_provisional"]
    told = oracle.employee(Told(birth="1966-07", months=240))
    assert told.base == 7253
    higher = oracle.rounded(Fraction("7253") * Fraction("1.02"), 0)
    assert higher == 7398
    basic = oracle.rounded((higher + higher * told.index) / 2 * Fraction(241, 12) / 100)
    assert found.size == oracle.up_to_jiao(basic + told.personal) - told.total
    assert "7253" in str(found.notice.text)


def test_what_was_not_said_counts_as_nothing() -> None:
    found = reasons(history__employee_index=None, history__employee_balance=None)
    with_index, with_balance, bare = (
        oracle.employee(Told(index=i, balance=b)).total
        for i, b in (("0.6", "0"), ("0", "10000"), ("0", "0"))
    )
    assert found["index_unknown"].size == with_index - bare
    assert found["balance_unknown"].size == with_balance - bare
    assert "index_given_rounded" not in found


def test_deemed_months_are_for_the_office_to_recognise() -> None:
    found = reasons(history__employee_deemed_months=24)["deemed_months"]
    fewer, own = (oracle.employee(Told(deemed=months)).total for months in (12, 24))
    assert found.size == fewer - own
    # 36 + 204 without them is just enough; with a start in 2031-05 the year decides
    last = reasons(history__employee_deemed_months=1, plan__start="2031-05", plan__extend=False)
    assert last["deemed_months"].size is None


def test_deemed_periods_are_for_the_office_to_recognise_too() -> None:
    # the same 24 months, 2000-01 to 2001-12, as a period beside the totals
    period = {"scheme": "employee", "from": "2000-01", "to": "2001-12", "place": "140200"}
    found = reasons(history__periods=[{**period, "kind": "deemed"}])["deemed_months"]
    assert found.size == reasons(history__employee_deemed_months=24)["deemed_months"].size


def test_fewer_deemed_months_may_mean_paying_on() -> None:
    # male 1968-03: 2029-01, needs 180; 100 + 60 deemed + 26 = 186; with 12 fewer 6 are missing
    changes: Changes = {"person__birth": "1968-03", "history__employee_months": 100}
    found = reasons(**changes, history__employee_deemed_months=60)["deemed_months"]
    fewer, own = (
        oracle.employee(Told(birth="1968-03", months=100, deemed=d)).total for d in (48, 60)
    )
    assert found.size == fewer - own
    assert str(found.notice.text).endswith("少认12个月，就要接着缴，晚6个月领")


def test_the_allowance_is_that_of_the_place_that_pays() -> None:
    # 160 months nobody placed and 26 more: too few in either place for ten years there, so that
    # the registered place pays; Shanxi has a heating allowance, Shenzhen none
    near: Changes = {"person__birth": "1968-03", "history__employee_months": 160}
    for registered, working, paid in (("140200", "440300", True), ("440300", "140200", False)):
        given = made(answers(location__registered=registered, location__working=working, **near))
        at_work = list(subjects(given, project(given, POLICY, TODAY), POLICY.on(TODAY)))[1]
        assert at_work.option.place == working
        codes_ = codes(r.notice for r in why_differs(at_work, GUIDE))
        assert ("heating_allowance" in codes_) is paid
        assert ("heating_allowance" in codes(at_work.option.notices)) is paid


def test_what_comes_on_top() -> None:
    assert reasons()["heating_allowance"].size == Decimal("280.00")  # 3360 / 12
    assert "local_additions" in reasons("resident")
    assert "heating_allowance" not in reasons("resident")


def test_the_largest_comes_first_and_what_has_no_size_last() -> None:
    found = why_differs(asked(), GUIDE)
    sizes = [abs(r.size) for r in found if r.size is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert 0 not in sizes
    assert [r.size is None for r in found] == sorted(r.size is None for r in found)
    assert "unverified" in codes(r.notice for r in found if r.size is None)


def test_without_a_pension_there_is_nothing_to_explain() -> None:
    short = asked(history__employee_months=0, plan__start="2040-01", plan__extend=False)
    assert why_differs(short, GUIDE) == ()


# ------------------------------------------------------------------ what to do next


def test_shanxi_has_channels_of_its_own() -> None:
    found = next_steps(asked(), CHANNELS)
    names = [c.name for c in found.channels]
    assert names[:2] == ["民生山西 APP", "三晋通 APP"]
    assert "12333" in names
    assert "大同市" in str(found.office)


def test_a_place_without_its_own_gets_the_national_ones() -> None:
    subject = asked(location__registered="410100", location__working="410100")
    found = next_steps(subject, CHANNELS)
    assert {c.place for c in found.channels} == {"100000"}
    assert found.channels == CHANNELS.at("540100")


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 2),  # a card, the record
        ({"history__employee_months": None}, 1),
        ({"history__employee_deemed_months": 12}, 3),
    ],
)
def test_what_to_bring(changes: Changes, count: int) -> None:
    assert len(next_steps(asked(**changes), CHANNELS).papers) == count


def test_who_applies_for_help_brings_more_and_asks_more() -> None:
    found = next_steps(asked(), CHANNELS, subsidy=True)
    assert len(found.papers) == 3
    assert "ask_subsidy" in codes(found.questions)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "ask_base"),
        ({"plan__retire": "2049-01"}, "ask_late"),
        ({"plan__retire": "2046-01"}, "ask_early"),
        ({"history__employee_deemed_months": 12}, "ask_deemed"),
        ({"person__sex": "female", "person__category": "female50"}, "ask_category"),
        ({"person__birth": "1968-03", "history__employee_months": 100}, "ask_extend"),
    ],
)
def test_what_to_ask(changes: Changes, code: str) -> None:
    assert code in codes(next_steps(asked(**changes), CHANNELS).questions)


def test_who_draws_the_pension_elsewhere_asks_where() -> None:
    # 160 months nobody placed and 26 in Shenzhen: too few there, so that Shanxi pays
    near: Changes = {"person__birth": "1968-03", "history__employee_months": 160}
    given = made(answers(location__registered="140200", location__working="440300", **near))
    found = list(subjects(given, project(given, POLICY, TODAY), POLICY.on(TODAY)))
    assert [s.option.place for s in found[:2]] == ["140200", "440300"]
    asked_ = ["ask_benefit_place" in codes(next_steps(s, CHANNELS).questions) for s in found[:2]]
    assert asked_ == [False, True]


def test_a_plain_plan_asks_neither_for_early_nor_late_nor_longer() -> None:
    found = codes(next_steps(asked(), CHANNELS).questions)
    assert not {"ask_late", "ask_early", "ask_extend", "ask_deemed", "ask_category"} & set(found)


def test_the_resident_scheme_has_its_own_counter_and_questions() -> None:
    found = next_steps(asked("resident"), CHANNELS)
    assert "便民服务中心" in str(found.office)
    assert codes(found.questions)[0] == "ask_tiers"
    assert "官方渠道" in str(found.warning)


# ------------------------------------------------------------------ the data


def test_every_channel_and_paper_has_a_document_and_a_grade() -> None:
    for name, source in (
        *((channel.name, channel.source) for channel in CHANNELS.channels),
        *((paper.name, paper.source) for paper in CHANNELS.papers),
    ):
        assert name
        assert source.document
        assert source.grade in Grade


def test_a_channel_of_no_known_kind_is_refused() -> None:
    raw = b'[[channels]]\nplace = "100000"\nkind = "fax"\nname = "x"\ndocument = "d"\ngrade = "A"\n'
    with pytest.raises(PolicyError, match="kind"):
        read_channels(raw + b'[[papers]]\nfor = "all"\nname = "y"\ndocument = "d"\ngrade = "A"\n')


def test_a_guide_without_its_tables_is_refused() -> None:
    with pytest.raises(PolicyError, match="subsidy"):
        read_guide(b"schema = 1\n")

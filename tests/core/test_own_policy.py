"""A user's own policy files: read, checked to the end, laid over the packaged data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derivation import Grade, Parameter, State
from core.policy.checking import Checked, check
from core.policy.model import MissingError, Policy
from core.policy.own import with_own
from core.projection import project
from core.quantities import YearMonth
from tests.core.support import POLICY, TODAY, answers, made, total

NEXT = date(2027, 3, 1)
GROWTH = Decimal("0.02")

OWN = """schema = 1
place = "140000"
checked = "2027-02-01"
[values.contribution_floor]
unit = "yuan"
grows = "wage_growth"
entries = [
  { from = "2026-01", value = "4250", document = "本单位更正", grade = "B" },
  { from = "2027-01", value = "4400", published = "2027-02-01", document = "厅发1号", grade = "A" },
]
"""
COUNTY = """schema = 1
place = "140221"
checked = "2027-02-01"
[tables.resident_tiers]
subsidies = { 200 = "55", 2000 = "300" }
[values.heating_allowance]
unit = "yuan"
entries = [{ from = "2027-01", value = "3600" }]
"""
NATION = """schema = 1
place = "100000"
checked = "2027-06-30"
[values.crediting_rate]
unit = "rate"
assumed = "crediting_rate"
entries = [{ from = "2026-01", value = "0.0140", document = "人社部公告", grade = "A" }]
"""


def _check(text: str, name: str = "140000") -> Checked:
    return check(name, text.encode(), POLICY)


def _with(*texts: str) -> Policy:
    found = [_check(text, text.partition('place = "')[2][:6]) for text in texts]
    assert [problem for one in found for problem in one.problems] == []
    return with_own(POLICY, {one.read.code: one.read for one in found if one.read is not None})


def _floor(policy: Policy, year: int, day: date = NEXT, place: str = "140000") -> Parameter:
    found = policy.on(day).place(place)
    return found.yearly("contribution_floor", YearMonth(year, 1), GROWTH)


# ------------------------------------------------------------------ over the packaged data


def test_without_own_files_the_policy_is_the_packaged_one() -> None:
    assert with_own(POLICY, {}) is POLICY


def test_an_own_value_replaces_the_packaged_one_of_the_same_month() -> None:
    found = _floor(_with(OWN), 2026)
    assert (int(found.value), found.source.document, found.source.own) == (
        4250,
        "本单位更正",
        "140000.toml",
    )
    assert found.source.grade is Grade.B


def test_an_own_value_of_a_new_year_comes_after_the_packaged_ones() -> None:
    policy = _with(OWN)
    assert int(_floor(policy, 2025).value) == 4198
    assert _floor(policy, 2025).source.own == ""
    assert int(_floor(policy, 2027).value) == 4400
    # Growth goes on from it: 4400 × 1.02 = 4488.
    later = _floor(policy, 2028)
    assert (int(later.value), later.state, later.source.own) == (
        4488,
        State.PROJECTED,
        "140000.toml",
    )


def test_an_own_value_is_not_known_before_it_was_published() -> None:
    found = _floor(_with(OWN), 2027, date(2027, 1, 31))
    assert (int(found.value), found.state) == (4250, State.PROVISIONAL)


def test_other_parameters_and_other_provinces_stay() -> None:
    policy = _with(OWN)
    ours, theirs = policy.provinces["140000"].series, POLICY.provinces["140000"].series
    assert {k: v for k, v in ours.items() if k != "contribution_floor"} == {
        k: v for k, v in theirs.items() if k != "contribution_floor"
    }
    assert list(policy.provinces) == list(POLICY.provinces)
    assert len(policy.provinces) == len(POLICY.provinces)


def test_a_countys_own_file_holds_in_the_county_alone() -> None:
    policy = _with(COUNTY, OWN)
    law = policy.on(NEXT)
    assert law.place("140221").table("resident_tiers").tiers == (200, 2000)
    assert len(law.place("140202").table("resident_tiers").tiers) == 10
    assert int(_floor(policy, 2027, place="140221").value) == 4400
    month = YearMonth(2027, 2)
    assert int(law.place("140221").standing("heating_allowance", month).value) == 3600
    assert int(law.place("140200").standing("heating_allowance", month).value) == 3360
    # What the county's series does not say, the province's still does.
    assert int(law.place("140221").standing("heating_allowance", YearMonth(2026, 2)).value) == 3360


def test_a_value_without_a_document_is_unverified() -> None:
    source = _with(COUNTY).on(NEXT).place("140221").table("resident_tiers").source
    assert (source.grade, source.own) == (Grade.C, "140221.toml")
    assert "自备" in source.document


def test_the_country_may_have_an_own_file() -> None:
    law = _with(NATION).on(date(2027, 7, 1))
    rate = law.nation.yearly("crediting_rate", YearMonth(2026, 1), Decimal("0.015"))
    assert (rate.value, rate.source.own) == (Decimal("0.0140"), "100000.toml")


def test_a_province_nobody_has_packaged() -> None:
    bare = replace(POLICY, provinces={})
    read = check("140000", OWN.encode(), bare).read
    assert read is not None
    policy = with_own(bare, {"140000": read})
    assert int(_floor(policy, 2027).value) == 4400
    with pytest.raises(MissingError):
        policy.on(NEXT).place("140000").rule("total_rounding")
    with pytest.raises(KeyError):
        policy.provinces["150000"]


def test_the_digest_covers_the_own_files_of_the_case_and_no_others() -> None:
    here, there = ("140200",), ("120000",)
    plain, own, county = (p.on(NEXT) for p in (POLICY, _with(OWN), _with(OWN, COUNTY)))
    assert len({law.digest(here) for law in (plain, own, county)}) == 3
    assert plain.digest(there) == county.digest(there)
    assert own.digest(here) == _with(OWN).on(NEXT).digest(here)
    assert _with(NATION).on(NEXT).digest(there) != plain.digest(there)


def test_a_projection_rests_on_the_own_values_and_says_so() -> None:
    policy = _with(OWN)
    case = made(answers())
    ours, theirs = project(case, policy, TODAY), project(case, POLICY, TODAY)
    assert ours.digest != theirs.digest
    assert total(ours.option) != total(theirs.option)
    pension = ours.option.pension
    assert pension is not None
    assert "140000.toml" in {source.own for source in pension.total.sources}


# ------------------------------------------------------------------ what is wrong with a file

BROKEN = """schema = 2
place = "140200"
[values.contribution_floor]
unit = "index"
grows = "wage"
entries = [
  { from = "2027-01", value = 4300, grade = "A" },
  { from = "2028-01", value = "90000", documnt = "x", checked = "gestern" },
  { from = "2026-13", value = "-1", document = "x", grade = "Z" },
  5,
]
[values.contribution_flor]
[rules]
total_rounding = { value = "x" }
nonsense = 5
[cities.150000]
[tables.resident_tiers]
subsidies = { a = "1", 200 = 35 }
[regimes]
"""


def test_all_problems_of_a_file_are_found_each_with_its_line() -> None:
    found = _check(BROKEN, "140200")
    assert found.read is None
    at = [(problem.line, problem.key) for problem in found.problems]
    assert at == sorted(at, key=lambda pair: pair[0])
    floor = "values.contribution_floor"
    assert {
        (1, "schema"),
        (4, f"{floor}.unit"),
        (5, f"{floor}.grows"),
        (7, f"{floor}.entries.1.value"),
        (7, f"{floor}.entries.1"),
        (8, f"{floor}.entries.2.documnt"),
        (8, f"{floor}.entries.2.checked"),
        (9, f"{floor}.entries.3.from"),
        (9, f"{floor}.entries.3"),
        (10, f"{floor}.entries.4"),
        (12, "values.contribution_flor"),
        (14, "rules.total_rounding.value"),
        (15, "rules.nonsense"),
        (16, "cities.150000"),
        (18, "tables.resident_tiers.subsidies"),
        (18, "tables.resident_tiers.subsidies.200"),
        (19, "regimes"),
    } <= set(at)
    for problem in found.problems:
        sentence = str(problem.text)
        assert sentence.startswith("140200.toml：")
        assert "{" not in sentence


ONE_THING = [
    ('place = "140000"', 'place = "140100"', "place", "文件名"),
    ('place = "140000"', 'place = "149900"', "place", "149900"),
    ("schema = 1\n", "", "schema", "1"),
    ('checked = "2027-02-01"\n', "", "checked", "核对"),
    ('value = "4400"', 'value = "-4400"', "values.contribution_floor.entries.2.value", "负数"),
    ('value = "4400"', 'value = "44000"', "values.contribution_floor", "高于上限"),
    ('unit = "yuan"', 'unit = "rate"', "values.contribution_floor.unit", "yuan"),
    ('"wage_growth"', '"growth"', "values.contribution_floor.grows", "wage_growth"),
    ("2027-01", "2025-01", "values.contribution_floor", "先后"),
    ("published", "publised", "values.contribution_floor.entries.2.publised", "published"),
    ('grade = "B"', 'grade = "E"', "values.contribution_floor.entries.1", "grade"),
    ('document = "本单位更正", ', "", "values.contribution_floor.entries.1", "document"),
    ("[values.contribution_floor]", "[values.floor]", "values.floor", "contribution_floor"),
]


@pytest.mark.parametrize(("good", "bad", "key", "said"), ONE_THING)
def test_one_thing_wrong_is_named(good: str, bad: str, key: str, said: str) -> None:
    assert good in OWN
    text = OWN.replace(good, bad, 1)
    if "44000" in bad:
        text = text.replace("2027-01", "2026-06") + CEILING
    found = _check(text)
    named = [problem for problem in found.problems if problem.key == key]
    assert any(said in str(problem.text) for problem in named), list(map(str, found.problems))


CEILING = """[values.contribution_ceiling]
unit = "yuan"
grows = "wage_growth"
entries = [{ from = "2026-06", value = "21500", document = "x", grade = "B" }]
"""


def test_an_own_floor_above_the_packaged_ceiling_is_found() -> None:
    found = _check(OWN.replace('"4250"', '"21220"'))
    assert [str(problem.text) for problem in found.problems] == [
        "140000.toml：values.contribution_floor（第 4 行）：2026-01 的下限 21220 高于上限 21219"
    ]


@pytest.mark.parametrize(
    "text", ["= 1", "schema = ", "[a\n", "x = 1\nx = 2\n", '"', "a = [", "a = {b"]
)
def test_what_is_no_toml_has_one_sentence(text: str) -> None:
    found = _check(text)
    (problem,) = found.problems
    assert "TOML" in str(problem.text)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_spoilt_file_is_used_or_has_sentences(data: st.DataObject) -> None:
    """Lines dropped and values replaced: never an exception, and never both or neither."""
    text = data.draw(st.sampled_from([OWN, COUNTY, NATION, BROKEN]))
    place = text.partition('place = "')[2][:6]
    rows = text.splitlines()
    values = ["1", "[]", "{}", '""', "true", "2026-01-01", '"1e9"', "[[1]]", "{ a = 1 }", "[{}]"]
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.integers(0, len(rows) - 1))
        head, eq, tail = rows[row].partition("=")
        inner = tail.rpartition("=")
        rows[row] = data.draw(
            st.sampled_from(
                ["", *(f"{head}= {v}" for v in values)]
                + [f"{head}{eq}{inner[0]}= {v} }}," for v in values if inner[1]]
            )
        )
    found = check(place, "\n".join(rows).encode(), POLICY)
    assert (found.read is None) == bool(found.problems)
    for problem in found.problems:
        assert str(problem.text).startswith(f"{place}.toml：")
    if found.read is not None:
        policy = with_own(POLICY, {found.read.code: found.read})
        project(made(answers()), policy, TODAY)

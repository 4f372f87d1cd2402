"""A user's own policy files: read, checked to the end, laid over the packaged data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.changes import what_changed
from core.derivation import Grade, Parameter, State
from core.policy.checking import Checked, check
from core.policy.coverage import expired, gaps, missing, years
from core.policy.difference import Difference, Kind, differences
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


# ------------------------------------------------------------------ tier tables from a month on

TABLE = """schema = 1
place = "140000"
checked = "2026-11-01"
[tables.resident_tiers]
from = "2027-01"
document = "晋政发〔2026〕9号"
grade = "A"
subsidies = { 300 = "60", 2000 = "280" }
"""


def test_a_tier_table_of_a_later_month_leaves_the_present_one_until_then() -> None:
    policy = _with(TABLE)
    assert len(policy.on(TODAY).place("140100").table("resident_tiers").tiers) == 10
    assert policy.on(date(2027, 1, 1)).place("140100").table("resident_tiers").tiers == (300, 2000)


def test_a_tier_table_that_came_in_between_is_a_change_with_its_document() -> None:
    policy = _with(TABLE)
    case = made(answers(plan__scheme="resident"))
    found = what_changed(case, policy, TODAY, date(2027, 1, 1))
    (step,) = [step for step in found.steps if step.code == "other"]
    assert [source.document for source in step.sources] == ["晋政发〔2026〕9号"]
    assert step.part is not None
    assert step.part > 0
    assert sum(one.part or 0 for one in found.steps) == found.whole
    assert {step.code for step in found.steps if step.code != "other" and step.part} <= {"time"}


# ------------------------------------------------------------------ what the own files change


def _differences(text: str) -> dict[tuple[str, str], Difference]:
    read = _check(text, text.partition('place = "')[2][:6]).read
    assert read is not None
    found = differences(POLICY, read, TODAY)
    return {(one.name, str(one.month)): one for one in found}


def test_added_changed_and_unused() -> None:
    found = _differences(OWN)
    old = found["contribution_floor", "2026-01"]
    assert (old.kind, old.old, old.new) == (Kind.CHANGED, Decimal(4244), Decimal(4250))
    assert old.old_source is not None
    assert old.old_source.document == "晋人社厅发〔2026〕27号"
    new = found["contribution_floor", "2027-01"]
    # 4244 × 1.02 = 4328.88 is what stands there until somebody publishes a value.
    assert (new.kind, new.old, new.state) == (Kind.ADDED, Decimal(4329), State.PROJECTED)
    same = _differences(OWN.replace('"4250"', '"4244"'))["contribution_floor", "2026-01"]
    assert same.kind is Kind.UNUSED


def test_a_stand_in_that_is_settled_is_a_change() -> None:
    text = OWN.replace("contribution_floor", "benefit_base").replace('"4250"', '"7253"')
    found = _differences(text)["benefit_base", "2026-01"]
    assert (found.kind, found.state) == (Kind.CHANGED, State.PROVISIONAL)


def test_rules_and_tables_are_compared_whole() -> None:
    text = COUNTY + '[rules.outsiders]\nvalue = "open"\n[rules.total_rounding]\nvalue = "fen"\n'
    kinds = {name: one.kind for (name, _month), one in _differences(text).items()}
    assert kinds == {
        "resident_tiers": Kind.CHANGED,
        "heating_allowance": Kind.ADDED,
        "outsiders": Kind.UNUSED,
        "total_rounding": Kind.CHANGED,
    }


# ------------------------------------------------------------------ expiry and coverage


@pytest.mark.parametrize(
    ("name", "day", "old"),
    [
        ("contribution_floor", date(2027, 12, 31), False),  # 2026: its successor may still come
        ("contribution_floor", date(2028, 1, 1), True),
        ("benefit_base", date(2026, 12, 31), False),  # 2025: 2026 has only a stand-in
        ("benefit_base", date(2027, 1, 1), True),
        ("resident_extra_year", date(2028, 9, 30), False),  # checked 2026-09-13
        ("resident_extra_year", date(2028, 10, 1), True),
    ],
)
def test_the_newest_value_expires(name: str, day: date, old: bool) -> None:
    series = POLICY.provinces["140000"].series[name]
    newest = series.last_settled(day)
    assert newest is not None
    assert series.expired(newest, day) is old
    assert (name in {s.name for s, _ in expired(_shanxi(), day)}) is old


def _shanxi() -> Policy:
    return replace(POLICY, provinces={"140000": POLICY.provinces["140000"]})


def test_values_of_years_gone_by_never_expire() -> None:
    series = POLICY.provinces["140000"].series["contribution_floor"]
    for entry in series.entries[:-1]:
        assert not series.expired(entry, date(2099, 1, 1))


def test_expired_values_are_marked_in_the_chain_and_an_own_value_renews_them() -> None:
    day = date(2028, 3, 1)
    assert _floor(POLICY, 2026, day).expired
    assert _floor(POLICY, 2028, day).expired
    assert not _floor(POLICY, 2025, day).expired
    assert not _floor(_with(OWN), 2028, day).expired


def test_the_years_on_file() -> None:
    shanxi = POLICY.provinces["140000"].series
    assert years(shanxi["benefit_base"]) == (2019, 2025)
    assert missing(shanxi["benefit_base"], TODAY) == (2026,)
    assert missing(shanxi["resident_basic_pension"], TODAY) == (2019, 2020, 2021, 2022, 2023)
    holed = replace(
        shanxi["benefit_base"],
        entries=tuple(e for e in shanxi["benefit_base"].entries if e.first.year != 2022),
    )
    assert gaps(holed) == (2022,)
    assert gaps(shanxi["benefit_base"]) == gaps(shanxi["deemed_index"]) == ()

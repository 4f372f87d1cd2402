"""What holds in every province: completeness, order, cities, July years, lazy loading."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from core.derivation import State
from core.policy.load import Provinces
from core.policy.model import MissingError
from core.policy.names import LABELS
from core.policy.tiers import TierTable
from core.projection import project
from core.quantities import YearMonth
from tests.core.provinces import JULY, PROVINCES, entries, on_file, places
from tests.core.support import POLICY, TODAY, answers, law, made

GROWTH = Decimal("0.02")


def test_there_are_31_provinces() -> None:
    assert [region.code for region in POLICY.regions.children("")] == PROVINCES


def test_every_city_on_file_is_a_region_of_its_province() -> None:
    for code in PROVINCES:
        for city in on_file(code).cities:
            region = POLICY.regions.get(city)
            assert region is not None
            assert region.province == code


@pytest.mark.parametrize("code", PROVINCES)
def test_every_value_has_a_document_or_says_that_none_was_seen(code: str) -> None:
    sources = [entry.source for place, _, entry in entries() if place.code[:2] == code[:2]]
    province = on_file(code)
    sources += [rule.source for rule in province.rules.values()]
    sources += [table.source for table in province.tables.values()]
    marks = ("号", "文号未见", "未公布", "推出", "核定表", "晚报", "见分进角")
    for source in sources:
        assert any(mark in source.document for mark in marks), source.document
        assert date.fromisoformat(source.checked) <= TODAY


@pytest.mark.parametrize("code", PROVINCES)
def test_every_series_has_a_name_people_can_read(code: str) -> None:
    for place in (on_file(code), *on_file(code).cities.values()):
        assert set(place.series) | set(place.rules) | set(place.tables) <= set(LABELS)


ANSWERS = ("contribution_floor", "contribution_ceiling", "average_wage", "benefit_base")
LIMITED = [code if code != "420000" else "420100" for code in PROVINCES]
"""A place in every province that has all its limits: in Hubei they are the cities'."""


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 12, 31), TODAY], ids=str)
@pytest.mark.parametrize("code", LIMITED)
def test_every_province_answers_for_2024_2025_and_today(code: str, day: date) -> None:
    place = law(day).place(code)
    found = {name: place.yearly(name, place.law.month, GROWTH) for name in ANSWERS}
    assert found["contribution_floor"].value < found["contribution_ceiling"].value
    allowed = {State.PUBLISHED} if day < TODAY else {State.PUBLISHED, State.PROVISIONAL}
    assert {parameter.state for parameter in found.values()} <= allowed


RISING = {*ANSWERS, "resident_basic_pension"}


@pytest.mark.parametrize("code", PROVINCES)
def test_yearly_values_never_fall(code: str) -> None:
    for place in (on_file(code), *on_file(code).cities.values()):
        for name in RISING & set(place.series):
            values = [entry.value for entry in place.series[name].entries]
            assert all(a <= b for a, b in pairwise(values)), (place.code, name)


@pytest.mark.parametrize("code", PROVINCES)
def test_the_limits_lie_around_60_and_300_percent_of_the_wage(code: str) -> None:
    # 广东's floor of 2024 is 49 %, 福建's of 2025 54 %: published so.  A slip of a digit is not.
    place = law().place("420100" if code == "420000" else code)
    for entry in place.jurisdiction.series["contribution_floor"].entries:
        floor, ceiling, wage = (place.yearly(n, entry.first, GROWTH).value for n in ANSWERS[:3])
        assert Decimal("0.48") < floor / wage < Decimal("0.62")
        assert Decimal("2.94") < ceiling / wage < Decimal("3.06")


@pytest.mark.parametrize("code", PROVINCES)
def test_the_contribution_year_begins_in_one_month(code: str) -> None:
    turns = {
        month
        for place in (on_file(code), *on_file(code).cities.values())
        for name in ANSWERS[:3]
        if name in place.series
        for month in place.series[name].turns
    }
    assert turns == {7 if code in JULY else 1}


def test_whether_outsiders_may_enrol_is_answered_with_its_document() -> None:
    found = {code: on_file(code).rules["outsiders"].value for code in PROVINCES}
    assert {code for code, rule in found.items() if rule == "open"} == {"140000"}
    assert {c for c, rule in found.items() if rule == "conditional"} == {"310000", "440000"}
    assert set(found.values()) == {"open", "conditional", "unknown"}


@pytest.mark.parametrize("day", [date(2024, 1, 17), date(2025, 7, 31), date(2028, 3, 1)], ids=str)
@pytest.mark.parametrize("code", [place.code for place in places()])
def test_every_place_gives_options_or_names_what_is_missing_on_any_day(
    code: str, day: date
) -> None:
    case = made(answers(location__registered=code, plan__tier=None, plan__start=None), day)
    for option in project(case, POLICY, day).options:
        assert option.available is not bool(option.reasons)
        assert option.available is (option.contribution is not None)
        assert {reason.code for reason in option.reasons} <= {"missing_parameter"}


# ------------------------------------------------------------------ cities


def test_a_city_without_values_of_its_own_has_those_of_its_province() -> None:
    place = law().place("440203")
    assert place.code == "440000"
    assert place.yearly("benefit_base", YearMonth(2025, 12), GROWTH).value == 9493


def test_a_county_has_the_values_of_its_city_and_the_rest_of_its_province() -> None:
    place = law().place("440305")
    assert place.code == "440300"
    base = place.yearly("benefit_base", YearMonth(2025, 12), GROWTH)
    assert (int(base.value), base.place) == (11293, "440300")
    ceiling = place.yearly("contribution_ceiling", YearMonth(2025, 12), GROWTH)
    assert (int(ceiling.value), ceiling.place) == (27549, "440000")


def test_values_are_the_same_where_the_same_city_and_province_govern() -> None:
    found = law()
    assert found.same_values("440305", "440300")
    assert found.same_values("440200", "440500")
    assert not found.same_values("440100", "440300")
    assert not found.same_values("440300", "440000")
    assert not found.same_values("440200", "450200")
    assert found.same_values("140100", "140200")
    assert found.same_values("710100", "710200")


@pytest.mark.parametrize("code", ["420500", "420600", "420000", "429004"])
def test_a_hubei_city_whose_level_is_unknown_has_no_limits(code: str) -> None:
    with pytest.raises(MissingError) as raised:
        law().place(code).yearly("contribution_floor", YearMonth(2025, 6), GROWTH)
    assert (raised.value.place, raised.value.year) == (code, 2025)


def test_a_city_never_answers_with_its_provinces_number_before_its_own_first() -> None:
    place = law(date(2024, 12, 31)).place("371700")
    with pytest.raises(MissingError, match="benefit_base 371700 2024"):
        place.yearly("benefit_base", YearMonth(2024, 12), GROWTH)
    assert place.yearly("contribution_floor", YearMonth(2024, 12), GROWTH).value == 4416


# ------------------------------------------------------------------ tiers


def test_a_tier_table_is_known_from_its_month_on() -> None:
    with pytest.raises(MissingError, match="resident_tiers 610000 2025"):
        law(date(2025, 5, 31)).place("610000").table("resident_tiers")
    assert law(date(2025, 6, 1)).place("610000").table("resident_tiers").subsidy(300) == 45


@pytest.mark.parametrize(
    ("amount", "subsidy"),
    [(999, None), (1000, 60), (1999, 60), (2000, 90), (5000, 120), (9000, 150), (9001, None)],
)
def test_beijing_takes_any_amount_with_the_subsidy_of_the_tier_it_reaches(
    amount: int, subsidy: int | None
) -> None:
    assert law().place("110000").table("resident_tiers").subsidy(amount) == subsidy


def test_elsewhere_only_the_tiers_on_the_list_are_taken() -> None:
    table: TierTable = law().place("410000").table("resident_tiers")
    assert [table.subsidy(amount) for amount in (100, 200, 250, 5000, 6000)] == [
        None,
        30,
        None,
        340,
        None,
    ]


# ------------------------------------------------------------------ contribution years from July


@pytest.mark.parametrize(
    ("day", "month", "floor", "state"),
    [
        # 7460 from 2025-07, 7546 from 2026-07, published on 2026-08-18
        (date(2026, 6, 30), YearMonth(2026, 6), 7460, State.PUBLISHED),
        (date(2026, 8, 17), YearMonth(2026, 8), 7460, State.PROVISIONAL),
        (date(2026, 8, 18), YearMonth(2026, 7), 7546, State.PUBLISHED),
        (date(2026, 11, 23), YearMonth(2026, 6), 7460, State.PUBLISHED),
        (date(2026, 11, 23), YearMonth(2027, 6), 7546, State.PUBLISHED),
        # 7546 × 1.02 = 7696.92, × 1.02² = 7850.8584
        (date(2026, 11, 23), YearMonth(2027, 7), 7697, State.PROJECTED),
        (date(2026, 11, 23), YearMonth(2028, 6), 7697, State.PROJECTED),
        (date(2026, 11, 23), YearMonth(2028, 7), 7851, State.PROJECTED),
        # in the first month of the next year the last published one stands in
        (date(2027, 7, 1), YearMonth(2027, 7), 7546, State.PROVISIONAL),
        (date(2027, 7, 1), YearMonth(2028, 7), 7851, State.PROJECTED),
        (date(2027, 6, 30), YearMonth(2027, 7), 7697, State.PROJECTED),
    ],
    ids=str,
)
def test_a_year_from_july_is_carried_and_grown_by_its_own_twelve_months(
    day: date, month: YearMonth, floor: int, state: State
) -> None:
    found = law(day).place("310000").yearly("contribution_floor", month, GROWTH)
    assert (int(found.value), found.state) == (floor, state)


def test_a_value_is_named_after_the_contribution_year_it_began_in() -> None:
    place = law().place("110000")
    ids = [
        place.yearly("contribution_floor", YearMonth(*month), GROWTH).id
        for month in ((2026, 6), (2026, 7), (2027, 6), (2027, 7))
    ]
    years = [2025, 2026, 2026, 2027]
    assert ids == [f"contribution_floor {year}" for year in years]


# ------------------------------------------------------------------ days of publication


def test_whether_the_day_of_publication_is_known_can_be_told() -> None:
    entries = {e.first.year: e for e in on_file("140000").series["contribution_floor"].entries}
    assert entries[2025].published is None
    assert entries[2026].published == date(2026, 8, 21)


def test_a_yearly_value_of_unknown_day_counts_from_the_end_of_august() -> None:
    series = on_file("410000").series["contribution_floor"]
    known = {str(entry.first): series.known_from(entry) for entry in series.entries}
    assert known == {
        "2024-01": date(2024, 8, 31),
        "2025-01": date(2025, 8, 31),
        "2026-01": date(2026, 1, 1),  # provisional: it needs no notice
    }
    shanghai = on_file("310000").series["contribution_floor"]
    assert shanghai.known_from(shanghai.entries[1]) == date(2025, 8, 31)
    heilongjiang = on_file("230000").series["contribution_floor"]  # in December, for the next year
    assert heilongjiang.known_from(heilongjiang.entries[1]) == date(2025, 1, 1)
    standing = on_file("410000").series["transitional_coefficient"]
    assert standing.known_from(standing.entries[0]) == date(2006, 1, 1)


# ------------------------------------------------------------------ lazy, and without names


@dataclass(frozen=True)
class Counted:
    """A folder or file that notes which files are read."""

    real: Traversable
    read: list[str]

    @property
    def name(self) -> str:
        return self.real.name

    def iterdir(self) -> Iterator[Counted]:
        return (Counted(found, self.read) for found in self.real.iterdir())

    def read_bytes(self) -> bytes:
        self.read.append(self.name)
        return self.real.read_bytes()


@pytest.mark.parametrize(
    ("registered", "working", "expected"),
    [
        ("140200", "140100", ["140000.toml"]),
        ("410100", "330100", ["330000.toml", "410000.toml"]),
        ("510100", "440100", ["440000.toml", "510000.toml"]),
    ],
)
def test_a_case_reads_the_files_of_its_places_only_and_each_once(
    registered: str, working: str, expected: list[str]
) -> None:
    read: list[str] = []
    folder = Counted(files("core.policy").joinpath("provinces"), read)
    policy = replace(POLICY, provinces=Provinces(cast(Traversable, folder)))
    case = made(answers(location__registered=registered, location__working=working))
    project(case, policy, TODAY)
    project(case, policy, TODAY)
    assert sorted(read) == expected


CORE = Path(__file__).parents[2] / "core"
SHORT = [POLICY.regions.short_name(code) for code in PROVINCES]
ABOUT_NAMES = {"core/policy/regions.py"}
"""What deals in the names of regions by trade."""


def _strings(path: Path) -> Iterator[str]:
    """The string literals of a module that are no docstrings; words for people are among them."""
    tree = ast.parse(path.read_text("utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in passed:
                yield text


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: p.name)
def test_no_province_is_named_in_code(path: Path) -> None:
    if str(path.relative_to(CORE.parent)) in ABOUT_NAMES:
        return
    for text in _strings(path):
        assert text not in PROVINCES, text
        assert not [name for name in SHORT if name in text], text

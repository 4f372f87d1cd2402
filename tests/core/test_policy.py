"""Policy data: every day since 2019 answers, every value is the documented one and says so."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import FLOOR
from core.derivation import Grade, Source, State
from core.policy.load import Provinces, read_jurisdiction, read_national
from core.policy.model import Jurisdiction, MissingError, Place
from core.policy.series import Entry, Series
from core.policy.tiers import TierTable
from core.policy.written import PolicyError
from core.quantities import YearMonth
from core.rules.limits import limits, wanted_base
from tests.core.oracle import RATES, SHANXI, rounded
from tests.core.support import DATA, NEWSPAPER, POLICY, TODAY, employee, law, projected

GROWTH = Decimal("0.02")
CODE = "140000"
RESEARCH = csv.DictReader((DATA / "provinces.csv").read_text("utf-8").splitlines())
ROWS = [row for row in RESEARCH if row["province_code"] == CODE]


def _place(day: date = TODAY) -> Place:
    return law(day).place(CODE)


def _yearly(name: str, year: int, day: date = TODAY, growth: Decimal = GROWTH) -> tuple[int, State]:
    found = _place(day).yearly(name, YearMonth(year, 1), growth)
    return int(found.value), found.state


MONTH_STARTS = [date(year, month, 1) for year in range(2019, 2027) for month in range(1, 13)]


# When the notices came out: 2019-06-06 and 2026-08-21 are known to the day; for the others the
# file takes the last day of August, so that on 1 August last year's limits still stand.
def _in_force(day: date) -> int:
    """The year whose published limits are used on the first of a month."""
    if day.year == 2019 or day.month >= 9:
        return day.year
    return day.year - 1


@pytest.mark.parametrize("day", MONTH_STARTS, ids=str)
def test_limits_and_wage_are_answered_on_every_month_start_since_2019(day: date) -> None:
    expected = SHANXI[_in_force(day)]
    found = limits(_place(day), YearMonth(day.year, 1), GROWTH)
    values = [int(p.value) for p in (found.floor, found.ceiling, found.wage)]
    assert values == list(expected[:3])
    state = State.PUBLISHED if _in_force(day) == day.year else State.PROVISIONAL
    assert {found.floor.state, found.ceiling.state, found.wage.state} == {state}


@pytest.mark.parametrize("day", MONTH_STARTS, ids=str)
def test_the_benefit_base_is_answered_on_every_month_start_since_2019(day: date) -> None:
    year = 2026 if day.year == 2026 else _in_force(day)
    published = year == day.year and year != 2026
    state = State.PUBLISHED if published else State.PROVISIONAL
    assert _yearly("benefit_base", day.year, day) == (SHANXI[year][3], state)


@pytest.mark.parametrize("day", MONTH_STARTS, ids=str)
def test_a_projection_of_the_employee_scheme_comes_out_on_every_month_start(day: date) -> None:
    found = projected(day, plan__start=None)
    assert [o.available for o in found.options[:2]] == [True, True]
    assert found.options[0].pension is not None
    assert found.as_of == day


@pytest.mark.parametrize(
    ("day", "floor", "state"),
    [
        (date(2026, 8, 20), 4198, State.PROVISIONAL),
        (date(2026, 8, 21), 4244, State.PUBLISHED),  # 晋人社厅发〔2026〕27号 of that day
        (date(2026, 12, 31), 4244, State.PUBLISHED),
    ],
)
def test_a_notice_counts_from_the_day_it_came_out(day: date, floor: int, state: State) -> None:
    assert _yearly("contribution_floor", 2026, day) == (floor, state)


def test_before_the_notice_the_years_behind_stay_as_published() -> None:
    for year in range(2019, 2026):
        assert _yearly("contribution_floor", year, date(2026, 8, 20)) == (
            SHANXI[year][0],
            State.PUBLISHED,
        )


@pytest.mark.parametrize(("day"), [date(2018, 12, 31), date(1990, 1, 1)])
def test_a_day_before_2019_is_refused_as_a_missing_parameter(day: date) -> None:
    with pytest.raises(MissingError) as raised:
        POLICY.on(day)
    assert (raised.value.name, raised.value.place, raised.value.year) == ("law", "100000", day.year)


# ------------------------------------------------------------------ the newspaper of 2024-01-17


def test_the_newspapers_limits_are_those_of_2023_and_provisional_for_2024() -> None:
    found = limits(_place(NEWSPAPER), YearMonth(2024, 1), GROWTH)
    assert [p.value for p in (found.floor, found.ceiling)] == [3863, 19314]
    assert found.floor.state is found.ceiling.state is State.PROVISIONAL
    assert found.floor.since == YearMonth(2023, 1)


# 3863 × 20 % = 772.60, 19314 × 20 % = 3862.80
@pytest.mark.parametrize(("base", "amount"), [("floor", "772.60"), ("ceiling", "3862.80")])
def test_the_newspapers_contributions_come_out(base: str, amount: str) -> None:
    found = employee(NEWSPAPER, plan__start="2024-02", plan__base=base)
    assert found.contribution is not None
    assert found.contribution.per_month is not None
    assert str(found.contribution.per_month.amount) == amount
    assert str(found.contribution.per_payment) == amount


def test_on_the_newspapers_day_the_original_ages_hold_and_the_new_law_is_not_known() -> None:
    found = projected(NEWSPAPER, plan__start="2024-02")
    assert (str(found.retires), found.required and found.required.value) == ("2045-03", 180)
    assert found.option.payout is not None
    assert found.option.payout.amount == 139


# ------------------------------------------------------------------ the file against the research

YEARLY_ROWS = {
    "employee_base_floor_monthly": ("contribution_floor", 0),
    "employee_base_ceiling_monthly": ("contribution_ceiling", 0),
    "avg_wage_full_caliber_monthly": ("average_wage", 1),  # a year's limits rest on the year before
    "pension_calc_base_monthly": ("benefit_base", 0),
    "resident_base_pension_monthly": ("resident_basic_pension", 0),
}
# domain.md section 4: 176 in 2026, 156 in 2025, 136 in 2024; these rival rows were not chosen.
NOT_CHOSEN = {("2025", "148"), ("2025", "143"), ("2024", "123")}
STANDING_ROWS = {
    "transition_coefficient": "transitional_coefficient",
    "heating_subsidy_annual": "heating_allowance",
    "resident_extra_year_pension_monthly": "resident_extra_year",
    "resident_age_increment_65": "resident_age_addition",
    "supplement_base_pension_monthly": "supplementary_basic_pension",
}


def _rows(names: dict[str, object] | set[str]) -> list[dict[str, str]]:
    return [row for row in ROWS if row["parameter"] in names]


def _rival(row: dict[str, str]) -> bool:
    return (row["effective_from"][:4], row["value"]) in NOT_CHOSEN


@pytest.mark.parametrize(
    "row",
    [row for row in _rows(set(YEARLY_ROWS)) if not _rival(row)],
    ids=lambda r: f"{r['parameter']}-{r['effective_from'][:4]}",
)
def test_every_yearly_value_is_the_researched_one_with_its_grade(row: dict[str, str]) -> None:
    name, later = YEARLY_ROWS[row["parameter"]]
    year = int(row["effective_from"][:4]) + later
    found = _place().yearly(name, YearMonth(year, 1), GROWTH)
    assert found.value == Decimal(row["value"])
    assert found.since == YearMonth(year, 1)
    if name != "average_wage":  # the floor's grade is the notice's, the wage may be known better
        assert found.source.grade == row["confidence"]


def test_rival_values_of_the_resident_pension_are_not_used() -> None:
    used = {(e.first.year, int(e.value)) for e in _series("resident_basic_pension").entries}
    assert used == {(2024, 136), (2025, 156), (2026, 176)}


def _series(name: str) -> Series:
    return _place().jurisdiction.series[name]


@pytest.mark.parametrize("row", _rows(set(STANDING_ROWS)), ids=lambda r: r["parameter"])
def test_every_standing_value_is_the_researched_one(row: dict[str, str]) -> None:
    found = _place().standing(STANDING_ROWS[row["parameter"]], YearMonth(2026, 1))
    assert found.value == Decimal(row["value"])
    assert found.source.grade == row["confidence"]


@pytest.mark.parametrize(
    ("table", "prefix", "count"),
    [
        ("resident_tiers", "resident_tier_subsidy_", 10),
        ("supplementary_tiers", "supplement_tier_subsidy_", 5),
    ],
)
def test_tiers_and_subsidies_are_the_researched_ones(table: str, prefix: str, count: int) -> None:
    researched = {
        int(row["parameter"].removeprefix(prefix)): Decimal(row["value"])
        for row in ROWS
        if row["parameter"].startswith(prefix)
    }
    assert len(researched) == count
    assert dict(_place().table(table).subsidies) == researched
    assert _place().table(table).tiers == tuple(sorted(researched))


@pytest.mark.parametrize(
    ("parameter", "table"),
    [("resident_tiers", "resident_tiers"), ("supplement_tiers", "supplementary_tiers")],
)
def test_the_lists_of_tiers_agree(parameter: str, table: str) -> None:
    (row,) = [r for r in ROWS if r["parameter"] == parameter]
    assert "|".join(map(str, _place().table(table).tiers)) == row["value"]


def test_national_constants_agree_with_the_research() -> None:
    values = {row["parameter"]: row["value"] for row in ROWS}
    nation, month = law().nation, YearMonth(2026, 1)
    rate = nation.standing("contribution_rate", month).value
    assert rate == Decimal(values["flexible_contribution_rate"])
    divisor = nation.standing("resident_divisor", month).value
    assert divisor == Decimal(values["resident_account_divisor"])
    assumed = POLICY.national.assumptions["resident_rate"]
    assert assumed == Decimal(values["resident_account_interest_rate"])
    assert nation.standing("account_share", month).value == Decimal("0.08")


def test_shanxis_rules_are_those_of_its_award_sheets() -> None:
    rules = {name: rule.value for name, rule in _place().jurisdiction.rules.items()}
    assert rules == {"years_precision": "exact", "total_rounding": "jiao_up", "outsiders": "open"}


@pytest.mark.parametrize("year", RATES)
def test_the_crediting_rates_are_the_announced_ones(year: int) -> None:
    found = law().nation.yearly("crediting_rate", YearMonth(year, 1), Decimal("0.09"))
    assert (found.value, found.state) == (Decimal(RATES[year]), State.PUBLISHED)


@pytest.mark.parametrize(("year", "rate"), [(2016, "0.0831"), (2017, "0.0712"), (2018, "0.0829")])
def test_crediting_rates_go_back_to_2016(year: int, rate: str) -> None:
    found = law().nation.yearly("crediting_rate", YearMonth(year, 1), Decimal("0.09"))
    assert found.value == Decimal(rate)


def test_before_2016_crediting_rates_were_provincial_and_are_missing() -> None:
    with pytest.raises(MissingError, match="crediting_rate 100000 2015"):
        law().nation.yearly("crediting_rate", YearMonth(2015, 1), GROWTH)


def test_a_crediting_rate_not_yet_announced_is_the_assumption() -> None:
    found = law().nation.yearly("crediting_rate", YearMonth(2026, 1), Decimal("0.0321"))
    assert (found.value, found.state) == (Decimal("0.0321"), State.PROJECTED)


def test_the_default_assumptions_are_those_of_the_contract() -> None:
    assert {k: str(v) for k, v in POLICY.national.assumptions.items()} == {
        "wage_growth": "0.02",
        "crediting_rate": "0.015",
        "resident_rate": "0.0355",
        "resident_growth": "0.03",
        "pension_growth": "0.02",
        "inflation": "0.015",
        "until_age": "80",
    }


def _sources() -> Iterator[tuple[str, Source]]:
    files: list[Jurisdiction] = [POLICY.national.jurisdiction, *POLICY.provinces.values()]
    for found in files:
        for name, series in found.series.items():
            yield from ((f"{found.code} {name} {e.first}", e.source) for e in series.entries)
        yield from ((f"{found.code} {k}", rule.source) for k, rule in found.rules.items())
        yield from ((f"{found.code} {k}", table.source) for k, table in found.tables.items())
    yield from POLICY.national.sources.items()
    yield "payout_months", POLICY.national.payout_source
    for regime in POLICY.national.regimes:
        yield f"regime {regime.first}", regime.source
        yield f"minimum {regime.first}", regime.minimum.source


@pytest.mark.parametrize(("name", "source"), list(_sources()))
def test_every_value_has_a_document_a_grade_and_a_day_it_was_checked(
    name: str, source: Source
) -> None:
    assert source.document.strip()
    assert source.grade in set(Grade)
    assert date.fromisoformat(source.checked) <= TODAY


# ------------------------------------------------------------------ after the last published year


def test_the_benefit_base_of_2026_is_provisional_and_that_of_2025() -> None:
    assert _yearly("benefit_base", 2026) == (7253, State.PROVISIONAL)


@pytest.mark.parametrize(
    ("name", "year", "growth", "expected"),
    [
        # 7253 × 1.02² = 7546.0212: growth counts from 2025, although 2026 stands still
        ("benefit_base", 2027, "0.02", 7546),
        # 7253 × 1.02³ = 7696.941624
        ("benefit_base", 2028, "0.02", 7697),
        # 7253 × 1.02^23 = 11437.3...; the year of the headline case
        ("benefit_base", 2048, "0.02", 11437),
        # 4244 × 1.02 = 4328.88, × 1.02² = 4415.4576
        ("contribution_floor", 2027, "0.02", 4329),
        ("contribution_floor", 2028, "0.02", 4415),
        # 21219 × 1.02 = 21643.38
        ("contribution_ceiling", 2027, "0.02", 21643),
        # 7073 × 1.02 = 7214.46
        ("average_wage", 2027, "0.02", 7214),
        # no growth, and shrinking wages: 4244 × 0.9 = 3819.6
        ("contribution_floor", 2040, "0", 4244),
        ("contribution_floor", 2027, "-0.1", 3820),
        # 176 × 1.03 = 181.28
        ("resident_basic_pension", 2027, "0.03", 181),
    ],
)
def test_later_years_grow_from_the_last_published_one(
    name: str, year: int, growth: str, expected: int
) -> None:
    assert _yearly(name, year, growth=Decimal(growth)) == (expected, State.PROJECTED)


def test_growth_is_rounded_once_not_every_year() -> None:
    # 4244 × 1.02^30 = 7687.42...; in whole yuan from year to year it would come to 7690.
    assert 7687 <= 4244 * Decimal("1.02") ** 30 < Decimal("7687.5")
    step = Fraction(4244)
    for _ in range(30):
        step = rounded(step * Fraction(102, 100), 0)
    assert step == 7690
    assert _yearly("contribution_floor", 2056) == (7687, State.PROJECTED)


def test_in_the_next_year_last_years_limits_stand_in_and_the_years_after_grow() -> None:
    early = date(2027, 3, 1)
    assert _yearly("contribution_floor", 2027, early) == (4244, State.PROVISIONAL)
    # 4244 × 1.02²: counted from 2026, the last published year
    assert _yearly("contribution_floor", 2028, early) == (4415, State.PROJECTED)


# ------------------------------------------------------------------ what is missing


def _missing(call: object) -> tuple[str, str, int]:
    assert callable(call)
    with pytest.raises(MissingError) as raised:
        call()
    return raised.value.name, raised.value.place, raised.value.year


def test_what_is_missing_is_named_with_place_and_year() -> None:
    place, month = _place(), YearMonth(2018, 12)
    assert _missing(lambda: place.yearly("benefit_base", month, GROWTH)) == (
        "benefit_base",
        CODE,
        2018,
    )
    assert _missing(lambda: place.standing("nonsense", month)) == ("nonsense", CODE, 2018)
    assert _missing(lambda: place.rule("nonsense")) == ("nonsense", CODE, 2026)
    assert _missing(lambda: place.table("nonsense")) == ("nonsense", CODE, 2026)
    assert _missing(lambda: law().place("710100")) == ("province", "710000", 2026)
    assert "nonsense 140000 2018" in str(MissingError("nonsense", CODE, 2018))


def test_a_value_is_missing_before_its_first_document() -> None:
    place = _place()
    assert _missing(lambda: place.yearly("resident_basic_pension", YearMonth(2023, 12), GROWTH))
    assert place.yearly("resident_basic_pension", YearMonth(2024, 1), GROWTH).value == 136


def _made_series(*entries: Entry, grows: str = "wage_growth") -> Place:
    first = _series("contribution_floor")
    series = replace(first, entries=entries, grows=grows)
    found = Jurisdiction(CODE, {"contribution_floor": series}, {}, {}, "")
    return Place(law(), found, CODE)


def _entry(year: int, value: int, month: int = 1) -> Entry:
    return Entry(YearMonth(year, month), Decimal(value), Source("纸", Grade.B))


def test_a_gap_between_published_years_is_missing_not_guessed() -> None:
    place = _made_series(_entry(2020, 1000), _entry(2022, 1200))
    assert _missing(lambda: place.yearly("contribution_floor", YearMonth(2021, 1), GROWTH))
    assert place.yearly("contribution_floor", YearMonth(2022, 1), GROWTH).value == 1200


def test_a_year_from_july_to_june_covers_twelve_months() -> None:
    place = _made_series(_entry(2024, 1000, month=7), _entry(2025, 1200, month=7))
    read = {
        f"{y}-{m}": int(place.yearly("contribution_floor", YearMonth(y, m), GROWTH).value)
        for y, m in ((2024, 7), (2025, 6), (2025, 7), (2026, 6))
    }
    assert read == {"2024-7": 1000, "2025-6": 1000, "2025-7": 1200, "2026-6": 1200}


def test_a_value_that_does_not_grow_holds_until_it_is_replaced() -> None:
    place = _made_series(_entry(2020, 5), _entry(2024, 6, month=7), grows="")
    read = [
        int(place.standing("contribution_floor", YearMonth(y, m)).value)
        for y, m in ((2020, 1), (2024, 6), (2024, 7), (2060, 1))
    ]
    assert read == [5, 5, 6, 6]


def test_a_place_is_answered_by_its_province() -> None:
    codes = ("140000", "140100", "140105")
    assert {law().place(code).code for code in codes} == {CODE}
    assert law().has("140105")
    assert not law().has("710100")


def test_the_digest_changes_with_the_data_that_bear_on_the_case() -> None:
    digest = law().digest(("140100", "140200"))
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 64
    assert digest == law(NEWSPAPER).digest(("140000",))
    assert digest != law().digest(("620100",))


# ------------------------------------------------------------------ broken files

GOOD = """schema = 1
place = "620000"
checked = "2026-09-13"
[rules]
total_rounding = { value = "fen", document = "纸", grade = "B" }
[values.contribution_floor]
unit = "yuan"
grows = "wage_growth"
entries = [
  { from = "2024-01", value = "4000", document = "纸", grade = "A" },
  { from = "2025-01", published = "2025-08-31", value = "4100", document = "纸", grade = "A" },
]
[tables.resident_tiers]
document = "纸"
grade = "C"
subsidies = { 200 = "35" }
"""


def _error(raw: str | bytes) -> str:
    data = raw if isinstance(raw, bytes) else raw.encode()
    with pytest.raises(PolicyError) as raised:
        read_jurisdiction("620000", data)
    return str(raised.value)


def test_the_good_file_is_read() -> None:
    found = read_jurisdiction("620000", GOOD.encode())
    assert found.code == "620000"
    assert [int(e.value) for e in found.series["contribution_floor"].entries] == [4000, 4100]
    assert found.rules["total_rounding"].value == "fen"
    assert found.tables["resident_tiers"] == TierTable(
        {200: Decimal(35)}, Source("纸", Grade.C, "2026-09-13")
    )


BROKEN = [
    ("schema = 1", "schema = 2", "schema"),
    ('place = "620000"\n', 'place = "630000"\n', "place"),
    ('place = "620000"\n', "", "place"),
    ('unit = "yuan"', 'unit = "dollar"', "values.contribution_floor"),
    ('unit = "yuan"\n', "", "values.contribution_floor"),
    ('"2024-01"', '"2024-13"', "values.contribution_floor.entries.1.from"),
    ('"2024-01"', '"2025-01"', "values.contribution_floor"),
    ('"2024-01"', '"2026-01"', "values.contribution_floor"),
    ('from = "2024-01", ', "", "values.contribution_floor.entries.1.from"),
    ('"2025-08-31"', '"2025-08-32"', "values.contribution_floor.entries"),
    ('value = "4000"', "value = 4000", "values.contribution_floor.entries.1.value"),
    ('value = "4000"', "value = 4000.5", "values.contribution_floor.entries.1.value"),
    ('value = "4000"', 'value = "viertausend"', "values.contribution_floor.entries.1.value"),
    ('value = "4000"', 'value = "NaN"', "values.contribution_floor.entries.1.value"),
    ('value = "4000"', 'value = "Infinity"', "values.contribution_floor.entries.1.value"),
    ('document = "纸", grade = "A" },\n]', 'note = "" },\n]', "values.contribution_floor.entries"),
    ('grade = "A" },\n]', 'grade = "D" },\n]', "values.contribution_floor.entries"),
    ('"2024-01", value', '"2024-01", to = "soon", value', "values.contribution_floor.entries.1.to"),
    ('value = "fen", ', "", "rules.total_rounding"),
    ('grade = "B"', 'grade = "b"', "rules.total_rounding"),
    ('grade = "C"\n', "", "tables.resident_tiers"),
    ('subsidies = { 200 = "35" }', "", "tables.resident_tiers"),
    ('200 = "35"', 'two = "35"', "tables.resident_tiers"),
    ('200 = "35"', "200 = 35", "tables.resident_tiers.subsidies.200"),
]


@pytest.mark.parametrize(("good", "bad", "key"), BROKEN)
def test_a_broken_file_is_refused_with_file_and_key(good: str, bad: str, key: str) -> None:
    assert good in GOOD
    message = _error(GOOD.replace(good, bad, 1))
    assert message.startswith(f"620000.toml：{key}")
    assert len(message.partition(key)[2]) > 3  # and says what is accepted


@pytest.mark.parametrize("raw", [b"", b"= 1", b"\xff\xfe", b"schema = ", b"x = [", b"\x00"])
def test_what_is_no_toml_is_refused_with_the_files_name(raw: bytes) -> None:
    assert _error(raw).startswith("620000.toml：")


def _told(read: Callable[..., object], *given: str | bytes) -> str:
    """What the PolicyError says; for a file that can be read, as much as a good answer."""
    try:
        read(*given)
    except PolicyError as error:
        return str(error)
    return "620000.toml：" if len(given) == 2 else "national.toml："


def _broken_copies(text: str) -> st.SearchStrategy[str]:
    """The file with some lines dropped or one value replaced."""
    lines = text.splitlines()
    values = ["1", "[]", "{}", '""', "true", "2026-01-01", '"1e9"', "[[1]]", "{ a = 1 }"]

    def spoil(index: int, value: str | None) -> str:
        if value is None:
            return "\n".join(lines[:index] + lines[index + 1 :])
        key = lines[index].partition("=")[0]
        return "\n".join([*lines[:index], f"{key}= {value}", *lines[index + 1 :]])

    return st.builds(
        spoil, st.integers(0, len(lines) - 1), st.one_of(st.none(), st.sampled_from(values))
    )


@given(_broken_copies(GOOD))
@settings(max_examples=150)
def test_any_spoilt_province_file_is_read_or_refused_in_our_words(text: str) -> None:
    assert _told(read_jurisdiction, "620000", text.encode()).startswith("620000.toml：")


NATIONAL = """schema = 1
place = "100000"
checked = "2026-09-13"
[[regimes]]
from = "2025-01"
document = "决定"
grade = "A"
flexible = 36
by_month = true
minimum = { months = 180, rises_from = 2030, step = 6, cap = 240, document = "决定", grade = "A" }
tracks.male60 = { start = "1965-01", original = "60y0m", step = 4, cap = 36 }
[payout_months]
document = "国发〔2005〕38号"
grade = "A"
values = ["233", "230"]
[documents]
switching = { document = "人社部发〔2014〕17号", grade = "C" }
[assumptions]
wage_growth = "0.02"
"""


def test_the_good_national_file_is_read() -> None:
    found = read_national(NATIONAL.encode())
    assert found.regimes[0].minimum.in_year(2031) == 192
    assert [str(p) for p in found.payout_table] == ["233", "230"]


@given(_broken_copies(NATIONAL))
@settings(max_examples=150)
def test_any_spoilt_national_file_is_read_or_refused_in_our_words(text: str) -> None:
    assert _told(read_national, text.encode()).startswith("national.toml：")


def test_the_provinces_on_file_are_listed_without_reading_them() -> None:
    found = POLICY.provinces
    assert isinstance(found, Provinces)
    assert CODE in found
    assert list(found) == sorted(found)
    assert len(found) == len(list(found))


def test_every_packaged_province_can_be_read() -> None:
    for code, found in POLICY.provinces.items():
        assert found.code == code


def test_a_base_is_never_computed_as_60_percent_of_the_wage() -> None:
    # 60 % of 6438 is 3862.80: half up 3863 as published, but 2021: 60 % of 5392 = 3235.2.
    for year in range(2019, 2027):
        bounds = limits(_place(), YearMonth(year, 1), GROWTH)
        assert wanted_base(FLOOR, bounds)[0] == SHANXI[year][0]

"""The province files against the research, row by row, in both directions."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import Any

import pytest

from core.policy.model import Jurisdiction
from core.policy.series import Entry, Series
from core.quantities import YearMonth
from tests.core.provinces import JULY, PROVINCES, entries, on_file
from tests.core.support import DATA

Row = dict[str, str]
ROWS: list[Row] = list(csv.DictReader((DATA / "provinces.csv").read_text("utf-8").splitlines()))
# ------------------------------------------------------------------ the files against the research

SERIES = {
    "employee_base_floor_monthly": "contribution_floor",
    "employee_base_ceiling_monthly": "contribution_ceiling",
    "avg_wage_full_caliber_monthly": "average_wage",
    "pension_calc_base_monthly": "benefit_base",
    "transition_coefficient": "transitional_coefficient",
    "heating_subsidy_annual": "heating_allowance",
    "resident_base_pension_monthly": "resident_basic_pension",
    "resident_base_pension_min_monthly": "resident_minimum_pension",
    "resident_extra_year_pension_monthly": "resident_extra_year",
    "resident_extra_year_pension_rate": "resident_extra_year_rate",
    "resident_age_increment_65": "resident_age_addition",
    "resident_age_increment_75": "resident_age_addition_75",
    "resident_age_increment_80": "resident_age_addition_80",
    "supplement_base_pension_monthly": "supplementary_basic_pension",
    "supplement_account_divisor": "supplementary_divisor",
}
TIERS = {
    "resident_tier_subsidy_": "resident_tiers",
    "supplement_tier_subsidy_": "supplementary_tiers",
}
TIER_LISTS = {"resident_tiers": "resident_tiers", "supplement_tiers": "supplementary_tiers"}
STATUS = {
    "employee_base_2026_status": ("contribution_floor", "contribution_ceiling", "average_wage"),
    "pension_calc_base_2026_status": ("benefit_base",),
}
LEFT_OUT = {
    # Said elsewhere: in a note, a rule, the national file, the code of a rule.
    "avg_wage_full_caliber_annual": "the month is used; the year is in the note of average_wage",
    "employee_base_floor_monthly_medical": "the floor of medical insurance, not of pensions",
    "employee_base_ceiling_monthly_medical": "the ceiling of medical insurance, not of pensions",
    "avg_index_denominator": "how every index is made (core.rules.employee)",
    "pension_total_rounding": "the rule total_rounding",
    "flexible_contribution_rate": "national: contribution_rate",
    "flexible_base_range_rule": "national: 60 % to 300 %, the limits as published",
    "flexible_pay_periods": "national: the four frequencies",
    "flexible_hukou_restriction": "the rule outsiders",
    "flexible_hukou_rule": "the rule outsiders",
    "flexible_rule": "the rule outsiders and comments in the files",
    "flexible_age_range": "national: the law of retirement",
    "resident_account_divisor": "national: resident_divisor",
    "resident_account_interest_rate": "the assumption resident_rate",
    "resident_backpay_subsidy": "the rules of arrears (core.rules)",
    "supplement_start_age": "the rule of the supplementary scheme",
    "supplement_eligibility": "the rule of the supplementary scheme",
    # Nothing reads them yet.
    "personal_account_start": "deemed months are the person's own answer",
    "supplement_extra_year_pension_monthly": "one program has it, the other has not",
    "flexible_base_steps": "steps of the base are not modelled; a comment in the file says so",
    "enterprise_pension_avg_monthly_actual": "a plausibility anchor, no parameter",
    "resident_pension_avg_monthly_actual": "a plausibility anchor, no parameter",
    "resident_gov_paid_groups": "no amount is known",
    "employment_hardship_age": "the subsidy is the person's own answer so far",
    "flexible_social_insurance_subsidy_right": "the subsidy is the person's own answer so far",
    "flexible_social_insurance_subsidy_cap": "the subsidy is the person's own answer so far",
    "flexible_subsidy": "the subsidy is the person's own answer so far",
    "channel": "no screen lists channels by province yet",
}
ELSEWHERE = {
    # Hubei's limits of level 1 stand with the city they hold for.
    ("420000", "contribution_floor"): "420100",
    ("420000", "contribution_ceiling"): "420100",
    # Shenzhen's floor is that of all other cities: it stands once, with the province.
    ("440300", "contribution_floor"): "440000",
}
OTHER_MONTH = {
    # One source has Fujian's floor from 2025-07; it is that of 2024, so it holds from January.
    ("350000", "contribution_floor", "2025-07-01"): YearMonth(2025, 1),
    ("100000", "resident_minimum_pension", "2024-01-01"): YearMonth(2024, 7),
    ("100000", "resident_minimum_pension", "2025-01-01"): YearMonth(2025, 7),
    # The years after the document of the scheme, not of a year.
    ("140000", "transitional_coefficient", "2006-07-01"): YearMonth(2006, 7),
}
OTHER_GRADE = {
    # A lends itself from the same notice's other province-wide numbers; see the note of the entry.
    ("440300", "contribution_floor"),
}
OWN = {
    # Not published where we looked: 60 % and 300 % of the average wage, marked C; the values the
    # research found for these years are rivals (they are above those of the year after).
    ("230000", "contribution_floor", "2024-01"),
    ("230000", "contribution_ceiling", "2024-01"),
    ("430000", "contribution_floor", "2024-01"),
    ("430000", "contribution_ceiling", "2024-01"),
    ("500000", "contribution_floor", "2024-01"),
    ("500000", "contribution_ceiling", "2024-01"),
    ("620000", "contribution_floor", "2024-01"),
    ("620000", "contribution_ceiling", "2024-01"),
    # The research has nothing for 2024: an unofficial list of wages, and what follows from it.
    ("210000", "contribution_floor", "2024-01"),
    ("210000", "contribution_ceiling", "2024-01"),
    ("210000", "average_wage", "2024-01"),
    # A copied table of the cities' floors of 2024.
    ("440100", "contribution_floor", "2024-07"),
}


def _month(row: Row, name: str) -> YearMonth | None:
    """The month a row's value holds from; None where the row does not say."""
    code, said = row["province_code"], row["effective_from"]
    if (code, name, said) in OTHER_MONTH:
        return OTHER_MONTH[code, name, said]
    if not said:
        return None
    year, july = int(said[:4]), code[:2] + "0000" in JULY
    if name == "average_wage":  # a contribution year rests on the wage of the year before
        return YearMonth(year + 1, 7 if july else 1)
    if len(said) < 7:
        limit = name in ("contribution_floor", "contribution_ceiling")
        return YearMonth(year, 7 if july and limit else 1)
    return YearMonth(year, int(said[5:7]))


def _numbers(document: str) -> set[str]:
    """The numbers of documents and the days that a text names: 〔2025〕35, 2025-09-22."""
    return set(re.findall(r"〔\d{4}〕\d+|\d{4}-\d\d-\d\d", document))


def _documented(entry_document: str, row: Row) -> bool:
    found, wanted = _numbers(entry_document), _numbers(row["document"])
    reply = "答复" in entry_document and "答复" in row["document"]  # a reply has no number
    return found <= wanted and (bool(found) is bool(wanted) or reply)


def _names(row: Row, names: dict[str, Any]) -> bool:
    return row["parameter"] in names


def _tier_row(row: Row) -> tuple[str, int] | None:
    """The table and the tier a row is about."""
    for prefix, table in TIERS.items():
        if row["parameter"].startswith(prefix):
            return table, int(row["parameter"].removeprefix(prefix))
    return None


def _id(row: Row) -> str:
    return f"{row['province_code']}-{row['parameter']}-{row['effective_from']}-{row['value']}"


VALUE_ROWS = [row for row in ROWS if _names(row, SERIES)]


def test_every_row_of_the_research_is_a_value_a_tier_a_status_or_left_out_for_a_reason() -> None:
    for row in ROWS:
        kinds = (SERIES, STATUS, LEFT_OUT, TIER_LISTS)
        found = sum(_names(row, names) for names in kinds) + (_tier_row(row) is not None)
        assert found == 1, row["parameter"]
    assert len(ROWS) == 851


def test_nothing_is_left_out_that_the_research_does_not_have() -> None:
    assert set(LEFT_OUT) <= {row["parameter"] for row in ROWS}


def _series_of(row: Row) -> Series:
    name = SERIES[row["parameter"]]
    code = ELSEWHERE.get((row["province_code"], name), row["province_code"])
    return on_file(code).series[name]


def _values(row: Row) -> set[Decimal]:
    """The values of a row: Jilin's transitional coefficient has two, by the deemed years."""
    return {Decimal(text) for text in re.findall(r"[0-9.]+(?= |$)", row["value"])}


def _entry_of(row: Row) -> Entry | None:
    """The entry that holds the row's value from the row's month."""
    series, month = _series_of(row), _month(row, SERIES[row["parameter"]])
    for entry in series.entries:
        if entry.value in _values(row) and month in (None, entry.first) and not entry.provisional:
            return entry
    return None


@pytest.mark.parametrize("row", VALUE_ROWS, ids=_id)
def test_every_researched_value_is_on_file_or_is_a_rival(row: Row) -> None:
    entry = _entry_of(row)
    if entry is None:
        month = _month(row, SERIES[row["parameter"]])
        provisional = "PROVISIONAL" in row["note"]
        for other in _series_of(row).entries:
            near = month is None or abs(other.first.year - month.year) <= 1
            if near and (
                Decimal(row["value"]) in other.rivals or (provisional and other.provisional)
            ):
                return
        pytest.fail("neither value nor rival")
    name = SERIES[row["parameter"]]
    if (row["province_code"], name) not in OTHER_GRADE:
        assert entry.source.grade == row["confidence"]
    if row["document"]:
        assert _documented(entry.source.document, row), entry.source.document
    elif row["province_code"] != "100000":  # the national file names what the research does not
        assert "文号未见" in entry.source.document


@pytest.mark.parametrize("row", [r for r in ROWS if _tier_row(r)], ids=_id)
def test_every_researched_tier_is_on_file_with_its_subsidy(row: Row) -> None:
    tier = _tier_row(row)
    assert tier is not None
    table = on_file(row["province_code"]).tables[tier[0]]
    assert table.subsidies[tier[1]] == Decimal(row["value"])
    assert table.source.grade == row["confidence"]


def test_no_tier_is_on_file_that_nobody_researched() -> None:
    rows = {(r["province_code"], *tier) for r in ROWS if (tier := _tier_row(r))}
    found = {
        (code, name, tier)
        for code in PROVINCES
        for name, table in on_file(code).tables.items()
        for tier in table.tiers
    }
    assert found == rows


@pytest.mark.parametrize("row", [r for r in ROWS if _names(r, TIER_LISTS)], ids=_id)
def test_the_lists_of_tiers_agree(row: Row) -> None:
    table = on_file(row["province_code"]).tables[TIER_LISTS[row["parameter"]]]
    if "any amount in range" in row["value"]:
        low, high = re.findall(r"\d+", row["value"])
        assert table.any_amount
        assert (min(table.tiers), max(table.tiers)) == (int(low), int(high))
    else:
        assert "|".join(map(str, table.tiers)) == row["value"]


def _governed(code: str, name: str) -> list[Jurisdiction]:
    """The province, or its cities, where a series stands that a status of the province is about."""
    province = on_file(code)
    cities = [city for city in province.cities.values() if name in city.series]
    return [province] if name in province.series else cities


@pytest.mark.parametrize("row", [r for r in ROWS if _names(r, STATUS)], ids=_id)
def test_what_was_not_published_for_2026_stands_in_as_provisional(row: Row) -> None:
    for name in STATUS[row["parameter"]]:
        for place in _governed(row["province_code"], name):
            *_, before, last = place.series[name].entries
            assert last.provisional
            assert last.first.year == 2026
            assert last.value == before.value


def test_every_value_on_file_comes_from_the_research_or_is_listed_as_our_own() -> None:
    found = {id(_entry_of(row)) for row in VALUE_ROWS}
    own = {
        (place.code, series.name, str(entry.first))
        for place, series, entry in entries()
        # Provisional values are those of the year before.
        if id(entry) not in found and not entry.provisional and series.name in SERIES.values()
    }
    assert own == OWN


def test_what_is_our_own_is_never_more_than_unverified_but_for_a_copied_table() -> None:
    grades = {
        (place.code, series.name, str(entry.first)): entry.source.grade
        for place, series, entry in entries()
    }
    assert {key for key in OWN if grades[key] != "C"} == {
        ("440100", "contribution_floor", "2024-07")
    }


def test_every_rival_was_found_in_the_research() -> None:
    for place, series, entry in entries():
        for rival in entry.rivals:
            rows = [r for r in ROWS if r["province_code"] == place.code]
            told = " ".join(f"{row['value']} {row['note']} {row['document']}" for row in rows)
            assert str(rival) in told, (place.code, series.name, rival)
            assert entry.source.note, (place.code, series.name, "why is not said")

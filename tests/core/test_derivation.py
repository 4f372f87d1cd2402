"""The why-chain: every figure says how, with which numbers, on which documents, how sure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.case import CaseError
from core.derivation import (
    OWN_ASSUMPTION,
    Figure,
    Grade,
    Ground,
    Parameter,
    Source,
    State,
    Unit,
    Value,
    figures,
    shown,
    walk,
)
from core.options import Option
from core.projection import Projection
from core.quantities import Age, YearMonth, to_yuan
from core.rules.pension_words import number, years_text
from core.words import Text, say
from tests.core.support import NEWSPAPER, TODAY, Changes, employee, projected, resident

CASES: dict[str, Projection] = {
    "the headline": projected(),
    "at 150 percent with deemed months": projected(
        plan__base="150%", history__employee_deemed_months=60
    ),
    "resident and supplementary": projected(plan__scheme="resident", plan__supplementary_tier=500),
    "on the newspaper's day": projected(NEWSPAPER, plan__start="2024-02"),
    "beginning in 2020": projected(plan__start="2020-03"),
    "paused, keeping on": projected(
        plan__start="2035-01", plan__pauses=[{"from": "2036-01", "to": "2036-12"}]
    ),
    "without a pension": projected(plan__start="2035-01", plan__extend=False),
    "a woman of the 50 track": projected(
        person__sex="female", person__category="female50", history__employee_months=200
    ),
}
OPTIONS = {
    f"{name}: {option.scheme} {option.place}": option
    for name, found in CASES.items()
    for option in found.options
}


def _all(option: Option) -> tuple[Figure, ...]:
    return figures(option.figures)


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_every_figure_has_formula_numbers_and_a_source(option: Option) -> None:
    assert option.figures or option.pension is None
    for figure in _all(option):
        for text in (figure.label, figure.formula, figure.with_numbers):
            assert str(text).strip()
            assert "{" not in str(text)
            assert "E+" not in str(text)  # 2E+1 is no way to write 20
        assert figure.sources[0] is figure.source
        assert all(source.document.strip() for source in figure.sources)


def _worst(figure: Figure) -> str:
    """The weakest grade, by a walk of its own over the chain."""
    below = (
        _worst(node) if isinstance(node, Figure) else node.source.grade.value
        for node in figure.inputs
    )
    return max(figure.source.grade.value, *below)


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_the_grade_is_the_weakest_of_the_chain(option: Option) -> None:
    for figure in _all(option):
        assert figure.grade == _worst(figure)
        assert all(figure.grade >= node.grade for node in figure.inputs if isinstance(node, Figure))


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_two_different_figures_never_share_an_id(option: Option) -> None:
    seen: dict[str, Figure] = {}
    for root in option.figures:
        for node in walk(root):
            if isinstance(node, Figure):
                assert seen.setdefault(node.id, node) == node


@pytest.mark.parametrize("found", CASES.values(), ids=CASES)
def test_the_trace_lists_inputs_before_what_uses_them_each_once(found: Projection) -> None:
    listed = [figure.id for figure in found.trace]
    assert len(listed) == len(set(listed))
    assert listed[:3] == ["retirement.age", "retirement.statutory", "months.required"]
    for place, figure in enumerate(found.trace):
        for node in figure.inputs:
            if isinstance(node, Figure):
                assert listed.index(node.id) < place


def test_the_trace_of_the_headline_names_its_figures() -> None:
    listed = [figure.id for figure in projected().trace]
    shown_by_contract = {"index", "benefit_base", "payout_months", "account.2048"}
    shown_by_contract |= {f"pension.{part}" for part in ("basic", "account", "transitional")}
    shown_by_contract |= {"pension.total", "pension.total_today", "base.2026", "contribution.2026"}
    assert shown_by_contract <= set(listed)
    assert {f"account.{year}" for year in range(2026, 2049)} <= set(listed)


def _named(option: Option, name: str) -> Figure:
    (found,) = [figure for figure in _all(option) if figure.id == name]
    return found


def test_the_basic_pension_shows_its_numbers() -> None:
    numbers = str(_named(employee(), "pension.basic").with_numbers)
    assert "11437" in numbers
    assert "292/12" in numbers


def test_the_index_shows_what_is_behind_and_what_is_ahead() -> None:
    numbers = str(_named(employee(), "index").with_numbers)
    assert "0.60 × 36个月" in numbers
    assert "292个月" in numbers


def test_the_account_pension_shows_balance_and_months() -> None:
    # 143516.68 / 117.0 = 1226.64
    assert str(_named(employee(), "pension.account").with_numbers) == "143516.68 ÷ 117.0"


def test_a_contribution_shows_base_and_rate() -> None:
    assert str(_named(employee(), "contribution.2026").with_numbers) == "4244 × 20%"
    assert str(_named(employee(), "credit.2027").with_numbers) == "4329 × 8%"


def test_the_resident_basic_pension_shows_the_extra_years() -> None:
    assert str(_named(resident(), "pension.basic").with_numbers) == "309 ＋ 5 × 1"


def test_the_chain_of_a_pension_reaches_the_documents_behind_it() -> None:
    total = _named(employee(), "pension.total")
    documents = " ".join(source.document for source in total.sources)
    for wanted in (
        "国发〔2005〕38号",
        "晋人社厅发〔2026〕27号",
        "晋人社厅发〔2025〕36号",
        "见分进角",
    ):
        assert wanted in documents
    names = {parameter.name for parameter in total.parameters}
    assert {"contribution_floor", "average_wage", "benefit_base", "account_share"} <= names
    assert {"crediting_rate", "contribution_rate"} & names


def test_the_transitional_part_names_its_coefficient() -> None:
    figure = _named(employee(history__employee_deemed_months=60), "pension.transitional")
    assert {p.name for p in figure.parameters} >= {"transitional_coefficient", "deemed_index"}
    assert "0.013" in str(figure.with_numbers)


# ------------------------------------------------------------------ unverified values

# domain.md section 3: the interest inside a year is grade C, so it is named wherever it is used.
INTEREST = "职工基本养老保险个人账户月积数法"


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_a_plan_that_rests_on_c_grade_limits_says_so(year: int) -> None:
    found = projected(plan__start=f"{year}-05")
    unverified = set(found.unverified)
    assert {f"contribution_floor {year}", f"contribution_ceiling {year}"} <= unverified
    assert f"contribution_floor {year - 1}" not in unverified
    assert f"contribution_floor {year + 4}" not in unverified
    total = _named(found.options[0], "pension.total")
    assert total.grade is Grade.C


def test_verified_years_are_not_called_unverified() -> None:
    assert projected(plan__start="2023-01").unverified == (INTEREST,)


def test_a_day_in_2020_rests_on_the_unverified_values_of_that_year() -> None:
    found = projected(date(2020, 10, 1), plan__start="2020-11")
    unverified = set(found.unverified)
    assert "contribution_floor 2020" in unverified
    # the benefit base of 2045 grew from that of 2020, which is a C
    assert "benefit_base 2045" in unverified


def test_a_retirement_in_2020_rests_on_the_unverified_benefit_base() -> None:
    found = projected(
        date(2020, 10, 1),
        person__birth="1960-11",
        plan__start="2020-10",
        history__employee_months=200,
    )
    assert found.option.pension is not None
    assert "benefit_base 2020" in set(found.unverified)
    assert _named(found.option, "benefit_base").grade is Grade.C


def test_a_history_of_unverified_years_is_part_of_what_is_unverified() -> None:
    # Months of 2020 to 2022 are valued with the wages (B) of those years, not the C limits:
    # nothing unverified enters, and nothing is claimed to.
    period = {"scheme": "employee", "from": "2020-01", "to": "2022-12", "place": "140000"}
    without: Changes = dict.fromkeys(
        ("history__employee_months", "history__employee_index", "history__employee_balance")
    )
    found = projected(history__periods=[{**period, "base": "3863"}], **without)
    assert found.unverified == (INTEREST,)


# ------------------------------------------------------------------ the pieces


def _source(grade: Grade) -> Source:
    return Source(f"文件{grade}", grade)


def _figure(name: str, grade: Grade, *inputs: Figure | Parameter | Ground) -> Figure:
    return Figure(
        id=name,
        label=Text(name),
        value=Decimal(1),
        unit=Unit.YUAN,
        formula=Text("式"),
        with_numbers=Text("数"),
        source=_source(grade),
        inputs=inputs,
    )


def test_the_weakest_grade_wins_however_deep() -> None:
    ground = Ground(Text("规则"), _source(Grade.C))
    deep = _figure("deep", Grade.A, ground)
    assert _figure("top", Grade.A, _figure("middle", Grade.B, deep)).grade is Grade.C
    assert _figure("top", Grade.A, _figure("middle", Grade.B)).grade is Grade.B
    assert _figure("top", Grade.A).grade is Grade.A


def test_sources_come_with_the_rules_own_first_and_each_once() -> None:
    leaf = _figure("leaf", Grade.C)
    top = _figure("top", Grade.A, leaf, _figure("other", Grade.C), leaf)
    assert top.sources == (_source(Grade.A), _source(Grade.C))


def test_a_figure_that_is_no_amount_says_so() -> None:
    figure = Figure(
        "x", Text("x"), YearMonth(2027, 1), Unit.MONTH, Text("x"), Text("x"), _source(Grade.A)
    )
    with pytest.raises(TypeError, match="x"):
        _ = figure.amount


def test_a_parameter_is_named_with_its_year() -> None:
    found = Parameter(
        "benefit_base", Text("x"), "140000", 2026, Decimal(1), Unit.YUAN, _source(Grade.A)
    )
    assert (found.id, found.state) == ("benefit_base 2026", State.PUBLISHED)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Decimal("848.8"), Unit.YUAN, "848.80"),
        (Decimal("7253"), Unit.YUAN, "7253.00"),
        (Fraction(6101, 10000), Unit.INDEX, "0.6101"),
        (Fraction(1, 3), Unit.INDEX, "0.3333"),
        (Fraction(1, 2), Unit.INDEX, "0.5000"),
        (Fraction(1, 2), Unit.YEARS, "0.5"),
        (YearMonth(2048, 3), Unit.MONTH, "2048-03"),
        (Age(756), Unit.AGE, "63y0m"),
        (240, Unit.MONTHS, "240"),
        (Decimal("117.0"), Unit.MONTHS, "117.0"),
        (Decimal("0.015"), Unit.RATE, "0.015"),
        (Decimal("1E-7"), Unit.RATE, "0.0000001"),
    ],
)
def test_values_are_shown_as_the_contract_writes_them(
    value: Value, unit: Unit, expected: str
) -> None:
    assert shown(value, unit) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2", "2"),
        ("3/2", "1.5"),
        ("5/4", "1.25"),
        ("0.60", "0.6"),
        ("1/3", "0.3333333333"),
        ("2/3", "0.6666666667"),
    ],
)
def test_a_number_has_the_decimals_it_needs_and_ten_at_most(value: str, text: str) -> None:
    assert number(Fraction(value)) == text


@pytest.mark.parametrize(
    ("years", "text"),
    [("25", "25"), ("41.25", "41.25"), ("91/3", "364/12"), ("30.1667", "30.1667")],
)
def test_years_are_a_short_decimal_or_months_over_twelve(years: str, text: str) -> None:
    assert years_text(Fraction(years)) == text


def test_a_sentence_is_put_together_when_it_is_shown() -> None:
    text = say("{year}年{what}", year=2027, what=say("上限{n}", n=Decimal("5.0")))
    assert str(text) == "2027年上限5.0"
    assert text.template == "{year}年{what}"


def test_a_case_error_says_field_problem_and_what_is_accepted() -> None:
    with pytest.raises(CaseError) as raised:
        projected(plan__scheme="resident", plan__tier=1)
    message = str(raised.value)
    assert message.startswith("plan.tier：")
    assert "200、300" in message
    assert TODAY > NEWSPAPER


def test_todays_money_rests_on_the_persons_own_assumption() -> None:
    figure = _named(employee(), "pension.total_today")
    assert figure.source is OWN_ASSUMPTION
    # 2026-11 to 2048-04 are 21 * 12 + 5 = 257 months; prices rise by 1.5 % unless said otherwise
    assert str(figure.with_numbers) == "3453.10 ÷（1 ＋ 1.5%）^（257/12）"


def test_a_projected_benefit_base_shows_what_it_grew_from() -> None:
    # Shanxi's last published one is 7253 for 2025; 2048 is 23 years later.
    figure = _named(employee(), "benefit_base")
    assert str(figure.with_numbers) == "7253 ×（1 ＋ 2%）^23，四舍五入到元"
    assert figure.value == to_yuan(Decimal(7253) * Decimal("1.02") ** 23)


def test_every_projected_value_comes_out_of_the_growth_it_shows() -> None:
    found = [p for o in OPTIONS.values() for f in o.figures for p in f.parameters]
    grown = [p for p in found if p.state is State.PROJECTED and not p.source.given]
    assert len({p.name for p in grown}) >= 4
    for parameter in grown:
        growth = parameter.growth
        assert growth is not None
        exact = Fraction(growth.published) * (1 + Fraction(growth.rate)) ** growth.years
        assert abs(Fraction(parameter.value) - exact) <= Fraction(1, 2)
    assert all(p.growth is None for p in found if p.state is not State.PROJECTED)

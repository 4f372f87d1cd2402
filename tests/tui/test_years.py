"""The year table and its chart: the same numbers, every option, readable in ASCII."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quantities import YearMonth, money
from core.questions.question import Step
from core.year_table import Payback, YearRow, YearTable, year_table
from tests.tui.scenes import SHORT, WOMAN
from tests.tui.stage import app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tui.glyphs import to_ascii
from tui.offers import offers
from tui.widgets.year_chart import chart
from tui.widgets.years import COLUMNS, WIDTH, fitting, summary, table_head, table_rows

HEADLINE = offers(flow_of(case(), Step.REVIEW))


def headline(index: int = 1) -> YearTable:
    found = year_table(HEADLINE[index].subject)
    assert found is not None
    return found


def made(rows: list[tuple[int, int, int]]) -> YearTable:
    """A table of cumulative contributions, account and pensions, in yuan."""
    none = Decimal("0.00")
    found = tuple(
        YearRow(2026 + n, 40 + n, 12, none, none, Decimal(a), Decimal(b), none, Decimal(c))
        for n, (a, b, c) in enumerate(rows)
    )
    month = YearMonth(2026, 1)
    return YearTable(found, found[-1].own_total, found[-1].pension_total, month, month, None)


@pytest.mark.parametrize("index", range(4))
def test_the_table_prints_the_rounded_amounts_and_no_others(index: int) -> None:
    table = headline(index)
    for row, text in zip(table.rows, table_rows(table, WIDTH), strict=True):
        amounts = [row.own_total, row.account]
        amounts += [a for a in (row.base, row.own, row.pension, row.pension_total) if a]
        assert set(re.findall(r"\d+\.\d\d", text.text)) == {money(a) for a in amounts}


def test_narrow_tables_keep_the_year_and_what_is_received() -> None:
    kept = {width: [c.key for c in fitting(width)] for width in (WIDTH, 60, 39)}
    assert kept[WIDTH] == [column.key for column in COLUMNS]
    assert {"year", "own", "pension", "pension_total"} <= set(kept[39])
    assert table_head(39).width <= 39


def test_the_summary_has_the_totals_and_the_payback_of_the_panel() -> None:
    outlook = HEADLINE[1].option.outlook
    assert outlook is not None
    text = "".join(summary(headline()))
    assert money(outlook.own_total) in text
    assert money(outlook.lifetime_total) in text
    assert f"领第{outlook.payback_months}个月" in text


def test_where_the_marks_cross_the_money_is_back() -> None:
    table = headline()
    assert table.payback == Payback(YearMonth(2054, 6), 75)
    rows = [row.text for row in chart(table, 79, 100)[1 : 1 + len(table.rows)]]
    before, after = (next(r for r in rows if r[1:5] == year) for year in ("2053", "2054"))
    assert before.index("●") < before.index("○")
    assert after.index("●") > after.index("○")
    assert [row[1:5] for row in rows if row.startswith("▸")] == ["2054"]


def test_the_account_is_a_bar_that_grows_and_is_used_up() -> None:
    rows = chart(headline(), 79, 100)[1:]
    bars = {row.text[1:5]: row.text.count("█") for row in rows}
    assert bars["2030"] < bars["2040"] <= bars["2047"] > bars["2052"]
    assert bars["2057"] == 0


def test_few_rows_show_every_nth_year_and_always_the_last() -> None:
    for height in range(3, 60):
        rows = chart(headline(), 79, height)
        years = [int(r.text[1:5]) for r in rows if r.text[1:5].isdigit()]
        assert len(rows) <= max(height, 3)
        assert years[-1] == 2065
        assert len({b - a for a, b in pairwise(years)}) <= 1


AMOUNT = st.integers(0, 10**8)


@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=60), st.integers(30, 150))
def test_no_amounts_leave_the_plot(rows: list[tuple[int, int, int]], width: int) -> None:
    drawn = chart(made(rows), width, 24)
    assert all(row.width <= max(width, 40) for row in drawn)
    assert all("○" in row.text or "×" in row.text for row in drawn[1 : 1 + len(rows)][:1])


def test_in_ascii_the_shapes_still_differ() -> None:
    text = to_ascii("\n".join(row.text for row in chart(headline(), 79, 20)))
    assert {"o", "*", "#", ">"} <= set(text)
    assert not set(text) & set("○●█▸×│")


async def test_left_and_right_take_every_option_and_stop(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f11}") as pilot:
        assert "第2种，共4种" in screen_text(pilot.app)
        await press(pilot, "{left*3}")
        assert "第1种，共4种" in screen_text(pilot.app)
        await press(pilot, "{right*9}")
        assert "第4种，共4种" in screen_text(pilot.app)
        await press(pilot, "{end}")
        assert " 2065 " in screen_text(pilot.app)
        await press(pilot, "{home}")
        assert " 2026 " in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert "核对" in screen_text(pilot.app)


async def test_the_table_is_that_of_the_option_under_the_cursor(tmp_path: Path) -> None:
    flow = flow_of(case(), Step.SCHEME, "plan.scheme")
    async with running(app_in(tmp_path, flow), keys="3{f11}") as pilot:
        assert "居民 大同" in screen_text(pilot.app)
    assert flow.answers["plan.scheme"] == "employee"  # looking chooses nothing


async def test_an_undecided_woman_has_the_options_of_both_tracks(tmp_path: Path) -> None:
    answers = {**WOMAN, "person.category": "unsure"}
    found = offers(flow_of(answers, Step.REVIEW))
    assert len(found) == 8
    text = await shown(app_in(tmp_path, flow_of(answers, Step.REVIEW)), keys="{f11}{right*5}")
    assert "共8种" in text
    assert "50" in text.split("\n")[0]


async def test_who_will_draw_nothing_reads_why(tmp_path: Path) -> None:
    text = await shown(app_in(tmp_path, flow_of(SHORT, Step.REVIEW)), keys="{f11}")
    assert "没有逐年表" in text


async def test_before_anything_is_known_it_says_what_to_fill_in(tmp_path: Path) -> None:
    text = await shown(app_in(tmp_path), keys="{f11}")
    assert "先填出生年月" in text

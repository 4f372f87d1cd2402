"""One plan, one number: every format, the year table and the panel show the same, read back."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from core.options import Option
from core.questions.question import Step
from core.year_table import YearRow
from tests.tui.scenes import SHORT, WOMAN
from tests.tui.stage import POLICY, TODAY, app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tui.report.handouts.asked import Asked, asked
from tui.report.handouts.writing import written

BEIJING = "110000"  # its contribution years run from July to June
CASES: dict[str, dict[str, Any]] = {
    "employee": case(),
    "two starts": case(plan__scheme="resident", plan__supplementary_tier=500),
    "undecided": {**WOMAN, "person.category": "unsure"},
    "no pension": SHORT,
    "from July": case(location__registered=BEIJING, location__working=BEIJING),
}
ZERO = Decimal(0)
Cells = tuple[Decimal, ...]
"""Year, age, months, base, paid, paid so far, account, received, received so far."""


def found(name: str) -> Asked:
    return asked("骑手小王", CASES[name], POLICY, TODAY)


def texts(name: str, form: str) -> list[str]:
    """The rows of a format, without what only makes it that format."""
    text = written(found(name), form).decode("utf-8-sig")
    return text.replace("\\", "").split("\n") if form == "md" else text.split("\n")


class Tables(HTMLParser):
    """The cells of every row of a table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data.strip()


def cells_of(name: str, form: str) -> list[list[str]]:
    """The rows of all tables, cell by cell; of plain text, word by word."""
    if form == "html":
        return Tables("\n".join(texts(name, form))).rows
    if form == "md":
        return [[c.strip() for c in row.split("|")[1:-1]] for row in texts(name, form)]
    return [row.split() for row in texts(name, form)]


# ------------------------------------------------------------------ the years


def number(cell: str) -> Decimal:
    return ZERO if cell in ("-", "") else Decimal(cell)


def years_in(rows: list[list[str]]) -> list[Cells]:
    """Those of nine numbers that begin with a year."""
    full = (row for row in rows if len(row) == 9 and re.fullmatch(r"20\d\d", row[0]))
    return [tuple(map(number, row)) for row in full]


def expected(row: YearRow) -> Cells:
    counts = (row.year, row.age, row.months)
    amounts = (row.own, row.own_total, row.account, row.pension, row.pension_total)
    return (*map(Decimal, counts), row.base or ZERO, *amounts)


def tables(name: str) -> list[list[Cells]]:
    return [
        [expected(row) for row in part.years.rows] if part.years else []
        for part in found(name).parts
    ]


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("name", CASES)
def test_the_years_of_what_people_read(name: str, form: str) -> None:
    assert years_in(cells_of(name, form)) == [row for table in tables(name) for row in table]


@pytest.mark.parametrize("name", CASES)
def test_the_years_of_what_programs_read(name: str) -> None:
    rows = list(csv.reader(StringIO("\n".join(texts(name, "csv")))))
    assert years_in([row[2:] for row in rows if row]) == [r for t in tables(name) for r in t]
    document = json.loads("\n".join(texts(name, "json")))
    for part, table in zip(document["parts"], tables(name), strict=True):
        found_rows = part["years"]["rows"] if part["years"] else []
        assert [tuple(number(str(v or "")) for v in row.values()) for row in found_rows] == table


@pytest.mark.parametrize("name", CASES)
async def test_the_years_on_the_screen(name: str, tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(CASES[name], Step.REVIEW))
    seen = []
    async with running(app, (120, 100), "{f11}") as pilot:
        for _ in range(8):
            left = [row.partition("│")[0] for row in screen_text(pilot.app).split("\n")]
            seen.append(years_in([row.replace("▸", " ").split() for row in left]))
            await press(pilot, "{right}")
    assert [table for table in tables(name) if table not in seen] == []


# ------------------------------------------------------------------ the result

AMOUNT = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d%])")
MONTH = re.compile(r"(?<!\d)20\d\d-\d\d(?!\d)")
RATE = re.compile(r"(?<![\d.])\d+\.\d\d%")
Result = tuple[list[str], list[str], list[str]]
"""Amounts, months, and months until the money is back or the yearly rate."""


def result(text: str) -> Result:
    back = re.findall(r"(\d+)个月", text)
    return AMOUNT.findall(text), MONTH.findall(text), back + RATE.findall(text)


def results_of(option: Option) -> tuple[Result, Result]:
    """What the two rows of the chosen option have to say."""
    bought, pension, outlook = option.contribution, option.pension, option.outlook
    assert bought is not None
    if pension is None or outlook is None:
        return ([str(bought.first_year)], [], []), ([str(bought.own_total)], [], [])
    amounts = [bought.first_year, pension.total.amount, pension.total_today.amount]
    back = [str(outlook.payback_months)] if outlook.payback_months else []
    paid = [str(bought.own_total), str(outlook.lifetime_total)]
    rate = [] if outlook.irr is None else [f"{outlook.irr * 100:.2f}%"]
    return ([f"{a:.2f}" for a in amounts], [str(pension.start)], back), (paid, [], rate)


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("name", CASES)
def test_the_result_of_what_people_read(name: str, form: str) -> None:
    rows = [" ".join(row) for row in cells_of(name, form) if row and row[0].startswith("▸")]
    rows = [row for row in rows if not re.match(r"▸ ?20", row)]  # the chart's own mark
    wanted = [one for part in found(name).parts for one in results_of(part.projection.option)]
    read = [result(row.partition("差")[0]) for row in rows]
    assert read == wanted


@pytest.mark.parametrize("name", CASES)
def test_the_result_of_what_programs_read(name: str) -> None:
    document = json.loads("\n".join(texts(name, "json")))
    for told, part in zip(document["parts"], found(name).parts, strict=True):
        row, option = told["options"][part.projection.chosen], part.projection.option
        (costs, start, back), (paid, _, rate) = results_of(option)
        assert [row["first_year"], row["own_total"]] == [costs[0], paid[0]]
        assert [x for x in (row["lifetime_total"],) if x] == paid[1:]
        assert [x for x in (row["start"],) if x] == start
        assert [str(x) for x in (row["payback_months"],) if x] == back
        assert [f"{Decimal(x) * 100:.2f}%" for x in (row["irr"],) if x] == rate
        if option.pension is None or len(option.pension.phases) == 1:
            assert [x for x in (row["today"],) if x] == costs[2:]
        last = option.pension.phases[-1].total.amount if option.pension else None
        assert row["pension"] == (None if last is None else f"{last:.2f}")


def panel(text: str) -> Iterator[str]:
    for row in text.split("\n"):
        yield row.partition("│")[2].strip()


def read(rows: list[str], label: str) -> list[str]:
    """The numbers in the panel's row of a label."""
    (row,) = (row for row in rows if row.startswith(label))
    return AMOUNT.findall(row) or MONTH.findall(row) or re.findall(r"领(\d+)个月", row)


@pytest.mark.parametrize("name", CASES)
async def test_the_panel_beside_the_questions(name: str, tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(CASES[name], Step.REVIEW))
    rows = list(panel(await shown(app, (120, 60))))
    (costs, start, back), _ = results_of(found(name).parts[0].projection.option)
    assert read(rows, "每年缴") == costs[:1]
    if not start:
        assert not [row for row in rows if row.startswith(("每月合计", "按今天的钱"))]
        return
    assert read(rows, "每月合计") == costs[1:2]
    assert read(rows, "按今天的钱") == costs[2:]
    assert read(rows, "从何时领") == start
    assert read(rows, "回本") == back


def test_what_begins_later_is_the_same_everywhere() -> None:
    part = found("two starts").parts[0]
    assert part.projection.option.pension is not None
    later = part.projection.option.pension.phases[-1]
    document = json.loads("\n".join(texts("two starts", "json")))
    row = document["parts"][0]["options"][part.projection.chosen]
    wanted = [f"{later.total.amount:.2f}", row["today"]]
    assert row["pension"] == wanted[0]
    for form in ("text", "md", "html"):
        rows = [" ".join(row) for row in cells_of("two starts", form) if "65岁起" in row]
        assert result(rows[-1])[:2] == (wanted, [str(later.start)])

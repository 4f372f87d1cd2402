"""The hand-out: the same numbers in every format, nothing hostile gets through."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from core.quantities import money
from profiles.problems import visible
from tests.tui.commands import PROFILE, Shell, shell
from tests.tui.scenes import HUANGGANG, LATE, PERIODS, SHORT, WOMAN
from tests.tui.stage import POLICY, TODAY, case
from tests.tui.test_hostile_screens import STRINGS
from tui.report.handouts.asked import Asked, asked
from tui.report.handouts.content import NOTICE, handout
from tui.report.handouts.document import handout_document
from tui.report.handouts.html import html_of
from tui.report.handouts.markdown import escaped, markdown_of
from tui.report.handouts.plain_text import text_of
from tui.report.handouts.writing import FORMATS, written
from tui.report.handouts.years_csv import cell, csv_of
from tui.report.schemas import schema

sh = pytest.fixture(shell)
UNDECIDED = {**WOMAN, "person.category": "unsure"}
CASES = {
    "headline": case(),
    "short": SHORT,
    "woman": WOMAN,
    "undecided": UNDECIDED,
    "enough": case(history__employee_months=300),
    "student": case(person__status="student"),
    "resident": case(plan__scheme="resident"),
    "both": case(plan__scheme="resident", plan__supplementary_tier=500),
    "periods": PERIODS,
    "late": LATE,
    "no-data": case(location__registered=HUANGGANG, location__working=HUANGGANG),
    "yearly": case(plan__frequency="yearly", assumptions__wage_growth="0.03"),
}


def of(name: str = "headline", person: str = "骑手小王") -> Asked:
    return asked(person, CASES[name], POLICY, TODAY)


# ------------------------------------------------------------------ one content, many pens


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_80_columns_wide(name: str) -> None:
    rows = text_of(handout(of(name)))
    assert max(map(cell_len, rows)) <= 80
    assert not [row for row in rows if row != row.rstrip()]


@pytest.mark.parametrize("name", CASES)
def test_the_json_fits_its_schema_and_that_of_the_projection(name: str) -> None:
    document = handout_document(of(name))
    Draft202012Validator(schema("handout")).validate(document)
    Draft202012Validator(schema("projection")).validate(document["projection"])


@pytest.mark.parametrize("name", ["headline", "undecided", "both", "periods"])
def test_every_format_shows_the_same_payments(name: str) -> None:
    found = of(name)
    texts = {form: written(found, form).decode("utf-8-sig") for form in FORMATS}
    texts["md"] = texts["md"].replace("\\", "")
    for part in found.parts:
        for due in part.dues[:15]:
            for form in ("text", "md", "html", "json"):
                assert money(due.amount) in texts[form]
    for due in found.parts[0].dues:
        assert f"{money(due.amount)}元" in texts["ics"].replace("\r\n ", "")


def test_the_headlines_numbers() -> None:
    text = "\n".join(text_of(handout(of())))
    # tests/tui/test_screens_golden.py works them out by hand
    for figure in ("848.80", "10185.60", "2226.43", "1226.64", "3453.10", "75个月", "2054-06"):
        assert figure in text


@pytest.mark.parametrize("name", CASES)
def test_it_says_twice_that_it_is_no_certificate(name: str) -> None:
    for rows in (text_of(handout(of(name))), markdown_of(handout(of(name)))):
        text = re.sub(r"[\s\\]", "", "".join(rows))
        assert text.count(str(NOTICE).replace(" ", "")) == 2
    assert "".join(html_of(handout(of(name)))).count(str(NOTICE)) == 2
    assert handout_document(of(name))["notice"] == str(NOTICE)


def test_all_that_was_promised_is_in_it() -> None:
    titles = "".join(section.title for section in handout(of()).sections)
    words = ("答案", "假设", "结果", "停、照缴", "逐年表", "怎么算出来", "文件", "还没定", "下一步")
    for word in words:
        assert word in titles
    assert "2026-11-23" in "".join(handout(of()).lead)


def test_an_undecided_woman_has_every_section_of_both_tracks() -> None:
    titles = [section.title for section in handout(of("undecided")).sections]
    assert len([title for title in titles if "逐年表" in title]) == 2


# ------------------------------------------------------------------ nothing personal in the code


@pytest.mark.parametrize("name", CASES)
def test_the_code_has_no_name_no_birth_no_place(name: str) -> None:
    text = "\n".join(handout(of(name, "骑手小王")).short)
    hidden = ["骑手小王", CASES[name]["person.birth"], "大同", "太原", "男", "女", "12000"]
    assert not [word for word in hidden if word in text]
    assert len(text.encode()) <= 271 or name == "undecided"


def test_an_id_number_as_a_name_is_not_printed() -> None:
    for form in ("text", "md", "html", "json"):
        data = written(of(person="11010519491231002X"), form).decode()
        assert "11010519491231002X" not in data


# ------------------------------------------------------------------ hostile strings


class Tags(HTMLParser):
    """Every tag and attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


MARKUP = [
    *STRINGS,
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "![x](http://evil/x.png)",
    "[点](javascript:alert(1))",
    "| a | b |\n# 标题\n<http://evil>",
    "&lt;b&gt;",
    "=HYPERLINK(1)",
]


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_hostile_name_is_text_in_html(text: str) -> None:
    plain = Tags("\n".join(html_of(handout(of(person="王"))))).found
    rows = "\n".join(html_of(handout(of(person=text))))
    assert Tags(rows).found == plain
    assert visible(rows.replace("\n", "")) == rows.replace("\n", "")


def test_the_html_asks_for_nothing_from_elsewhere() -> None:
    rows = "\n".join(html_of(handout(of())))
    for tag, attrs in Tags(rows).found:
        assert tag not in ("script", "link", "img", "iframe", "object", "form", "base")
        names = {name for name, _ in attrs}
        assert not names & {"src", "href", "action", "xlink:href"}
        assert not [name for name in names if name.startswith("on")]
    assert "url(" not in rows
    assert "@import" not in rows
    assert "size: A4" in rows


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_hostile_name_is_text_in_markdown(text: str) -> None:
    line = escaped(text)
    assert "\n" not in line
    bare = re.sub(r"\\.", "", line)
    assert not set(bare) & set("<>[]`*_|#&!")


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_hostile_name_does_nothing_in_text(text: str) -> None:
    rows = text_of(handout(of(person=text)))
    assert max(map(cell_len, rows)) <= 80
    assert all(visible(row) == row for row in rows)


# ------------------------------------------------------------------ CSV


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell("=1+1") == "'=1+1"


def test_the_csv_has_every_year_and_adds_up() -> None:
    found = of()
    table = found.parts[0].years
    assert table is not None
    rows = list(csv.DictReader(StringIO(csv_of(found))))
    assert [int(row["年"]) for row in rows] == [row.year for row in table.rows]
    fen = [round(100 * float(row["当年缴"])) for row in rows]
    assert sum(fen) == round(100 * table.own_total)
    assert rows[-1]["累计领"] == money(table.lifetime_total)


def test_who_draws_nothing_has_only_a_head() -> None:
    assert len(csv_of(of("short")).splitlines()) == 1


# ------------------------------------------------------------------ the command


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_every_format(sh: Shell, form: str) -> None:
    file = sh.file("王.toml", PROFILE)
    out = str(sh.folder / f"out.{form}")
    done = sh("handout", file, "--format", form, "--output", out)
    assert (done.status, done.err) == (0, "")
    assert Path(out).stat().st_mode & 0o777 == 0o600
    again = sh("handout", file, "--format", form, "--output", out)
    assert again.status == 2
    assert "--force" in again.err
    assert sh("handout", file, "--format", form, "--output", out, "--force").status == 0


def test_a_saved_plan_by_name_on_another_day(sh: Shell) -> None:
    sh.saved()
    done = sh("handout", "骑手小王", "--as-of", "2026-01-05")
    assert done.status == 0
    assert "按 2026-01-05 的规定" in done.out


def test_the_json_of_the_command(sh: Shell) -> None:
    document = sh("handout", sh.file("王.toml", PROFILE), "--format", "json").json
    Draft202012Validator(sh("schema", "handout").json).validate(document)


def test_a_wrong_format_is_one_sentence(sh: Shell) -> None:
    done = sh("handout", "x", "--format", "pdf")
    assert done.status == 2
    assert done.err.count("\n") == 1


def test_the_calendar_names_nobody_and_is_the_same_twice() -> None:
    first, second = (written(of(person=name), "ics", "0a1b2c3d") for name in ("甲", "乙"))
    assert first == second
    assert first.startswith(b"BEGIN:VCALENDAR\r\n")
    assert "骑手".encode() not in first

"""``canbao compare``: plans side by side, differences against the first."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.tui import commands
from tests.tui.commands import PROFILE, Shell
from tui.parser import cells

HEADLINE = PROFILE.replace('registered = "140100"', 'registered = "140200"').replace(
    'working = "140500"', 'working = "140100"'
)
HIGHER = HEADLINE.replace("小王", "小王·变式1").replace("[plan]", '[plan]\nbase = "80%"')
RESIDENT = HEADLINE.replace("小王", "小王·居民").replace("[plan]", '[plan]\nscheme = "resident"')
EARLY = HEADLINE.replace("小王", "小王·最早").replace("[plan]", '[plan]\nretire = "earliest"')
WOMAN = HEADLINE.replace("小王", "王大姐").replace('"male"', '"female"\ncategory = "unsure"')
PLACED = [
    "option",
    "retires",
    "first_year",
    "own_total",
    "months",
    "start",
    "total",
    "basic",
    "account",
    "total_today",
    "payback_months",
    "lifetime_total",
    "irr",
]


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


def files(sh: Shell, *texts: str) -> list[str]:
    return [sh.file(f"{n}.toml", text) for n, text in enumerate(texts)]


def rows(document: Any) -> dict[str, Any]:
    return {row["key"]: row for row in document["rows"]}


def test_the_figures_are_those_of_the_projection(sh: Shell) -> None:
    given = files(sh, HEADLINE, HIGHER, RESIDENT, EARLY)
    found = rows(sh("compare", *given, "--json").json)
    assert list(found) == PLACED
    for at, file in enumerate(given):
        document = sh("project", file, "--json").json
        option = document["options"][document["chosen"]]
        for key in ("start", "total", "basic", "account", "total_today"):
            assert found[key]["values"][at] == option["pension"][key]
        for key in ("first_year", "own_total"):
            assert found[key]["values"][at] == option["contribution"][key]
        for key in ("payback_months", "lifetime_total", "irr"):
            assert found[key]["values"][at] == option[key]


def test_differences_are_against_the_first(sh: Shell) -> None:
    # 4244 × 20 % × 12 = 10185.60; 7073 × 80 % = 5658.4 → 5658 × 20 % × 12 = 13579.20.
    found = rows(sh("compare", *files(sh, HEADLINE, HIGHER, EARLY), "--json").json)
    assert found["first_year"]["values"] == ["10185.60", "13579.20", "10185.60"]
    assert found["first_year"]["differences"] == ["0.00", "3393.60", "0.00"]
    assert found["first_year"]["differs"] == [False, True, False]
    assert found["start"]["differences"] == [0, 0, -36]
    for row in found.values():
        if row["key"] not in ("option", "start", "retires"):
            first, *rest = map(Decimal, row["values"])
            assert [Decimal(d) for d in row["differences"][1:]] == [v - first for v in rest]


def test_only_the_answers_that_differ_are_listed(sh: Shell) -> None:
    document = sh("compare", *files(sh, HEADLINE, HIGHER), "--json").json
    (row,) = document["answers"]
    assert (row["key"], row["texts"]) == ("plan.base", ["（下限）", "80%"])
    same = files(sh, HEADLINE, HEADLINE.replace("[plan]", '[plan]\nbase = "floor"'))
    assert sh("compare", *same, "--json").json["answers"] == []
    assert "没有，答案都一样" in sh("compare", *same).out


def test_the_document_keeps_its_schema(sh: Shell) -> None:
    schema = sh("schema", "compare").json
    for texts in ((HEADLINE, RESIDENT), (HEADLINE, HIGHER, WOMAN, EARLY)):
        jsonschema.validate(sh("compare", *files(sh, *texts), "--json").json, schema)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_text_fits_and_says_the_same(sh: Shell, count: int) -> None:
    given = files(sh, *(HEADLINE, HIGHER, RESIDENT, EARLY)[:count])
    out = sh("compare", *given).out
    assert not [row for row in out.splitlines() if cells(row) > 80]
    for row in rows(sh("compare", *given, "--json").json).values():
        amounts = [*row["values"], *row["differences"][1:]]
        for amount in amounts if row["key"] not in ("option", "irr") else ():
            assert amount is None or str(amount) in out


def test_a_difference_is_marked_without_colour(sh: Shell) -> None:
    out = sh("compare", *files(sh, HEADLINE, HIGHER, RESIDENT)).out
    marked = [row for row in out.splitlines() if "≠ 居民" in row or "≠ 80%" in row]
    assert len(marked) == 3  # the base, the scheme asked for, the option
    assert "+605.80" in out


def test_an_undecided_woman_is_compared_as_55_and_told(sh: Shell) -> None:
    document = sh("compare", *files(sh, HEADLINE, WOMAN), "--json").json
    assert document["plans"][1]["category"] == "female55"
    assert document["plans"][1]["undecided"]
    assert any("55" in note for note in document["notes"])


def test_a_closed_option_has_no_amount_but_its_reason(sh: Shell) -> None:
    student = HEADLINE.replace('"male"', '"male"\nstatus = "student"')
    document = sh("compare", *files(sh, HEADLINE, student), "--json").json
    assert not document["plans"][1]["available"]
    assert rows(document)["total"]["values"][1] is None
    assert rows(document)["total"]["differs"] == [False, True]
    assert any("走不通" in note for note in document["notes"])


def test_saved_plans_by_name_and_by_id(sh: Shell) -> None:
    sh.saved(HEADLINE)
    other = sh.saved(HIGHER)
    document = sh("compare", "骑手小王", other, "--json").json
    assert [plan["name"] for plan in document["plans"]] == ["骑手小王", "骑手小王·变式1"]
    assert document["plans"][1]["id"] == other


@pytest.mark.parametrize("count", [1, 5])
def test_too_few_and_too_many(sh: Shell, count: int) -> None:
    done = sh("compare", *files(sh, HEADLINE) * count)
    assert (done.status, done.out) == (2, "")
    assert "两份到四份" in done.err


def test_a_plan_that_cannot_be_worked_out_is_one_sentence(sh: Shell) -> None:
    late = HEADLINE.replace("[plan]", '[plan]\nretire = "2060-01"')
    done = sh("compare", *files(sh, HEADLINE, late))
    assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "1.toml" in done.err

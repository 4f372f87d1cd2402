"""``project`` and ``retirement``: the JSON of the contract, readable text, exit statuses."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from core.policy.load import packaged
from tests.tui import commands
from tests.tui.commands import PROFILE, Shell
from tui.report.schemas import schema


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


VALIDATOR = Draft202012Validator(schema("projection"))


def projected(sh: Shell, text: str = PROFILE, *more: str) -> Any:
    document = sh("project", sh.file("p.toml", text), "--json", *more).json
    VALIDATOR.validate(document)
    return document


def changed(old: str, new: str) -> str:
    assert old in PROFILE
    return PROFILE.replace(old, new)


def test_the_retirement_block(sh: Shell) -> None:
    document = projected(sh)
    assert document["schema"] == 1
    assert document["as_of"] == "2026-11-23"
    assert document["retirement"] == {
        "category": "male60",
        "statutory_age": "63y0m",
        "statutory": "2048-03",
        "delay_months": 36,
        "earliest": "2045-03",
        "latest": "2051-03",
        "chosen": "2048-03",
        "first_payment": "2048-04",
        "minimum_months": 240,
    }
    assert document["policy"]["provisional"] == ["benefit_base 2026"]
    assert document["policy"]["digest"].startswith("sha256:")


def test_options_in_the_order_of_the_contract(sh: Shell) -> None:
    options = projected(sh)["options"]
    assert [(o["scheme"], o["place"], o["place_role"]) for o in options] == [
        ("employee", "140100", "registered"),
        ("employee", "140500", "working"),
        ("resident", "140100", "registered"),
        ("resident+supplementary", "140100", "registered"),
    ]
    assert all(option["available"] and not option["reasons"] for option in options)


def test_the_cost_of_the_employee_option(sh: Shell) -> None:
    option = projected(sh)["options"][0]
    cost = option["contribution"]
    # Floor of 2026: 4244; 20 % of it 848.80; twelve of them 10185.60.
    assert (cost["base"], cost["per_month"], cost["per_payment"], cost["first_year"]) == (
        "4244.00",
        "848.80",
        "848.80",
        "10185.60",
    )
    assert cost["payments_per_year"] == 12
    # 2026-12 through 2048-03 inclusive: 1 + 21 * 12 + 3 = 256 months.
    assert option["months"] == {
        "history": 36,
        "planned": 256,
        "total": 292,
        "required": 240,
        "short": 0,
    }
    assert option["payout_months"] == "117.0"
    # 7253 * 1.02^23 = 11437.36... (2025 is the last published year)
    assert option["benefit_base"] == "11437.00"


def test_parts_add_up_to_the_total(sh: Shell) -> None:
    pension = projected(sh)["options"][2]["pension"]
    parts = [Decimal(pension[key]) for key in ("basic", "account", "transitional")]
    assert sum(parts) == Decimal(pension["total"])


def test_the_resident_options(sh: Shell) -> None:
    resident, both = projected(sh)["options"][2:]
    assert resident["contribution"]["base"] is None
    assert resident["contribution"]["tier"] == 2000
    assert resident["contribution"]["subsidy"] == "180.00"
    assert resident["contribution"]["payments_per_year"] == 1
    # 2026 through 2045: 20 years; 15 are needed.
    assert resident["months"]["total"] == 240
    assert resident["months"]["required"] == 180
    assert resident["payout_months"] == "139.0"
    assert [phase["from"] for phase in both["pension"]["phases"]] == ["2045-04", "2050-04"]


def test_the_trace_is_closed(sh: Shell) -> None:
    document = projected(sh)
    known = {link["id"] for link in document["trace"]}
    known |= {found["id"] for found in document["policy"]["parameters"]}
    assert {name for link in document["trace"] for name in link["inputs"]} <= known
    assert {"pension.basic", "pension.total", "retirement.statutory"} <= known


def test_a_closed_option_has_reasons_and_no_pension(sh: Shell) -> None:
    document = projected(sh, changed('sex = "male"', 'sex = "male"\nstatus = "student"'))
    for option in document["options"]:
        assert option["available"] is False
        assert "pension" not in option
        assert [reason["code"] for reason in option["reasons"]] == ["student"]
        assert option["reasons"][0]["source"] == "社会保险法 第十条"


def test_a_place_without_a_file_says_so(sh: Shell) -> None:
    policy = packaged()
    bare = [r.code for r in policy.regions.children("") if r.code not in policy.provinces]
    if not bare:
        pytest.skip("every province has a file")
    option = projected(sh, changed('"140500"', f'"{bare[0]}"'))["options"][1]
    assert option["available"] is False
    assert option["reasons"][0]["code"] == "missing_parameter"


SHORT = (
    PROFILE.replace('"1985-03"', '"1970-01"')
    .replace("employee_months = 36", "employee_months = 12")
    .replace("tier = 2000", "tier = 2000\nextend = false")
)


def test_short_of_the_minimum_is_never_an_amount(sh: Shell) -> None:
    document = projected(sh, SHORT)
    option = document["options"][0]
    # Statutory 2031-05, minimum 192; 12 + (2026-12 through 2031-05 = 54) = 66.
    assert option["months"]["short"] == 192 - 66
    assert set(option["pension"].values()) == {None}
    assert (option["payback_months"], option["lifetime_total"], option["irr"]) == (None,) * 3
    assert option["ways_out"]
    assert document["retirement"]["first_payment"] is None
    assert "short_of_minimum" in [warning["code"] for warning in document["warnings"]]


def test_wages_falling_for_decades_are_no_division_by_zero(sh: Shell) -> None:
    text = PROFILE.replace('"1985-03"', '"2005-03"') + '[assumptions]\nwage_growth = "-0.5"\n'
    # 7073 / 2^42 is nothing after rounding; the smallest wage is one yuan.
    assert projected(sh, text)["options"][0]["benefit_base"] == "1.00"


def test_unsure_is_two_full_projections(sh: Shell) -> None:
    text = changed('sex = "male"', 'sex = "female"\ncategory = "unsure"')
    document = projected(sh, text)
    assert [branch["category"] for branch in document["branches"]] == ["female55", "female50"]
    assert [b["retirement"]["category"] for b in document["branches"]] == ["female55", "female50"]
    assert all(len(branch["options"]) == 4 for branch in document["branches"])
    assert "options" not in document


def numbers(node: Any) -> Iterator[Any]:
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from numbers(inner)
    elif isinstance(node, float):
        yield node


def test_no_binary_floats(sh: Shell) -> None:
    assert not list(numbers(projected(sh)))


def test_as_of_changes_the_law(sh: Shell) -> None:
    document = projected(sh, PROFILE.replace("2026-12", "2024-12"), "--as-of", "2024-06-01")
    assert document["as_of"] == "2024-06-01"
    assert document["retirement"]["statutory_age"] == "60y0m"


TEXTS = {
    "plain": PROFILE,
    "short": SHORT,
    "unsure": PROFILE.replace('"male"', '"female"\ncategory = "unsure"'),
    "closed": PROFILE.replace('"male"', '"male"\nstatus = "student"'),
    "long name": PROFILE.replace("骑手小王", "骑" * 40),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_text_fits_eighty_columns(sh: Shell, text: str) -> None:
    done = sh("project", sh.file("p.toml", text))
    assert (done.status, done.err) == (0, "")
    assert not [row for row in done.out.splitlines() if cell_len(row) > 80]
    assert "12333" in done.out
    assert "不是正式核定" in done.out


def test_text_and_json_say_the_same_numbers(sh: Shell) -> None:
    text = sh("project", sh.file("p.toml", PROFILE)).out
    option = projected(sh)["options"][0]
    for key in ("basic", "account", "total", "total_today"):
        assert option["pension"][key] in text
    assert option["account"] in text
    assert option["index"] in text
    assert f"{option['payback_months']}个月" in text


def test_table_rows_line_up(sh: Shell) -> None:
    rows = sh("project", sh.file("p.toml", PROFILE)).out.splitlines()
    table = [row for row in rows if row.startswith(("▸ ", "  职工", "  居民"))]
    starts = {cell_len(row[: row.index("20", row.index("."))]) for row in table}
    assert len(table) == 4
    assert len(starts) == 1


def test_ascii_has_no_line_glyphs(sh: Shell) -> None:
    out = sh("--ascii", "project", sh.file("p.toml", PROFILE)).out
    assert not set("─▸·÷×") & set(out)
    assert out == sh("project", "--ascii", sh.file("p.toml", PROFILE)).out


# ---- bad input ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"140100"', '"990000"', "location.registered：没有代码为 990000 的地方"),
        (
            "tier = 2000",
            'scheme = "resident"\ntier = 2001',
            "plan.tier：没有 2001 元这一档",
        ),
        ("tier = 2000", 'retire = "2030-01"', "plan.retire：2030-01 不在可以退休的月份里"),
        ("tier = 2000", "teir = 2000", "plan.teir：没有这一项，最接近的是 plan.tier"),
    ],
)
def test_one_sentence_naming_file_and_field(sh: Shell, old: str, new: str, said: str) -> None:
    file = sh.file("p.toml", changed(old, new))
    done = sh("project", file, "--json")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{file}：{said}")
    assert "可填" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_missing_file(sh: Shell) -> None:
    done = sh("project", "nowhere.toml")
    assert (done.status, done.err) == (2, "nowhere.toml：打不开：文件不在。\n")


# ---- retirement ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "age", "month", "delay"),
    [
        ("--birth 1965-01 --sex male", "60y1m", "2025-02", 1),
        ("--birth 1985-03 --sex male", "63y0m", "2048-03", 36),
        ("--birth 1970-01 --sex female", "55y1m", "2025-02", 1),
        ("--birth 1975-01 --sex female --category female50", "50y1m", "2025-02", 1),
        ("--birth 1965-01 --sex male --as-of 2024-12-31", "60y0m", "2025-01", 0),
    ],
)
def test_retirement(sh: Shell, words: str, age: str, month: str, delay: int) -> None:
    block = sh("retirement", *words.split(), "--json").json["retirement"]
    assert (block["statutory_age"], block["statutory"], block["delay_months"]) == (
        age,
        month,
        delay,
    )


def test_retirement_unsure_and_text(sh: Shell) -> None:
    words = ("retirement", "--birth", "1980年5月", "--sex", "female", "--category", "unsure")
    branches = sh(*words, "--json").json["branches"]
    assert [branch["category"] for branch in branches] == ["female55", "female50"]
    out = sh(*words).out
    assert "女55岁" in out
    assert "女50岁" in out


@pytest.mark.parametrize(
    "words",
    [
        "--birth 1985-13 --sex male",
        "--birth 9999-01 --sex male",
        "--birth x --sex male",
        "--birth 1985-03 --sex male --category female50",
        "--birth 1985-03 --sex other",
        "--birth 1985-03 --sex male --as-of 2018-12-31",
        "--birth 1985-03 --sex male --as-of 20261123",
        "--birth 1985-03 --sex male --as-of 9999-12-31",
        "--sex male",
    ],
)
def test_retirement_refuses(sh: Shell, words: str) -> None:
    done = sh("retirement", *words.split(), "--json")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_the_environment_fixes_today(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("retirement", "--birth", "1985-03", "--sex", "male", "--json")
    assert sh(*words).json["as_of"] == "2026-11-23"
    monkeypatch.setenv("CANBAO_AS_OF", "gestern")
    done = sh(*words)
    assert done.status == 2
    assert done.err.startswith("CANBAO_AS_OF：不能是「gestern」")

"""``policy`` and ``schema``."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.tui import commands
from tests.tui.commands import AWARD, Shell
from tui.report.policy_data import places
from tui.report.schemas import schema


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


SHANXI = next(one for one in places() if one.code == "140000")


def test_list(sh: Shell) -> None:
    found = {place["place"]: place for place in sh("policy", "list", "--json").json["places"]}
    assert found["140000"]["name"] == "山西省"
    floor = next(p for p in found["140000"]["parameters"] if p["name"] == "contribution_floor")
    # From the papers: 2019 to 2026, one value a year; 2020 to 2022 unverified, 2019 one source.
    assert (floor["first"], floor["last"], floor["entries"]) == ("2019-01", "2026-01", 8)
    assert floor["grades"] == {"A": 4, "B": 1, "C": 3}
    out = sh("policy", "list").out
    assert "缴费基数下限" in out
    assert "2019–2026" in out


@pytest.mark.parametrize("place", ["140000", "140105", "山西", "shanxi", "山西省"])
def test_show_finds_the_province(sh: Shell, place: str) -> None:
    assert sh("policy", "show", place, "--json").json["place"] == "140000"


def test_show_on_a_day(sh: Shell) -> None:
    def floor(day: str) -> str:
        document = sh("policy", "show", "140000", "--on", day, "--json").json
        (value,) = [v for v in document["values"] if v["name"] == "contribution_floor"]
        return str(value["value"])

    assert floor("2026-11-23") == "4244"
    # The newspaper of that day: the floor of 2024 was not out yet, 3863 was what one paid on.
    assert floor("2024-01-17") == "3863"
    assert floor("2025-12-31") == "4198"


def test_show_everything(sh: Shell) -> None:
    document = sh("policy", "show", "140000", "--json").json
    divisor = next(v for v in document["values"] if v["name"] == "supplementary_divisor")
    assert (divisor["value"], divisor["rivals"], divisor["grade"]) == ("120", ["101"], "B")
    out = sh("policy", "show", "140000").out
    assert "晋人社厅发〔2026〕27号" in out
    assert "另有说法：101" in out
    assert "待核实" in out
    assert "见分进角" in out
    nation = sh("policy", "show").out
    assert "全国" in nation
    assert "个人账户记账利率" in nation


@pytest.mark.parametrize(
    "words", ["show 990000", "show xyzzy", "show --on 2018-01-01", "show --on x"]
)
def test_show_refuses(sh: Shell, words: str) -> None:
    done = sh("policy", *words.split(), "--json")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_check_of_what_comes_along(sh: Shell) -> None:
    done = sh("policy", "check", "--json")
    assert done.status == 0
    assert done.json["ok"] is True


def test_check_of_a_good_file(sh: Shell) -> None:
    assert sh("policy", "check", sh.file("140000.toml", SHANXI.raw)).status == 0


BROKEN = {
    "not toml": ("schema = 1", "schema = ", "不合 TOML"),
    "schema": ("schema = 1", "schema = 2", "schema"),
    "number": ('value = "4244"', "value = 4244", "contribution_floor"),
    "grade": ('grade = "A"', 'grade = "D"', "grade"),
    "month": ('from = "2026-01"', 'from = "2026-13"', "from"),
    "unknown": ("[values.benefit_base]", "[values.benefit_bass]", "benefit_base"),
    "rule": ('value = "jiao_up"', 'value = "jiao_down"', "jiao_up"),
    "above": ('value = "4244"', 'value = "42440"', "高于上限"),
    "minus": ('value = "4244"', 'value = "-4244"', "负数"),
    "growth": ('grows = "wage_growth"', 'grows = "wage"', "wage_growth"),
    "place": ('place = "140000"', 'place = "150000"', "place"),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_check_of_broken_files(sh: Shell, old: str, new: str, said: str) -> None:
    text = SHANXI.raw.decode()
    assert old in text
    file = sh.file("140000.toml", text.replace(old, new, 1))
    done = sh("policy", "check", file)
    assert (done.status, done.err) == (1, "")
    problems = [row for row in done.out.splitlines() if row.startswith(file)]
    assert problems
    assert said in problems[0]
    assert sh("policy", "check", file, "--json").json["ok"] is False


def test_check_of_a_missing_file(sh: Shell) -> None:
    done = sh("policy", "check", "no.toml")
    assert (done.status, done.err) == (2, "no.toml：没有这个文件。\n")


@pytest.mark.parametrize("name", ["profile", "projection", "award", "policy"])
def test_schemas_are_schemas(sh: Shell, name: str) -> None:
    document = sh("schema", name).json
    Draft202012Validator.check_schema(document)
    assert document["title"].startswith("canbao ")


def test_policy_files_fit_their_schema() -> None:
    validator = Draft202012Validator(schema("policy"))
    for one in places():
        validator.validate(one.data)


def test_the_award_example_fits_its_schema() -> None:
    Draft202012Validator(schema("award")).validate(tomllib.loads(AWARD))

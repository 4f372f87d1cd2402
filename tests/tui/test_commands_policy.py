"""``policy`` and ``schema``: coverage, values, a user's own files, what has expired."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from profiles.drafts import Drafts
from profiles.store import Store
from tests.tui import commands
from tests.tui.commands import AWARD, PROFILE, Done, Shell
from tui.app import CanbaoApp, run
from tui.parser import cells
from tui.report.schemas import schema
from tui.screens.profiles import ProfilesScreen


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "policy").mkdir()
    monkeypatch.setenv("CANBAO_POLICY", str(tmp_path / "policy"))
    return commands.shell(tmp_path, capsys, monkeypatch)


FOLDER = files("core.policy")
SHANXI = FOLDER.joinpath("provinces/140000.toml").read_bytes()

OWN = """
schema = 1
place = "140000"
checked = "2026-11-01"
[values.contribution_floor]
unit = "yuan"
entries = [
  { from = "2026-01", value = "4250", document = "本单位更正", grade = "B" },
  { from = "2027-01", value = "4400", published = "2026-11-01", document = "预通知", grade = "A" },
]
"""

# ------------------------------------------------------------------ list


def test_list(sh: Shell) -> None:
    found = {place["place"]: place for place in sh("policy", "list", "--json").json["places"]}
    assert found["140000"]["name"] == "山西省"
    floor = next(p for p in found["140000"]["parameters"] if p["name"] == "contribution_floor")
    # From the papers: 2019 to 2026, one value a year; 2020 to 2022 unverified, 2019 one source.
    assert (floor["first"], floor["last"], floor["entries"]) == ("2019-01", "2026-01", 8)
    assert floor["grades"] == {"A": 4, "B": 1, "C": 3}
    assert (floor["missing"], floor["expired"], floor["own"]) == ([], False, [])
    base = next(p for p in found["140000"]["parameters"] if p["name"] == "benefit_base")
    assert base["missing"] == [2026]  # only a stand-in is on file


def test_the_table_has_a_row_a_place_and_fits_80_columns(sh: Shell) -> None:
    rows = sh("policy", "list").out.splitlines()
    assert max(map(cells, rows)) <= 80
    assert [row.split() for row in rows if row.startswith("山西")] == [
        ["山西", "19-26A", "19-26A", "19-26A", "19-25A", "06B", "24-26B", "A", "放开B"]
    ]


def test_list_of_one_place_names_every_parameter(sh: Shell) -> None:
    out = sh("policy", "list", "山西").out
    assert "缴费基数下限               2019–2026  已核实 4 单一来源 1 待核实 3" in out
    assert "缺 2026" in out
    assert "外省户籍能否参保" in out
    assert [p["place"] for p in sh("policy", "list", "大同", "--json").json["places"]] == ["140000"]


# ------------------------------------------------------------------ show


@pytest.mark.parametrize("place", ["140000", "140105", "山西", "shanxi", "山西省"])
def test_show_finds_the_province(sh: Shell, place: str) -> None:
    assert sh("policy", "show", place, "--json").json["place"] == "140000"


@pytest.mark.parametrize("option", ["--on", "--as-of"])
def test_show_on_a_day(sh: Shell, option: str) -> None:
    def floor(day: str) -> str:
        document = sh("policy", "show", "140000", option, day, "--json").json
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
    assert max(map(cells, out.splitlines())) <= 80
    nation = sh("policy", "show").out
    assert "全国" in nation
    assert "个人账户记账利率" in nation
    assert "国发〔2014〕8号" in nation


@pytest.mark.parametrize("name", ["contribution_floor", "缴费基数下限", "下限"])
def test_show_one_parameter(sh: Shell, name: str) -> None:
    document = sh("policy", "show", "山西", name, "--json").json
    assert {value["name"] for value in document["values"]} == {"contribution_floor"}
    assert len(document["values"]) == 8
    assert (document["rules"], document["tables"]) == ([], [])
    assert "上限" not in sh("policy", "show", "山西", name).out


def test_show_a_year(sh: Shell) -> None:
    def floor(year: str, *words: str) -> tuple[str, str]:
        document = sh("policy", "show", "山西", "下限", "--year", year, *words, "--json").json
        (value,) = document["values"]
        return value["value"], value["state"]

    assert floor("2025") == ("4198.00", "published")
    assert floor("2027") == ("4329.00", "projected")  # 4244 × 1.02
    assert floor("2024", "--as-of", "2024-01-17") == ("3863.00", "provisional")
    out = sh("policy", "show", "山西", "--year", "2027").out
    assert "推算" in out
    assert "过渡系数" in out
    rate = sh("policy", "show", "全国", "crediting_rate", "--year", "2024", "--json").json
    assert rate["values"][0]["value"] == "0.0262"


@pytest.mark.parametrize(
    "words",
    [
        "show 990000",
        "show xyzzy",
        "show --as-of 2018-01-01",
        "show --as-of x",
        "show 山西 xyzzy",
        "show 山西 crediting_rate",
        "show 山西 --year 1",
        "show 山西 --year x",
        "list xyzzy",
    ],
)
def test_show_refuses(sh: Shell, words: str) -> None:
    done = sh("policy", *words.split(), "--json")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


# ------------------------------------------------------------------ check


def test_check_of_what_comes_along(sh: Shell) -> None:
    done = sh("policy", "check", "--json")
    assert [one["problems"] for one in done.json["files"] if one["problems"]] == []
    assert done.status == 0
    assert done.json["ok"] is True


def test_check_of_a_good_file(sh: Shell) -> None:
    assert sh("policy", "check", sh.file("140000.toml", SHANXI)).status == 0


def test_check_of_the_national_file(sh: Shell) -> None:
    raw = FOLDER.joinpath("national.toml").read_bytes()
    assert sh("policy", "check", sh.file("national.toml", raw)).status == 0


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
    text = SHANXI.decode()
    assert old in text
    file = sh.file("140000.toml", text.replace(old, new, 1))
    done = sh("policy", "check", file)
    assert (done.status, done.err) == (1, "")
    problems = [row for row in done.out.splitlines() if row.startswith(file)]
    assert problems
    assert any(said in problem for problem in problems)
    assert sh("policy", "check", file, "--json").json["ok"] is False


def test_check_names_every_problem_with_its_line(sh: Shell) -> None:
    text = OWN.replace('"2027-01"', '"2027-13"').replace('"B"', '"X"').replace("schema = 1", "")
    file = sh.file("140000.toml", text)
    done = sh("policy", "check", file, "--json")
    (found,) = [one for one in done.json["files"] if one["file"] == file]
    assert [(place["line"], place["key"]) for place in found["places"]] == [
        (None, "schema"),
        (8, "values.contribution_floor.entries.1"),
        (9, "values.contribution_floor.entries.2.from"),
    ]
    assert len(found["problems"]) == 3


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
    provinces = FOLDER.joinpath("provinces").iterdir()
    for file in (FOLDER.joinpath("national.toml"), *provinces):
        validator.validate(tomllib.loads(file.read_text("utf-8")))
    validator.validate(tomllib.loads(OWN))


def test_the_award_example_fits_its_schema() -> None:
    Draft202012Validator(schema("award")).validate(tomllib.loads(AWARD))


# ------------------------------------------------------------------ a user's own files


def _own(sh: Shell, text: str | bytes = OWN, name: str = "140000.toml") -> None:
    sh.file(f"policy/{name}", text)


def test_own_values_are_used_and_shown_as_own(sh: Shell) -> None:
    _own(sh)
    (floor, *_rest) = [
        value
        for value in sh("policy", "show", "140000", "下限", "--json").json["values"]
        if value["own"]
    ]
    assert (floor["value"], floor["own"], floor["grade"]) == ("4250", "140000.toml", "B")
    assert "自备数据 140000.toml，单一来源" in sh("policy", "show", "山西", "下限").out
    assert "19-27B#" in sh("policy", "list").out
    profile = sh.file("p.toml", PROFILE)
    document = sh("project", profile, "--json").json
    (used, *_rest) = [p for p in document["policy"]["parameters"] if p["own"]]
    assert (used["id"], used["value"]) == ("contribution_floor 2026", "4250.00")
    assert document["options"][0]["contribution"]["base"] == "4250.00"
    assert any(link["own"] == ["140000.toml"] for link in document["trace"])
    out = sh("project", profile).out
    assert "自备数据 140000.toml" in out
    assert "# 用了自备数据" in out


def test_the_digest_says_that_own_values_are_used(sh: Shell) -> None:
    profile = sh.file("p.toml", PROFILE)

    def digest() -> str:
        return str(sh("project", profile, "--json").json["policy"]["digest"])

    before = digest()
    _own(sh)
    assert digest() != before
    os.remove(sh.folder / "policy/140000.toml")
    _own(sh, OWN.replace("140000", "110000"), "110000.toml")
    assert digest() == before  # another province's file does not bear on the case


def test_diff_of_nothing(sh: Shell) -> None:
    done = sh("policy", "diff")
    assert (done.status, done.err) == (0, "")
    assert sh("policy", "diff", "--json").json["differences"] == []


def test_diff_says_what_is_added_changed_and_unused(sh: Shell) -> None:
    same = OWN.replace('"4250"', '"4244"')
    _own(sh, same.replace('{ from = "2027', '# { from = "2027'))
    done = sh("policy", "diff")
    assert done.status == 0
    assert "没有改变任何数" in done.out
    _own(sh, OWN)
    _own(
        sh,
        'schema = 1\nplace = "140221"\nchecked = "2026-11-01"\n'
        '[tables.resident_tiers]\nsubsidies = { 200 = "55" }\n'
        '[rules.outsiders]\nvalue = "open"\n',
        "140221.toml",
    )
    done = sh("policy", "diff")
    assert done.status == 1
    assert "4244 → 4250" in done.out
    assert "推算 4329 → 4400" in done.out
    assert "晋人社厅发〔2026〕27号" in done.out
    assert max(map(cells, done.out.splitlines()[1:])) <= 80
    found = sh("policy", "diff", "--json").json["differences"]
    assert {(one["name"], one["place"], one["kind"]) for one in found} == {
        ("contribution_floor", "140000", "changed"),
        ("contribution_floor", "140000", "added"),
        ("resident_tiers", "140221", "changed"),
        ("outsiders", "140221", "unused"),
    }
    added = next(one for one in found if one["kind"] == "added")
    assert (added["old"], added["old_state"], added["new"], added["new_document"]) == (
        "4329",
        "projected",
        "4400",
        "预通知",
    )


def test_check_looks_at_the_own_folder(sh: Shell) -> None:
    _own(sh)
    assert sh("policy", "check").status == 0
    _own(sh, OWN.replace('"4250"', '"42500"'))
    done = sh("policy", "check")
    assert done.status == 1
    assert "policy/140000.toml：values.contribution_floor（第 5 行）" in done.out
    assert "高于上限" in done.out


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "not toml": b"schema = ",
    "latin": OWN.encode("gb18030"),
    "binary": bytes(range(256)) * 4,
    "huge": OWN.encode() + b"#" * 70000,
    "long line": b'x = "' + b"a" * 5000 + b'"',
    "deep": b"x = " + b"[" * 500 + b"]" * 500,
    "dots": b".".join([b"a"] * 3000) + b" = 1",
    "list": b"values = [1, 2]",
    "wrong types": OWN.replace('"4250"', "4250").encode(),
    "null": OWN.encode() + b"\0",
    "number": b"schema = 1\nplace = 140000\n",
    "other place": OWN.replace("140000", "150000").encode(),
    "escape": b'schema = 1\nplace = "140000"\n"\\u001b[2J" = 1\n',
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_named_and_left_out(sh: Shell, raw: bytes) -> None:
    _own(sh, raw)
    _left_out(sh)


def _left_out(sh: Shell, name: str = "140000.toml") -> Done:
    """One sentence on standard error; everything works on the packaged data."""
    done = sh("project", sh.file("p.toml", PROFILE))
    assert done.status == 0
    assert "4244" in done.out
    (sentence,) = done.err.splitlines()
    assert sentence.startswith("自备的政策文件没有用上：")
    assert name in sentence
    assert sentence.endswith("。")
    assert "\x1b" not in sentence
    assert sh("policy", "check").status == 1
    assert sh("policy", "diff").status == 2
    return done


def test_the_first_of_several_problems_is_told_with_their_number(sh: Shell) -> None:
    _own(sh, OWN.replace('"4250"', "4250").replace('"4400"', "4400"))
    assert "共 2 处，canbao policy check 列出" in _left_out(sh).err


def test_links_folders_and_pipes_are_not_read(sh: Shell) -> None:
    sh.file("elsewhere.toml", OWN)
    (sh.folder / "policy/140000.toml").symlink_to(sh.folder / "elsewhere.toml")
    _left_out(sh)
    (sh.folder / "policy/140000.toml").unlink()
    (sh.folder / "policy/140000.toml").mkdir()
    _left_out(sh)
    (sh.folder / "policy/140000.toml").rmdir()
    os.mkfifo(sh.folder / "policy/140000.toml")
    _left_out(sh)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_left_out(sh: Shell) -> None:
    _own(sh)
    (sh.folder / "policy/140000.toml").chmod(0)
    _left_out(sh)


def test_other_files_do_not_count(sh: Shell) -> None:
    _own(sh, "nothing", "README.md")
    _own(sh, b"\xff", ".140000.toml.swp")
    _own(sh, b"\xff", ".hidden.toml")
    assert sh("project", sh.file("p.toml", PROFILE)).err == ""


def test_a_folder_that_is_not_there_is_named_when_it_was_chosen(
    sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBAO_POLICY", str(sh.folder / "nowhere"))
    assert "nowhere" in _left_out(sh, "nowhere").err
    monkeypatch.delenv("CANBAO_POLICY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(sh.folder))
    assert sh("project", sh.file("p.toml", PROFILE)).err == ""


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/policy", "a-file", "link", "\x1b[2J"])
def test_odd_folders_are_named(sh: Shell, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    sh.file("a-file", "")
    (sh.folder / "link").symlink_to("nowhere")
    monkeypatch.chdir(sh.folder)
    monkeypatch.setenv("CANBAO_POLICY", folder)
    _left_out(sh, "文件夹打不开")


def test_the_folder_itself_may_be_a_link(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    _own(sh)
    (sh.folder / "link").symlink_to(sh.folder / "policy")
    monkeypatch.setenv("CANBAO_POLICY", str(sh.folder / "link"))
    assert sh("policy", "diff").status == 1


def test_one_broken_file_does_not_hide_a_good_one(sh: Shell) -> None:
    _own(sh)
    _own(sh, "x", "110000.toml")
    done = sh("policy", "show", "山西", "下限")
    assert "4250" in done.out
    assert len(done.err.splitlines()) == 1


# ------------------------------------------------------------------ what has expired


def test_nothing_of_shanxi_has_expired_today(sh: Shell) -> None:
    assert "已过期" not in sh("policy", "list", "山西").out
    assert sh("project", sh.file("p.toml", PROFILE), "--strict").status == 0


def test_what_has_expired_is_marked_wherever_it_is_shown(sh: Shell) -> None:
    late = ("--as-of", "2028-01-01")
    assert "19-26A!" in sh("policy", "list", *late).out
    assert "已过期" in sh("policy", "list", "山西", *late).out
    shown = sh("policy", "show", "山西", "下限", *late)
    assert "4244  已核实，已过期" in shown.out
    profile = sh.file("p.toml", PROFILE)
    document = sh("project", profile, *late, "--json").json
    old = {p["id"].split()[0] for p in document["policy"]["parameters"] if p["expired"]}
    assert {"contribution_floor", "average_wage", "benefit_base"} <= old
    assert "! 用了已过期的数" in sh("project", profile, *late).out
    # In the year after its own a value waits for the next; then it is late.
    assert "19-26A " in sh("policy", "list", "--as-of", "2027-12-31").out


def test_strict_refuses_expired_values_with_a_sentence_each(sh: Shell) -> None:
    profile = sh.file("p.toml", PROFILE)
    done = sh("project", profile, "--as-of", "2028-01-01", "--strict", "--json")
    assert (done.status, done.out) == (2, "")
    floor = [row for row in done.err.splitlines() if "缴费基数下限" in row]
    assert len(floor) == 1
    assert "2026-01" in floor[0]
    assert "晋人社厅发〔2026〕27号" in floor[0]
    done = sh("policy", "list", "--as-of", "2028-01-01", "--strict")
    assert (done.status, done.out) == (2, "")
    assert "山西省「缴费基数下限」" in done.err


def test_strict_check_counts_expired_values(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBAO_AS_OF", "2028-01-01")
    assert sh("policy", "check").status == 0
    done = sh("policy", "check", "--strict")
    assert done.status == 1
    assert "140000.toml：山西省「缴费基数下限」" in done.out


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_of_somebody_else_is_left_out(sh: Shell) -> None:
    _own(sh)
    os.chown(sh.folder / "policy/140000.toml", 12345, -1)
    _left_out(sh)


def test_a_folder_full_of_files_is_read_to_a_limit(sh: Shell) -> None:
    for number in range(410):
        _own(sh, b"", f"{number:06}.toml")
    done = sh("policy", "list", "山西")
    assert done.status == 0
    assert "文件太多" in done.err


# ------------------------------------------------------------------ the interface


def _first_screen(sh: Shell, monkeypatch: pytest.MonkeyPatch, *, listed: bool) -> str:
    """What the first screen tells."""
    started: list[CanbaoApp] = []
    monkeypatch.setattr(CanbaoApp, "run", lambda self, **_: started.append(self))
    if listed:
        sh.saved()
    store = Store(sh.folder / "profiles")
    run(store=store, drafts=Drafts(store.root), as_of=date(2026, 11, 23))
    (app,) = started
    screen = app.get_default_screen()
    if isinstance(screen, ProfilesScreen):
        return screen.told
    assert app.opened is not None
    return "" if app.opened.flow.told is None else app.opened.flow.told.text


@pytest.mark.parametrize("listed", [True, False])
def test_the_interface_opens_on_packaged_data_and_says_so(
    sh: Shell, monkeypatch: pytest.MonkeyPatch, *, listed: bool
) -> None:
    assert _first_screen(sh, monkeypatch, listed=listed) == ""
    _own(sh, b"x")
    assert "140000.toml" in _first_screen(sh, monkeypatch, listed=listed)

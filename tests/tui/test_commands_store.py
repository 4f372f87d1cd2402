"""Profiles on the command line: list, show, import, export, delete, restore."""

from __future__ import annotations

import io
import json
import stat
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.tui import commands
from tests.tui.commands import PROFILE, Shell
from tui.report.schemas import schema


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


def test_nothing_yet(sh: Shell) -> None:
    assert sh("list").out == "还没有方案\n"
    assert sh("list", "--deleted").out == "没有删掉的方案\n"
    assert sh("list", "--json").json == {"schema": 1, "profiles": []}
    assert not (sh.folder / "profiles").exists()


def test_import_list_show(sh: Shell) -> None:
    found = sh.saved()
    (item,) = sh("list", "--json").json["profiles"]
    assert (item["id"], item["name"], item["problem"]) == (found, "骑手小王", None)
    assert item["saved"].startswith("2026-11-23T")
    assert found in sh("list").out
    shown = sh("show", "骑手小王")
    assert shown.status == 0
    assert "1985-03" in shown.out
    assert "山西省太原市" in shown.out
    document = sh("show", found, "--json").json
    assert document["person"] == {"birth": "1985-03", "sex": "male"}
    Draft202012Validator(schema("profile")).validate(document)


def test_show_names_past_periods(sh: Shell) -> None:
    period = (
        '[[history.periods]]\nscheme = "employee"\nfrom = "2019-05"\nto = "2022-04"\n'
        'base = "3863"\nplace = "140000"\n'
    )
    sh.saved(PROFILE.replace("[plan]", period + "[plan]"))
    assert "2019-05至2022-04" in sh("show", "骑手小王").out


def test_every_import_is_a_new_profile(sh: Shell) -> None:
    first = sh.saved()
    exported = sh("export", first).out
    assert f'id = "{first}"' in exported
    assert sh.saved(exported) != first


def test_an_ambiguous_name_lists_the_ids(sh: Shell) -> None:
    ids = {sh.saved(), sh.saved()}
    done = sh("show", "骑手小王")
    assert done.status == 2
    assert all(one in done.err for one in ids)
    assert all(sh("show", one).status == 0 for one in ids)


def test_import_with_another_name(sh: Shell) -> None:
    sh.saved(name="老李")
    assert sh("show", "老李").status == 0
    done = sh("import", sh.file("p.toml", PROFILE), "--name", "一" * 41)
    assert done.status == 2
    assert done.err.startswith("--name：")


def test_import_from_standard_input(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PROFILE.encode())))
    assert sh("import", "-").status == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    done = sh("import", "-")
    assert done.status == 2
    assert done.err.startswith("标准输入：不是 UTF-8 编码")


def test_project_a_saved_profile(sh: Shell) -> None:
    sh.saved()
    document = sh("project", "骑手小王", "--json").json
    assert document["retirement"]["statutory"] == "2048-03"


def test_export_round_trip(sh: Shell) -> None:
    sh.saved()
    toml = tomllib.loads(sh("export", "骑手小王").out)
    as_json = json.loads(sh("export", "骑手小王", "--format", "json").out)
    assert toml == as_json
    wanted = tomllib.loads(PROFILE)
    assert {key: toml[key] for key in wanted} == wanted


def test_export_to_a_file_never_over_another(sh: Shell) -> None:
    sh.saved()
    target = sh.folder / "out.toml"
    assert sh("export", "骑手小王", "--output", str(target)).status == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    target.write_bytes(b"mine")
    done = sh("export", "骑手小王", "--output", str(target))
    assert (done.status, target.read_bytes()) == (2, b"mine")
    assert "--force" in done.err
    assert sh("export", "骑手小王", "--output", str(target), "--force").status == 0
    assert target.read_bytes() == before
    assert {p.name for p in sh.folder.iterdir()} == {"in.toml", "out.toml", "profiles"}


def test_export_into_nowhere(sh: Shell) -> None:
    sh.saved()
    done = sh("export", "骑手小王", "--output", str(sh.folder / "no" / "x.toml"))
    assert done.status == 2
    assert "文件不在" in done.err


def test_delete_and_restore(sh: Shell) -> None:
    found = sh.saved()
    assert sh("delete", "骑手小王").status == 0
    assert sh("show", "骑手小王").status == 2
    (item,) = sh("list", "--deleted", "--json").json["profiles"]
    assert item["id"] == found
    assert sh("restore", "骑手小王").status == 0
    assert sh("show", found).status == 0
    assert sh("restore", found).status == 2


def test_a_broken_profile_is_listed_with_its_problem(sh: Shell) -> None:
    found = sh.saved()
    (sh.folder / "profiles" / f"{found}.toml").write_text("x", encoding="utf-8")
    (item,) = sh("list", "--json").json["profiles"]
    assert item["problem"]
    done = sh("show", found)
    assert (done.status, done.out) == (2, "")
    assert sh("list").status == 0


@pytest.mark.parametrize(
    "name", ["", " ", "../x", "没有", "\x1b[31m", "110101199003071234", "a" * 999]
)
@pytest.mark.parametrize("command", ["show", "export", "delete", "restore", "open", "project"])
def test_names_that_are_none(sh: Shell, command: str, name: str) -> None:
    done = sh(command, name)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "\x1b" not in done.err
    assert "19900307" not in done.err


def test_no_permission_is_refused(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", refuse)
    (sh.folder / "profiles").mkdir()
    done = sh("list")
    assert (done.status, done.out) == (3, "")
    assert done.err == "方案列表打不开：没有权限。\n"


def test_the_interface_needs_a_terminal(sh: Shell) -> None:
    done = sh()
    assert done.status == 2
    assert "不是终端" in done.err

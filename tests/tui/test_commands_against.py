"""``project --against``: the same plan under the law of two days."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.tui import commands
from tests.tui.commands import PROFILE, TODAY, Shell
from tui.parser import cells

NEWSPAPER = "2024-01-17"
DECISION = "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024-09-13）"


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


def _against(sh: Shell, text: str = PROFILE, *words: str) -> Any:
    file = sh.file("p.toml", text)
    return sh("project", file, "--against", NEWSPAPER, "--json", *words).json


def _rows(document: Any) -> dict[str, tuple[str | None, str | None]]:
    return {row["key"]: (row["then"], row["now"]) for row in document["rows"]}


def test_the_newspapers_world_and_today(sh: Shell) -> None:
    document = _against(sh)
    assert (document["then"], document["now"]) == (NEWSPAPER, TODAY)
    rows = _rows(document)
    # The newspaper: 3863 × 20 % = 772.60, 19314 × 20 % = 3862.80.
    assert rows["contribution_floor 140100"] == ("3863", "4244")
    assert rows["contribution_floor payment 140100"] == ("772.60", "848.80")
    assert rows["contribution_ceiling 140100"] == ("19314", "21219")
    assert rows["contribution_ceiling payment 140100"] == ("3862.80", "4243.80")
    assert rows["statutory"] == ("2045-03", "2048-03")
    assert rows["minimum_months"] == ("180", "240")
    assert "contribution_floor 140500" not in rows  # the same file governs both places


def test_every_difference_has_its_cause(sh: Shell) -> None:
    document = _against(sh)
    for row in document["rows"]:
        assert row["differs"] == (row["then"] != row["now"])
        assert bool(row["causes"] or row["parts"]) == row["differs"], row
    causes = {row["key"]: row["causes"] for row in document["rows"]}
    assert causes["statutory"] == [DECISION]
    assert causes["contribution_floor 140100"] == ["晋人社厅发〔2026〕27号"]
    totals = [row for row in document["rows"] if row["key"].startswith("total ")]
    assert len(totals) == 4
    for row in totals:
        difference = Decimal(row["now"]) - Decimal(row["then"])
        assert sum(Decimal(one["part"]) for one in row["parts"]) == difference
    (resident,) = [row for row in totals if row["key"] == "total resident registered"]
    assert [one["code"] for one in resident["parts"]] == ["resident"]


def test_the_parts_of_the_chosen_option_add_up(sh: Shell) -> None:
    document = _against(sh)
    then, now = map(Decimal, document["totals"])
    parts = [Decimal(one["part"]) for one in document["changes"]]
    assert sum(parts) == Decimal(document["whole"]) == now - then
    assert document["ages"] == ["38y10m", "41y8m"]
    limits = next(one for one in document["changes"] if one["code"] == "limits")
    first = limits["values"][0]
    assert (first["then"]["value"], first["then"]["state"]) == ("3863.00", "provisional")
    assert (first["now"]["value"], first["now"]["document"]) == (
        "4113.00",
        "晋人社厅发〔2024〕39号",
    )


def test_the_sides_are_the_projections_of_the_days(sh: Shell) -> None:
    document = _against(sh)
    file = sh.file("p.toml", PROFILE)
    for side, day in zip(document["projections"], (NEWSPAPER, TODAY), strict=True):
        assert side == sh("project", file, "--as-of", day, "--json").json


def test_the_earlier_day_stands_first_however_it_is_asked(sh: Shell) -> None:
    file = sh.file("p.toml", PROFILE)
    words = ("--as-of", NEWSPAPER, "--against", TODAY, "--json")
    assert sh("project", file, *words).json == _against(sh)


def test_the_text_fits_80_columns_and_names_the_documents(sh: Shell) -> None:
    out = sh("project", sh.file("p.toml", PROFILE), "--against", NEWSPAPER).out
    assert max(map(cells, out.splitlines())) <= 80
    assert "772.60                 848.80 ≠" in out
    assert "3862.80                4243.80 ≠" in out
    assert DECISION in out
    assert "暂用上一个 3863 → 已公布 4113" in out
    assert all(row.strip() for row in out.splitlines()[:20])


def test_the_same_day_twice_has_no_changes(sh: Shell) -> None:
    file = sh.file("p.toml", PROFILE)
    assert "没有变化" in sh("project", file, "--against", TODAY).out
    document = sh("project", file, "--against", TODAY, "--json").json
    assert (document["changes"], document["whole"]) == ([], "0.00")


def test_an_undecided_track_has_a_table_for_each(sh: Shell) -> None:
    text = PROFILE.replace('sex = "male"', 'sex = "female"\ncategory = "unsure"')
    document = _against(sh, text)
    assert [one["category"] for one in document["branches"]] == ["female55", "female50"]
    out = sh("project", sh.file("p.toml", text), "--against", NEWSPAPER).out
    assert out.count("各项变化") == 2


def test_a_plan_the_old_law_does_not_allow_says_so(sh: Shell) -> None:
    text = PROFILE.replace("[plan]", '[plan]\nretire = "2047-06"')
    file = sh.file("p.toml", text)
    done = sh("project", file, "--against", NEWSPAPER)
    assert (done.status, done.err) == (0, "")
    assert "2024-01-17 的规定下算不出" in done.out
    document = _against(sh, text)
    assert document["projections"][0]["error"]
    assert document["whole"] is None


@pytest.mark.parametrize("day", ["x", "2018-12-31", "2024-1-17", ""])
def test_a_bad_day_is_refused(sh: Shell, day: str) -> None:
    done = sh("project", sh.file("p.toml", PROFILE), "--against", day)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("--against：")


def test_strict_looks_at_both_days(sh: Shell) -> None:
    file = sh.file("p.toml", PROFILE)
    assert sh("project", file, "--against", NEWSPAPER, "--strict").status == 0
    done = sh("project", file, "--against", "2028-01-01", "--strict")
    assert (done.status, done.out) == (2, "")
    assert "已过期" in done.err


# ------------------------------------------------------------------ a result made again


def test_a_saved_plan_says_under_which_law_and_whether_the_policy_is_the_same(
    sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sh.folder / "own").mkdir()
    monkeypatch.setenv("CANBAO_POLICY", str(sh.folder / "own"))
    saved = sh.saved()
    under = sh("project", saved, "--json").json["saved_under"]
    assert (under["as_of"], under["same_policy"]) == (TODAY, True)
    assert under["digest"] == sh("project", saved, "--json").json["policy"]["digest"]
    assert "政策数据和那时一样" in sh("show", saved).out
    sh.file("own/140000.toml", OWN)
    assert sh("project", saved, "--json").json["saved_under"]["same_policy"] is False
    for command in ("show", "project"):
        out = sh(command, saved).out
        assert "政策数据在那之后改过" in out
        assert max(map(cells, out.splitlines())) <= 80
    os.remove(sh.folder / "own/140000.toml")
    assert sh("project", saved, "--json").json["saved_under"]["same_policy"] is True


def test_own_values_are_named_as_the_cause(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (sh.folder / "own").mkdir()
    monkeypatch.setenv("CANBAO_POLICY", str(sh.folder / "own"))
    sh.file("own/140000.toml", OWN)
    out = sh("project", sh.file("p.toml", PROFILE), "--against", NEWSPAPER).out
    assert "已公布 4250，本单位更正（自备数据" in out.replace("\n      ", "")


def test_a_comment_in_an_own_file_does_not_change_the_digest(
    sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBAO_POLICY", str(sh.folder / "own"))
    (sh.folder / "own").mkdir()
    file = sh.file("p.toml", PROFILE)

    def digest(text: str) -> str:
        sh.file("own/140000.toml", text)
        return str(sh("project", file, "--json").json["policy"]["digest"])

    assert digest(OWN) == digest("# 备注\n" + OWN) != digest(OWN.replace("4250", "4251"))


def test_a_result_is_made_again_with_the_day_of_its_save(
    sh: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBAO_AS_OF", NEWSPAPER)
    saved = sh.saved()
    before = sh("project", saved, "--json").json
    monkeypatch.setenv("CANBAO_AS_OF", TODAY)
    assert sh("project", saved, "--json").json["options"] != before["options"]
    day = sh("project", saved, "--json").json["saved_under"]["as_of"]
    assert sh("project", saved, "--as-of", day, "--json").json == before


def test_a_file_that_was_never_saved_says_nothing(sh: Shell) -> None:
    file = sh.file("p.toml", PROFILE)
    assert "saved_under" not in sh("project", file, "--json").json
    assert "上次保存" not in sh("project", file).out


OWN = """schema = 1
place = "140000"
checked = "2026-11-01"
[values.contribution_floor]
unit = "yuan"
entries = [{ from = "2026-01", value = "4250", document = "本单位更正", grade = "B" }]
"""

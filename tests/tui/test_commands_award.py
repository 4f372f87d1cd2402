"""``award``: exit statuses, text, JSON, and files that are none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui import commands
from tests.tui.commands import AWARD, Shell


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


EXACT = AWARD.replace("[printed]", 'transitional_indexed_wage = "5105.86"\n[printed]')


def test_everything_reproduced(sh: Shell) -> None:
    document = sh("award", sh.file("a.toml", EXACT), "--json").json
    assert document["reproduced"] is True
    # 2633.36 + 695.02 + 857.36 = 4185.74, up to the jiao 4185.80
    assert document["computed"] == {
        "basic": "2633.36",
        "account": "695.02",
        "transitional": "857.36",
        "total": "4185.80",
    }
    assert set(document["differences"].values()) == {"0.00"}
    assert document["precision"] == {
        "years": "exact",
        "index": "indexed_wage",
        "deemed_years": "exact",
        "transitional_index": "indexed_wage",
        "parts": "fen",
        "total": "jiao_up",
        "total_on_file": True,
    }
    assert sh("award", sh.file("a.toml", EXACT)).status == 0


def test_a_difference_exits_one(sh: Shell) -> None:
    done = sh("award", sh.file("a.toml", AWARD), "--json")
    assert done.status == 1
    assert done.json["differences"]["transitional"] == "0.04"
    assert [note["code"] for note in done.json["notes"]] == ["transitional_index_rounded"]
    text = sh("award", sh.file("a.toml", AWARD))
    assert (text.status, text.err) == (1, "")
    assert "没有对上的：过渡性养老金" in text.out
    assert not [row for row in text.out.splitlines() if cell_len(row) > 80]


def test_from_standard_input(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EXACT.encode())))
    assert sh("award", "-").status == 0


HOSTILE = {
    "empty": b"",
    "null": b"\0",
    "latin": '[award]\nx = "ä"'.encode("latin-1"),
    "not toml": b"[award\n",
    "array": b"[[award]]\n",
    "deep": b"a = " + b"[" * 5000,
    "long": b"#" * 100_000,
    "float": AWARD.replace('"0.7604"', "0.7604").encode(),
    "nan": AWARD.replace('"0.7604"', "nan").encode(),
    "minus": AWARD.replace('"96607.26"', '"-1"').encode(),
    "zero": AWARD.replace('"139"', '"0"').encode(),
    "place": AWARD.replace('"140000"', '"999999"').encode(),
    "early": AWARD.replace('"2025-10"', '"1999-10"').encode(),
    "escape": AWARD.replace('"140000"', '"\\u001b[31m"').encode(),
    "full width": AWARD.replace('"139"', '"１３９"').encode(),
    "huge months": AWARD.replace("495", "9" * 30).encode(),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(sh: Shell, raw: bytes) -> None:
    done = sh("award", sh.file("a.toml", raw), "--json")
    assert (done.status, done.out) == (2, "")
    assert "a.toml" in done.err
    assert "\x1b" not in done.err


def test_an_unknown_key_names_the_nearest(sh: Shell) -> None:
    text = AWARD.replace("payout_months", "payout_month")
    done = sh("award", sh.file("a.toml", text))
    assert "award.payout_month：没有这一项，最接近的是 award.payout_months" in done.err


def test_a_folder_is_no_file(sh: Shell) -> None:
    done = sh("award", str(sh.folder))
    assert done.status == 2
    assert "不是普通文件" in done.err

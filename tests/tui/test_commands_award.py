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


def test_a_folder_without_sheets(sh: Shell) -> None:
    done = sh("award", str(sh.folder))
    assert done.status == 2
    assert "里面没有 .toml 或 .csv 文件" in done.err


# ---- many sheets --------------------------------------------------------------------------------
def test_several_files_and_a_summary(sh: Shell) -> None:
    good, bad = sh.file("good.toml", EXACT), sh.file("bad.toml", AWARD)
    done = sh("award", good, bad)
    assert (done.status, done.err) == (1, "")
    *_, good_row, bad_row, _rule, summary = done.out.splitlines()
    assert good_row.split()[-5:] == ["2025-10", "对上", "对上", "对上", "对上"]
    # the transitional part is 0.04 too high, and the total, up to the jiao, 0.00
    assert bad_row.split()[-4:] == ["对上", "差", "0.04", "对上"]
    assert summary == "共 2 张，印出 8 个数：对上 7，不同 1，缺数据算不出 0。"
    assert not [row for row in done.out.splitlines() if cell_len(row) > 80]
    assert sh("award", good, good).status == 0


def test_a_folder_of_sheets(sh: Shell) -> None:
    sh.file("b.toml", EXACT)
    sh.file("a.toml", AWARD.replace('index = "0.7604"\n', ""))
    document = sh("award", str(sh.folder), "--json").json
    assert [one["name"].rsplit("/", 1)[-1] for one in document["sheets"]] == ["a.toml", "b.toml"]
    assert document["reproduced"] is False
    assert document["summary"]["sheets"] == 2
    assert {"printed", "reproduced", "different", "lacking"} <= set(document["summary"])


TABLE = """\
sheet,province,retired,benefit_base,indexed_wage,months,deemed_months,transitional_indexed_wage,\
account_balance,payout_months,printed_basic,printed_account,printed_transitional,printed_total,note
one,140000,2025-10,7253,5514.81855,495,155,5105.86,96607.26,139,2633.36,695.02,857.36,4185.8,x
two,140000,2025-10,7253,,495,0,,,139,2633.36,,,,
"""


def test_a_table_of_sheets(sh: Shell) -> None:
    done = sh("award", sh.file("many.csv", TABLE))
    assert done.status == 1
    assert "two                    2025-10  缺数据" in done.out
    assert done.out.splitlines()[-1] == "共 2 张，印出 5 个数：对上 4，不同 0，缺数据算不出 1。"
    first = "\n".join(TABLE.splitlines()[:2])
    assert sh("award", sh.file("one.csv", first)).status == 0
    assert sh("award", sh.file("bom.csv", b"\xef\xbb\xbf" + first.encode())).status == 0


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "没有核定表"),
        ("province,retired\n", "没有核定表"),
        ("province,retird\n140000,2025-10\n", "retird：没有这一列，最接近的是 retired"),
        ("retired,retired\n2025-10,2025-10\n", "这一列写了不止一次"),
        ("province,retired\n140000\n", "many.csv:2：有 1 格，应有 2 格"),
        ("province,retired\n140000,10/2025\n", "many.csv:2：award.retired"),
        ("province,retired\n990000,2025-10\n", "没有代码为 990000 的地方"),
        ("province,retired,months\n140000,2025-10,1.5\n", "award.months"),
        ('province,retired\n"140000,2025-10\n', "不是 UTF-8 的 CSV 表"),
        ("province,retired\n140000,2025-10\n".encode("utf-16"), "不是 UTF-8 的 CSV 表"),
        ("province,retired,index\n140000,2025-10,\x1b[31m\n", "award.index"),
    ],
)
def test_tables_that_are_none(sh: Shell, table: str | bytes, said: str) -> None:
    done = sh("award", sh.file("many.csv", table))
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "\x1b" not in done.err


def test_new_keys_of_a_sheet(sh: Shell) -> None:
    # (7978.25 + 7322.08 × 0.62) / 2 × 41.67 % = 2608.11; 96750.01 / 139 = 696.04
    # 7322.08 × 0.62 × 11 × 1.4 % = 699.11; 2608.11 + 696.04 + 699.11 + 292.14 = 4295.40
    text = """
[award]
province = "220100"
retired = "2026-02"
benefit_base = "7978.25"
index_base = "7322.08"
index = "0.62"
months = 500
transitional_years = "11"
transitional_coefficient = "0.014"
account_balance = "96750.01"
payout_months = "139"
other = "292.14"
[printed]
basic = "2608.11"
account = "696.04"
transitional = "699.11"
total = "4295.40"
"""
    done = sh("award", sh.file("jilin.toml", text))
    assert done.status == 0
    assert "其他（照核定表）" in done.out
    assert sh("award", sh.file("jilin.toml", text), "--json").json["other"] == "292.14"

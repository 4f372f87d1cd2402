"""Real award sheets from all over the country: every printed figure to the fen, or why not.

``award_cases.csv`` are the 98 sheets, ``award_first.csv`` those of them whose printed figures were
first transcribed otherwise, ``award_more.csv`` others, looked at when the rules stood.  What does
not come out is named here one by one; the reasons, with the arithmetic that was tried, stand in
docs/award-sheets.md, which must agree with the program.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.quantities import to_fen
from core.rules.award import Printed
from core.rules.award_known import known
from core.rules.award_parts import PARTS
from tests.core import award_doc
from tests.core.award_doc import Checked, checked
from tui.__main__ import main

DOCUMENT = Path(__file__).parents[2] / "docs" / "award-sheets.md"

B, A, T, S = "basic", "account", "transitional", "total"
NOT_REPRODUCED: dict[str, dict[str, tuple[str, ...]]] = {
    "award_cases": {
        "beijing-4": (B, S),
        "chongqing-1": (T, S),
        "chongqing-2": (T, S),
        "chongqing-3": (T, S),
        "hebei-1": (T, S),
        "henan-1": (B, S),
        "henan-3": (T, S),
        "henan-7": (T, S),
        "hunan-3": (B, A, S),
        "liaoning-3": (S,),
        "tianjin-6": (S,),
    },
    "award_first": {
        "beijing-1": (B, T, S),
        "beijing-2": (B, T, S),
        "beijing-3": (B, T, S),
        "chongqing-1": (B, S),
        "guangxi-3": (T, S),
        "guizhou-2": (B, T, S),
        "henan-2": (B, T, S),
        "henan-3": (B, T, S),
        "henan-5": (B, T, S),
        "henan-6": (B, S),
        "henan-7": (B, T, S),
        "jiangsu-1": (T, S),
        "jiangsu-3": (T, S),
        "jiangsu-4": (T, S),
        "jiangxi-2": (B, A, T, S),
        "jilin-1": (T, S),
        "liaoning-1": (T, S),
        "ningxia-1": (T, S),
        "yunnan-1": (B, T, S),
        "zhejiang-3": (B, S),
    },
    "award_more": {
        "gansu/4": (T, S),
        "guangdong/shenzhen-man": (T,),
        "jiangsu/7": (T, S),
        "shanghai/1": (T, S),
        "shanghai/2": (T, S),
    },
}
SHEETS = [(table, one) for table in NOT_REPRODUCED for one in checked(table)]


@pytest.mark.parametrize(("table", "one"), SHEETS, ids=lambda x: getattr(x, "name", x))
def test_every_printed_figure_or_a_named_exception(table: str, one: Checked) -> None:
    found = {part.name: part.reproduced for part in one.result.components}
    exceptions = NOT_REPRODUCED[table].get(one.name, ())
    assert found == {name: name not in exceptions for name in (B, A, T, S)}
    assert not one.result.missing


def test_all_are_there_and_print_four_figures() -> None:
    assert [len(checked(table)) for table in NOT_REPRODUCED] == [98, 37, 39]
    assert all(part.printed is not None for _, one in SHEETS for part in one.result.components)


def test_what_was_replaced_is_kept_as_it_first_was() -> None:
    replaced = {one.name for one in checked("award_cases") if one.origin == "replaced"}
    assert replaced == {one.name for one in checked("award_first")}


def test_rules_come_from_the_files_of_the_provinces() -> None:
    assert all(one.result.rounding_on_file for _, one in SHEETS)


@pytest.mark.parametrize("name", award_doc.tables())
def test_the_document_says_what_the_program_finds(name: str) -> None:
    # If this fails: python -m tests.core.award_doc prints the tables anew.
    assert award_doc.tables()[name] in DOCUMENT.read_text(encoding="utf-8")


def test_every_written_reason_is_needed() -> None:
    for table, reasons in award_doc.REASONS.items():
        failed = {(n, part) for n, parts in NOT_REPRODUCED[table].items() for part in parts}
        assert set(reasons) <= failed


@pytest.mark.parametrize(("table", "one"), SHEETS, ids=lambda x: getattr(x, "name", x))
def test_no_result_is_fed_in(table: str, one: Checked) -> None:
    sheet = one.result.sheet
    bare = replace(sheet, printed=Printed())
    for part in PARTS:
        found, without = (
            [c.value for c in part.candidates(known(x, award_doc.LAW), to_fen)]
            for x in (sheet, bare)
        )
        assert found == without


def test_the_command_over_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(award_doc.DATA / f"{table}.csv") for table in NOT_REPRODUCED]
    status = main(["award", *files, "--as-of", "2026-11-23"])
    out, err = capsys.readouterr()
    assert (status, err) == (1, "")
    # 98 × 4 + 37 × 4 + 39 × 4 = 696 figures, of which 21 + 51 + 9 differ
    assert out.splitlines()[-1] == ("共 174 张，印出 696 个数：对上 615，不同 81，缺数据算不出 0。")

"""Award sheets as a table (CSV): a row a sheet, read as strictly as a TOML file.

The columns are the keys of ``[award]``, those of ``[printed]`` as ``printed_basic`` and so on, and
``sheet``, ``origin`` and ``note``, which are for people.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from core.rules.award_sheet import Sheet
from core.words import say
from profiles.award_file import AwardFile, AwardTable, PrintedTable
from profiles.complaints import complaints
from profiles.problems import Problem, ProfileError, refusal, shown

FOR_PEOPLE = ("sheet", "origin", "note")
PRINTED = "printed_"
COLUMNS = (
    *FOR_PEOPLE,
    *AwardTable.model_fields,
    *(PRINTED + name for name in PrintedTable.model_fields),
)
WHOLE = {name for name in AwardTable.model_fields if name.endswith("months")} - {"payout_months"}
"""Columns of whole numbers, which TOML writes without quotes."""


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet and what messages call it."""

    name: str
    sheet: Sheet


def parse_award_table(raw: bytes, name: str) -> tuple[NamedSheet, ...]:
    """The sheets in ``raw``; ProfileError with every problem of every row."""
    rows = _rows(raw, name)
    found: list[NamedSheet] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        label = str(shown(row.get("sheet") or "")) or f"{name}:{number}"
        try:
            sheet = AwardFile.model_validate(_as_toml(row)).sheet()
            found.append(NamedSheet(label, sheet))
        except ValidationError as error:
            problems += complaints(error, AwardFile, f"{name}:{number}")
    if problems:
        raise ProfileError(problems)
    return tuple(found)


def _rows(raw: bytes, name: str) -> list[dict[str, str]]:
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        header, *rows = [row for row in reader if row] or [[]]
    except (UnicodeDecodeError, csv.Error):
        raise refusal(name, say("不是 UTF-8 的 CSV 表")) from None
    problems = tuple(_strange(header, rows, name))
    if problems:
        raise ProfileError(problems)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _strange(header: list[str], rows: list[list[str]], name: str) -> Iterator[Problem]:
    """What is wrong with the shape of the table."""
    if not rows:
        yield Problem(name, "", say("没有核定表"), say("第一行写列名，以后每行一张"))
    for column in header:
        if column not in COLUMNS:
            near = get_close_matches(column[:40], COLUMNS, n=1, cutoff=0)[0]
            yield Problem(name, column, say("没有这一列，最接近的是 {near}", near=near))
        elif header.count(column) > 1:
            yield Problem(name, column, say("这一列写了不止一次"))
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            yield Problem(
                f"{name}:{number}",
                "",
                say("有 {n} 格，应有 {wanted} 格", n=len(row), wanted=len(header)),
            )


def _as_toml(row: dict[str, str]) -> dict[str, Any]:
    """The row as the tables of a TOML file; empty cells are left out."""
    given = {name: text for name, text in row.items() if text and name not in FOR_PEOPLE}
    printed = {
        name.removeprefix(PRINTED): text for name, text in given.items() if name.startswith(PRINTED)
    }
    award = {
        name: int(text) if name in WHOLE and text.isdecimal() and len(text) < MOST_DIGITS else text
        for name, text in given.items()
        if not name.startswith(PRINTED)
    }
    return {"award": award, "printed": printed}


MOST_DIGITS = 10

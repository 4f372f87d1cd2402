"""The years as CSV (RFC 4180, UTF-8): one row a year; no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from core.quantities import money
from core.words import Text, say
from core.year_table import YearRow
from profiles.problems import visible
from tui.report.handouts.asked import Asked
from tui.saying import option_name
from tui.words import render

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is worked out by spreadsheets instead of shown."""

HEAD: tuple[Text, ...] = (
    say("方案"),
    say("类别"),
    say("年"),
    say("年末岁数"),
    say("缴费月数"),
    say("缴费基数"),
    say("当年缴"),
    say("累计缴"),
    say("年末账户"),
    say("当年领"),
    say("累计领"),
)


def cell(text: str) -> str:
    """The text of a cell; one that would be a formula gets an apostrophe before it."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_of(asked: Asked) -> str:
    """The head, then the years of the chosen option, for an undecided woman of both tracks."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([render(text) for text in HEAD])
    for part in asked.parts:
        table = part.years
        name = option_name(part.projection.option, asked.policy.regions)
        lead = [cell(name), cell(part.projection.category.value)]
        for row in table.rows if table is not None else ():
            writer.writerow([*lead, *map(cell, _cells(row))])
    return out.getvalue()


def _cells(row: YearRow) -> list[str]:
    base = "" if row.base is None else money(row.base)
    amounts = (row.own, row.own_total, row.account, row.pension, row.pension_total)
    return [str(row.year), str(row.age), str(row.months), base, *map(money, amounts)]

"""The years drawn for print: shapes where the amounts belong, nothing from elsewhere."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from core.quantities import YearMonth
from core.year_table import Payback, YearRow, YearTable
from tui.report.handouts.chart import BOTTOM, LEFT, RIGHT, TOP, svg

NONE = Decimal("0.00")


def made() -> YearTable:
    """Four years: 1000 paid in each of two, 400 in the account, 1500 received, then 2500."""
    years = ((1000, 400, 0), (2000, 400, 0), (2000, 0, 1500), (2000, 0, 4000))
    rows = tuple(
        YearRow(2030 + n, 60 + n, 12, None, NONE, Decimal(a), Decimal(b), NONE, Decimal(c))
        for n, (a, b, c) in enumerate(years)
    )
    back = Payback(YearMonth(2033, 6), 18)
    return YearTable(
        rows, Decimal(2000), Decimal(4000), YearMonth(2032, 1), YearMonth(2033, 12), back
    )


def drawn(table: YearTable) -> ElementTree.Element:
    return ElementTree.fromstring("".join(svg(table)))


def of_class(found: ElementTree.Element, tag: str, **attributes: str) -> list[ElementTree.Element]:
    return [one for one in found.iter(tag) if all(one.get(k) == v for k, v in attributes.items())]


def test_a_bar_for_every_year_with_money_in_the_account() -> None:
    bars = of_class(drawn(made()), "rect")[1:]  # the first is the legend's
    # the highest amount, 4000, takes all the height: 400 a tenth of it
    assert [bar.get("height") for bar in bars] == [f"{(BOTTOM - TOP) / 10:.1f}"] * 2


def test_what_is_paid_and_received_are_told_apart_without_colour() -> None:
    paid, received = of_class(drawn(made()), "polyline")
    assert paid.get("stroke-dasharray")
    assert not received.get("stroke-dasharray")
    slot = (RIGHT - LEFT) / 4
    ends = [(LEFT + slot * (n + 0.5)) for n in range(4)]
    heights = [BOTTOM - (BOTTOM - TOP) * amount / 4000 for amount in (1000, 2000, 2000, 2000)]
    wanted = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(ends, heights, strict=True))
    assert paid.get("points") == wanted
    assert str(received.get("points")).split()[-1] == f"{ends[3]:.1f},{TOP:.1f}"
    assert len(str(received.get("points")).split()) == 2
    fills = {one.get("fill") for one in drawn(made()).iter() if one.get("fill")}
    assert fills == {"none", "#000", "#fff", "#ccc"}


def test_the_month_the_money_is_back_is_marked_and_named() -> None:
    found = drawn(made())
    (mark,) = of_class(found, "polygon")
    slot = (RIGHT - LEFT) / 4
    # June 2033 is half a year after the middle of 2032's slot, at the height of 2000
    x, y = LEFT + slot * 3, BOTTOM - (BOTTOM - TOP) / 2
    assert str(mark.get("points")).split()[0] == f"{x:.1f},{y - 6:.1f}"
    assert [one.text for one in found.iter("text") if "2033-06" in str(one.text)] == [
        "◇ 2033-06 回本"
    ]


def test_money_that_does_not_come_back_has_no_mark() -> None:
    table = made()
    never = YearTable(
        table.rows, table.own_total, table.lifetime_total, table.first_pension, table.last, None
    )
    assert not of_class(drawn(never), "polygon")
    assert "回本" not in "".join(svg(never))


def test_the_axes_have_round_amounts_and_ages() -> None:
    texts = [one.text for one in drawn(made()).iter("text")]
    assert texts.count("0") == 1
    assert {"1000", "2000", "4000", "2030", "60岁"} <= set(texts)
    rows = tuple(
        YearRow(2030, 60, 0, None, NONE, Decimal(800_000), NONE, NONE, NONE) for _ in range(1)
    )
    table = YearTable(rows, NONE, NONE, YearMonth(2030, 1), YearMonth(2030, 12), None)
    assert "80万" in [one.text for one in drawn(table).iter("text")]

"""The years drawn for print, as SVG: told apart by shape, without colour or anything elsewhere.

Grey bars are the account at the year's end, open circles on a dashed line what has been paid so
far, full ones on a solid line what has been received.  An amount of a year's end stands in the
middle of its year; the month the money is back lies between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape as for_html

from core.quantities import decimals
from core.year_table import Payback, YearRow, YearTable
from tui.widgets.year_chart import highest, tick_step, tick_text
from tui.words import _

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 52, 712, 30, 280
TICKS, LABELS = 8, 10
"""At most so many amounts and years are written on the axes."""

PAID = 'fill="#fff" stroke="#000"'
RECEIVED = 'fill="#000" stroke="#000"'
DASHED = 'stroke="#000" stroke-dasharray="4 3"'


@dataclass(frozen=True, slots=True)
class Plane:
    """Where years and yuan lie on the page."""

    first: int
    years: int
    top: Decimal

    @property
    def slot(self) -> Fraction:
        """The width of a year."""
        return Fraction(RIGHT - LEFT, self.years)

    def x(self, year: int, month: int = 12) -> Fraction:
        """The end of a month; that of a year is the middle of its slot."""
        return LEFT + (year - self.first + Fraction(month, 12) - Fraction(1, 2)) * self.slot

    def y(self, amount: Decimal | int) -> Fraction:
        return BOTTOM - Fraction(amount) * (BOTTOM - TOP) / Fraction(self.top)


def svg(table: YearTable) -> list[str]:
    """The whole drawing."""
    plane = Plane(table.rows[0].year, len(table.rows), highest(table))
    received = tuple(row for row in table.rows if row.pension_total)
    title = for_html(_("逐年图：年末账户、累计缴、累计领"))
    return [
        f'<svg class="years" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-size="11">',
        f"<title>{title}</title>",
        *_legend(),
        *_amounts(plane),
        *_years(plane, table.rows),
        *_bars(plane, table.rows),
        *_curve([(plane.x(r.year), plane.y(r.own_total)) for r in table.rows], DASHED, PAID),
        *_curve(
            [(plane.x(r.year), plane.y(r.pension_total)) for r in received],
            'stroke="#000"',
            RECEIVED,
        ),
        *(_payback(plane, table.payback, table.own_total) if table.payback else ()),
        "</svg>",
    ]


def _n(value: Fraction | int) -> str:
    """A coordinate."""
    return decimals(Fraction(value), 1)


def _line(x: Fraction | int, y: Fraction | int, to: tuple[Fraction | int, ...], how: str) -> str:
    return f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to[0])}" y2="{_n(to[1])}" {how}/>'


def _text(x: Fraction | int, y: Fraction | int, text: str, anchor: str = "middle") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{for_html(text)}</text>'


def _circle(x: Fraction | int, y: Fraction | int, how: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.5" {how}/>'


# ------------------------------------------------------------------ the frame


def _amounts(plane: Plane) -> Iterator[str]:
    """Round amounts, each with a thin line across."""
    for value in range(0, int(plane.top) + 1, tick_step(TICKS, plane.top)):
        y = plane.y(value)
        yield _line(LEFT, y, (RIGHT, y), f'stroke="{"#bbb" if value else "#000"}"')
        yield _text(LEFT - 6, y + 4, tick_text(value), "end")


def _years(plane: Plane, rows: tuple[YearRow, ...]) -> Iterator[str]:
    """Every n-th year and the age reached in it."""
    for row in rows[:: -(-len(rows) // LABELS)]:
        yield _text(plane.x(row.year), BOTTOM + 15, str(row.year))
        yield _text(plane.x(row.year), BOTTOM + 29, _("{n}岁").format(n=row.age))


def _legend() -> Iterator[str]:
    """What the shapes mean."""
    y, at = 12, LEFT
    yield f'<rect x="{at}" y="{y - 8}" width="14" height="9" fill="#ccc" stroke="#888"/>'
    yield _text(at + 20, y, _("年末账户"), "start")
    for at, how, mark, name in (
        (LEFT + 100, DASHED, PAID, _("累计缴")),
        (LEFT + 190, 'stroke="#000"', RECEIVED, _("累计领")),
    ):
        yield _line(at, y - 4, (at + 24, y - 4), how)
        yield _circle(at + 12, y - 4, mark)
        yield _text(at + 30, y, name, "start")


# ------------------------------------------------------------------ what is drawn in it


def _bars(plane: Plane, rows: tuple[YearRow, ...]) -> Iterator[str]:
    width = plane.slot * Fraction(3, 5)
    for row in rows:
        if row.account:
            x, y = plane.x(row.year) - width / 2, plane.y(row.account)
            size = f'width="{_n(width)}" height="{_n(BOTTOM - y)}"'
            yield f'<rect x="{_n(x)}" y="{_n(y)}" {size} fill="#ccc" stroke="#888"/>'


def _curve(points: list[tuple[Fraction, Fraction]], how: str, mark: str) -> Iterator[str]:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" {how}/>'
    for x, y in points:
        yield _circle(x, y, mark)


def _payback(plane: Plane, found: Payback, own_total: Decimal) -> Iterator[str]:
    """A diamond where the money is back, its month above, a line down to the years."""
    x, y = plane.x(found.month.year, found.month.month), plane.y(own_total)
    yield _line(x, TOP, (x, BOTTOM), 'stroke="#000" stroke-dasharray="1 3"')
    corners = ((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y))
    path = " ".join(f"{_n(at)},{_n(down)}" for at, down in corners)
    yield f'<polygon class="payback" points="{path}" {PAID}/>'
    near_the_end = x > (LEFT + RIGHT) // 2
    text = _("◇ {month} 回本").format(month=found.month)
    yield _text(x - 5 if near_the_end else x + 5, TOP + 8, text, "end" if near_the_end else "start")

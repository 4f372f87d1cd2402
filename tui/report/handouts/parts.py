"""What a hand-out is made of; every text is final: marks, units and rounding are in it already."""

from __future__ import annotations

from dataclasses import dataclass

from core.year_table import YearTable
from tui.lines import Align


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``strong`` where it must not be overlooked."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """What it is, and its value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """One figure: its value, and row by row how it came about: what the row is, what it says."""

    label: str
    value: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of ``widths`` terminal cells; wider text is cut where columns are fixed."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class YearChart:
    """The years drawn, by each pen in its own way."""

    table: YearTable


Block = Paragraph | Pairs | Items | Derived | Table | YearChart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """The whole document; ``short`` are the rows of the QR code, with nothing personal in them."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    notice: str
    short: tuple[str, ...]

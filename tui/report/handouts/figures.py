"""A figure of a hand-out as text, with its unit and its marks."""

from __future__ import annotations

from core.derivation import Figure, Unit, shown
from core.quantities import Age
from core.rules.retirement import age_text
from core.words import say
from tui.marks import marks_of
from tui.words import render


def marked(figure: Figure) -> str:
    """A value with its unit where it has a word, and its marks."""
    value = figure.value
    if isinstance(value, Age):
        return render(age_text(value))
    if figure.unit is Unit.MONTHS and isinstance(value, int):
        return render(say("{n} 个月", n=value))
    return shown(value, figure.unit) + marks_of(figure)

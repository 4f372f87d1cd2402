"""The marks beside a figure: ~ projected, * provisional, ? unverified."""

from core.derivation import Figure, Grade, State

PROJECTED, PROVISIONAL, UNVERIFIED = "~", "*", "?"


def marks_of(figure: Figure) -> str:
    """The marks a figure carries, read off its derivation."""
    states = {parameter.state for parameter in figure.parameters}
    marks = PROJECTED if State.PROJECTED in states else ""
    marks += PROVISIONAL if State.PROVISIONAL in states else ""
    return marks + (UNVERIFIED if figure.grade is Grade.C else "")

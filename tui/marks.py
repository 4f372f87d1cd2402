"""The marks beside a figure: ~ projected, * provisional, ? unverified, # own data, ! expired."""

from core.derivation import Figure, Grade, State

PROJECTED, PROVISIONAL, UNVERIFIED, OWN, EXPIRED = "~", "*", "?", "#", "!"


def marks_of(figure: Figure) -> str:
    """The marks a figure carries, read off its derivation."""
    parameters = figure.parameters
    states = {parameter.state for parameter in parameters}
    marks = PROJECTED if State.PROJECTED in states else ""
    marks += PROVISIONAL if State.PROVISIONAL in states else ""
    marks += UNVERIFIED if figure.grade is Grade.C else ""
    marks += OWN if any(source.own for source in figure.sources) else ""
    return marks + (EXPIRED if any(parameter.expired for parameter in parameters) else "")

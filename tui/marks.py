"""The marks beside a figure: ~ projected, * provisional, ? unverified, # own data, ! expired."""

from core.derivation import Figure, Grade, State

PROJECTED, PROVISIONAL, UNVERIFIED, OWN, EXPIRED = "~", "*", "?", "#", "!"
OF_STATE = {State.PROJECTED: PROJECTED, State.PROVISIONAL: PROVISIONAL, State.PUBLISHED: ""}
"""The mark of one value by where it comes from, in the order marks are written."""


def marks_of(figure: Figure) -> str:
    """The marks a figure carries, read off its derivation."""
    parameters = figure.parameters
    states = {parameter.state for parameter in parameters}
    marks = "".join(mark for state, mark in OF_STATE.items() if state in states)
    marks += UNVERIFIED if figure.grade is Grade.C else ""
    marks += OWN if any(source.own for source in figure.sources) else ""
    return marks + (EXPIRED if any(parameter.expired for parameter in parameters) else "")

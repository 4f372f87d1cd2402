"""How the questions are put: the wizard's steps, the clerk's dense form, one page a question."""

from collections.abc import Mapping
from enum import StrEnum

from core.words import say
from tui.failures import BadInputError


class Mode(StrEnum):
    WIZARD = "wizard"
    CLERK = "clerk"
    CITIZEN = "citizen"


VARIABLE = "CANBAO_MODE"


def mode_of(environment: Mapping[str, str], *, clerk: bool, citizen: bool) -> Mode:
    """What was asked for on the command line, else in the environment."""
    if clerk or citizen:
        return Mode.CLERK if clerk else Mode.CITIZEN
    wanted = environment.get(VARIABLE, "").strip() or Mode.WIZARD
    if wanted not in set(Mode):
        raise BadInputError(
            say(
                "{variable} 是「{value}」，只认 wizard、clerk、citizen。",
                variable=VARIABLE,
                value=wanted,
            )
        )
    return Mode(wanted)

"""Two sets of answers to the same questions, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from profiles.answers import KINDS


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not the same; None where there is none."""

    key: str
    before: object
    mine: object
    theirs: object


def differences(
    before: Mapping[str, object], mine: Mapping[str, object], theirs: Mapping[str, object]
) -> list[Difference]:
    """Every answer in which ``mine`` and ``theirs`` differ, in the order of the file."""
    return [
        Difference(key, before.get(key), mine.get(key), theirs.get(key))
        for key in KINDS
        if mine.get(key) != theirs.get(key)
    ]

"""What is wrong with a file, said to a person: which file, which key, what, and what is accepted.

Nothing that was read is repeated as it came: control characters, endless values and anything
that looks like an ID number stay out of every message.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from core.words import Text, say

LIMIT = 40
"""Characters of a value that are repeated in a message."""

UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that can drive a terminal or hide text."""

NOTHING = say("")

_ID_NUMBER = re.compile(r"(?:\d[\s-]?){17}[\dXxＸｘ]")


class RefusedError(ValueError):
    """A single value that is not accepted; ``text`` says what is wrong with it."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def has_id_number(text: str) -> bool:
    """Whether 18 digits in a row (the last may be X) occur, spaced or full-width ones too."""
    return _ID_NUMBER.search(text) is not None


def visible(text: str) -> str:
    """``text`` with every character that is not plainly visible replaced by U+FFFD."""
    if text.isprintable():  # none of the categories: nearly every text, and quickly said
        return text
    return "".join("\ufffd" if unicodedata.category(c) in UNSAFE else c for c in text)


def shown(text: str) -> Text | str:
    """What a message may repeat of ``text``: visible, at most ``LIMIT`` characters, no ID."""
    if has_id_number(text):
        return say("（像身份证号，已隐去）")
    return visible(text if len(text) <= LIMIT else text[:LIMIT] + "…")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with ``file``; ``key`` is the dotted path, list items count from 1.

    ``key`` is empty when the file as a whole is meant, ``accepted`` when nothing would do.
    """

    file: str
    key: str
    problem: Text
    accepted: Text = NOTHING

    def __post_init__(self) -> None:
        hidden = say("（像身份证号，已隐去）")
        object.__setattr__(self, "key", str(shown(self.key)))
        file = str(hidden) if has_id_number(self.file) else visible(self.file)
        object.__setattr__(self, "file", file)

    @property
    def text(self) -> Text:
        """The whole sentence."""
        where = say("{file}：{key}", file=self.file, key=self.key) if self.key else self.file
        if self.accepted is NOTHING or not self.accepted.template:
            return say("{where}：{problem}。", where=where, problem=self.problem)
        return say(
            "{where}：{problem}。可填：{accepted}。",
            where=where,
            problem=self.problem,
            accepted=self.accepted,
        )

    def __str__(self) -> str:
        return str(self.text)


class ProfileError(Exception):
    """A file that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class NewerError(ProfileError):
    """A file of a newer program: it is neither opened nor replaced."""


def refusal(file: str, problem: Text, accepted: Text = NOTHING, *, key: str = "") -> ProfileError:
    """A ProfileError with a single problem."""
    return ProfileError([Problem(file, key, problem, accepted)])

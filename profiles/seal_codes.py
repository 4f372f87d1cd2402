"""Retrieval codes (取回码): nine random characters and a check character, never stored anywhere.

Crockford's base 32.  The check character makes the code zero as a polynomial over GF(32): every
single wrong character and every two swapped ones are noticed as a typo.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from functools import reduce

from core.words import say
from profiles.ids import ALPHABET
from profiles.problems import RefusedError

RANDOM = 9
LENGTH = RANDOM + 1
GROUP = 5

_SEEN_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})
_MODULUS = 0b100101
"""x⁵ + x² + 1: primitive, so the weights of all places differ."""


@dataclass(frozen=True, slots=True)
class Code:
    """A well-formed code.  It shows itself only through ``shown``, not in a log or a traceback."""

    text: str

    def __repr__(self) -> str:
        return "Code(…)"

    __str__ = __repr__

    @property
    def shown(self) -> str:
        """In two groups: ``k3f9m-x2a7q``."""
        return f"{self.text[:GROUP]}-{self.text[GROUP:]}"


def new_code() -> Code:
    """A fresh code: 45 random bits."""
    digits = [secrets.randbelow(32) for _ in range(RANDOM)]
    digits.append(_times_x(_value(digits)))
    return Code("".join(ALPHABET[digit] for digit in digits))


def read_code(text: str) -> Code:
    """The code a person typed, however it is written; RefusedError for a typo."""
    plain = unicodedata.normalize("NFKC", text[:200]).lower().translate(_SEEN_AS)
    kept = "".join(c for c in plain if not (c.isspace() or unicodedata.category(c) == "Pd"))
    if not kept:
        raise RefusedError(say("请打取回码"))
    if any(character not in ALPHABET for character in kept):
        raise RefusedError(say("取回码里只有数字和英文字母，没有字母 u"))
    if len(kept) != LENGTH:
        raise RefusedError(say("取回码是 {n} 位，这里有 {m} 位", n=LENGTH, m=len(kept)))
    if _value([ALPHABET.index(character) for character in kept]):
        raise RefusedError(say("有一位打错了，对照照片再看一遍"))
    return Code(kept)


def _value(digits: list[int]) -> int:
    """The digits as a polynomial, at x (Horner)."""
    return reduce(lambda total, digit: _times_x(total) ^ digit, digits, 0)


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _MODULUS if doubled & 32 else doubled

"""The last line of every file we write: the SHA-256 of all bytes before it, as a TOML comment.

A file that has such a line, or says in its data that it has one, must be whole to the bit.
"""

import hashlib

from core.words import say
from profiles.problems import ProfileError, refusal

KEY = "integrity"
METHOD = "sha256"
"""``integrity = "sha256"`` in the data says that the line is there: a cut cannot hide itself."""

_MARK = b"# sha256 "
_DIGITS = 64
_LENGTH = len(_MARK) + _DIGITS + 1
# A line of ours with a few wrong bits is still taken for one; what people write never is.
_ENOUGH = 56
_HEX = frozenset(b"0123456789abcdef")


def add_sum(body: bytes) -> bytes:
    """``body`` with the line."""
    return body + _MARK + hashlib.sha256(body).hexdigest().encode() + b"\n"


def has_sum(raw: bytes) -> bool:
    """Whether the last line is, or was before it was damaged, a line of ours."""
    last = raw.rstrip().rpartition(b"\n")[2]
    return b"#" in last and sum(map(_HEX.__contains__, last[-_DIGITS:])) >= _ENOUGH


def check(raw: bytes, name: str, *, promised: bool) -> None:
    """ProfileError when the line is there, or ``promised``, and does not fit the bytes."""
    if (promised or has_sum(raw)) and raw != add_sum(raw[:-_LENGTH]):
        raise damaged(name)


def damaged(name: str) -> ProfileError:
    """What is said of a file that is not what was written."""
    return refusal(
        name,
        say("文件坏了，或者在别处改过：内容和最后一行的校验对不上"),
        say("原样的文件；自己改的，删掉最后一行和 integrity 那一行"),
    )

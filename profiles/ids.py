"""Ids of profiles: eight random characters that cannot be mistaken for one another.

Files are named by them, never by what a person typed.
"""

import re
from pathlib import Path

from core.words import say
from profiles.problems import shown
from profiles.troubles import StoreError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: without i, l, o and u."""

_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{8}")


def new_id() -> str:
    """A fresh id, 40 random bits."""
    import secrets  # not needed for a list

    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id."""
    return _ID.fullmatch(text) is not None


def file_name(profile_id: str) -> str:
    """The file an id stands for; anything but an id is a StoreError, so no path gets out."""
    if not is_id(profile_id):
        raise StoreError(say("「{id}」不是方案编号。", id=shown(profile_id)))
    return f"{profile_id}.toml"


def there(path: Path) -> bool:
    """Whether anything has this name, be it a broken link; OSError when we may not look."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True

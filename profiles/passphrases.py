"""A plan under a passphrase: its file has the name and the program's data to read, all answers
in the table ``sealed``: cost and salt of the key, nonce, ciphertext.

Schema, id, name and the program's data are authenticated with the answers: they cannot be put
into another file.  Free are revision and time of saving, which restoring a version changes without
the passphrase.
A lost passphrase is a lost plan.  No pydantic here.
"""

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from core.words import say
from profiles import integrity, seal_boxes
from profiles.migrations import Data
from profiles.problems import Problem, ProfileError, RefusedError, refusal
from profiles.seal_boxes import NONCE, SALT, BrokenError
from profiles.troubles import StoreError

COST = 2**17
"""scrypt's n: 128 MiB and some 0.3 s a guess."""
LEAST = 8
MOST = 100
"""Characters of a passphrase."""
TABLE = "sealed"

_COSTS = frozenset(2**n for n in range(1, 18))
_READABLE = ("schema", "name", "meta")
_FREE = {"revision", "saved", integrity.KEY}
_KEYS = {"cost", "salt", "nonce", "ciphertext"}


@dataclass(frozen=True, slots=True)
class Lock:
    """What a passphrase becomes: seals and opens plans, in memory only, never shown."""

    cost: int
    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)


class SealedError(ProfileError):
    """Not to be opened without the passphrase."""

    def __init__(self, name: str) -> None:
        super().__init__([Problem(name, "", say("有口令，没有口令打不开"))])


class WrongPassphraseError(ProfileError):
    """Another passphrase, or another file than was written: nobody can tell which."""

    def __init__(self, name: str) -> None:
        super().__init__([Problem(name, "", say("口令不对，或者文件被人改过"))])


def read_passphrase(text: str) -> str:
    """A new passphrase as it is meant, full width or not; RefusedError when it is too short."""
    if len(_meant(text)) < LEAST:
        raise RefusedError(say("口令至少 {n} 个字符", n=LEAST))
    return _meant(text)


def new_lock(passphrase: str) -> Lock:
    """The lock of a new passphrase; takes 0.3 s."""
    return _lock(passphrase, secrets.token_bytes(SALT), COST)


def has(table: Data) -> bool:
    """Whether the file with this table is under a passphrase."""
    return TABLE in table


def readable(table: Data) -> Data:
    """What stays readable."""
    return {key: table[key] for key in _READABLE if key in table}


def unlocked(table: Data, name: str, profile_id: str, passphrase: str) -> Lock:
    """The lock of a sealed file; WrongPassphraseError when it does not open it.  0.3 s."""
    cost, salt, _, _ = _parts(table, name)
    lock = _lock(passphrase, salt, cost)
    unsealed(table, name, profile_id, lock)
    return lock


def sealed(plain: bytes, table: Data, profile_id: str, lock: Lock) -> Data:
    """The table ``sealed`` for a file with the rest of ``table``."""
    from profiles.seal_plans import BLOCK

    nonce = secrets.token_bytes(NONCE)
    filled = plain + b"\n" * (-len(plain) % BLOCK)
    closed = seal_boxes.encrypted(filled, lock.key, nonce, _bound(table, profile_id))
    return {
        "cost": lock.cost,
        "salt": _text(lock.salt),
        "nonce": _text(nonce),
        "ciphertext": "\n".join(_rows(_text(closed))),
    }


def unsealed(table: Data, name: str, profile_id: str, lock: Lock) -> bytes:
    """What was sealed; WrongPassphraseError when lock, id, name or schema are others."""
    cost, salt, nonce, closed = _parts(table, name)
    if (cost, salt) != (lock.cost, lock.salt):
        raise WrongPassphraseError(name)
    try:
        return seal_boxes.decrypted(closed, lock.key, nonce, _bound(table, profile_id))
    except BrokenError:
        raise WrongPassphraseError(name) from None


def _lock(passphrase: str, salt: bytes, cost: int) -> Lock:
    try:
        key = seal_boxes.stretched(_meant(passphrase).encode(), salt, cost)
    except (MemoryError, ValueError):
        raise StoreError(say("没有打开：内存不够。")) from None
    return Lock(cost, salt, key)


def _meant(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _bound(table: Data, profile_id: str) -> bytes:
    meta = table.get("meta")
    kept = {k: v for k, v in meta.items() if k not in _FREE} if isinstance(meta, dict) else meta
    bound = ("canbao plan under a passphrase", table.get("schema"), profile_id, table.get("name"))
    return json.dumps([*bound, kept], sort_keys=True, default=str).encode()


def _parts(table: Data, name: str) -> tuple[int, bytes, bytes, bytes]:
    """Cost, salt, nonce and ciphertext; ProfileError unless we could have written them."""
    inner = table.get(TABLE)
    known = isinstance(inner, dict) and inner.keys() == _KEYS
    if not isinstance(inner, dict) or not known or table.keys() != {*_READABLE, TABLE}:
        raise _broken(name)
    cost = inner["cost"]
    try:
        salt, nonce, closed = (_bytes(inner[key]) for key in ("salt", "nonce", "ciphertext"))
    except ValueError:
        raise _broken(name) from None
    if type(cost) is not int or cost not in _COSTS or (len(salt), len(nonce)) != (SALT, NONCE):
        raise _broken(name)
    return cost, salt, nonce, closed


def _broken(name: str) -> ProfileError:
    return refusal(name, say("口令那一部分坏了"), key=TABLE)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _rows(text: str, width: int = 76) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise BrokenError
    joined = text.replace("\n", "")
    raw = b64decode(joined, validate=True)
    if _text(raw) != joined:
        raise BrokenError
    return raw

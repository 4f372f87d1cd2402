"""A sealed plan as a file: salt, nonce, ciphertext and two days, in TOML; and the cryptography
for every other file that is sealed.

ChaCha20-Poly1305 of the ``cryptography`` package.  Name, schema, salt and both days are
authenticated with the plan, and only the one way we write a file is read: any flipped bit is
refused.
"""

import hashlib
import tomllib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date

SCHEMA = 1
SALT, NONCE, TAG = 16, 12, 16

_LINES = 'schema = {}\nsalt = "{}"\nnonce = "{}"\ncreated = {}\nopened = {}\nciphertext = "{}"\n'


class BrokenError(ValueError):
    """No box of ours, or not with this key."""


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the file."""

    salt: bytes
    nonce: bytes
    created: date
    opened: date
    ciphertext: bytes

    @property
    def last(self) -> date:
        """The last day somebody used it."""
        return max(self.created, self.opened)


NOTHING = Box(bytes(SALT), bytes(NONCE), date.min, date.min, bytes(1024 + TAG))
"""Stands in for a missing file, so that a wrong code takes as long."""


def close(name: str, plain: bytes, key: bytes, empty: Box) -> Box:
    """Seal ``plain`` with the nonce and days of ``empty``."""
    sealed = encrypted(plain, key, empty.nonce, _bound(name, empty))
    return Box(empty.salt, empty.nonce, empty.created, empty.opened, sealed)


def open_box(name: str, box: Box, key: bytes) -> bytes:
    """What is in the box; BrokenError when the key or anything else is wrong."""
    return decrypted(box.ciphertext, key, box.nonce, _bound(name, box))


def stretched(secret: bytes, salt: bytes, cost: int) -> bytes:
    """The key of a secret: scrypt with n ``cost`` (r 8, p 1), which takes a KiB for each."""
    return hashlib.scrypt(secret, salt=salt, n=cost, r=8, p=1, maxmem=2**28, dklen=32)


def encrypted(plain: bytes, key: bytes, nonce: bytes, bound: bytes) -> bytes:
    """``plain`` sealed; ``bound`` is authenticated with it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(nonce, plain, bound)


def decrypted(sealed: bytes, key: bytes, nonce: bytes, bound: bytes) -> bytes:
    """What was sealed; BrokenError when anything differs."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        raise BrokenError from None


def _bound(name: str, box: Box) -> bytes:
    bound = ("canbao sealed plan", SCHEMA, name, box.salt.hex(), box.created, box.opened)
    return "\n".join(map(str, bound)).encode()


def to_bytes(box: Box) -> bytes:
    """The file."""
    salt, nonce, sealed = (b64encode(b).decode() for b in (box.salt, box.nonce, box.ciphertext))
    return _LINES.format(SCHEMA, salt, nonce, box.created, box.opened, sealed).encode()


def from_bytes(raw: bytes) -> Box:
    """The box in a file; BrokenError unless we could have written exactly these bytes."""
    try:
        data = tomllib.loads(raw.decode("ascii"))
        sealed = (b64decode(data[key]) for key in ("salt", "nonce", "ciphertext"))
        salt, nonce, ciphertext = sealed
        box = Box(salt, nonce, data["created"], data["opened"], ciphertext)
        same = to_bytes(box) == raw and (len(salt), len(nonce)) == (SALT, NONCE)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenError from None
    if not same or type(box.created) is not date or type(box.opened) is not date:
        raise BrokenError
    return box

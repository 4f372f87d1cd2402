"""Plans kept under a retrieval code: no list, no name, nothing to read without the code.

Both the name of a file and its key are stretched from the code: the secret of the office, the
folder and a fast machine together still have to stretch every guess.
"""

import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from core.words import Text, say
from profiles import atomic, seal_boxes, seal_files, seal_plans
from profiles.seal_boxes import NONCE, SALT, Box, BrokenError
from profiles.seal_codes import Code, new_code
from profiles.seal_plans import Plan
from profiles.troubles import NotDurableError, StoreError, telling

COST = 2**15
"""scrypt's n (r 8, p 1): 32 MiB and some 80 ms a stretch; a code takes two."""

_OURS = re.compile(r"\.?([0-9a-f]{32}\.toml)(\..*)?")


class WrongCodeError(StoreError):
    """No plan under this code: never kept, expired or damaged, nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(say("没有这个取回码的方案：可能打错了，也可能过了保留期。"))


class ElsewhereError(StoreError):
    """Somebody else with the same code saved since."""

    def __init__(self) -> None:
        super().__init__(say("没有保留：同一个取回码在另一台机器上改过。可以换一个新的取回码。"))


@dataclass
class Seal:
    """What one needs to keep a plan on under its code; lives in memory only."""

    code: Code
    name: str
    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)
    created: date
    nonce: bytes | None = field(default=None, repr=False)


class Sealed:
    """The sealed plans in the folder ``root``, which must exist.

    ``keep`` and ``open`` take some 160 ms (never on the event loop), ``save`` a few.  Every
    method may raise StoreError.
    """

    def __init__(self, root: Path, cost: int = COST) -> None:
        self.root = root
        self.cost = cost

    def check(self) -> None:
        """Whether anything can be kept here at all."""
        with self._folder(say("存放方案的文件夹不能用")) as folder:
            seal_files.secret(folder)
            if not os.access(".", os.W_OK, dir_fd=folder):
                raise PermissionError(13, "")

    def keep(self, plan: Plan, today: date) -> Seal:
        """Keep a plan under a new code."""
        code, salt = new_code(), secrets.token_bytes(SALT)
        with self._folder(say("没有保留")) as folder:
            name = self._name(code, folder)
        seal = Seal(code, name, salt, self._stretched(code, salt), today)
        self.save(seal, plan, today)
        return seal

    def save(self, seal: Seal, plan: Plan, today: date) -> None:
        """Keep what has become of the plan under the same code; ElsewhereError if not ours."""
        with self._folder(say("没有保留")) as folder, seal_files.locked(folder, seal.name):
            known = _found(folder, seal.name)
            if known is not None and known.nonce != seal.nonce:
                raise ElsewhereError
            self._write(folder, seal, seal_plans.to_bytes(plan), today)

    def open(self, code: Code, today: date) -> tuple[Seal, Plan]:
        """The plan under a code; WrongCodeError where there is none."""
        with self._folder(say("打不开")) as folder:
            name = self._name(code, folder)
            box = _found(folder, name) or seal_boxes.NOTHING
            key = self._stretched(code, box.salt)
            try:
                plain = seal_boxes.open_box(name, box, key)
            except BrokenError:
                raise WrongCodeError from None
            seal = Seal(code, name, box.salt, key, box.created, box.nonce)
        plan = seal_plans.from_bytes(plain)
        if box.opened != today:
            with suppress(StoreError):  # read it all the same; it may only expire earlier
                self.save(seal, plan, today)
        return seal, plan

    def discard(self, seal: Seal) -> None:
        """Delete what is kept under the code."""
        with self._folder(say("没有删除")) as folder, seal_files.locked(folder, seal.name):
            seal_files.unlink(folder, seal.name)
            os.fsync(folder)

    def purge(self, before: date) -> int:
        """Delete what nobody kept or opened since ``before``, and leftovers; how many plans."""
        with self._folder(say("没有清理")) as folder:
            names = sorted({m[1] for e in os.listdir(folder) if (m := _OURS.fullmatch(e))})
            return sum(_purged(folder, name, before) for name in names)

    # ---- inside

    @contextmanager
    def _folder(self, what: Text) -> Iterator[int]:
        with telling(what):
            fd = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                yield fd
            finally:
                os.close(fd)

    def _write(self, folder: int, seal: Seal, plain: bytes, today: date) -> None:
        nonce = secrets.token_bytes(NONCE)
        box = Box(seal.salt, nonce, seal.created, max(seal.created, today), b"")
        raw = seal_boxes.to_bytes(seal_boxes.close(seal.name, plain, seal.key, box))
        try:
            atomic.write(folder, seal.name, raw)
        except NotDurableError:
            seal.nonce = nonce
            raise
        seal.nonce = nonce

    def _name(self, code: Code, folder: int) -> str:
        secret = seal_files.secret(folder)
        salt = hmac.digest(secret, b"canbao name salt", "sha256")
        stretched = self._stretched(code, salt)
        return hmac.digest(secret, stretched, "sha256").hex()[:32] + ".toml"

    def _stretched(self, code: Code, salt: bytes) -> bytes:
        return seal_boxes.stretched(code.text.encode(), salt, self.cost)


def _found(folder: int, name: str) -> Box | None:
    """The box of this name; None where there is none that can be read."""
    try:
        return seal_boxes.from_bytes(seal_files.read(folder, name))
    except (FileNotFoundError, BrokenError):
        return None


def _purged(folder: int, name: str, before: date) -> bool:
    if not _stale(folder, name, before):
        return False
    with seal_files.locked(folder, name):  # clears the leftovers, too
        there = _exists(folder, name)
        if not there or not _stale(folder, name, before):
            return False
        seal_files.unlink(folder, name)
        os.fsync(folder)
    return True


def _stale(folder: int, name: str, before: date) -> bool:
    """Whether nobody used it since, or there are only leftovers of it."""
    if not _exists(folder, name):
        return True
    box = _found(folder, name)
    if box is not None:
        return box.last < before
    written = datetime.fromtimestamp(seal_files.modified(folder, name), UTC)
    return written.date() < before


def _exists(folder: int, name: str) -> bool:
    try:
        seal_files.modified(folder, name)
    except FileNotFoundError:
        return False
    return True

"""What a damaged file still says, to be looked at and never to be gone on with."""

from dataclasses import dataclass

from profiles import integrity, passphrases
from profiles.answers import KINDS, Answers, fits, flatten
from profiles.migrations import Data
from profiles.opening import migrated
from profiles.problems import ProfileError
from profiles.reading import parse


@dataclass(frozen=True, slots=True)
class View:
    """``strict``: all of it is what a plan can be; else only what has the right type is here."""

    answers: Answers
    strict: bool


def view(raw: bytes, name: str) -> View | None:
    """The answers in a file whose last line does not fit, None when it does; ProfileError where
    none can be read."""
    table = migrated(parse(raw, name), name)
    meta = table.get("meta")
    promised = isinstance(meta, dict) and meta.pop(integrity.KEY, None) is not None
    try:
        integrity.check(raw, name, promised=promised)
    except ProfileError:
        return _answers(table, name)
    return None


def _answers(table: Data, name: str) -> View:
    from profiles.schema import Profile

    if passphrases.has(table):
        raise passphrases.SealedError(name)
    try:
        return View(Profile.from_data(table, name).answers(), strict=True)
    except ProfileError:
        flat = flatten(table)
        kept = {path: flat[path] for path in KINDS if fits(path, flat.get(path))}
        return View(kept, strict=False)

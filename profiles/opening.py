"""From the bytes of a profile file to its table: whole, and in the current schema."""

from profiles import integrity
from profiles.migrations import Data, TooNewError, migrate
from profiles.problems import NewerError, Problem, ProfileError
from profiles.reading import parse


def profile_table(raw: bytes, name: str) -> Data:
    """The table in ``raw``; ProfileError when it is damaged, NewerError when it is too new."""
    data = migrated(whole(raw, name), name)
    meta = data.get("meta")
    tables = meta if isinstance(meta, dict) else {}
    integrity.check(raw, name, promised=integrity.KEY in tables)
    if tables:
        rest = {key: value for key, value in tables.items() if key != integrity.KEY}
        data = {**data, "meta": rest}
    return data


def whole(raw: bytes, name: str) -> Data:
    """The table in ``raw``; what has an integrity line and is no TOML is called damaged."""
    try:
        return parse(raw, name)
    except ProfileError:
        integrity.check(raw, name, promised=False)
        raise


def migrated(data: Data, name: str) -> Data:
    """``data`` in the current schema; NewerError when a newer program wrote it."""
    try:
        return migrate(data)
    except TooNewError as error:
        raise NewerError([Problem(name, "schema", error.text)]) from None

"""Files of older schemas, brought up to date step by step on reading."""

from collections.abc import Callable

from core.words import say
from profiles.problems import RefusedError

SCHEMA = 1
"""The schema this program writes."""

Data = dict[str, object]

MIGRATIONS: dict[int, Callable[[Data], Data]] = {}
"""What turns a file of schema n into one of n + 1."""


class TooNewError(RefusedError):
    """A newer program wrote this: it is neither opened nor replaced."""


def migrate(data: Data) -> Data:
    """``data`` in the current schema; TooNewError when a newer program wrote it.

    A schema that is no known number is left for the validation to report.
    """
    version = data.get("schema")
    if type(version) is not int:
        return data
    if version > SCHEMA:
        raise TooNewError(say("由更新的版本写成（schema = {n}），请先升级本程序", n=version))
    while version in MIGRATIONS:
        data = MIGRATIONS[version](data)
        version += 1
    return data

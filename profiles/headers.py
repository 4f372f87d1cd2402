"""The few lines of a profile that a list shows, read without validating the rest."""

from dataclasses import dataclass

from core.words import say
from profiles import passphrases
from profiles.migrations import Data
from profiles.opening import profile_table
from profiles.problems import RefusedError, refusal
from profiles.values import clean_name

_REQUIRED = ("person", "location")


@dataclass(frozen=True, slots=True)
class Header:
    """Name, how often and when last saved, the chosen scheme, and whether that and all other
    answers are under a passphrase."""

    name: str
    revision: int
    saved: str
    scheme: str
    sealed: bool = False


def header_of(raw: bytes, file: str) -> Header:
    """The header of the profile in ``raw``; ProfileError when it cannot be a profile."""
    data = profile_table(raw, file)
    _check_complete(data, file)
    meta, plan = _table(data, "meta"), _table(data, "plan")
    revision = meta.get("revision")
    return Header(
        name=_name(data, file),
        revision=revision if type(revision) is int else 0,
        saved=_word(meta.get("saved")),
        scheme=_word(plan.get("scheme")),
        sealed=passphrases.has(data),
    )


def _check_complete(data: Data, file: str) -> None:
    if type(data.get("schema")) is not int:
        raise refusal(file, say("没有填"), say("schema = 1"), key="schema")
    for table in (passphrases.TABLE,) if passphrases.has(data) else _REQUIRED:
        if not isinstance(data.get(table), dict):
            raise refusal(file, say("没有填"), say("一张表"), key=table)


def _name(data: Data, file: str) -> str:
    accepted = say("1 到 40 个字的名称，不含控制字符")
    name = data.get("name")
    if not isinstance(name, str):
        raise refusal(file, say("没有填"), accepted, key="name")
    try:
        return clean_name(name)
    except RefusedError as error:
        raise refusal(file, error.text, accepted, key="name") from None


def _table(data: Data, key: str) -> Data:
    table = data.get(key)
    return table if isinstance(table, dict) else {}


def _word(value: object) -> str:
    # Long or odd values do not belong into a list line; opening the profile will name them.
    return value if isinstance(value, str) and value.isascii() and value.isprintable() else ""

"""The few lines of a profile that a list shows, read without validating the rest."""

from dataclasses import dataclass
from pathlib import Path

from core.words import say
from profiles.migrations import migrate
from profiles.problems import RefusedError, refusal
from profiles.reading import parse, read_file
from profiles.values import clean_name


@dataclass(frozen=True, slots=True)
class Header:
    """Name, how often and when last saved, and the chosen scheme."""

    name: str
    revision: int
    saved: str
    scheme: str


def read_header(path: Path) -> Header:
    """The header of the profile in ``path``; ProfileError when it cannot be a profile."""
    file = path.name
    data = _migrated(parse(read_file(path, name=file), file), file)
    meta, plan = _table(data, "meta"), _table(data, "plan")
    revision = meta.get("revision")
    return Header(
        name=_name(data, file),
        revision=revision if type(revision) is int else 0,
        saved=_word(meta.get("saved")),
        scheme=_word(plan.get("scheme")),
    )


def _migrated(data: dict[str, object], file: str) -> dict[str, object]:
    try:
        data = migrate(data)
    except RefusedError as error:
        raise refusal(file, error.text, key="schema") from None
    if type(data.get("schema")) is not int:
        raise refusal(file, say("没有填"), say("schema = 1"), key="schema")
    return data


def _name(data: dict[str, object], file: str) -> str:
    accepted = say("1 到 40 个字的名称，不含控制字符")
    name = data.get("name")
    if not isinstance(name, str):
        raise refusal(file, say("没有填"), accepted, key="name")
    try:
        return clean_name(name)
    except RefusedError as error:
        raise refusal(file, error.text, accepted, key="name") from None


def _table(data: dict[str, object], key: str) -> dict[str, object]:
    table = data.get(key)
    return table if isinstance(table, dict) else {}


def _word(value: object) -> str:
    # Long or odd values do not belong into a list line; opening the profile will name them.
    return value if isinstance(value, str) and value.isascii() and value.isprintable() else ""

"""What a list shows of the kept profiles and of the older versions of one."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from profiles import versions
from profiles.folders import opened, profile_names, read_own
from profiles.headers import Header, header_of
from profiles.ids import file_name
from profiles.problems import Problem, ProfileError


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list.  ``broken`` says why a file cannot be read; then the rest is empty.

    ``saved`` is as the program wrote it, ``scheme`` as in ``plan.scheme`` (empty when open).
    ``sealed``: under a passphrase.
    """

    id: str
    name: str = ""
    saved: str = ""
    scheme: str = ""
    sealed: bool = False
    broken: Problem | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An older state: 1 is the newest.  ``broken`` as in Entry."""

    number: int
    name: str = ""
    saved: str = ""
    revision: int = 0
    broken: Problem | None = None


def entries(folder: Path) -> list[Entry]:
    """The profiles in ``folder``, the last saved first, broken ones at the end."""
    try:
        with opened(folder) as fd:
            found = [_entry(fd, name) for name in profile_names(fd)]
    except FileNotFoundError:
        return []
    found.sort(key=lambda e: e.saved, reverse=True)
    return sorted(found, key=lambda e: e.broken is not None)


def matches(wanted: str, *texts: str) -> bool:
    """Whether ``wanted`` is a part of one of ``texts``: full width and case do not matter."""
    part = _folded(wanted).strip()
    return any(part in _folded(text) for text in texts)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def older(folder: Path, profile_id: str) -> list[Version]:
    """The versions of a profile, the newest first."""
    name = file_name(profile_id)
    try:
        with opened(folder) as fd:
            return [_version(fd, name, number) for number in versions.numbers(fd, name)]
    except FileNotFoundError:
        return []


def _entry(folder: int, file: str) -> Entry:
    profile_id = file.removesuffix(".toml")
    header = _header(folder, file)
    if isinstance(header, Problem):
        return Entry(profile_id, broken=header)
    return Entry(profile_id, header.name, header.saved, header.scheme, header.sealed)


def _version(folder: int, name: str, number: int) -> Version:
    header = _header(folder, versions.version_name(name, number))
    if isinstance(header, Problem):
        return Version(number, broken=header)
    return Version(number, header.name, header.saved, header.revision)


def _header(folder: int, file: str) -> Header | Problem:
    try:
        return header_of(read_own(folder, file), file)
    except ProfileError as error:
        return error.problems[0]

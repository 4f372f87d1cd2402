"""Profiles that nobody has saved or opened for long, found and removed with all that is theirs."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from profiles.folders import profile_names, read_own
from profiles.headers import header_of
from profiles.problems import ProfileError
from profiles.versions import file_of

_OURS = re.compile(r"\.?([0-9a-hjkmnp-tv-z]{8})\.toml(\..*)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def unused(folders: Iterable[int], before: str) -> list[str]:
    """The ids of which no file was saved or opened on the day ``before`` or later."""
    last: dict[str, str] = {}
    for folder in folders:
        for name, found in _ours(folder):
            day = max(_touched(folder, name), _saved(folder, name))
            last[found] = max(last.get(found, ""), day)
    return sorted(found for found, day in last.items() if day < before)


def remove(folders: Iterable[int], ids: Iterable[str]) -> None:
    """Delete every file of these ids: profiles, versions, drafts, temporary files."""
    gone = set(ids)
    for folder in folders:
        names = [name for name, found in _ours(folder) if found in gone]
        # The profile last: a purge that was interrupted finds it again.
        for name in sorted(names, key=lambda name: file_of(name) == name):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)


def _ours(folder: int) -> list[tuple[str, str]]:
    """Every file named by an id, with the id."""
    matches = ((name, _OURS.fullmatch(name)) for name in os.listdir(folder))
    return [(name, match[1]) for name, match in matches if match]


def _touched(folder: int, name: str) -> str:
    """The day of its last change: opening a profile counts as one."""
    when = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
    return datetime.fromtimestamp(when).astimezone().date().isoformat()


def _saved(folder: int, name: str) -> str:
    """The day written in a profile; empty for anything else."""
    if name not in profile_names(folder):
        return ""
    try:
        saved = header_of(read_own(folder, name), name).saved[:10]
    except ProfileError:
        return ""
    return saved if _DAY.fullmatch(saved) else ""

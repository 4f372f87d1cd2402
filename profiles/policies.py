"""A user's own policy files on the disk, read as carefully as profiles: plain files of ours or of
root's, no links, limits before anything is parsed.  What is in them is for the core to judge.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.words import Text, say
from profiles.folders import opened, read_own
from profiles.locations import policy_folder
from profiles.problems import Problem, ProfileError, visible
from profiles.reading import parse
from profiles.troubles import said

MOST = 400
"""Files in the folder: the country, 31 provinces, 333 cities."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the folder holds: the bytes of every file that can be TOML, by file name."""

    folder: Path
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def own_files(env: Mapping[str, str] = os.environ) -> Found:
    """The user's own policy files; never an exception, whatever lies there."""
    folder = policy_folder(env)
    if not os.path.isdir(folder) and not env.get("CANBAO_POLICY"):
        return Found(folder, {})
    # The folder itself may be a link; what is in it may not.
    return read_folder(Path(os.path.realpath(folder)))


def read_folder(folder: Path) -> Found:
    """Every ``.toml`` file of the folder, in the order of the names."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        with opened(folder) as fd:
            names = sorted(name for name in os.listdir(fd) if _counts(name))
            if len(names) > MOST:
                problems.append(_folder(folder, say("文件太多，只看前 {most} 个", most=MOST)))
            for name in names[:MOST]:
                try:
                    files[name] = checked(read_own(fd, name, name=visible(name)), visible(name))
                except ProfileError as error:
                    problems += error.problems
    except (OSError, ValueError) as error:
        why = said(error) if isinstance(error, OSError) else say("名字不对")
        problems.append(_folder(folder, say("文件夹打不开：{why}", why=why)))
    return Found(folder, files, tuple(problems))


def checked(raw: bytes, name: str) -> bytes:
    """The bytes without a byte order mark; ProfileError unless they are TOML within the limits."""
    parse(raw, name)
    return raw.removeprefix(b"\xef\xbb\xbf")


def _counts(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def _folder(folder: Path, problem: Text) -> Problem:
    return Problem(str(folder), "", problem)

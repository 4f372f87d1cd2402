"""The profiles on disk: saved whole, never over a newer one, deleted into a trash.

No pydantic here at import: the list of profiles is on the screen before it is loaded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import say
from profiles import atomic
from profiles.headers import Header, read_header
from profiles.ids import file_name, files, new_id, there
from profiles.locations import trash_folder
from profiles.problems import Problem, ProfileError
from profiles.troubles import NotDurableError, StoreError, UnsureError, telling

if TYPE_CHECKING:
    from profiles.schema import Profile

_NOT_SAVED = say("没有保存，原来的方案没有动")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list.  ``broken`` says why a file cannot be read; then the rest is empty.

    ``saved`` is as the program wrote it, ``scheme`` as in ``plan.scheme`` (empty when open).
    """

    id: str
    name: str = ""
    saved: str = ""
    scheme: str = ""
    broken: Problem | None = None


class ChangedError(StoreError):
    """Somebody else saved the profile since it was read; ``revision`` and ``saved`` say when."""

    def __init__(self, revision: int, saved: str) -> None:
        super().__init__(
            say(
                "没有保存：这份方案已在别处改过（第 {revision} 次保存，{saved}）。"
                "可以另存为一份新方案。",
                revision=revision,
                saved=saved,
            )
        )
        self.revision = revision
        self.saved = saved


class SavedUnsureError(UnsureError):
    """``profile`` is written, but the disk has not confirmed it: go on with it, and say so."""

    def __init__(self, profile: Profile, error: OSError) -> None:
        super().__init__(error)
        self.profile = profile


class Store:
    """The profiles in the folder ``root``.  Every method may raise StoreError."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def save(self, profile: Profile, now: str) -> Profile:
        """Write the profile and return it as written, with id, revision and times.

        ``now`` is the time to put in.  Without an id it becomes a new profile.  ChangedError
        when the file has another revision than ``profile``; the file stays as it was.
        """
        from profiles.toml import dump_profile

        with telling(_NOT_SAVED):
            atomic.make_folder(self.root)
            with atomic.locked(self.root) as folder:
                stamped = self._stamped(profile, now)
                data = dump_profile(stamped)
                try:
                    atomic.write(folder, file_name(stamped.id), data)
                except NotDurableError as error:
                    raise SavedUnsureError(stamped, error) from error
        return stamped

    def get(self, profile_id: str) -> Profile:
        """The profile with this id; ProfileError when its file is broken."""
        from profiles.toml import load_profile

        path = self._existing(self.root, profile_id)
        return load_profile(path).stamped(id=profile_id)

    def find(self, name_or_id: str) -> list[Entry]:
        """The profiles with exactly this id or name; several may share a name."""
        wanted = unicodedata.normalize("NFC", name_or_id).strip()
        return [e for e in self.entries() if wanted and wanted in (e.id, e.name)]

    def entries(self) -> list[Entry]:
        """All profiles, the last saved first, broken ones at the end."""
        return _entries(self.root)

    def trash(self) -> list[Entry]:
        """The deleted profiles, in the same order."""
        return _entries(trash_folder(self.root))

    def delete(self, profile_id: str) -> None:
        """Move the profile to the trash, in the place of an older deleted one of the same id."""
        path = self._existing(self.root, profile_id)
        with telling(say("没有删除")), self._both() as (root, trash):
            atomic.move(path.name, root, trash)

    def restore(self, profile_id: str) -> None:
        """Bring the profile back from the trash; never over an existing one."""
        path = self._existing(trash_folder(self.root), profile_id)
        with telling(say("没有恢复")), self._both() as (root, trash):
            if there(self.root / path.name):
                raise StoreError(say("没有恢复：编号 {id} 的方案已经有了。", id=profile_id))
            atomic.move(path.name, trash, root)

    def _existing(self, folder: Path, profile_id: str) -> Path:
        path = folder / file_name(profile_id)
        with telling(say("方案打不开")):
            if not there(path):
                raise StoreError(say("没有编号为 {id} 的方案。", id=profile_id))
        return path

    @contextmanager
    def _both(self) -> Iterator[tuple[int, int]]:
        trash_path = trash_folder(self.root)
        atomic.make_folder(trash_path)
        with atomic.locked(self.root) as root, atomic.locked(trash_path) as trash:
            yield root, trash

    def _stamped(self, profile: Profile, now: str) -> Profile:
        known = self._header(profile.id)
        if known and known.revision != profile.revision:
            raise ChangedError(known.revision, known.saved)
        created = (profile.meta and profile.meta.created) or now
        revision = profile.revision + 1
        return profile.stamped(
            id=profile.id or self._free_id(), revision=revision, created=created, saved=now
        )

    def _header(self, profile_id: str) -> Header | None:
        """What is on the disk now; a file we cannot read (a newer program's) is not replaced."""
        path = self.root / file_name(profile_id) if profile_id else None
        if path is None or not there(path):
            return None
        try:
            return read_header(path)
        except ProfileError as error:
            why = error.problems[0].text
            raise StoreError(
                say("没有保存，原来的文件读不懂，不去覆盖它：{why}可以另存为一份新方案。", why=why)
            ) from error

    def _free_id(self) -> str:
        folders = (self.root, trash_folder(self.root))
        while True:
            fresh = new_id()
            if not any(there(folder / file_name(fresh)) for folder in folders):
                return fresh


def _entries(folder: Path) -> list[Entry]:
    with telling(say("方案列表打不开")):
        entries = [_entry(path) for path in files(folder)]
    entries.sort(key=lambda e: e.saved, reverse=True)
    return sorted(entries, key=lambda e: e.broken is not None)


def _entry(path: Path) -> Entry:
    try:
        header = read_header(path)
    except ProfileError as error:
        return Entry(path.stem, broken=error.problems[0])
    return Entry(path.stem, header.name, header.saved, header.scheme)

"""The profiles on disk to be read; nothing here changes what is in a file.

No pydantic here at import: the list of profiles is on the screen before it is loaded.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import say
from profiles import listing, passphrases, versions
from profiles.audit import Audit, Event
from profiles.folders import exists, opened, read_own
from profiles.ids import file_name, there
from profiles.listing import Entry, Version
from profiles.locations import trash_folder
from profiles.opening import profile_table
from profiles.passphrases import Lock
from profiles.problems import ProfileError
from profiles.troubles import StoreError, telling
from profiles.viewing import View, view

if TYPE_CHECKING:
    from profiles.schema import Profile


class Shelf:
    """The profiles in the folder ``root``.  Every method may raise StoreError."""

    def __init__(self, root: Path, audit: Audit | None = None) -> None:
        self.root = Path(os.path.realpath(root))
        self.audit = audit

    def get(self, profile_id: str, lock: Lock | None = None) -> Profile:
        """The profile with this id; ProfileError when its file is broken, SealedError when it
        needs a passphrase (see ``unlock``)."""
        from profiles.toml import parse_kept

        path = self._existing(self.root, profile_id)
        with telling(say("方案打不开")), opened(self.root) as folder:
            raw = read_own(folder, path.name, name=str(path))
            profile = parse_kept(raw, str(path), profile_id, lock).stamped(id=profile_id)
            with suppress(OSError):  # that it was opened counts for ``purge``
                os.utime(path.name, dir_fd=folder, follow_symlinks=False)
        self._note(Event.OPEN, profile_id)
        return profile

    def view(self, profile_id: str) -> View | None:
        """What a damaged profile still says; None where it is not damaged, or not to be read."""
        path = self._existing(self.root, profile_id)
        with telling(say("方案打不开")), opened(self.root) as folder:
            try:
                return view(read_own(folder, path.name), path.name)
            except ProfileError:
                return None

    def unlock(self, profile_id: str, passphrase: str) -> Lock:
        """The lock of a sealed profile; WrongPassphraseError.  Takes 0.3 s."""
        path = self._existing(self.root, profile_id)
        with telling(say("方案打不开")), opened(self.root) as folder:
            table = profile_table(read_own(folder, path.name, name=str(path)), str(path))
        if not passphrases.has(table):
            raise StoreError(say("这个方案在别处去掉了口令，再打开一次就行。"))
        return passphrases.unlocked(table, str(path), profile_id, passphrase)

    def find(self, name_or_id: str) -> list[Entry]:
        """The profiles with exactly this id or name; several may share a name."""
        wanted = unicodedata.normalize("NFC", name_or_id).strip()
        return [e for e in self.entries() if wanted and wanted in (e.id, e.name)]

    def entries(self) -> list[Entry]:
        """All profiles, the last saved first, broken ones at the end."""
        with telling(say("方案列表打不开")):
            return listing.entries(self.root)

    def trash(self) -> list[Entry]:
        """The deleted profiles, in the same order."""
        with telling(say("方案列表打不开")):
            return listing.entries(trash_folder(self.root))

    # ---- older versions

    def versions(self, profile_id: str) -> list[Version]:
        """The older states of the profile, the newest first."""
        with telling(say("以前的版本打不开")):
            return listing.older(self.root, profile_id)

    def version(self, profile_id: str, number: int, lock: Lock | None = None) -> Profile:
        """One older state; ProfileError when its file is broken."""
        from profiles.toml import parse_kept

        raw, name = self._version(profile_id, number)
        return parse_kept(raw, name, profile_id, lock).stamped(id=profile_id)

    # ---- inside

    def _note(self, event: Event, *ids: str) -> None:
        if self.audit is not None:
            self.audit.note(event, *ids)

    def _existing(self, folder: Path, profile_id: str) -> Path:
        path = folder / file_name(profile_id)
        with telling(say("方案打不开")):
            if not there(path):
                raise StoreError(say("没有编号为 {id} 的方案。", id=profile_id))
        return path

    def _version(self, profile_id: str, number: int) -> tuple[bytes, str]:
        """The bytes of an older state, and the name of its file."""
        name = versions.version_name(file_name(profile_id), number)
        with telling(say("以前的版本打不开")), opened(self.root) as folder:
            if not exists(folder, name):
                raise StoreError(say("没有这个以前的版本。"))
            return read_own(folder, name), name

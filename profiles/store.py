"""The profiles on disk: saved whole, never over a newer one, with their last five states,
deleted into a trash.  Reading them is the shelf's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from core.words import Text, say
from profiles import atomic, listing, passphrases, purging, resealing, versions
from profiles.audit import Event
from profiles.folders import exists, opened, read_own
from profiles.headers import Header, header_of
from profiles.ids import file_name, new_id, there
from profiles.listing import Entry, Version
from profiles.locations import drafts_folder, trash_folder
from profiles.opening import profile_table
from profiles.passphrases import Lock
from profiles.problems import NewerError, ProfileError
from profiles.shelf import Shelf
from profiles.troubles import NotDurableError, StoreError, UnsureError, telling

if TYPE_CHECKING:
    from profiles.schema import Profile

__all__ = ["ChangedError", "Entry", "SavedUnsureError", "Store", "Version"]

_NOT_SAVED = say("没有保存，原来的方案没有动")
_NOT_ALL_SEALED = say("已加口令，但以前的版本或草稿还没有封好，请再保存一次")


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

    def __init__(self, profile: Profile, error: OSError, *what: Text) -> None:
        super().__init__(error, *what)
        self.profile = profile


class Store(Shelf):
    """The shelf, and what changes it.  Every method may raise StoreError."""

    # ---- saving

    def save(self, profile: Profile, now: str, lock: Lock | None = None) -> Profile:
        """Write the profile, sealed where there is a ``lock``, and return it as written, with id,
        revision and times.

        ``now`` is the time to put in.  Without an id it becomes a new profile.  ChangedError
        when the file has another revision than ``profile``; the file stays as it was.  What was
        saved before is version 1.
        """
        with telling(_NOT_SAVED):
            atomic.make_folder(self.root)
            with atomic.locked(self.root) as folder:
                stamped = self._stamped(folder, profile, now)
                self._put(folder, stamped, lock)
        self._note(Event.SAVE, stamped.id)
        return stamped

    def shelve(self, profile: Profile, now: str, lock: Lock | None = None) -> None:
        """Keep ``profile`` as the newest older version of the one that is saved; never readable
        beside a sealed one."""
        from profiles.toml import dump_kept

        name = file_name(profile.id)
        with telling(_NOT_SAVED), atomic.locked(self.root) as folder:
            known = self._header(folder, profile.id)
            if known and known.sealed and lock is None:
                raise StoreError(say("没有保存：这个方案在别处加了口令。"))
            data = dump_kept(profile.stamped(saved=now), lock)
            room = partial(versions.make_room, folder, name)
            atomic.write(folder, versions.version_name(name, 1), data, before=room)
        self._note(Event.SAVE, profile.id)

    # ---- older versions

    def whole_version(self, profile_id: str) -> Version | None:
        """The newest version that a broken profile can be restored from; None when there is none
        or the file is not ours to replace (a newer program's, a link, ...)."""
        with telling(say("以前的版本打不开")):
            try:
                with opened(self.root) as folder:
                    self._revision(folder, profile_id)
            except (StoreError, FileNotFoundError):
                return None
        return next((v for v in self.versions(profile_id) if v.broken is None), None)

    def restore_version(self, profile_id: str, number: int, now: str) -> Profile | Header:
        """Save an older state again, as a new revision; what is there now becomes version 1.

        A sealed one stays sealed, with the passphrase it had; it is not opened for this.
        """
        from profiles.toml import dump_restamped

        with telling(_NOT_SAVED), atomic.locked(self.root) as folder:
            raw, name = self._version(profile_id, number)
            stamp = {"revision": self._revision(folder, profile_id) + 1, "saved": now}
            if passphrases.has(table := profile_table(raw, name)):
                data = dump_restamped(table, name, **stamp)
                restored: Profile | Header = header_of(data, name)
                self._write(folder, profile_id, data)
            else:
                restored = self.version(profile_id, number).stamped(**stamp)
                self._put(folder, restored)
        self._note(Event.REVERT, profile_id)
        return restored

    # ---- deleting

    def delete(self, profile_id: str) -> None:
        """Move the profile with its versions to the trash, in the place of an older one there."""
        path = self._existing(self.root, profile_id)
        with telling(say("没有删除")), self._both() as (root, trash):
            versions.move(path.name, root, trash)
        self._note(Event.DELETE, profile_id)

    def restore(self, profile_id: str) -> None:
        """Bring the profile back from the trash; never over an existing one."""
        path = self._existing(trash_folder(self.root), profile_id)
        with telling(say("没有恢复")), self._both() as (root, trash):
            if exists(root, path.name):
                raise StoreError(say("没有恢复：编号 {id} 的方案已经有了。", id=profile_id))
            versions.move(path.name, trash, root)
        self._note(Event.RESTORE, profile_id)

    def unused(self, before: str) -> list[str]:
        """The ids that ``purge`` would remove."""
        with telling(say("方案列表打不开")), self._all() as folders:
            return purging.unused(folders, before)

    def purge(self, before: str) -> list[str]:
        """Remove for good what was neither saved nor opened since the day ``before``: profiles,
        deleted ones, drafts and all versions.  Returns the ids."""
        with telling(say("没有清理完")), self._all() as folders:
            ids = purging.unused(folders, before)
            purging.remove(folders, ids)
            for folder in folders:
                atomic.confirm(folder)
        self._note(Event.PURGE, *ids)
        return ids

    # ---- inside

    @contextmanager
    def _both(self) -> Iterator[tuple[int, int]]:
        trash_path = trash_folder(self.root)
        atomic.make_folder(trash_path)
        with atomic.locked(self.root) as root, atomic.locked(trash_path) as trash:
            yield root, trash

    @contextmanager
    def _all(self) -> Iterator[list[int]]:
        """The folders there are, all locked."""
        paths = (self.root, trash_folder(self.root), drafts_folder(self.root))
        with ExitStack() as stack:
            yield [stack.enter_context(atomic.locked(path)) for path in paths if there(path)]

    def _put(self, folder: int, profile: Profile, lock: Lock | None = None) -> None:
        from profiles.toml import dump_kept

        data = dump_kept(profile, lock)
        try:
            self._write(folder, profile.id, data)
        except NotDurableError as error:
            self._note(Event.SAVE, profile.id)
            raise SavedUnsureError(profile, error) from error
        if lock is not None:
            try:
                self._seal_rest(folder, file_name(profile.id), lock)
            except OSError as error:  # the next save does the rest
                raise SavedUnsureError(profile, error, _NOT_ALL_SEALED) from error

    def _write(self, folder: int, profile_id: str, data: bytes) -> None:
        name = file_name(profile_id)
        atomic.write(folder, name, data, before=partial(versions.push, folder, name))

    def _seal_rest(self, folder: int, name: str, lock: Lock) -> None:
        """Nothing is left to read of what was kept before there was a passphrase."""
        resealing.seal_versions(folder, name, lock)
        for path in (trash_folder(self.root), drafts_folder(self.root)):
            if there(path):
                with atomic.locked(path) as rest:
                    resealing.remove_all(rest, name)

    def _stamped(self, folder: int, profile: Profile, now: str) -> Profile:
        known = self._header(folder, profile.id)
        if known and known.revision != profile.revision:
            raise ChangedError(known.revision, known.saved)
        created = (profile.meta and profile.meta.created) or now
        revision = profile.revision + 1
        return profile.stamped(
            id=profile.id or self._free_id(folder), revision=revision, created=created, saved=now
        )

    def _header(self, folder: int, profile_id: str) -> Header | None:
        """What is on the disk now; a file we cannot read (a newer program's) is not replaced."""
        name = file_name(profile_id) if profile_id else ""
        if not name or not exists(folder, name):
            return None
        try:
            return header_of(read_own(folder, name), name)
        except ProfileError as error:
            why = error.problems[0].text
            raise StoreError(
                say("没有保存，原来的文件读不懂，不去覆盖它：{why}可以另存为一份新方案。", why=why)
            ) from error

    def _revision(self, folder: int, profile_id: str) -> int:
        """A revision that the file there has, or surely is older than; StoreError when the file
        is not ours to replace."""
        name = file_name(profile_id)
        known = [version.revision for version in listing.older(self.root, profile_id)]
        newest = max(known, default=0) + 1
        if not exists(folder, name):
            return newest
        try:
            return header_of(self._replaceable(folder, name), name).revision
        except NewerError as error:
            raise _untouched(error) from error
        except ProfileError:
            return newest  # damaged: it was the one after the newest version

    def _replaceable(self, folder: int, name: str) -> bytes:
        try:
            return read_own(folder, name)
        except ProfileError as error:
            raise _untouched(error) from error

    def _free_id(self, folder: int) -> str:
        trash = trash_folder(self.root)
        while True:
            fresh = new_id()
            if not exists(folder, file_name(fresh)) and not there(trash / file_name(fresh)):
                return fresh


def _untouched(error: ProfileError) -> StoreError:
    why = error.problems[0].text
    return StoreError(say("没有恢复，不去动原来的文件：{why}", why=why))

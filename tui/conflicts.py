"""A plan that somebody else saved while it was open here: what differs, and the ways on.

Nothing is lost on any of them: what is not taken becomes an older version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profiles.compare import Difference, differences
from profiles.problems import ProfileError
from profiles.troubles import StoreError
from tui.desk import Desk, Opened
from tui.flow import Told
from tui.words import _


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sets of answers and, where it is still kept, the one both began from.

    ``begun`` and ``revision`` count saves: what is open here began from the one, ``saved`` says
    when the other was made.
    """

    begun: int
    revision: int
    saved: str
    before: Mapping[str, Any] | None
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    notes: Mapping[str, Any] | None
    meta: Mapping[str, Any]

    @property
    def differences(self) -> list[Difference]:
        return differences(self.before or {}, self.mine, self.theirs)


def find_conflict(desk: Desk, opened: Opened) -> Conflict | str:
    """What is saved now against what is open; or why it cannot be read."""
    try:
        theirs = desk.store.get(opened.id, opened.lock)
    except (ProfileError, StoreError) as error:
        return str(error)
    begun = opened.meta.get("revision", 0)
    meta = theirs.meta.model_dump(exclude_none=True) if theirs.meta else {}
    return Conflict(
        begun=begun,
        revision=theirs.revision,
        saved=meta.get("saved", ""),
        before=_begun_from(desk, opened, begun),
        mine=opened.flow.answers,
        theirs=theirs.answers(),
        notes=theirs.notes,
        meta=meta,
    )


def take_mine(desk: Desk, opened: Opened, conflict: Conflict) -> Told:
    """Save what is open over what is there, which becomes a version."""
    was = opened.meta, opened.notes
    opened.meta, opened.notes = conflict.meta, conflict.notes
    told = desk.save(opened)
    if opened.changed:  # once more, meanwhile
        opened.meta, opened.notes = was
    return told


def take_theirs(desk: Desk, opened: Opened) -> Told:
    """Go on with what is there; what was open becomes a version."""
    try:
        desk.store.shelve(desk.profile(opened), desk.now(), opened.lock)
        desk.reopen(opened)
    except (ProfileError, StoreError) as error:
        return Told(str(error), error=True)
    return Told(_("已换成别处保存的；您这边的在「版本」里"))


def _begun_from(desk: Desk, opened: Opened, revision: int) -> Mapping[str, Any] | None:
    for version in desk.older(opened.id):
        if version.broken is None and version.revision == revision:
            try:
                return desk.store.version(opened.id, version.number, opened.lock).answers()
            except (ProfileError, StoreError):
                return None
    return None

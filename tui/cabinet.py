"""What is kept, as one list: plans and drafts to look through, delete, bring back.

No Textual here.  Every method that can fail returns the sentence to show instead of raising.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from profiles.drafts import Drafts
from profiles.problems import ProfileError
from profiles.store import Store, Version
from profiles.troubles import StoreError
from profiles.viewing import View
from tui.words import _, render

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: a saved plan or an unfinished one; ``sealed`` under a passphrase;
    ``broken`` says why it is unusable."""

    id: str
    name: str
    scheme: str = ""
    saved: str = ""
    draft: bool = False
    sealed: bool = False
    broken: str = ""


class Cabinet:
    """``now`` gives the time put into files."""

    def __init__(self, store: Store, drafts: Drafts, now: Callable[[], str]) -> None:
        self.store = store
        self.drafts = drafts
        self.now = now
        self.deleted: list[str] = []
        self.last = ""
        """The plan saved last: the list has its cursor there."""

    def listed(self) -> list[Listed]:
        """Unfinished plans first, then the saved ones, the last saved on top."""
        try:
            saved = [
                Listed(e.id, e.name, e.scheme, e.saved, False, e.sealed, why_broken(e.broken))
                for e in self.store.entries()
            ]
            known = {entry.id: entry for entry in saved}
            unfinished = [
                Listed(
                    d.id,
                    d.name or _name_of(known, d.id),
                    draft=True,
                    sealed=d.id in known and known[d.id].sealed,
                    broken=why_broken(d.broken),
                )
                for d in self.drafts.entries()
            ]
        except StoreError as error:
            return [Listed("", "", broken=render(error.text))]
        waiting = {entry.id for entry in unfinished}
        return [*unfinished, *(entry for entry in saved if entry.id not in waiting)]

    def delete(self, entry: Listed) -> str:
        """A draft goes, a saved plan goes to the trash (``undelete`` brings it back)."""
        try:
            if entry.draft:
                self.drafts.discard(entry.id)
                return _("草稿已删除")
            self.store.delete(entry.id)
        except StoreError as error:
            return render(error.text)
        self.deleted.append(entry.id)
        return _("已删除「{name}」，按 U 恢复").format(name=entry.name or entry.id)

    def undelete(self) -> str:
        """Bring back the plan deleted last."""
        try:
            waiting = self.deleted or [e.id for e in self.store.trash()[:1]]
            if not waiting:
                return _("没有可恢复的")
            self.store.restore(waiting[-1])
        except StoreError as error:
            return render(error.text)
        if self.deleted:
            self.deleted.pop()
        return _("已恢复")

    def older(self, plan_id: str) -> list[Version]:
        """The versions of a plan, the newest first; none where they cannot be read."""
        try:
            return self.store.versions(plan_id)
        except StoreError:
            return []

    def rescue(self, entry: Listed) -> Version | None:
        """The version a broken plan can be restored from."""
        return _of_broken(entry, self.store.whole_version)

    def look(self, entry: Listed) -> View | None:
        """What a damaged plan still says."""
        return _of_broken(entry, self.store.view)

    def revert(self, plan_id: str, number: int) -> str:
        """Save an older version again; what is there now becomes a version."""
        try:
            back = self.store.restore_version(plan_id, number, self.now())
        except (ProfileError, StoreError) as error:
            return str(error)
        self.last = plan_id
        return _("已恢复「{name}」；刚才的样子在「版本」里").format(name=back.name)


def _of_broken(entry: Listed, read: Callable[[str], Read | None]) -> Read | None:
    """What is read of a kept plan that is broken; None for others, and where nothing can be."""
    if not entry.broken or entry.draft or not entry.id:
        return None
    try:
        return read(entry.id)
    except StoreError:
        return None


def why_broken(problem: Any) -> str:
    return str(problem) if problem is not None else ""


def _name_of(known: Mapping[str, Listed], plan_id: str) -> str:
    return known[plan_id].name if plan_id in known else ""

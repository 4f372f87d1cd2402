"""The desk between the screens and what is kept: open and save.

No Textual here.  Every method that can fail returns the sentence to show instead of raising.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from core.answers import REQUIRED, usual_start
from core.policy.model import Policy
from core.questions.catalogue import BY_KEY
from core.questions.question import Step
from core.reading import NAME_LIMIT
from profiles.drafts import Drafts
from profiles.ids import new_id
from profiles.passphrases import Lock
from profiles.problems import ProfileError
from profiles.store import ChangedError, SavedUnsureError, Store
from profiles.troubles import StoreError
from tui.cabinet import Cabinet, Listed, why_broken
from tui.flow import ORDER, Flow, Told
from tui.words import _, render

if TYPE_CHECKING:
    from profiles.schema import Profile


@dataclass
class Opened:
    """A plan on the desk: its wizard, its id, and what of its file is not an answer."""

    id: str
    flow: Flow
    notes: Mapping[str, Any] | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    changed: bool = False
    """Whether the last save was refused because somebody else had saved meanwhile."""
    lock: Lock | None = None
    """Of a plan under a passphrase: then nothing is written but by saving."""


class Desk(Cabinet):
    """One plan taken out of what is kept, and put back."""

    def __init__(
        self,
        store: Store,
        drafts: Drafts,
        policy: Policy,
        as_of: date,
        now: Callable[[], str],
    ) -> None:
        super().__init__(store, drafts, now)
        self.policy = policy
        self.as_of = as_of

    # ---- opening

    def new(self) -> Opened:
        """An empty plan."""
        return Opened(new_id(), Flow(self.policy, self.as_of))

    def open(self, entry: Listed, lock: Lock | None = None) -> Opened | str:
        """The plan of a row, a draft where it was left; or why it cannot be opened."""
        if entry.broken:
            return _("打不开：{why}").format(why=entry.broken)
        try:
            kept = not entry.draft or self._is_saved(entry.id)
            opened = self._saved(entry.id, lock) if kept else self.new()
            opened.id = entry.id
            if entry.draft:
                self._resume(opened)
        except (ProfileError, StoreError) as error:
            return str(error)
        return opened

    def find(self, name: str, lock: Lock | None = None) -> Opened | str:
        """The saved plan with this name or id."""
        try:
            found = self.store.find(name)
        except StoreError as error:
            return render(error.text)
        if len(found) != 1:
            none, several = _("没有叫「{name}」的方案"), _("几个方案都叫「{name}」，请用编号")
            return (several if found else none).format(name=name)
        row = found[0]
        return self.open(Listed(row.id, row.name, broken=why_broken(row.broken)), lock)

    def _is_saved(self, plan_id: str) -> bool:
        return any(e.id == plan_id for e in self.store.entries())

    def _saved(self, plan_id: str, lock: Lock | None) -> Opened:
        profile = self.store.get(plan_id, lock)
        data = profile.to_data()
        flow = Flow(self.policy, self.as_of, profile.answers())
        flow.visit(Step.REVIEW)
        notes, meta = data.get("notes"), data.get("meta", {})
        return Opened(plan_id, flow, notes, meta, lock=lock)  # type: ignore[arg-type]

    def _resume(self, opened: Opened) -> None:
        """Put a draft's answers on top, at the step where it was left."""
        draft = self.drafts.load(opened.id)
        if draft.revision is not None:  # saved elsewhere since? then saving this will tell
            opened.meta = {**opened.meta, "revision": draft.revision}
        opened.flow = Flow(self.policy, self.as_of, draft.answers)
        step = Step(draft.step) if draft.step in set(Step) else ORDER[0]
        opened.flow.visit(step)
        opened.flow.told = Told(_("接着上次没填完的地方"))

    # ---- keeping

    def save(self, opened: Opened, *, as_copy: bool = False) -> Told:
        """Write the plan as a profile and drop its draft."""
        flow = opened.flow
        opened.changed = False
        if missing := self.missing(opened):
            return missing
        was, meta, name = opened.id, opened.meta, flow.answers.get("name")
        if as_copy:
            opened.id, opened.meta = new_id(), {}
            flow.answers["name"] = self.copy_name(str(name)) if name else self._free_name()
        flow.answers.setdefault("name", self._free_name())
        # The history is "as of the plan's start": a kept plan must not start later each month.
        flow.answers.setdefault("plan.start", str(usual_start(flow.as_of)))
        try:
            saved = self.store.save(self.profile(opened), self.now(), opened.lock)
            self.drafts.discard(was)  # what it had is in the file now, even in another one
        except ChangedError as error:
            opened.changed = True
            return Told(_("{why}按 F8 另存一份。").format(why=render(error.text)), error=True)
        except SavedUnsureError as error:
            saved, text = error.profile, render(error.text)
            opened.meta, self.last = _meta(saved), opened.id
            return Told(text, error=True)
        except (ProfileError, StoreError) as error:
            opened.id, opened.meta = was, meta
            if name:
                flow.answers["name"] = name
            return Told(str(error), error=True)
        opened.meta, self.last = _meta(saved), opened.id
        flow.dirty = False
        return Told(_("已保存：{name}（编号 {id}）").format(name=saved.name, id=saved.id))

    def missing(self, opened: Opened) -> Told | None:
        """What must be answered before the plan can be saved."""
        missing = [BY_KEY[key] for key in REQUIRED if key not in opened.flow.answers]
        if not missing:
            return None
        names = "、".join(render(question.label) for question in missing)
        return Told(_("还不能保存，先填：{names}").format(names=names), error=True)

    def relock(self, opened: Opened, lock: Lock | None) -> Told:
        """Save the plan under a passphrase, or without the one it had."""
        was, meta = opened.lock, opened.meta
        opened.lock = lock
        told = self.save(opened)
        if opened.meta is meta:  # nothing was written
            opened.lock = was
        if told.error:
            return told
        return Told(_("已加口令并保存") if lock else _("已去掉口令并保存"))

    def profile(self, opened: Opened) -> "Profile":
        """The plan as it would be saved; ProfileError when an answer does not fit."""
        from profiles.schema import Profile

        flow = opened.flow
        meta = {**opened.meta, "id": opened.id, "as_of": str(flow.as_of)}
        if flow.preview.branch is not None and flow.preview.branch.digest is not None:
            meta["policy_digest"] = flow.preview.branch.digest
        return Profile.from_answers(flow.answers, notes=opened.notes, meta=meta)

    def reopen(self, opened: Opened) -> None:
        """Put what is saved now in the place of what is open; drops its draft."""
        fresh = self._saved(opened.id, opened.lock)
        opened.flow, opened.notes, opened.meta = fresh.flow, fresh.notes, fresh.meta
        opened.changed = False
        self.drafts.discard(opened.id)

    def copy_name(self, name: str) -> str:
        """骑手小王-2, 骑手小王-3, …: two plans of one name could not be told apart in the list."""
        taken = {entry.name for entry in self.listed()}
        if name not in taken:
            return name
        stem = name[: NAME_LIMIT - 4]
        return next(c for n in count(2) if (c := f"{stem}-{n}") not in taken)

    def _free_name(self) -> str:
        """方案1, 方案2, …: the first that no plan has."""
        taken = {entry.name for entry in self.listed()}
        number = 1
        while _("方案{n}").format(n=number) in taken:
            number += 1
        return _("方案{n}").format(n=number)


def _meta(profile: "Profile") -> Mapping[str, Any]:
    return profile.meta.model_dump(exclude_none=True) if profile.meta else {}

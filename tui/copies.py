"""Plans made of plans: a copy, another name, a variant to try something out.

No Textual here.  Every function that can fail returns the sentence to show instead of raising.
What a plan was saved under (the day of the law, the policy data) stays as it was: a copy or a new
name is no new reckoning.
"""

import re
from collections.abc import Sequence
from typing import Any

from core.questions.question import Step
from core.reading import NAME_LIMIT
from profiles.ids import new_id
from profiles.passphrases import Lock
from profiles.problems import ProfileError
from profiles.troubles import StoreError
from tui.cabinet import Listed
from tui.desk import Desk, Opened
from tui.flow import Told
from tui.words import _

VARIANT = "·变式"
_NUMBERED = re.compile(VARIANT + r"\d+$")
_LONGEST = NAME_LIMIT - len(VARIANT) - 2
"""So much of a name goes into those of its variants."""
_UNDER = ("as_of", "policy_digest")


def unfit(entry: Listed) -> str:
    """Why nothing can be made of a row; empty when it can."""
    if entry.broken:
        return _("打不开：{why}").format(why=entry.broken)
    if entry.draft:
        name = entry.name or entry.id
        return _("「{name}」还没填完：先打开，按 F5 保存").format(name=name)
    return ""


def copied(desk: Desk, entry: Listed, lock: Lock | None) -> str:
    """A second file with the same answers, under the same passphrase."""
    return _written(desk, entry, desk.copy_name(entry.name), lock, fresh=True)


def renamed(desk: Desk, entry: Listed, name: str, lock: Lock | None) -> str:
    """The same plan under another name; the old one is a version."""
    if name == entry.name:
        return ""
    return _written(desk, entry, name, lock, fresh=False)


def _written(desk: Desk, entry: Listed, name: str, lock: Lock | None, *, fresh: bool) -> str:
    from profiles.schema import Profile

    try:
        plan = desk.store.get(entry.id, lock)
        data = plan.to_data()
        meta: dict[str, Any] = dict(data.get("meta") or {})  # type: ignore[call-overload]
        meta.setdefault("as_of", str(meta.get("saved", ""))[:10])
        kept = {k: v for k, v in meta.items() if v and (k in _UNDER or not fresh)}
        notes: Any = data.get("notes")
        answers = {**plan.answers(), "name": name}
        made = Profile.from_answers(answers, notes=notes, meta=kept)
        saved = desk.store.save(made, desk.now(), lock)
    except (ProfileError, StoreError) as error:
        return str(error)
    desk.last = saved.id
    if fresh:
        return _("已复制为「{name}」").format(name=saved.name)
    return _("已改名为「{name}」").format(name=saved.name)


def variant(desk: Desk, entry: Listed, lock: Lock | None) -> Opened | str:
    """A plan of its own with the answers of another, named after it; not saved yet."""
    opened = desk.open(entry, lock)
    if isinstance(opened, str):
        return opened
    flow = opened.flow
    flow.answers["name"] = _variant_name(desk.listed(), entry.name)
    flow.visit(Step.REVIEW)  # where the open field is the name just given
    text = _("和「{name}」一样，改了再按 F5 保存；列表上按 C 和它比")
    flow.told = Told(text.format(name=entry.name))
    return Opened(new_id(), flow, opened.notes, {}, lock=lock)


def _stem(name: str) -> str:
    return name[:_LONGEST] + VARIANT


def _variant_name(entries: Sequence[Listed], name: str) -> str:
    taken, number = {entry.name for entry in entries}, 1
    while f"{_stem(name)}{number}" in taken:
        number += 1
    return f"{_stem(name)}{number}"


def relative(entries: Sequence[Listed], entry: Listed) -> tuple[Listed, Listed] | None:
    """A plan and its newest variant; for a variant without one of its own, what it came from."""
    numbered = _NUMBERED.search(entry.name)
    cut = len(entry.name) > _LONGEST  # then a variant's own would be called like its siblings
    for other in () if numbered and cut else entries:  # unfinished first, then the last saved
        if _of(other.name, _stem(entry.name)):
            return entry, other
    for other in entries if numbered else ():
        stem = _stem(other.name)
        if _of(entry.name, stem) and not _of(other.name, stem):
            return other, entry
    return None


def _of(name: str, stem: str) -> bool:
    return name.startswith(stem) and name[len(stem) :].isdecimal()

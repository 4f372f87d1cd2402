"""Unfinished answers, kept at every step so that a hang-up loses nothing.

A draft is lenient: what it says need not be complete or right, only of the right type.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.words import say
from profiles import atomic, integrity
from profiles.answers import KINDS, Answers, fits, flatten, nest
from profiles.folders import exists, opened, profile_names, read_own
from profiles.headers import header_of
from profiles.ids import file_name, there
from profiles.locations import drafts_folder
from profiles.opening import whole
from profiles.problems import Problem, ProfileError, has_id_number, refusal
from profiles.troubles import StoreError, telling
from profiles.writing import write_toml

FORMAT = 1

_KEYS = {"draft", integrity.KEY, "revision", "step", "answers", "typing"}

Typing = tuple[str, str]
"""The open question's key and what stands in its field, not yet an answer."""

_LONGEST = 200
_MAYBE_AN_ID = re.compile(r"(?:\d\s?){9}")


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers so far, the step the person was at and what was being typed.

    ``revision`` is that of the profile they were begun from, None where that is not known.
    """

    id: str
    answers: Answers
    step: str
    typing: Typing | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A line of the list; ``broken`` says why a draft cannot be read."""

    id: str
    name: str = ""
    step: str = ""
    broken: Problem | None = None


class Drafts:
    """The drafts that go with the profiles in ``profiles``.

    The draft of a saved profile has that profile's id, a new one an id of ``ids.new_id``.
    Every method may raise StoreError.
    """

    def __init__(self, profiles: Path) -> None:
        self.profiles = Path(os.path.realpath(profiles))
        self.root = drafts_folder(self.profiles)

    def save(
        self,
        draft_id: str,
        answers: Mapping[str, object],
        step: str,
        typing: Typing | None = None,
        revision: int | None = None,
    ) -> None:
        """Keep the answers that have the right type; an ID number never gets to the disk, and
        nothing of a plan that has a passphrase by now."""
        kept = {path: answers[path] for path in KINDS if _worth(path, answers.get(path))}
        # First that there is an integrity line: a file cut short still says so.
        data: dict[str, object] = {"draft": FORMAT, integrity.KEY: integrity.METHOD}
        if revision is not None:
            data["revision"] = revision
        data |= {"step": _text(step), "answers": nest(kept)}
        if typing is not None and _typable(typing[1]):
            data["typing"] = {"key": _text(typing[0]), "text": typing[1]}
        name, raw = file_name(draft_id), write_toml(data, str(say("草稿")), summed=True)
        with telling(say("草稿没有保存")):
            atomic.make_folder(self.root)
            with atomic.locked(self.root) as folder:
                # Under the lock: who seals the plan takes it afterwards, and clears up.
                if self._sealed(name):
                    raise StoreError(say("草稿没有保存：这个方案在别处加了口令。"))
                atomic.write(folder, name, raw)

    def load(self, draft_id: str) -> Draft:
        """The draft with this id, unknown or ill-typed answers dropped; ProfileError if broken."""
        path = self.root / file_name(draft_id)
        with telling(say("草稿打不开")):
            if not there(path):
                raise StoreError(say("没有编号为 {id} 的草稿。", id=draft_id))
            with opened(self.root) as folder:
                return _read(folder, path.name)

    def entries(self) -> list[DraftEntry]:
        """All drafts; one that cannot be read comes with its problem."""
        with telling(say("草稿列表打不开")):
            if not there(self.root):
                return []
            with opened(self.root) as folder:
                return [_entry(folder, name) for name in profile_names(folder)]

    def discard(self, draft_id: str) -> None:
        """Delete the draft; fine when there is none."""
        name = file_name(draft_id)
        with telling(say("草稿没有删除")):
            if not there(self.root / name):
                return
            with atomic.locked(self.root) as folder:
                atomic.remove(folder, name)

    def _sealed(self, name: str) -> bool:
        with opened(self.profiles) as folder:
            if not exists(folder, name):
                return False
            raw = b""
            try:
                raw = read_own(folder, name)
                return header_of(raw, name).sealed
            except ProfileError:
                return b"\n[sealed]\n" in raw  # damaged, but it was


def _read(folder: int, file: str) -> Draft:
    raw = read_own(folder, file)
    data = whole(raw, file)
    integrity.check(raw, file, promised=integrity.KEY in data)
    known = isinstance(data.get("answers"), dict) and data.keys() <= _KEYS
    if data.get("draft") != FORMAT or not known:
        raise refusal(file, say("不是这一版的草稿"))
    flat = flatten({"answers": data["answers"]})
    answers = {path.removeprefix("answers."): value for path, value in flat.items()}
    step, revision = data.get("step"), data.get("revision")
    kept = {path: answers[path] for path in KINDS if fits(path, answers.get(path))}
    return Draft(
        file.removesuffix(".toml"),
        kept,
        step if isinstance(step, str) else "",
        _typing(data.get("typing")),
        revision if type(revision) is int else None,
    )


def _typing(value: object) -> Typing | None:
    if not isinstance(value, dict):
        return None
    key, text = value.get("key"), value.get("text")
    if not isinstance(key, str) or not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return key, text


def _entry(folder: int, file: str) -> DraftEntry:
    try:
        draft = _read(folder, file)
    except ProfileError as error:
        return DraftEntry(file.removesuffix(".toml"), broken=error.problems[0])
    return DraftEntry(draft.id, str(draft.answers.get("name", "")), draft.step)


def _worth(path: str, value: object) -> bool:
    return fits(path, value) and all(map(_keepable, _texts(value)))


def _typable(text: str) -> bool:
    """Nine digits in a row may be the beginning of an ID number: no answer has so many."""
    return _keepable(text) and len(text) <= _LONGEST and not _MAYBE_AN_ID.search(text)


def _keepable(text: str) -> bool:
    return not has_id_number(text) and text == _text(text)


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(inner) for row in value for inner in row.values()]
    return [str(value)]


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")

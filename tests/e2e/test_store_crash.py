"""A save killed, refused or unplugged anywhere: the old or the new file, whole, and no version
is lost.  Three wrong ways to save show that the tester finds what it looks for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from profiles.atomic import TEMP
from profiles.drafts import Drafts
from profiles.store import Store
from profiles.toml import load_profile
from profiles.versions import version_name
from tests.e2e.crashlab import STRACE, Lab, State, power_cuts
from tests.e2e.crashlab_saver import ID, LOCK, NAME, after
from tests.profiles.samples import profile

pytestmark = pytest.mark.slow

ERRORS = ("ENOSPC", "EIO", "EACCES", "EMFILE", "EINTR")
WRONG = ("save_over", "save_and_rename", "sync_and_rename")


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    if sys.platform != "linux" or shutil.which("strace") is None:
        pytest.skip("needs strace")
    if subprocess.run([*STRACE, "-o", os.devnull, "true"], capture_output=True).returncode:
        pytest.skip("strace may not trace here (ptrace is denied)")
    ready = Lab()
    yield ready
    ready.close()


class Case:
    """A folder with a profile and all its versions, made anew for each save."""

    def __init__(self, folder: Path) -> None:
        self.made = folder / "made"
        self.folder = folder / "profiles"
        store = Store(self.made)
        saved = store.save(profile().stamped(id=ID), "2026-11-23T10:00:00")
        for day in range(10, 16):
            saved = store.save(saved, f"2026-11-{day}T10:00:00")
        self.before = self.state(self.made)
        self.old = self.before[NAME]
        self.new = after(load_profile(self.made / NAME))
        self.oldest = self.before[version_name(NAME, 5)]
        self.known = {*self.before.values(), self.new}

    def fresh(self) -> Path:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.made, self.folder)
        return self.folder

    @staticmethod
    def state(folder: Path) -> State:
        return {p.name: p.read_bytes() for p in sorted(folder.glob("*.toml*"))}

    def wrong(self, state: State, answer: str) -> str:
        """What is wrong with a folder after a save that answered this; empty when nothing."""
        held = state.get(NAME)
        if held not in (self.old, self.new):
            return "broken"
        if answer == "SAVED" and held != self.new:
            return "acknowledged, but old"
        if answer == "REFUSED" and held != self.old:
            return "refused, but new"
        kept = [content for name, content in state.items() if not name.endswith(TEMP)]
        return "" if self.known.issuperset(kept) else "broken version"

    def lost(self, state: State) -> str:
        """Whether a version but the oldest is gone."""
        gone = set(self.before.values()) - set(state.values()) - {self.oldest}
        return "version lost" if gone else ""

    def next_save(self) -> str:
        """Whether a later save works and leaves no litter."""
        saved = Store(self.folder).save(load_profile(self.folder / NAME), "2026-11-25T10:00:00")
        if load_profile(self.folder / NAME) != saved:
            return "next save lost"
        return "litter" if [p for p in self.folder.iterdir() if p.name.endswith(TEMP)] else ""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def told(what: str, found: Counter[str]) -> int:
    """Print the figures; the number of violations."""
    bad = sum(count for kind, count in found.items() if kind)
    print(f"\n{what}: {found.total()} runs, {bad} violations {dict(found)}", end="")  # noqa: T201
    return bad


def test_a_save_killed_at_any_call_leaves_one_whole_file(lab: Lab, case: Case) -> None:
    answer, calls = lab.save("store", case.fresh())
    assert (answer, case.state(case.folder)[NAME]) == ("SAVED", case.new)
    found: Counter[str] = Counter()
    for call in calls:
        answer, _ = lab.save("store", case.fresh(), f"{call.name}:signal=KILL:when={call.nth}")
        state = case.state(case.folder)
        found[case.wrong(state, answer) or case.lost(state) or case.next_save()] += 1
    assert told("kill -9 at every call", found) == 0
    assert found.total() > 30


@pytest.mark.parametrize("error", ERRORS)
def test_a_save_refused_at_any_call_leaves_the_old_file_or_says_it_is_unsure(
    lab: Lab, case: Case, error: str
) -> None:
    _, calls = lab.save("store", case.fresh())
    found: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for call in calls:
        if not call.about_files:
            continue
        inject = f"{call.name}:error={error}:when={call.nth}"
        answer, _ = lab.save("store", case.fresh(), inject)
        answers[answer] += 1
        state = case.state(case.folder)
        found[case.wrong(state, answer) or case.lost(state) or case.next_save()] += 1
    assert told(f"{error} at every call", found) == 0
    assert found.total() > 30
    # An interrupted call is made again, but for links and renames.
    assert answers["REFUSED"] > (5 if error == "EINTR" else 20), answers
    assert answers["UNSURE"] == (error != "EINTR")


def cut(case: Case, lab: Lab, strategy: str, *, ordered: bool) -> Counter[str]:
    """What power cuts during a save leave."""
    _, calls = lab.save(strategy, case.fresh())
    found: Counter[str] = Counter()
    for state, acknowledged in power_cuts(case.before, calls, ordered=ordered):
        wrong = case.wrong(state, "SAVED" if acknowledged else "")
        keeps = ordered and strategy == "store"  # in no order, an older version may be missing
        found[wrong or (case.lost(state) if keeps else "")] += 1
    return found


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "weak"])
def test_a_power_cut_leaves_one_whole_file(lab: Lab, case: Case, ordered: bool) -> None:
    found = cut(case, lab, "store", ordered=ordered)
    assert told(f"power cut, {'ordered' if ordered else 'weak'}", found) == 0
    assert found.total() > 10


# ---- a plan that gets a passphrase

CHANGES_FILES = re.compile(r"openat|write|rename\w*|link\w*|unlink\w*|f(data)?sync|mkdir\w*|stat")


class Sealing:
    """A plan with a version, a deleted one of its id and a draft, before it gets a passphrase."""

    def __init__(self, folder: Path) -> None:
        self.made, self.folder = folder / "made", folder / "profiles"
        store = Store(self.made)
        store.save(profile().stamped(id=ID), "2026-11-20T10:00:00")
        store.delete(ID)
        saved = store.save(profile().stamped(id=ID), "2026-11-21T10:00:00")
        saved = store.save(saved, "2026-11-22T10:00:00")
        self.answers = saved.answers()
        Drafts(self.made).save(ID, self.answers, "review", revision=saved.revision)

    def fresh(self) -> Path:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.made, self.folder)
        return self.folder

    def readable(self) -> list[str]:
        """What can be read without the passphrase."""
        files = [p for p in self.folder.rglob("*") if p.is_file() and p.name != ".lock"]
        return sorted(p.name for p in files if b"\n[sealed]\n" not in p.read_bytes())

    def wrong(self, answer: str) -> str:
        """What is wrong after a save that answered this; empty when nothing."""
        store = Store(self.folder)
        sealed = store.entries()[0].sealed
        if store.get(ID, LOCK).answers() != self.answers:
            return "lost"
        for version in store.versions(ID):
            if store.version(ID, version.number, LOCK).answers() != self.answers:
                return "version lost"
        if answer == "SAVED" and (left := self.readable() or not sealed):
            return f"acknowledged, but to be read: {left}"
        if not sealed and not Drafts(self.folder).entries():
            return "the draft went first"
        store.save(store.get(ID, LOCK), "2026-11-25T10:00:00", LOCK)
        return "to be read after the next save" if self.readable() else ""


def test_getting_a_passphrase_killed_at_any_call_loses_nothing_and_is_done_when_it_says_so(
    lab: Lab, tmp_path: Path
) -> None:
    case = Sealing(tmp_path)
    answer, calls = lab.save("seal", case.fresh())
    assert (answer, case.readable()) == ("SAVED", [])
    found: Counter[str] = Counter()
    # A kill before a call that only reads is a kill before the next one that does not.
    for call in (call for call in calls if CHANGES_FILES.fullmatch(call.name)):
        answer, _ = lab.save("seal", case.fresh(), f"{call.name}:signal=KILL:when={call.nth}")
        found[case.wrong(answer)] += 1
    assert told("kill -9 at every call of getting a passphrase", found) == 0
    assert found.total() > 20


def test_getting_a_passphrase_refused_at_any_call_is_never_told_as_done(
    lab: Lab, tmp_path: Path
) -> None:
    case = Sealing(tmp_path)
    _, calls = lab.save("seal", case.fresh())
    found: Counter[str] = Counter()
    for call in (c for c in calls if CHANGES_FILES.fullmatch(c.name) and c.name != "write"):
        answer, _ = lab.save("seal", case.fresh(), f"{call.name}:error=EIO:when={call.nth}")
        found[case.wrong(answer)] += 1
    assert told("EIO at every call of getting a passphrase", found) == 0


@pytest.mark.parametrize("strategy", WRONG)
def test_the_tester_finds_what_is_wrong_with_other_ways(
    lab: Lab, case: Case, strategy: str
) -> None:
    broken = set() if strategy == "sync_and_rename" else {"broken"}
    for ordered in (True, False):
        found = cut(case, lab, strategy, ordered=ordered)
        assert told(f"{strategy}, power cut", found) > 0
        assert set(found) == {"", "acknowledged, but old", *broken}


def test_the_tester_finds_a_file_cut_short_by_a_kill(lab: Lab, case: Case) -> None:
    _, calls = lab.save("save_over", case.fresh())
    found: Counter[str] = Counter()
    for call in calls:
        inject = f"{call.name}:signal=KILL:when={call.nth}"
        answer, _ = lab.save("save_over", case.fresh(), inject)
        found[case.wrong(case.state(case.folder), answer)] += 1
    assert told("save_over, kill -9", found) > 0

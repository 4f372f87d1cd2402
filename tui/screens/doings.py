"""What the list does to plans besides opening and deleting: copy, rename, vary, mark, compare."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from profiles.passphrases import Lock
from tui.cabinet import Listed
from tui.comparing import FEWEST, MOST, side_by_side, work_out
from tui.copies import copied, relative, renamed, unfit, variant
from tui.screens.compare import CompareScreen
from tui.screens.host import unattended
from tui.screens.naming import NameScreen
from tui.widgets.plans import shown
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.profiles import ProfilesScreen


def copy(screen: "ProfilesScreen", entry: Listed) -> None:
    screen.told = unfit(entry)
    if not screen.told:
        screen.unlocked(entry, partial(copied, screen.host.desk, entry))


def rename(screen: "ProfilesScreen", entry: Listed) -> None:
    """A plan under a passphrase is written with it: it is asked for first."""
    screen.told = unfit(entry)
    if not screen.told:
        screen.unlocked(entry, partial(_ask_name, screen, entry))


def _ask_name(screen: "ProfilesScreen", entry: Listed, lock: Lock | None) -> None:
    def done(name: str | None) -> None:
        screen.back(renamed(screen.host.desk, entry, name, lock) if name else "")

    unattended(screen.host.push_screen(NameScreen(entry.name), done))


def vary(screen: "ProfilesScreen", entry: Listed) -> None:
    """A variant, open at its review."""
    screen.told = unfit(entry)
    if not screen.told:
        screen.unlocked(entry, partial(_begin, screen, entry))


def _begin(screen: "ProfilesScreen", entry: Listed, lock: Lock | None) -> str:
    opened = variant(screen.host.desk, entry, lock)
    if isinstance(opened, str):
        return opened
    screen.host.begin(opened)
    return ""


def mark(screen: "ProfilesScreen", entry: Listed) -> None:
    """Put a mark on a plan or take it off."""
    known = {other.id for other in screen.entries}
    screen.marks = [plan_id for plan_id in screen.marks if plan_id in known]
    if entry.id in screen.marks:
        screen.marks.remove(entry.id)
    elif entry.broken:
        screen.told = unfit(entry)
    elif len(screen.marks) == MOST:
        screen.told = _("最多比 {n} 份：先在一份上按空格去掉标记").format(n=MOST)
    else:
        screen.marks.append(entry.id)


def compare(screen: "ProfilesScreen", entry: Listed) -> None:
    """The marked plans; the one under the cursor with its variant where none is marked."""
    by_id = {other.id: other for other in screen.entries if not other.broken}
    wanted = [by_id[plan_id] for plan_id in screen.marks if plan_id in by_id]
    if len(wanted) == 1 and entry is not wanted[0]:
        wanted.append(entry)
    if not wanted:
        wanted = list(relative([*by_id.values()], entry) or ())
    if len(wanted) < FEWEST:
        screen.told = _("先按空格标上两份到四份再按 C；或者按 B 做一份变式，存好再比")
    else:
        screen.told = _compare(screen, wanted, {})


def _compare(
    screen: "ProfilesScreen", wanted: Sequence[Listed], locks: Mapping[str, Lock | None]
) -> str:
    """Ask for one passphrase after the other, then show the table; why it cannot be shown."""
    sealed = next((e for e in wanted if e.sealed and e.id not in locks), None)
    if sealed is not None:
        then: Callable[[Lock | None], str] = lambda lock: _compare(  # noqa: E731
            screen, wanted, {**locks, sealed.id: lock}
        )
        screen.unlocked(sealed, then)
        return ""
    desk, plans = screen.host.desk, []
    for entry in wanted:
        opened = desk.open(entry, locks.get(entry.id))
        if isinstance(opened, str):
            return opened
        answers = opened.flow.answers
        plans.append(work_out(shown(entry), answers, desk.policy, desk.as_of, entry.id))
    table = side_by_side(plans, desk.policy, desk.as_of)
    unattended(screen.host.push_screen(CompareScreen(table, desk.policy.regions)))
    return ""


DOINGS: Mapping[str, Callable[["ProfilesScreen", Listed], None]] = {
    "y": copy,
    "r": rename,
    "b": vary,
    " ": mark,
    "c": compare,
}

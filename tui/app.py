"""The application: one session at one terminal.  Screens ask it, the desk does it."""

import asyncio
import os
from contextlib import suppress
from datetime import date
from typing import Any

from textual import events
from textual.screen import Screen

from core.policy.model import NATION
from profiles.drafts import Drafts
from profiles.passphrases import Lock
from profiles.store import Store
from tui.cabinet import Listed
from tui.clock import now
from tui.conflicts import find_conflict
from tui.desk import Desk, Opened
from tui.flow import Told
from tui.journal import Journal, commit_choice, put_back, typing_of
from tui.modes import Mode
from tui.policies import in_use
from tui.screens.base import CanvasScreen
from tui.screens.changed import ChangedScreen
from tui.screens.citizen import CitizenScreen
from tui.screens.clerk import ClerkScreen
from tui.screens.host import CanvasApp, unattended
from tui.screens.profiles import ProfilesScreen
from tui.screens.wizard import WizardScreen
from tui.theme import choose
from tui.words import _, render

FORMS = {Mode.WIZARD: WizardScreen, Mode.CLERK: ClerkScreen, Mode.CITIZEN: CitizenScreen}
PAUSE, AT_MOST = 0.3, 0.8
"""What is being typed is kept after a pause of this long, and at least this often."""


class CanbaoApp(CanvasApp):
    """Holds the desk; a plan being worked on is ``opened``."""

    def __init__(
        self,
        desk: Desk,
        opened: Opened | None,
        *,
        ascii_only: bool = False,
        mode: Mode = Mode.WIZARD,
    ) -> None:
        super().__init__(choose(os.environ, ascii_only=ascii_only))
        self.desk = desk
        self.opened = opened
        self.mode = mode
        self.unfinished = False
        self.notice = ""
        """What the first screen tells: an own policy file that cannot be used."""
        self._warned: object = None
        self.journal = Journal(desk.drafts, self._not_kept)
        self._due: asyncio.TimerHandle | None = None
        self._first_unkept = 0.0

    def get_default_screen(self) -> Screen[Any]:
        """The plan asked for, else the list; with what is to be told at the start."""
        if self.opened is None:
            listing = ProfilesScreen()
            listing.told = self.notice
            return listing
        if self.notice:
            self.opened.flow.told = Told(self.notice, error=True)
        return self.form(self.opened)

    def on_ready(self) -> None:
        """A saved plan named at the start is opened like one of the list."""
        if self.opened is not None:
            self.tell_changes(self.opened)

    def form(self, opened: Opened) -> WizardScreen:
        """The questions in the way of this session."""
        return FORMS[self.mode](opened)

    # ---- doors for the screens

    def listed(self) -> list[Listed]:
        return self.desk.listed()

    def begin(self, opened: Opened | None = None) -> None:
        """Work on a plan: a new one where none is given."""
        self.opened = opened or self.desk.new()
        self.show(self.form(self.opened))

    def open_listed(self, entry: Listed, lock: Lock | None = None) -> str:
        """Open a row of the list; returns why it cannot be, or nothing."""
        opened = self.desk.open(entry, lock)
        if isinstance(opened, str):
            return opened
        if entry.draft:
            put_back(opened.flow, self.journal.resumed(opened.id))
        self.begin(opened)
        if not entry.draft:
            self.tell_changes(opened)
        return ""

    def tell_changes(self, opened: Opened) -> None:
        """What moved the result since the plan was saved."""
        if not opened.meta:  # never saved
            return
        from tui.reopening import changes_since
        from tui.screens.since import SinceScreen

        found = changes_since(opened.flow, opened.meta)
        if found:
            unattended(self.push_screen(SinceScreen(found, opened.flow.regions)))

    def show_parameters(self) -> None:
        """What is on file, from the whole country down."""
        from tui.screens.parameters import ParametersScreen

        policy, day = self.desk.policy, self.desk.as_of
        unattended(self.push_screen(ParametersScreen(policy, policy.on(day), NATION)))

    def keep_draft(self) -> None:
        """Keep what is answered; a failure is told, the answers stay on the screen."""
        if self.opened is not None:
            self._tell(self.journal.keep(self.opened))

    def save(self, *, as_copy: bool = False) -> None:
        """Save the plan on the desk; the outcome stands in the hint line."""
        if self.opened is not None and self.opened.flow.commit():
            flow = self.opened.flow
            self.journal.settle()
            flow.told = self.desk.save(self.opened, as_copy=as_copy)
            flow.focus(flow.at)  # the open field may be the name, or the start, just given
            if self.opened.changed:
                self.compare(self.opened)

    def next_client(self) -> None:
        """Save the plan on the desk; when that is done, begin an empty one."""
        self.save()
        told = None if self.opened is None else self.opened.flow.told
        if told is not None and not told.error:
            opened = self.desk.new()
            opened.flow.told = told
            self.begin(opened)

    def relock(self, lock: Lock | None) -> None:
        """Save the plan on the desk with a passphrase, or without."""
        if self.opened is not None:
            self.journal.settle()
            self.opened.flow.told = self.desk.relock(self.opened, lock)
            self.opened.flow.focus(self.opened.flow.at)
            if self.opened.changed:
                self.compare(self.opened)

    def compare(self, opened: Opened) -> None:
        """Show what was saved elsewhere meanwhile beside what is open."""
        conflict = find_conflict(self.desk, opened)
        if isinstance(conflict, str):
            opened.flow.told = Told(conflict, error=True)
        else:
            unattended(self.push_screen(ChangedScreen(opened, conflict)))

    def show_list(self) -> None:
        """Back to the list; what was answered is kept as a draft."""
        if self._held_back():
            return
        self._put_down()
        self.show(ProfilesScreen())

    def _held_back(self) -> bool:
        """Whether something of a plan with a passphrase would be lost, which is told once."""
        opened = self.opened
        if opened is None or opened.lock is None or not _unsaved(opened):
            return False
        state = dict(opened.flow.answers), typing_of(opened.flow)
        if state == self._warned:
            return False
        self._warned = state
        text = _("还没保存（有口令的方案没有草稿）：按 F5 保存；再按一次这个键就不要了。")
        opened.flow.told = Told(text, error=True)
        if not isinstance(self.screen, WizardScreen):  # Ctrl+Q over the help, say
            unattended(self.pop_screen())
        elif self._running:
            self.screen.redraw()
        return True

    def _put_down(self) -> None:
        if self.opened is not None:
            flow = self.opened.flow
            flow.commit()
            self.unfinished = self.opened.lock is None and _unsaved(self.opened)
            self.keep_draft()
            self.opened = self._warned = None

    def action_leave(self) -> None:
        """End the session; an unfinished plan is there again next time."""
        if self._held_back():
            return
        self._put_down()
        self.exit(0)

    def terminal_gone(self) -> None:
        """The terminal went away: keep the draft, then end."""
        self._put_down()
        super().terminal_gone()

    def last_words(self) -> str:
        """A signal, a lost line, a crash: keep all there is, also half a word."""
        if self.opened is None:
            return ""
        with suppress(Exception):  # this may come in the middle of anything
            commit_choice(self.opened.flow)
        if self.opened.lock is not None:
            return _("有口令的方案没有草稿：没保存的改动没有了。") if _unsaved(self.opened) else ""
        return self.journal.last(self.opened)

    # ---- what is being typed

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed()
        await super().on_event(event)

    def _typed(self) -> None:
        """A timer that exists only while something may be unkept: an untouched screen sleeps."""
        loop = asyncio.get_running_loop()
        if self._due is None:
            self._first_unkept = loop.time()
        else:
            self._due.cancel()
        when = min(loop.time() + PAUSE, self._first_unkept + AT_MOST)
        self._due = loop.call_at(when, self._keep_typing)

    def _keep_typing(self) -> None:
        self._due = None
        if self.opened is not None:
            self._tell(self.journal.keep(self.opened, patience=0), redraw=True)

    def _not_kept(self, trouble: str) -> None:
        """Called by the thread that writes."""
        if (loop := self._loop) is not None:
            loop.call_soon_threadsafe(lambda: self._tell(trouble, redraw=True))

    def _tell(self, trouble: str, *, redraw: bool = False) -> None:
        if not trouble or self.opened is None:
            return
        self.opened.flow.told = Told(trouble, error=True)
        if redraw and self._running and isinstance(self.screen, CanvasScreen):
            self.screen.redraw()

    def on_unmount(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self.journal.close()


def _unsaved(opened: Opened) -> bool:
    return opened.flow.dirty or typing_of(opened.flow) is not None


def run(
    *,
    store: Store,
    drafts: Drafts,
    as_of: date,
    open_name: str | None = None,
    lock: Lock | None = None,
    ascii_only: bool = False,
    mode: Mode = Mode.WIZARD,
) -> int:
    """Open the interface; returns the exit status."""
    policies = in_use()
    desk = Desk(store, drafts, policies.policy, as_of, now)
    opened = first(desk, open_name, lock, new=mode is Mode.CLERK)
    if isinstance(opened, str):
        raise SystemExit(opened)
    app = CanbaoApp(desk, opened, ascii_only=ascii_only, mode=mode)
    app.notice = "".join(map(render, policies.notices[:1]))
    app.run(mouse=False)
    if app.unfinished:
        print(_("没填完的方案已存好，下次打开接着填。"))  # noqa: T201 (after the screen is gone)
    return app.return_code or 0


def first(
    desk: Desk, open_name: str | None, lock: Lock | None = None, *, new: bool = False
) -> Opened | str | None:
    """What to open first: the named plan; a new one where wanted or nothing is kept; the list."""
    if open_name is not None:
        return desk.find(open_name, lock)
    return desk.new() if new or not desk.listed() else None

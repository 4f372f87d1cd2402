"""The keys that leave the wizard's form: what each opens, and what comes back from there.

Screens that most sessions never open are imported by their key, not at the start.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from core.questions.question import Step
from profiles.passphrases import Lock
from tui.flow import Told
from tui.screens.help import HelpScreen
from tui.screens.host import unattended
from tui.screens.passphrase import NewPassphrase
from tui.screens.why import WhyScreen, roots
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.wizard import WizardScreen

Doors = Mapping[str, Callable[[], None]]


def doors(screen: "WizardScreen") -> Doors:
    return {
        "f1": partial(help_, screen),
        "f4": partial(law_day, screen),
        "f5": screen.host.save,
        "f6": partial(why, screen),
        "f7": partial(assumptions, screen),
        "f8": partial(screen.host.save, as_copy=True),
        "f9": partial(passphrase, screen),
        "f10": screen.host.action_leave,
        "f11": partial(years, screen),
        "f12": partial(decide, screen),
        "ctrl+f": partial(take_along, screen),
        "escape": partial(leave, screen, screen.host.show_list),
    }


def help_(screen: "WizardScreen") -> None:
    unattended(screen.host.push_screen(HelpScreen(screen.flow.question)))


def why(screen: "WizardScreen") -> None:
    flow = screen.flow
    if flow.preview.windows:
        figures = roots(flow.preview, flow.highlighted)
        unattended(screen.host.push_screen(WhyScreen(figures, flow.regions)))
    else:
        flow.told = Told(_("还没有算出来的数：先填出生年月和性别"), error=True)


def assumptions(screen: "WizardScreen") -> None:
    """Beside the form, and back to the question one came from."""
    flow = screen.flow
    if not flow.commit():
        return
    if flow.step is Step.ASSUMPTIONS:
        flow.back()
    else:
        flow.aside()
    screen.host.keep_draft()


def leave(screen: "WizardScreen", out: Callable[[], None]) -> None:
    """Esc: from the assumptions back to the form, else ``out``.

    What is half typed there and no answer is let go, as on every page that Esc closes.
    """
    flow = screen.flow
    if flow.step is not Step.ASSUMPTIONS:
        out()
        return
    if not flow.commit():
        flow.told = None
    flow.back()
    screen.host.keep_draft()


def take_along(screen: "WizardScreen") -> None:
    from tui.screens.takeaway import takeaway_of

    sealed = screen.opened.lock is not None
    page = takeaway_of(screen.flow, screen.opened.id, sealed=sealed)
    if page is not None:
        unattended(screen.host.push_screen(page))


def years(screen: "WizardScreen") -> None:
    from tui.screens.years import years_of

    if (page := years_of(screen.flow)) is not None:
        unattended(screen.host.push_screen(page))


def open_periods(screen: "WizardScreen") -> None:
    from tui.screens.periods import PeriodsScreen

    page = PeriodsScreen(screen.flow)
    unattended(screen.host.push_screen(page, lambda _result: _taken_over(screen)))


def _taken_over(screen: "WizardScreen") -> None:
    """Back from a page that put its answers into the plan."""
    screen.flow.focus(screen.flow.at)
    screen.host.keep_draft()
    screen.redraw()


def decide(screen: "WizardScreen") -> None:
    flow = screen.flow
    if not flow.commit():
        return
    if flow.highlighted is None:
        flow.told = Told(_("先填好身份和参保地，才有可算的"), error=True)
    else:
        from tui.screens.decide import DecideScreen

        def back(changed: bool | None) -> None:
            if changed:
                _taken_over(screen)

        unattended(screen.host.push_screen(DecideScreen(flow), back))


def law_day(screen: "WizardScreen") -> None:
    flow = screen.flow
    if not flow.commit():
        return

    from tui.screens.lawday import LawDayScreen

    def back(day: date | None) -> None:
        if day is not None:
            flow.under(day)
        screen.redraw()

    unattended(screen.host.push_screen(LawDayScreen(flow), back))


def passphrase(screen: "WizardScreen") -> None:
    """Add one; the second F9 in a row takes one away."""
    if not screen.flow.commit():
        return
    if screen.opened.lock is not None:
        _remove_passphrase(screen)
    elif missing := screen.host.desk.missing(screen.opened):
        screen.flow.told = missing
    else:
        page = NewPassphrase(screen.title_text())
        unattended(screen.host.push_screen(page, partial(_locked, screen)))


def _remove_passphrase(screen: "WizardScreen") -> None:
    if screen.sure:
        screen.host.relock(None)
        return
    screen.asked = True
    text = _("再按一次 F9 去掉口令并保存：以后谁都能打开；以前的版本还有口令")
    screen.flow.told = Told(text, error=True)


def _locked(screen: "WizardScreen", lock: Lock | str | None) -> None:
    if isinstance(lock, Lock):
        screen.host.relock(lock)
    elif lock:
        screen.flow.told = Told(lock, error=True)
    screen.redraw()

"""The program with a fault in one place: ``broken.py WHERE SCREEN NAME AMOUNT``."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from datetime import date

from textual.events import Key

from core.policy.load import packaged
from core.questions.question import Step
from profiles.drafts import Drafts
from profiles.store import Store
from tui.app import CanbaoApp
from tui.desk import Desk, Opened
from tui.driver import QuietDriver
from tui.flow import Flow
from tui.screens.base import CanvasScreen
from tui.screens.help import HelpScreen
from tui.screens.host import unattended
from tui.screens.profiles import ProfilesScreen
from tui.screens.why import WhyScreen, roots

WHERE, SCREEN, NAME, AMOUNT = sys.argv[1:5]
ANSWERS: dict[str, Any] = {
    "name": NAME,
    "person.birth": "1985-03",
    "person.sex": "male",
    "person.status": "platform",
    "history.employee_months": 36,
    "history.employee_index": "0.60",
    "history.employee_balance": AMOUNT,
    "location.registered": "140200",
    "location.working": "140100",
}


def fail(*_given: Any, **_named: Any) -> Any:
    person, amount = NAME, AMOUNT
    raise ValueError(f"{person} {amount}")


def on_the_screen(app: CanbaoApp) -> None:
    opened = app.opened
    assert opened is not None
    if SCREEN == "list":
        app.show(ProfilesScreen())
    elif SCREEN == "help":
        unattended(app.push_screen(HelpScreen(opened.flow.question)))
    elif SCREEN == "why":
        flow = opened.flow
        unattended(app.push_screen(WhyScreen(roots(flow.preview, flow.highlighted), flow.regions)))
    app.set_timer(0.2, lambda: FAULTS[WHERE](app))


def draw(app: CanbaoApp) -> None:
    screen = app.screen
    assert isinstance(screen, CanvasScreen)
    screen.draw = fail  # type: ignore[method-assign]
    screen.canvas._drawn_for = (0, 0)
    screen.canvas.refresh()


def press(app: CanbaoApp) -> None:
    app.screen.handle = fail  # type: ignore[attr-defined]
    app.post_message(Key("x", "x"))


def task(_app: CanbaoApp) -> None:
    asyncio.get_running_loop().call_later(0.05, fail)


def thread_input(app: CanbaoApp) -> None:
    QuietDriver._send = fail  # type: ignore[method-assign]
    from fcntl import ioctl
    from termios import TIOCSTI

    try:
        ioctl(0, TIOCSTI, b"x")
    except OSError:  # kernels without it: the input thread's own way of telling
        driver = app._driver
        assert isinstance(driver, QuietDriver)
        threading.Thread(target=lambda: driver.ending.crash(ValueError(NAME))).start()


def thread_output(app: CanbaoApp) -> None:
    driver = app._driver
    assert isinstance(driver, QuietDriver)
    send = driver._out._send

    def fail_once(_text: str) -> None:
        driver._out._send = send  # type: ignore[method-assign]
        fail()

    driver._out._send = fail_once  # type: ignore[method-assign, assignment]
    driver.write("x")


def thread_journal(_app: CanbaoApp) -> None:
    threading.Thread(target=fail).start()


FAULTS: dict[str, Callable[[CanbaoApp], None]] = {
    "draw": draw,
    "key": press,
    "timer": fail,
    "task": task,
    "input": thread_input,
    "output": thread_output,
    "journal": thread_journal,
}


class BrokenApp(CanbaoApp):
    def on_ready(self) -> None:
        on_the_screen(self)


def main() -> None:
    folder, policy, today = Path(os.environ["CANBAO_PROFILES"]), packaged(), date(2026, 11, 23)
    flow = Flow(policy, today, ANSWERS)
    flow.visit(Step.SCHEME)
    flow.dirty = True
    desk = Desk(Store(folder), Drafts(folder), policy, today, lambda: "2026-11-23T09:30:00")
    app = BrokenApp(desk, Opened("0a1b2c3d", flow))
    app.run(mouse=False)
    sys.exit(app.return_code or 0)


if __name__ == "__main__":
    main()

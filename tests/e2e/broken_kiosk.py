"""The kiosk with faults: a planted key raises, with the person's data in the message and at hand.

Run in the place of ``-m tui`` by the launcher or the unit of a test's own server.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from unittest.mock import patch

from textual.events import Event, Key

from tui.__main__ import main
from tui.kiosk.app import KioskApp
from tui.screens.base import CanvasScreen


def fail(app: KioskApp) -> None:
    assert app.flow is not None
    answers = dict(app.flow.answers)
    raise ValueError(str(answers))


def draw(app: KioskApp) -> None:
    assert isinstance(app.screen, CanvasScreen)
    patch.object(app.screen, "draw", lambda *_size: fail(app)).start()
    app.screen.redraw()


def task(app: KioskApp) -> None:
    asyncio.get_running_loop().call_later(0.05, fail, app)


def thread(app: KioskApp) -> None:
    threading.Thread(target=fail, args=(app,)).start()


FAULTS: dict[str, Callable[[KioskApp], None]] = {
    "f11": fail,
    "f12": draw,
    "f7": task,
    "f9": thread,
}


taken = KioskApp.on_event


async def on_event(app: KioskApp, event: Event) -> None:
    if isinstance(event, Key) and event.key in FAULTS:
        FAULTS[event.key](app)
    else:
        await taken(app, event)


if __name__ == "__main__":
    with patch.object(KioskApp, "on_event", on_event):
        sys.exit(main())

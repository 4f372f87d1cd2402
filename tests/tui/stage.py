"""An app with a case on it, and what it shows as text: for every test of the whole interface."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from core.policy.load import packaged
from core.questions.question import Step
from profiles.drafts import Drafts
from profiles.store import Store
from tests.tui.support import screen_text
from tui.app import CanbaoApp
from tui.desk import Desk, Opened
from tui.flow import Flow
from tui.modes import Mode

TODAY = date(2026, 11, 23)
NOW = "2026-11-23T09:30:00"
POLICY = packaged()
ID = "0a1b2c3d"
_KEYS = re.compile(r"\{(\w[\w+]*)(?:\*(\d+))?\}|(.)", re.DOTALL)
SIZES = ((80, 24), (120, 36))

# A rider born 1985-03, registered in Datong (140200), working in Taiyuan (140100), who pays there
# on the floor: 36 months behind him at index 0.60 with 12000.00 yuan in his account.
HEADLINE: dict[str, Any] = {
    "person.birth": "1985-03",
    "person.sex": "male",
    "person.status": "platform",
    "history.employee_months": 36,
    "history.employee_index": "0.60",
    "history.employee_balance": "12000.00",
    "location.registered": "140200",
    "location.working": "140100",
    "plan.place": "working",
    "plan.scheme": "employee",
    "plan.base": "floor",
}


def case(**changes: Any) -> dict[str, Any]:
    """The headline answers with changes (``plan__base="80%"``); None takes one out."""
    told = {key.replace("__", "."): value for key, value in changes.items()}
    return {k: v for k, v in {**HEADLINE, **told}.items() if v is not None}


def flow_of(answers: dict[str, Any], step: Step = Step.IDENTITY, key: str = "") -> Flow:
    """A wizard with these answers, at a step, on the question ``key`` where one is named."""
    flow = Flow(POLICY, TODAY, answers)
    flow.visit(step)
    if key:
        flow.focus([question.key for question in flow.questions].index(key))
    return flow


def desk_in(folder: Path, now: str = NOW) -> Desk:
    """A desk that keeps everything in ``folder``, its clock standing still."""
    return Desk(Store(folder), Drafts(folder), POLICY, TODAY, lambda: now)


def app_in(folder: Path, flow: Flow | None = None, mode: Mode = Mode.WIZARD) -> CanbaoApp:
    """The app with this wizard open; with an empty one where none is given."""
    return CanbaoApp(desk_in(folder), Opened(ID, flow or Flow(POLICY, TODAY)), mode=mode)


def list_in(folder: Path) -> CanbaoApp:
    """The app at the list of what is kept in ``folder``."""
    return CanbaoApp(desk_in(folder), None)


async def painted(pilot: Pilot[int]) -> None:
    """Wait for the first frame of a screen that has taken the place of another."""
    for _ in range(50):
        if screen_text(pilot.app).strip():
            return
        await pilot.pause(0.02)


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press keys: ``"36{enter}{down*3}太原"``.  Unlike the pilot's own, for any character."""
    app = pilot.app
    for name, times, character in _KEYS.findall(keys):
        for _ in range(int(times or 1)):
            if name:
                await pilot.press(name)
                continue
            event = Key(_character_to_key(character), character)
            event.set_sender(app)
            assert app._driver is not None
            app._driver.send_message(event)
    await pilot.pause()
    await painted(pilot)


@asynccontextmanager
async def running(
    app: CanbaoApp, size: tuple[int, int] = (80, 24), keys: str = ""
) -> AsyncIterator[Pilot[int]]:
    """The app on a screen of this size, after these keys."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, keys)
        yield pilot


async def shown(app: CanbaoApp, size: tuple[int, int] = (80, 24), keys: str = "") -> str:
    """The text on the screen after these keys."""
    async with running(app, size, keys):
        return screen_text(app)

"""Hostile strings on every screen: shown as they are, nothing done, no byte of theirs sent."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import tui
from core.questions.catalogue import BY_KEY
from core.questions.question import Step
from core.words import say
from profiles.answers import KINDS
from profiles.problems import Problem
from profiles.seal_codes import new_code
from profiles.store import Version
from profiles.toml import load_profile
from profiles.viewing import View
from profiles.writing import write_toml
from tests.e2e.grammar import offences
from tests.tui.kiosk_stage import kiosk_in
from tests.tui.stage import ID, POLICY, TODAY, app_in, case, desk_in, flow_of, list_in, press
from tests.tui.support import screen_text
from tui.app import CanbaoApp
from tui.cabinet import Listed
from tui.comparing import Comparison, side_by_side, work_out
from tui.conflicts import Conflict
from tui.desk import Desk, Opened
from tui.editing import TextEdit
from tui.flow import Flow, Told
from tui.kiosk.app import KioskApp
from tui.kiosk.entering import CodeScreen
from tui.kiosk.helping import KioskHelp
from tui.kiosk.keeping import KeptScreen
from tui.kiosk.leaving import LeaveScreen, WarningScreen
from tui.kiosk.screen import KioskScreen
from tui.kiosk.start import ExplainScreen, StartScreen
from tui.kiosk.taking import TakeScreen
from tui.kiosk.wizard import KioskWizard
from tui.lines import plain
from tui.offers import offers
from tui.report.handouts.asked import asked
from tui.screens.base import CanvasScreen
from tui.screens.changed import ChangedScreen
from tui.screens.citizen import CitizenScreen
from tui.screens.clerk import ClerkScreen
from tui.screens.compare import CompareScreen
from tui.screens.damaged import DamagedScreen
from tui.screens.decide import DecideScreen
from tui.screens.help import HelpScreen
from tui.screens.host import CanvasApp
from tui.screens.lawday import LawDayScreen
from tui.screens.naming import NameScreen
from tui.screens.parameters import ParametersScreen
from tui.screens.passphrase import AskPassphrase, NewPassphrase, SecretScreen
from tui.screens.periods import PeriodsScreen
from tui.screens.profiles import ProfilesScreen
from tui.screens.reader import ReaderScreen
from tui.screens.since import SinceScreen
from tui.screens.takeaway import TakeawayScreen
from tui.screens.versions import VersionsScreen
from tui.screens.why import WhyScreen, roots
from tui.screens.wizard import WizardScreen
from tui.screens.years import YearsScreen
from tui.widgets.frame import Painter

STRINGS = [
    "[/]",
    "[b]粗[/b]",
    "[@click=app.quit]点[/]",
    "[@click=app.screenshot('x.svg','/tmp')]a",
    "\x1b]52;c;QUJD\x07x",
    "\x1b[2J\x1b[31mx",
    "\x9b31mx\x9d0;t\x9c",
    "a\x00b\x7fc",
    "\u202e倒\u2067着\u2069",
    "零\u200b宽\u200d字\ufeff",
    "段\u2028行\u2029末",
    "a" + "\u0301" * 300,
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "\ue000私\U000e0041",
    "{name} %s \\n $(x) `y`",
]
NAMED = 6
"""So many characters of a string are looked for: more may not fit into a column."""


def names(text: str) -> dict[str, Any]:
    return case(name=text)


def reviewed(text: str) -> Flow:
    flow = flow_of(names(text), Step.REVIEW)
    flow.told = Told(text, error=True)
    return flow


def pausing(text: str) -> DecideScreen:
    """On a question with a field."""
    screen = DecideScreen(reviewed(text))
    screen.handle("down", None)
    return screen


def opened(text: str) -> Opened:
    return Opened(ID, reviewed(text), notes={"记": text, text: [text]})


class Desked(Desk):
    """Its older versions are as hostile as a file by hand could make them."""

    def __init__(self, text: str) -> None:
        self.text, self.as_of = text, TODAY

    def older(self, plan_id: str) -> list[Version]:
        broken = Problem(self.text, self.text, say("{why}", why=self.text))
        return [Version(1, broken=broken), Version(2, self.text, self.text, 3)]


def listing(text: str) -> ProfilesScreen:
    screen = ProfilesScreen()
    screen._read = [Listed(ID, text, text, text), Listed("", "", broken=text)]
    screen.told = text
    return screen


def conflict(text: str) -> Conflict:
    both = names(text), names(text + "2")
    return Conflict(1, 2, text, names(""), *both, notes={text: text}, meta={})


def damaged(text: str) -> View:
    return View({key: text for key, kind in KINDS.items() if kind is str}, strict=False)


def compared(text: str) -> Comparison:
    plans = [work_out(text, answers, POLICY, TODAY, text) for answers in (names(text), {})]
    return side_by_side(plans, POLICY, TODAY)


def unlock(_passphrase: str) -> Any:
    raise NotImplementedError


@dataclass(frozen=True)
class Scene:
    """How a screen is made with a string in every place it shows; ``literal`` where it has one,
    ``typed`` where it has a field."""

    make: Callable[[str], CanvasScreen[Any]]
    literal: bool = True
    typed: bool = False


LAW = POLICY, POLICY.on(TODAY)
BY_CLERKS: dict[type[CanvasScreen[Any]], Scene] = {
    WizardScreen: Scene(lambda text: WizardScreen(opened(text))),
    ClerkScreen: Scene(lambda text: ClerkScreen(opened(text))),
    CitizenScreen: Scene(lambda text: CitizenScreen(opened(text))),
    ProfilesScreen: Scene(listing),
    VersionsScreen: Scene(lambda text: VersionsScreen(Desked(text), ID, text)),
    ChangedScreen: Scene(lambda text: ChangedScreen(opened(text), conflict(text))),
    DamagedScreen: Scene(lambda text: DamagedScreen(text, damaged(text), POLICY.regions)),
    NewPassphrase: Scene(NewPassphrase),
    AskPassphrase: Scene(lambda text: AskPassphrase(text, unlock)),
    ParametersScreen: Scene(lambda _text: ParametersScreen(*LAW, "140200"), literal=False),
    PeriodsScreen: Scene(
        lambda _text: PeriodsScreen(Flow(POLICY, TODAY)), literal=False, typed=False
    ),
    DecideScreen: Scene(pausing, literal=False, typed=True),
    SinceScreen: Scene(lambda _text: SinceScreen((), POLICY.regions), literal=False),
    LawDayScreen: Scene(lambda text: LawDayScreen(reviewed(text)), literal=False, typed=True),
    HelpScreen: Scene(lambda _text: HelpScreen(BY_KEY["name"]), literal=False),
    CompareScreen: Scene(lambda text: CompareScreen(compared(text), POLICY.regions)),
    NameScreen: Scene(NameScreen),
    TakeawayScreen: Scene(
        lambda text: TakeawayScreen(asked(text, names(text), POLICY, TODAY), text),
        literal=False,
        typed=True,
    ),
    YearsScreen: Scene(
        lambda text: YearsScreen(offers(reviewed(text)), 0, POLICY.regions), literal=False
    ),
    WhyScreen: Scene(
        lambda text: WhyScreen(roots(reviewed(text).preview, None), POLICY.regions), literal=False
    ),
}
AT_THE_KIOSK: dict[type[CanvasScreen[Any]], Scene] = {
    KioskWizard: Scene(lambda _text: KioskWizard(Flow(POLICY, TODAY)), literal=False, typed=True),
    CodeScreen: Scene(lambda _text: CodeScreen(), literal=False, typed=True),
    TakeScreen: Scene(lambda text: TakeScreen(reviewed(text)), literal=False),
    StartScreen: Scene(lambda _text: StartScreen(), literal=False),
    ExplainScreen: Scene(lambda _text: ExplainScreen(30), literal=False),
    KioskHelp: Scene(lambda _text: KioskHelp(BY_KEY["name"]), literal=False),
    KeptScreen: Scene(lambda _text: KeptScreen(new_code()), literal=False),
    LeaveScreen: Scene(lambda _text: LeaveScreen(), literal=False),
    WarningScreen: Scene(lambda _text: WarningScreen(30), literal=False),
}
BASES = {CanvasScreen, KioskScreen, ReaderScreen, SecretScreen}


def screens() -> set[type]:
    """Every screen there is in the source."""
    found = set()
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            for _name, kind in inspect.getmembers(importlib.import_module(module.name)):
                if inspect.isclass(kind) and issubclass(kind, CanvasScreen):
                    found.add(kind)
    return found


def test_every_screen_is_in_the_matrix() -> None:
    assert screens() == BASES | BY_CLERKS.keys() | AT_THE_KIOSK.keys()


# ---- the matrix


def sent(app: CanvasApp) -> bytes:
    """The bytes of the whole screen as the driver gets them."""
    whole = app.screen._compositor.render_update(full=True)
    text: str = Painter().lean(whole).render_segments(app.console)
    return text.encode()


def squeezed(text: str) -> str:
    return "".join(text.split())


def in_a_field(text: str) -> str:
    """The end of what is left of it in a field, where the cursor is."""
    return plain(TextEdit().insert(text).text)[-NAMED:]


def assert_harmless(app: CanvasApp, text: str, literal: str = "") -> None:
    assert not offences(sent(app)), ascii(text)
    assert squeezed(literal) in squeezed(screen_text(app)), ascii(text)


async def clicked(pilot: Pilot[int], text: str) -> None:
    """Somebody types a click on the string, where it stands on the screen."""
    for y, row in enumerate(screen_text(pilot.app).split("\n")):
        if (x := row.find(text[:NAMED])) >= 0:
            await pilot.click(offset=(x, y))


async def shown(pilot: Pilot[int], scene: Scene, text: str) -> None:
    """The screen with the string on it: looked at, clicked, typed into, confirmed."""
    app, screen = pilot.app, scene.make(text)
    assert isinstance(app, CanvasApp)
    await app.push_screen(screen)
    await pilot.pause()
    assert_harmless(app, text, plain(text)[:NAMED] if scene.literal else "")
    if "click" in text:
        await clicked(pilot, text)
    screen.paste(text)
    screen.redraw()
    assert_harmless(app, text, in_a_field(text) if scene.typed else "")
    assert app.is_running
    assert app.screen is screen
    await app.pop_screen()


def nothing_in(folder: Path) -> bool:
    """Neither plans nor what a string asked for."""
    return not [*folder.rglob("*.toml"), *Path("/tmp").glob("x.svg")]


@pytest.mark.parametrize("kind", BY_CLERKS, ids=lambda kind: kind.__name__)
async def test_a_hostile_string_on_a_screen(kind: type, tmp_path: Path) -> None:
    async with list_in(tmp_path).run_test() as pilot:
        for text in STRINGS:
            await shown(pilot, BY_CLERKS[kind], text)
    assert nothing_in(tmp_path)


@pytest.mark.parametrize("kind", AT_THE_KIOSK, ids=lambda kind: kind.__name__)
async def test_a_hostile_string_at_the_kiosk(kind: type, tmp_path: Path) -> None:
    app = kiosk_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.begin(case())
        for text in STRINGS:
            await shown(pilot, AT_THE_KIOSK[kind], text)
        await app.workers.wait_for_complete()
    assert nothing_in(tmp_path)


# ---- from the keyboard and from files to the end


@pytest.mark.parametrize("where", ["form", "kiosk", "search"])
async def test_a_hostile_string_typed_and_confirmed(where: str, tmp_path: Path) -> None:
    apps: dict[str, CanbaoApp | KioskApp] = {
        "form": app_in(tmp_path),
        "kiosk": kiosk_in(tmp_path),
        "search": list_in(tmp_path),
    }
    app = apps[where]
    async with app.run_test() as pilot:
        await press(pilot, {"form": "", "kiosk": "1", "search": "/"}[where])
        for text in STRINGS:
            assert isinstance(app.screen, CanvasScreen)
            app.screen.paste(text)
            app.screen.redraw()
            assert_harmless(app, text, in_a_field(text))
            app.screen.handle("enter", None)
            app.screen.redraw()
            assert_harmless(app, text)
            for key in ("/", "ctrl+u") if where == "search" else ("ctrl+u",):
                app.screen.handle(key, key)


async def test_a_hostile_file_is_harmless(tmp_path: Path) -> None:
    for number, text in enumerate(STRINGS):
        (tmp_path / f"0a1b2c{number:02d}.toml").write_text(text, "utf-8")
    app = list_in(tmp_path)
    async with app.run_test():
        for _text in STRINGS:
            assert isinstance(app.screen, CanvasScreen)
            for key in ("enter", "down"):
                app.screen.handle(key, None)
                app.screen.redraw()
                assert_harmless(app, "")


async def test_hostile_notes_are_kept_and_do_nothing(tmp_path: Path) -> None:
    notes = {f"第{n}条": {"文": text, "列": [text]} for n, text in enumerate(STRINGS)}
    desk = desk_in(tmp_path)
    assert not desk.save(Opened(ID, flow_of(names("老李")), notes=notes)).error
    app = list_in(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "{enter}")
        assert_harmless(app, "老李", "老李")
        await press(pilot, "14{enter}{right}{enter}{f5}")
        assert_harmless(app, "老李", "老李")
        other = desk.open(desk.listed()[0])
        assert isinstance(other, Opened)
        other.flow.answers["plan.base"] = "ceiling"
        assert not desk.save(other).error
        await press(pilot, "14{enter}{right}{enter}{f5}")
        assert isinstance(app.screen, ChangedScreen)
        assert_harmless(app, "老李", "老李")
        await press(pilot, "1{escape}v")
        assert_harmless(app, "老李", "老李")
    kept = load_profile(tmp_path / f"{ID}.toml").to_data()["notes"]
    assert write_toml({"notes": kept}, "") == write_toml({"notes": notes}, "")

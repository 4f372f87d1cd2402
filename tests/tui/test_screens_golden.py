"""Every screen as text, at both sizes; ``CANBAO_UPDATE_GOLDENS=1`` writes them anew.

A new golden counts only after somebody has read it: the figures and the words are checked here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.scenes import SCENES, Scene
from tests.tui.stage import SIZES, running
from tests.tui.support import screen_text

FOLDER = Path(__file__).parent / "goldens"
UPDATE = bool(os.environ.get("CANBAO_UPDATE_GOLDENS"))

# The only words in Latin letters a person may read: what stands on keys, and names without another.
ENGLISH = frozenset(
    {"APP", "App", "Ctrl", "Enter", "Esc", "PageDown", "PageUp", "PgDn", "Shift", "TOML"}
)
ENGLISH |= {"Tab", "toml"}  # the ending of a file that cannot be read
ENGLISH |= {"JSON", "Markdown", "html"}  # formats of the hand-out
INITIALS = re.compile(r"^( *\d+ [^ ]+) [a-z]+ *│", re.MULTILINE)

# Worked out by hand for the headline case: 4244 × 20% a month, twelve of them a year, then
# (11437 + 11437 × 0.600023) ÷ 2 × 292/12 × 1%, 143516.68 ÷ 117, their sum, and the months until
# the pension has paid back what was paid in.
HEADLINE = ("848.80", "10185.60", "2226.43", "1226.64", "3453.10", "75个月")
SHOWING_HEADLINE = ("status", "history", "place", "options-1", "options-2", "review", "saved")


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine has of printers and files does not show."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("tui.screens.takeaway.printer", lambda: None)


def compare(name: str, text: str) -> None:
    """The text is the golden's; or becomes it."""
    path = FOLDER / f"{name}.txt"
    if UPDATE:
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    assert path.exists(), f"no golden {path.name}: CANBAO_UPDATE_GOLDENS=1 writes it, then read it"
    assert text.rstrip("\n") + "\n" == path.read_text(encoding="utf-8")


def fits(text: str, width: int, height: int) -> None:
    """No row is wider than the screen, no more rows than it has."""
    rows = text.split("\n")
    assert len(rows) <= height
    assert max(map(cell_len, rows)) <= width


def golden(name: str, size: str = "80x24") -> str:
    return (FOLDER / f"{name}-{size}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("scene", SCENES, ids=str)
async def test_the_screen_is_the_one_somebody_has_read(scene: Scene, tmp_path: Path) -> None:
    (small, large) = SIZES
    async with running(scene.make(tmp_path), small, scene.keys) as pilot:
        texts = {small: screen_text(pilot.app)}
        await pilot.resize_terminal(*large)
        await pilot.pause()
        texts[large] = screen_text(pilot.app)
        for width, height in ((79, 23), (40, 12)):
            await pilot.resize_terminal(width, height)
            fits(screen_text(pilot.app), width, height)
    for (width, height), text in texts.items():
        fits(text, width, height)
        compare(f"{scene}-{width}x{height}", text.replace(str(tmp_path), "方案"))


def test_every_golden_belongs_to_a_scene() -> None:
    wanted = {f"{scene}-{w}x{h}.txt" for scene in SCENES for w, h in SIZES}

    assert {path.name for path in FOLDER.iterdir()} == wanted


@pytest.mark.parametrize("figure", HEADLINE)
def test_the_figures_worked_out_by_hand_are_painted(figure: str) -> None:
    for name in SHOWING_HEADLINE:
        for size in ("80x24", "120x36"):
            assert re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", golden(name, size)), name


def test_no_english_word_is_on_any_screen() -> None:
    found = {
        (path.name, word)
        for path in FOLDER.iterdir()
        for word in re.findall(r"[A-Za-z]{3,}", _without_initials(path))
        if word not in ENGLISH
    }

    assert not found


def _without_initials(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return INITIALS.sub(r"\1 │", text) if path.name.startswith("region") else text

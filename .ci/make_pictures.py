"""Draw the README's pictures: the real program, driven by keys, saved as SVG.

python .ci/make_pictures.py            writes docs/pictures/*.svg

The hand-out is a page of HTML: where a Chromium is on the PATH, its first A4 page is drawn too.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TERM"] = "xterm-256color"

from core.policy.load import packaged
from profiles.drafts import Drafts
from profiles.store import Store
from tui.app import CanbaoApp
from tui.desk import Desk
from tui.modes import Mode

TARGET = Path(__file__).parent.parent / "docs" / "pictures"
IDENTITY = ["1985-03", "enter", "1", "enter", "1", "enter", "36", "enter", "0.6", "enter"]
HISTORY = ["12000", "enter", "enter", "enter", "enter", "enter"]
PLACES = ["dt", "enter", "ty1", "enter", "2", "enter"]
FAR = ["dt", "enter", "bj1", "enter", "2"]
NAMED = {"enter", "right", "f3", "f4", "f6", "f11", "f12", "down", "f5", "escape"}
NAMED |= {"ctrl+f"}
VARIANT = ["f5", "escape", "b", "15", "enter", "80%", "enter", "f5", "escape"]
PLAN = """\
schema = 1
name = "骑手小王"
[person]
birth = "1985-03"
sex = "male"
status = "platform"
[location]
registered = "140200"
working = "140100"
[history]
employee_months = 36
employee_index = "0.60"
employee_balance = "12000.00"
[plan]
scheme = "employee"
place = "working"
base = "floor"
"""
MODES = {"clerk": Mode.CLERK}
SIZES = {"80x24": (80, 24), "120x36": (120, 36)}
SCENES = {
    "identity": IDENTITY,
    "options": [*IDENTITY, *HISTORY, *PLACES],
    "base": [*IDENTITY, *HISTORY, *PLACES, "enter", "right", "right", "right"],
    "review": [*IDENTITY, *HISTORY, *PLACES, "enter", "f3", "f3"],
    "why": [*IDENTITY, *HISTORY, *PLACES, "f6"],
    "places": [*IDENTITY, *HISTORY, *FAR],
    "law-day": [*IDENTITY, *HISTORY, *PLACES, "f4", "2024-01-17"],
    "decide": [*IDENTITY, *HISTORY, *PLACES, "f12"],
    "decide-pause": [*IDENTITY, *HISTORY, *PLACES, "f12", "down", "2028"],
    "decide-budget": [*IDENTITY, *HISTORY, *PLACES, "f12", "down", "down", "900"],
    "parameters": [*IDENTITY, *HISTORY, *FAR, "enter", "f4", "f6"],
    "years": [*IDENTITY, *HISTORY, *PLACES, "f11"],
    "clerk": [*IDENTITY, "12000", "f3", *PLACES],
    "compare": [*IDENTITY, *HISTORY, *PLACES, "enter", *VARIANT, "c"],
    "years-chart": [*IDENTITY, *HISTORY, *PLACES, "f11", "enter"],
    "takeaway": [*IDENTITY, *HISTORY, *PLACES, "ctrl+f"],
    "takeaway-code": [*IDENTITY, *HISTORY, *PLACES, "ctrl+f", *["down"] * 6, "enter"],
}


async def draw(name: str, keys: list[str], label: str, size: tuple[int, int]) -> None:
    """Play the keys and save what stands on the screen."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        day = date(2026, 11, 23)
        desk = Desk(Store(root), Drafts(root), packaged(), day, lambda: "2026-11-23T10:00:00")
        app = CanbaoApp(desk, desk.new(), mode=MODES.get(name, Mode.WIZARD))
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(*([key] if key in NAMED else key))
            await pilot.pause()
            svg = app.export_screenshot(title="参保助手")
    (TARGET / f"{name}-{label}.svg").write_text(at_home(svg), "utf-8")


def at_home(svg: str) -> str:
    """Without fonts from elsewhere: the reader's own monospace draws it, no request is made."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("<!-- Generated with Rich https://www.textualize.io -->", "")
    return svg.replace("Fira Code", "monospace")


def print_page(folder: Path) -> None:
    """The first A4 page of the hand-out, as a browser prints it."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    plan, page = folder / "plan.toml", folder / "page.html"
    plan.write_text(PLAN, "utf-8")
    handout = [sys.executable, "-m", "tui", "handout", str(plan), "--as-of", "2026-11-23"]
    subprocess.run([*handout, "--format", "html", "--output", str(page)], check=True)
    shot = f"--screenshot={TARGET / 'handout-a4.png'}"
    window = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=794,1123"]
    subprocess.run([browser, *window, shot, page.as_uri()], check=True, capture_output=True)


async def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for label, size in SIZES.items():
        for name, keys in SCENES.items():
            await draw(name, keys, label, size)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        print_page(Path(folder))


if __name__ == "__main__":
    asyncio.run(main())

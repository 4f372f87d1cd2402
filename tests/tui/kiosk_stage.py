"""A kiosk for tests: in the pilot with cheap codes, or as a process on a pseudo-terminal."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from profiles.sealed import Sealed
from tests.e2e.terminal import Terminal
from tests.tui.stage import POLICY, TODAY
from tui.kiosk.app import KioskApp
from tui.kiosk.keeper import Keeper
from tui.kiosk.settings import Settings

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\b[0-9a-z]{5}-[0-9a-z]{5}\b")
F1, F2, F5, F6, F8, F10 = "\x1bOP", "\x1bOQ", "\x1b[15~", "\x1b[17~", "\x1b[19~", "\x1b[21~"

_MAIN = """\
import sys
sys.path.insert(0, {root!r})
{before}
from tui.__main__ import main
sys.exit(main(["kiosk", *sys.argv[1:]]))
"""


def kiosk_in(folder: Path | None, *, ascii_only: bool = False) -> KioskApp:
    """The app, keeping in ``folder`` where one is given."""
    sealed = Sealed(folder, cost=2) if folder is not None else None
    keeper = Keeper(sealed, 30, lambda: TODAY)
    return KioskApp(Settings(folder, ascii_only=ascii_only), keeper, POLICY, TODAY)


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the launcher leaves of an environment, and ``more``."""
    return {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        **more,
    }


def kiosk(
    home: Path,
    *arguments: str,
    before: str = "",
    env: dict[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
) -> Terminal:
    """``canbao kiosk`` as the launcher starts it; ``before`` is run in the process first."""
    given = [f"{name}={value}" for name, value in (env or environment(home)).items()]
    program = _MAIN.format(root=str(ROOT), before=before)
    python = [sys.executable, "-I", "-B", "-X", "utf8", "-c", program]
    return Terminal(["/usr/bin/env", "-i", *given, *python, *arguments], size=size)

"""What a key costs on the screens of decisions: from the answers to the rows, one page at a time.

A page is worked out and drawn within a frame: what a key changes is seen before the next one.
"""

from __future__ import annotations

from collections.abc import Callable

from core.questions.question import Step
from tests.benchmarks.timing import Bench
from tests.tui.stage import case, flow_of
from tui.screens.decide import DecideScreen
from tui.screens.years import years_of
from tui.widgets.decide import PAGES
from tui.words import render

FRAME = 90
"""30 ms, in yardsticks."""
TYPED = {"能停多久": "2028", "每月能缴这么多": "900", "想每月领这么多": "3000"}


def benches() -> list[Bench]:
    flow = flow_of(case(), Step.REVIEW)
    pages = [Bench(f"F12：{render(page.title)}", _page(at), FRAME) for at, page in enumerate(PAGES)]
    return [Bench("F12：打开", lambda: _drawn(DecideScreen(flow)), FRAME), *pages, _years()]


def _page(at: int) -> Callable[[], object]:
    """A key on a page, with something typed where it has a field."""
    screen = DecideScreen(flow_of(case(), Step.REVIEW))
    for _ in range(at):
        screen.handle("down", None)
    screen.paste(TYPED.get(render(PAGES[at].title), ""))

    def key() -> object:
        screen._find()
        return _drawn(screen)

    return key


def _drawn(screen: DecideScreen) -> object:
    return screen.draw(80, 24)


def _years() -> Bench:
    flow = flow_of(case(), Step.REVIEW)

    def opened() -> object:
        screen = years_of(flow)
        assert screen is not None
        return screen.draw(80, 24)

    return Bench("F11：打开，表", opened, FRAME)

"""Text longer than its room: which rows are seen, and what a key does to that.

Drawing asks, only a key moves; both know how many rows there are, so a position never lies
beyond the end and a page down too many costs no page up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.lines import Line, Style, line
from tui.words import _

PAGING = ("pageup", "pagedown")
ENDS = ("home", "end")
KEYS = (*PAGING, *ENDS, "up", "down")
"""What ``move`` takes; a screen that uses some of them otherwise passes on the others."""


@dataclass(frozen=True, slots=True)
class Scroller:
    """The row seen first.  It may be beyond the end after the text or the window has changed."""

    top: int = 0

    def move(self, key: str, rows: int, room: int) -> "Scroller":
        """After a key, of ``rows`` in all where ``room`` fit.

        A page is one row less than fits: the row under the mark of ``view`` comes next.
        """
        page = max(1, room - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -rows, "end": rows}
        return Scroller(_within(_within(self.top, rows, room) + steps[key], rows, room))

    def view(self, rows: Sequence[Line], room: int, key: str = "PgDn") -> list[Line]:
        """At most ``room`` rows, the last of them saying how many more there are below.

        ``key`` is the one that goes on.  In a single row the text itself is shown.
        """
        top = _within(self.top, len(rows), room)
        below = len(rows) - top - room
        if below <= 0 or room < 2:
            return list(rows[top : top + max(0, room)])
        # 这一行自己盖住了一行，也算在没看见的里面。
        text = _("（还有{n}行，按 {key} 往下看）").format(n=below + 1, key=key)
        return [*rows[top : top + room - 1], line((text, Style.DIM))]


def _within(top: int, rows: int, room: int) -> int:
    return max(0, min(top, rows - max(1, room)))

"""A payment calendar as an iCalendar text (RFC 5545) that ordinary calendars open.

No clock and no chance: the time stamp is the day of the projection, and an entry keeps its UID, so
that a second export replaces the first.  Nothing in it says whose calendar it is.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from core.decisions.calendar import Due, Kind
from core.quantities import money
from core.words import Text, say

DAY = "10"
"""The day of the month an entry stands on: early enough to pay within the month."""
OCTETS = 75
CRLF = "\r\n"

Words = Callable[[Text], str]


def ics(
    dues: Iterable[Due], as_of: date, key: str, words: Words = str, note: Text | None = None
) -> str:
    """The text of a calendar file.

    ``key`` tells one plan's entries from another's: anything that stays the same for a plan and
    names nobody.  ``words`` turns a sentence into the reader's language, ``note`` is said with
    every entry.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//canbao//payment calendar//ZH"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for due in dues:
        lines += _event(due, as_of, key, words, note)
    lines.append("END:VCALENDAR")
    return "".join(part + CRLF for line in lines for part in folded(line))


def _event(due: Due, as_of: date, key: str, words: Words, note: Text | None) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(due, key)}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due.month.year:04d}{due.month.month:02d}{DAY}"
    summary = say("{what} {amount}元", what=due.label, amount=money(due.amount))
    yield f"SUMMARY:{escaped(words(summary))}"
    said = [words(text) for text in (SETTLED if due.settled else PROJECTED, note) if text]
    yield f"DESCRIPTION:{escaped('。'.join(said))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


SETTLED = say("本月内缴清；金额按已公布的标准。只在官方渠道缴，有疑问打12333")
PROJECTED = say("本月内缴清；金额是按假设推算的，以公布的标准为准。只在官方渠道缴，有疑问打12333")


def _uid(due: Due, key: str) -> str:
    """The same for the same payment of the same plan, whatever its amount."""
    named = f"{key}|{due.month}|{Kind(due.kind).value}"
    return hashlib.sha256(named.encode()).hexdigest()[:32] + "@canbao"


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11)."""
    for char in ("\\", ";", ","):
        text = text.replace(char, "\\" + char)
    return "\\n".join(text.splitlines())


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never inside a character (RFC 5545, 3.1)."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece

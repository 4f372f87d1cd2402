"""A hand-out in the format asked for, as bytes."""

from __future__ import annotations

import hashlib
import json

from core.decisions.calendar import Kind
from core.decisions.ics import ics
from core.rules.retirement import TRACK_NAMES
from core.words import Text, say
from tui.report.handouts.asked import Asked, Part
from tui.words import render

FORMATS = ("text", "md", "html", "json", "csv", "ics")
ENDINGS = {"text": "txt"}
"""File name endings that differ from the format's name."""


def written(asked: Asked, form: str, key: str = "") -> bytes:
    """The file; ``key`` tells this plan's calendar entries from another plan's."""
    if form == "json":
        return _json(asked).encode()
    if form == "csv":
        from tui.report.handouts.years_csv import csv_of

        # Excel takes a file without the mark for one in the system's old encoding.
        return csv_of(asked).encode("utf-8-sig")
    if form == "ics":
        return _calendar(asked, key).encode()
    return ("\n".join(_rows(asked, form)) + "\n").encode()


def _json(asked: Asked) -> str:
    """As JSON; everything escaped where a character is one no terminal should see."""
    from profiles.problems import visible
    from tui.report.handouts.document import handout_document

    document = handout_document(asked)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if any(visible(row) != row for row in text.split("\n")):
        text = json.dumps(document, indent=2)
    return text + "\n"


def _rows(asked: Asked, form: str) -> list[str]:
    from tui.report.handouts.content import handout
    from tui.report.handouts.html import html_of
    from tui.report.handouts.markdown import markdown_of
    from tui.report.handouts.plain_text import text_of

    pens = {"text": text_of, "md": markdown_of, "html": html_of}
    return pens[form](handout(asked))


def _calendar(asked: Asked, key: str) -> str:
    """The payments of the chosen option; of an undecided woman's track that is paid longest."""
    part = max(asked.parts, key=lambda part: len(part.dues))
    option = part.projection.option
    plan = f"{key or option.place}|{option.scheme}|{asked.case.plan.start}"
    named = hashlib.sha256(plan.encode()).hexdigest()
    return ics(part.dues, asked.day, named, render, _undecided(asked, part))


def _undecided(asked: Asked, shown: Part) -> Text | None:
    """Which track the payments are those of, and until when one pays on the other."""
    others = [part for part in asked.parts if part is not shown]
    if not others:
        return None
    track, (other,) = TRACK_NAMES[shown.projection.category], others
    if not other.dues:
        return say("退休档次还没定，这里按{track}算", track=track)
    return say(
        "退休档次还没定，这里按{track}算；定为{other}的缴到{month}为止",
        track=track,
        other=TRACK_NAMES[other.projection.category],
        month=max(due.month for due in other.dues if due.kind is Kind.PAYMENT),
    )

"""What a hand-out's file is called unless somebody says otherwise."""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from itertools import chain, count
from pathlib import Path

from profiles.problems import has_id_number
from tui.report.handouts.writing import ENDINGS
from tui.words import _

MOST = 90
"""Bytes of a plan's name, thirty Chinese characters: file systems take 255 for all of it."""


def file_name(plan: str, day: date, form: str) -> str:
    """The plan's name, the day and the format's ending."""
    name = safe(plan)
    stem = _("养老参保估算-{day}").format(day=f"{name}-{day}" if name else day)
    return f"{stem}.{ENDINGS.get(form, form)}"


def safe(plan: str) -> str:
    """Of a plan's name what may stand in a file name anywhere: letters, digits and ``_-``.

    An ID number in it is not written anywhere, so not there either.
    """
    if has_id_number(plan):
        return ""
    text = unicodedata.normalize("NFC", plan[: 4 * MOST])
    kept = "".join(c if c.isalnum() or c in "_-" else " " for c in text)
    short = "-".join(kept.split()).encode()[:MOST]
    return short.decode(errors="ignore").strip("-")


def free(path: Path) -> Path:
    """The path, or the first of it with a number, from 2 on, that nothing has yet."""
    every = chain((path,), (path.with_stem(f"{path.stem}-{n}") for n in count(2)))
    return next(one for one in every if not os.path.lexists(one))

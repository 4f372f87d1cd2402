"""What moved a plan's result since the day it was saved under."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.answers import Unanswered, case_of
from core.case import CaseError
from core.changes import Changes, what_changed
from core.policy.model import FIRST_DAY, MissingError
from tui.flow import Flow


def saved_under(meta: Mapping[str, Any]) -> date | None:
    """The day whose law the plan was last saved under; None where the file does not say."""
    text = str(meta.get("as_of") or meta.get("saved") or "")[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def changes_since(flow: Flow, meta: Mapping[str, Any]) -> tuple[Changes, ...]:
    """What changed, for each track of an undecided woman; nothing where nothing did."""
    then = saved_under(meta)
    if then is None or not FIRST_DAY <= then < flow.as_of:
        return ()
    try:
        case = case_of(flow.answers, flow.policy.national.assumptions, then)
        found = [what_changed(c, flow.policy, then, flow.as_of) for c in case.tracks]
    except (Unanswered, CaseError, MissingError):
        return ()
    return tuple(one for one in found if one.whole or any(s.moved or s.law for s in one.steps))

"""A plan as the bytes that are sealed, and back: answers and the step, nothing else.

No name of a person: the answer ``name`` and whatever looks like an ID number stay out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.words import say
from profiles.answers import KINDS, Answers, fits, flatten, nest
from profiles.problems import has_id_number, refusal
from profiles.reading import parse
from profiles.writing import write_toml

FORMAT = 1
BLOCK = 1024
"""Sealed plans are filled up to whole blocks: their length tells nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Answers so far and the step the person was at."""

    answers: Answers
    step: str


def plan_of(answers: Mapping[str, object], step: str) -> Plan:
    """What of a wizard is kept."""
    return Plan({path: answers[path] for path in KINDS if _worth(path, answers.get(path))}, step)


def to_bytes(plan: Plan) -> bytes:
    """The plan as TOML, in whole blocks."""
    data = {"plan": FORMAT, "step": plan.step, "answers": nest(plan.answers)}
    raw = write_toml(data, str(say("方案")))
    return raw + b"\n" * (-len(raw) % BLOCK)


def from_bytes(raw: bytes) -> Plan:
    """The plan again; ProfileError for one of a newer program."""
    name = str(say("方案"))
    data = parse(raw, name)
    if data.get("plan") != FORMAT or not isinstance(data.get("answers"), dict):
        raise refusal(name, say("由更新的版本保存，这里打不开"))
    flat = flatten({"answers": data["answers"]})
    answers = {path.removeprefix("answers."): value for path, value in flat.items()}
    return plan_of(answers, str(data.get("step", "")))


def _worth(path: str, value: object) -> bool:
    return path != "name" and fits(path, value) and not has_id_number(str(value))

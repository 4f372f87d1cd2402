"""Answers in the room there is: shorter by whole names, never cut inside one."""

from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len

from core.answers import Answers
from core.options import Option
from core.policy.regions import Regions
from core.questions.question import Kind, Question
from tui.saying import answer_text, option_name


def answer_in(question: Question, answers: Answers, regions: Regions, room: int) -> str:
    """The answer to a question in words; a place without its province, a choice without its
    bracket, where the whole does not fit."""
    text = answer_text(question, answers, regions)
    if question.kind is Kind.REGION and text:
        return place_in(answers[question.key], regions, room)
    return text if cell_len(text) <= room else text.partition("（")[0] or text


def place_in(code: str, regions: Regions, room: int) -> str:
    """The longest name of a place that fits; the one used in speech where none does."""
    return next((name for name in _names(code, regions) if cell_len(name) <= room), "") or (
        regions.short_name(code)
    )


def option_in(option: Option, regions: Regions, room: int) -> str:
    """An option's name with its place as exactly as there is room for, or without it."""
    places = reversed(regions.path(option.place))
    names = [option_name(replace(option, place=place.code), regions) for place in places]
    bare = option_name(option, regions).partition(" ")[0]
    return next((name for name in names if cell_len(name) <= room), bare)


def _names(code: str, regions: Regions) -> Iterator[str]:
    """山西省大同市平城区, 大同市平城区, 平城区."""
    names = [region.name for region in regions.path(code)]
    return ("".join(names[start:]) for start in range(len(names)))

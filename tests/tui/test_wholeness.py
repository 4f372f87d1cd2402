"""No label, choice, option or sentence loses a character, and no row is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from core.questions.catalogue import QUESTIONS
from core.questions.question import Kind, Question, Step
from tests.tui.stage import ID, POLICY, app_in, case, flow_of, running
from tests.tui.support import screen_text
from tui.desk import Opened
from tui.entries.option import OptionEntry
from tui.fitting import option_in, place_in
from tui.flow import ORDER, Flow
from tui.screens.help import HelpScreen
from tui.screens.wizard import WizardScreen
from tui.theme import MONO, Theme
from tui.widgets.canvas import to_strip
from tui.widgets.form import _message
from tui.words import render

WIDTHS = (80, 100, 120)
TALL = 60
FORM_KEYS = "Enter 下一项 F2 F3 上下步 F1 说明 F6 依据 F4 法规 F5 保存 Esc 列表 F10 退出"
REVIEW_KEYS = "F5 保存 F12 算一算 F6 依据 F11 逐年 P 带走 F1 说明 F9 加口令 Esc 列表 F10 退出"
WIDE_KEYS = {80: "", 100: " F7 假设 F4 法规", 120: " F7 假设 F4 法规 F8 另存"}
HEIGHTS = (TALL, 24, 27, 36)

# Between them these have every question of the wizard.
EVERYTHING: dict[str, Any] = case(
    person__birth="1978-06",
    person__sex="female",
    person__category="female55",
    history__employee_deemed_months=12,
    history__transitional_index="0.7",
    history__employee_since="2009-05",
    history__resident_years=3,
    history__resident_balance="900.00",
    history__supplementary_years=2,
    history__supplementary_balance="400.00",
)
RESIDENT = {**EVERYTHING, "plan.scheme": "resident", "plan.supplementary_tier": 500}
CASES = {
    "headline": case(),
    "everything": EVERYTHING,
    "resident": {k: v for k, v in RESIDENT.items() if k != "plan.base"},
    "student": case(person__status="student"),
    "far away": case(location__registered="653127", location__working="530925"),
    "nothing": {},
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_has_its_help(question: Question) -> None:
    rows = "".join(row.text for row in HelpScreen(question).rows(78))
    assert render(question.why)[:8] in rows
    assert "怎么填" in rows


def picture(screen: WizardScreen, width: int, height: int) -> list[str]:
    """The rows as the canvas paints them."""
    rows = screen.picture(width, height)
    return [to_strip(row, width, Theme(MONO)).text for row in rows]


def every_question(flow: Flow) -> Iterator[tuple[int, int, list[str]]]:
    """Each question of each step at every size: width, height, rows."""
    screen = WizardScreen(Opened(ID, flow))
    for step in (*ORDER, Step.ASSUMPTIONS):
        flow.visit(step)
        for at in range(len(flow.questions)):
            flow.focus(at)
            for width in WIDTHS:
                yield from ((width, height, picture(screen, width, height)) for height in HEIGHTS)


def left(rows: list[str]) -> list[str]:
    """The form's column."""
    return [row.split("│")[0].rstrip() for row in rows[3:-2]]


def hint_at(column: list[str]) -> int:
    return next(i for i, row in enumerate(column) if row.startswith(" ▸"))


def wanted(flow: Flow, width: int) -> list[str]:
    """What must be readable: labels, the choices and options of the open question."""
    words = [render(question.label) for question in flow.questions]
    if flow.question.kind in (Kind.CHOICE, Kind.PRESET):
        words += [render(choice.label) for choice in flow.question.choices]
    if isinstance(flow.entry, OptionEntry):
        room = 23 if width >= 116 else 15
        words += [option_in(option, flow.regions, room) for option in flow.preview.options]
    return words


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_a_form_is_painted_whole(name: str) -> None:
    flow = flow_of(CASES[name])
    for width, height, rows in every_question(flow):
        assert len(rows) == height
        assert all(cell_len(row) == width for row in rows)
        if flow.step is not Step.REVIEW and height == TALL:
            column = left(rows)
            lost = [word for word in wanted(flow, width) if not any(word in r for r in column)]
            assert not lost, (flow.question.key, width)


@pytest.mark.parametrize("name", CASES)
def test_the_hint_of_every_question_is_painted_whole(name: str) -> None:
    flow = flow_of(CASES[name])
    for width, height, rows in every_question(flow):
        column = left(rows)
        painted = "".join(column[hint_at(column) :]).replace("▸", "").replace(" ", "")

        assert painted == _message(flow)[0].replace(" ", ""), (flow.question.key, width, height)


@pytest.mark.parametrize("name", CASES)
def test_a_low_screen_shows_fewer_rows_but_never_half_of_one(name: str) -> None:
    flow = flow_of(CASES[name])
    whole_rows: set[str] = set()
    for width, height, rows in every_question(flow):
        column = left(rows)
        form = {row for row in column[: hint_at(column)] if row and "─" not in row}
        if height == TALL:
            whole_rows = form
        assert form <= whole_rows, (flow.question.key, width, height)


def test_the_review_reads_every_answer_whole() -> None:
    flow = flow_of(EVERYTHING, Step.REVIEW)
    text = "\n".join(picture(WizardScreen(Opened(ID, flow)), 80, TALL))
    for words in (
        "平台骑手、司机、主播等",
        "55岁一类",
        "山西省大同市",
        "（继续缴到够）",
        "12 个月",
    ):
        assert words in text, words


def test_a_place_is_never_cut_inside_a_name() -> None:
    regions = POLICY.regions
    for region in regions:
        names = [step.name for step in regions.path(region.code)]
        allowed = {"".join(names[at:]) for at in range(len(names))}
        for room in (23, 37, 60):
            shown = place_in(region.code, regions, room)

            assert cell_len(shown) <= room
            assert shown in allowed | {regions.short_name(region.code)}


def test_an_option_is_named_by_the_nearest_place_there_is_room_for() -> None:
    flow = flow_of(case(location__registered="150725", location__working="140105"))
    far, near = flow.preview.options[:2]
    names = {room: option_in(far, flow.regions, room) for room in (40, 19, 10)}

    assert names == {
        40: "职工(户籍) 呼伦贝尔陈巴尔虎旗",
        19: "职工(户籍) 呼伦贝尔",
        10: "职工(户籍)",
    }
    assert option_in(near, flow.regions, 15) == "职工(就业) 太原"


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_with_an_answer_is_painted_whole(name: str) -> None:
    flow = flow_of(CASES[name])
    screen = WizardScreen(Opened(ID, flow))
    for question in QUESTIONS:
        if question.step is Step.REVIEW or not question.applies(flow.answers):
            continue
        flow.jump(question.key)
        flow.paste("火星9")
        if not flow.commit():
            column = left(picture(screen, 80, 24))
            painted = "".join(column[hint_at(column) :]).replace("▸", "").replace(" ", "")

            assert flow.told is not None
            assert painted == flow.told.text.replace(" ", ""), question.key


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_keys_at_the_bottom_are_all_there(width: int, tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW)), (width, 24)) as pilot:
        review = screen_text(pilot.app).split("\n")[-1]
        await pilot.press("f2")
        await pilot.pause()
        form = screen_text(pilot.app).split("\n")[-1]

    assert review.split() == (REVIEW_KEYS + WIDE_KEYS[width]).split()
    assert form.split() == FORM_KEYS.split()

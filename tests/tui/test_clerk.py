"""Clerk mode: every question on one screen, jumps by number, the next client by one key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from core.questions.catalogue import QUESTIONS
from core.questions.question import Step
from tests.tui.stage import HEADLINE, ID, app_in, case, flow_of, press, running
from tests.tui.support import screen_text
from tui.app import CanbaoApp, first
from tui.failures import BadInputError
from tui.flow import Flow
from tui.modes import Mode, mode_of
from tui.screens.citizen import CitizenScreen
from tui.screens.clerk import ClerkScreen
from tui.screens.profiles import ProfilesScreen
from tui.widgets.clerk import SHORT, clerk_form
from tui.words import render

IDENTITY = "198503{enter}1{enter}1{enter}36{enter}0.6{enter}12000{f3}"
NUMBERS = IDENTITY + "140200{enter}140100{enter}2{enter}2{enter}"
"""The headline case from digits alone."""
WOMAN: dict[str, Any] = case(
    person__birth="1978-06",
    person__sex="female",
    person__category="female55",
    history__employee_deemed_months=12,
    history__transitional_index="0.7",
    history__resident_years=3,
    history__supplementary_years=2,
)


def clerk(folder: Path, answers: dict[str, Any] | None = None) -> CanbaoApp:
    return app_in(folder, flow_of(answers or {}), Mode.CLERK)


def flow_in(app: CanbaoApp) -> Flow:
    assert app.opened is not None
    return app.opened.flow


async def test_the_headline_case_by_digits_and_the_next_client(tmp_path: Path) -> None:
    app = clerk(tmp_path)
    async with running(app, keys=NUMBERS) as pilot:
        text = screen_text(app)
        assert "3453.10" in text
        flow = flow_in(app)
        chosen = {k: v for k, v in HEADLINE.items() if k not in ("plan.base", "plan.place")}
        assert {k: v for k, v in flow.answers.items() if k in chosen} == {
            **chosen,
            "history.employee_index": "0.6",
        }
        await press(pilot, "+")
        assert isinstance(app.screen, ClerkScreen)
        assert flow_in(app).answers == {}
        assert "已保存：方案1" in screen_text(app)
        assert len(app.desk.listed()) == 1
        await press(pilot, NUMBERS + "+")
        assert "已保存：方案2" in screen_text(app)
        assert len(app.desk.listed()) == 2


@pytest.mark.parametrize("answers", [{}, case(), WOMAN], ids=["empty", "headline", "woman"])
async def test_every_question_is_on_one_screen(tmp_path: Path, answers: dict[str, Any]) -> None:
    app = clerk(tmp_path, answers)
    async with running(app):
        text = screen_text(app)
        flow = flow_in(app)
        asked = [q for q in flow.asked if q.step is not Step.ASSUMPTIONS]
        for question in (q for q in asked if q.applies(flow.answers)):
            assert render(SHORT.get(question.key, question.label)) in text


def test_short_labels_are_short_and_those_of_questions() -> None:
    for question in QUESTIONS:
        if question.step is not Step.ASSUMPTIONS:
            label = render(SHORT.get(question.key, question.label))
            assert cell_len(label) <= 10
    assert SHORT.keys() <= {question.key for question in QUESTIONS}


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ("*15", "plan.base"),
        ("*3", "person.status"),
        ("*1{enter}", "person.birth"),
        ("*02", "person.sex"),
        ("*1{backspace}3", "person.status"),
        ("*1{escape}", "person.birth"),
        ("{f3}", "location.registered"),
        ("{f3*3}", "plan.frequency"),
        ("{f3*9}", "name"),
        ("{f3}{f2}", "person.birth"),
        ("{down}{down}{up}", "person.sex"),
    ],
)
async def test_the_cursor_goes_where_the_keys_say(tmp_path: Path, keys: str, key: str) -> None:
    app = clerk(tmp_path, case())
    async with running(app, keys=keys):
        assert flow_in(app).question.key == key


async def test_no_such_number(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app, keys="*22"):
        assert "没有第22项，请打 1 到 21" in screen_text(app)


async def test_a_wrong_answer_keeps_the_cursor(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app, keys="1985-13*15") as pilot:
        assert flow_in(app).question.key == "person.birth"
        assert "可填" in screen_text(app)
        await press(pilot, "+")
        assert flow_in(app).question.key == "person.birth"
        assert not [entry for entry in app.desk.listed() if not entry.draft]


async def test_too_early_goes_to_what_is_missing(tmp_path: Path) -> None:
    app = clerk(tmp_path, {"person.birth": "1985-03", "person.sex": "male"})
    async with running(app, keys="+"):
        assert flow_in(app).question.key == "person.status"
        assert "先填：户籍地" in screen_text(app)


async def test_an_answer_that_closes_a_question_moves_on(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app, keys="*4{ctrl+u}{enter}"):
        assert flow_in(app).question.key == "history.resident_years"
        assert "history.employee_index" not in flow_in(app).answers


async def test_the_other_pages_come_back_to_the_form(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app, keys="*15{f1}{escape}") as pilot:
        assert flow_in(app).question.key == "plan.base"
        await press(pilot, "{f7}2.5{enter}{f7}")
        assert flow_in(app).answers["assumptions.wage_growth"] == "0.025"
        assert isinstance(app.screen, ClerkScreen)
        assert "12就业地" in screen_text(app)
        assert flow_in(app).question.key == "plan.base"
        await press(pilot, "{f7}3{escape}")
        assert flow_in(app).answers["assumptions.wage_growth"] == "0.03"
        assert isinstance(app.screen, ClerkScreen)
        assert flow_in(app).question.key == "plan.base"
        await press(pilot, "*10{right}{escape}{f5}{escape}")
        assert isinstance(app.screen, ProfilesScreen)
        await press(pilot, "{enter}")
        assert isinstance(app.screen, ClerkScreen)
        assert flow_in(app).question.key == "person.birth"


def test_half_an_amount_is_never_shown() -> None:
    flow = flow_of(case(history__employee_balance="1234567.89"))
    flow.jump("name")
    rows = clerk_form(flow, None, 41, 20)
    (row,) = [row.text for row in rows if "职工余额" in row.text]
    assert "1234567.…" in row


def test_the_mode_of_a_session() -> None:
    for environment, flags, mode in (
        ({}, {}, Mode.WIZARD),
        ({"CANBAO_MODE": "clerk"}, {}, Mode.CLERK),
        ({"CANBAO_MODE": "clerk"}, {"citizen": True}, Mode.CITIZEN),
        ({"CANBAO_MODE": ""}, {"clerk": True}, Mode.CLERK),
    ):
        given = {"clerk": False, "citizen": False, **flags}
        assert mode_of(environment, **given) is mode
    with pytest.raises(BadInputError):
        mode_of({"CANBAO_MODE": "柜台"}, clerk=False, citizen=False)


def test_a_clerk_begins_with_an_empty_form_also_where_plans_are_kept(tmp_path: Path) -> None:
    desk = app_in(tmp_path, flow_of(case())).desk
    desk.drafts.save(ID, case(), "identity")
    assert first(desk, None) is None
    assert first(desk, None, new=True) is not None


async def test_the_other_key_for_the_next_client_works_in_the_name_too(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app) as pilot:
        await press(pilot, "*21A+{ctrl+x}")
        assert "已保存：A+" in screen_text(app)
        assert flow_in(app).answers == {}


async def test_the_wizards_keys_are_the_clerks(tmp_path: Path) -> None:
    app = clerk(tmp_path, case())
    async with running(app) as pilot:
        for key in ("f1", "f4", "f6", "f11", "f12"):
            await press(pilot, f"{{{key}}}")
            assert not isinstance(app.screen, ClerkScreen), key
            await press(pilot, "{escape}")
            assert isinstance(app.screen, ClerkScreen), key


async def test_citizen_mode_is_the_kiosks_page_with_the_wizards_keys(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case()), Mode.CITIZEN)
    async with running(app) as pilot:
        assert isinstance(app.screen, CitizenScreen)
        assert "为什么问：" in screen_text(app)
        await press(pilot, "{f5}{escape}")
        assert isinstance(app.screen, ProfilesScreen)

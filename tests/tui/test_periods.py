"""The past, period by period: a page of its own, by keys only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.questions.period import asked_from, period_from, problem_of
from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running
from tests.tui.support import screen_text
from tui.flow import Flow
from tui.screens.periods import PeriodsScreen

NOTHING_PAID = case(
    history__employee_months=None, history__employee_index=None, history__employee_balance=None
)
FIRST = "{right}1{enter}{enter}2019-05{enter}2022-04{enter}dt{enter}3863{enter}"
EMPLOYEE_INDEX = "history.employee_index"
PAID = {"scheme": "employee", "from": "2019-05", "to": "2022-04", "place": "140200", "base": "3863"}


def begun() -> Flow:
    return flow_of(NOTHING_PAID, Step.IDENTITY, "history.periods")


async def test_a_period_is_filled_in_by_keys_and_goes_into_the_plan(tmp_path: Path) -> None:
    flow = begun()
    async with running(app_in(tmp_path, flow), keys=FIRST) as pilot:
        assert flow.answers["history.periods"] == [PAID]
        text = screen_text(pilot.app)
        assert "职工      2019-05 2022-04 大同" in text
        await press(pilot, "{escape}")
        assert "1段，2019-05至2022-04" in screen_text(pilot.app)
    branch = flow.preview.branch
    assert branch is not None
    assert branch.options[0].months is not None
    assert branch.options[0].months.history == 36  # 2019-05 to 2022-04


async def test_gaps_and_months_paid_twice_stand_between_the_periods(tmp_path: Path) -> None:
    flow = begun()
    later = "n{enter}{enter}2022-09{enter}2023-12{enter}{enter}4000{enter}"
    twice = "n{enter}{enter}2023-10{enter}2024-12{enter}bj1{enter}5000{enter}"
    async with running(app_in(tmp_path, flow), keys=FIRST + later + twice) as pilot:
        text = screen_text(pilot.app)
    assert "断缴4个月" in text  # 2022-05 to 2022-08
    assert "和下一段重3个月" in text  # 2023-10 to 2023-12
    assert [p["place"] for p in flow.answers["history.periods"]] == ["140200", "140200", "110000"]
    assert flow.preview.branch is not None
    assert "history_paid_twice" in [n.code for n in flow.preview.branch.notices]


async def test_a_period_is_changed_and_taken_away(tmp_path: Path) -> None:
    flow = begun()
    async with running(app_in(tmp_path, flow), keys=FIRST) as pilot:
        await press(pilot, "{enter}{enter}{enter}{enter}2022-06{enter}{enter}{enter}")
        assert flow.answers["history.periods"] == [{**PAID, "to": "2022-06"}]
        await press(pilot, "d")
        assert "history.periods" not in flow.answers


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("{right}{enter}", "这一项要填"),
        ("{right}1{enter}{enter}2022-04{enter}2019-05{enter}dt{enter}3863{enter}", "请改起止年月"),
        ("{right}1{enter}{enter}去年{enter}", "看不懂这个年月"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_taken(
    tmp_path: Path, keys: str, words: str
) -> None:
    flow = begun()
    async with running(app_in(tmp_path, flow), keys=keys) as pilot:
        assert words in screen_text(pilot.app)
    assert "history.periods" not in flow.answers


async def test_escape_takes_no_period_and_goes_back(tmp_path: Path) -> None:
    flow = begun()
    async with running(app_in(tmp_path, flow), keys="{right}1{enter}{escape}") as pilot:
        assert not isinstance(pilot.app.screen, PeriodsScreen)
    assert flow.answers == NOTHING_PAID


@pytest.mark.parametrize(
    "period",
    [
        PAID,
        {"scheme": "employee", "kind": "deemed", "from": "1990-01", "to": "1995-12", "place": "14"},
        {"scheme": "resident", "from": "2012-01", "to": "2014-12", "place": "14", "tier": 500},
        {
            "scheme": "resident",
            "from": "2012-01",
            "to": "2014-12",
            "place": "14",
            "tier": 500,
            "kind": "arrears",
        },
    ],
)
def test_a_period_of_a_file_comes_back_as_it_was(period: dict[str, Any]) -> None:
    assert period_from(asked_from(period)) == period


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    assert problem_of({"period.from": "2020-02", "period.to": "2020-01"}) is not None
    assert problem_of({"period.from": "2020-01", "period.to": "2020-01"}) is None


async def test_what_to_do_is_in_words_where_the_periods_do_not_suffice(tmp_path: Path) -> None:
    """The wage of 2005 is not on file: first the index is asked for, then the balance too."""
    old = {**PAID, "from": "2005-01", "to": "2010-12", "base": "3000"}
    known = {"history.periods": [old], "history.employee_months": 72}
    for index, words in ((None, "推不出来"), ("0.7", "先改好提示的那一处")):
        answers = {**NOTHING_PAID, **known} | ({} if index is None else {EMPLOYEE_INDEX: index})
        async with running(app_in(tmp_path, flow_of(answers, Step.SCHEME))) as pilot:
            text = screen_text(pilot.app)
        assert words in text
        assert "employee_" not in text
        assert "再填户籍地" not in text

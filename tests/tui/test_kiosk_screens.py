"""The pages of the kiosk: one question each, keeping, opening, taking along, leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from core.questions.catalogue import QUESTIONS
from core.questions.question import Kind, Step
from profiles.seal_codes import new_code
from profiles.seal_plans import plan_of
from profiles.sealed import Sealed, WrongCodeError
from tests.tui.kiosk_stage import CODE, kiosk_in
from tests.tui.stage import POLICY, TODAY, case, flow_of, press
from tests.tui.support import screen_text
from tests.tui.test_wholeness import CASES
from tui.flow import ORDER
from tui.kiosk import asking
from tui.kiosk.app import KioskApp
from tui.kiosk.handout import handout, pages
from tui.kiosk.page import count, question_page
from tui.kiosk.qr import BORDER, picture, room
from tui.kiosk.wizard import KioskWizard
from tui.screens.base import CanvasScreen
from tui.widgets.review import answered
from tui.words import render

HEADLINE = "1985-03{enter}1{enter}1{enter}36{enter}0.6{enter}12000{enter}"


@asynccontextmanager
async def running(
    folder: Path | None,
    keys: str = "",
    size: tuple[int, int] = (80, 24),
    *,
    ascii_only: bool = False,
) -> AsyncIterator[Pilot[int]]:
    app = kiosk_in(folder, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, keys)
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[int]) -> None:
    """Until nothing runs beside the loop."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def pressed(pilot: Pilot[int], keys: str) -> str:
    await press(pilot, keys)
    await settle(pilot)
    return screen_text(pilot.app)


def joined(text: str) -> str:
    """The left column without breaks and spaces."""
    return "".join(row.split("│")[0] for row in text.split("\n")).replace(" ", "")


def plans(folder: Path) -> list[Path]:
    return list(folder.glob("*.toml"))


def everything(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def app_of(pilot: Pilot[int]) -> KioskApp:
    assert isinstance(pilot.app, KioskApp)
    return pilot.app


async def test_the_start_says_what_stays_and_what_it_is(tmp_path: Path) -> None:
    async with running(tmp_path) as pilot:
        text = screen_text(pilot.app)
    for words in ("1  新方案", "2  用取回码打开", "3  说明", "什么也不保留", "12333", "也不是凭证"):
        assert words in text, words
    assert "30天后自动删掉" in joined(text)


async def test_without_a_folder_nothing_can_be_kept() -> None:
    async with running(None) as pilot:
        text = screen_text(pilot.app)
        assert "不保留任何东西" in text
        assert "取回码" not in text
        assert "说明" in await pressed(pilot, "2")
        text = await pressed(pilot, "{escape}1" + HEADLINE + "{f5}")
        assert "F5" not in text
        assert "保留" not in text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 18), (40, 12)])
async def test_one_question_a_page(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, "1", size) as pilot:
        text = screen_text(pilot.app)
        assert "您是哪年哪月出生的？" in text
        assert "您的性别" not in text
        assert "您的性别？" in await pressed(pilot, "1985-03{enter}")
        assert "哪年哪月" in await pressed(pilot, "{up}")


async def test_by_keys_to_the_review_without_a_name(tmp_path: Path) -> None:
    async with running(tmp_path, "1" + HEADLINE) as pilot:
        await press(pilot, "{enter*3}140200{enter}ty1{enter}2{enter}2{enter}{enter*6}")
        text = screen_text(pilot.app)
        assert "打题号再回车就去改" in text
        assert "3453.10" in text
        assert "方案名称" not in text
        flow = app_of(pilot).flow
        assert flow is not None
        assert answered(flow)[-1].key == "name"
        last = answered(flow)[-2]
        await pressed(pilot, "99{enter}")
        assert flow.question is last
        text = await pressed(pilot, "{enter}2{enter}")
        assert "您的性别？" in text
        assert "回核对" in text


def test_every_question_but_the_name_is_asked_in_a_sentence() -> None:
    apart = (Step.ASSUMPTIONS, Step.REVIEW)
    steps = {q.key for q in asking.KioskFlow.asked if q.step not in apart}

    assert set(asking.ASKED) == steps
    assert not any("身份证号" in str(text) for text in asking.ASKED.values())


@pytest.mark.parametrize("name", CASES)
def test_the_question_and_its_choices_are_whole_at_80_by_24(name: str) -> None:
    flow = asking.KioskFlow(POLICY, TODAY, CASES[name])
    for step in (*ORDER[:-1], Step.ASSUMPTIONS):
        flow.visit(step)
        for at in range(len(flow.questions)):
            flow.focus(at)
            rows = question_page(flow, 41, 19)
            text = "".join(row.text for row in rows).replace(" ", "")
            assert asking.asked(flow.question).replace(" ", "") in text
            assert all(cell_len(row.text) <= 41 for row in rows)
            for row in flow.entry.below(41, flow):
                assert row.text.replace(" ", "") in text
            assert len(rows) == 19


def test_all_choices_are_seen_in_the_smallest_window() -> None:
    flow = flow_of(case())
    for question in (q for q in QUESTIONS if q.kind is Kind.CHOICE and q.applies(flow.answers)):
        flow.jump(question.key)
        text = "".join(row.text for row in question_page(flow, 59, 9))
        for choice in question.choices:
            assert render(choice.label) in text, question.key


def test_the_review_counts_without_the_name() -> None:
    flow = flow_of(case(), Step.REVIEW)

    assert [q.key for q in answered(flow)][count(flow) :] == ["name"]


async def test_kept_under_a_code_and_opened_by_another(tmp_path: Path) -> None:
    async with running(tmp_path, "1" + HEADLINE) as pilot:
        text = await pressed(pilot, "{f5}")
        assert "您的取回码" in text
        assert "30天后自动删掉" in joined(text)
        code = CODE.findall(text)[0]
        assert text.count("█") > 20
        await pressed(pilot, "{enter}7{enter}")  # answered after keeping: sealed again by itself
    async with running(tmp_path, f"2{code.upper()}" + "{enter}") as pilot:
        text = screen_text(pilot.app)
        assert "打开了上次保留的方案" in joined(text)
        flow = app_of(pilot).flow
        assert flow is not None
        assert flow.answers["history.employee_balance"] == "12000.00"
        assert flow.answers["history.employee_deemed_months"] == 7
        assert CODE.findall(await pressed(pilot, "{f5}"))[0] == code
        assert len(plans(tmp_path)) == 1


async def test_nothing_is_written_before_somebody_asks(tmp_path: Path) -> None:
    async with running(tmp_path, "1" + HEADLINE):
        pass
    assert everything(tmp_path) == []


async def test_nothing_answered_is_nothing_to_keep(tmp_path: Path) -> None:
    async with running(tmp_path, "1{f5}") as pilot:
        assert "没有可保留的" in screen_text(pilot.app)
    assert not plans(tmp_path)


async def test_what_is_kept_can_be_deleted(tmp_path: Path) -> None:
    async with running(tmp_path, "11985-03{enter}{f5}") as pilot:
        assert "再按一次 D" in await pressed(pilot, "d")
        assert len(plans(tmp_path)) == 1
        assert "取回码没用了" in joined(await pressed(pilot, "d"))
        assert not plans(tmp_path)
        await pressed(pilot, "1{enter}")
        assert not plans(tmp_path)


async def test_changed_at_another_machine_is_told_and_a_new_code_helps(tmp_path: Path) -> None:
    async with running(tmp_path, "11985-03{enter}{f5}") as pilot:
        keeper = app_of(pilot).keeper
        assert keeper.seal is not None
        first = keeper.seal.code
        other = Sealed(tmp_path, cost=2)
        seal, _plan = other.open(first, TODAY)
        other.save(seal, plan_of({"person.birth": "1990-01"}, "identity"), TODAY)
        text = await pressed(pilot, "{enter}2{enter}")
        assert "另一台机器上改过" in joined(text)
        code = CODE.findall(await pressed(pilot, "{f5}"))[0]
        assert code != first.shown
        assert other.open(first, TODAY)[1].answers == {"person.birth": "1990-01"}


async def test_a_typo_is_told_from_a_wrong_code_and_does_not_count(tmp_path: Path) -> None:
    async with running(tmp_path, "2") as pilot:
        for _ in range(8):
            text = await pressed(pilot, "0000000001{enter}{ctrl+u}")
            assert "打错了" in text
        assert app_of(pilot).keeper.wrong == 0
        for left in (4, 3, 2, 1):
            text = await pressed(pilot, "{ctrl+u}" + new_code().shown + "{enter}")
            assert f"还可以试{left}次" in joined(text)
        assert app_of(pilot).is_running
        await pressed(pilot, "{ctrl+u}" + new_code().shown + "{enter}")
        assert app_of(pilot).keeper.exhausted
        assert app_of(pilot)._exit
        assert app_of(pilot).return_code == 0


async def test_leaving_asks_once_there_is_something_to_lose(tmp_path: Path) -> None:
    async with running(tmp_path, "11985-03{enter}") as pilot:
        assert "谁也找不回来" in await pressed(pilot, "{f10}")
        assert "您的性别？" in await pressed(pilot, "2")
        assert "结束吗" in await pressed(pilot, "{ctrl+q}")
        await pressed(pilot, "1")
        assert app_of(pilot)._exit


async def test_help_tells_the_keys_of_the_kiosk(tmp_path: Path) -> None:
    async with running(tmp_path, "1{f1}", (100, 40)) as pilot:
        text = screen_text(pilot.app)
    assert "F5（或 Ctrl+S）保留" in text
    assert "另存" not in text
    assert "列表" not in text


async def test_a_second_f5_makes_no_second_code(tmp_path: Path) -> None:
    async with running(tmp_path, "11985-03{enter}{f5*4}") as pilot:
        assert len(CODE.findall(screen_text(pilot.app))) == 1
    assert len(plans(tmp_path)) == 1


async def test_taken_along_as_qr_codes_n_of_m(tmp_path: Path) -> None:
    for size, sheets in (((80, 24), 2), ((120, 40), 1)):
        async with running(tmp_path, "1" + HEADLINE + "{f8}", size) as pilot:
            text = screen_text(pilot.app)
            total = int(text.split("共")[1].split("张")[0])
            assert "第1张" in text
            assert total >= sheets
            assert "1985-03" in text or total > 1
            for number in range(2, total + 1):
                assert f"第{number}张，共{total}张" in await pressed(pilot, "{enter}")
            assert "您是哪年" not in await pressed(pilot, "{enter}")
            assert isinstance(pilot.app.screen, KioskWizard)


async def test_ascii_only_shows_words_instead_of_codes(tmp_path: Path) -> None:
    async with running(tmp_path, "1" + HEADLINE + "{f5}", ascii_only=True) as pilot:
        text = screen_text(pilot.app)
        assert len(CODE.findall(text)) == 1
        assert not set("▀▄█") & set(text)
        text = await pressed(pilot, "{enter}{f8}")
        assert "1985-03" in text
        assert not set("▀▄█") & set(text)


def test_the_handout_has_the_answers_and_figures_and_no_name() -> None:
    text = "\n".join(handout(flow_of({**case(), "name": "张三"}, Step.REVIEW)))

    for words in ("1985-03", "12000.00", "山西省大同市", "10185.60", "3453.10", "2048-04", "12333"):
        assert words in text, words
    assert "不是凭证" in text
    assert "张三" not in text


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", [78, 106, 271])
def test_every_sheet_fits_and_nothing_is_lost(name: str, size: int) -> None:
    rows = handout(flow_of(CASES[name], Step.REVIEW))
    sheets = pages(rows, size)
    whole = ""
    for at, sheet in enumerate(sheets, 1):
        head = f"{at}/{len(sheets)} "
        assert sheet.startswith(head)
        assert len(sheet.encode()) <= size
        whole += sheet.removeprefix(head)
    assert whole.replace("\n", "") == "".join(rows).replace("\n", "")


@pytest.mark.parametrize("ink", [True, False])
def test_the_picture_is_the_code(ink: bool) -> None:
    import segno

    code = segno.make("K3F9M-X2A7Q", version=1, error="l", encoding="utf-8", micro=False)
    dark = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows: list[list[int]] = []
    for drawn in picture("K3F9M-X2A7Q", 1, ink=ink):
        pairs = [dark[character] for character in drawn.text]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    wanted = [[int(dot) for dot in row] for row in code.matrix_iter(border=BORDER)]
    if not ink:
        rows = [[1 - dot for dot in row] for row in rows]
    assert rows[: len(wanted)] == wanted
    assert len(rows) // 2 <= 21


def test_at_80_by_24_a_code_has_at_most_21_rows() -> None:
    found = room(80, 22)

    assert found is not None
    assert found.rows <= 21
    assert room(10, 10) is None


async def test_no_way_out_by_keys(tmp_path: Path) -> None:
    async with running(tmp_path, "1") as pilot:
        for key in (
            "ctrl+p",
            "ctrl+z",
            "ctrl+c",
            "ctrl+backslash",
            "ctrl+d",
            "ctrl+s",
            "f4",
            "f12",
        ):
            await pilot.press(key)
        await settle(pilot)
        assert pilot.app.is_running
        assert isinstance(pilot.app.screen, CanvasScreen)
        assert len(pilot.app.screen_stack) <= 3
    assert not everything(tmp_path)


async def test_a_warning_takes_one_key_and_nothing_else(tmp_path: Path) -> None:
    async with running(tmp_path, "11985-03") as pilot:
        app = app_of(pilot)
        idle = app.idle
        assert idle is not None
        idle.warned = True
        app._warn(30)
        await pilot.pause()
        assert "30 秒以后结束" in screen_text(app)
        app._warn(29)
        assert "29 秒以后结束" in screen_text(app)
        text = await pressed(pilot, "9")
        assert "哪年哪月" in text
        assert "1985-039" not in text
        assert "1985-03" in text


def test_a_plan_keeps_nothing_of_a_wrong_code(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path, cost=2)
    with pytest.raises(WrongCodeError):
        sealed.open(new_code(), TODAY)
    assert {path.name for path in tmp_path.iterdir()} == {"kiosk.key"}


async def test_escape_from_the_assumptions_returns_to_the_question_and_ends_nothing() -> None:
    async with running(None, "1") as pilot:
        first = screen_text(pilot.app)
        assert "工资年增长" in await pressed(pilot, "{f7}")
        assert await pressed(pilot, "{escape}") == first

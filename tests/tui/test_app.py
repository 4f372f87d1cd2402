"""Every screen by its keys: doors, saving, the list, drafts, hostile and huge input, sizes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from core.questions.question import Step
from tests.tui.scenes import _kept
from tests.tui.stage import (
    ID,
    app_in,
    case,
    desk_in,
    flow_of,
    list_in,
    press,
    running,
)
from tests.tui.support import screen_text
from tui.app import CanbaoApp, first
from tui.desk import Opened
from tui.flow import Flow
from tui.screens.help import HelpScreen
from tui.screens.profiles import ProfilesScreen
from tui.screens.why import WhyScreen
from tui.screens.wizard import WizardScreen

HOSTILE = "[/] [b]x\x1b]52;c;QQ==\x07\x9b31m\u202e末"


def flow_in(pilot: Pilot[int]) -> Flow:
    screen = pilot.app.screen
    assert isinstance(screen, WizardScreen)
    return screen.flow


def files(folder: Path) -> dict[str, dict[str, Any]]:
    """The saved plans by name."""
    found = [tomllib.loads(p.read_text("utf-8")) for p in folder.glob("*.toml")]
    return {profile["name"]: profile for profile in found}


def kept(folder: Path) -> dict[str, bytes]:
    """Every file with answers, byte for byte."""
    return {str(path): path.read_bytes() for path in folder.rglob("*.toml")}


def drafts(folder: Path) -> list[Path]:
    return sorted((folder / "drafts").glob("*.toml"))


# ---- the wizard


@pytest.mark.parametrize(
    ("step", "question"),
    [
        (Step.IDENTITY, "person.birth"),
        (Step.PLACES, "location.registered"),
        (Step.SCHEME, "plan.scheme"),
        (Step.PAYMENT, "plan.frequency"),
        (Step.REVIEW, "name"),
        (Step.ASSUMPTIONS, "assumptions.wage_growth"),
    ],
)
async def test_a_step_opens_at_its_first_question(
    step: Step, question: str, tmp_path: Path
) -> None:
    async with running(app_in(tmp_path, flow_of(case(), step))) as pilot:
        assert flow_in(pilot).question.key == question


async def test_a_step_opens_at_its_first_open_question(tmp_path: Path) -> None:
    given = {"person.birth": "1985-03", "person.sex": "male"}
    async with running(app_in(tmp_path, flow_of(given))) as pilot:
        assert flow_in(pilot).question.key == "person.status"


@pytest.mark.parametrize(
    ("keys", "question"),
    [
        ("{enter}", "person.sex"),
        ("{tab}", "person.sex"),
        ("{down}", "person.sex"),
        ("{ctrl+j}", "person.sex"),
        ("{tab}{tab}{shift+tab}", "person.sex"),
        ("{down}{up}", "person.birth"),
        ("{f3}", "location.registered"),
        ("{pagedown}", "location.registered"),
        ("{f3}{f2}", "person.birth"),
        ("{pagedown}{pageup}", "person.birth"),
        ("{f3}{up}", "history.periods"),
        ("{f7}", "assumptions.wage_growth"),
        ("{ctrl+g}", "assumptions.wage_growth"),
        ("{f7}{f7}", "person.birth"),
        ("{f7}{f3}", "person.birth"),
        ("{f7}{f2}", "person.birth"),
        ("{f7}{escape}", "person.birth"),
        ("{f7}{enter*7}", "person.birth"),  # seven assumptions
        ("{enter}{f7}{down}{escape}", "person.sex"),
        ("{f3}{f7}{escape}", "location.registered"),
        ("{f3*4}{f7}{escape}", "name"),
    ],
)
async def test_keys_that_move(keys: str, question: str, tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case())), keys=keys) as pilot:
        assert flow_in(pilot).question.key == question
        assert flow_in(pilot).answers == case()


async def test_escape_from_the_assumptions_keeps_an_answer_and_lets_go_of_none(
    tmp_path: Path,
) -> None:
    async with running(app_in(tmp_path, flow_of(case())), keys="{f7}2.5{escape}") as pilot:
        assert flow_in(pilot).answers == case(assumptions__wage_growth="0.025")
        assert isinstance(pilot.app.screen, WizardScreen)
        await press(pilot, "{f7}{enter}快{escape}")
        assert flow_in(pilot).question.key == "person.birth"
        assert flow_in(pilot).answers == case(assumptions__wage_growth="0.025")
        assert "快" not in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert isinstance(pilot.app.screen, ProfilesScreen)


async def test_a_jump_from_the_review_goes_on_after_the_assumptions(tmp_path: Path) -> None:
    flow = flow_of(case(), Step.REVIEW)
    async with running(app_in(tmp_path, flow), keys="2{enter}{f7}{escape}") as pilot:
        assert flow_in(pilot).question.key == "person.sex"
        await press(pilot, "{enter}")
        assert flow_in(pilot).question.key == "name"


@pytest.mark.parametrize(
    ("keys", "screen"),
    [
        ("{f1}", HelpScreen),
        ("{f6}", WhyScreen),
        ("{ctrl+y}", WhyScreen),
        ("{escape}", ProfilesScreen),
        ("{f1}{escape}", WizardScreen),
        ("{f1}{f1}", WizardScreen),
        ("{f1}{enter}", WizardScreen),
        ("{f6}{escape}", WizardScreen),
        ("{f6}{f6}", WizardScreen),
        ("{f6}{left}", WizardScreen),
        ("{f6}{enter}{left}", WhyScreen),
        ("{f6}{enter}{left}{left}", WizardScreen),
        ("{f6}{enter*9}{escape}", WizardScreen),
    ],
)
async def test_doors_to_other_screens(keys: str, screen: type[Any], tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case())), keys=keys) as pilot:
        assert type(pilot.app.screen) is screen


async def test_help_is_about_the_open_question(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.SCHEME, "plan.base"))
    async with running(app, keys="{f1}") as pilot:
        text = screen_text(pilot.app)

    assert "说明：缴费基数" in text
    assert "在上下限之间自己定" in text


@pytest.mark.parametrize(
    ("step", "keys", "words"),
    [
        (Step.IDENTITY, "{f6}", "先填出生年月和性别"),
        (Step.REVIEW, "99{enter}", "没有第99项，请打 1 到 16"),
        (Step.REVIEW, "0{enter}", "没有第0项，请打 1 到 16"),
    ],
)
async def test_a_door_that_is_shut_says_why(
    step: Step, keys: str, words: str, tmp_path: Path
) -> None:
    async with running(app_in(tmp_path, flow_of({}, step)), (120, 36), keys) as pilot:
        assert isinstance(pilot.app.screen, WizardScreen)
        assert words in screen_text(pilot.app)


async def test_why_starts_at_the_total_of_the_row_under_the_cursor(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.SCHEME))
    async with running(app, keys="3{f6}") as pilot:
        text = screen_text(pilot.app)

    assert "= 361.00~" in text
    assert "居民" in text


@pytest.mark.parametrize("key", ["{f10}", "{ctrl+q}"])
async def test_leaving_keeps_a_draft(key: str, tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with running(app, keys="1985-03{enter}1" + key):
        pass
    draft = tomllib.loads(drafts(tmp_path)[0].read_text("utf-8"))

    assert draft["answers"] == {"person": {"birth": "1985-03", "sex": "male"}}
    assert app.return_code == 0


async def test_nothing_answered_leaves_nothing_behind(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="{enter}{f3*4}{f10}"):
        pass

    assert not kept(tmp_path)


async def test_esc_loses_nothing(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="1985-03{enter}2{escape}{enter}") as pilot:
        flow = flow_in(pilot)

        assert flow.answers == {"person.birth": "1985-03", "person.sex": "female"}
        assert "接着上次没填完的地方" in screen_text(pilot.app)


async def test_the_draft_is_written_at_every_answer(tmp_path: Path) -> None:
    async with running(app_in(tmp_path)) as pilot:
        await press(pilot, "1985-03{enter}")
        before = drafts(tmp_path)[0].read_text("utf-8")
        await press(pilot, "1{enter}")
        after = drafts(tmp_path)[0].read_text("utf-8")

    assert "male" not in before
    assert "male" in after


async def test_a_full_disk_is_told_and_the_answers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    async with running(app_in(tmp_path, flow_of(case(), Step.REVIEW))) as pilot:
        monkeypatch.setattr("profiles.atomic.write", refuse)
        await press(pilot, "{f5}")
        text = screen_text(pilot.app)

        assert "没有保存" in text
        assert "Errno" not in text
        assert flow_in(pilot).answers.items() >= case().items()
        monkeypatch.undo()
        await press(pilot, "{f5}")
        assert "已保存" in screen_text(pilot.app)


# ---- saving


@pytest.mark.parametrize("key", ["{f5}", "{ctrl+s}"])
async def test_saving_names_the_plan_and_drops_the_draft(key: str, tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.SCHEME, "plan.base"))
    async with running(app, keys="{right}{enter}" + key) as pilot:
        assert "已保存：方案1" in screen_text(pilot.app)

    assert files(tmp_path)["方案1"]["plan"]["base"] == "60%"
    assert not drafts(tmp_path)


async def test_a_name_typed_in_the_review_is_saved_and_shown(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, keys="21{enter}骑手小王{enter}{f5}") as pilot:
        text = screen_text(pilot.app)

    assert "参保助手  骑手小王" in text
    assert list(files(tmp_path)) == ["骑手小王"]


async def test_an_id_number_is_refused_as_a_name(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, keys="21{enter}11010519491231002X{enter}") as pilot:
        assert "不要写身份证号" in screen_text(pilot.app)
        await press(pilot, "{f5}")
    assert not files(tmp_path)


async def test_editing_after_a_save_keeps_the_name(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, keys="{f5}15{enter}{right}{enter}{f5}") as pilot:
        assert "已保存：方案1" in screen_text(pilot.app)

    assert list(files(tmp_path)) == ["方案1"]
    assert files(tmp_path)["方案1"]["plan"]["base"] == "60%"


async def test_saving_needs_birth_sex_and_place_and_says_so(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), keys="1985-03{f5}") as pilot:
        assert "还不能保存，先填：性别、户籍地" in screen_text(pilot.app).replace("\n", "")
    assert not files(tmp_path)


async def test_a_plan_changed_elsewhere_is_not_overwritten_but_saved_as_another(
    tmp_path: Path,
) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.REVIEW))
    async with running(app, keys="{f5}") as pilot:
        other = desk_in(tmp_path)
        opened = other.open(other.listed()[0])
        assert isinstance(opened, Opened)
        opened.flow.answers["plan.base"] = "ceiling"
        assert not other.save(opened).error
        await press(pilot, "15{enter}{right}{enter}{f5}")
        assert "「方案1」已在别处改过" in screen_text(pilot.app)
        assert files(tmp_path)["方案1"]["plan"]["base"] == "ceiling"
        await press(pilot, "{escape}")
        text = "".join(row.split("│")[0].strip() for row in screen_text(pilot.app).split("\n"))
        assert "按F8另存一份" in text.replace(" ", "")
        await press(pilot, "{f8}")
        assert "已保存" in screen_text(pilot.app)

    assert not drafts(tmp_path)
    plans = [tomllib.loads(data.decode()) for data in kept(tmp_path).values()]
    assert sorted(plan["plan"]["base"] for plan in plans) == ["60%", "ceiling"]


# ---- the list


async def test_nothing_kept_opens_a_new_plan_something_kept_the_list(tmp_path: Path) -> None:
    assert isinstance(first(desk_in(tmp_path), None), Opened)
    _kept(tmp_path)
    assert first(desk_in(tmp_path), None) is None
    assert isinstance(first(desk_in(tmp_path), "老李"), Opened)
    assert isinstance(first(desk_in(tmp_path), "没有这个人"), str)


@pytest.mark.parametrize("keys", ["{down}{enter}", "2{enter}"])
async def test_a_plan_of_the_list_opens_at_its_review(keys: str, tmp_path: Path) -> None:
    async with running(_kept(tmp_path), keys=keys) as pilot:
        assert flow_in(pilot).step is Step.REVIEW
        assert flow_in(pilot).answers["name"] == "老李"
        await press(pilot, "{escape}{down}{enter}")
        assert flow_in(pilot).answers["name"] == "老李"


async def test_only_the_second_d_deletes_and_u_brings_back(tmp_path: Path) -> None:
    async with running(_kept(tmp_path), keys="2d") as pilot:
        assert "老李" in files_names(tmp_path)
        await press(pilot, "{down}d")
        assert "再按一次 D 删除「大姐（居民）」" in screen_text(pilot.app)
        await press(pilot, "d")
        assert "大姐（居民）" not in files_names(tmp_path)
        assert "按 U 恢复" in screen_text(pilot.app)
        await press(pilot, "u")
        assert "大姐（居民）" in files_names(tmp_path)


def files_names(folder: Path) -> set[str]:
    return {entry.name for entry in desk_in(folder).store.entries()}


async def test_the_cursor_survives_deleting_the_last_row(tmp_path: Path) -> None:
    async with running(_kept(tmp_path), keys="{end}" + "dd" * 6) as pilot:
        assert "还没有方案，按 N 新建" in screen_text(pilot.app)
        await press(pilot, "{enter}{up}{down}d9n")
        assert flow_in(pilot).answers == {}


@pytest.mark.parametrize("keys", ["{down*4}{enter}", "{down*5}{enter}", "5{enter}"])
async def test_a_broken_file_is_explained_and_stays_as_it_is(keys: str, tmp_path: Path) -> None:
    app = _kept(tmp_path)
    before = kept(tmp_path)
    async with running(app, keys=keys) as pilot:
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, ProfilesScreen)
        assert "可填：" in text
        assert "Traceback" not in text

    assert kept(tmp_path) == before


async def test_a_hundred_plans_scroll(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    for number in range(100):
        answers = {**case(), "name": f"第{number}个"}
        desk.save(Opened(f"0a1b2{number:03d}", Flow(desk.policy, desk.as_of, answers)))
    async with running(list_in(tmp_path), keys="{end}") as pilot:
        assert "100 " in screen_text(pilot.app)
        await press(pilot, "{home}")
        assert "  1 " in screen_text(pilot.app)
        assert screen_text(pilot.app).count("个") < 22


# ---- hostile and huge


async def test_a_hostile_name_in_a_file_is_shown_as_text(tmp_path: Path) -> None:
    bad = 'schema = 1\nname = "[/ \\u001b]52;c;QQ==\\u0007\\u202e"\n'
    (tmp_path / "20000002.toml").write_text(bad, encoding="utf-8")
    good = flow_of({**case(), "name": "[/ [b]粗[@click=app.bell]"})
    desk_in(tmp_path).save(Opened(ID, good))
    async with running(list_in(tmp_path), keys="{down}") as pilot:
        listed = screen_text(pilot.app)
        await press(pilot, "{up}{enter}")
        opened = screen_text(pilot.app)

    assert "[/ [b]粗[@click=app.bell]" in listed
    assert "[/ [b]粗[@click=app.bell]" in opened
    for text in (listed, opened):
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\x9b"}


@pytest.mark.parametrize("text", ["7" * 1_000_000, "汉" * 1_000_000, HOSTILE * 40_000, "\x1b" * 99])
@pytest.mark.parametrize("key", ["person.birth", "location.registered", "plan.base", "plan.scheme"])
async def test_a_megabyte_pasted_is_cut_to_a_field(text: str, key: str, tmp_path: Path) -> None:
    from core.questions.catalogue import BY_KEY

    app = app_in(tmp_path, flow_of(case(), BY_KEY[key].step, key))
    async with running(app) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, WizardScreen)
        screen.paste(text)
        screen.redraw()
        await press(pilot, "{enter}")
        painted = screen_text(pilot.app)

        assert flow_in(pilot).answers.keys() == case().keys()
    assert not set(painted) & {"\x1b", "\x07", "\u202e", "\x9b"}
    assert max(map(cell_len, painted.split("\n"))) <= 80


async def test_control_keys_of_other_programs_do_nothing(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case()))
    keys = "".join(f"{{{key}}}" for key in ("ctrl+c", "ctrl+p", "ctrl+z", "ctrl+d", "ctrl+x"))
    async with running(app) as pilot:
        before = screen_text(pilot.app)
        await press(pilot, keys)

        assert screen_text(pilot.app) == before
        assert flow_in(pilot).answers == case()


# ---- sizes


SIZES = ((40, 12), (10, 3), (1, 1), (60, 18), (79, 23), (80, 24), (120, 36), (200, 60))


@pytest.mark.parametrize(
    "keys", ["", "{f3}", "{f3*2}", "{f3*3}", "{f3*4}", "{f1}", "{f6}", "{escape}"]
)
async def test_any_size_is_drawn_and_keys_still_work(keys: str, tmp_path: Path) -> None:
    async with running(app_in(tmp_path, flow_of(case())), keys=keys) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await press(pilot, "{down}")
            rows = screen_text(pilot.app).split("\n")

            assert len(rows) <= height
            assert max(map(cell_len, rows)) <= width


async def test_a_window_too_small_says_so(tmp_path: Path) -> None:
    async with running(app_in(tmp_path), (39, 9)) as pilot:
        assert screen_text(pilot.app).strip() == "窗口太小，请放大"


async def test_the_focus_is_what_a_screen_reader_follows(tmp_path: Path) -> None:
    app = app_in(tmp_path, flow_of(case(), Step.SCHEME))
    async with running(app) as pilot:
        # Row 3 is the question, row 4 the head of the table, row 6 its second option.
        assert pilot.app.cursor_position.y == 6
        await press(pilot, "{up}")
        assert pilot.app.cursor_position.y == 5


async def test_a_terminal_that_goes_away_leaves_a_draft(tmp_path: Path) -> None:
    app: CanbaoApp = app_in(tmp_path)
    async with running(app, keys="1985-03{enter}1"):
        app.terminal_gone()

    assert app.return_code == 75
    assert "male" in drafts(tmp_path)[0].read_text("utf-8")

"""The page of decisions: every question answered by keys, the figures those of hand arithmetic."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, press, running, shown
from tests.tui.support import screen_text
from tui.flow import Flow
from tui.screens.decide import DecideScreen
from tui.screens.why import WhyScreen
from tui.widgets.decide import PAGES
from tui.words import render


def decided(**changes: object) -> Flow:
    return flow_of(case(**changes), Step.REVIEW)


@pytest.mark.parametrize("at", range(len(PAGES)))
async def test_every_question_is_reached_by_arrows_and_says_something(
    tmp_path: Path, at: int
) -> None:
    down = "{down}" * at
    text = await shown(app_in(tmp_path, decided()), keys="{f12}" + down)
    right = [row.partition("│")[2].strip() for row in text.splitlines()]
    assert render(PAGES[at].title) in text
    assert any(right)


TABLE, PAUSING, BUDGET, WANTED, LEAST, MORE, RANGE, BACK, SUBSIDY, DUES, DIFFERS, MONDAY = (
    "{down}" * at for at in range(len(PAGES))
)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        # 900 a month are 20 % of 4500; one yuan of base more is 900.20.  The floor is above 4500
        # from 2029 on: 4244 × 1.02³ = 4504, 900.80 a month.
        (BUDGET + "900", ["4500.00", "900.00", "4501.00", "900.20", "2029年起每月要900.80元"]),
        # The same money in the resident scheme: the highest tier below 10800 a year.
        (BUDGET + "900{pagedown}", ["居民 大同                 5000.00"]),
        # Two years from 2028-01: the saved contributions are 24 months at 20 % of the floors of
        # 2028 and 2029: 4244 × 1.02² = 4415, × 1.02³ = 4504 (rounded): 12 × 883.00 + 12 × 900.80.
        (PAUSING + "2028-01至2029-12", ["停2028-01至2029-12（24个月）", "21405.60"]),
        # Until the end of 2028 from the next month on: 848.80 + 12 × 865.80 + 12 × 883.00.
        (PAUSING + "2028", ["停2026-12至2028-12（25个月）", "可以：还是2048-04起领", "21834.40"]),
        (PAUSING + "202812", ["停2026-12至2028-12（25个月）"]),
        # 73 months from 2026-12 through 2032-12, 52 to spare: 21 months later than 2048-04.
        (PAUSING + "2032年底", ["停2026-12至2032-12（73个月）", "要晚领：2050-01才领得到"]),
        (PAUSING + "2025", ["! 2025-12已经过去了"]),
        (PAUSING + "2048-04至2050-01", ["这段时间本来就不缴"]),
        # 36 months behind him and 256 to come are 292, 240 are enough: 52 may be left out,
        # 2026-12 through 2031-03.
        (PAUSING, ["从2026-12起最多停到2031-03"]),
        (TABLE, ["▸职工·就业", "10185.60", "现在停缴，到时还差204个月"]),  # 240 less the 36 paid
        (RANGE, ["现在停，还差204个月"]),
        # 2/3 of 848.80, 865.80, 883.00 and 900.80 for 1, 12, 12 and 11 months:
        # 565.87 + 12 × 577.20 + 12 × 588.67 + 11 × 600.53.
        (SUBSIDY, ["最长36个月", "2029-11", "21162.14", "251492.06"]),
        # 60 %: 509.28 + 12 × 519.48 + 12 × 529.80 + 11 × 540.48.
        (SUBSIDY + "60% 3年", ["19045.92"]),
        (SUBSIDY + "500 2年", ["2028-11", "12000.00", "260654.20"]),
        (SUBSIDY + "１/０", ["看不懂这个补贴"]),
        (SUBSIDY + "很多", ["看不懂这个补贴"]),
        # Last year's floor until August; the difference of 8 × 17.00 in September.
        (DUES, ["2027-08       848.80 ", "2027-09       865.80~", "2027-09       136.00~"]),
        (MONDAY, ["民生山西 APP", "12333"]),
    ],
)
async def test_the_answers_are_those_of_hand_arithmetic(
    tmp_path: Path, keys: str, words: list[str]
) -> None:
    text = await shown(app_in(tmp_path, decided()), keys="{f12}" + keys)
    for word in words:
        assert word in text


async def test_what_cannot_be_read_is_said_and_the_number_keys_still_type(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, decided()), keys="{f12}{down*2}9元多") as pilot:
        assert "不是有效的金额" in screen_text(pilot.app)
        await press(pilot, "{ctrl+u}900")
        assert "4500.00" in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert "5/5" in screen_text(pilot.app)


async def test_every_way_to_be_insured_can_be_asked_about(tmp_path: Path) -> None:
    """A budget of 500 a month is 6000 a year: the resident tier of 5000."""
    async with running(app_in(tmp_path, decided()), keys="{f12}{right}") as pilot:
        assert "算一算：居民 大同" in screen_text(pilot.app)
        await press(pilot, "{down*2}500")
        assert "居民档次                                  5000元/年" in screen_text(pilot.app)
        await press(pilot, "{left*2}")
        assert "算一算：职工(户籍) 大同" in screen_text(pilot.app)
        await press(pilot, "{left}")
        assert "算一算：职工(户籍) 大同" in screen_text(pilot.app)


async def test_enter_takes_what_was_found_into_the_plan(tmp_path: Path) -> None:
    flow = decided()
    async with running(app_in(tmp_path, flow), keys="{f12}{down}2028{enter}") as pilot:
        assert "已用到方案里：打算暂停" in screen_text(pilot.app)
        assert "方案里已经停2026-12至2028-12" in screen_text(pilot.app)
        assert "本来就不缴" not in screen_text(pilot.app)
        assert flow.answers["plan.pauses"] == [{"from": "2026-12", "to": "2028-12"}]
        await press(pilot, "{down}900{enter}")
        assert flow.answers["plan.base"] == "4500"
        assert "用到方案里" not in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "{escape}20")
        assert "2026-12至2028-12" in screen_text(pilot.app)
        assert flow.dirty


async def test_another_way_to_be_insured_is_taken_with_its_tier(tmp_path: Path) -> None:
    flow = decided()
    async with running(app_in(tmp_path, flow), keys="{f12}{right}{down*2}500{enter}") as pilot:
        assert "算一算：居民 大同" in screen_text(pilot.app)
    assert (flow.answers["plan.scheme"], flow.answers["plan.tier"]) == ("resident", 5000)
    assert "plan.base" not in flow.answers


async def test_just_qualifying_is_a_plan_like_any_other(tmp_path: Path) -> None:
    """He may retire from 2045-03 on with 240 months: 204 more than his 36, 2026-12 to 2043-11."""
    flow = decided()
    async with running(app_in(tmp_path, flow), keys="{f12}{down*4}{enter}") as pilot:
        assert "已用到方案里" in screen_text(pilot.app)
    assert flow.answers["plan.retire"] == "2045-03"
    assert flow.answers["plan.pauses"] == [{"from": "2043-12", "to": "2045-03"}]
    assert flow.answers["plan.extend"] is False


async def test_f6_opens_the_derivation_of_what_is_shown(tmp_path: Path) -> None:
    keys = "{f12}{down}2028{f6}"
    async with running(app_in(tmp_path, decided()), keys=keys) as pilot:
        assert isinstance(pilot.app.screen, WhyScreen)
        assert "停至2028-12，每月少领" in screen_text(pilot.app)
        await press(pilot, "{escape}")
        assert isinstance(pilot.app.screen, DecideScreen)


async def test_the_search_over_the_months_runs_between_keys_and_ends(tmp_path: Path) -> None:
    """From the earliest month, 2045-03, through the statutory one, 2048-03: 37 months."""
    async with running(app_in(tmp_path, decided()), keys="{f12}{down*3}3000 ") as pilot:
        while "正在找" in screen_text(pilot.app):
            await pilot.pause(0.05)
        assert "看了37个可以退休的月份" in screen_text(pilot.app)


async def test_a_key_ends_the_search(tmp_path: Path) -> None:
    async with running(app_in(tmp_path, decided()), keys="{f12}{down*3}3000 {down}") as pilot:
        assert "正在找" not in screen_text(pilot.app)
        await pilot.pause(0.1)
        assert "照规定最省的办法" in screen_text(pilot.app)


# Born 40 months after 1965-01, so 11 months after 60: 2029-04.  100 months behind him and 29 to
# come, 180 needed: he pays on until 2033-07.
SHORT = {"person__birth": "1968-05", "history__employee_months": 100}
# A woman of 1978-08: 120 employee months, and 13 resident years (2026 to 2038) at most.
TOO_FEW = {
    "person__birth": "1978-08",
    "person__sex": "female",
    "history__employee_months": 120,
    "plan__scheme": "resident",
    "plan__base": None,
    "plan__place": None,
}
CLOSED = {"location__working": "421100"}  # Huanggang, whose floor is not among the parameters


def page_of(keys: str, **changes: object) -> str:
    """One page of F12 at 80×60, the keys pressed one after the other, without an app."""
    screen = DecideScreen(decided(**changes))
    for key in keys.split():
        screen.handle(key, key if len(key) == 1 else None)
    return "\n".join(row.text for row in screen.draw(80, 60))


def test_a_pause_that_costs_more_in_the_end_says_so_without_a_minus() -> None:
    """Who pays on until the minimum pays the 25 months later, at later years' floors.

    2033-08 to 2035-08 at 4875, 4973 and 5072 (4244 × 1.02⁷ and on): 5 × 975.00 + 12 × 994.60
    + 8 × 1014.40 = 24925.40, which is 3091.00 more than the 21834.40 left out.
    """
    text = page_of("down 2 0 2 8", **SHORT)
    assert "最后反而多缴                                3091.00" in text
    assert "以后每月多领" in text
    assert " -" not in text
    assert "停1个月" in text
    assert "再多停1个月" not in text


def test_a_yearly_scheme_counts_years_and_says_what_lacks_without_a_pause() -> None:
    """13 years and 3 fewer for 2026 to 2028: 15 - 10 = 5 are missing."""
    text = page_of("down 2 0 2 8", **TOO_FEW)
    assert "停2026-12至2028-12（少缴3年）" in text
    assert "不停也领不到，停了更差" in text
    assert "5年" in text
    assert "个月" not in text
    assert "现在停，还差15年" in page_of("7", **TOO_FEW)


def test_who_gets_nothing_is_told_why_and_what_joining_the_accounts_would_bring() -> None:
    text = page_of("", **TOO_FEW)
    assert "照这样缴，居民大同领不到：" in text
    assert "到2038-08还差2年，没有养老金" in text
    assert "120个月算10年，一共23年" in text


def test_a_budget_above_the_highest_tier_does_not_speak_of_cheaper_ones() -> None:
    text = page_of("down down 9 0 0", plan__scheme="resident", plan__base=None)
    assert "5000元/年" in text
    assert "已经是最高的了" in text
    assert "更便宜" not in text


def test_whose_months_suffice_need_not_pay_again() -> None:
    text = page_of("down down down down", person__birth="1970-01", history__employee_months=500)
    assert "不用再缴" in text
    assert "每月缴 " not in text


@pytest.mark.parametrize("at", range(1, len(PAGES) - 1))
def test_a_closed_way_is_asked_nothing_it_cannot_answer(at: int) -> None:
    """Every page but the table and Monday gives the reason, and no other verdict."""
    text = page_of("down " * at + ("9 0 0" if PAGES[at].prompt else ""), **CLOSED)
    assert "缺黄冈市2026年的「缴费基数" in text
    for verdict in ("领不到", "没有看出", "没有可加的", "没有要缴的", "居民按档次另有补贴"):
        assert verdict not in text


@pytest.mark.parametrize("keys", ["{f12}", "{f11}"])
async def test_the_footer_names_no_derivation_where_there_is_none(
    tmp_path: Path, keys: str
) -> None:
    """A resident without a pension has no figure; the employee scheme beside it has."""
    async with running(app_in(tmp_path, decided(**TOO_FEW)), keys=keys) as pilot:
        assert "F6" not in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "{f6}")
        assert not isinstance(pilot.app.screen, WhyScreen)
        await press(pilot, "{left}")
        assert "F6" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "{f6}")
        assert isinstance(pilot.app.screen, WhyScreen)


async def test_before_the_places_there_is_nothing_to_decide(tmp_path: Path) -> None:
    flow = flow_of(case(location__registered=None, location__working=None))
    async with running(app_in(tmp_path, flow), keys="{f12}") as pilot:
        assert "才有可算的" in screen_text(pilot.app)
        assert not isinstance(pilot.app.screen, DecideScreen)


@pytest.mark.parametrize(
    "changes",
    [
        {"person__status": "student"},
        {"person__birth": "1970-03", "plan__extend": False},
        {"plan__scheme": "resident", "plan__base": None, "plan__tier": 500},
        {"location__working": "110000"},
        {"person__sex": "female", "person__category": "unsure"},
        # A month in which only who retires from 50 on may retire.
        {"person__sex": "female", "person__category": "unsure", "plan__retire": "2038-06"},
        {"location__registered": "421100", "plan__place": "registered"},
    ],
)
def test_every_question_can_be_asked_of_every_kind_of_plan(changes: dict[str, object]) -> None:
    screen = DecideScreen(decided(**changes))
    for offer, (at, page) in product(range(len(screen.offers)), enumerate(PAGES)):
        screen.chosen, screen.at = offer, at
        screen._find()
        if page.prompt is not None:
            screen.handle("ctrl+u", None)
            screen.paste("2028-01至2028-06" if at == 1 else "1500")
            assert not screen.problem
        for size in ((80, 24), (120, 36)):
            assert all(row.width <= size[0] for row in screen.draw(*size))

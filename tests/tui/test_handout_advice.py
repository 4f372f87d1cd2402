"""What a hand-out says to do, worked out by hand, and how it says a figure came about."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from core.derivation import Grade
from tests.tui.test_handout import CASES, of
from tui.report.chain import ask
from tui.report.handouts.content import handout
from tui.report.handouts.derived import chain, roots, told
from tui.report.handouts.parts import Derived
from tui.report.handouts.plain_text import text_of
from tui.report.handouts.writing import written

# ------------------------------------------------------------------ the decisions


def part_of(name: str) -> dict[str, Any]:
    """The only part of the JSON."""
    (part,) = json.loads(written(of(name), "json"))["parts"]
    assert isinstance(part, dict)
    return part


def headline_rows() -> str:
    return "\n".join(text_of(handout(of())))


def test_stopping_now_going_on_and_the_most() -> None:
    text = headline_rows()
    # 36 months so far, 240 needed: 204 are missing
    assert "现在起不缴了                 领不到" in text
    assert "差204个月，没有" in text
    assert "照这样缴下去                 每月 3453.10~?" in text


def test_who_has_enough_months_still_gets_something_on_stopping() -> None:
    found = of("enough")
    text = "\n".join(text_of(handout(found)))
    part = part_of("enough")
    stopped = part["options"][found.parts[0].projection.chosen]["stopped"]
    assert stopped["short"] == 0  # 300 months so far, 240 needed
    assert re.search(rf"职工\(就业\) 太原 +[\d. ]+% 每月领 {stopped['pension']}[~?*]+\n", text)
    assert part["decisions"]["stop"]["pension"] == stopped["pension"]


def test_the_middle_of_the_band_is_the_plan_itself() -> None:
    assert re.search(r"\n中（现在的假设） +3453\.10 +2510\.31\n", headline_rows())
    low, middle, high = (part_of("headline")["decisions"]["band"][k] for k in OUTCOMES)
    assert Decimal(low["pension"]) < Decimal(middle["pension"]) < Decimal(high["pension"])
    assert Decimal(low["today"]) < Decimal(middle["today"]) < Decimal(high["today"])


OUTCOMES = ("low", "middle", "high")


def test_until_when_one_may_pause() -> None:
    # 36 + 256 = 292 months, 52 more than needed: 2026-12 to 2031-03.  Not paid then: one month at
    # 848.80, the years 2027 to 2030 at 865.80, 883.00, 900.80 and 918.80, three months at 937.20.
    saved = Decimal("848.80") + 12 * (
        Decimal("865.80") + Decimal("883.00") + Decimal("900.80") + Decimal("918.80")
    )
    saved += 3 * Decimal("937.20")
    assert saved == Decimal("46481.20")
    assert "从 2026-12 起最多停到 2031-03" in headline_rows()
    assert f"停到最后：少缴 {saved}" in headline_rows()


def test_what_the_heirs_get() -> None:
    # 143516.68 in the account, 1226.64 of it paid out a month; 292 months are 24 years: 9 + 24 - 15
    for months in (12, 60):
        left = Decimal("143516.68") - months * Decimal("1226.64")
        assert f"领满{months}个月时个人账户里还剩 {left}" in headline_rows()
    assert "领满120个月时个人账户里还剩 0.00" in headline_rows()
    assert "抚恤金18个月" in headline_rows()


def test_the_decisions_of_the_json_are_those_of_the_text() -> None:
    part = part_of("headline")
    found = part["decisions"]
    assert found["stop"]["short"] == 204
    assert (found["stop"]["pension"], found["go_on"]["pension"]) == (None, "3453.10")
    assert (found["pause"]["first"], found["pause"]["last"]) == ("2026-12", "2031-03")
    assert found["pause"]["longest"]["saved"] == "46481.20"
    assert found["inheritable"][0]["value"] == "128797.00"
    assert found["death"]["survivors_months"] == 18
    text = headline_rows()
    for one in (*found["band"].values(), found["maximum"]):
        assert one["pension"] in text
    for one in found["sensitivities"]:
        assert one["swing_today"] == "0.00" or f"差 {one['swing_today']}" in text


def test_who_draws_nothing_has_ways_out_and_no_amount_a_month() -> None:
    text = "\n".join(text_of(handout(of("short"))))
    assert "照这样缴领不到养老金。出路：" in text
    assert "继续缴100个月" in text
    assert "缴不满，没有" in text
    assert not re.search(r"每月领? ?\d", text)


@pytest.mark.parametrize("name", ["student", "no-data"])
def test_a_closed_option_has_its_reason_and_nothing_else(name: str) -> None:
    part = part_of(name)
    closed = [option for option in part["options"] if not option["available"]]
    assert closed
    for option in closed:
        assert option["reasons"]
        assert {v for k, v in option.items() if k not in OF_A_CLOSED_ONE} == {None}
    text = re.sub(r"\s", "", "".join(text_of(handout(of(name)))))
    assert all(re.sub(r"\s", "", r["text"]) in text for o in closed for r in o["reasons"])
    assert part["decisions"] is None


OF_A_CLOSED_ONE = {"scheme", "place", "place_role", "available", "reasons"}


# ------------------------------------------------------------------ the chain


@pytest.mark.parametrize("name", CASES)
def test_the_chain_is_the_one_of_f6(name: str) -> None:
    for part in of(name).parts:
        top = roots(part)
        told_of = told(top)
        assert {figure.id for figure in top} <= {figure.id for figure in told_of}
        blocks = [b for b in chain(of(name), part) if isinstance(b, Derived)]
        for figure, block in zip(told_of, blocks, strict=True):
            said = dict(reversed(block.rows))
            assert (said["算法"], said["代入"]) == (str(figure.formula), str(figure.with_numbers))
            unseen = any(source.grade is Grade.C for source in figure.sources)
            assert ("待核实" in said) == unseen
            if unseen:
                assert said["待核实"] == ask(figure.label, figure.sources)


def test_projected_years_of_one_series_are_one_row() -> None:
    blocks = [b for b in chain(of(), of().parts[0]) if isinstance(b, Derived)]
    (index,) = (block for block in blocks if block.label == "平均缴费指数")
    # 7073 * 1.02 = 7214.46; 7073 * 1.02^22 = 10934.7…
    grown = "山西省 2027至2048年 全口径月平均工资 7214.00 至 10935.00"
    assert ("参数", f"{grown}（推算，7073 起每年 ＋2%，已核实）") in index.rows

"""F7: each assumption says its default, where it comes from, and what was published of late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.questions.question import Step
from tests.tui.stage import app_in, case, flow_of, shown
from tui.widgets.form import hint


def told(key: str, **changes: Any) -> str:
    rows = hint(flow_of(case(**changes), Step.ASSUMPTIONS, f"assumptions.{key}"), 41, 4)
    return "".join(row.text for row in rows).replace("▸", "").replace(" ", "")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        # 6855/6438, 6997/6855, 7073/6997
        (
            "wage_growth",
            "默认2%，本程序自己定的。山西全口径月平均工资比上年涨：2024年6.5%、2025年2.1%、2026年1.1%。",
        ),
        (
            "crediting_rate",
            "默认1.5%，出自人社部2025年记账利率公告（已核实）。"
            "个人账户记账利率公布过：2023年3.97%、2024年2.62%、2025年1.5%。",
        ),
        # 176/156
        ("resident_growth", "默认3%，本程序自己定的。山西居民基础养老金比上年涨：2026年12.8%。"),
        ("pension_growth", "默认2%，出自2025年基本养老金调整通知（文号未见）（单一来源）。没有"),
        ("inflation", "默认1.5%，本程序自己定的。没有"),
        ("until_age", "默认80岁，本程序自己定的。想看到"),
    ],
)
def test_the_hint_says_default_ground_and_past(key: str, text: str) -> None:
    assert told(key).startswith(text)


def test_wages_are_those_of_the_place_one_pays_at_resident_pensions_those_at_home() -> None:
    away: dict[str, Any] = {"location__registered": "110105", "plan__place": "working"}
    assert "山西全口径" in told("wage_growth", **away)
    assert "北京全口径" in told("wage_growth", **{**away, "plan__place": "registered"})
    assert "山西" not in told("resident_growth", **away)


async def test_it_is_on_the_screen_of_f7(tmp_path: Path) -> None:
    text = await shown(app_in(tmp_path, flow_of(case(), Step.REVIEW)), keys="{f7}{down}")
    for part in ("默认1.5%，出自人社部", "2023年3.97%、", "没有把握就留空"):
        assert part in text

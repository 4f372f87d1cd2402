"""The parameters on file, place by place and year by year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.stage import POLICY, TODAY, list_in, press, running
from tests.tui.support import screen_text
from tui.widgets.parameters import Item, items

LAW = POLICY.on(TODAY)


def found(code: str, year: int) -> dict[str, Item]:
    return {item.label: item for item in items(POLICY, LAW, code, year)}


@pytest.mark.parametrize(
    ("code", "year", "label", "value"),
    [
        ("140200", 2026, "缴费基数下限", "4244.00"),  # 晋人社厅发〔2026〕27号
        ("140200", 2023, "缴费基数上限", "19314.00"),  # 晋人社厅发〔2023〕42号
        ("140200", 2026, "养老金计发基数", "7253.00*"),  # provisional in 2026
        ("110000", 2026, "缴费基数下限（7月起）", "7270.00"),  # 京人社发〔2026〕7号
        ("110000", 2026, "缴费基数下限（6月止）", "7162.00"),  # 京人社发〔2025〕11号
        ("440300", 2025, "养老金计发基数", "11293.00"),  # Shenzhen's own
        ("440600", 2025, "养老金计发基数", "9493.00"),  # Foshan: the province's
        ("210200", 2025, "养老金计发基数", "8956.00"),  # Dalian's own
        ("350000", 2025, "缴费基数下限", "4043.00"),  # below 60 % on purpose
        ("421100", 2026, "缴费基数下限", "没有收录"),  # its tier is not documented
    ],
)
def test_a_value_of_a_place_and_year(code: str, year: int, label: str, value: str) -> None:
    assert found(code, year)[label].value == value


def test_every_value_says_its_document_and_how_well_it_is_known() -> None:
    about = dict(found("140200", 2026)["缴费基数下限"].about)
    assert about["文件"] == "晋人社厅发〔2026〕27号"
    assert about["核实"] == "已核实"
    assert about["从何时"] == "2026-01起"
    for code in POLICY.provinces:
        for item in items(POLICY, LAW, code, 2025):
            titles = [title for title, _ in item.about]
            assert "文件" in titles or item.value == "没有收录", (code, item.label)


async def test_place_and_year_by_keys_and_back(tmp_path: Path) -> None:
    async with running(list_in(tmp_path), keys="p") as pilot:
        assert "全国  2026年" in screen_text(pilot.app)
        await press(pilot, "psz")
        assert "深圳市" in screen_text(pilot.app)
        await press(pilot, "{escape}pdt{enter}{left*3}")
        text = screen_text(pilot.app)
        assert "2023年" in text
        assert "3863.00" in text  # the newspaper's floor, if that is Datong in Shanxi
        await press(pilot, "{escape}")
        assert "方案列表" in screen_text(pilot.app)

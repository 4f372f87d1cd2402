"""One link of a why-chain in words, as F6, the hand-out and the JSON say it."""

from __future__ import annotations

from core.answers import case_of
from core.derivation import Figure, figures
from core.projection import project
from tests.tui.stage import POLICY, TODAY, case
from tui.report.chain import ask, documents, kind, link_text, links
from tui.report.values import link, parameter


def headline() -> dict[str, Figure]:
    found = project(case_of(case(), POLICY.national.assumptions, TODAY), POLICY, TODAY)
    return {figure.id: figure for figure in figures(found.option.figures)}


FIGURES = headline()


def told(name: str) -> list[tuple[str, str]]:
    return [(str(kind(n)), link_text(n, POLICY.regions)) for n in links(FIGURES[name])]


def test_a_published_value_has_place_year_state_and_grade() -> None:
    floor = "山西省 2026年 缴费基数下限 4244.00（已公布，已核实）"
    assert ("参数", floor) in told("base.2026")


def test_a_projected_value_says_what_it_grew_from() -> None:
    # 7253 * 1.02^23 = 11437.2…
    text = "推算 7253 ×（1 ＋ 2%）^23，四舍五入到元，已核实"
    assert told("benefit_base") == [("参数", f"山西省 2048年 养老金计发基数 11437.00（{text}）")]
    (found,) = links(FIGURES["benefit_base"])
    assert not isinstance(found, Figure)
    growth = {"published": "7253", "rate": "0.02", "years": 23}
    assert parameter(FIGURES["benefit_base"].parameters[0])["growth"] == growth


def test_an_assumption_is_no_document() -> None:
    assert told("pension.total_today") == [("假设", "物价年上涨（假设） 1.5%")]
    rests = {"document": "本方案的假设，可修改", "grade": None, "given": True}
    assert link(FIGURES["pension.total_today"])["rests_on"] == rests


def test_a_rule_of_the_place_has_its_document_and_grade() -> None:
    assert told("pension.basic") == [("规则", "缴费年限取位：晋政发〔2006〕32号（单一来源）")]
    document = {"document": "晋政发〔2006〕32号", "grade": "B", "given": False}
    assert link(FIGURES["pension.basic"])["rules"] == [{"label": "缴费年限取位", **document}]


def test_documents_nobody_has_seen_are_asked_for_by_name() -> None:
    unseen = "职工基本养老保险个人账户月积数法"  # graded C in the policy data
    figure = FIGURES["pension.account"]
    assert f"{unseen}（待核实）" in documents(figure.sources)
    text = f"打12333问：个人账户养老金按哪份文件算？没有见到原文：{unseen}"
    assert ask(figure.label, figure.sources) == text
    assert link(figure)["ask"] == text
    basic = FIGURES["pension.basic"]
    assert "没有见到原文" not in ask(basic.label, basic.sources)

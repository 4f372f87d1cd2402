"""政策参数怎么称呼：名字、单位、规则的意思。"""

from __future__ import annotations

from core.policy.names import label
from core.words import Text, say
from tui.words import render

UNITS: dict[str, Text] = {
    "yuan": say("元"),
    "months": say("个月"),
    "years": say("年"),
    "index": say("指数"),
    "rate": say("比率"),
}


def words_of(name: str) -> str:
    """参数的中文名。"""
    return render(label(name))


def meaning(name: str, value: str) -> str:
    """一条规则选了什么。"""
    return render(_MEANINGS.get((name, value), Text("{value}", {"value": value})))


_MEANINGS: dict[tuple[str, str], Text] = {
    ("years_precision", "exact"): say("月数 ÷ 12，不取位"),
    ("years_precision", "2"): say("取两位小数"),
    ("years_precision", "4"): say("取四位小数"),
    ("years_precision", "5"): say("取五位小数"),
    ("years_precision", "1_up"): say("只进不舍，取一位小数"),
    ("years_precision", "2_up"): say("只进不舍，取两位小数"),
    ("years_precision", "months_at_083"): say("整年每年 1%，零头每月 0.083%"),
    ("deemed_precision", "half_up"): say("只进不舍，取到半年"),
    ("total_rounding", "fen"): say("取到分"),
    ("total_rounding", "jiao"): say("四舍五入到角"),
    ("total_rounding", "jiao_up"): say("见分进角"),
    ("parts_rounding", "jiao"): say("四舍五入到角"),
    ("parts_rounding", "jiao_up"): say("见分进角"),
    ("base_factor", "low_index"): say("指数不到 0.6 的，计发基数乘以 指数 ÷ 0.6（四位小数）"),
    ("index_base", "province"): say("指数乘全省的计发基数"),
    ("index_base", "local"): say("指数乘当地的基数"),
    ("payout_age", "whole_years"): say("按整岁查表"),
    ("transitional_formula", "mean"): say("按计发基数与指数化工资的平均数"),
    ("transitional_formula", "base_at_least"): say("指数不到 1 的按 1"),
    ("transitional_formula", "deemed_by_base"): say("视同年限的指数按 1"),
    ("index_gaps", "left_out"): say("不计入"),
    ("index_gaps", "zero"): say("按 0 计入"),
    ("index_gaps", "0.6"): say("按 0.6 计入"),
    ("index_deemed", "left_out"): say("不计入"),
    ("outsiders", "open"): say("已放开"),
    ("outsiders", "conditional"): say("有条件"),
    ("outsiders", "unknown"): say("没有核实"),
}

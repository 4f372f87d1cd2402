"""核实程度怎么说；自备的、过期的数怎么说。"""

from __future__ import annotations

from core.derivation import Grade, Source
from core.words import Text, say

GRADES: dict[str, Text] = {
    Grade.A: say("已核实"),
    Grade.B: say("单一来源"),
    Grade.C: say("待核实"),
}

EXPIRED = say("已过期")


def graded(source: Source) -> Text:
    """核实程度；自己的政策文件里的，先说是自备的。"""
    if not source.own:
        return GRADES[source.grade]
    return say("自备数据 {file}，{grade}", file=source.own, grade=GRADES[source.grade])

"""核实程度怎么说。"""

from __future__ import annotations

from core.derivation import Grade
from core.words import Text, say

GRADES: dict[str, Text] = {
    Grade.A: say("已核实"),
    Grade.B: say("单一来源"),
    Grade.C: say("待核实"),
}

"""检查结果怎么写：一条一行，绿、红、没有试。"""

from __future__ import annotations

from collections.abc import Iterable

from tui.kiosk_setup.checks.finding import Finding
from tui.words import _


def row(finding: Finding) -> str:
    """一行；红的和没试的后面有看到的是什么。"""
    mark = {True: _("[绿]"), False: _("[红]"), None: _("[没试]")}[finding.good]
    tail = "" if finding.good or not finding.seen else f"（{finding.seen}）"
    return f"{mark} {finding.what}{tail}"


def summary(findings: Iterable[Finding]) -> str:
    """几条绿，几条红。"""
    marks = [one.good for one in findings]
    text = _("绿 {green} 条，红 {red} 条，没有试 {left} 条。")
    return text.format(green=marks.count(True), red=marks.count(False), left=marks.count(None))

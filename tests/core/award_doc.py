"""The tables of docs/award-sheets.md, made from what the program finds.

``python -m tests.core.award_doc`` prints them, to be pasted when a rule or a sheet has changed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from core.policy.load import packaged
from core.policy.rulebook import plain_or_chosen
from core.rules.award import AwardCheck, Component, check
from core.rules.award_parts import Candidate
from core.rules.pension import ROUNDING
from profiles.award_table import parse_award_table

DATA = Path(__file__).parents[1] / "data"
LAW = packaged().on(date(2026, 11, 23))
NAMES = {"basic": "基础", "account": "账户", "transitional": "过渡", "total": "合计"}
ORIGINS = {
    "sheet": "核定表",
    "replaced": "改算过",
    "generated": "编的",
    "copy": "重复",
    "first": "最初抄录",
    "more": "另一张",
}

REPLACED = "源库后来改算的数；最初抄录印{first}，对得上"
REASONS: dict[str, dict[tuple[str, str], str]] = {
    "award_cases": {
        ("chongqing-1", "transitional"): REPLACED.format(first="1836.61"),
        ("chongqing-2", "transitional"): REPLACED.format(first="1182.68"),
        ("chongqing-3", "transitional"): REPLACED.format(first="696.97"),
        ("hebei-1", "transitional"): "源库改算时只算了建账前4年；"
        + REPLACED.format(first="952.96"),
        (
            "henan-1",
            "basic",
        ): "6738＋7933×指数：指数2.1117正好得4991.65，抄录作2.1119；没有原件可看",
        ("henan-3", "transitional"): "源库改算时用了2024年的6606（6606×0.8279×13.5×1.3%＝959.83）；"
        "表上基数6401，最初抄录印930.03",
        ("henan-7", "transitional"): "源库改算时用了2024年的6606（6606×0.5767×1.75×1.3%＝86.67）；"
        "表上基数6401，最初抄录印83.99",
        ("hunan-3", "basic"): "印的数要指数化工资5115.36，抄录的指数化工资5120.36得1249.89，"
        "7699×0.6655＝5123.68得1250.21：三个数互相矛盾",
        ("hunan-3", "account"): "49122.20÷195＝251.91；印252.13要储存额49165.35：抄录互相矛盾",
        ("hunan-3", "total"): "1249.40＋252.13＝1501.53，印1501.83：抄录互相矛盾",
        ("liaoning-3", "total"): "2067.79＋477.23＋213.87＝2758.89，多出的0.11没有来历",
        ("tianjin-6", "total"): "源库程序按37.083年算基础（3046.92），印的基础却是3046.67；"
        "真表是tianjin-5",
    },
    "award_first": {
        ("beijing-1", "transitional"): "年限2.58取过位（2.5849年即可）；表上没有月日",
        ("beijing-2", "basic"): "年限38.02取过位（38.018年即可）；表上没有月日",
        ("beijing-2", "transitional"): "年限8.17、4.85和指数都取过位；表上没有月日",
        ("beijing-3", "basic"): "年限30.05取过位（30.0513年即可）；表上没有月日",
        ("beijing-3", "transitional"): "年限2.58、5.67和指数1.035都取过位",
        ("chongqing-1", "basic"): "差正好500：3482.52抄成3982.52",
        ("guizhou-2", "basic"): "30.17年要指数0.7464，30年2个月要0.7465而过渡的指数化工资又不同："
        "抄录互相矛盾",
        ("jiangsu-1", "transitional"): "过渡期：原办法479.83＋（新办法－479.83）×40%；"
        "新办法1323.69得817.37，还差0.06",
        ("jiangsu-3", "transitional"): "过渡期：原办法547.40＋（新办法－547.40）×40%；"
        "新办法1301.74得849.14，还差0.06",
        ("jiangsu-4", "transitional"): "过渡期：原办法424.63＋（新办法－424.63）×70%；"
        "新办法1016.13得838.68，还差0.05",
        ("jiangxi-2", "account"): "111346.56÷139＝801.05；印815.09要136.6个月：抄录互相矛盾",
        ("jiangxi-2", "transitional"): "印的数要视同11.157年，抄录143个月：互相矛盾",
        ("jilin-1", "transitional"): "6709.83×指数×14.67×1.4%要指数0.992，基础却正好是0.99",
        ("jilin-1", "total"): "各部分与增发345.77之和5559.13，印5556.33：抄录互相矛盾",
        ("liaoning-1", "transitional"): "（C＋C×0.842）÷2得1049.49，C×0.842得959.76；都不是959.85",
        ("liaoning-1", "total"): "各部分与增发311.73之和4816.49，印4816.11：抄录互相矛盾",
        ("ningxia-1", "transitional"): "7.42年得632.10，7.67年得653.40；印的数要7.728年",
        ("yunnan-1", "transitional"): "37个月得243.71；印的数要3.0841年",
        ("zhejiang-3", "basic"): "印的数要指数0.9911，抄录0.9912",
    },
    "award_more": {
        (
            "gansu/4",
            "transitional",
        ): "3年11月按3.91年得449.39（这张舍去尾数）；gansu-2的14.42年却是进上去的",
        ("guangdong/shenzhen-man", "transitional"): "8306.75×0.109＋4×34＋100＝1141.44；"
        "印的合计7366.11也要1141.44：抄录互相矛盾",
        ("jiangsu/7", "transitional"): "8917×1.0606×55/12×1.2%＝520.16；指数取过位也到不了520.22，"
        "要基数8917.6以上",
        ("shanghai/1", "transitional"): "194.06＋501.44：虚账实记60173÷120没有规则；"
        "194.06要1.419年，17个月是1.417年",
        ("shanghai/2", "transitional"): "659.64＋280.96：虚账实记33716÷120没有规则",
    },
}


@dataclass(frozen=True)
class Checked:
    """A sheet of the data with where it comes from and what the program makes of it."""

    name: str
    origin: str
    result: AwardCheck


@cache
def checked(table: str) -> tuple[Checked, ...]:
    """All sheets of ``award_cases`` or ``award_first``."""
    file = DATA / f"{table}.csv"
    with file.open(encoding="utf-8") as text:
        origins = {row["sheet"]: row["origin"] for row in csv.DictReader(text)}
    sheets = parse_award_table(file.read_bytes(), table)
    return tuple(Checked(s.name, origins[s.name], check(s.sheet, LAW)) for s in sheets)


def overview() -> Iterator[str]:
    """A row a sheet: what is reproduced, and how."""
    yield "| 表 | 来历 | 基础 | 账户 | 过渡 | 合计 | 基础的读法 | 过渡的读法 | 取位 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in checked("award_cases"):
        marks = ["✓" if part.reproduced else "✗" for part in one.result.components]
        basic, transitional = (one.result.component(n).chosen for n in ("basic", "transitional"))
        formula = plain_or_chosen(LAW.place(one.result.sheet.province), "transitional_formula")
        later = reading(transitional)
        cells = (
            one.name,
            ORIGINS[one.origin],
            *marks,
            reading(basic) or "—",
            f"{formula}，{later}" if later else "—",
            f"{one.result.way.parts}，{one.result.way.total}",
        )
        yield f"| {' | '.join(cells)} |"


def reading(one: Candidate | None) -> str:
    """The meaning of years and wage that was used, by their codes."""
    if one is None or one.years is None or one.wage is None:
        return ""
    return f"{one.years.code}，{one.wage.code}"


def not_reproduced(table: str) -> Iterator[str]:
    """A row for every printed figure that does not come out, with the reason."""
    yield "| 表 | 来历 | 项 | 印出 | 算出 | 为什么 |"
    yield "|---|---|---|---|---|---|"
    for one in checked(table):
        for part in one.result.components:
            if not part.reproduced:
                cells = (
                    one.name,
                    ORIGINS[one.origin],
                    NAMES[part.name],
                    str(part.printed),
                    str(part.computed),
                    reason(table, one, part),
                )
                yield f"| {' | '.join(cells)} |"


def reason(table: str, one: Checked, part: Component) -> str:
    """Why a figure does not come out: written above, or read off the result."""
    written = REASONS[table].get((one.name, part.name))
    if written:
        return written
    if part.name == "total":
        assert follows(one.result), f"{one.name}: the total needs a reason"
        return "印出的各部分之和，随它们"
    low, high = rounded_index(one.result, part.name)
    return f"指数取过位；未取位的指数化工资在{low}至{high}之间即可，核定表上没有"


def follows(result: AwardCheck) -> bool:
    """Whether the printed total is the sum of what is printed, however rounded."""
    p, other = result.sheet.printed, result.sheet.other or Decimal(0)
    whole = sum((x for x in (p.basic, p.account, p.transitional) if x is not None), other)
    return p.total in {rounding(whole) for rounding in ROUNDING.values()}


def rounded_index(result: AwardCheck, name: str) -> tuple[object, object]:
    """The unrounded indexed wages that would do, from the check's own note."""
    code = f"{name}_index_rounded"
    (note,) = (n for n in result.notices if n.code == code)
    return note.text.values["low"], note.text.values["high"]


def summary() -> Iterator[str]:
    """How many figures come out, for each part and origin."""
    yield "| 项 | 印出 | 还原 | 不能 |"
    yield "|---|---|---|---|"
    for name, words in NAMES.items():
        parts = [one.result.component(name) for one in checked("award_cases")]
        good = sum(part.reproduced is True for part in parts)
        yield f"| {words} | {len(parts)} | {good} | {len(parts) - good} |"
    origins = Counter(one.origin for one in checked("award_cases"))
    whole = Counter(one.origin for one in checked("award_cases") if one.result.reproduced)
    yield ""
    yield "| 来历 | 张数 | 四个数全部还原 |"
    yield "|---|---|---|"
    for origin, words in ORIGINS.items():
        if origins[origin]:
            yield f"| {words} | {origins[origin]} | {whole[origin]} |"


def tables() -> dict[str, str]:
    """Every generated table of the document, by what it is."""
    return {
        "summary": "\n".join(summary()),
        "not reproduced": "\n".join(not_reproduced("award_cases")),
        "first": "\n".join(not_reproduced("award_first")),
        "more": "\n".join(not_reproduced("award_more")),
        "overview": "\n".join(overview()),
    }


if __name__ == "__main__":
    print("\n\n".join(tables().values()))  # noqa: T201

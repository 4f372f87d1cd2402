"""The core: from a case to a projection, its decisions and the hand-out, and places by name.

A budget is about a third more than was measured when it was set; a screen's is a frame of 30 ms,
which is 90 yardsticks on the machine that measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from core.changes import what_changed
from core.decisions.band import band, sensitivities
from core.decisions.budget import for_budget
from core.decisions.calendar import calendar
from core.decisions.differs import why_differs
from core.decisions.goals import Wanted, by_month, cheapest, for_pension
from core.decisions.help import Subsidy, subsidised
from core.decisions.ics import ics
from core.decisions.marginal import marginals
from core.decisions.next_steps import next_steps
from core.decisions.pause import pause_plan
from core.decisions.qualify import just_qualify
from core.decisions.stopping import three_figures
from core.decisions.subject import Subject, subject
from core.decisions.table import row
from core.policy.load import channels, guide, read_jurisdiction
from core.policy.regions import Regions
from core.projection import Projection, project
from core.year_table import year_table
from tests.benchmarks.timing import Bench, yardstick
from tests.core.support import POLICY, TODAY, answers, asked, made
from tui.report.handouts.asked import asked as take_along
from tui.report.handouts.writing import written

FRAME = 90
"""What a screen may take to be worked out anew."""
ALONE: dict[str, Any] = {"plan__tier": None}
PEKING = ALONE | {"location__registered": "110105", "location__working": "110105"}
YOUNG: dict[str, Any] = {"person__birth": "2005-03", "history__employee_months": 0}


def benches() -> list[Bench]:
    """What this file measures, in the order of the table."""
    return [
        Bench("尺子：480个月的 Decimal 循环", yardstick),
        *_projections(),
        *_decisions(),
        *_documents(),
        *_reading(),
    ]


# ------------------------------------------------------------------ projections


def _projections() -> list[Bench]:
    pauses = [{"from": f"{year}-03", "to": f"{year}-08"} for year in range(2027, 2047)]
    woman = {"person__sex": "female", "person__category": "unsure"}
    return [
        Bench("测算：典型情形，四个方案", _projection(), 11),
        Bench("测算：同上，连内部收益率", _with_outlook(), 32),
        Bench("测算：拿不准50还是55岁，两种", _projection(**woman), 18),
        Bench("测算：停缴20次", _projection(plan__pauses=pauses), 14),
        Bench("测算：户籍郑州、在杭州", _two("410100", "330100"), 15),
        Bench("测算：户籍大同、在北京（七月起）", _two("140200", "110105"), 21),
        Bench("推导：典型情形的全部依据", _trace()),
    ]


def _projection(**changes: Any) -> Callable[[], Projection]:
    case = made(answers(**changes))
    return lambda: project(case, POLICY, TODAY)


def _two(registered: str, working: str) -> Callable[[], Projection]:
    return _projection(location__registered=registered, location__working=working, **ALONE)


def _with_outlook() -> Callable[[], object]:
    run = _projection()
    return lambda: [
        (o.outlook.payback_months, o.outlook.lifetime_total, o.outlook.irr)
        for o in run().options
        if o.outlook is not None
    ]


def _trace() -> Callable[[], object]:
    found = _projection()()
    return lambda: [(f.grade, str(f.formula), str(f.with_numbers)) for f in found.trace]


# ------------------------------------------------------------------ decisions

Asking = Callable[[Subject], object]
Row = tuple[str, Asking, float]
"""What a line says, the question, and its budget."""

WANTED, BUDGET = Wanted(Decimal(3000)), Decimal(900)
LIVE: tuple[Row, ...] = (
    ("能停多久", pause_plan, 16),
    ("多缴一点", marginals, 17),
    ("三个数", three_figures, 11),
    ("高中低", lambda s: band(s, guide()), 14),
    ("什么影响大", lambda s: sensitivities(s, guide()), 22),
    ("每月900元", lambda s: for_budget(s, BUDGET), 11),
    ("每月想领3000元", lambda s: for_pension(s, WANTED), 23),
    ("刚好够年限", just_qualify, 10),
)
"""The decisions a screen shows at once."""

ASKED_FOR: tuple[Row, ...] = (
    ("想领3000元，每个退休月份", lambda s: cheapest(by_month(s, WANTED)), 1100),
    ("为什么不一样", lambda s: why_differs(s, guide()), 25),
    ("并排的一行", row, 12),
    ("逐年表", year_table, 8),
    ("有补贴", lambda s: subsidised(s, Subsidy(), guide().subsidy), 2),
    ("缴费日历和日历文件", lambda s: ics(calendar(s), TODAY, ""), 36),
    ("下一步", lambda s: next_steps(s, channels()), 2),
)
"""Decisions that are worked out when asked for."""


def _decisions() -> list[Bench]:
    """Each by itself; then all that a screen shows at once, in short, long and other cases."""
    live = [asking for _, asking, _ in LIVE]
    both = "resident+supplementary"
    return [
        *(Bench(f"决定：{name}", _asked((asking,)), most) for name, asking, most in LIVE),
        Bench("决定：以上一屏", _asked(live), FRAME),
        Bench("决定：以上一屏，从答案算起", _from_answers(live), FRAME),
        Bench("一屏：居民", _asked(live, "resident"), FRAME),
        Bench("一屏：居民和补充", _asked(live, both), FRAME),
        Bench("一屏：北京（七月起）", _asked(live, **PEKING), FRAME),
        Bench("一屏：21岁起缴42年", _asked(live, **YOUNG), 120),
        Bench("一屏：北京，21岁起缴42年", _asked(live, **PEKING, **YOUNG), 155),
        *(Bench(f"决定：{name}", _asked((asking,)), most) for name, asking, most in ASKED_FOR),
    ]


def _from_answers(questions: Iterable[Asking]) -> Callable[[], object]:
    def run() -> object:
        about = asked()
        return [ask(about) for ask in questions]

    return run


def _asked(
    questions: Iterable[Asking], scheme: str = "employee", **changes: Any
) -> Callable[[], object]:
    """Questions to a projection that is there already; each time with nothing to remember."""
    case = made(answers(**changes))
    found = project(case, POLICY, TODAY)
    index = [option.scheme for option in found.options].index(scheme)

    def run() -> object:
        about = subject(case, found, POLICY.on(TODAY), index)
        return [ask(about) for ask in questions]

    return run


# ------------------------------------------------------------------ documents, reading


def _documents() -> list[Bench]:
    """What leaves the program, or is compared with what left it, from the answers on."""
    case = made(answers())
    return [
        *(
            Bench(f"带走的一份：{form}", lambda form=form: _taken_along(form), most)  # type: ignore[misc]
            for form, most in (("text", 240), ("json", 330))
        ),
        Bench(
            "2024年末以来变了什么",
            lambda: what_changed(case, POLICY, date(2024, 12, 31), TODAY),
            140,
        ),
    ]


def _taken_along(form: str) -> bytes:
    return written(take_along("", answers(), POLICY, TODAY), form)


def _reading() -> list[Bench]:
    folder = files("core.policy")
    regions = folder.joinpath("regions.csv").read_text("utf-8")
    shanxi = folder.joinpath("provinces", "140000.toml").read_bytes()
    search = POLICY.regions.search
    return [
        Bench("答案变成情形", lambda: made(answers())),
        Bench("读山西的政策文件", lambda: read_jurisdiction("140000", shanxi)),
        Bench("读行政区划表", lambda: Regions.from_csv(regions)),
        *(
            Bench(f"找地名：{text or '（空）'}", lambda text=text: search(text))  # type: ignore[misc]
            for text in ("", "s", "dt", "datong", "市", "14")
        ),
    ]

"""The core: from a case to a projection, and the search for places."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from typing import Any

from core.decisions.band import band, sensitivities
from core.decisions.budget import for_budget
from core.decisions.calendar import calendar
from core.decisions.differs import why_differs
from core.decisions.goals import Wanted, by_month, cheapest, for_pension
from core.decisions.ics import ics
from core.decisions.marginal import marginals
from core.decisions.pause import pause_plan
from core.decisions.qualify import just_qualify
from core.decisions.stopping import three_figures
from core.decisions.subject import Subject
from core.decisions.years import years
from core.policy.load import guide, read_jurisdiction
from core.policy.regions import Regions
from core.projection import Projection, project
from tests.benchmarks.timing import Bench, yardstick
from tests.core.support import POLICY, TODAY, answers, asked, made


def benches() -> list[Bench]:
    """What this file measures, in the order of the table."""
    folder = files("core.policy")
    regions = folder.joinpath("regions.csv").read_text("utf-8")
    shanxi = folder.joinpath("provinces", "140000.toml").read_bytes()
    law = POLICY.on(TODAY)
    woman = {"person__sex": "female", "person__category": "unsure"}
    pauses = [{"from": f"{year}-03", "to": f"{year}-08"} for year in range(2027, 2047)]
    return [
        Bench("尺子：480个月的 Decimal 循环", yardstick),
        Bench("测算：典型情形，四个方案", _projection()),
        Bench("测算：同上，连内部收益率", _with_outlook()),
        Bench("测算：拿不准50还是55岁，两种", _projection(**woman)),
        Bench("测算：停缴20次", _projection(plan__pauses=pauses)),
        Bench("测算：户籍郑州、在杭州", _two("410100", "330100")),
        Bench("测算：户籍大同、在北京（七月起）", _two("140200", "110105")),
        Bench("推导：典型情形的全部依据", _trace()),
        *_decisions(),
        Bench("答案变成情形", lambda: made(answers())),
        Bench("读山西的政策文件", lambda: read_jurisdiction("140000", shanxi)),
        Bench("读行政区划表", lambda: Regions.from_csv(regions)),
        *(
            Bench(f"找地名：{text or '（空）'}", lambda text=text: law.regions.search(text))  # type: ignore[misc]
            for text in ("", "s", "dt", "datong", "市", "14")
        ),
    ]


Asking = Callable[[Subject], object]


def _decisions() -> list[Bench]:
    """What a decision screen shows at once, each by itself and all together, from the answers on.

    Each time the subject is a new one, and has nothing to remember.
    """
    guidance, wanted, budget = guide(), Wanted(Decimal(3000)), Decimal(900)
    live: dict[str, Asking] = {
        "能停多久": pause_plan,
        "多缴一点": marginals,
        "三个数": three_figures,
        "高中低和影响": lambda s: (band(s, guidance), sensitivities(s, guidance)),
        "每月900元": lambda s: for_budget(s, budget),
        "每月想领3000元": lambda s: for_pension(s, wanted),
        "刚好够年限": just_qualify,
    }
    asked_for: dict[str, Asking] = {
        "想领3000元，每个退休月份": lambda s: cheapest(by_month(s, wanted)),
        "为什么不一样": lambda s: why_differs(s, guidance),
        "逐年表": years,
        "缴费日历和日历文件": lambda s: ics(calendar(s), TODAY, ""),
    }
    return [
        Bench("决定：只测算", asked),
        *(_decision(name, (call,)) for name, call in live.items()),
        _decision("以上一屏", tuple(live.values())),
        *(_decision(name, (call,)) for name, call in asked_for.items()),
    ]


def _decision(name: str, calls: tuple[Asking, ...]) -> Bench:
    def run() -> object:
        subject = asked()
        return [call(subject) for call in calls]

    return Bench(f"决定：{name}", run)


def _projection(**changes: Any) -> Callable[[], Projection]:
    case = made(answers(**changes))
    return lambda: project(case, POLICY, TODAY)


def _two(registered: str, working: str) -> Callable[[], Projection]:
    return _projection(location__registered=registered, location__working=working, plan__tier=None)


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

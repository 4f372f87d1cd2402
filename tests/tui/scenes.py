"""The scenes of the goldens: how each screen is come by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.questions.question import Step
from tests.tui.stage import ID, app_in, case, desk_in, flow_of, list_in
from tui.app import CanbaoApp
from tui.desk import Opened
from tui.flow import Flow
from tui.modes import Mode

DECIDED: dict[str, Any] = case(
    person__birth="1978-06", person__sex="female", person__category="female50"
)
HUANGGANG = "421100"  # a city of Hubei whose tier of limits nobody has documented
BEIJING = "110000"
LATE: dict[str, Any] = case(
    person__birth="1974-03",
    location__working=BEIJING,
    history__employee_months=None,
    history__employee_index=None,
    history__employee_balance=None,
)
"""First insured at 52, away from home: only a temporary account there."""


def period(scheme: str, first: str, last: str, place: str, **amount: Any) -> dict[str, Any]:
    return {"scheme": scheme, "from": first, "to": last, "place": place, **amount}


PERIODS: dict[str, Any] = case(
    history__employee_months=30,
    history__periods=[
        period("employee", "2019-05", "2022-04", "140200", base="3863"),
        period("resident", "2022-01", "2022-12", "140200", tier=500),
        period("employee", "2022-09", "2023-12", BEIJING, base="7000"),
    ],
)
WOMAN: dict[str, Any] = case(person__birth="1978-06", person__sex="female")
SHORT: dict[str, Any] = case(person__birth="1970-03", plan__extend=False)


@dataclass(frozen=True)
class Scene:
    """A screen: the app in a folder, and the keys pressed in it."""

    name: str
    make: Callable[[Path], CanbaoApp]
    keys: str = ""

    def __str__(self) -> str:
        return self.name


def _at(
    name: str, step: Step, key: str = "", keys: str = "", answers: dict[str, Any] | None = None
) -> Scene:
    """A scene of the wizard with answers (the headline's), at a question."""
    given = case() if answers is None else answers
    return Scene(name, lambda folder: app_in(folder, flow_of(given, step, key)), keys)


def _kept(folder: Path) -> CanbaoApp:
    """Three plans, a draft, a file with a wrong answer and one that is no TOML."""
    for day, (name, scheme) in enumerate(
        (("骑手小王", "employee"), ("大姐（居民）", "resident"), ("老李", "employee")), 20
    ):
        desk = desk_in(folder, f"2026-11-{day}T08:05:00")
        answers = {**case(), "name": name, "plan.scheme": scheme}
        desk.save(Opened(f"0a1b2c{day}", Flow(desk.policy, desk.as_of, answers)))
    draft = {"person.birth": "1990-01", "name": "没填完的"}
    desk_in(folder).drafts.save(ID, draft, Step.IDENTITY)
    wrong = 'schema = 1\nname = "坏的"\n[person]\nbirth = 5\n'
    (folder / "20000000.toml").write_text(wrong, encoding="utf-8")
    (folder / "20000001.toml").write_text("schema = [\n", encoding="utf-8")
    return list_in(folder)


def _varied(folder: Path) -> CanbaoApp:
    """A plan and three of its variants, the newest on top."""
    variants: tuple[dict[str, Any], ...] = (
        {"name": "骑手小王"},
        {"name": "骑手小王·变式1", "plan.scheme": "resident", "plan.tier": 2000},
        {"name": "骑手小王·变式2", "plan.retire": "earliest"},
        {"name": "骑手小王·变式3", "plan.base": "80%"},
    )
    for day, changes in enumerate(variants, 20):
        desk = desk_in(folder, f"2026-11-{day}T08:05:00")
        answers = {k: v for k, v in {**case(), **changes}.items() if v is not None}
        desk.save(Opened(f"0a1b2c{day}", Flow(desk.policy, desk.as_of, answers)))
    return list_in(folder)


def _clerk(name: str, keys: str = "", answers: dict[str, Any] | None = None) -> Scene:
    given = case() if answers is None else answers
    return Scene(name, lambda folder: app_in(folder, flow_of(given), Mode.CLERK), keys)


SCENES = (
    Scene("empty", app_in),
    Scene("birth-typed", app_in, "１９８５。3"),
    Scene("birth-and-sex", app_in, "1985-03{enter}1"),
    Scene("bad-date", app_in, "1985-13{enter}"),
    Scene("save-too-early", app_in, "{f5}"),
    _at("status", Step.IDENTITY, "person.status"),
    _at("history", Step.IDENTITY, "history.employee_balance"),
    _at("periods-form", Step.IDENTITY, "history.periods", "{right}1{enter}{enter}2019-05{enter}"),
    _at("periods", Step.IDENTITY, "history.periods", "{right}", PERIODS),
    _at("past-retirement", Step.IDENTITY, answers=case(person__birth="1955-01")),
    _at(
        "entitled",
        Step.SCHEME,
        "plan.scheme",
        "1",
        case(person__birth="1963-01", history__employee_months=200),
    ),
    _at("region-list", Step.PLACES, "location.registered", "dt", case(location__registered=None)),
    _at("region-unknown", Step.PLACES, "location.registered", "火星{enter}"),
    _at("region-answered", Step.PLACES, "location.registered"),
    _at("long-place", Step.PLACES, "location.working", answers=case(location__registered="530925")),
    _at("place", Step.PLACES, "plan.place"),
    _at("two-places", Step.PLACES, "plan.place", answers=case(location__working=BEIJING)),
    _at("two-places-temporary", Step.PLACES, "plan.place", answers=LATE),
    *(_at(f"options-{n}", Step.SCHEME, "plan.scheme", str(n)) for n in range(1, 5)),
    _at("base", Step.SCHEME, "plan.base", "{right*2}"),
    _at("base-below-floor", Step.SCHEME, "plan.base", "1000"),
    _at("tier", Step.SCHEME, "plan.tier", "{right*3}", case(plan__scheme="resident")),
    _at("payment", Step.PAYMENT),
    _at("pause", Step.PAYMENT, "plan.pauses", "2030-01至2031-06"),
    _at("pause-unreadable", Step.PAYMENT, "plan.pauses", "明年停一阵{enter}"),
    _at("review", Step.REVIEW),
    _at("review-number", Step.REVIEW, keys="12"),
    _at("review-name", Step.REVIEW, keys="21{enter}"),
    _at("review-number-sex", Step.REVIEW, keys="2{enter}"),
    _at("review-open", Step.REVIEW, answers={"person.birth": "1985-03"}),
    _at("saved", Step.REVIEW, keys="{f5}"),
    _at("help", Step.IDENTITY, "history.employee_balance", "{f1}"),
    _at("help-region", Step.PLACES, "location.registered", "{f1}"),
    _at("why-total", Step.REVIEW, keys="{f6}"),
    _at("why-basic", Step.REVIEW, keys="{f6}{enter}"),
    _at("why-account", Step.REVIEW, keys="{f6}{enter}{down}{enter}"),
    _at("why-month", Step.REVIEW, keys="{f6}{up*11}"),
    _at("years", Step.REVIEW, keys="{f11}"),
    _at("years-end", Step.SCHEME, "plan.scheme", "1{ctrl+t}{end}"),
    _at("years-chart", Step.REVIEW, keys="{f11}{enter}"),
    _at("years-chart-both", Step.SCHEME, "plan.scheme", "4{f11}{enter}"),
    _at("years-short", Step.REVIEW, keys="{f11}", answers=SHORT),
    _at("decide-table", Step.REVIEW, keys="{f12}"),
    _at("decide-pause", Step.REVIEW, keys="{f12}{down}2028"),
    _at("decide-budget", Step.REVIEW, keys="{f12}{down*2}900"),
    _at("decide-wanted", Step.REVIEW, keys="{f12}{down*3}3000"),
    _at("decide-taken", Step.REVIEW, keys="{f12}{down*4}{enter}"),
    _at("decide-more", Step.REVIEW, keys="{f12}6"),
    _at("decide-range", Step.REVIEW, keys="{f12}7"),
    _at("decide-back", Step.REVIEW, keys="{f12}8"),
    _at("decide-subsidy", Step.REVIEW, keys="{f12}9500 2年"),
    _at("decide-dues", Step.REVIEW, keys="{f12}{up*3}"),
    _at("decide-differs", Step.REVIEW, keys="{f12}{up*2}"),
    _at("decide-monday", Step.REVIEW, keys="{f12}{up}"),
    _at("decide-why", Step.REVIEW, keys="{f12}{down}2028{f6}"),
    _at("decide-closed", Step.SCHEME, answers=case(person__status="student"), keys="{f12}"),
    _at("decide-short", Step.REVIEW, keys="{f12}", answers=SHORT),
    _at("takeaway", Step.REVIEW, keys="p"),
    _at("takeaway-code", Step.REVIEW, keys="p{down*6}{enter}"),
    _at("law-day", Step.REVIEW, keys="{f4}2024-01-17"),
    _at("law-day-taken", Step.PLACES, keys="{f4}2024-01-17{enter}"),
    _at("parameters", Step.REVIEW, keys="{f4}{f6}"),
    Scene("parameters-nation", _kept, "p{down*3}"),
    Scene("parameters-city", _kept, "ppgz3{enter}{left}"),
    Scene("parameters-lacking", _kept, "pphuanggang{enter}{down*5}"),
    _at("law-day-unreadable", Step.REVIEW, keys="{f4}去年"),
    _at("assumptions", Step.ASSUMPTIONS, "", "2.5"),
    Scene("list", _kept),
    Scene("list-broken", _kept, "{down*5}"),
    Scene("list-delete", _kept, "{down}d"),
    Scene("list-empty", list_in),
    Scene("list-marked", _kept, "{down} {down} {up}"),
    Scene("rename", _kept, "{down}r"),
    Scene("variant", _kept, "{down*3}b"),
    Scene("compare-two", _varied, "c"),
    Scene("compare-four", _varied, " {down} {down} {down} c"),
    _at("student", Step.SCHEME, "plan.scheme", answers=case(person__status="student")),
    _at("student-enter", Step.SCHEME, "", "1{enter}", case(person__status="student")),
    _at("undecided-woman", Step.SCHEME, answers={**WOMAN, "person.category": "unsure"}),
    _at("woman", Step.IDENTITY, "person.category", answers=WOMAN),
    _at("woman-closed", Step.IDENTITY, answers={**WOMAN, "person.category": "female55"}),
    _at("short", Step.PAYMENT, "plan.extend", answers=SHORT),
    _at("short-options", Step.SCHEME, answers=SHORT),
    _at("no-data", Step.SCHEME, answers=case(location__registered=HUANGGANG)),
    _at("no-data-closed", Step.SCHEME, "", "1", case(location__registered=HUANGGANG)),
    _at(
        "dropped", Step.IDENTITY, "person.sex", "1{down}", {**WOMAN, "person.category": "female50"}
    ),
    _clerk("clerk-empty", answers={}),
    _clerk("clerk", "*12"),
    _clerk("clerk-status", "198503{enter}1{enter}", {}),
    _clerk("clerk-jump", "*1"),
    _clerk("region-clerk", "*11dt"),
    _clerk("clerk-options", "*14"),
    _clerk("clerk-wrong", "*151000{enter}"),
    _clerk("clerk-too-early", "+", {}),
    _clerk("clerk-next", "+"),
    Scene("citizen", lambda folder: app_in(folder, flow_of(case()), Mode.CITIZEN), "{enter*3}"),
)

"""``project``: one case under one law → every option with figures and derivation.

The one way through the core.  Everything is recomputed on every call; nothing is kept after it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from core.advice import plan_notices
from core.case import Case, CaseError, Category, PlaceRole, RetireKind, Scheme
from core.choices import employee_option, resident_option, supplementary_option
from core.derivation import Figure, Grade, Parameter, State, figures, walk
from core.options import Option
from core.policy.model import Law, Policy
from core.policy.recall import recalling
from core.quantities import YearMonth
from core.rules.eligibility import category_fits
from core.rules.history import settled
from core.rules.retirement import Window, window
from core.rules.schedule import Schedule, schedule
from core.switches import with_switches
from core.words import Notice, say

YEARLY_SERIES = (
    "contribution_floor",
    "contribution_ceiling",
    "average_wage",
    "benefit_base",
    "resident_basic_pension",
)


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything that can be said about a case under the law of a day.

    ``branches`` is filled, and ``window`` and ``options`` are not, for a woman whose retirement
    track is undecided: one full projection for each track.  ``chosen`` indexes ``options``.
    """

    as_of: date
    digest: str
    category: Category
    provisional: tuple[Parameter, ...] = ()
    window: Window | None = None
    retires: YearMonth | None = None
    required: Figure | None = None
    options: tuple[Option, ...] = ()
    chosen: int = 0
    notices: tuple[Notice, ...] = ()
    branches: "tuple[Projection, ...]" = ()

    @property
    def option(self) -> Option:
        """The option the plan chose."""
        return self.options[self.chosen]

    @property
    def trace(self) -> tuple[Figure, ...]:
        """The why-chain of retirement and of the chosen option, inputs first."""
        if self.window is None or self.required is None:
            return ()
        return figures((self.window.statutory, self.required, *self.option.figures))

    @property
    def unverified(self) -> tuple[str, ...]:
        """What of grade C the options' figures rest on: parameters by id, rules by document."""
        nodes = (n for o in self.options for figure in o.figures for n in walk(figure))
        found = (
            node.id if isinstance(node, Parameter) else node.source.document
            for node in nodes
            if node.source.grade is Grade.C
        )
        return tuple(dict.fromkeys(found))


def project(case: Case, policy: Policy, as_of: date) -> Projection:
    """Work out every option of a case.

    ``as_of`` is the day whose law and published values hold.  Raises CaseError for an answer the
    rules cannot work with (an unknown place or tier, a retirement month outside the window).
    """
    law = recalling(policy.on(as_of))
    _check(case, law)
    past = settled(case, law)
    case, notices = replace(case, history=past.history), past.notices
    if case.person.category is not Category.UNSURE:
        return _project(case, law, notices)
    branches = _branches(case, law, notices)
    digest = branches[0].digest
    return Projection(as_of, digest, Category.UNSURE, branches[0].provisional, branches=branches)


def _branches(case: Case, law: Law, notices: tuple[Notice, ...]) -> tuple[Projection, ...]:
    """One projection for each track; a month of retirement may lie in the window of one alone."""
    found, refused = list[Projection](), list[CaseError]()
    for track in case.tracks:
        try:
            found.append(_project(track, law, notices))
        except CaseError as error:
            if error.field != "plan.retire" or refused:
                raise
            refused.append(error)
            found.append(_without_amount(track, law, notices, error))
    return tuple(found)


def _without_amount(
    case: Case, law: Law, notices: tuple[Notice, ...], error: CaseError
) -> Projection:
    """A track on which nobody retires in the month wished for: no employee pension, and why."""
    usual = replace(case, plan=replace(case.plan, retire=RetireKind.STATUTORY))
    found = _project(usual, law, notices)
    text = say("{problem}；这一档可填：{accepted}", problem=error.problem, accepted=error.accepted)
    reason = Notice("retire_outside_window", text, law.source("flexible_retirement").document)
    options = tuple(
        Option(o.scheme, o.place, o.role, available=False, reasons=(reason,))
        if o.scheme == "employee"
        else o
        for o in found.options
    )
    return replace(found, options=options, notices=(*notices, reason))


def _check(case: Case, law: Law) -> None:
    """Refuse places that do not exist and a track that is not the person's."""
    for role, code in zip(PlaceRole, (case.places.registered, case.places.working), strict=True):
        if law.regions.get(code) is None:
            raise CaseError(
                f"location.{role}",
                say("没有代码为 {code} 的地方", code=code),
                say("六位行政区划代码，省、市、县都行，如 140100"),
            )
    if case.person.category is not Category.UNSURE:
        fits = category_fits(case.person.category, case.person.sex)
    else:
        fits = category_fits(Category.FEMALE55, case.person.sex)
    if not fits:
        raise CaseError(
            "person.category",
            say("与性别不符：{category}", category=case.person.category),
            say("男 male60；女 female55、female50、unsure"),
        )


def _project(case: Case, law: Law, notices: tuple[Notice, ...]) -> Projection:
    person, history = case.person, case.history
    frame = window(person.birth, person.category, law)
    paid = (history.employee_months or 0) + history.employee_deemed_months
    plan = schedule(case, paid, frame, law)
    options = with_switches(_options(case, plan, frame, law), case, plan, frame, law)
    chosen = _chosen(case, options)
    return Projection(
        as_of=law.day,
        digest=law.digest(_places(case)),
        category=person.category,
        provisional=_provisional(case, law),
        window=frame,
        retires=plan.chosen,
        required=plan.required,
        options=options,
        chosen=chosen,
        notices=(*notices, *plan_notices(case, plan, frame, options[chosen], law)),
    )


def _options(case: Case, plan: Schedule, frame: Window, law: Law) -> tuple[Option, ...]:
    """The options in the order of the contract."""
    registered, working = case.places.registered, case.places.working
    found = [employee_option(case, registered, PlaceRole.REGISTERED, plan, frame, law)]
    if working != registered:
        found.append(_at_work(case, found[0], plan, frame, law))
    found.append(resident_option(case, law))
    if law.has(registered) and "supplementary_tiers" in law.place(registered).jurisdiction.tables:
        found.append(supplementary_option(case, law))
    return tuple(found)


def _at_work(case: Case, registered: Option, plan: Schedule, frame: Window, law: Law) -> Option:
    """The employee scheme at the working place; the same where one file governs both."""
    working, role = case.places.working, PlaceRole.WORKING
    if law.same_values(registered.place, working):
        benefit = registered.benefit and replace(registered.benefit, code=working)
        return replace(registered, place=working, role=role, benefit=benefit)
    return employee_option(case, working, role, plan, frame, law)


def _chosen(case: Case, options: tuple[Option, ...]) -> int:
    """Which option the plan means."""
    plan = case.plan
    if plan.scheme is Scheme.EMPLOYEE:
        wanted: Callable[[Option], bool] = lambda o: o.role is plan.place  # noqa: E731
        return next((i for i, o in enumerate(options) if o.scheme == "employee" and wanted(o)), 0)
    name = "resident" if plan.supplementary_tier is None else "resident+supplementary"
    names = [o.scheme for o in options]
    return names.index(name if name in names else "resident")


def _places(case: Case) -> tuple[str, ...]:
    """Every place whose values can bear on the case."""
    before = (period.place for period in case.history.periods)
    return (case.places.registered, case.places.working, *before)


def _provisional(case: Case, law: Law) -> tuple[Parameter, ...]:
    """Values of the day that stand in for ones not published yet."""
    found = []
    for code in dict.fromkeys((case.places.registered, case.places.working)):
        for name in YEARLY_SERIES:
            value = law.value(code, name, case.assumptions.wage_growth)
            if value is not None and value.state is State.PROVISIONAL:
                found.append(value)
    return tuple(dict.fromkeys(found))

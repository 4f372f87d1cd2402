"""What can be said at this point of the answers: dates first, then every option."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.answers import Answers, Unanswered, case_of, person_of, usual_start
from core.case import Case, CaseError
from core.derivation import Figure
from core.options import Option
from core.policy.model import Law, MissingError, Policy
from core.projection import Projection, project
from core.rules.eligibility import category_fits, common_reasons
from core.rules.retirement import Window, minimum_months, window
from core.words import Notice


@dataclass(frozen=True, slots=True)
class Preview:
    """The law of the day and all that the answers allow to be said.

    ``windows`` has the retirement dates (two for an undecided woman), ``reasons`` what closes
    every scheme to the person, ``projection`` everything once the places are known, of ``case``;
    ``error`` is an answer the rules cannot work with.
    """

    law: Law
    windows: tuple[Window, ...] = ()
    reasons: tuple[Notice, ...] = ()
    projection: Projection | None = None
    error: CaseError | None = None
    case: Case | None = None

    @property
    def wage_growth(self) -> Decimal:
        """As the person assumes it; the default as long as there is no case."""
        if self.case is None:
            return self.law.national.assumptions["wage_growth"]
        return self.case.assumptions.wage_growth

    @property
    def required(self) -> tuple[Figure, ...]:
        """The minimum contribution period at each statutory month."""
        return tuple(minimum_months(w.month.year, self.law) for w in self.windows)

    @property
    def branch(self) -> Projection | None:
        """The projection whose options are shown: for an undecided woman the 55 branch."""
        if self.projection is None or not self.projection.branches:
            return self.projection
        return self.projection.branches[0]

    @property
    def options(self) -> tuple[Option, ...]:
        return self.branch.options if self.branch is not None else ()

    @property
    def option(self) -> Option | None:
        return self.branch.option if self.branch is not None else None


def preview(answers: Answers, policy: Policy, as_of: date) -> Preview:
    """Work out what the answers allow."""
    law = policy.on(as_of)
    try:
        windows = _windows(answers, law)
        case = case_of(answers, policy.national.assumptions, as_of)
    except Unanswered:
        return Preview(law, _windows(answers, law), _reasons(answers, law, as_of))
    try:
        return Preview(law, windows, projection=project(case, policy, as_of), case=case)
    except CaseError as error:
        return Preview(law, windows, error=error)
    except MissingError as missing:  # a day before the first on file never gets here
        raise AssertionError(missing) from missing


def _reasons(answers: Answers, law: Law, as_of: date) -> tuple[Notice, ...]:
    """What closes every scheme to the person, known before any place is."""
    if "person.birth" not in answers or "person.sex" not in answers:
        return ()
    return common_reasons(person_of(answers), usual_start(as_of), law)


def _windows(answers: Answers, law: Law) -> tuple[Window, ...]:
    """Retirement dates, known as soon as birth and sex are."""
    if "person.birth" not in answers or "person.sex" not in answers:
        return ()
    person = person_of(answers)
    return tuple(
        window(person.birth, track, law)
        for track in person.category.tracks
        if category_fits(track, person.sex)
    )

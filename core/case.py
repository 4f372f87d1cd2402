"""The case: what one person tells us, as immutable values.  No parsing, no defaults by place.

Field names are those of the profile format; months and Decimals throughout.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from core.quantities import YearMonth
from core.words import Text

ZERO = Decimal("0.00")


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Category(StrEnum):
    """The retirement track; ``unsure`` is a woman whose office has not decided 50 or 55."""

    MALE60 = "male60"
    FEMALE55 = "female55"
    FEMALE50 = "female50"
    UNSURE = "unsure"

    @property
    def tracks(self) -> "tuple[Category, ...]":
        """What it may turn out to be: itself, or for ``unsure`` both, 55 first."""
        both = (Category.FEMALE55, Category.FEMALE50)
        return both if self is Category.UNSURE else (self,)


class Status(StrEnum):
    """How the person works; it decides who may join (社会保险法 art. 10)."""

    SELF_EMPLOYED = "self_employed"
    PART_TIME = "part_time"
    PLATFORM = "platform"
    OTHER_FLEXIBLE = "other_flexible"
    SELF_EMPLOYED_WITH_STAFF = "self_employed_with_staff"
    STUDENT = "student"
    EMPLOYED = "employed"


class Scheme(StrEnum):
    EMPLOYEE = "employee"
    RESIDENT = "resident"
    SUPPLEMENTARY = "supplementary"


class PlaceRole(StrEnum):
    REGISTERED = "registered"
    WORKING = "working"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Months paid at once."""
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self.value]


class BaseKind(StrEnum):
    FLOOR = "floor"
    CEILING = "ceiling"
    PERCENT = "percent"
    YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class Base:
    """The chosen contribution base; ``amount`` is per cent of the average wage, or yuan a month."""

    kind: BaseKind
    amount: Decimal = ZERO

    def __str__(self) -> str:
        """As the profile writes it: ``floor``, ``ceiling``, ``150%`` or yuan."""
        if self.kind is BaseKind.PERCENT:
            return f"{self.amount:f}%"
        return f"{self.amount:f}" if self.kind is BaseKind.YUAN else self.kind.value


FLOOR = Base(BaseKind.FLOOR)
CEILING = Base(BaseKind.CEILING)


class RetireKind(StrEnum):
    STATUTORY = "statutory"
    EARLIEST = "earliest"


Retire = RetireKind | YearMonth
"""When the pension is to be drawn: a rule, or a month of one's own."""


@dataclass(frozen=True, slots=True)
class Person:
    birth: YearMonth
    sex: Sex
    category: Category
    status: Status = Status.PLATFORM


@dataclass(frozen=True, slots=True)
class Places:
    """GB/T 2260 codes of the registered place (户籍地) and of the working place (就业地)."""

    registered: str
    working: str


@dataclass(frozen=True, slots=True)
class Span:
    """A run of months, both ends included."""

    first: YearMonth
    last: YearMonth

    def __contains__(self, month: object) -> bool:
        return isinstance(month, YearMonth) and self.first <= month <= self.last


class PeriodKind(StrEnum):
    """How a period came to count: paid in time, deemed (视同), or paid in arrears (补缴)."""

    PAID = "paid"
    DEEMED = "deemed"
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True)
class Period:
    """Past contributions: ``base`` for the employee scheme, ``tier`` for the others.

    Only employee periods can be deemed (and have no base), only resident ones be arrears.
    """

    scheme: Scheme
    span: Span
    place: str
    base: Base | None = None
    tier: int | None = None
    kind: PeriodKind = PeriodKind.PAID


@dataclass(frozen=True, slots=True)
class History:
    """What was paid before the plan starts, as totals from the statement or as periods.

    ``employee_index`` is the average over ``employee_months``; deemed months come on top.
    ``resident_arrears_years`` are those of ``resident_years`` that were paid in arrears.
    ``None`` means that the person left it out, which is not the same as an honest zero.
    """

    employee_months: int | None = None
    employee_deemed_months: int = 0
    employee_index: Decimal | None = None
    employee_balance: Decimal | None = None
    employee_since: YearMonth | None = None
    transitional_index: Decimal | None = None
    resident_years: int | None = None
    resident_balance: Decimal | None = None
    resident_arrears_years: int = 0
    supplementary_years: int | None = None
    supplementary_balance: Decimal | None = None
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be paid from ``start`` on.

    ``arrears_years`` are resident years to be paid in arrears at 60, ``children_amount`` what the
    children put into the resident account every year.  ``frequency`` is that of the employee scheme
    (None: not chosen); the yearly schemes know one only.
    """

    start: YearMonth
    scheme: Scheme = Scheme.EMPLOYEE
    place: PlaceRole = PlaceRole.REGISTERED
    base: Base = FLOOR
    tier: int | None = None
    supplementary_tier: int | None = None
    arrears_years: int = 0
    children_amount: Decimal = ZERO
    frequency: Frequency | None = None
    retire: Retire = RetireKind.STATUTORY
    extend: bool = True
    pauses: tuple[Span, ...] = ()

    @property
    def employee_frequency(self) -> Frequency:
        """How often the employee scheme is paid, monthly unless chosen otherwise."""
        return self.frequency or Frequency.MONTHLY

    def paused(self, month: YearMonth) -> bool:
        return any(month in pause for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Yearly rates for the years nothing is published for, and the age lifetime totals run to."""

    wage_growth: Decimal
    crediting_rate: Decimal
    resident_rate: Decimal
    resident_growth: Decimal
    pension_growth: Decimal
    inflation: Decimal
    until_age: int


@dataclass(frozen=True, slots=True)
class Case:
    person: Person
    places: Places
    plan: Plan
    assumptions: Assumptions
    history: History = field(default_factory=History)

    @property
    def tracks(self) -> "tuple[Case, ...]":
        """The case on each track it may turn out to be; itself alone where that is decided."""
        person = self.person
        return tuple(
            replace(self, person=replace(person, category=track))
            for track in person.category.tracks
        )


class CaseError(ValueError):
    """An answer the rules cannot work with: which field, what is wrong, what is accepted."""

    def __init__(self, field_name: str, problem: Text, accepted: Text) -> None:
        super().__init__(f"{field_name}：{problem}。可填：{accepted}")
        self.field = field_name
        self.problem = problem
        self.accepted = accepted

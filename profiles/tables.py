"""The profile as it is written: schema 1, every key, strictly.

Optional keys that were left out stay out: no default is ever written into a person's file.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from core.words import say
from profiles import fields as f
from profiles.problems import RefusedError
from profiles.values import toml_value

MOST_PAUSES = 50
MOST_PERIODS = 400

_CATEGORIES = {"male": {"male60"}, "female": {"female55", "female50", "unsure"}}
_EMPLOYEE = {"employee"}
_YEARLY = {"resident", "supplementary"}


class Table(BaseModel):
    """A TOML table: no other keys, no conversions, no changes afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Person(Table):
    """Who: birth month, sex, retirement track and how the person works."""

    birth: f.Birth
    sex: f.Sex
    category: f.Category | None = None
    status: f.Status | None = None

    @field_validator("category")
    @classmethod
    def _fits_sex(cls, category: str | None, info: ValidationInfo) -> str | None:
        sex = info.data.get("sex")
        if sex and category and category not in _CATEGORIES[sex]:
            raise RefusedError(say("{category} 和性别 {sex} 对不上", category=category, sex=sex))
        return category


class Location(Table):
    """Where: codes of six digits; whether they exist is for the policy to say."""

    registered: f.Region
    working: f.Region | None = None


def _not_before_from(to: str, info: ValidationInfo) -> str:
    first = info.data.get("from_", to)
    if to < first:
        raise RefusedError(say("{to} 早于开始的 {first}", to=to, first=first))
    return to


LastMonth = Annotated[f.Month, AfterValidator(_not_before_from)]


class Span(Table):
    """A run of months, both included."""

    from_: f.Month = Field(alias="from")
    to: LastMonth


def _belongs(value: object, info: ValidationInfo, schemes: set[str]) -> None:
    """Whether a period of its scheme has this amount, and must have it."""
    scheme = info.data.get("scheme")
    if scheme in schemes and value is None:
        raise RefusedError(say("没有填"))
    if scheme not in schemes and scheme and value is not None:
        raise RefusedError(say("{scheme} 的一段没有这一项", scheme=scheme))


_KIND_OF = {"deemed": {"employee"}, "arrears": {"resident"}}


class Period(Table):
    """A stretch of past contributions: ``base`` for employee, ``tier`` for the other two."""

    scheme: f.PeriodScheme
    kind: f.PeriodKind | None = None
    from_: f.Month = Field(alias="from")
    to: LastMonth
    base: f.Base | None = Field(default=None, validate_default=True)
    tier: f.Tier | None = Field(default=None, validate_default=True)
    place: f.Region

    @field_validator("kind")
    @classmethod
    def _kind_of_scheme(cls, kind: str | None, info: ValidationInfo) -> str | None:
        scheme = info.data.get("scheme")
        if scheme and kind in _KIND_OF and scheme not in _KIND_OF[kind]:
            raise RefusedError(say("{scheme} 的一段没有这一种", scheme=scheme))
        return kind

    @field_validator("base")
    @classmethod
    def _base_of_employee(cls, base: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("kind") != "deemed":
            _belongs(base, info, _EMPLOYEE)
        elif base is not None:
            raise RefusedError(say("视同缴费的一段没有这一项"))
        return base

    @field_validator("tier")
    @classmethod
    def _tier_of_the_others(cls, tier: int | None, info: ValidationInfo) -> int | None:
        _belongs(tier, info, _YEARLY)
        return tier


Periods = Annotated[
    list[Period],
    Field(max_length=MOST_PERIODS),
    f.Accepts(say("每段一个 [[history.periods]]，最多 {most} 段", most=MOST_PERIODS)),
]


class History(Table):
    """What was paid before the plan starts: totals, or periods."""

    employee_months: f.Months | None = None
    employee_deemed_months: f.Months | None = None
    employee_index: f.Index | None = None
    employee_balance: f.Money | None = None
    employee_since: f.Month | None = None
    transitional_index: f.Index | None = None
    resident_years: f.Years | None = None
    resident_balance: f.Money | None = None
    resident_arrears_years: f.Years | None = None
    supplementary_years: f.Years | None = None
    supplementary_balance: f.Money | None = None
    periods: Periods | None = None


Pauses = Annotated[
    list[Span],
    Field(max_length=MOST_PAUSES),
    f.Accepts(
        say('形如 [{{ from = "2030-01", to = "2031-06" }}]，最多 {most} 段', most=MOST_PAUSES)
    ),
]


class Plan(Table):
    """What is to be paid from ``start`` on."""

    scheme: f.Scheme | None = None
    place: f.PlaceRole | None = None
    base: f.Base | None = None
    tier: f.Tier | None = None
    supplementary_tier: f.Tier | None = None
    arrears_years: f.ArrearsYears | None = None
    children_amount: f.Money | None = None
    frequency: f.Frequency | None = None
    start: f.Month | None = None
    retire: f.Retire | None = None
    extend: f.Flag | None = None
    pauses: Pauses | None = None


class Assumptions(Table):
    """Yearly rates for the years nothing is published for."""

    wage_growth: f.Rate | None = None
    crediting_rate: f.Rate | None = None
    resident_rate: f.Rate | None = None
    resident_growth: f.Rate | None = None
    pension_growth: f.Rate | None = None
    inflation: f.Rate | None = None
    until_age: f.UntilAge | None = None


class Meta(Table):
    """What the program itself keeps in the file."""

    id: f.Id | None = None
    revision: f.Revision | None = None
    created: f.Stamp | None = None
    saved: f.Stamp | None = None
    as_of: f.Stamp | None = None
    """The day whose law the result was worked out under."""
    policy_digest: f.Digest | None = None
    integrity: f.Digest | None = None


Notes = Annotated[
    dict[str, object],
    AfterValidator(toml_value),
    f.Accepts(say("一张表，写什么都行")),
]


class ProfileData(Table):
    """The whole file."""

    schema_: f.Schema = Field(alias="schema")
    name: f.Name
    person: Person
    location: Location
    history: History | None = None
    plan: Plan | None = None
    assumptions: Assumptions | None = None
    notes: Notes | None = None
    meta: Meta | None = None

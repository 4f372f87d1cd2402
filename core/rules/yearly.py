"""What the two yearly schemes share: credited years and their account (contract, convention 6)."""

from dataclasses import dataclass
from decimal import Decimal

from core.case import ZERO, Case, CaseError, Frequency, Plan
from core.derivation import Figure, Source, Unit
from core.options import Contribution
from core.policy.model import assumption
from core.policy.tiers import TierTable
from core.quantities import YearMonth, months_between
from core.rules.account import AccountYear, roll
from core.rules.payments import Payments
from core.words import say


@dataclass(frozen=True, slots=True)
class Tier:
    """A chosen tier: own contribution and the government's subsidy, yuan a year."""

    amount: int
    subsidy: Decimal
    source: Source

    @property
    def credited(self) -> Decimal:
        return self.amount + self.subsidy


@dataclass(frozen=True, slots=True)
class AccountSpan:
    """One calendar year of a yearly scheme: the account stands ``first`` to ``last``.

    ``also`` goes in at its end beside the tier, without a subsidy.
    """

    year: int
    first: int
    last: int
    paid: bool
    also: Decimal = ZERO

    @property
    def months(self) -> tuple[int, ...]:
        """The month of payment, none in a year left out."""
        return (self.last,) if self.paid else ()


def tier_of(chosen: int | None, table: TierTable, field: str) -> Tier:
    """The tier of the plan, the lowest where none is chosen; CaseError for one not on the list."""
    amount = table.tiers[0] if chosen is None else chosen
    subsidy = table.subsidy(amount)
    if subsidy is None:
        accepted = "、".join(str(tier) for tier in table.tiers)
        raise CaseError(field, say("没有 {tier} 元这一档", tier=amount), say("{t}", t=accepted))
    return Tier(amount, subsidy, table.source)


def credited_years(plan: Plan, age_month: YearMonth) -> tuple[AccountSpan, ...]:
    """Calendar years from the plan's start to the month the pension age is reached.

    A year is left out of ``paid`` when every plan month in it is paused.  Payment is credited in
    December, in the last year in the month before the pension starts.
    """
    spans = []
    for year in range(plan.start.year, age_month.year + 1):
        first = max(plan.start, YearMonth(year, 1))
        last = min(age_month, YearMonth(year, 12))
        if first > last:  # the age was reached earlier in the year
            continue
        paused = bool(plan.pauses) and all(map(plan.paused, months_between(first, last)))
        spans.append(AccountSpan(year, first.month, last.month, not paused))
    return tuple(spans)


def yearly_account(
    opened: Figure,
    tier: Tier,
    spans: tuple[AccountSpan, ...],
    case: Case,
    source: Source,
    also: tuple[Figure, ...] = (),
) -> Figure:
    """The account at pension age; contributions and subsidies earn the assumed rate.

    ``also`` are the figures behind what the spans say goes in beside the tier.
    """
    rate = case.assumptions.resident_rate
    account, put_in = opened, credit(tier, opened.id.removesuffix(".opening"))
    for span in spans:
        parameter = assumption("resident_rate", rate, span.year)
        credited = ((tier.credited, span.months), (span.also, (span.last,) if span.also else ()))
        year = AccountYear(span.year, span.first, span.last, credited, parameter)
        account = roll(account, year, source, (put_in, *also))
    return account


def credit(tier: Tier, account: str) -> Figure:
    """What one paid year puts into the account."""
    return Figure(
        id=f"{account}.credit",
        label=say("每年记入个人账户"),
        value=tier.credited,
        unit=Unit.YUAN,
        formula=say("所选档次 ＋ 政府补贴"),
        with_numbers=say("{tier} ＋ {subsidy}", tier=tier.amount, subsidy=tier.subsidy),
        source=tier.source,
    )


def payments_of(tier: Tier, spans: tuple[AccountSpan, ...]) -> tuple[Payments, ...]:
    """Own payments year by year; tiers are published, so they are settled."""
    amount = Decimal(tier.amount)
    return tuple(Payments(s.year, s.months, amount, s.last) for s in spans)


def yearly_contribution(tier: Tier, payments: tuple[Payments, ...]) -> Contribution:
    """The cost of one yearly scheme; it knows no other frequency."""
    amount = Decimal(tier.amount)
    return Contribution(
        frequency=Frequency.YEARLY,
        per_payment=amount,
        first_year=amount,
        own_total=sum((p.sum for p in payments), ZERO),
        payments=payments,
        tier=tier.amount,
        subsidy=tier.subsidy,
    )

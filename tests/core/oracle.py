"""A second calculation of the pensions, on its own: month by month, in Fractions, from documents.

It imports nothing of the core.  Sources: domain.md section 3 (table of Shanxi, payout months,
ages), sections 4 and 5 (tiers), contract.md "Conventions" 1 to 9.  Known on 2026-11-23.
Everything is a plain number: months are counted from 0000-01, money is a Fraction of yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

# year: floor, ceiling, average wage a month, benefit base (domain.md, table of Shanxi)
SHANXI = {
    2019: (2739, 13695, 4565, 5639),
    2020: (2899, 14496, 4832, 5921),
    2021: (3235, 16177, 5392, 6257),
    2022: (3548, 17742, 5914, 6695),
    2023: (3863, 19314, 6438, 6897),
    2024: (4113, 20564, 6855, 7111),
    2025: (4198, 20991, 6997, 7253),
    2026: (4244, 21219, 7073, 7253),
}
RATES = {2019: "0.0761", 2020: "0.0604", 2021: "0.0669", 2022: "0.0612", 2023: "0.0397"}
RATES |= {2024: "0.0262", 2025: "0.0150"}
RESIDENT_BASIC = {2024: 136, 2025: 156, 2026: 176}
PAYOUT = [233, 230, 226, 223, 220, 216, 212, 208, 204, 199]  # 40 to 49 years
PAYOUT += [195, 190, 185, 180, 175, 170, 164, 158, 152, 145]  # 50 to 59
PAYOUT += [139, 132, 125, 117, 109, 101, 93, 84, 75, 65, 56]  # 60 to 70
TIERS = {200: 35, 300: 40, 500: 60, 700: 80, 1000: 100}
TIERS |= {1500: 140, 2000: 180, 3000: 220, 4000: 260, 5000: 300}
SUPPLEMENTARY = {200: 70, 500: 120, 1000: 200, 2000: 360, 5000: 600}
TRACKS = {
    "male60": ("1965-01", 60, 4, 36),
    "female55": ("1970-01", 55, 4, 36),
    "female50": ("1975-01", 50, 2, 60),
}


def ym(text: str) -> int:
    """``2026-12`` as months since 0000-01."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def rounded(value: Fraction, places: int = 2) -> Fraction:
    """Half up, for amounts that are not negative."""
    assert value >= 0
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def up_to_jiao(value: Fraction) -> Fraction:
    return Fraction(ceil(value * 10), 10)


def grown(value: int, growth: Fraction, years: int) -> Fraction:
    """A published value ``years`` after its year, to whole yuan."""
    return rounded(value * (1 + growth) ** years, 0)


@dataclass
class Told:
    """What the person said, in plain numbers; the defaults are the headline case."""

    birth: str = "1985-03"
    category: str = "male60"
    start: str = "2026-12"
    retire: str | None = None
    base: str = "floor"
    tier: int = 2000
    supplementary: int = 200
    pauses: list[tuple[str, str]] = field(default_factory=list)
    extend: bool = True
    months: int = 36
    deemed: int = 0
    index: str = "0.60"
    transitional_index: str | None = None
    balance: str = "12000.00"
    resident_years: int = 0
    resident_balance: str = "0"
    supplementary_balance: str = "0"
    wage_growth: str = "0.02"
    crediting_rate: str = "0.015"
    resident_rate: str = "0.0355"
    resident_growth: str = "0.03"
    pension_growth: str = "0.02"
    until_age: int = 80

    def paused(self, month: int) -> bool:
        return any(ym(a) <= month <= ym(b) for a, b in self.pauses)

    def statutory(self) -> int:
        first, original, step, cap = TRACKS[self.category]
        late = ym(self.birth) - ym(first)
        delay = 0 if late < 0 else min(cap, late // step + 1)
        return ym(self.birth) + original * 12 + delay


def limits(year: int, growth: str) -> tuple[Fraction, Fraction, Fraction]:
    """Floor, ceiling, average wage: as published, after 2026 grown from 2026."""
    known = SHANXI.get(year)
    if known is not None:
        return Fraction(known[0]), Fraction(known[1]), Fraction(known[2])
    low, high, wage, _ = SHANXI[2026]
    g, years = Fraction(growth), year - 2026
    return grown(low, g, years), grown(high, g, years), grown(wage, g, years)


def benefit_base(year: int, growth: str) -> Fraction:
    """2026 provisionally as 2025; later grown from 2025, the last published year."""
    if year in SHANXI:
        return Fraction(SHANXI[year][3])
    return grown(SHANXI[2025][3], Fraction(growth), year - 2025)


def base_of(year: int, told: Told) -> Fraction:
    low, high, wage = limits(year, told.wage_growth)
    if told.base == "floor":
        return low
    if told.base == "ceiling":
        return high
    if told.base.endswith("%"):
        wanted = rounded(wage * Fraction(told.base[:-1]) / 100, 0)
    else:
        wanted = Fraction(told.base)
    return max(low, min(high, wanted))


def payout(age: int) -> Fraction:
    """Payout months at an age in months, to 0.1."""
    row, month = age // 12 - 40, age % 12
    if month == 0:
        return Fraction(PAYOUT[row])
    step = Fraction((PAYOUT[row] - PAYOUT[row + 1]) * month, 12)
    return rounded(PAYOUT[row] - step, 1)


def required_months(year: int) -> int:
    return min(240, 180 + 6 * max(0, year - 2029))


@dataclass
class Employee:
    chosen: int
    end: int
    required: int
    planned: int
    own_total: Fraction
    account: Fraction
    index: Fraction
    base: Fraction
    payout: Fraction
    basic: Fraction
    personal: Fraction
    transitional: Fraction
    total: Fraction


def paid_months(told: Told, end: int) -> list[int]:
    return [m for m in range(ym(told.start), end + 1) if not told.paused(m)]


def end_of(told: Told) -> tuple[int, int, int]:
    """Chosen month, last month of contributions, months required."""
    statutory = told.statutory()
    chosen = ym(told.retire) if told.retire else statutory
    required = required_months(min(chosen, statutory) // 12)
    behind = told.months + told.deemed
    end = chosen
    if told.extend and chosen >= statutory:
        while behind + len(paid_months(told, end)) < required:
            end += 1
    return chosen, end, required


def employee(told: Told) -> Employee:
    chosen, end, required = end_of(told)
    months = paid_months(told, end)
    bases = {m: base_of(m // 12, told) for m in months}
    wages = {m: limits(m // 12, told.wage_growth)[2] for m in months}
    count = told.months + told.deemed + len(months)
    index = Fraction(told.index) * told.months + told.deemed
    index = (index + sum(bases[m] / wages[m] for m in months)) / count
    account = employee_account(told, end, bases)
    base = benefit_base(end // 12, told.wage_growth)
    divisor = payout(end - ym(told.birth))
    basic = rounded((base + base * index) / 2 * Fraction(count, 12) / 100)
    personal = rounded(account / divisor)
    other = index if told.transitional_index is None else Fraction(told.transitional_index)
    transitional = rounded(base * other * Fraction(told.deemed, 12) * Fraction("0.013"))
    return Employee(
        chosen,
        end,
        required,
        len(months),
        own_total=sum((rounded(b * 20 / 100) for b in bases.values()), Fraction(0)),
        account=account,
        index=index,
        base=base,
        payout=divisor,
        basic=basic,
        personal=personal,
        transitional=transitional,
        total=up_to_jiao(basic + personal + transitional),
    )


def employee_account(told: Told, end: int, bases: dict[int, Fraction]) -> Fraction:
    """Interest a month at a time on what stands in the account, put in once a year, to the fen."""
    balance, interest = Fraction(told.balance), Fraction(0)
    for month in range(ym(told.start), end + 1):
        if month in bases:
            balance += rounded(bases[month] * 8 / 100)
        rate = Fraction(RATES.get(month // 12, told.crediting_rate))
        interest += balance * rate / 12
        if month % 12 == 11 or month == end:
            balance, interest = rounded(balance + interest), Fraction(0)
    return balance


def yearly_account(told: Told, opening: str, credit: int, last: int) -> tuple[Fraction, int]:
    """Balance and years paid of a yearly scheme that pays from the month after ``last``."""
    balance, interest, years = Fraction(opening), Fraction(0), 0
    for month in range(ym(told.start), last + 1):
        rate = Fraction(told.resident_rate)
        if month % 12 == 11 or month == last:
            first = max(ym(told.start), month // 12 * 12)
            if not all(told.paused(m) for m in range(first, month + 1)):
                balance += credit
                years += 1
        interest += balance * rate / 12
        if month % 12 == 11 or month == last:
            balance, interest = rounded(balance + interest), Fraction(0)
    return balance, years


@dataclass
class Resident:
    years: int
    account: Fraction
    basic: Fraction
    personal: Fraction
    total: Fraction
    own_total: Fraction
    start: int


def resident(told: Told) -> Resident:
    sixty = ym(told.birth) + 720
    account, planned = yearly_account(
        told, told.resident_balance, told.tier + TIERS[told.tier], sixty
    )
    years = told.resident_years + planned
    first = (sixty + 1) // 12
    basic = Fraction(RESIDENT_BASIC.get(first, 0))
    if not basic:
        basic = grown(176, Fraction(told.resident_growth), first - 2026)
    basic += max(0, years - 15)
    personal = rounded(account / 139)
    return Resident(
        years,
        account,
        basic,
        personal,
        basic + personal,
        Fraction(told.tier * planned),
        sixty + 1,
    )


def supplementary(told: Told) -> tuple[Fraction, Fraction, int]:
    """The supplementary pension from 65, own contributions and first month."""
    tier, last = told.supplementary, ym(told.birth) + 780
    account, years = yearly_account(
        told, told.supplementary_balance, tier + SUPPLEMENTARY[tier], last
    )
    return rounded(20 + account / 120), Fraction(tier * years), last + 1


Streams = list[tuple[int, Fraction]]


def pensions(streams: Streams, growth: str, last: int) -> Iterator[Fraction]:
    """Month by month what comes in; every amount rises each January after its first month."""
    for month in range(min(m for m, _ in streams), last + 1):
        yield sum(
            (
                rounded(amount * (1 + Fraction(growth)) ** (month // 12 - first // 12))
                for first, amount in streams
                if first <= month
            ),
            Fraction(0),
        )


def payback(streams: Streams, growth: str, cost: Fraction) -> int:
    """The number of the month in which the cost is back."""
    received = Fraction(0)
    for number, amount in enumerate(pensions(streams, growth, 2400 * 12), start=1):
        received += amount
        if received >= cost:
            return number
    raise AssertionError("never")


def lifetime(streams: Streams, told: Told) -> Fraction:
    """All pension through the month the age is reached."""
    last = ym(told.birth) + told.until_age * 12
    return sum(pensions(streams, told.pension_growth, last), Fraction(0))

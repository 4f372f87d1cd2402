"""What advice rests on beside the law's parameters: spreads, grants, channels, papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.derivation import Source
from core.policy.model import NATION, province_of
from core.policy.reading import Reader
from core.policy.written import Table
from core.words import say


@dataclass(frozen=True, slots=True)
class SubsidyRule:
    """The hardship subsidy: at most ``share`` of what was paid, for ``months``.

    Who is less than ``near_retirement`` months from the statutory age gets it until retirement.
    """

    share: Fraction
    months: int
    near_retirement: int
    source: Source


@dataclass(frozen=True, slots=True)
class DeathGrants:
    """Grants in months of disposable income: the funeral's, and the survivors' by years paid."""

    funeral: int
    survivors: tuple[int, ...]
    cap: int
    source: Source

    def survivors_months(self, paid: int) -> int:
        """Months of income for so many months paid: by five years, beyond 15 one a year."""
        years = paid // 12
        if years > 15:
            return min(self.cap, self.survivors[-1] + years - 15)
        return self.survivors[min(years // 5, len(self.survivors) - 1)]


@dataclass(frozen=True, slots=True)
class Guide:
    """``spread``: by how much each assumption is taken lower and higher."""

    spread: Mapping[str, Decimal]
    spread_source: Source
    subsidy: SubsidyRule
    death: DeathGrants
    account: Source


class ChannelKind(StrEnum):
    WEB = "web"
    APP = "app"
    OFFICE = "office"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Channel:
    place: str
    kind: ChannelKind
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to bring; ``needed`` says for whom."""

    needed: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Channels:
    channels: tuple[Channel, ...]
    papers: tuple[Paper, ...]

    def at(self, place: str) -> tuple[Channel, ...]:
        """The province's own first, then the country's."""
        codes = (province_of(place), NATION)
        return tuple(c for code in codes for c in self.channels if c.place == code)


DOCUMENTED = ("document", "grade", "note", "checked")


def read_guide(raw: bytes) -> Guide:
    """The guide's file."""
    reader = Reader("guide", raw)
    spread, subsidy, death, account = (
        reader.table_of(reader.data.get(name), name)
        for name in ("spread", "subsidy", "death", "account")
    )
    read = Guide(
        spread={
            name: reader.number(value, f"spread.{name}")
            for name, value in spread.items()
            if name not in DOCUMENTED
        },
        spread_source=reader.source(spread, "spread"),
        subsidy=_subsidy(reader, subsidy),
        death=_death(reader, death),
        account=reader.source(account, "account"),
    )
    return reader.done(read)


def _subsidy(reader: Reader, item: Table) -> SubsidyRule:
    share = reader.table_of(item.get("share"), "subsidy.share")
    most, of = (reader.whole(share, name, "subsidy.share") for name in ("most", "of"))
    return SubsidyRule(
        share=Fraction(most, of or 1),
        months=reader.whole(item, "months", "subsidy"),
        near_retirement=reader.whole(item, "near_retirement", "subsidy"),
        source=reader.source(item, "subsidy"),
    )


def _death(reader: Reader, item: Table) -> DeathGrants:
    return DeathGrants(
        funeral=reader.whole(item, "funeral", "death"),
        survivors=tuple(reader.list_of(item.get("survivors"), "death.survivors")),
        cap=reader.whole(item, "cap", "death"),
        source=reader.source(item, "death"),
    )


def read_channels(raw: bytes) -> Channels:
    """The file of channels and papers."""
    reader = Reader("channels", raw)
    channels, papers = (
        [
            (reader.table_of(item, f"{name}.{number}"), f"{name}.{number}")
            for number, item in enumerate(reader.list_of(reader.data.get(name), name), 1)
        ]
        for name in ("channels", "papers")
    )
    read = Channels(
        tuple(_channel(reader, item, key) for item, key in channels),
        tuple(
            Paper(str(item.get("for")), str(item.get("name")), reader.source(item, key))
            for item, key in papers
        ),
    )
    return reader.done(read)


def _channel(reader: Reader, item: Table, key: str) -> Channel:
    kinds = tuple(ChannelKind)
    kind = str(item.get("kind"))
    if kind not in kinds:
        kind = reader.wrong(f"{key}.kind", say("可用：{names}", names="、".join(kinds)), "web")
    return Channel(
        str(item.get("place")), ChannelKind(kind), str(item.get("name")), reader.source(item, key)
    )

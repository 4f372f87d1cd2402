"""What is on file for a place and a year: every value, tier table and rule with its document."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.derivation import Parameter, Source, State, Unit, shown
from core.policy.model import NATION, Jurisdiction, Law, Policy, province_of
from core.policy.names import label
from core.projection import YEARLY_SERIES
from core.quantities import percent
from tui.lines import Line, Style, line
from tui.marks import OF_STATE
from tui.report.grades import EXPIRED, graded
from tui.report.policy_data import PlaceData
from tui.report.policy_show import STATES, year_values
from tui.report.policy_words import meaning, words_of
from tui.words import _, render
from tui.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Item:
    """A row: what it is, its value, and what is said about it under titles."""

    label: str
    value: str
    about: tuple[tuple[str, str], ...] = ()


def on_file(policy: Policy, code: str) -> Jurisdiction | None:
    """Everything that holds at a place, its city's values over its province's; None: no file."""
    if code == NATION:
        return policy.national.jurisdiction
    province = policy.provinces.get(province_of(code))
    return None if province is None else province.at(code)


def items(policy: Policy, law: Law, code: str, year: int) -> list[Item]:
    """Values of the year as known on the law's day, then tables and rules; what lacks is said."""
    data = on_file(policy, code)
    if data is None:
        return []
    found = year_values(PlaceData(code, "", data), law, policy, year, "")
    return [
        *(_value(one, year) for one in found),
        *(_lacking(name) for name in _lacks(found, code)),
        *_tables(data),
        *_rules(data),
    ]


def _value(one: Parameter, year: int) -> Item:
    value = percent(one.value) if one.unit is Unit.RATE else shown(one.value, one.unit)
    state = render(STATES[one.state]) + (_("，") + render(EXPIRED) if one.expired else "")
    about = [(_("状态"), state), *_source(one.source)]
    if one.since is not None:
        about.insert(1, (_("从何时"), _("{month}起").format(month=one.since)))
    if one.rivals:
        rivals = "、".join(f"{rival:f}" for rival in one.rivals)
        about.append((_("另有说法"), rivals))
    return Item(render(one.label) + _part(one, year), value + OF_STATE[one.state], tuple(about))


def _part(one: Parameter, year: int) -> str:
    """The part of the year it holds for, where the year has two values."""
    if one.since is None or one.since.month == 1 or one.state is State.PROJECTED:
        return ""
    if one.since.year < year:
        return _("（{month}月止）").format(month=one.since.month - 1)
    return _("（{month}月起）").format(month=one.since.month)


def _source(source: Source) -> list[tuple[str, str]]:
    found = [(_("文件"), source.document), (_("核实"), render(graded(source)))]
    if source.checked:
        found.append((_("上次核对"), source.checked))
    return [*found, (_("说明"), source.note)] if source.note else found


def _lacks(found: list[Parameter], code: str) -> Iterator[str]:
    """The yearly values that every province has, and this one has not for this year."""
    known = {one.name for one in found}
    names = () if code == NATION else YEARLY_SERIES
    return (name for name in names if name not in known)


def _lacking(name: str) -> Item:
    about = ((_("状态"), _("没有收录这一年的数，用到它的都算不了；问当地12333")),)
    return Item(render(label(name)), _("没有收录"), about)


def _tables(data: Jurisdiction) -> Iterator[Item]:
    for name, table in data.tables.items():
        tiers = "，".join(f"{tier}补{more}" for tier, more in table.subsidies.items())
        count = _("{n}档").format(n=len(table.subsidies))
        yield Item(words_of(name), count, ((_("各档"), tiers), *_source(table.source)))


def _rules(data: Jurisdiction) -> Iterator[Item]:
    for name, chosen in data.rules.items():
        about = ((_("办法"), meaning(name, chosen.value)), *_source(chosen.source))
        yield Item(words_of(name), _("规则"), about)


def about(item: Item, width: int) -> list[Line]:
    """Everything said about a row."""
    rows = [line((item.label, Style.TITLE)).crop(width), line("= ", (item.value, Style.VALUE))]
    for title, text in item.about:
        rows.append(line((title, Style.KEY)))
        rows += [line(row) for row in wrap(text, width, indent="  ")]
    return rows

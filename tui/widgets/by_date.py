"""One case under the law of two days: what each says, and what differs."""

from collections.abc import Iterator

from core.derivation import Parameter
from core.policy.names import label
from core.rules.retirement import TRACK_NAMES
from tui.entries.option import cost_text, pension_text
from tui.lines import Line, Style, columns, line
from tui.marks import OF_STATE
from tui.preview import Preview
from tui.saying import option_name
from tui.words import _, render

Facts = dict[tuple[str, str], str]
"""What a day's law says: (heading, label) → words."""

VALUES = ("contribution_floor", "contribution_ceiling", "average_wage", "benefit_base")


def facts(preview: Preview) -> Facts:
    """Dates, the limits and the benefit base of the places, and every option's money."""
    return dict([*_dates(preview), *_values(preview), *_options(preview)])


def _dates(preview: Preview) -> Iterator[tuple[tuple[str, str], str]]:
    several = len(preview.windows) > 1
    for window, required in zip(preview.windows, preview.required, strict=True):
        head = render(TRACK_NAMES[window.category]) if several else _("退休")
        yield (head, _("法定退休")), str(window.month)
        yield (head, _("最早退休")), str(window.earliest)
        yield (head, _("至少缴满")), _("{n}个月").format(n=required.value)


def _values(preview: Preview) -> Iterator[tuple[tuple[str, str], str]]:
    law = preview.law
    codes = [o.place for o in preview.options if o.scheme == "employee"]
    if len(codes) == 2 and law.has(codes[0]) and law.same_values(*codes):
        codes = codes[:1]
    for code in codes:
        for name in VALUES:
            found = law.value(code, name, preview.wage_growth)
            yield (law.regions.full_name(code), render(label(name))), _value(found)


def _value(found: Parameter | None) -> str:
    return _("没有收录") if found is None else f"{found.value:.2f}{OF_STATE[found.state]:1}"


def _options(preview: Preview) -> Iterator[tuple[tuple[str, str], str]]:
    for option in preview.options:
        name = option_name(option, preview.law.regions)
        yield (name, _("每年缴")), cost_text(option)
        yield (name, _("每月领")), pension_text(option)
        yield (name, _("从何时")), str(option.pension.start) if option.pension else "-"


def by_date(before: Preview, after: Preview, width: int) -> list[Line]:
    """Both days side by side under headings; a row that differs says so."""
    there, here = facts(before), facts(after)
    room = min(16, (width - 26) // 2)
    rows: list[Line] = []
    heading = ""
    for key in dict.fromkeys((*there, *here)):
        head, name = key
        if head != heading:
            rows += [*([Line()] if rows else []), line((head, Style.TITLE)).crop(width)]
            heading = head
        left, right = there.get(key, "-"), here.get(key, "-")
        mark = _("变") if left.rstrip() != right.rstrip() else ""
        row = columns([(f"  {name}", 18, "left"), (left, room, "right"), (right, room, "right")])
        rows.append(line(row, "  ", (mark, Style.MARK)).crop(width))
    return rows

"""The periods of the past, one by one: a list, and a form for the one being filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.quantities import YearMonth
from core.questions.period import PERIOD, asked_from, period_from, problem_of
from core.questions.question import Step
from tui.flow import Flow, Told
from tui.layout import page, scroll
from tui.lines import Line, Style, columns, line, rule
from tui.saying import SCHEMES
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.form import form
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

MOST = 200
ALIASES = {"tab": "down", "shift+tab": "up"}


class PeriodFlow(Flow):
    """The questions of one period, with the keys and fields of the wizard."""

    asked = PERIOD
    first = Step.PERIOD

    def _look(self, *, settled: bool = False) -> None:
        """One period alone has no projection."""


class PeriodsScreen(CanvasScreen[None]):
    """Every change goes into the plan at once; what the rules say of it stands below."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.at = 0
        self.form: PeriodFlow | None = None
        self.editing: int | None = None
        """The row the form is for; None for a new one."""
        if not self.periods:
            self._open(None)

    @property
    def periods(self) -> list[dict[str, Any]]:
        """As the profile holds them, in the order of their months."""
        return list(self.flow.answers.get("history.periods") or [])

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [header(_("分段缴费记录"), width, str(self.flow.as_of)), rule(width)]
        room = max(1, height - len(head) - 2)
        body = form(self.form, width, room) if self.form else self._list(width, room)
        return page(head, body, footer(self._keys(), width), height)

    def _list(self, width: int, room: int) -> list[Line]:
        titles = self._columns("", _("哪一种"), _("从"), _("到"), _("哪里"), _("按"), width)
        told = self._told(width)[: max(0, room - 4)]
        periods = self.periods
        rows: list[Line] = []
        focus = 0
        for index, period in enumerate(periods):
            focus = len(rows) if index == self.at else focus
            row = self._row(index, period, width)
            rows.append(row.styled(Style.FOCUS) if index == self.at else row)
            rows += self._gap(periods, index)
        left = room - 1 - len(told)
        shown = scroll(rows, left, focus)
        return [titles.styled(Style.DIM), *shown, *[Line()] * (left - len(shown)), *told]

    def _columns(self, *cells_and_width: Any) -> Line:
        number, scheme, first, last, place, amount, width = cells_and_width
        return columns(
            [
                (number, 3, "right"),
                (scheme, 9, "left"),
                (first, 7, "left"),
                (last, 7, "left"),
                (place, max(8, width - 46), "left"),
                (amount, 12, "right"),
            ]
        )

    def _row(self, index: int, period: Mapping[str, Any], width: int) -> Line:
        scheme = render(SCHEMES[period["scheme"]]) if period["scheme"] in SCHEMES else _("补充")
        kinds = {"deemed": _("视同"), "arrears": _("补缴")}
        kind = kinds.get(str(period.get("kind")), "")
        place = self.flow.regions.short_name(period["place"])
        name = f"{scheme} {kind}".rstrip()
        return self._columns(
            f"{index + 1}", name, period["from"], period["to"], place, amount_of(period), width
        )

    def _gap(self, periods: Sequence[Mapping[str, Any]], index: int) -> list[Line]:
        """The months not paid between a period and the next of its scheme."""
        here = periods[index]
        following = next((p for p in periods[index + 1 :] if p["scheme"] == here["scheme"]), None)
        if following is None:
            return []
        months = YearMonth.parse(following["from"]) - YearMonth.parse(here["to"]) - 1
        if months == 0:
            return []
        gap, twice = _("      断缴{n}个月"), _("      和下一段重{n}个月")
        text = (gap if months > 0 else twice).format(n=abs(months))
        return [line((text, Style.DIM if months > 0 else Style.WARN))]

    def _told(self, width: int) -> list[Line]:
        """What the rules say of the past: twice paid, different from the statement, unknown."""
        rows: list[Line] = []
        branch = self.flow.preview.branch
        error = self.flow.preview.error
        texts = [render(n.text) for n in branch.notices if ABOUT in n.code] if branch else []
        if error is not None:
            texts = [f"{render(error.problem)}；{render(error.accepted)}"]
        elif branch is None:
            texts = [_("填好户籍地，就能看到指数和账户怎么算")]
        for text in texts:
            rows += [line((row, Style.WARN)) for row in wrap("! " + text, width - 1, indent=" ")]
        return rows

    def _keys(self) -> list[tuple[str, str]]:
        if self.form is not None:
            return [
                ("Enter", _("下一项，最后一项就填好")),
                ("↑", _("上一项")),
                ("Esc", _("不要这一段")),
            ]
        return [
            ("N", _("再填一段")),
            ("Enter", _("改")),
            ("D", _("删")),
            ("↑↓", _("挑")),
            ("Esc", _("回方案")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        key = ALIASES.get(key, key)
        if self.form is not None:
            return self._fill(self.form, key, character)
        letter = (character or "").lower()
        periods = self.periods
        if key in ("escape", "f10", "q", "left"):
            unattended(self.dismiss(None))
            return False
        if letter == "n" and len(periods) < MOST:
            self._open(None)
        elif key in ("up", "down"):
            way = 1 if key == "down" else -1
            self.at = min(max(0, self.at + way), max(0, len(periods) - 1))
        elif key == "enter" and periods:
            self._open(self.at)
        elif letter == "d" and periods:
            self._put(periods[: self.at] + periods[self.at + 1 :])
            self.at = min(self.at, max(0, len(periods) - 2))
        else:
            return False
        return True

    def _fill(self, flow: PeriodFlow, key: str, character: str | None) -> bool:
        if key == "escape":
            self._leave()
        elif flow.key(key, character):
            pass
        elif key == "up":
            if flow.commit() and flow.at:
                flow.focus(flow.at - 1)
        elif key in ("enter", "down", "f5"):
            self._next(flow)
        return True

    def _next(self, flow: PeriodFlow) -> None:
        """To the next question; after the last one the period is taken."""
        if not flow.commit():
            return
        if flow.question.required and flow.question.key not in flow.answers:
            flow.told = Told(_("这一项要填"), error=True)
        elif flow.at + 1 < len(flow.questions):
            flow.focus(flow.at + 1)
        elif wrong := problem_of(flow.answers):
            flow.told = Told(render(wrong), error=True)
        elif missing := flow.missing(Step.PERIOD):
            flow.focus([q.key for q in flow.questions].index(missing[0].key))
        else:
            self._take(flow)

    def _take(self, flow: PeriodFlow) -> None:
        period, periods = period_from(flow.answers), self.periods
        if self.editing is None:
            periods.append(period)
        else:
            periods[self.editing] = period
        self._put(sorted(periods, key=lambda p: (p["from"], p["to"])))
        self.at = self.periods.index(period)
        self.form = None

    def _leave(self) -> None:
        self.form = None
        if not self.periods:
            unattended(self.dismiss(None))

    def _open(self, index: int | None) -> None:
        """The form, empty or with a period."""
        self.editing = index
        known = asked_from(self.periods[index]) if index is not None else self._likely()
        self.form = PeriodFlow(self.flow.policy, self.flow.as_of, known)

    def _likely(self) -> dict[str, Any]:
        """A new period goes on where the last one was, in the same scheme."""
        last = self.periods[-1] if self.periods else {}
        return {f"period.{key}": last[key] for key in ("scheme", "place") if key in last}

    def _put(self, periods: list[dict[str, Any]]) -> None:
        self.flow.put("history.periods", periods or None)

    def paste(self, text: str) -> bool:
        if self.form is not None:
            self.form.paste(text)
        return self.form is not None


ABOUT = "history"


def amount_of(period: Mapping[str, Any]) -> str:
    """The base or the tier in words."""
    base = period.get("base")
    words = {"floor": _("下限"), "ceiling": _("上限")}
    if base is not None:
        return words.get(str(base), str(base))
    return _("{tier}元/年").format(tier=period["tier"]) if "tier" in period else ""

"""F4: the law of another day — this case under both, and the way to go on with that day."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.policy.model import NATION, Policy
from core.reading import DAYS, Unreadable, read_day
from tui.editing import TextEdit
from tui.entries.text import MOVES
from tui.flow import Flow
from tui.layout import page
from tui.lines import Line, Style, columns, line, rule
from tui.preview import preview
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.screens.parameters import ParametersScreen
from tui.scroller import PAGING, Scroller
from tui.widgets.by_date import by_date
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

LONGEST = 40


class LawDayScreen(CanvasScreen[date | None]):
    """A day is typed or picked with ↑ ↓; Enter takes it for the plan, Esc changes nothing."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.known = known_days(flow.policy, flow.today)
        self.day = self.known[0] if flow.as_of == flow.today else flow.today
        self.edit = TextEdit.of(str(self.day), LONGEST)
        self.fresh = True
        self.problem = ""
        self.scroller = Scroller()
        self._work_out()

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = self._head(width)
        rows = self.scroller.view(self._rows(width), height - len(head) - 2)
        body = [line(" ", row) for row in rows]
        return page(head, body, footer(self._keys(), width), height)

    def _head(self, width: int) -> list[Line]:
        head = [header(_("按哪天的法规算"), width, str(self.flow.as_of)), rule(width)]
        typed = line((self.edit.text, Style.FOCUS)) if self.fresh else line(self.edit.view(LONGEST))
        head += [line(_(" 哪一天  "), typed).crop(width), *self._hint(width), rule(width)]
        room = min(16, (width - 27) // 2)
        days = columns(
            (
                ("", 19, "left"),
                (str(self.flow.as_of), room, "right"),
                (str(self.day), room, "right"),
            )
        )
        return [*head, days.styled(Style.DIM).crop(width)]

    def _rows(self, width: int) -> list[Line]:
        return by_date(self.flow.preview, self.there, width - 1)

    def _hint(self, width: int) -> list[Line]:
        text = _("打年月日，或按上下键挑规定变动的日子；右边是那天的法规和已公布的数")
        style = Style.ERROR if self.problem else Style.DIM
        rows = wrap(self.problem or text, width - 1, indent="   ", first=" ▸ ")
        return [line((row, style)) for row in rows]

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", _("就按这天算")),
            ("↑↓", _("换日子")),
            ("PgDn", _("翻页")),
            ("F6", _("那天的参数")),
            ("Esc", _("不变，返回")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if key in ("escape", "f4", "f10"):
            unattended(self.dismiss(None))
            return False
        if key == "enter":
            return self._take()
        if key == "f6":
            self._parameters()
            return False
        if key in PAGING:
            self._scroll(key)
        elif key in ("up", "down"):
            self._pick(1 if key == "down" else -1)
        elif key in MOVES:
            self.edit, self.fresh = getattr(self.edit, MOVES[key])(), False
            self._work_out()
        elif character and character.isprintable():
            self._type(character)
        else:
            return False
        return True

    def _scroll(self, key: str) -> None:
        width, height = self.size
        room = height - len(self._head(width)) - 2
        self.scroller = self.scroller.move(key, len(self._rows(width)), room)

    def paste(self, text: str) -> bool:
        self._type(text)
        return True

    def _type(self, text: str) -> None:
        self.edit = (self.edit.clear() if self.fresh else self.edit).insert(text)
        self.fresh = False
        self._work_out()

    def _pick(self, way: int) -> None:
        """The next day on which something in the law changed."""
        days = sorted({*self.known, self.day})
        at = min(max(0, days.index(self.day) + way), len(days) - 1)
        self.edit, self.fresh = TextEdit.of(str(days[at]), LONGEST), True
        self._work_out()

    def _work_out(self) -> None:
        self.problem = ""
        try:
            self.day = read_day(self.edit.text)
        except Unreadable as error:
            self.problem = f"{render(error.problem)}；{render(error.accepted)}"
        self.there = preview(self.flow.answers, self.flow.policy, self.day)

    def _parameters(self) -> None:
        code = self.flow.highlighted.place if self.flow.highlighted is not None else NATION
        screen = ParametersScreen(self.flow.policy, self.there.law, code)
        unattended(self.app.push_screen(screen))

    def _take(self) -> bool:
        if self.problem:
            return True
        unattended(self.dismiss(self.day))
        return False


def known_days(policy: Policy, today: date) -> list[date]:
    """Today, and around each change of the retirement law its last old and first new day."""
    firsts = [date(r.first.year, r.first.month, 1) for r in policy.national.regimes]
    around = [day for first in firsts for day in (first - timedelta(days=1), first)]
    return sorted({day for day in (*around, today) if DAYS[0] <= day <= DAYS[1]})

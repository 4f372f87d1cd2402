"""Saved elsewhere meanwhile: both sets of answers side by side, and what to do about it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.questions.catalogue import BY_KEY
from profiles.compare import Difference
from tui.conflicts import Conflict, take_mine, take_theirs
from tui.desk import Opened
from tui.flow import Told
from tui.layout import page
from tui.lines import Line, Style, columns, line, rule
from tui.saying import answer_text
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.screens.versions import moment
from tui.scroller import KEYS, Scroller
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.app import CanbaoApp


class ChangedScreen(CanvasScreen[None]):
    """1 takes what is open here, 2 what was saved elsewhere, 3 keeps both."""

    def __init__(self, opened: Opened, conflict: Conflict) -> None:
        super().__init__()
        self.opened = opened
        self.conflict = conflict
        self.scroller = Scroller()
        self.over = False

    @property
    def host(self) -> "CanbaoApp":
        from tui.app import CanbaoApp

        assert isinstance(self.app, CanbaoApp)
        return self.app

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = self._head(width)
        body = self.scroller.view(self._rows(width), height - len(head) - 2)
        return page(head, body, footer(self._keys(), width), height)

    def _head(self, width: int) -> list[Line]:
        name = str(self.opened.flow.answers.get("name", ""))
        title = _("「{name}」已在别处改过").format(name=name)
        when = [line((row, Style.WARN)) for row in wrap(self._when(), width - 1, indent=" ")]
        return [header(title, width, str(self.opened.flow.as_of)), rule(width), *when]

    def _when(self) -> str:
        text = _(
            "您打开的是第{begun}次保存的样子；别处在 {saved} 保存了第{revision}次。"
            "选哪一边都不会丢：没选的留在「版本」里。"
        )
        shown = self.conflict
        return text.format(begun=shown.begun, saved=moment(shown.saved), revision=shown.revision)

    def _rows(self, width: int) -> list[Line]:
        found = self.conflict.differences
        if not found:
            return [Line(), line(_(" 两边的答案一样。"))]
        titles = ("", _("原来"), _("1 我的"), _("2 别处的"))
        rows = [row.styled(Style.DIM) for row in _side_by_side(titles, width)]
        for one in found:
            rows += _side_by_side((_label(one), *self._words(one)), width)
        return rows

    def _words(self, one: Difference) -> tuple[str, str, str]:
        sets = (self.conflict.before, self.conflict.mine, self.conflict.theirs)
        before, mine, theirs = (self._word(one.key, answers) for answers in sets)
        return before, mine, theirs

    def _word(self, key: str, answers: Mapping[str, Any] | None) -> str:
        if answers is None:
            return _("（不知道）")
        if answers.get(key) is None:
            return _("（没填）")
        if key not in BY_KEY:
            return _("{n}段").format(n=len(answers[key]))
        return answer_text(BY_KEY[key], answers, self.opened.flow.regions)

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("1", _("用我的")),
            ("2", _("用别处的")),
            ("3", _("我的另存一份")),
            ("Esc", _("先不存")),
            ("↑↓", _("滚动")),
        ]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if self.over:  # a key that was on its way when the one before ended this
            return False
        if key in ("escape", "f10", "q"):
            self._end()
        elif key in KEYS:
            self._scroll(key)
        elif character == "1":
            self._done(take_mine(self.host.desk, self.opened, self.conflict))
        elif character == "2":
            self._done(take_theirs(self.host.desk, self.opened))
        elif character == "3":
            self._done(self.host.desk.save(self.opened, as_copy=True))
        return not self.over

    def _scroll(self, key: str) -> None:
        width, height = self.size
        room = height - len(self._head(width)) - 2
        self.scroller = self.scroller.move(key, len(self._rows(width)), room)

    def _end(self) -> None:
        self.over = True
        unattended(self.dismiss(None))

    def _done(self, told: Told) -> None:
        """Back to the plan; to a new comparison when it was changed once more."""
        self.opened.flow.told = told
        self.opened.flow.focus(self.opened.flow.at)
        self._end()
        if self.opened.changed:
            self.host.compare(self.opened)


def _label(one: Difference) -> str:
    return render(BY_KEY[one.key].label) if one.key in BY_KEY else _("缴费记录")


def _side_by_side(cells: Sequence[str], width: int) -> list[Line]:
    """One row of the table; a cell too long goes on below itself."""
    first = min(18, width // 4)
    room = max(6, (width - first - 4) // 3)
    widths = (first, room, room, room)
    folded = [wrap(text, size) for text, size in zip(cells, widths, strict=True)]
    rows = []
    for at in range(max(map(len, folded))):
        parts = [column[at] if at < len(column) else "" for column in folded]
        rows.append(
            columns([(t, w, "left") for t, w in zip(parts, widths, strict=True)]).crop(width)
        )
    return [line(" ", row).crop(width) for row in rows]

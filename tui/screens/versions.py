"""The older versions of a plan: what it was called and when it was saved, and one to restore."""

from collections.abc import Sequence

from profiles.store import Version
from tui.desk import Desk
from tui.layout import page, scroll
from tui.lines import Line, Style, columns, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.keys import footer, header
from tui.words import _
from tui.wrapping import wrap


def moment(saved: str) -> str:
    """The time in a file as people read it."""
    return saved[:16].replace("T", " ") or "—"


class VersionsScreen(CanvasScreen[str]):
    """Ends with what was done, for the list to tell."""

    def __init__(self, desk: Desk, plan_id: str, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.plan_id = plan_id
        self.plan_name = name
        self.found = desk.older(plan_id)
        self.at = 0
        self.sure = False
        self.over = False

    def draw(self, width: int, height: int) -> Sequence[Line]:
        title = _("「{name}」以前的版本").format(name=self.plan_name)
        head = [header(title, width, str(self.desk.as_of)), rule(width)]
        told = [line((row, Style.WARN)) for row in wrap(self._told(), width - 1, indent=" ")]
        rows = [self._row(index, version, width) for index, version in enumerate(self.found)]
        empty = [line((_(" 还没有以前的版本：每次保存，前一次的样子就留在这里"), Style.DIM))]
        room = height - len(head) - len(told) - 3
        body = [*(scroll(rows, room, self.at) or empty), Line(), *told]
        return page(head, body, footer(self._keys(), width), height)

    def _row(self, index: int, version: Version, width: int) -> Line:
        broken = version.broken is not None
        times = "" if broken else _("第{n}次保存").format(n=version.revision)
        row = columns(
            [
                (str(version.number), 3, "right"),
                (_("打不开") if broken else moment(version.saved), 16, "left"),
                (times, 14, "left"),
                (version.name, max(8, width - 37), "left"),
            ]
        )
        return row.styled(Style.FOCUS) if index == self.at else row

    def _told(self) -> str:
        if not self.found:
            return ""
        broken = self.found[self.at].broken
        if broken is not None:
            return str(broken)
        if self.sure:
            return _("再按一次 Enter 恢复这个版本；现在的样子会留作一个版本，不会丢。")
        return ""

    def _keys(self) -> list[tuple[str, str]]:
        return [("Enter", _("恢复")), ("↑↓", _("换一个")), ("Esc", _("返回"))]

    def handle(self, key: str, character: str | None) -> bool:
        sure, self.sure = self.sure, False
        if self.over:  # a key that was on its way when the one before ended this
            return False
        if key in ("escape", "f10", "q"):
            self._end("")
            return False
        steps = {"up": -1, "down": 1, "home": -9, "end": 9}
        if key in steps:
            self.at = max(0, min(self.at + steps[key], len(self.found) - 1))
        elif character and character in "123456789" and int(character) <= len(self.found):
            self.at = int(character) - 1
        elif key == "enter" and self.found and self.found[self.at].broken is None:
            self._restore(sure)
        return True

    def _restore(self, sure: bool) -> None:
        """Only the second Enter restores."""
        if not sure:
            self.sure = True
            return
        self._end(self.desk.revert(self.plan_id, self.found[self.at].number))

    def _end(self, told: str) -> None:
        self.over = True
        unattended(self.dismiss(told))

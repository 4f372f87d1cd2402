"""The list of kept plans and unfinished ones: open, begin, delete, undo."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.words import Text, say
from tui.desk import Listed
from tui.layout import page, scroll
from tui.lines import Line, Style, columns, line, rule
from tui.saying import SCHEMES
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.screens.versions import VersionsScreen, moment
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.app import CanbaoApp


NAMELESS: Text = say("没起名的方案")


class ProfilesScreen(CanvasScreen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.told = ""
        self.sure = ""

    @property
    def host(self) -> "CanbaoApp":
        from tui.app import CanbaoApp

        assert isinstance(self.app, CanbaoApp)
        return self.app

    def draw(self, width: int, height: int) -> Sequence[Line]:
        entries = self.host.listed()
        rows = [self._row(i, entry, width) for i, entry in enumerate(entries)]
        head = [header(_("方案列表"), width, str(self.host.desk.as_of)), rule(width)]
        titles = self._columns("", _("名称"), _("险种"), _("保存时间"), width).styled(Style.DIM)
        told = self._told(entries, width)
        room = height - len(head) - len(told) - 4
        empty = [line((_(" 还没有方案，按 N 新建"), Style.DIM))]
        body = [titles, *(scroll(rows, room, self.at) or empty)]
        body += [Line()] * (height - len(head) - len(told) - 2 - len(body)) + told
        return page(head, body, footer(self._keys(), width), height)

    def _told(self, entries: Sequence[Listed], width: int) -> list[Line]:
        """What was told, else why the file under the cursor cannot be read: the whole sentence."""
        broken = entries[self.at].broken if self.at < len(entries) else ""
        text = self.told or (_("打不开：{why}").format(why=broken) if broken else "")
        return [line((row, Style.WARN)) for row in wrap(text, width - 1, indent=" ")[:4]]

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", _("打开")),
            ("N", _("新方案")),
            ("D", _("删除")),
            ("V", _("版本")),
            ("U", _("恢复刚删的")),
            ("F10", _("退出")),
        ]

    def _columns(self, number: str, name: str, scheme: str, saved: str, width: int) -> Line:
        room = max(8, width - 36)
        return columns(
            [
                (number, 3, "right"),
                (name, room, "left"),
                (scheme, 11, "left"),
                (saved, 16, "left"),
            ]
        )

    def _row(self, index: int, entry: Listed, width: int) -> Line:
        if entry.broken:
            row = self._columns(f"{index + 1}", _shown(entry), "", _("打不开"), width)
        else:
            state = _("未完成") if entry.draft else entry.saved[:16].replace("T", " ")
            scheme = render(SCHEMES[entry.scheme]) if entry.scheme in SCHEMES else ""
            row = self._columns(f"{index + 1}", _shown(entry), scheme, state, width)
        return row.styled(Style.FOCUS) if index == self.at else row

    def handle(self, key: str, character: str | None) -> bool:
        entries = self.host.listed()
        self.at = min(self.at, max(0, len(entries) - 1))
        entry = entries[self.at] if entries else None
        letter = (character or "").lower()
        self.told = ""
        sure, self.sure = self.sure, ""
        if key in ("f10", "q"):
            self.host.action_leave()
        elif key in ("up", "down", "home", "end", "pageup", "pagedown"):
            self._move(key, len(entries))
        elif letter == "n":
            self.host.begin()
        elif letter == "u":
            self.told = self.host.desk.undelete()
        elif letter.isdigit() and 0 < int(letter) <= len(entries):
            self.at = int(letter) - 1
        elif entry is not None:
            self._with(entry, key if key == "enter" else letter, sure)
        return True

    def _with(self, entry: Listed, key: str, sure: str) -> None:
        """What is done to the plan under the cursor."""
        if key == "d":
            self._delete(entry, sure)
        elif key == "v":
            self._versions(entry)
        elif key == "r":
            self._rescue(entry)
        elif key == "enter":
            self.told = self._broken(entry) if entry.broken else self.host.open_listed(entry)

    def _delete(self, entry: Listed, sure: str) -> None:
        """Only the second D deletes: a stray one may be the tail of an arrow key on a slow line."""
        if sure == entry.id:
            self.told = self.host.desk.delete(entry)
        else:
            self.sure = entry.id
            sure = _("再按一次 D 删除「{name}」")
            if entry.draft:
                sure = _("再按一次 D 删除没填完的「{name}」，删了找不回来")
            self.told = sure.format(name=_shown(entry))

    def _broken(self, entry: Listed) -> str:
        """Why a plan cannot be opened, and the version it can be restored from."""
        why = _("打不开：{why}").format(why=entry.broken)
        version = self.host.desk.rescue(entry)
        offer = _("按 R 恢复 {saved} 保存的版本。")
        return why + (offer.format(saved=moment(version.saved)) if version else "")

    def _rescue(self, entry: Listed) -> None:
        version = self.host.desk.rescue(entry)
        if version is not None:
            self.told = self.host.desk.revert(entry.id, version.number)
        elif entry.broken:
            self.told = _("没有可以恢复的完好版本")

    def _versions(self, entry: Listed) -> None:
        screen = VersionsScreen(self.host.desk, entry.id, _shown(entry))
        unattended(self.host.push_screen(screen, self._back))

    def _back(self, told: str | None) -> None:
        self.told = told or ""
        self.redraw()

    def on_mount(self) -> None:
        """The cursor on the plan that was saved last."""
        super().on_mount()
        ids = [entry.id for entry in self.host.listed()]
        self.at = ids.index(self.host.desk.last) if self.host.desk.last in ids else 0

    def _move(self, key: str, count: int) -> None:
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -count, "end": count}
        self.at = max(0, min(self.at + steps[key], count - 1))


def _shown(entry: Listed) -> str:
    """What a row is called: its name; a broken file has only its id."""
    return entry.name or (entry.id if entry.broken else render(NAMELESS))

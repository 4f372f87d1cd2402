"""The list of kept plans and unfinished ones: open, begin, delete, undo."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.words import Text, say
from profiles.passphrases import Lock
from tui.cabinet import Listed
from tui.finding import START, Finding
from tui.layout import page, window
from tui.lines import Line, Style, columns, line, rule
from tui.saying import SCHEMES
from tui.screens.base import CanvasScreen
from tui.screens.damaged import DamagedScreen
from tui.screens.host import unattended
from tui.screens.passphrase import AskPassphrase
from tui.screens.versions import VersionsScreen, moment
from tui.widgets.keys import footer, header
from tui.words import _, render
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.app import CanbaoApp


NAMELESS: Text = say("没起名的方案")


STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": 0, "end": 0}


class ProfilesScreen(CanvasScreen[None]):
    """The files are read once a visit and after every change, not at every key."""

    def __init__(self) -> None:
        super().__init__()
        self.finding = Finding()
        self._read: list[Listed] | None = None
        self._fit: Sequence[Listed] | None = None
        self.at = 0
        self.told = ""
        self.sure = ""

    @property
    def host(self) -> "CanbaoApp":
        from tui.app import CanbaoApp

        assert isinstance(self.app, CanbaoApp)
        return self.app

    @property
    def entries(self) -> list[Listed]:
        """Everything kept."""
        if self._read is None:
            self._read, self._fit = self.host.listed(), None
        return self._read

    @property
    def found(self) -> Sequence[Listed]:
        """The rows on the screen."""
        if self._read is None or self._fit is None:
            self._fit = self.finding.among(self.entries)
        return self._fit

    def _changed(self) -> None:
        """Something may be kept that was not, or the other way round."""
        self._read = None

    def draw(self, width: int, height: int) -> Sequence[Line]:
        entries = self.found
        head = [header(_("方案列表"), width, str(self.host.desk.as_of)), rule(width)]
        titles = self._columns("", _("名称"), _("险种"), _("保存时间"), width).styled(Style.DIM)
        told = self.finding.shown(len(entries), len(self.entries), width)
        told += self._told(entries, width)
        room = height - len(head) - len(told) - 4
        seen = window(len(entries), room, self.at)
        rows = [self._row(index, entries[index], width) for index in seen]
        body = [titles, *(rows or self._empty())]
        body += [Line()] * (height - len(head) - len(told) - 2 - len(body)) + told
        return page(head, body, footer(self._keys(), width), height)

    def _empty(self) -> list[Line]:
        text = _(" 没有找到；Esc 看全部") if self.finding.wanted else _(" 还没有方案，按 N 新建")
        return [line((text, Style.DIM))]

    def _told(self, entries: Sequence[Listed], width: int) -> list[Line]:
        """What was told, else why the file under the cursor cannot be read: the whole sentence."""
        broken = entries[self.at].broken if self.at < len(entries) else ""
        text = self.told or (_("打不开：{why}").format(why=broken) if broken else "")
        return [line((row, Style.WARN)) for row in wrap(text, width - 1, indent=" ")[:4]]

    def _keys(self) -> list[tuple[str, str]]:
        if self.finding.typing:
            return [("Enter", _("回列表")), ("Esc", _("不找了，看全部"))]
        return [
            ("Enter", _("打开")),
            ("N", _("新方案")),
            ("D", _("删除")),
            ("/", _("查找")),
            ("V", _("版本")),
            ("U", _("恢复刚删的")),
            ("P", _("参数")),
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
            scheme = _("有口令") if entry.sealed else scheme
            row = self._columns(f"{index + 1}", _shown(entry), scheme, state, width)
        return row.styled(Style.FOCUS) if index == self.at else row

    def handle(self, key: str, character: str | None) -> bool:
        self.told = ""
        sure, self.sure = self.sure, ""
        if not self._searches(key, character):
            self._list_key(key, (character or "").lower(), sure)
        return True

    def _list_key(self, key: str, letter: str, sure: str) -> None:
        entries = self.found
        self.at = min(self.at, max(0, len(entries) - 1))
        entry = entries[self.at] if entries else None
        if key in ("f10", "q"):
            self.host.action_leave()
        elif key in STEPS:
            self._move(key, len(entries))
        elif letter == "n":
            self.host.begin()
        elif letter == "p":
            self.host.show_parameters()
        elif letter == "u":
            self.told = self.host.desk.undelete()
            self._changed()
        elif letter.isdecimal() and 0 < int(letter) <= len(entries):
            self.at = int(letter) - 1
        elif entry is not None:
            self._with(entry, key if key == "enter" else letter, sure)

    def paste(self, text: str) -> bool:
        if self.finding.typing:
            self.finding.paste(text)
            self._refind()
        return self.finding.typing

    def _searches(self, key: str, character: str | None) -> bool:
        """A key of the search: what begins it, ends it and is typed into it."""
        if self.finding.typing:
            used = self.finding.key(key, character)
            self._refind()
            return used
        if character and character in START:
            self.finding.typing = True
        elif key == "escape" and self.finding.wanted:
            self.finding.clear()
            self._refind()
        else:
            return False
        return True

    def _refind(self) -> None:
        """Other rows fit: the cursor stays on its plan where that is still there."""
        before = self.found[self.at : self.at + 1]
        self._fit = None
        ids = [entry.id for entry in self.found]
        self.at = ids.index(before[0].id) if before and before[0].id in ids else 0

    def _with(self, entry: Listed, key: str, sure: str) -> None:
        """What is done to the plan under the cursor."""
        if key == "d":
            self._delete(entry, sure)
        elif key == "v":
            self._versions(entry)
        elif key == "r":
            self._rescue(entry)
        elif key == "c":
            self._view(entry)
        elif key == "enter":
            self._open(entry)
            self._changed()

    def _open(self, entry: Listed) -> None:
        if entry.broken:
            self.told = self._broken(entry)
        elif entry.sealed:
            ask = AskPassphrase(_shown(entry), partial(self.host.desk.store.unlock, entry.id))
            unattended(self.host.push_screen(ask, partial(self._asked, entry)))
        else:
            self.told = self.host.open_listed(entry)

    def _asked(self, entry: Listed, answer: Lock | str | None) -> None:
        if isinstance(answer, Lock):
            answer = self.host.open_listed(entry, answer)
        self._back(answer)

    def _delete(self, entry: Listed, sure: str) -> None:
        """Only the second D deletes: a stray one may be the tail of an arrow key on a slow line."""
        if sure == entry.id:
            self.told = self.host.desk.delete(entry)
            self._changed()
        else:
            self.sure = entry.id
            sure = _("再按一次 D 删除「{name}」")
            if entry.draft:
                sure = _("再按一次 D 删除没填完的「{name}」，删了找不回来")
            self.told = sure.format(name=_shown(entry))

    def _broken(self, entry: Listed) -> str:
        """Why a plan cannot be opened, the version it can be restored from, whether it can be
        looked at."""
        told = _("打不开：{why}").format(why=entry.broken)
        if version := self.host.desk.rescue(entry):
            told += _("按 R 恢复 {saved} 保存的版本。").format(saved=moment(version.saved))
        return told + (_("按 C 看里面写着的。") if self.host.desk.look(entry) else "")

    def _view(self, entry: Listed) -> None:
        found = self.host.desk.look(entry)
        if found is not None:
            screen = DamagedScreen(_shown(entry), found, self.host.desk.policy.regions)
            unattended(self.host.push_screen(screen, lambda _none: self._back(self._broken(entry))))
        elif entry.broken:
            self.told = _("里面的内容读不出来")

    def _rescue(self, entry: Listed) -> None:
        version = self.host.desk.rescue(entry)
        if version is not None:
            self.told = self.host.desk.revert(entry.id, version.number)
            self._changed()
        elif entry.broken:
            self.told = _("没有可以恢复的完好版本")

    def _versions(self, entry: Listed) -> None:
        screen = VersionsScreen(self.host.desk, entry.id, _shown(entry))
        unattended(self.host.push_screen(screen, self._back))

    def _back(self, told: str | None) -> None:
        self.told = told or ""
        self._changed()
        self.redraw()

    def on_mount(self) -> None:
        """The cursor on the plan that was saved last."""
        super().on_mount()
        ids = [entry.id for entry in self.entries]
        self.at = ids.index(self.host.desk.last) if self.host.desk.last in ids else 0

    def _move(self, key: str, count: int) -> None:
        step = {"home": -count, "end": count}.get(key, STEPS.get(key, 0))
        self.at = max(0, min(self.at + step, count - 1))


def _shown(entry: Listed) -> str:
    """What a row is called: its name; a broken file has only its id."""
    return entry.name or (entry.id if entry.broken else render(NAMELESS))

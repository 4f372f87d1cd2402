"""The list of kept plans and unfinished ones: open, begin, delete, undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from profiles.passphrases import Lock
from tui.cabinet import Listed
from tui.finding import START, Finding
from tui.layout import page, window
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.damaged import DamagedScreen
from tui.screens.doings import DOINGS
from tui.screens.host import unattended
from tui.screens.passphrase import AskPassphrase
from tui.screens.versions import VersionsScreen, moment
from tui.widgets.keys import header, keys_line
from tui.widgets.plans import list_keys, plan_row, shown, titles
from tui.words import _
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.app import CanbaoApp


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
        self.marks: list[str] = []
        """Ids of the plans to compare, in the order they were marked."""

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
        told = self.finding.shown(len(entries), len(self.entries), width)
        told += self._told(entries, width)
        foot = [rule(width), *(keys_line(keys, width) for keys in self._keys())]
        room = height - len(head) - len(told) - len(foot) - 2
        rows = [
            plan_row(
                index + 1,
                entries[index],
                width,
                focused=index == self.at,
                marked=entries[index].id in self.marks,
            )
            for index in window(len(entries), room, self.at)
        ]
        body = [titles(width), *(rows or self._empty())]
        body += [Line()] * (height - len(head) - len(told) - len(foot) - len(body)) + told
        return page(head, body, foot, height)

    def _empty(self) -> list[Line]:
        text = _(" 没有找到；Esc 看全部") if self.finding.wanted else _(" 还没有方案，按 N 新建")
        return [line((text, Style.DIM))]

    def _told(self, entries: Sequence[Listed], width: int) -> list[Line]:
        """What was told, else why the file under the cursor cannot be read: the whole sentence."""
        broken = entries[self.at].broken if self.at < len(entries) else ""
        text = self.told or (_("打不开：{why}").format(why=broken) if broken else "")
        return [line((row, Style.WARN)) for row in wrap(text, width - 1, indent=" ")[:4]]

    def _keys(self) -> list[list[tuple[str, str]]]:
        if self.finding.typing:
            return [[("Enter", _("回列表")), ("Esc", _("不找了，看全部"))]]
        return list_keys()

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
        elif entry.broken and key in ("r", "c"):
            self._rescue(entry) if key == "r" else self._view(entry)
        elif key == "enter":
            self._open(entry)
        elif key in DOINGS:
            DOINGS[key](self, entry)

    def _open(self, entry: Listed) -> None:
        if entry.broken:
            self.told = self._broken(entry)
            self._changed()
        else:
            self.unlocked(entry, partial(self.host.open_listed, entry))

    def unlocked(self, entry: Listed, then: Callable[[Lock | None], str | None]) -> None:
        """Do something with a plan's lock, asked for where it has one; tell what came of it."""
        if not entry.sealed:
            self.back(then(None))
            return
        ask = AskPassphrase(shown(entry), partial(self.host.desk.store.unlock, entry.id))
        unattended(self.host.push_screen(ask, partial(self._asked, then)))

    def _asked(self, then: Callable[[Lock | None], str | None], answer: Lock | str | None) -> None:
        self.back(then(answer) if isinstance(answer, Lock) else answer)

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
            self.told = sure.format(name=shown(entry))

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
            screen = DamagedScreen(shown(entry), found, self.host.desk.policy.regions)
            unattended(self.host.push_screen(screen, lambda _none: self.back(self._broken(entry))))
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
        screen = VersionsScreen(self.host.desk, entry.id, shown(entry))
        unattended(self.host.push_screen(screen, self.back))

    def back(self, told: str | None) -> None:
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

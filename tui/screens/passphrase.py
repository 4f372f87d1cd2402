"""Typing a passphrase, a new one twice or the one a plan has: shown as dots, kept nowhere.

The key is made of it in a thread: that takes 0.3 s.
"""

import asyncio
from collections.abc import Callable, Sequence

from profiles.passphrases import MOST, Lock, WrongPassphraseError, new_lock, read_passphrase
from profiles.problems import ProfileError, RefusedError
from profiles.troubles import StoreError
from tui.editing import TextEdit
from tui.entries.text import MOVES
from tui.glyphs import ON, POINT
from tui.layout import page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.keys import footer
from tui.words import _, render
from tui.wrapping import wrap

TRIES = 3


class SecretScreen(CanvasScreen[Lock | str]):
    """Ends with the lock, or with what is to be told instead."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_text = title
        self.edit = TextEdit(limit=MOST)
        self.told = ""
        self.busy = self.over = False

    def label(self) -> str:
        raise NotImplementedError

    def about(self) -> Sequence[str]:
        """Paragraphs above the field."""
        return ()

    def enter(self) -> None:
        raise NotImplementedError

    def draw(self, width: int, height: int) -> Sequence[Line]:
        head = [line((f" {self.title_text}", Style.TITLE)).crop(width), rule(width)]
        body = [row for text in self.about() for row in _block(text, width)]
        dots = TextEdit(ON * len(self.edit.text), self.edit.cursor, MOST)
        label = line((f" {self.label()} {POINT} ", Style.KEY))
        field = label + dots.view(max(1, min(40, width - label.width)))
        told = _block(self.told, width, Style.WARN)
        keys = [("Enter", _("确定")), ("Esc", _("返回"))]
        return page(head, [*body, field, Line(), *told], footer(keys, width), height)

    def handle(self, key: str, character: str | None) -> bool:
        if self.busy or self.over:
            return False
        if key in ("escape", "f10"):
            self.end("")
            return False
        if key == "enter":
            self.enter()
        elif key in MOVES:
            self.edit = getattr(self.edit, MOVES[key])()
        elif character and character.isprintable():
            self.paste(character)
        return True

    def paste(self, text: str) -> bool:
        if not (self.busy or self.over):
            self.edit, self.told = self.edit.insert(text), ""
        return True

    def typed(self) -> str:
        """What stands in the field, which is empty now."""
        text, self.edit = self.edit.text, TextEdit(limit=MOST)
        return text

    def make(self, work: Callable[[], Lock], told: str) -> None:
        """Do the slow part beside the screen."""
        self.busy, self.told = True, told
        self.run_worker(self._made(work), exclusive=True)

    async def _made(self, work: Callable[[], Lock]) -> None:
        try:
            self.end(await asyncio.to_thread(work))
        except WrongPassphraseError:
            self.busy = False
            self.wrong()
        except (ProfileError, StoreError) as error:
            self.end(str(error))

    def wrong(self) -> None:
        """The passphrase did not open anything."""

    def end(self, result: Lock | str) -> None:
        self.over = True
        unattended(self.dismiss(result))


class NewPassphrase(SecretScreen):
    """A new one, typed twice."""

    def __init__(self, name: str) -> None:
        super().__init__(_("给「{name}」加口令").format(name=name))
        self.first = ""

    def label(self) -> str:
        return _("再打一次") if self.first else _("口令")

    def about(self) -> Sequence[str]:
        return (
            _("口令丢了，这个方案就打不开了，谁也找不回来。"),
            _("口令至少 8 个字符。方案的名称不加密，列表里照样看得见。"),
            _(
                "以前的版本一起加上口令；读不出来的版本、草稿和删掉的旧样子清掉。"
                "以后不再存草稿：没保存的改动只在内存里，断线就没了，改完请按 F5。"
            ),
        )

    def enter(self) -> None:
        text = self.typed()
        try:
            text = read_passphrase(text)
        except RefusedError as error:
            self.told = render(error.text)
            return
        if not self.first:
            self.first = text
        elif self.first != text:
            self.first, self.told = "", _("两次打的不一样，从头再打。")
        else:
            self.first = ""
            self.make(lambda: new_lock(text), _("正在加口令……"))


class AskPassphrase(SecretScreen):
    """The one a plan has; ``unlock`` tries it."""

    def __init__(self, name: str, unlock: Callable[[str], Lock]) -> None:
        super().__init__(_("「{name}」有口令").format(name=name))
        self.unlock = unlock
        self.left = TRIES

    def label(self) -> str:
        return _("口令")

    def enter(self) -> None:
        if text := self.typed():
            self.make(lambda: self.unlock(text), _("正在打开……"))

    def wrong(self) -> None:
        self.left -= 1
        if not self.left:
            self.end(_("口令三次都不对，没有打开；也可能文件被人改过。"))
            return
        self.told = _("口令不对，还可以试 {n} 次。").format(n=self.left)
        self.redraw()


def _block(text: str, width: int, style: Style = Style.NORMAL) -> list[Line]:
    rows = wrap(text, min(width, 76) - 1, indent=" ") if text else []
    return [*(line((row, style)) for row in rows), Line()]

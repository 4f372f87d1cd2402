"""Another name for a plan: one field; Enter takes it, Esc leaves the old one."""

from collections.abc import Sequence

from core.reading import NAME_LIMIT, Unreadable, read_name
from tui.editing import TextEdit
from tui.entries.text import MOVES
from tui.glyphs import POINT
from tui.layout import page
from tui.lines import Line, Style, line, rule
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.widgets.keys import footer
from tui.words import _, render
from tui.wrapping import wrap


class NameScreen(CanvasScreen[str]):
    """Ends with the new name; empty where it stays."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.before = name
        self.edit = TextEdit.of(name, NAME_LIMIT)
        self.told = ""
        self.over = False

    def draw(self, width: int, height: int) -> Sequence[Line]:
        title = _("给「{name}」改名").format(name=self.before)
        head = [line((f" {title}", Style.TITLE)).crop(width), rule(width)]
        label = line((f" {_('新名称')} {POINT} ", Style.KEY))
        field = label + self.edit.view(max(1, min(60, width - label.width)))
        about = _("以前的名称留在「版本」里。不要写身份证号。")
        rows = [line((row, Style.DIM)) for row in wrap(about, width - 1, indent=" ")]
        told = [line((row, Style.ERROR)) for row in wrap(self.told, width - 1, indent=" ")]
        keys = [("Enter", _("确定")), ("Esc", _("不改")), ("Ctrl+U", _("清空"))]
        return page(head, [*rows, Line(), field, Line(), *told], footer(keys, width), height)

    def handle(self, key: str, character: str | None) -> bool:
        if self.over:
            return False
        if key in ("escape", "f10"):
            self._end("")
        elif key == "enter":
            self._take()
        elif key in MOVES:
            self.edit = getattr(self.edit, MOVES[key])()
        elif character and character.isprintable():
            self.paste(character)
        return not self.over

    def paste(self, text: str) -> bool:
        self.edit, self.told = self.edit.insert(text), ""
        return True

    def _take(self) -> None:
        try:
            self._end(read_name(self.edit.text))
        except Unreadable as error:
            text = _("{problem}。可填：{accepted}")
            self.told = text.format(problem=render(error.problem), accepted=render(error.accepted))

    def _end(self, name: str) -> None:
        self.over = True
        unattended(self.dismiss(name))

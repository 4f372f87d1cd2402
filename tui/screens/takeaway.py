"""P (or Ctrl+F): take the hand-out along — a file, a QR code to scan, or paper from a printer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.words import Text, say
from profiles.problems import ProfileError
from tui.editing import TextEdit
from tui.entries.text import MOVES
from tui.flow import Flow, Told
from tui.glyphs import POINT
from tui.kiosk.qr import picture, room, with_ink
from tui.layout import beside, fill, page
from tui.lines import Line, Style, line, rule
from tui.printing import PATIENCE, PrintError, printer, send
from tui.report.handouts.asked import Asked, asked
from tui.report.handouts.naming import file_name, free
from tui.report.handouts.uncertain import short
from tui.report.handouts.writing import written
from tui.screens.base import CanvasScreen
from tui.screens.host import unattended
from tui.theme import MONO, Theme
from tui.widgets.keys import footer
from tui.words import _, render
from tui.wrapping import wrap

CODE, PAPER = "code", "paper"
CHOICES: tuple[tuple[str, Text], ...] = (
    ("html", say("网页，可以打印（A4）")),
    ("text", say("文字，80 列")),
    ("md", say("Markdown")),
    ("csv", say("逐年表，电子表格用")),
    ("ics", say("缴费日历，手机、电脑日历用")),
    ("json", say("JSON，给别的程序")),
    (CODE, say("二维码：没有姓名的几行摘要，用手机扫")),
)
ON_PAPER = (PAPER, say("送到打印机（文字，80 列）"))
"""Only where the machine can print.  A kiosk cannot: it has no such screen."""
LIMIT = 200


def takeaway_of(flow: Flow, key: str, *, sealed: bool) -> TakeawayScreen | None:
    """The screen; None (and told why) while there is nothing to take along."""
    if not flow.commit():
        return None
    if flow.preview.projection is None:
        text = _("还没有算出来的数：先填出生年月、性别和户籍地")
        flow.told = Told(text, error=True)
        return None
    name = str(flow.answers.get("name") or "")
    return TakeawayScreen(asked(name, flow.answers, flow.policy, flow.as_of), key, sealed=sealed)


class TakeawayScreen(CanvasScreen[None]):
    """``key`` names the plan to its calendar; ``sealed`` says that it has a passphrase."""

    def __init__(self, found: Asked, key: str, *, sealed: bool = False) -> None:
        super().__init__()
        self.found, self.key, self.sealed = found, key, sealed
        self.printer = printer()
        self.choices = (*CHOICES, ON_PAPER) if self.printer else CHOICES
        self.at = 0
        self.showing = self.busy = False
        """Whether the code is on the screen; whether the printer has not answered yet."""
        self.told = Told("")
        self.edit = self._usual()

    @property
    def form(self) -> str:
        return self.choices[self.at][0]

    @property
    def to_a_file(self) -> bool:
        return self.form not in (CODE, PAPER)

    def _usual(self) -> TextEdit:
        """Where it goes unless told: the plan's name, with a number where that is taken."""
        home = Path("~")
        with suppress(RuntimeError):  # a user without a home
            home = home.expanduser()
        name = free(home / file_name(self.found.name, self.found.day, self.form)).name
        return TextEdit.of(f"~/{name}", LIMIT)

    # ---- drawing

    def draw(self, width: int, height: int) -> Sequence[Line]:
        if self.showing:
            return self._code(width, height)
        head = [line((_(" 带走"), Style.TITLE)), rule(width)]
        body = [Line()]
        for index, (_form, words) in enumerate(self.choices):
            row = line("   ", render(words))
            body.append(row.fit(width).styled(Style.FOCUS) if index == self.at else row)
        body += [Line(), *self._field(width), Line(), *self._about(width)]
        keys = [("↑↓", _("换格式")), ("Enter", self._does()), ("Esc", _("返回"))]
        return page(head, body, footer(keys, width), height)

    def _does(self) -> str:
        return {CODE: _("给我看"), PAPER: _("打印")}.get(self.form, _("写文件"))

    def _field(self, width: int) -> list[Line]:
        if not self.to_a_file:
            return []
        label = line((_(" 写到") + f" {POINT} ", Style.KEY))
        return [label + self.edit.view(max(1, min(64, width - label.width - 1)))]

    def _about(self, width: int) -> list[Line]:
        texts = [(_("里面写明不是凭证；文件只有自己能读。"), Style.DIM)]
        if self.form == PAPER:
            texts = [(_("里面写明不是凭证；上面有填的答案，打好就取走。"), Style.DIM)]
        if self.sealed and self.to_a_file:
            texts.append((_("这个方案有口令，写出的文件没有加密。"), Style.WARN))
        if self.told.text:
            texts.append((self.told.text, Style.ERROR if self.told.error else Style.VALUE))
        return [line((row, style)) for text, style in texts for row in wrap(text, width - 1, " ")]

    def _look(self) -> Theme:
        return with_ink(super()._look())

    def _code(self, width: int, height: int) -> list[Line]:
        """The code as large as it needs; the rows themselves where it cannot be drawn."""
        look, rows = super()._look(), list(short(self.found))
        words = [line(row) for text in rows for row in wrap(text, max(12, min(width - 2, 34)))]
        place = None if look.ascii else room(width, height - 1)
        text = "\n".join(rows)
        keys = footer([("Esc", _("返回"))], width)[1:]
        if place is None or len(text.encode()) > place.size:
            return [*fill(words, height - 1), *keys]
        code = picture(text, place.version, ink=look.table is not MONO)
        body = beside(code, words, place.modules, "  ")
        return [*fill([row.crop(width) for row in body], height - 1), *keys]

    # ---- keys

    def handle(self, key: str, character: str | None) -> bool:
        if self.showing:
            self.showing = False
            return True
        if key in ("escape", "f10", "ctrl+f"):
            unattended(self.dismiss(None))
            return False
        self.told = Told("")
        if key in ("up", "down"):
            self.at = max(0, min(self.at + (1 if key == "down" else -1), len(self.choices) - 1))
            self.edit = self._usual()
        elif key == "enter":
            self._take()
        elif not self.to_a_file:
            return False
        elif key in MOVES:
            self.edit = getattr(self.edit, MOVES[key])()
        elif character and character.isprintable():
            self.edit = self.edit.insert(character)
        return True

    def paste(self, text: str) -> bool:
        self.edit = self.edit.insert(text)
        return True

    def _take(self) -> None:
        if self.form == CODE:
            self.showing = True
        elif self.form == PAPER:
            self._print()
        else:
            self._write()

    def _write(self) -> None:
        from tui.commands.export import write_file

        file = self.edit.text.strip()
        try:
            data = written(self.found, self.form, self.key)
            write_file(Path(file).expanduser(), data, force=False)
        except ProfileError as error:
            self.told = Told("".join(render(p.text) for p in error.problems), error=True)
        except (OSError, ValueError, RuntimeError):  # no such home, a NUL in the name
            self.told = Told(_("写不了，换个名字"), error=True)
        else:
            self.told = Told(_("已写到 {file}").format(file=file))

    # ---- the printer

    def _print(self) -> None:
        self.told = Told(_("正在送到打印机；按 Esc 就不打了"))
        if not self.busy and self.printer:
            self.busy = True
            self.run_worker(self._printed(self.printer), exclusive=True)

    async def _printed(self, program: str) -> None:
        """Whoever leaves the screen meanwhile takes the job back."""
        try:
            await send(program, written(self.found, "text"), PATIENCE)
        except PrintError as error:
            why = str(error) or _("没有说原因")
            self.told = Told(_("没有打出来。打印程序：{why}").format(why=why), error=True)
        except TimeoutError:
            text = _("等了{n}秒，打印机没有回答，没有打出来").format(n=int(PATIENCE))
            self.told = Told(text, error=True)
        except OSError:
            self.told = Told(_("没有打出来：打印程序用不了"), error=True)
        else:
            self.told = Told(_("已送到打印机"))
        self.busy = False
        self.redraw()

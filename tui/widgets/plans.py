"""The rows of the list of kept plans."""

from core.words import Text, say
from tui.cabinet import Listed
from tui.glyphs import ON
from tui.lines import Line, Style, columns
from tui.saying import SCHEMES
from tui.words import _, render

NAMELESS: Text = say("没起名的方案")


def shown(entry: Listed) -> str:
    """What a row is called: its name; a broken file has only its id."""
    return entry.name or (entry.id if entry.broken else render(NAMELESS))


def titles(width: int) -> Line:
    return _columns("", _("名称"), _("险种"), _("保存时间"), width).styled(Style.DIM)


def plan_row(number: int, entry: Listed, width: int, *, focused: bool, marked: bool) -> Line:
    """One plan; a marked one has a dot before its number."""
    head = f"{ON if marked else ''}{number}"
    if entry.broken:
        row = _columns(head, shown(entry), "", _("打不开"), width)
    else:
        state = _("未完成") if entry.draft else entry.saved[:16].replace("T", " ")
        scheme = render(SCHEMES[entry.scheme]) if entry.scheme in SCHEMES else ""
        row = _columns(head, shown(entry), _("有口令") if entry.sealed else scheme, state, width)
    return row.styled(Style.FOCUS) if focused else row


def _columns(number: str, name: str, scheme: str, saved: str, width: int) -> Line:
    room = max(8, width - 36)
    return columns(
        [
            (number, 3, "right"),
            (name, room, "left"),
            (scheme, 11, "left"),
            (saved, 16, "left"),
        ]
    )


def list_keys() -> list[list[tuple[str, str]]]:
    """Two rows: what is done to the plan under the cursor, and the rest."""
    plan = [
        ("Enter", _("打开")),
        ("B", _("变式")),
        ("Y", _("复制")),
        ("R", _("改名")),
        ("D", _("删除")),
        ("V", _("版本")),
        (_("空格"), _("标记")),
        ("C", _("比较")),
    ]
    rest = [
        ("N", _("新方案")),
        ("/", _("查找")),
        ("U", _("恢复刚删的")),
        ("P", _("参数")),
        ("F10", _("退出")),
    ]
    return [plan, rest]

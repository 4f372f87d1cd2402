"""F1: the question one is at — why it is asked, where the answer stands — and the keys."""

from collections.abc import Sequence

from core.questions.question import Kind, Question
from tui.lines import Line, Style, line
from tui.screens.reader import ReaderScreen
from tui.words import _, render
from tui.wrapping import wrap


class HelpScreen(ReaderScreen):
    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def title_text(self) -> str:
        return _("说明：{label}").format(label=render(self.question.label))

    def rows(self, width: int) -> Sequence[Line]:
        rows: list[Line] = []
        rows += block(_("为什么问"), render(self.question.why), width)
        rows += block(_("答案在哪里"), render(self.question.where), width)
        rows += block(_("怎么填"), ways()[self.question.kind], width)
        if self.question.usual is not None:
            usual = _("留空就按：{usual}").format(usual=render(self.question.usual))
            rows += block(_("不知道怎么办"), usual, width)
        rows += block(_("按键"), key_help(), width)
        return rows


def block(title: str, text: str, width: int) -> list[Line]:
    """A titled paragraph."""
    lines = [line(row) for row in wrap(text, width, indent="  ")]
    return [line((title, Style.TITLE)), *lines, Line()]


def ways() -> dict[Kind, str]:
    """How each kind of question is answered."""
    return {
        Kind.TEXT: _("直接打字。全角数字、句号当小数点、带「年月」「元」都可以。"),
        Kind.CHOICE: _("按前面的数字，或用左右键、空格换；上下键到别的题。"),
        Kind.PRESET: _("左右键换现成的档，或直接打字。"),
        Kind.REGION: _(
            "打拼音首字母（大同打 dt）、全拼、六位代码或汉字，"
            "下面列出地方；再打前面的数字，或用上下键挑，回车选定。"
        ),
        Kind.PERIODS: _(
            "按 → 打开另一页，一段一段填：哪一种、起止年月、在哪里、按什么基数缴的；Esc 回来。"
        ),
        Kind.OPTION: _(
            "按前面的数字，或用上下键挑一行，回车选定；前面是 - 的不能选，原因写在右边。"
        ),
    }


def key_help() -> str:
    """All keys, one a line."""
    return _(
        "Enter、Tab 下一项；Shift+Tab 上一项；上下键换题\n"
        "Ctrl+N 右边往下看，到底了回到开头\n"
        "F2（或 PageUp）上一步；F3（或 PageDown）下一步\n"
        "F4（或 Ctrl+O）换一天的法规，看同一个人两天各是多少\n"
        "F6（或 Ctrl+Y）看每个数是怎么算出来的、依据哪份文件\n"
        "F11（或 Ctrl+T）逐年表和图：缴多少、账户、领多少、哪月回本\n"
        "Ctrl+F（核对一步按 P）带走：打印的网页、文字、电子表格、日历、二维码\n"
        "F5（或 Ctrl+S）保存；F7（或 Ctrl+G）改推算假设；F8 另存一份\n"
        "F12（或 Ctrl+R）算一算：能停多久、每月能缴这么多怎么缴、接下来办什么\n"
        "柜台模式：* 跳到题号，+（或 Ctrl+X）存好，接下一位\n"
        "F9 给方案加口令，再按去掉\n"
        "Esc 回方案列表；F10（或 Ctrl+Q）退出。答过的都存着，下次接着来"
    )

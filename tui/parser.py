"""命令行的语法：每个命令自己说明自己，这里把它们放在一起，排版按格子算。"""

from __future__ import annotations

import argparse
import importlib
import sys
import unicodedata
from typing import NoReturn

from core.words import say
from profiles.problems import visible
from tui.words import _, render
from tui.words.usage import speak_chinese

COMMANDS = (
    "open",
    "project",
    "handout",
    "compare",
    "retirement",
    "award",
    "list",
    "show",
    "import",
    "export",
    "delete",
    "restore",
    "purge",
    "policy",
    "schema",
    "kiosk",
)
_MODULES = {"import": "importing"}  # import 是 Python 的关键字
HELP_COLUMN = 28
WIDTH = 72


def cells(text: str) -> int:
    """占几格；不为它装载 rich。"""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse 按字数对齐、折行，汉字两格就歪了：这里自己排，折行留一点余地。"""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=WIDTH)

    def _format_action(self, action: argparse.Action) -> str:
        head = " " * self._current_indent + self._format_action_invocation(action)
        rows = self._expand_help(action).splitlines() if action.help else []
        room = HELP_COLUMN - cells(head)
        if room < 2 and rows:
            lines = [head, *(" " * HELP_COLUMN + row for row in rows)]
        else:
            lines = [head + " " * room + rows[0]] if rows else [head]
            lines += [" " * HELP_COLUMN + row for row in rows[1:]]
        inner = [self._format_action(sub) for sub in self._iter_indented_subactions(action)]
        # 命令那一节的标题已经说明了一切，不再写一行占位的名字。
        own = "" if inner else "\n".join(lines) + "\n"
        return own + "".join(inner)


class Parser(argparse.ArgumentParser):
    """出错只说一句话，不重复整段用法；别人打进来的字符不直接送进终端。"""

    def error(self, message: str) -> NoReturn:
        words = visible(f"{self.prog}：{message}")
        sys.stderr.write(words + "\n")
        raise SystemExit(2)


def build() -> Parser:
    """整个语法；不装载 textual 和 pydantic。"""
    speak_chinese()
    parser = Parser(
        prog="canbao",
        description=_("参保：灵活就业人员养老保险的参保助手。不带命令就打开界面。"),
        epilog=render(EPILOG),
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help=_("显示版本"))
    _add_ascii(parser, default=False)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--clerk", action="store_true", help=_("柜台：所有的题在一屏，一键下一位"))
    mode.add_argument("--citizen", action="store_true", help=_("一页一题，先说为什么问"))
    commands = parser.add_subparsers(dest="command", metavar=_("命令"), title=_("命令"))
    for name in COMMANDS:
        module = importlib.import_module(f"tui.commands.{_MODULES.get(name, name)}")
        module.add_parser(commands)
    return parser


EPILOG = say(
    """\
退出状态：
  0   完成
  1   核对出了不同（award、policy check、policy diff）
  2   用法或输入有误；每处一句话，写到标准错误
  3   被拒绝（没有权限、口令不对、正在被别的窗口写）
  70  程序自己出错；130 被中断
环境变量：CANBAO_PROFILES 方案文件夹，CANBAO_POLICY 自备政策文件夹，
CANBAO_AS_OF 固定“今天”（年-月-日），
CANBAO_MODE 怎么问：clerk 柜台，citizen 一页一题。
这里算出的都是估算，以经办机构为准；有疑问请打 12333。"""
)

Commands = argparse._SubParsersAction  # argparse 没有给它公开的名字


def _add_ascii(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--ascii", action="store_true", default=default, help=_("线条和符号只用 ASCII 字符")
    )


def new_command(commands: Commands[Parser], name: str, words: str, example: str = "") -> Parser:
    """加一个命令；``--ascii`` 写在命令前后都行。"""
    parser = commands.add_parser(
        name,
        help=words,
        description=words,
        epilog=f"{_('例：')}{example}" if example else None,
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    _add_ascii(parser, default=argparse.SUPPRESS)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``。"""
    parser.add_argument("--json", action="store_true", help=_("只输出一份 JSON"))


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """``--as-of``。"""
    parser.add_argument(
        "--as-of",
        metavar=_("年-月-日"),
        help=_("按哪一天的规定和公布数算\n（默认今天，2019-01-01 起）"),
    )

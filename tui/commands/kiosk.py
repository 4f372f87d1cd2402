"""``canbao kiosk``：自助机。只由启动脚本启动，没有哪个键能进来或出去。"""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from core.words import say
from tui.failures import REFUSED, BadInputError
from tui.kiosk_setup.command import add_check, add_setup
from tui.parser import Commands, Parser, new_command
from tui.words import _, render
from tui.zygote.command import add_attach, add_parent


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "kiosk", _("自助机（由启动脚本启动）"))
    _add_place(parser, None, 30)
    parser.add_argument("--no-keep", action="store_true", help=_("不保留方案，没有取回码"))
    _add_number(parser, "--idle-warning", 60, _("多少秒没有按键就提醒（默认60）"))
    _add_number(parser, "--idle-end", 90, _("多少秒没有按键就结束（默认90）"))
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(dest="action", metavar=_("做什么"), title=_("做什么"))
    purging = new_command(actions, "purge", _("删掉过了保留期的方案（给定时任务）"))
    _add_place(purging, argparse.SUPPRESS, argparse.SUPPRESS)
    purging.set_defaults(run=purge)
    for add in (add_setup, add_check, add_parent, add_attach):
        add(actions)


def _add_place(parser: Parser, directory: object, days: object) -> None:
    parser.add_argument(
        "--directory",
        metavar=_("文件夹"),
        default=directory,
        help=_("保留的方案放在哪里\n（不写就不保留）"),
    )
    _add_number(parser, "--retention-days", days, _("最后一次打开之后保留几天（默认30）"))


def _add_number(parser: Parser, name: str, usual: object, words: str) -> None:
    parser.add_argument(name, type=_number, metavar=_("数"), default=usual, help=words)


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 36500:
        raise ValueError
    return number


def run(args: Namespace) -> int:
    """先看肯不肯启动，再关严自己的进程，然后开始。"""
    import os
    import sys

    from tui.kiosk.refusals import refusal
    from tui.kiosk.settings import Settings

    if args.idle_end <= args.idle_warning:
        raise BadInputError(say("--idle-end 要比 --idle-warning 大。"))
    why = refusal(os.environ, sys.stdin, sys.stdout)
    if why is not None:
        args.console.complain([why])
        return REFUSED
    from tui.kiosk.session import run_session

    keeping = args.directory is not None and not args.no_keep
    return run_session(
        Settings(
            Path(args.directory) if keeping else None,
            args.retention_days,
            args.idle_warning,
            args.idle_end,
            args.ascii,
        )
    )


def purge(args: Namespace) -> int:
    """删掉过了保留期的，连同没写完的；说一声删了几份。"""
    from datetime import timedelta

    from profiles.sealed import Sealed
    from tui.clock import today

    if args.directory is None:
        raise BadInputError(say("要写 --directory：保留的方案放在哪里。"))
    before = today() - timedelta(args.retention_days)
    gone = Sealed(Path(args.directory)).purge(before)
    args.console.say(render(say("删掉了 {n} 份过了保留期的方案", n=gone)))
    return 0

"""``canbao purge``：清掉很久没有打开过的方案，连同草稿、以前的版本和回收的。"""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import timedelta

from core.words import say
from tui.parser import Commands, Parser, new_command
from tui.words import _

MOST = 36500


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "purge",
        _("彻底清掉很久没用的方案（不能恢复）"),
        "canbao purge --days 180 --dry-run",
    )
    parser.add_argument(
        "--days", required=True, metavar="N", help=_("多少天没有保存、也没有打开过")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("只列出编号，什么也不删"))
    parser.add_argument("--yes", action="store_true", help=_("在终端里也不再确认"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """只说编号：名称不进终端的记录，也不进日志。"""
    from tui.clock import today
    from tui.commands.finding import store

    before = (today() - timedelta(days=_days(args.days))).isoformat()
    profiles = store()
    if args.dry_run:
        ids = profiles.unused(before)
        args.console.say(*ids, _("会清掉 {n} 份").format(n=len(ids)))
        return 0
    if sys.stdin.isatty() and not args.yes:
        _ask(len(profiles.unused(before)))
    ids = profiles.purge(before)
    args.console.say(*ids, _("清掉了 {n} 份").format(n=len(ids)))
    return 0


def _days(text: str) -> int:
    from profiles.problems import shown
    from tui.failures import BadInputError

    if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 0 < int(text) <= MOST:
        return int(text)
    raise BadInputError(
        say("--days：不能是「{text}」。可填：1 到 {most} 的整数。", text=shown(text), most=MOST)
    )


def _ask(count: int) -> None:
    from tui.failures import BadInputError

    text = say(
        "会彻底清掉 {n} 份方案，不能恢复；确定就加 --yes，先看看是哪些就加 --dry-run。", n=count
    )
    raise BadInputError(text)

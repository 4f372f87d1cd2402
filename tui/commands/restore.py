"""``canbao restore``：恢复一份删掉的方案。"""

from __future__ import annotations

from argparse import Namespace

from core.words import say
from tui.parser import Commands, Parser, new_command
from tui.words import _, render


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "restore", _("恢复一份删掉的方案"))
    parser.add_argument(
        "name", metavar=_("方案"), help=_("名称或编号；canbao list --deleted 列出它们")
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """编号已经有了的，不覆盖。"""
    from tui.commands.finding import find_deleted, store

    entry = find_deleted(args.name)
    store().restore(entry.id)
    args.console.say(render(say("已恢复「{name}」，编号 {id}", name=entry.name, id=entry.id)))
    return 0

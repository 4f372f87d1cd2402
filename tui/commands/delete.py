"""``canbao delete``：删掉一份方案；还能恢复。"""

from __future__ import annotations

from argparse import Namespace

from core.words import say
from tui.parser import Commands, Parser, new_command
from tui.words import _, render


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "delete", _("删掉一份方案（还能恢复）"))
    parser.add_argument("name", metavar=_("方案"), help=_("名称或编号"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """移进回收的文件夹，并说怎么拿回来。"""
    from tui.commands.finding import find_saved, store

    entry = find_saved(args.name)
    store().delete(entry.id)
    text = say("已删掉「{name}」；恢复：canbao restore {id}", name=entry.name, id=entry.id)
    args.console.say(render(text))
    return 0

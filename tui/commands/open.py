"""``canbao open``：在界面里打开一份方案。不带命令也走这里。"""

from __future__ import annotations

import codecs
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from core.words import Text, say
from tui.failures import BadInputError
from tui.parser import Commands, Parser, new_command
from tui.words import _

if TYPE_CHECKING:
    from profiles.store import Entry


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "open", _("在界面里打开一份方案"), "canbao open 骑手小王")
    parser.add_argument("name", metavar=_("方案"), help=_("名称或编号"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """先认准方案，再装载界面。"""
    from tui.commands.finding import find_saved

    return open_interface(args, find_saved(args.name))


def open_interface(args: Namespace, entry: Entry | None) -> int:
    """打开界面；不在终端里就说一声。"""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInputError(say("这里不是终端，打不开界面；canbao --help 列出可以直接用的命令。"))
    if why := unreadable_on(sys.stdout.encoding):
        raise BadInputError(*why)
    from profiles.drafts import Drafts
    from tui import app
    from tui.clock import today
    from tui.commands.asking import lock_of
    from tui.commands.finding import store
    from tui.modes import mode_of

    mode = mode_of(os.environ, clerk=args.clerk, citizen=args.citizen)
    profiles = store()
    return app.run(
        store=profiles,
        drafts=Drafts(profiles.root),
        as_of=today(),
        open_name=None if entry is None else entry.id,
        lock=None if entry is None else lock_of(entry),
        ascii_only=args.ascii,
        mode=mode,
    )


def unreadable_on(encoding: str) -> list[Text]:
    """终端收的不是 UTF-8：汉字会变样，打进来的也认不得。先用 ASCII 说，哪里都看得懂。"""
    if codecs.lookup(encoding).name == "utf-8":
        return []
    told = [say("canbao needs a UTF-8 terminal (this one: {encoding}).", encoding=encoding)]
    told += [say("Try: LANG=C.UTF-8 PYTHONIOENCODING= canbao")]
    chinese = say("界面要用 UTF-8 编码的终端。")
    try:
        str(chinese).encode(encoding)
    except UnicodeEncodeError:
        return told
    return [*told, chinese]

"""``canbao kiosk parent`` 和 ``canbao kiosk attach``。"""

from __future__ import annotations

import argparse
from argparse import Namespace

from core.words import say
from tui.failures import BadInputError
from tui.parser import Commands, Parser, new_command
from tui.words import _


def add_parent(actions: Commands[Parser]) -> None:
    """父进程。"""
    parser = new_command(
        actions,
        "parent",
        _("公共终端的父进程：装载一次，每次登录分出一个进程"),
        "canbao kiosk parent --socket /run/canbao-kiosk/parent.sock -- --idle-end 90",
    )
    parser.add_argument("--socket", required=True, metavar=_("文件"), help=_("在这里听"))
    parser.add_argument("--user", metavar=_("账号"), help=_("root 启动时，会话用这个账号"))
    parser.add_argument(
        "--sessions", type=int, default=32, metavar=_("数"), help=_("最多几个人同时用")
    )
    parser.add_argument(
        "rest", nargs=argparse.REMAINDER, metavar=_("-- 参数"), help=_("给 canbao kiosk 的参数")
    )
    parser.set_defaults(run=run_parent)


def run_parent(args: Namespace) -> int:
    """装载一切，然后一直听。"""
    import os
    import pwd

    from tui.zygote.groups import delegated
    from tui.zygote.parent import Parent, listen
    from tui.zygote.privileges import undumpable
    from tui.zygote.warm import warm

    try:
        user = pwd.getpwnam(args.user) if args.user else pwd.getpwuid(os.geteuid())
    except KeyError:
        raise BadInputError(say("没有这个账号：{user}。", user=args.user)) from None
    if user.pw_uid == 0:
        raise BadInputError(say("会话不能是 root；请用 --user 说明用哪个账号。"))
    application = _application([word for word in args.rest if word != "--"])
    undumpable()
    warm()
    parent = Parent(
        listen(args.socket, user), user, application, args.sessions, delegated(os.getpid())
    )
    parent.serve()
    return 0


def _application(words: list[str]):  # type: ignore[no-untyped-def]
    from tui.__main__ import main
    from tui.parser import build

    build()  # 每个命令的语法也先装载好
    return lambda: main(["kiosk", *words])


def add_attach(actions: Commands[Parser]) -> None:
    """登录时的那一段（启动器直接运行那个文件，更快）。"""
    parser = new_command(actions, "attach", _("把这个终端交给父进程；父进程不在就运行后面的命令"))
    parser.add_argument("--socket", required=True, metavar=_("文件"), help=_("父进程在这里听"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar=_("-- 命令"))
    parser.set_defaults(run=run_attach)


def run_attach(args: Namespace) -> int:
    """返回会话的退出状态。"""
    from tui.zygote.attach import attach

    return attach(args.socket, [word for word in args.rest if word != "--"])

"""``canbao policy``：收录了哪些参数、出自哪里；检查政策文件。"""

from __future__ import annotations

from argparse import Namespace

from tui.parser import Commands, Parser, add_json, new_command
from tui.words import _


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令和它的三种用法。"""
    parser = new_command(
        commands, "policy", _("收录的参数和它们的文件；检查政策文件"), "canbao policy show 140000"
    )
    actions = parser.add_subparsers(
        dest="action", metavar=_("做什么"), title=_("做什么"), required=True
    )
    listing = new_command(actions, "list", _("收录了哪些地方、哪些年份"))
    add_json(listing)
    showing = new_command(
        actions, "show", _("一个地方的每个数：日期、文件、核实程度"), "canbao policy show sx"
    )
    showing.add_argument(
        "place",
        nargs="?",
        default="100000",
        metavar=_("地方"),
        help=_("代码、名称或拼音；不写是全国"),
    )
    showing.add_argument("--on", metavar=_("年-月-日"), help=_("只要那天已公布、在用的"))
    add_json(showing)
    checking = new_command(actions, "check", _("检查随程序带的和给出的政策文件（有错就退出 1）"))
    checking.add_argument("files", nargs="*", metavar=_("文件"), help=_("同样格式的 TOML 文件"))
    add_json(checking)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """三种用法各走各的。"""
    return {"list": _list, "show": _show, "check": _check}[args.action](args)


def _list(args: Namespace) -> int:
    from tui.report.policy_data import places
    from tui.report.policy_list import list_document, list_text

    found = places()
    if args.json:
        args.console.json(list_document(found))
    else:
        args.console.say(*list_text(found))
    return 0


def _show(args: Namespace) -> int:
    from tui.clock import today
    from tui.report.policy_data import place
    from tui.report.policy_show import show_document, show_text

    on = None if args.on is None else today(args.on)
    found = place(args.place)
    if args.json:
        args.console.json(show_document(found, on))
    else:
        args.console.say(*show_text(found, on))
    return 0


def _check(args: Namespace) -> int:
    from tui.failures import DIFFERENT, DONE
    from tui.report.policy_check import check_document, check_text, checked

    found = checked(args.files)
    if args.json:
        args.console.json(check_document(found))
    else:
        args.console.say(*check_text(found))
    return DIFFERENT if any(one.problems for one in found) else DONE

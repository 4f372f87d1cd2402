"""``canbao policy``：收录了哪些参数、出自哪里；检查政策文件；自己的文件改了什么。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _

if TYPE_CHECKING:
    from datetime import date

    from core.policy.model import Policy
    from core.words import Text


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令和它的四种用法。"""
    parser = new_command(
        commands,
        "policy",
        _("收录的参数和它们的文件；检查政策文件"),
        _("canbao policy show 140000；自己的政策文件见 docs/policy-own.md"),
    )
    actions = parser.add_subparsers(
        dest="action", metavar=_("做什么"), title=_("做什么"), required=True
    )
    _add_list(actions)
    _add_show(actions)
    checking = new_command(actions, "check", _("检查随程序带的、自己的和给出的文件（有错退出 1）"))
    checking.add_argument("files", nargs="*", metavar=_("文件"), help=_("同样格式的 TOML 文件"))
    _add_strict(checking, _("过期的数也算错"))
    add_json(checking)
    comparing = new_command(actions, "diff", _("自己的政策文件改了哪些数（有改动退出 1）"))
    add_as_of(comparing)
    add_json(comparing)
    parser.set_defaults(run=run)


def _add_list(actions: Commands[Parser]) -> None:
    parser = new_command(actions, "list", _("收录了哪些地方、哪些参数、哪些年份"))
    parser.add_argument("place", nargs="?", metavar=_("地方"), help=_("只看一个地方，它的全部参数"))
    add_as_of(parser)
    _add_strict(parser, _("有过期的数就不列（退出 2）"))
    add_json(parser)


def _add_show(actions: Commands[Parser]) -> None:
    parser = new_command(
        actions, "show", _("一个地方的每个数：日期、文件、核实程度"), "canbao policy show sx 下限"
    )
    parser.add_argument(
        "place",
        nargs="?",
        default="100000",
        metavar=_("地方"),
        help=_("代码、名称或拼音；不写是全国"),
    )
    parser.add_argument("name", nargs="?", metavar=_("参数"), help=_("只看一个：名字或中文名"))
    parser.add_argument(
        "--as-of",
        "--on",
        dest="as_of",
        metavar=_("年-月-日"),
        help=_("只要那天已公布、在用的"),
    )
    parser.add_argument(
        "--year", type=int, metavar=_("年"), help=_("那一年用什么数：已公布的、暂用的、推算的")
    )
    add_json(parser)


def _add_strict(parser: Parser, words: str) -> None:
    parser.add_argument("--strict", action="store_true", help=words)


def run(args: Namespace) -> int:
    """四种用法各走各的。"""
    return {"list": _list, "show": _show, "check": _check, "diff": _diff}[args.action](args)


def _list(args: Namespace) -> int:
    from tui.clock import today
    from tui.policies import policy_in_use
    from tui.report.policy_data import place, places
    from tui.report.policy_list import list_document, list_text, place_text

    day, policy = today(args.as_of), policy_in_use(args.console)
    if args.strict:
        _refuse(_expired(policy, day))
    found = list(places(policy)) if args.place is None else [place(args.place, policy)]
    if args.json:
        args.console.json(list_document(found, day))
    elif args.place is None:
        args.console.say(*list_text(found, policy, day))
    else:
        args.console.say(*place_text(found[0], day))
    return 0


def _expired(policy: Policy, day: date) -> list[Text]:
    from tui.report.policy_check import expired_texts

    return expired_texts(policy, day)


def _refuse(texts: list[Text]) -> None:
    from tui.failures import BadInputError

    if texts:
        raise BadInputError(*texts)


def _show(args: Namespace) -> int:
    from tui.clock import today
    from tui.policies import policy_in_use
    from tui.report.policy_data import parameter_name, place
    from tui.report.policy_show import Asked, show_document, show_text

    on = None if args.as_of is None else today(args.as_of)
    day, policy = on or today(), policy_in_use(args.console)
    found = place(args.place, policy)
    name = "" if args.name is None else parameter_name(args.name, found)
    if args.year is not None:
        return _show_year(args, policy, day, name)
    asked = Asked(day, on, name)
    if args.json:
        args.console.json(show_document(found, policy, asked))
    else:
        args.console.say(*show_text(found, policy, asked))
    return 0


def _show_year(args: Namespace, policy: Policy, day: date, name: str) -> int:
    from core.words import say
    from tui.report.policy_data import place
    from tui.report.policy_show import year_document, year_text, year_values

    if not 1978 <= args.year <= 2150:
        _refuse([say("--year：{year} 不在范围内。可填：1978 到 2150。", year=args.year)])
    found = place(args.place, policy)
    values = year_values(found, policy.on(day), policy, args.year, name)
    if args.json:
        args.console.json(year_document(found, values, day, args.year))
    else:
        args.console.say(*year_text(found, values, day, args.year))
    return 0


def _check(args: Namespace) -> int:
    from tui.clock import today
    from tui.failures import DIFFERENT, DONE
    from tui.policies import in_use
    from tui.report.policy_check import check_document, check_text, checked, with_expired

    use = in_use()
    found = checked(args.files, use)
    if args.strict:
        found = with_expired(found, use.policy, today())
    if args.json:
        args.console.json(check_document(found))
    else:
        args.console.say(*check_text(found))
    return DIFFERENT if any(one.problems for one in found) else DONE


def _diff(args: Namespace) -> int:
    from tui.clock import today
    from tui.failures import BAD, DIFFERENT, DONE
    from tui.policies import in_use
    from tui.report.policy_diff import diff_document, diff_text, differ, found_in

    use, day = in_use(), today(args.as_of)
    found = found_in(use, day)
    if args.json:
        args.console.json(diff_document(found, use, day))
    else:
        args.console.say(*diff_text(found, use, use.policy))
    if use.problems:
        args.console.complain(use.problems)
        return BAD
    return DIFFERENT if differ(found) else DONE

"""``canbao project``：推算一份方案，写成文字或 JSON。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _

if TYPE_CHECKING:
    from core.case import Case
    from core.policy.model import Policy
    from core.projection import Projection
    from profiles.schema import Profile


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "project",
        _("推算一份方案：什么时候退休、缴多少、领多少"),
        "canbao project 王.toml",
    )
    parser.add_argument(
        "profile", metavar=_("文件或方案"), help=_("TOML 文件（- 是标准输入），或存着的名称、编号")
    )
    add_as_of(parser)
    parser.add_argument(
        "--against",
        metavar=_("年-月-日"),
        help=_("和另一天并排：规定、参数、结果各有什么不同，为什么"),
    )
    parser.add_argument(
        "--strict", action="store_true", help=_("不用过期的数：用到了就一个一句，退出 2")
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """读、算、写。"""
    from core.answers import case_of
    from core.case import CaseError
    from core.projection import project
    from profiles.problems import refusal
    from tui.clock import today
    from tui.commands.finding import profile_of
    from tui.policies import policy_in_use

    as_of = today(args.as_of)
    profile, name = profile_of(args.profile)
    policy = policy_in_use(args.console)
    case = case_of(profile.answers(), policy.national.assumptions, as_of)
    if args.against is not None:
        return _against(args, case, policy, profile.name)
    try:
        projection = project(case, policy, as_of)
    except CaseError as error:
        raise refusal(name, error.problem, error.accepted, key=error.field) from error
    if args.strict:
        _refuse_expired(projection, policy)
    if args.json:
        from tui.report.projection_json import projection_document

        args.console.json({**projection_document(projection), **_saved_document(profile, policy)})
    else:
        from tui.report.projection_text import projection_text

        args.console.say(*projection_text(projection, case, profile.name, policy.on(as_of)))
        args.console.say(*_saved_text(profile, policy))
    return 0


def _saved_document(profile: Profile, policy: Policy) -> dict[str, object]:
    """存着的方案：保存时按哪天、哪些政策数据，现在的是不是一样。"""
    from tui.policies import saved_under

    saved = saved_under(profile, policy)
    if saved is None:
        return {}
    under = {"as_of": saved.as_of or None, "digest": saved.digest, "same_policy": saved.same}
    return {"saved_under": under}


def _saved_text(profile: Profile, policy: Policy) -> list[str]:
    from tui.policies import saved_under
    from tui.words import render
    from tui.wrapping import wrap

    saved = saved_under(profile, policy)
    return [] if saved is None else ["", *wrap(render(saved.text), 80)]


def _against(args: Namespace, case: Case, policy: Policy, name: str) -> int:
    """先的一天在左边。"""
    from core.words import say
    from tui.clock import today
    from tui.report.against import against, against_document
    from tui.report.against_text import against_text
    from tui.words import render

    first, second = sorted((today(args.as_of), today(args.against, option="--against")))
    days = first, second
    found = against(case, policy, days)
    if args.strict:
        for side in (side for one in found for side in (one.then, one.now)):
            if side.projection is not None:
                _refuse_expired(side.projection, policy)
    if args.json:
        args.console.json(against_document(found, days))
    else:
        args.console.say(render(say("{name}：按两天的规定", name=name)))
        args.console.say(*against_text(found, days, policy))
    return 0


def _refuse_expired(projection: Projection, policy: Policy) -> None:
    from tui.failures import BadInputError
    from tui.report.policy_check import expired_in

    texts = expired_in(projection, policy)
    if texts:
        raise BadInputError(*texts)

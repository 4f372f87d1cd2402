"""``canbao handout``：一份可以带走、打印的估算，几种格式。"""

from __future__ import annotations

from argparse import Namespace

from tui.parser import Commands, Parser, add_as_of, new_command
from tui.words import _

FORMATS = ("text", "md", "html", "json", "csv", "ics")


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "handout",
        _("写一份带走、打印的：结果、逐年、依据、下一步"),
        "canbao handout 骑手小王 --format html --output 小王.html",
    )
    parser.add_argument(
        "profile", metavar=_("文件或方案"), help=_("TOML 文件（- 是标准输入），或存着的名称、编号")
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        metavar="|".join(FORMATS),
        help=_("默认 text（80 列）；html 可打印，\ncsv 是逐年表，ics 是缴费日历"),
    )
    add_as_of(parser)
    parser.add_argument("--output", metavar=_("文件"), help=_("不写就到标准输出"))
    parser.add_argument("--force", action="store_true", help=_("文件已经有了也覆盖"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """读、算、写。"""
    from core.case import CaseError
    from profiles.problems import refusal
    from tui.clock import today
    from tui.commands.export import hand_over
    from tui.commands.finding import profile_of
    from tui.policies import policy_in_use
    from tui.report.handouts.asked import asked
    from tui.report.handouts.writing import written

    as_of = today(args.as_of)
    profile, name = profile_of(args.profile)
    policy = policy_in_use(args.console)
    try:
        found = asked(profile.name, profile.answers(), policy, as_of)
    except CaseError as error:
        raise refusal(name, error.problem, error.accepted, key=error.field) from error
    data = written(found, args.format, profile.id)
    return hand_over(args, data)

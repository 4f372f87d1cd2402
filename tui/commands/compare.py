"""``canbao compare``：两份到四份方案并排，标出不同。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _

if TYPE_CHECKING:
    from datetime import date

    from core.policy.model import Policy
    from tui.comparing import Compared


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "compare",
        _("两份到四份方案并排：答案、缴费、养老金哪里不同"),
        "canbao compare 骑手小王 骑手小王·变式1",
    )
    parser.add_argument(
        "profiles",
        nargs="+",
        metavar=_("文件或方案"),
        help=_("TOML 文件，或存着的名称、编号；\n两份到四份，和第一份比"),
    )
    add_as_of(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """逐份读、算，再并排。"""
    from core.words import say
    from tui.clock import today
    from tui.comparing import FEWEST, MOST, side_by_side
    from tui.failures import BadInputError
    from tui.policies import policy_in_use

    if not FEWEST <= len(args.profiles) <= MOST:
        raise BadInputError(say("要比两份到四份方案，这里写了 {n} 份。", n=len(args.profiles)))
    as_of = today(args.as_of)
    policy = policy_in_use(args.console)
    plans = [_plan(wanted, policy, as_of) for wanted in args.profiles]
    found = side_by_side(plans, policy, as_of)
    if args.json:
        from tui.report.compare_json import compare_document

        args.console.json(compare_document(found, as_of))
    else:
        from tui.report.compare_text import compare_text

        args.console.say(*compare_text(found, as_of))
    return 0


def _plan(wanted: str, policy: Policy, as_of: date) -> Compared:
    from core.words import say
    from tui.commands.finding import profile_of
    from tui.comparing import work_out
    from tui.failures import BadInputError

    profile, name = profile_of(wanted)
    plan = work_out(profile.name or name, profile.answers(), policy, as_of, profile.id)
    if plan.why is not None:
        raise BadInputError(say("{name}：{why}", name=name, why=plan.why))
    return plan

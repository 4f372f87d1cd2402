"""``canbao award``：核对一份养老金核定表。"""

from __future__ import annotations

from argparse import Namespace

from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "award",
        _("核对养老金核定表：印出的数能不能算出来"),
        _("canbao award 核定表.toml；写法见 canbao schema award"),
    )
    parser.add_argument("file", metavar=_("文件"), help=_("TOML 文件；- 是标准输入"))
    add_as_of(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """每个印出的数都对上才是 0。"""
    from core.case import CaseError
    from core.rules.award import check
    from profiles.award_file import parse_award
    from profiles.problems import refusal
    from tui.clock import today
    from tui.commands.finding import read
    from tui.failures import DIFFERENT, DONE
    from tui.policies import policy_in_use

    law = policy_in_use(args.console).on(today(args.as_of))
    raw, name = read(args.file)
    sheet = parse_award(raw, name)
    try:
        result = check(sheet, law)
    except CaseError as error:
        raise refusal(name, error.problem, error.accepted, key=error.field) from error
    if args.json:
        from tui.report.award_json import award_document

        args.console.json(award_document(result))
    else:
        from tui.report.award_text import award_text

        args.console.say(*award_text(result, law.regions))
    return DONE if result.reproduced else DIFFERENT

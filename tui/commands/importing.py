"""``canbao import``：把一个文件存成一份新方案。"""

from __future__ import annotations

from argparse import Namespace

from core.words import say
from tui.parser import Commands, Parser, new_command
from tui.words import _, render


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "import", _("把文件存成一份新方案"), "canbao import 王.toml")
    parser.add_argument("file", metavar=_("文件"), help=_("TOML 文件；- 是标准输入"))
    parser.add_argument("--name", metavar=_("名称"), help=_("换一个名称"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """总是一份新的：文件里的编号属于它原来的那台机器。"""
    from profiles.toml import parse_profile
    from tui.clock import now, today
    from tui.commands.finding import read, store
    from tui.policies import policy_in_use, stamped

    raw, name = read(args.file)
    profile = parse_profile(raw, name)
    fresh = profile.model_copy(update={"meta": None})
    if args.name is not None:
        fresh = fresh.model_copy(update={"name": _name(args.name)})
    fresh = stamped(fresh, policy_in_use(args.console), today())
    saved = store().save(fresh, now())
    args.console.say(render(say("已存为「{name}」，编号 {id}", name=saved.name, id=saved.id)))
    return 0


def _name(text: str) -> str:
    from profiles.problems import RefusedError
    from profiles.values import clean_name
    from tui.failures import BadInputError

    try:
        return clean_name(text)
    except RefusedError as error:
        raise BadInputError(
            say("--name：{what}。可填：1 到 40 个字的名称，不含控制字符。", what=error.text)
        ) from None

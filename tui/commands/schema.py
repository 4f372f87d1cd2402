"""``canbao schema``：各种格式的 JSON Schema。"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tui.parser import Commands, Parser, new_command
from tui.words import _

FORMATS = ("profile", "projection", "compare", "award", "policy", "handout")


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands, "schema", _("输出一种格式的 JSON Schema"), "canbao schema profile"
    )
    parser.add_argument(
        "format",
        choices=FORMATS,
        metavar=_("格式"),
        help=_(
            "profile 方案、projection 推算、\ncompare 比较、award 核定表、policy 政策文件、\n"
            "handout 带走的一份"
        ),
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """输出一份。"""
    from tui.report.schemas import schema

    document: dict[str, Any] = schema(args.format)
    args.console.json(document)
    return 0

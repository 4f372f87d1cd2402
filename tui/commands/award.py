"""``canbao award``：核对养老金核定表，一张或许多张。"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.parser import Commands, Parser, add_as_of, add_json, new_command
from tui.words import _

if TYPE_CHECKING:
    from core.policy.model import Law
    from core.rules.award import AwardCheck
    from profiles.award_table import NamedSheet

SUFFIXES = (".toml", ".csv")


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands,
        "award",
        _("核对养老金核定表：印出的数能不能算出来"),
        _("canbao award 核定表.toml；许多张：canbao award 一览表.csv"),
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("文件"),
        help=_("TOML 文件（- 是标准输入）、\nCSV 表（每行一张）或文件夹，可以几个"),
    )
    add_as_of(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """每张表印出的每个数都对上才是 0。"""
    from tui.clock import today
    from tui.failures import DIFFERENT, DONE
    from tui.policies import policy_in_use

    law = policy_in_use(args.console).on(today(args.as_of))
    sheets = [sheet for file in args.files for sheet in _sheets(file)]
    results = [(one.name, _checked(one, law)) for one in sheets]
    if len(args.files) == 1 and not _holds_many(args.files[0]):
        _show_one(results[0][1], law, args)
    else:
        _show_many(results, args)
    return DONE if all(result.reproduced for _name, result in results) else DIFFERENT


def _holds_many(file: str) -> bool:
    return file.endswith(".csv") or os.path.isdir(file)


def _sheets(file: str) -> Iterator[NamedSheet]:
    """一个文件或文件夹里的所有核定表。"""
    from profiles.award_file import parse_award
    from profiles.award_table import NamedSheet, parse_award_table
    from tui.commands.finding import read

    if os.path.isdir(file):
        for inside in _inside(file):
            yield from _sheets(inside)
        return
    raw, name = read(file)
    if file.endswith(".csv"):
        yield from parse_award_table(raw, name)
    else:
        yield NamedSheet(name, parse_award(raw, name))


def _inside(folder: str) -> list[str]:
    """文件夹里的核定表文件，按名字排。"""
    from core.words import say
    from profiles.problems import refusal
    from profiles.troubles import said

    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIXES))
    except OSError as error:
        raise refusal(folder, say("打不开：{why}", why=said(error))) from None
    if not names:
        raise refusal(folder, say("里面没有 .toml 或 .csv 文件"))
    return [os.path.join(folder, name) for name in names]


def _checked(one: NamedSheet, law: Law) -> AwardCheck:
    from core.case import CaseError
    from core.rules.award import check
    from profiles.problems import refusal

    try:
        return check(one.sheet, law)
    except CaseError as error:
        raise refusal(one.name, error.problem, error.accepted, key=error.field) from error


def _show_one(result: AwardCheck, law: Law, args: Namespace) -> None:
    if args.json:
        from tui.report.award_json import award_document

        args.console.json(award_document(result))
        return
    from tui.report.award_text import award_text

    args.console.say(*award_text(result, law.regions))


def _show_many(results: list[tuple[str, AwardCheck]], args: Namespace) -> None:
    from tui.report.award_many import many_document, many_text

    if args.json:
        args.console.json(many_document(results))
    else:
        args.console.say(*many_text(results))

"""``canbao export``：把一份方案写成文件。"""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from core.words import say
from tui.parser import Commands, Parser, new_command
from tui.words import _, render


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(
        commands, "export", _("把方案写成文件"), "canbao export 骑手小王 --output 王.toml"
    )
    parser.add_argument("name", metavar=_("方案"), help=_("名称或编号"))
    parser.add_argument(
        "--format",
        choices=("toml", "json"),
        default="toml",
        metavar="toml|json",
        help=_("默认 toml"),
    )
    parser.add_argument("--output", metavar=_("文件"), help=_("不写就到标准输出"))
    parser.add_argument("--force", action="store_true", help=_("文件已经有了也覆盖"))
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """写到标准输出，或一个还没有的文件。"""
    from profiles.toml import dump_profile
    from tui.commands.asking import saved_profile
    from tui.commands.finding import find_saved
    from tui.console import json_text

    profile = saved_profile(find_saved(args.name))
    as_json = args.format == "json"
    data = json_text(profile.to_data()).encode() if as_json else dump_profile(profile)
    return hand_over(args, data)


def hand_over(args: Namespace, data: bytes) -> int:
    """``--output`` 说的文件，没说就是标准输出；``--force`` 才覆盖。"""
    if args.output is None:
        args.console.raw(data)
        return 0
    write_file(Path(args.output), data, force=args.force)
    args.console.say(render(say("已写到 {file}", file=args.output)))
    return 0


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """只有自己能读；要覆盖时先写好旁边一份再整个换掉，断电也不会剩半个。"""
    from profiles.problems import refusal
    from profiles.troubles import said

    target = path.with_name(f".{path.name}.{os.getpid()}.tmp") if force else path
    try:
        _write_new(target, data)
        if force:
            os.replace(target, path)
    except FileExistsError as error:
        accepted = say("另一个名字，或加 --force 覆盖")
        raise refusal(str(path), say("文件已经有了"), accepted) from error
    except OSError as error:
        raise refusal(str(path), say("写不了：{why}", why=said(error))) from error


def _write_new(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(fd)
    except OSError:
        path.unlink(missing_ok=True)
        raise

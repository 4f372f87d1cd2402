"""命令的入口。先认命令、答 --help，用得着时才装载界面。"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from tui.console import Console
from tui.failures import BAD, BROKEN, DONE, INTERRUPTED, NO_READER, explain
from tui.words import _


def main(argv: Sequence[str] | None = None) -> int:
    """跑一条命令，返回退出状态；任何错都是一句话，没有调用栈。"""
    _tolerate_any_encoding()
    if argv is None:
        sys.excepthook = _last_resort
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _no_reader()


def _run(argv: Sequence[str]) -> int:
    from tui.parser import build

    parser = build()
    try:
        args = parser.parse_args(argv)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else BROKEN
    args.console = Console(ascii_only=args.ascii)
    if args.version:
        return _version(args.console)
    return _guarded(args)


def _guarded(args: Namespace) -> int:
    try:
        code = args.run(args) if args.command else _open(args)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except SystemExit as refused:
        # 界面开不起来时只有一句话。
        sys.stderr.write(f"{refused.code}\n")
        return BAD
    except Exception as error:
        texts, status = explain(error)
        args.console.complain(texts)
        return status
    return int(code)


def _open(args: Namespace) -> int:
    from tui.commands.open import open_interface

    return open_interface(args, None)


def _version(console: Console) -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("canbao")
    except PackageNotFoundError:
        number = _("（未安装，直接从源码运行）")
    console.say(f"canbao {number}")
    return DONE


def _last_resort(*what: Any) -> None:
    """哪里都没接住的错，也不给人看调用栈。"""
    from tui.crash import last_resort

    last_resort(*what)


def _tolerate_any_encoding() -> None:
    """终端的编码写不出的字换成问号，不因此停下。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _no_reader() -> int:
    """读我们输出的人走了（例如 ``| head``）：安静地停，别在退出时再写一次。"""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(null, stream.fileno())
        except (OSError, ValueError):
            continue
    return NO_READER


if __name__ == "__main__":
    sys.exit(main())

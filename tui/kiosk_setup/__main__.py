"""暂时的入口（``canbao kiosk`` 还没有时）：``python -m tui.kiosk_setup setup 文件夹``。"""

from __future__ import annotations

import sys

from tui.console import Console
from tui.failures import explain
from tui.kiosk_setup.command import add_check, add_setup
from tui.parser import Parser


def main() -> int:
    parser = Parser(prog="canbao kiosk")
    actions = parser.add_subparsers(dest="action", required=True)
    add_setup(actions)
    add_check(actions)
    args = parser.parse_args()
    args.console = Console()
    try:
        return int(args.run(args))
    except Exception as error:
        texts, status = explain(error)
        args.console.complain(texts)
        return status


if __name__ == "__main__":
    sys.exit(main())

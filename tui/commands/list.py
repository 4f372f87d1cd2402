"""``canbao list``：存着的（或删掉的）方案。"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.parser import Commands, Parser, add_json, new_command
from tui.words import _, render

if TYPE_CHECKING:
    from profiles.store import Entry


def add_parser(commands: Commands[Parser]) -> None:
    """说明这条命令。"""
    parser = new_command(commands, "list", _("列出存着的方案"))
    parser.add_argument("--deleted", action="store_true", help=_("列出删掉的（还能恢复）"))
    parser.add_argument("--find", metavar=_("文字"), help=_("只列名称或编号里有它的"))
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """最近存的在前，读不懂的在后。"""
    from tui.commands.finding import store

    entries = store().trash() if args.deleted else store().entries()
    if args.find is not None:
        entries = _found(entries, args.find)
    if args.json:
        args.console.json({"schema": 1, "profiles": [_item(entry) for entry in entries]})
    elif entries:
        args.console.say(*map(_row, entries))
    else:
        args.console.say(_nothing(args))
    return 0


def _found(entries: list[Entry], wanted: str) -> list[Entry]:
    from profiles.listing import matches

    return [entry for entry in entries if matches(wanted, entry.name, entry.id)]


def _nothing(args: Namespace) -> str:
    if args.find is not None:
        return _("没有找到")
    return _("没有删掉的方案") if args.deleted else _("还没有方案")


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": entry.name,
        "saved": entry.saved,
        "scheme": entry.scheme or None,
        "sealed": entry.sealed,
        "problem": None if entry.broken is None else render(entry.broken.text),
    }


def _row(entry: Entry) -> str:
    from tui.lines import columns
    from tui.saying import SCHEMES

    if entry.broken is not None:
        return f"{entry.id}  {render(entry.broken.text)}"
    scheme = render(SCHEMES[entry.scheme]) if entry.scheme in SCHEMES else ""
    scheme = _("有口令") if entry.sealed else scheme
    saved = entry.saved.replace("T", " ")[:16]
    cells = columns(
        [(entry.id, 8, "left"), (saved, 16, "left"), (scheme, 6, "left"), (entry.name, 44, "left")],
        gap=2,
    )
    return cells.text.rstrip()

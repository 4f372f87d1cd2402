"""``make bench``: run every ``bench_*.py`` beside this file and print one table.

A bench file has a function ``benches()`` that returns what it measures, or a ``main()`` that does
all itself.  Words on the command line choose files by name: ``make bench ARGS=core``.  The exit
status is 1 where a line takes more than its budget.
"""

from __future__ import annotations

import importlib
import platform
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ONLY_WHEN_NAMED = {"bench_kiosk"}  # root, a server and an account


def main(words: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    timing = importlib.import_module("tests.benchmarks.timing")
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    usual = [name for name in names if name not in ONLY_WHEN_NAMED]
    chosen = [name for name in names if any(word in name for word in words)] if words else usual
    if not chosen:
        print(f"没有这样的测量；有：{'、'.join(names)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}，{platform.machine()}；毫秒，尺子的倍数和上限")
    over = 0
    for name in chosen:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        if hasattr(module, "main"):
            print(f"\n{name}")
            module.main()
            continue
        print(f"\n{name}\n{_row('', '中位', '最小', '倍数', '上限')}")
        for bench in module.benches():
            found = timing.measured(bench)
            times = (f"{ns / 1_000_000:.3f}" for ns in (found.median_ns, found.min_ns))
            limit = "" if found.budget is None else f"{found.budget:g}"
            mark = "  超过上限" if found.over else ""
            print(_row(found.name, *times, f"{found.ratio:.2f}", limit) + mark, flush=True)
            over += found.over
    return 1 if over else 0


def _row(name: str, *cells: str) -> str:
    return _wide(name, 34, left=True) + "".join(_wide(cell, 11) for cell in cells)


def _wide(text: str, width: int, left: bool = False) -> str:
    """The text filled up to a number of columns; Chinese characters take two."""
    columns = sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
    gap = " " * max(0, width - columns)
    return text + gap if left else gap + text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

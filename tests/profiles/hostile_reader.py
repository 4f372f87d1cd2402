"""Reads every profile of a folder as the program would, with little memory; tells how it went.

Standard output is JSON: ``[[id, outcome, seconds], …]`` and the peak of the memory in KiB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from profiles.drafts import Drafts
from profiles.problems import ProfileError
from profiles.store import Store
from profiles.troubles import StoreError
from tests.profiles.samples import SMALL_ANSWERS

LIMIT = 512 * 1024 * 1024


def outcome(store: Store, drafts: Drafts, profile_id: str) -> str:
    """What opening did: read, refused, or the name of what nobody catches."""
    told = []
    for read in (store.get, drafts.load):
        try:
            read(profile_id)
            told.append("read")
        except (ProfileError, StoreError) as error:
            told.append("refused" if str(error).isprintable() or "\n" in str(error) else "raw")
        except BaseException as error:
            return type(error).__name__
    return " ".join(told)


def _peak() -> int:
    # Not ru_maxrss: that remembers the process we were started from.
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (peak,) = (row for row in status.read_text().splitlines() if row.startswith("VmHWM:"))
    return int(peak.split()[1])


def main() -> None:
    """All files of the folder given."""
    folder = Path(sys.argv[1])
    store, drafts = Store(folder), Drafts(folder)
    drafts.save("zzzzzzzz", SMALL_ANSWERS, "x")
    store.entries()  # what is loaded once is not the fault of a file
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    rows = []
    for name in sorted(path.stem for path in folder.glob("*.toml")):
        start = time.perf_counter()
        rows.append((name, outcome(store, drafts, name), time.perf_counter() - start))
    start = time.perf_counter()
    listed = len(store.entries())
    seconds = time.perf_counter() - start
    json.dump({"rows": rows, "listed": listed, "list": seconds, "peak": _peak()}, sys.stdout)


if __name__ == "__main__":
    main()

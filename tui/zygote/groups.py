"""cgroup v2：每个会话一个小组，各有各的内存上限；没有委派（Delegate=）给我们就不做。"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEMORY = 300 * 2**20
TASKS = 32
_ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Groups:
    """父进程名下的小组。"""

    base: Path

    def enter(self, pid: int) -> None:
        """把会话关进它自己的小组；做不到就算了，还有 RLIMIT。"""
        group = self._of(pid)
        with suppress(OSError):
            group.mkdir(exist_ok=True)
            (group / "memory.max").write_text(str(MEMORY))
            (group / "pids.max").write_text(str(TASKS))
            (group / "cgroup.procs").write_text(str(pid))

    def leave(self, pid: int) -> None:
        """会话结束，小组没用了。"""
        with suppress(OSError):
            self._of(pid).rmdir()

    def _of(self, pid: int) -> Path:
        return self.base / f"session-{pid}"


def delegated(pid: int, cgroup: Path = Path("/proc/self/cgroup")) -> Groups | None:
    """systemd 委派给我们的组；父进程自己先搬进 parent/（一个组里不能又有进程又有小组）。"""
    try:
        rows = cgroup.read_text("ascii").splitlines()
        (path,) = (row[3:] for row in rows if row.startswith("0::"))
        base = _ROOT / path.lstrip("/")
        if not path.endswith("canbao-kiosk.service"):
            return None
        (base / "parent").mkdir(exist_ok=True)
        (base / "parent" / "cgroup.procs").write_text(str(pid))
        (base / "cgroup.subtree_control").write_text("+memory +pids")
    except (OSError, ValueError):
        return None
    return Groups(base)

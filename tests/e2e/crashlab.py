"""What a save leaves when it is killed, refused or unplugged at any point.

The save runs under strace: killed before, or given an error at, each of its system calls; and
its recorded calls are replayed into every state a power cut may leave (after ALICE, OSDI'14).
"""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.e2e import crashlab_saver as saver

ROOT = Path(__file__).resolve().parents[2]
STRACE = ("strace", "-xx", "-s", "100000", "-e", "signal=none")

# Not about files: an error there is no trouble of a disk.
_NOT_FILES = re.compile(
    r"m(un|re)?map|mprotect|madvise|brk|futex|rt_\w+|get\w+id|getrandom|exit\w*"
)
_CALL = re.compile(r"^(\w+)\((.*)$")
_DONE = re.compile(r"^(\w+)\((.*)\)\s+= (\d+)")


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a save: the ``nth`` of its name since the tracer came."""

    name: str
    nth: int
    line: str

    @property
    def about_files(self) -> bool:
        return not _NOT_FILES.fullmatch(self.name)


class Lab:
    """The saving process, ready for any number of saves."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-B", str(ROOT / "tests" / "e2e" / "crashlab_saver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def close(self) -> None:
        self._process.communicate(timeout=30)

    def save(self, strategy: str, folder: Path, inject: str = "") -> tuple[str, list[Call]]:
        """What a save answers (nothing when it was killed), and its calls."""
        self._say(f"{strategy} {folder}")
        pid = self._hear()
        trace = folder.parent / "trace"
        more = ("-e", f"inject={inject}") if inject else ()
        tracer = subprocess.Popen(
            [*STRACE, "-o", str(trace), *more, "-p", pid], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        held = tracer.stderr.readline()
        assert "attached" in held, held
        os.kill(int(pid), signal.SIGUSR1)
        answers = []
        while (answer := self._hear()) != "DONE":
            answers.append(answer)
        tracer.communicate(timeout=30)
        return "".join(answers), list(_window(trace.read_text(errors="replace")))

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _say(self, text: str) -> None:
        self._out.write(text.encode() + b"\n")
        self._out.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().decode()
        assert line, "the saving process died"
        return line.strip()


def _window(trace: str) -> Iterator[Call]:
    """The calls between the two marks."""
    count: Counter[str] = Counter()
    inside = False
    for line in trace.splitlines():
        match = _CALL.match(line)
        if not match:
            continue
        count[match[1]] += 1
        if _hex(saver.BEGIN) in line:
            inside = True
        elif inside:
            yield Call(match[1], count[match[1]], line)
            inside = _hex(saver.END) not in line


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


# ---- power cuts


@dataclass(frozen=True, slots=True)
class Op:
    """Something a save did to the disk; ``name`` and ``inode`` as far as it has them."""

    kind: str
    inode: int = -1
    name: str = ""
    source: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class _Reader:
    """Calls turned into ops; ``names`` says which inode each name stands for at the time."""

    names: dict[str, int]
    files: dict[int, int] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)

    def ops(self, calls: Sequence[Call]) -> Iterator[Op]:
        for call in calls:
            done = _DONE.match(call.line)
            read = getattr(self, f"_{call.name}", None)
            if done and read:
                yield from read(done[2], int(done[3]))

    def _openat(self, words: str, fd: int) -> Iterator[Op]:
        name, flags = _strings(words)[0].decode(), words.rpartition('"')[2]
        self.files.pop(fd, None)
        if "O_DIRECTORY" in flags:
            self.files[fd] = FOLDER
        elif "O_WRONLY" in flags:
            if name not in self.names:
                self.names[name] = max(self.names.values()) + 1
                yield Op("name", self.names[name], name)
            elif "O_TRUNC" in flags:
                yield Op("empty", self.names[name])
            self.files[fd], self.at[fd] = self.names[name], 0

    def _write(self, words: str, count: int) -> Iterator[Op]:
        fd, data = int(words.partition(",")[0]), _strings(words, whole=True)[0][:count]
        if fd == 1:
            yield Op("answer", data=data)
        elif self.files.get(fd, FOLDER) != FOLDER:
            yield Op("write", self.files[fd], at=self.at[fd], data=data)
            self.at[fd] += count

    def _fsync(self, words: str, _: int) -> Iterator[Op]:
        yield Op("sync", self.files[int(words)])

    def _renameat(self, words: str, _: int) -> Iterator[Op]:
        old, new = (part.decode() for part in _strings(words))
        self.names[new] = self.names.pop(old)
        yield Op("rename", self.names[new], new, old)

    _rename = _renameat

    def _linkat(self, words: str, _: int) -> Iterator[Op]:
        old, new = (part.decode() for part in _strings(words))
        self.names[new] = self.names[old]
        yield Op("name", self.names[new], new)

    def _unlinkat(self, words: str, _: int) -> Iterator[Op]:
        name = _strings(words)[0].decode()
        yield Op("unlink", self.names.pop(name), name)

    def _close(self, words: str, _: int) -> Iterator[Op]:
        self.files.pop(int(words), None)
        return iter(())


FOLDER = -2
"""The "inode" of the folder, whose syncing makes names durable."""


def _strings(words: str, *, whole: bool = False) -> list[bytes]:
    found = [bytes.fromhex(text.replace("\\x", "")) for text in re.findall(r'"([^"]*)"', words)]
    return found if whole else [text.rpartition(b"/")[2] for text in found]


State = dict[str, bytes]


def power_cuts(
    before: State, calls: Sequence[Call], *, ordered: bool
) -> Iterator[tuple[State, bool]]:
    """Every state of the folder after a power cut, and whether the save was acknowledged.

    ``ordered``: changes of names reach the disk in their order; else any of them may be missing.
    """
    names = {name: number for number, name in enumerate(before)}
    base = dict(enumerate(before.values()))
    ops = list(_Reader(dict(names)).ops(calls))
    seen: set[tuple[object, ...]] = set()
    for end in range(len(ops) + 1):
        done = ops[:end]
        acknowledged = any(op.data == b"SAVED\n" for op in done if op.kind == "answer")
        for survived in _surviving(done, ordered=ordered):
            there = _names(names, survived)
            used = sorted(set(there.values()))
            for held in itertools.product(*(_contents(base, done, inode) for inode in used)):
                content = dict(zip(used, held, strict=True))
                state = {name: content[inode] for name, inode in there.items()}
                key = (tuple(sorted(state.items())), acknowledged)
                if key not in seen:
                    seen.add(key)
                    yield state, acknowledged


def _surviving(done: Sequence[Op], *, ordered: bool) -> Iterator[Sequence[Op]]:
    """The changes of names that may be on the disk."""
    changes = [op for op in done if op.kind in ("name", "rename", "unlink")]
    synced = max((i for i, op in enumerate(done) if op == Op("sync", FOLDER)), default=0)
    sure = len([op for op in done[:synced] if op.kind in ("name", "rename", "unlink")])
    maybe = changes[sure:]
    if ordered:
        yield from (changes[: sure + n] for n in range(len(maybe) + 1))
    else:
        for n in range(len(maybe) + 1):
            yield from ([*changes[:sure], *some] for some in itertools.combinations(maybe, n))


def _names(names: dict[str, int], changes: Sequence[Op]) -> dict[str, int]:
    there = dict(names)
    for op in changes:
        if op.kind == "unlink":
            there.pop(op.name, None)
            continue
        there[op.name] = op.inode
        if op.kind == "rename" and there.get(op.source) == op.inode:
            del there[op.source]
    return there


def _contents(base: dict[int, bytes], done: Sequence[Op], inode: int) -> list[bytes]:
    """What the file may hold: all that was synced, and any part of what was not."""
    data = [op for op in done if op.inode == inode and op.kind in ("write", "empty", "sync")]
    synced = max((i for i, op in enumerate(data) if op.kind == "sync"), default=-1) + 1
    held = _applied(base.get(inode, b""), data[:synced])
    found = {held}
    for op in data[synced:]:
        found.add(_applied(held, [Op("write", inode, at=op.at, data=op.data[: len(op.data) // 2])]))
        longer = _applied(held, [op])
        found.add(bytes(len(longer)))  # its size is on the disk, its data are not
        found.add(longer)
        held = longer
    return sorted(found)


def _applied(held: bytes, ops: Sequence[Op]) -> bytes:
    for op in ops:
        if op.kind == "empty":
            held = b""
        elif op.kind == "write":
            held = held[: op.at].ljust(op.at, b"\0") + op.data + held[op.at + len(op.data) :]
    return held

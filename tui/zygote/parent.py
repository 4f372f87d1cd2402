"""父进程：听一个套接字，认人，分出会话，替它们转信号、收退出状态。一个线程，不等任何人。"""

from __future__ import annotations

import os
import pwd
import selectors
import signal
import socket
import stat
import struct
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from tui.zygote import session
from tui.zygote.attach import BUSY, ENDED, LIMIT, NO, SIGNALS
from tui.zygote.environment import kept
from tui.zygote.groups import Groups

PATIENCE = 2.0
"""连上来以后，多少秒之内要说明来意。"""
WAITING = 32
"""等着被回绝的最多几个。"""
GRACE = 5.0
"""对方走了以后，会话自己收拾的秒数。"""


@dataclass(eq=False)
class Guest:
    """一次登录：一条连线，来意说明以后还有一个进程。"""

    link: socket.socket
    until: float | None
    pid: int = 0
    pidfd: int = -1
    full: bool = False
    """来的时候人满了：听它说完来意再回绝（先关的话，那边收不到回绝）。"""


@dataclass
class Parent:
    """``serve`` 一直跑；别的方法都很快。"""

    listener: socket.socket
    user: pwd.struct_passwd
    application: session.Application
    sessions: int
    groups: Groups | None = None
    guests: set[Guest] = field(default_factory=set)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        """直到收到信号。"""
        self.selector.register(self.listener, selectors.EVENT_READ, None)
        while True:
            self.turn(1.0 if any(guest.until for guest in self.guests) else None)

    def turn(self, timeout: float | None) -> None:
        """等一件事，办一件事。"""
        for key, _ in self.selector.select(timeout):
            guest = key.data
            if guest is None:
                self._accept()
            elif guest not in self.guests:
                continue  # 同一批里，前一件事已经送走了它
            elif key.fd == guest.pidfd:
                self._ended(guest)
            else:
                self._hear(guest)
        now = time.monotonic()
        for guest in [one for one in self.guests if one.until and one.until < now]:
            self._overdue(guest)

    # ---- 来

    def _accept(self) -> None:
        try:
            link, _ = self.listener.accept()
        except OSError:
            return
        link.setblocking(False)
        if peer(link) != self.user.pw_uid or len(self.guests) >= self.sessions + WAITING:
            with suppress(OSError):
                link.send(NO)
            link.close()
            _log("refused")
            return
        full = sum(not guest.full for guest in self.guests) >= self.sessions
        guest = Guest(link, time.monotonic() + PATIENCE, full=full)
        self.guests.add(guest)
        self.selector.register(link, selectors.EVENT_READ, guest)

    # ---- 说

    def _hear(self, guest: Guest) -> None:
        if guest.pid == 0:
            self._begin(guest)
            return
        try:
            word = guest.link.recv(1)
        except BlockingIOError:
            return
        except OSError:
            word = b""
        if word in SIGNALS:
            self._signal(guest, SIGNALS[word])
        elif not word:
            self._left(guest)

    def _begin(self, guest: Guest) -> None:
        try:
            packet, terminal, flags, _ = socket.recv_fds(guest.link, LIMIT + 1, 3)
        except OSError:
            packet, terminal, flags = b"", [], 0
        try:
            if guest.full:
                _log("full")
                self._drop(guest, BUSY)
                return
            environment = kept(packet)
            whole = not flags & (socket.MSG_CTRUNC | socket.MSG_TRUNC)
            if environment is None or not whole or not _own_terminal(terminal, self.user.pw_uid):
                self._drop(guest, NO)
                return
            self._fork(guest, terminal, environment)
        finally:
            for fd in terminal:
                os.close(fd)

    def _fork(self, guest: Guest, terminal: list[int], environment: Mapping[str, str]) -> None:
        parent = os.getpid()
        try:
            guest.pid = os.fork()
        except OSError:
            self._drop(guest, BUSY)
            return
        if guest.pid == 0:
            self._close_all()
            session.run(terminal, environment, self.user, parent, self.application)
        guest.until = None
        guest.pidfd = os.pidfd_open(guest.pid)
        self.selector.register(guest.pidfd, selectors.EVENT_READ, guest)
        if self.groups is not None:
            self.groups.enter(guest.pid)
        _log(f"begin {guest.pid}")

    def _close_all(self) -> None:
        """在会话里：别人的连线一条也不留。"""
        self.selector.close()
        self.listener.close()
        for guest in self.guests:
            guest.link.close()
            if guest.pidfd >= 0:
                os.close(guest.pidfd)

    # ---- 走

    def _left(self, guest: Guest) -> None:
        """登录那一边没了：先请会话收拾，不肯走就结束它。"""
        self.selector.unregister(guest.link)
        self._signal(guest, signal.SIGHUP)
        guest.until = time.monotonic() + GRACE

    def _overdue(self, guest: Guest) -> None:
        if guest.pid == 0:
            self._drop(guest, NO)
        else:
            guest.until = None
            self._signal(guest, signal.SIGKILL)

    def _ended(self, guest: Guest) -> None:
        """会话结束了，不管怎么结束的。"""
        code = os.waitstatus_to_exitcode(os.waitpid(guest.pid, 0)[1])
        status = code if code >= 0 else 128 - code
        if self.groups is not None:
            self.groups.leave(guest.pid)
        _log(f"end {guest.pid} status {status}")
        self._drop(guest, ENDED + bytes([status & 255]))

    def _drop(self, guest: Guest, word: bytes) -> None:
        with suppress(OSError):
            guest.link.send(word)
        with suppress(KeyError, ValueError):
            self.selector.unregister(guest.link)
        if guest.pidfd >= 0:
            self.selector.unregister(guest.pidfd)
            os.close(guest.pidfd)
        guest.link.close()
        self.guests.discard(guest)

    def _signal(self, guest: Guest, number: int) -> None:
        with suppress(OSError):
            signal.pidfd_send_signal(guest.pidfd, number)


def peer(link: socket.socket) -> int:
    """那一边是谁（内核说的）。"""
    given = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", given)[1])


def listen(path: str, user: pwd.struct_passwd) -> socket.socket:
    """只有那个账号连得上的套接字；原来有一个没人听的就换掉。"""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            raise FileExistsError(path)
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    if os.geteuid() == 0:
        os.chown(path, user.pw_uid, user.pw_gid)
    listener.listen(64)
    listener.setblocking(False)
    return listener


def _own_terminal(terminal: list[int], uid: int) -> bool:
    """三个描述符，都是那个账号的终端。"""
    own = [os.isatty(fd) and os.fstat(fd).st_uid == uid for fd in terminal]
    return len(own) == 3 and all(own)


def _log(words: str) -> None:
    """只有事件和进程号，没有内容。"""
    with suppress(OSError):
        sys.stderr.write(f"canbao-kiosk: {words}\n")
        sys.stderr.flush()

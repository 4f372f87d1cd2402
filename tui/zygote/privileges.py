"""分出来的会话交出一切：身份、能力、上限。只用标准库。"""

from __future__ import annotations

import ctypes
import os
import pwd
import resource
import signal
from collections.abc import Mapping

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_LAST_CAPABILITY = 63

LIMITS: Mapping[int, int] = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_FSIZE: 10 * 2**20,
    resource.RLIMIT_CPU: 1800,
    resource.RLIMIT_DATA: 600 * 2**20,
    resource.RLIMIT_AS: 2000 * 2**20,
}
"""每个会话的上限（与启动器里的 ulimit 相同）。"""

_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int = 0) -> bool:
    return int(_libc.prctl(option, value, 0, 0, 0)) == 0


def undumpable() -> None:
    """同一个账号的别的进程读不了我们的内存。"""
    _prctl(_PR_SET_DUMPABLE, 0)


def drop(user: pwd.struct_passwd, parent: int) -> None:
    """在分出来的进程里：从此只是那个账号，再也回不去。父进程没了就跟着结束。"""
    limit()
    _forget_capabilities()
    if os.geteuid() == 0 and user.pw_uid != 0:
        os.setgroups([])
        os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
        os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    if os.getresuid() != (user.pw_uid,) * 3:
        raise PermissionError("still somebody else")
    if not _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        raise PermissionError("no_new_privs")
    undumpable()
    _prctl(_PR_SET_PDEATHSIG, signal.SIGHUP)  # 换了身份会清掉，所以在后面
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def limit() -> None:
    """只降不升。"""
    for kind, most in LIMITS.items():
        hard = resource.getrlimit(kind)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (value, value))


def _forget_capabilities() -> None:
    for capability in range(_LAST_CAPABILITY + 1):
        _prctl(_PR_CAPBSET_DROP, capability)  # 不是 root 时做不到，也没有什么可丢
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)

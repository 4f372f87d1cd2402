"""每一条出路都真的试一次：命令、文件传输、转发、环境变量。"""

from __future__ import annotations

import contextlib
import glob
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tui.kiosk_setup.checks.client import Client, Ran, background, login, ran
from tui.kiosk_setup.checks.finding import Finding
from tui.words import _

ANSWER = "CANBAO-42"
QUESTION = "echo CANBAO-$((6*7))"
PICTURE = b"\x1b[?1049h"
VARIABLES = (
    "TEXTUAL_LOG",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_DRIVER",
    "TEXTUAL_ALLOW_SIGNALS",
    "PYTHONPATH",
    "PYTHONINSPECT",
    "LC_CANBAO",
    "LD_PRELOAD",
)
"""八个会开门的名字。"""


def findings(client: Client, uid: int) -> list[Finding]:
    """全部出路，一条一个结果。"""
    return [
        _picture(client),
        *_without_terminal(client),
        _command_on_terminal(client),
        *_files(client),
        *_forwards(client),
        _agent(client, uid),
        _second(client),
        _variables(client, uid),
    ]


def _picture(client: Client) -> Finding:
    with login(client) as one:
        good = one.until(PICTURE, client.patience)
    return Finding(good, _("登录就看到第一屏"), _tail(bytes(one.output)))


# ---- 没有终端


def _without_terminal(client: Client) -> list[Finding]:
    return [
        _refused(_("没有终端（-T）就不让进"), client.run("-T")),
        _refused(_("带命令不让进"), client.run("-T", after=(QUESTION,))),
        _refused(_("子系统不让进"), client.run("-T", "-s", after=("sftp",))),
    ]


def _refused(what: str, done: Ran) -> Finding:
    good = done.code == 64 and not done.out
    return Finding(good, what, f"{done.code} {done.out[:40]}{done.err.strip()[-60:]}")


def _command_on_terminal(client: Client) -> Finding:
    with login(client, after=(QUESTION,)) as one:
        shown = one.until(PICTURE, client.patience)
        good = shown and ANSWER.encode() not in one.output
    return Finding(good, _("在终端里带命令，命令不运行"), _tail(bytes(one.output)))


def _files(client: Client) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        there = f"{client.target()}:/etc/hostname"
        tries = {
            "sftp": [*client.command(program="sftp"), there, f"{folder}/a"],
            "scp": [*client.command(program="scp"), there, f"{folder}/b"],
            "scp -O": [*client.command("-O", program="scp"), there, f"{folder}/c"],
        }
        what = _("{name} 取不到文件")
        return [
            _fetched(what.format(name=name), command, folder) for name, command in tries.items()
        ]


def _fetched(what: str, command: list[str], folder: str) -> Finding:
    done = ran(command)
    good = done.code not in (0, None) and not os.listdir(folder)
    return Finding(good, what, f"{done.code} {done.err.strip()[-60:]}")


# ---- 转发


@contextlib.contextmanager
def _listener() -> Iterator[str]:
    """一个谁都连得上的套接字文件。"""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        os.chmod(folder, 0o755)
        path = f"{folder}/socket"
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        unix.bind(path)
        os.chmod(path, 0o777)
        unix.listen()
        yield path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _forwards(client: Client) -> list[Finding]:
    """-L、-D、-W 看我们这头有没有人说话；-R 看服务器答应不答应。"""
    with _listener() as path:
        there = f"127.0.0.1:{client.port}"
        port, second, third = _free_port(), _free_port(), _free_port()
        remote = f"/tmp/canbao-{os.getpid()}-{time.monotonic_ns()}"
        return [
            _local(client, "-L", f"127.0.0.1:{port}:{there}", port, b""),
            _local(client, "-D", f"127.0.0.1:{second}", second, _socks(client.port)),
            _unix(client, f"127.0.0.1:{third}:{path}", third),
            _through(client, there),
            _remote(client, "-R", "127.0.0.1:0:" + there),
            _remote(client, "-R", f"{remote}:{there}"),
        ]


def _socks(port: int) -> bytes:
    return b"\x04\x01" + port.to_bytes(2, "big") + b"\x7f\0\0\1\0"


def _local(client: Client, flag: str, spec: str, port: int, ask: bytes) -> Finding:
    command = [*client.command("-N", flag, spec), client.target()]
    with background(command):
        heard = _listen(port, ask)
    return Finding(
        heard is not None and b"SSH-2" not in heard, _("转发 {flag} 不通").format(flag=flag)
    )


def _unix(client: Client, spec: str, port: int) -> Finding:
    """那头接通了，连线就一直开着；不通，马上断。"""
    with background([*client.command("-N", "-L", spec), client.target()]):
        heard = _listen(port, b"", open_means=b"open")
    return Finding(heard == b"", _("转发到套接字文件不通"), repr(heard))


def _listen(port: int, ask: bytes, open_means: bytes = b"") -> bytes | None:
    """连我们这头的口，听一句；ssh 没有开这个口就是 None。"""
    for _round in range(50):
        try:
            link = socket.create_connection(("127.0.0.1", port), 1)
        except OSError:
            time.sleep(0.1)
            continue
        with link:
            link.settimeout(1.5)
            return _heard(link, ask, open_means)
    return None


def _heard(link: socket.socket, ask: bytes, open_means: bytes) -> bytes:
    """一直听到断了、不再有话、或者听见了那头的 sshd（SOCKS 自己的回话不算）。"""
    heard = b""
    try:
        link.sendall(ask)
        while b"SSH-2" not in heard:
            data = link.recv(64)
            if not data:
                return heard
            heard += data
    except TimeoutError:
        return heard or open_means
    except OSError:
        return heard
    return heard


def _through(client: Client, there: str) -> Finding:
    done = client.run("-W", there)
    return Finding(done.code != 0 and "SSH-2" not in done.out, _("转发 -W 不通"), done.out[:20])


def _remote(client: Client, flag: str, spec: str) -> Finding:
    command = ["-N", "-o", "ExitOnForwardFailure=yes", flag, spec]
    done = client.run(*command)
    kind = "unix" if spec.startswith("/tmp/") else "tcp"
    what = _("反向转发（{kind}）不答应").format(kind=kind)
    return Finding(done.code not in (0, None), what, done.err.strip()[-60:])


# ---- 别的


def _agent(client: Client, uid: int) -> Finding:
    """登录着的时候，服务器上没有新的代理套接字，也没有 X11 的。"""
    what = _("代理转发和 X11 不通")
    with _listener() as path:
        words = ["-Y", "-o", f"ForwardAgent={path}"]
        with login(client, *words) as one:
            one.until(PICTURE, client.patience)
            sockets = [name for name in glob.glob("/tmp/ssh-*") if _owner(name) == uid]
            values = [v for v in _environments(uid) if v.startswith(("SSH_AUTH_SOCK", "DISPLAY"))]
    return Finding(not sockets and not values, what, " ".join([*sockets, *values]))


def _owner(name: str) -> int:
    try:
        return os.lstat(name).st_uid
    except OSError:
        return -1


def _second(client: Client) -> Finding:
    """一条连线上只有一个会话。"""
    with tempfile.TemporaryDirectory() as folder:
        control = f"{folder}/c"
        with login(client, "-M", "-S", control) as one:
            shown = one.until(PICTURE, client.patience)
            done = client.run("-S", control, "-T")
    good = shown and "refused by peer" in done.err
    return Finding(good, _("一条连线上不能再开一个会话"), done.err.strip()[-60:])


def _variables(client: Client, uid: int) -> Finding:
    """客户端给的八个变量，服务器上这个账号的进程一个也没有。"""
    words = ["-o", "SetEnv=" + " ".join(f"{name}=canbao" for name in VARIABLES)]
    with login(client, *words) as one:
        shown = one.until(PICTURE, client.patience)
        values = _environments(uid)
    found = sorted({v for v in values if v.partition("=")[0] in VARIABLES})
    return Finding(shown and not found, _("客户端给的环境变量一个也不收"), " ".join(found))


def _environments(uid: int) -> list[str]:
    """这个账号全部进程的环境（root 才看得到）。"""
    found: list[str] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == uid or _owner(str(folder / "environ")) == uid:
                found += (folder / "environ").read_bytes().decode("utf-8", "replace").split("\0")
    return found


def _tail(data: bytes) -> str:
    return repr(data[-60:])

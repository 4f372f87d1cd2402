"""以公共终端的身份登录：没有终端的、在伪终端里的。只连本机。"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

_SET = (
    "BatchMode=yes",
    "IdentitiesOnly=yes",
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "ConnectTimeout=5",
    "LogLevel=INFO",
)
OPTIONS = ["-F", "none", *(word for value in _SET for word in ("-o", value))]
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Client:
    """到 127.0.0.1 的一种登录。"""

    user: str
    port: int
    key: str
    host: str = "127.0.0.1"
    patience: float = PATIENCE

    def command(self, *words: str, program: str = "ssh") -> list[str]:
        """ssh 的一条命令；``words`` 在服务器名之前。"""
        port = "-p" if program == "ssh" else "-P"
        alone = ["-e", "none"] if program == "ssh" else []
        return [program, *OPTIONS, *alone, port, str(self.port), "-i", self.key, *words]

    def target(self) -> str:
        """账号@服务器。"""
        return f"{self.user}@{self.host}"

    def run(self, *words: str, after: tuple[str, ...] = ()) -> Ran:
        """没有终端地跑一次，等它结束。"""
        return ran([*self.command(*words), self.target(), *after], self.patience)


@dataclass(frozen=True, slots=True)
class Ran:
    """结束了的一次；``code`` 是 None 表示到时候还没有结束。"""

    code: int | None
    out: str
    err: str


def ran(command: list[str], seconds: float = PATIENCE) -> Ran:
    """跑一条命令；标准输入是空的。"""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return Ran(None, _text(late.stdout), _text(late.stderr))
    return Ran(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


class Login:
    """伪终端里的一次登录。"""

    def __init__(self, command: list[str]) -> None:
        self.output = bytearray()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                os.execvpe(
                    command[0], command, {**os.environ, "TERM": "xterm", "DISPLAY": "127.0.0.1:77"}
                )
            finally:
                os._exit(127)

    def until(self, wanted: bytes, seconds: float = PATIENCE) -> bool:
        """读到它出现；断了或者过了时间就是没有。"""
        end = time.monotonic() + seconds
        while wanted not in self.output and (left := end - time.monotonic()) > 0:
            if not select.select([self._fd], [], [], left)[0] or not self._read():
                break
        return wanted in self.output

    def _read(self) -> bool:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        self.output += data
        return bool(data)

    def close(self) -> None:
        """挂断。"""
        os.close(self._fd)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


@contextlib.contextmanager
def login(client: Client, *words: str, after: tuple[str, ...] = ()) -> Iterator[Login]:
    """在伪终端里登录，用完挂断。"""
    one = Login([*client.command("-tt", *words), client.target(), *after])
    try:
        yield one
    finally:
        one.close()


@contextlib.contextmanager
def background(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """在后台跑，用完结束。"""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()

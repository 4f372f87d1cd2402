"""一台自己的 sshd：127.0.0.1，用 ``canbao kiosk setup`` 写出的设置，一个用完就删的账号。"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import relocated
from tests.e2e.terminal import Terminal
from tui.kiosk_setup.checks.client import Client
from tui.kiosk_setup.settings import Settings
from tui.kiosk_setup.writing import write

ROOT = Path(__file__).parents[2]
SSHD = "/usr/sbin/sshd"

# 像 Debian 的主配置：我们的片段要在这上面也管得住。
MAIN = """\
{before}
Include {include}
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
UsePAM no
AcceptEnv LANG LC_*
X11Forwarding yes
Subsystem sftp /usr/lib/openssh/sftp-server
"""
# 什么也没有设的 sshd：检查在它上面必须红。
LOOSE = """\
AcceptEnv *
AllowAgentForwarding yes
AllowTcpForwarding yes
AllowStreamLocalForwarding yes
AuthorizedKeysFile {keys}
"""


def need_sshd() -> None:
    """跑不了就说清楚为什么跳过；CI 里不许跳过。"""
    missing = [name for name in ("ssh", "ssh-keygen", "sftp", "scp") if not shutil.which(name)]
    if not os.path.exists(SSHD):
        missing.append("sshd")
    reason = f"没有 {' '.join(missing)}（apt-get install openssh-server）" if missing else ""
    if os.geteuid() != 0:
        reason = "要 root：要建账号、开 sshd"
    if reason:
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)


class Hall:
    """一台服务器：``hall.terminal()`` 是大厅里的一台终端机。"""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        *,
        loose: bool = False,
        before: str = "",
        program: Path | None = None,
    ) -> None:
        self.folder, self.settings = folder, settings
        self.config = folder / "sshd_config"
        self.files = folder / "files"
        self.key = str(folder / "key")
        self._loose, self._before, self._program = loose, before, program
        self._sshd: subprocess.Popen[bytes] | None = None
        self.parent: subprocess.Popen[bytes] | None = None

    @property
    def uid(self) -> int:
        return pwd.getpwnam(self.settings.user).pw_uid

    @property
    def client(self) -> Client:
        return Client(
            self.settings.user, self.settings.port, self.key, patience=2 if self._loose else 10
        )

    def install(self) -> None:
        """照 docs/kiosk.md：账号、文件、公钥、文件夹。"""
        settings = self.settings
        shell = "/bin/sh" if self._loose else settings.launcher
        _run("useradd", "-r", "-M", "-d", "/", "-s", shell, "-p", "*", settings.user)
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.key)
        shutil.copy(f"{self.key}.pub", settings.keys)
        os.chmod(settings.keys, 0o644)
        os.mkdir(settings.directory, 0o700)
        os.chown(settings.directory, self.uid, pwd.getpwnam(settings.user).pw_gid)
        self._equip()

    def _equip(self) -> None:
        """每台服务器自己的：启动器、主机钥匙、父进程的文件夹、sshd 的设置。"""
        settings = self.settings
        write(self.files, settings)
        if self._program is not None:
            self._replace(self._program)
        for name, target in (
            ("kiosk-launch", settings.launcher),
            ("kiosk-attach.py", settings.attach),
        ):
            shutil.copy2(self.files / name, target)
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / "host_key"))
        os.mkdir(os.path.dirname(settings.socket), 0o700)
        os.chown(os.path.dirname(settings.socket), self.uid, -1)
        self._configure()

    @contextlib.contextmanager
    def beside(self) -> Iterator[Hall]:
        """第二台服务器：同一个账号、公钥和方案的文件夹，别的都是它自己的。"""
        folder = self.folder / "beside"
        folder.mkdir()
        own: dict[str, Any] = {
            "launcher": str(folder / "kiosk-launch"),
            "attach": str(folder / "kiosk-attach.py"),
            "socket": str(folder / "run" / "parent.sock"),
        }
        other = Hall(folder, replace(self.settings, port=free_port(), hosts_share=True, **own))
        other.key = self.key
        try:
            other._equip()
            other.start()
            yield other
        finally:
            other.stop()
            shutil.rmtree(folder)

    def _replace(self, program: Path) -> None:
        """启动器和父进程的单元运行测试自己的程序，别的一字不改。"""
        there = shutil.copy(program, self.folder)
        os.chmod(there, 0o644)
        for name in ("kiosk-launch", "canbao-kiosk.service"):
            text = (self.files / name).read_text("utf-8")
            assert " -m tui " in text
            (self.files / name).write_text(text.replace(" -m tui ", f" {there} "), "utf-8")

    def _configure(self) -> None:
        os.makedirs("/run/sshd", 0o755, exist_ok=True)  # sshd 要它，没有 systemd 时没有人建
        include = self.files / "10-canbao-kiosk.conf"
        if self._loose:
            include = self.folder / "loose.conf"
            include.write_text(LOOSE.format(keys=self.settings.keys), "utf-8")
        port, before = self.settings.port, self._before
        if before:  # sshd 认第一个值：等不了那么久的测试把时限改短
            before = f"Match User {self.settings.user}\n{before}\nMatch all"
        values = {"include": include, "port": port, "folder": self.folder, "before": before}
        self.config.write_text(MAIN.format(**values), "utf-8")
        _run(SSHD, "-t", "-f", str(self.config))

    def start(self) -> None:
        """开 sshd，并且确认在听的就是它。"""
        with open(self.folder / "sshd.log", "wb") as log:
            command = [SSHD, "-D", "-e", "-f", str(self.config)]
            self._sshd = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log)
        pid = self._sshd.pid
        wait_until(lambda: listens(pid, self.settings.port))

    def terminal(
        self, *words: str, size: tuple[int, int] = (80, 24), term: str = "xterm-256color"
    ) -> Terminal:
        """登录一次。"""
        command = [*self.client.command("-tt", "-q", *words), self.client.target()]
        return Terminal(command, {"TERM": term}, size)

    def processes(self) -> list[int]:
        """这个账号的全部进程。"""
        return processes_of(self.uid)

    def programs(self) -> list[int]:
        """其中正在跑公共终端的（父进程自己不算）。"""
        own = {self.parent.pid if self.parent else 0}
        return [pid for pid in self.processes() if is_program(pid) and pid not in own]

    def start_parent(self) -> None:
        """像 systemd 单元那样开父进程：就用那个账号，不用 root。"""
        user = pwd.getpwnam(self.settings.user)
        unit = (self.files / "canbao-kiosk.service").read_text("utf-8")
        command = next(row for row in unit.splitlines() if row.startswith("ExecStart="))
        with open(self.folder / "parent.log", "wb") as log:
            self.parent = subprocess.Popen(
                command.removeprefix("ExecStart=").split(),
                cwd="/",
                env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                stdin=subprocess.DEVNULL,
                stderr=log,
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
            )
        wait_until(lambda: is_listening(self.settings.socket))

    def stop(self) -> None:
        """关掉 sshd 和父进程。"""
        for server in (self._sshd, self.parent):
            if server is not None:
                server.terminate()
                server.wait(5)

    def close(self) -> None:
        """一个进程、一个文件、一个账号也不留下。"""
        self.stop()
        with contextlib.suppress(KeyError):
            _end_all(self.uid)
            _run("userdel", self.settings.user)
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def hall(
    *, loose: bool = False, before: str = "", program: Path | None = None, **changes: object
) -> Iterator[Hall]:
    """装好、开着的一台；用完全部删掉。"""
    folder = Path(tempfile.mkdtemp(prefix="canbao-hall-", dir="/var/lib"))
    os.chmod(folder, 0o755)
    settings = Settings(
        user=f"cb{secrets.token_hex(4)}",
        port=free_port(),
        venv=str(folder / "venv"),
        directory=str(folder / "kept"),
        launcher=str(folder / "kiosk-launch"),
        attach=str(folder / "kiosk-attach.py"),
        keys=str(folder / "authorized_keys"),
        socket=str(folder / "run" / "parent.sock"),
    )
    settings = replace(settings, **changes)  # type: ignore[arg-type]
    one = Hall(folder, settings, loose=loose, before=before, program=program)
    try:
        relocated.python(folder, ROOT)
        one.install()
        one.start()
        yield one
    finally:
        one.close()


def free_port() -> int:
    """现在没有人用的一个口。"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def listens(pid: int, port: int) -> bool:
    """在这个口上听的，是不是就是这个进程（看内核的表）。"""
    with open("/proc/net/tcp", encoding="ascii") as file:
        rows = [row.split() for row in list(file)[1:]]
    sockets = {
        f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"
    }
    try:
        open_files = {os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    except OSError:
        return False
    return bool(sockets & open_files)


def processes_of(uid: int) -> list[int]:
    """真实身份是这个账号的进程。"""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            status = (folder / "status").read_text("utf-8", "replace")
            row = next(row for row in status.splitlines() if row.startswith("Uid:"))
            if int(row.split()[1]) == uid and "State:\tZ" not in status:
                found.append(int(folder.name))
    return sorted(found)


def is_listening(path: str) -> bool:
    """有没有人在这个套接字上听。"""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
        return link.connect_ex(path) == 0


def is_program(pid: int) -> bool:
    """公共终端的程序（不是启动器，也不是接入的那一小段）。"""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"kiosk" in words and words[0].endswith(b"/python") and b"-S" not in words


def _end_all(uid: int) -> None:
    for pid in processes_of(uid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not processes_of(uid))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"


def wait_until(true: object, seconds: float = 10) -> None:
    """等到成立；不成立就报错。"""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "等不到"
        time.sleep(0.02)

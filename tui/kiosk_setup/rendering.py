"""模板加上值，变成设置文件；模板是数据，一个名字没有值就报错。"""

from __future__ import annotations

import re
import subprocess
from importlib.resources import files

from tui.kiosk_setup.settings import SESSION_MEMORY, SESSION_TASKS, Settings, uid_of

_NAME = re.compile(r"@([A-Z_]+)@")

PLACES = {
    "10-canbao-kiosk.conf": "sshd.conf",
    "kiosk-launch": "launch.sh",
    "canbao-terminal": "terminal.sh",
    "canbao-kiosk.service": "canbao-kiosk.service",
    "canbao-kiosk.slice": "canbao-kiosk.slice",
    "user-slice.conf": "user-slice.conf",
    "canbao-kiosk-purge.service": "canbao-kiosk-purge.service",
    "canbao-kiosk-purge.timer": "canbao-kiosk-purge.timer",
    "tmpfiles.conf": "tmpfiles.conf",
    "fstab.nfs": "fstab.nfs",
    "check.sh": "check.sh",
}
"""写出的文件 → 模板。"""

SCRIPTS = {"kiosk-launch", "canbao-terminal", "check.sh"}


def rendered(settings: Settings) -> dict[str, str]:
    """全部文件的内容，按名字；几台服务器不共用文件夹时没有 fstab 那一份。"""
    values = _values(settings)
    names = [name for name in PLACES if settings.hosts_share or name != "fstab.nfs"]
    found = {name: fill(template(PLACES[name]), values) for name in names}
    found["kiosk-attach.py"] = files("tui.zygote").joinpath("attach.py").read_text("utf-8")
    return found


def template(name: str) -> str:
    """一份模板的原文。"""
    return files("tui.kiosk_setup").joinpath("templates", name).read_text("utf-8")


def fill(text: str, values: dict[str, str]) -> str:
    """把 ``@NAME@`` 换成值；值里的 @…@ 不再换。"""
    return _NAME.sub(lambda match: values[match[1]], text)


def kiosk_arguments(settings: Settings) -> str:
    """``canbao kiosk`` 的参数。"""
    words = (
        f"--directory {settings.directory}",
        f"--retention-days {settings.retention_days}",
        f"--idle-warning {settings.idle_warning}",
        f"--idle-end {settings.idle_end}",
        "" if settings.keep else "--no-keep",
    )
    return " ".join(word for word in words if word)


def _values(settings: Settings) -> dict[str, str]:
    total = settings.sessions
    values = {
        name.upper(): str(getattr(settings, name))
        for name in ("user", "port", "directory", "launcher", "keys", "socket", "sessions")
    }
    uid = uid_of(settings.user)
    return values | {
        "PYTHON": settings.python,
        "KIOSK_ARGUMENTS": kiosk_arguments(settings),
        "EVERYTHING": fill(_LAUNCH, {"COMMAND": _command(settings)}),
        "CHANNEL_TIMEOUT": _channel_timeout(settings),
        "LIMIT": str(settings.idle_end + min(30, settings.idle_end + 10)),
        "STARTUPS": f"{total}:30:{total * 2}",
        "NPROC": str(64 + total * SESSION_TASKS),
        "TASKS": str(16 + total * SESSION_TASKS),
        "MEMORY": str(200 + total * SESSION_MEMORY),
        "UID": "UID" if uid is None else str(uid),
        "OWN_DIRECTORY": _own_directory(settings),
        "PURGE": _purge(settings),
    }


_LAUNCH = """\
env -i HOME=/nonexistent PATH=/usr/bin:/bin LANG=C.UTF-8 LC_ALL=C.UTF-8 TERM="$TERM" \\
@COMMAND@"""


def _command(settings: Settings) -> str:
    python = settings.python
    return (
        f"    {python} -I -S -B -X utf8 {settings.attach} {settings.socket} \\\n"
        f"    {python} -I -B -X utf8 -m tui kiosk {kiosk_arguments(settings)}"
    )


def _purge(settings: Settings) -> str:
    return (
        f"{settings.python} -I -B -X utf8 -m tui kiosk purge"
        f" --directory {settings.directory} --retention-days {settings.retention_days}"
    )


def _own_directory(settings: Settings) -> str:
    if settings.hosts_share:
        return f"# {settings.directory}: shared by several hosts, see fstab.nfs"
    return f"d {settings.directory} 0700 {settings.user} {settings.user} -"


def _channel_timeout(settings: Settings) -> str:
    """程序自己的时限之外的第二道，不靠 Python；sshd 9.2 起才有。"""
    seconds = settings.idle_end + 30
    if not supports_channel_timeout(sshd_version()):
        return "    # no ChannelTimeout: this sshd is older than 9.2"
    return f"    ChannelTimeout session:*={seconds}s"


def sshd_version() -> str:
    """``sshd -V`` 说的；没有 sshd 就是空的。"""
    try:
        done = subprocess.run(
            ["/usr/sbin/sshd", "-V"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stderr + done.stdout


def supports_channel_timeout(version: str) -> bool:
    """认不出版本时当作新的：现在的系统都有。"""
    match = re.search(r"OpenSSH_(\d+)\.(\d+)", version)
    return match is None or (int(match[1]), int(match[2])) >= (9, 2)

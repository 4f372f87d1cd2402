"""写出来的设置文件：只写，不装；值进不了 shell；脚本通得过检查；该红的红。"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.failures import BadInputError
from tui.kiosk_setup import rendering
from tui.kiosk_setup.checks import account, files
from tui.kiosk_setup.rendering import rendered, supports_channel_timeout
from tui.kiosk_setup.settings import Settings
from tui.kiosk_setup.stored import loaded
from tui.kiosk_setup.writing import SUMS, write


def test_everything_is_written_and_nothing_is_installed(tmp_path: Path) -> None:
    assert main(["kiosk", "setup", str(tmp_path / "files")]) == 0

    names = {path.name for path in (tmp_path / "files").iterdir()}
    assert {"10-canbao-kiosk.conf", "kiosk-launch", "check.sh", SUMS, "settings.json"} <= names
    assert [path.name for path in tmp_path.iterdir()] == ["files"]
    done = subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=tmp_path / "files", check=False)
    assert done.returncode == 0


def test_writing_again_replaces_the_same_files_and_a_foreign_folder_is_refused(
    tmp_path: Path,
) -> None:
    settings = Settings(user="hall")
    assert write(tmp_path / "a", settings) == write(tmp_path / "a", settings)
    assert loaded(tmp_path / "a") == settings
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine").touch()
    with pytest.raises(BadInputError):
        write(tmp_path / "b", settings)


def test_a_link_laid_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a", Settings())
    victim = tmp_path / "victim"
    victim.write_text("old", "utf-8")
    (tmp_path / "a" / "kiosk-launch").unlink()
    (tmp_path / "a" / "kiosk-launch").symlink_to(victim)

    write(tmp_path / "a", Settings())

    assert victim.read_text("utf-8") == "old"
    assert not (tmp_path / "a" / "kiosk-launch").is_symlink()


EVIL = [
    "/x;id",
    "/x $(id)",
    "/x\nForceCommand sh",
    "/../etc",
    "x",
    "/x'y",
    '/x"y',
    "/x@USER@",
    "/x`id`",
]


@pytest.mark.parametrize("value", EVIL)
@pytest.mark.parametrize("name", ["venv", "directory", "launcher", "attach", "keys", "socket"])
def test_a_path_cannot_carry_commands(name: str, value: str) -> None:
    with pytest.raises(BadInputError):
        replace(Settings(), **{name: value}).checked()  # type: ignore[arg-type]


@pytest.mark.parametrize("user", ["root", "", "a b", "a;id", "-x", "Root", "a" * 40, "a\nb"])
def test_an_account_cannot_carry_commands(user: str) -> None:
    with pytest.raises(BadInputError):
        Settings(user=user).checked()


@pytest.mark.parametrize(
    "wrong", [{"port": 0}, {"sessions": 0}, {"idle_end": 60}, {"retention_days": -1}], ids=str
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadInputError):
        replace(Settings(), **wrong).checked()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(rendering.SCRIPTS))
@pytest.mark.parametrize("shell", ["sh", "dash", "bash", "shellcheck"])
def test_the_scripts_are_sound(tmp_path: Path, name: str, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"这里没有 {shell}")
    write(tmp_path, Settings())
    words = [shell] if shell == "shellcheck" else [shell, "-n"]
    done = subprocess.run(
        [*words, str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_launcher_never_becomes_the_program_and_cleans_the_environment() -> None:
    text = rendered(Settings())["kiosk-launch"]
    rows = [row.strip() for row in text.splitlines() if not row.strip().startswith("#")]

    assert not [row for row in rows if row.startswith("exec ")]
    assert [row for row in rows if row.startswith("env -i ")]
    assert "SSH_ORIGINAL_COMMAND" not in "\n".join(rows)
    assert "$@" not in text
    assert "$*" not in text


def test_the_terminals_loop_has_no_escape_and_wipes() -> None:
    text = rendered(Settings())["canbao-terminal"]
    for part in ("-e none", "ServerAliveInterval=15", "-F none", "PermitLocalCommand=no"):
        assert part in text
    assert "\\033[3J" in text


def test_the_units_are_hardened_and_have_caps() -> None:
    text = rendered(Settings(sessions=20))
    unit = text["canbao-kiosk.service"]
    for row in ("NoNewPrivileges=yes", "CapabilityBoundingSet=", "User=kiosk", "LimitCORE=0"):
        assert row in unit.splitlines()
    assert "MemoryMax=6200M" in text["canbao-kiosk.slice"]
    assert "TasksMax=656" in text["canbao-kiosk.slice"]


def test_every_unit_passes_systemds_own_check(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("这里没有 systemd-analyze")
    write(tmp_path, replace(Settings(), venv="/usr"))
    for path in sorted(tmp_path.glob("canbao-*.*e*")):
        text = path.read_text("utf-8").replace("/usr/bin/python", "/bin/true")
        path.write_text(text, "utf-8")
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = [row for row in done.stderr.splitlines() if "canbao" in row and "Unknown" in row]
        assert not told


def test_only_shared_hosts_get_a_mount_and_no_local_folder() -> None:
    alone, shared = rendered(Settings()), rendered(Settings(hosts_share=True))
    assert "fstab.nfs" not in alone
    assert "d /var/lib/canbao/kiosk 0700 kiosk kiosk -" in alone["tmpfiles.conf"]
    assert "vers=4.2" in shared["fstab.nfs"]
    assert "nolock" not in shared["fstab.nfs"].split("\n")[-2]
    assert "\nd /var/lib/canbao/kiosk" not in shared["tmpfiles.conf"]


@pytest.mark.parametrize(
    ("version", "there"),
    [
        ("OpenSSH_9.2, OpenSSL 3", True),
        ("OpenSSH_8.4p1 Debian", False),
        ("OpenSSH_10.0p2", True),
        ("", True),
    ],
)
def test_an_old_sshd_gets_no_channel_timeout(version: str, there: bool) -> None:
    assert supports_channel_timeout(version) is there


def test_the_check_notices_a_changed_launcher_and_open_permissions(tmp_path: Path) -> None:
    settings = Settings(
        launcher=str(tmp_path / "launch"),
        attach=str(tmp_path / "attach.py"),
        keys=str(tmp_path / "keys"),
        directory=str(tmp_path / "kept"),
    )
    text = rendered(settings)
    (tmp_path / "launch").write_text(text["kiosk-launch"] + "\n", "utf-8")
    (tmp_path / "attach.py").write_text(text["kiosk-attach.py"], "utf-8")
    (tmp_path / "keys").touch()
    os.mkdir(tmp_path / "kept", 0o755)

    found = {finding.what: finding.good for finding in files.findings(settings)}
    assert found["启动器就是写出来的那一份"] is False
    assert found["接入程序就是写出来的那一份"] is True
    assert found["公钥文件只有 root 改得了"] is False  # /tmp 人人可写
    assert found["方案的文件夹只有公共终端的账号进得去"] is False
    assert not any(one.good for one in account.units(settings, tmp_path))


def test_plans_the_check_cannot_look_at_are_not_called_safe(tmp_path: Path) -> None:
    found = files.findings(Settings(directory=str(tmp_path / "elsewhere")))
    assert {one.what: one.good for one in found}["方案和钥匙别人读不了"] is None


def test_a_folder_that_setup_did_not_write_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"user": "x;id"}', "utf-8")
    with pytest.raises(BadInputError):
        loaded(tmp_path)

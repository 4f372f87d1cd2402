"""一台真的 sshd 和写出来的设置：登录看到第一屏，别的路一条也不通。"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.e2e.sshd_support import Hall, hall, need_sshd
from tui.kiosk_setup.checks import doors, server
from tui.kiosk_setup.checks.finding import Finding

pytestmark = [pytest.mark.pty, pytest.mark.slow]


@pytest.fixture(scope="module")
def shut() -> Iterator[Hall]:
    """照设置装好的一台。"""
    need_sshd()
    with hall() as one:
        yield one


def seen(findings: list[Finding]) -> str:
    return "\n".join(f"{one.good} {one.what} {one.seen}" for one in findings)


def test_the_check_is_green_on_a_server_set_up_as_written(shut: Hall) -> None:
    command = [f"{shut.folder}/files/check.sh", "--config", str(shut.config), "--no-units"]
    done = subprocess.run(
        [*command, "--key", shut.key], capture_output=True, text=True, timeout=90, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("[绿]") >= 50
    assert "[红]" not in done.stdout


def test_the_check_is_red_at_every_door_of_a_bare_server() -> None:
    need_sshd()
    with hall(loose=True) as one:
        found = doors.findings(one.client, one.uid)
        told = server.findings(one.settings, str(one.config))

    assert [finding.what for finding in found if finding.good] == [], seen(found)
    assert sum(finding.good is False for finding in told) >= 12, seen(told)

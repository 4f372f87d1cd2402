"""全部检查，按这个次序。"""

from __future__ import annotations

from collections.abc import Iterator

from tui.kiosk_setup.checks import account, doors, files, server
from tui.kiosk_setup.checks.client import Client
from tui.kiosk_setup.checks.finding import Finding
from tui.kiosk_setup.settings import Settings, uid_of
from tui.words import _


def findings(
    settings: Settings, config: str | None, key: str | None, *, units: bool = True
) -> Iterator[Finding]:
    """先看设置，再看文件和账号，最后真的登录。"""
    yield from server.findings(settings, config)
    yield from files.findings(settings)
    yield from account.findings(settings)
    if units:
        yield from account.units(settings)
    uid = uid_of(settings.user)
    if key is None or uid is None:
        yield Finding(None, _("真的登录，试每一条出路"), _("没有给 --key"))
        return
    yield from doors.findings(Client(settings.user, settings.port, key), uid)

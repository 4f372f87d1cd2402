"""sshd 自己怎么说：``sshd -T -C user=…``。"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tui.kiosk_setup.checks.finding import Finding, equal
from tui.kiosk_setup.rendering import sshd_version, supports_channel_timeout
from tui.kiosk_setup.settings import Settings
from tui.words import _

SSHD = "/usr/sbin/sshd"
WANTED = {
    "disableforwarding": "yes",
    "allowtcpforwarding": "no",
    "allowstreamlocalforwarding": "no",
    "allowagentforwarding": "no",
    "x11forwarding": "no",
    "permittunnel": "no",
    "gatewayports": "no",
    "permitopen": "none",
    "permitlisten": "none",
    "permittty": "yes",
    "permituserrc": "no",
    "permituserenvironment": "no",
    "permitemptypasswords": "no",
    "passwordauthentication": "no",
    "kbdinteractiveauthentication": "no",
    "hostbasedauthentication": "no",
    "authenticationmethods": "publickey",
    "maxsessions": "1",
    "banner": "none",
}
"""这些要正好是这个值。"""
BETWEEN = {"clientaliveinterval": (1, 30), "clientalivecountmax": (1, 3), "logingracetime": (1, 60)}
Values = Mapping[str, Sequence[str]]


def findings(settings: Settings, config: str | None) -> list[Finding]:
    """问 sshd 这个账号登录时的每一项。"""
    values = asked(settings.user, config)
    if isinstance(values, str):
        return [Finding(False, _("sshd 的设置读得出来"), values)]
    return [
        _forced(settings, values),
        *(
            equal(f"sshd {name} = {want}", _one(values, name), want)
            for name, want in WANTED.items()
        ),
        *(_between(values, name, low, high) for name, (low, high) in BETWEEN.items()),
        _environment(values),
        equal(_("sshd 只认这一份公钥"), _one(values, "authorizedkeysfile"), settings.keys),
        _timeout(settings, values),
        _startups(values),
    ]


def asked(user: str, config: str | None) -> Values | str:
    """每一项的值（小写的名字）；问不出来就是原因。"""
    file = ["-f", config] if config else []
    where = f"user={user},host=localhost,addr=127.0.0.1"
    try:
        done = subprocess.run(
            [SSHD, "-T", *file, "-C", where], capture_output=True, text=True, timeout=10, check=True
        )
    except subprocess.CalledProcessError as error:
        return str(error.stderr).strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    values: dict[str, list[str]] = defaultdict(list)
    for row in done.stdout.splitlines():
        name, _space, value = row.partition(" ")
        values[name.lower()].append(value)
    return values


def _one(values: Values, name: str) -> str:
    return " ".join(values.get(name, ()))


def _exact(values: Values, name: str, want: str) -> Finding:
    return equal(f"sshd {name} = {want}", _one(values, name), want)


def _forced(settings: Settings, values: Values) -> Finding:
    return equal(_("sshd 只运行启动器"), _one(values, "forcecommand"), settings.launcher)


def _between(values: Values, name: str, low: int, high: int) -> Finding:
    seen = _one(values, name)
    good = seen.isdigit() and low <= int(seen) <= high
    return Finding(good, f"sshd {name} = {low}~{high}", seen)


def _environment(values: Values) -> Finding:
    seen = set(values.get("acceptenv", ())) - {"CANBAO_NOTHING"}
    return Finding(not seen, _("sshd 不收登录带来的环境变量"), " ".join(sorted(seen)))


def _timeout(settings: Settings, values: Values) -> Finding:
    what = _("sshd 自己也有空闲时限（ChannelTimeout）")
    if not supports_channel_timeout(sshd_version()):
        return Finding(None, what, _("这里的 sshd 太旧"))
    seen = _one(values, "channeltimeout")
    return Finding(seen == f"session:*={settings.idle_end + 30}s", what, seen)


def _startups(values: Values) -> Finding:
    seen = _one(values, "maxstartups")
    parts = seen.split(":")
    good = len(parts) == 3 and all(part.isdigit() for part in parts) and int(parts[2]) <= 1000
    return Finding(good, _("sshd 限制还没登录的连接（MaxStartups）"), seen)

"""``canbao kiosk setup`` 和 ``canbao kiosk check``。"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.words import say
from tui.failures import BadInputError
from tui.parser import Commands, Parser, new_command
from tui.words import _


def add_setup(actions: Commands[Parser]) -> None:
    """写出服务器的设置文件，给人审阅。"""
    from tui.kiosk_setup.settings import Settings

    parser = new_command(
        actions,
        "setup",
        _("写出公共终端的服务器设置（只写到文件夹，不安装）"),
        "canbao kiosk setup ./kiosk-files",
    )
    usual = Settings()
    parser.add_argument("folder", metavar=_("文件夹"), help=_("写到这里，给人审阅"))
    words = {
        "user": _("账号"),
        "venv": _("装着 canbao 的虚拟环境"),
        "directory": _("方案的文件夹"),
        "launcher": _("启动器装在哪里"),
        "attach": _("接入程序装在哪里"),
        "keys": _("公钥文件"),
        "socket": _("父进程的套接字"),
    }
    for name, help_ in words.items():
        parser.add_argument(f"--{name}", default=getattr(usual, name), metavar=_("值"), help=help_)
    numbers = {
        "port": _("sshd 的端口"),
        "sessions": _("最多几个人同时用"),
        "retention-days": _("方案保存几天"),
        "idle-warning": _("几秒没有按键就提醒"),
        "idle-end": _("几秒没有按键就结束"),
    }
    for name, help_ in numbers.items():
        value = getattr(usual, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=int, default=value, metavar=_("数"), help=help_)
    parser.add_argument("--no-keep", dest="keep", action="store_false", help=_("不提供取回码"))
    parser.add_argument("--hosts-share", action="store_true", help=_("几台服务器共用一个文件夹"))
    parser.set_defaults(run=run_setup)


def run_setup(args: Namespace) -> int:
    """写，然后说下一步。"""
    from dataclasses import fields

    from tui.kiosk_setup.settings import Settings
    from tui.kiosk_setup.writing import write

    settings = Settings(**{one.name: getattr(args, one.name) for one in fields(Settings)})
    names = write(Path(args.folder), settings.checked())
    args.console.say(
        *(f"{args.folder}/{name}" for name in names),
        _("都写好了，什么也没有安装。看过以后照 docs/kiosk.md 装上，再运行 check.sh。"),
    )
    return 0


def add_check(actions: Commands[Parser]) -> None:
    """证明正在跑的服务器是这样设的。"""
    parser = new_command(
        actions,
        "check",
        _("检查正在跑的服务器（全绿退出 0，有一条红退出 1）"),
        "canbao kiosk check ./kiosk-files --key ./kiosk_check",
    )
    parser.add_argument("folder", metavar=_("文件夹"), help=_("setup 写到的地方"))
    parser.add_argument("--key", metavar=_("文件"), help=_("一把登录钥匙：真的登录，试每条出路"))
    parser.add_argument("--config", metavar=_("文件"), help=_("sshd 的主配置（默认是系统的）"))
    parser.add_argument("--no-units", action="store_true", help=_("这里没有 systemd，不查它"))
    parser.set_defaults(run=run_check)


def run_check(args: Namespace) -> int:
    """一条一行。"""
    import os

    from tui.failures import DIFFERENT, DONE
    from tui.kiosk_setup.checks import everything
    from tui.kiosk_setup.report import row, summary
    from tui.kiosk_setup.stored import loaded

    if os.geteuid() != 0:
        raise BadInputError(say("要用 root 检查：sshd 的设置和公钥别人读不了。"))
    settings = loaded(Path(args.folder))
    found = []
    for finding in everything.findings(settings, args.config, args.key, units=not args.no_units):
        found.append(finding)
        args.console.say(row(finding))
    args.console.say(summary(found))
    return DIFFERENT if any(one.good is False for one in found) else DONE

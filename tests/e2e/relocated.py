"""一份谁都读得到的 Python 和程序：测试的 Python 常在 root 自己的家里，公共终端的账号进不去。"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

LIBRARY = f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
_LEFT_OUT = shutil.ignore_patterns(
    "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "site-packages",
    "dist-packages", "config-*", "lib2to3",
)  # fmt: skip


def python(folder: Path, code: Path) -> Path:
    """在 ``folder`` 下放一份解释器、标准库、依赖和程序，返回虚拟环境。"""
    base, venv = folder / "base", folder / "venv"
    _tree(Path(sysconfig.get_path("stdlib")), base / LIBRARY, _LEFT_OUT)
    (base / "bin").mkdir()
    _link(os.path.realpath(sys.executable), str(base / "bin" / "python3"))
    packages = venv / LIBRARY / "site-packages"
    _tree(Path(sysconfig.get_path("purelib")), packages, None)
    for stray in packages.glob("*.pth"):
        stray.unlink()
    (packages / "canbao-here.pth").write_text(f"{_program(folder, code)}\n", "utf-8")
    (venv / "bin").mkdir()
    (venv / "bin" / "python").symlink_to(base / "bin" / "python3")
    (venv / "pyvenv.cfg").write_text(f"home = {base / 'bin'}\n", "utf-8")
    _compiled(venv / "bin" / "python", folder / "program")
    return venv


def _program(folder: Path, code: Path) -> Path:
    program = folder / "program"
    for package in ("core", "profiles", "tui"):
        shutil.copytree(code / package, program / package)
    _readable(program)
    return program


def _readable(folder: Path) -> None:
    for place, _folders, names in os.walk(folder):
        os.chmod(place, 0o755)
        for name in names:
            os.chmod(os.path.join(place, name), 0o644)


def _compiled(interpreter: Path, program: Path) -> None:
    """没有编译好的 .pyc，启动要慢几倍；公共终端的账号自己写不了。"""
    subprocess.run(
        [str(interpreter), "-I", "-m", "compileall", "-q", str(program)], check=True, timeout=60
    )
    _readable(program)


def _tree(source: Path, target: Path, ignore: object) -> None:
    shutil.copytree(source, target, copy_function=_link, ignore=ignore)  # type: ignore[arg-type]
    for place, _folders, _names in os.walk(target):
        os.chmod(place, 0o755)


def _link(source: str, target: str) -> None:
    """同一个文件系统就用硬链接（快、不占地方），不行就复制。"""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

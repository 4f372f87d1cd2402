"""层次和纯净：core 只会算，profiles 不知道有界面，代码里没有某台机器的路径。"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("core", "profiles", "tui")

# 导入整个包之后，sys.modules 里不许出现的顶层模块。
NOT_LOADED = {
    "core": {"textual", "rich", "tui", "profiles", "pydantic", "tomli_w"},
    "profiles": {"textual", "rich", "tui"},
}

# core 里唯一可以读文件的模块：随包带的政策表。
MAY_READ = "core/policy/load.py"
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
BANNED_CALLS = {"float", "open", "print"}
BANNED_IMPORTS = {"os", "pathlib", "time"}

# 前面是字母、数字、点的不算：那是网址中间的一段。
MACHINE_PATH = re.compile(r"(?<![\w.\-])/(?:work|root|home/\w+|Users/\w+)/")


def _files(package: str, pattern: str = "*") -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    )


def _modules(package: str) -> list[str]:
    names = (name.removesuffix(".py").replace("/", ".") for name in _files(package, "*.py"))
    return [name.removesuffix(".__init__") for name in names]


def _parse(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), filename=name)


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node.lineno


def _aliases(tree: ast.Module) -> dict[str, str]:
    """``from datetime import date as d`` -> ``{"d": "date"}``。"""
    return {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }


def _last_name(node: ast.expr, aliases: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return aliases.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def _impure(tree: ast.Module, *, may_read: bool) -> Iterator[str]:
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex() as value):
                yield f"{node.lineno}: 浮点数 {value!r}"
            case ast.Call(func=ast.Name(id=name)) if name in BANNED_CALLS:
                yield f"{node.lineno}: {name}()"
            case ast.Attribute(value=base, attr=attr) if (
                _last_name(base, aliases),
                attr,
            ) in CLOCKS:
                yield f"{node.lineno}: 看钟 .{attr}"
    if not may_read:
        yield from (f"{line}: import {n}" for n, line in _imports(tree) if n in BANNED_IMPORTS)


@pytest.mark.parametrize("package", PACKAGES)
def test_package_exists(package: str) -> None:
    assert f"{package}/__init__.py" in _files(package, "*.py")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_code_is_a_package(package: str) -> None:
    # 没有 __init__.py 的文件夹，import-linter 看不见，层次就没人管了。
    folders = {name.rpartition("/")[0] for name in _files(package, "*.py")}
    assert not [f for f in sorted(folders) if not (ROOT / f / "__init__.py").is_file()]


@pytest.mark.parametrize("package", sorted(NOT_LOADED))
def test_importing_everything_loads_no_upper_layer(package: str) -> None:
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *_modules(package)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert package in loaded
    assert not loaded & NOT_LOADED[package]


@pytest.mark.parametrize("name", _files("core", "*.py"))
def test_core_is_pure(name: str) -> None:
    assert not list(_impure(_parse(name), may_read=name == MAY_READ))


@pytest.mark.parametrize("name", [name for package in PACKAGES for name in _files(package)])
def test_no_machine_path(name: str) -> None:
    text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
    lines = enumerate(text.splitlines(), start=1)
    assert not [f"{name}:{n}: {line}" for n, line in lines if MACHINE_PATH.search(line)]


@pytest.mark.parametrize(
    "source",
    [
        "x = 0.5",
        "x = 1e3",
        "x = 2j",
        "x = float('1')",
        "open('a')",
        "print(1)",
        "import os.path",
        "from pathlib import Path",
        "def f():\n    import time",
        "import datetime as dt\nx = dt.datetime.now(dt.UTC)",
        "from datetime import date\nx = date.today()",
        "from datetime import date as d\nx = d.today",
    ],
)
def test_the_purity_check_catches(source: str) -> None:
    assert list(_impure(ast.parse(source), may_read=False))


@pytest.mark.parametrize(
    "source",
    [
        "x = 1 // 2",
        "x = isinstance(y, float)",
        "x = case.today",
        "from datetime import date\nx = date(2025, 1, 1)",
        "'''os, time, print(1), 0.5'''",
    ],
)
def test_the_purity_check_lets_through(source: str) -> None:
    assert not list(_impure(ast.parse(source), may_read=False))


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ('DATA = "/work/main/data"', True),
        ("file:///root/x", True),
        ("https://example.gov.cn/work/2025/a.html", False),
        ("~/.local/share/canbao/", False),
    ],
)
def test_the_path_check_itself(line: str, caught: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is caught

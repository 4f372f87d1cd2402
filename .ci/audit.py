"""查锁住的运行依赖有没有已知漏洞（``make audit``）。

查得到漏洞库：pip-audit --strict，没有漏洞退出 0，有就退出 1。
查不到：说「跳过：查不到漏洞库」，退出 77；绝不当成没有漏洞。
pip-audit 不在锁里：装在一个用完就删的虚拟环境；PIP_AUDIT 可以指定一个装好的。
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".ci" / "locks" / "run.lock"
GREEN, RED, SKIPPED = 0, 1, 77
PATIENCE = 300


def verdict(code: int, out: str) -> tuple[int, str]:
    """pip-audit 说的是什么：每一个包都查到了，才算查过。"""
    try:
        found = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return SKIPPED, "跳过：查不到漏洞库"
    unknown = [one["name"] for one in found if "vulns" not in one]
    if unknown or not found:
        return SKIPPED, f"跳过：查不到漏洞库（{'、'.join(unknown[:5])}）"
    bad = [f"{one['name']} {v['id']}" for one in found for v in one["vulns"]]
    if bad:
        return RED, "\n".join(["有已知漏洞：", *bad])
    if code != 0:
        return SKIPPED, "跳过：查不到漏洞库"
    return GREEN, f"查了 {len(found)} 个包，没有已知漏洞"


def audited(program: str) -> tuple[int, str]:
    """跑一次 pip-audit。"""
    command = [program, "--strict", "--require-hashes", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "15", "--requirement", str(LOCK)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return SKIPPED, "跳过：查不到漏洞库"
    return verdict(done.returncode, done.stdout)


def installed(folder: str) -> str:
    """临时装一个；装不上就是空的。"""
    python = Path(folder, "bin", "python")
    steps = (
        [sys.executable, "-m", "venv", folder],
        [str(python), "-I", "-m", "pip", "install", "--quiet", "pip-audit"],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, timeout=PATIENCE, check=False)
        if done.returncode:
            return ""
    return str(python.with_name("pip-audit"))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        program = os.environ.get("PIP_AUDIT") or installed(folder)
        code, words = audited(program) if program else (SKIPPED, "跳过：查不到漏洞库")
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())

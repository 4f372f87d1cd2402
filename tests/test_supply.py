"""供应链：锁住散列，包不多，清单写出来一个字节也不差，轮子也是；查不到漏洞库绝不算没有漏洞。"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / ".ci" / "locks"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(name: str, cwd: Path) -> bytes:
    command = [sys.executable, str(ROOT / ".ci" / f"{name}.py")]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=True).stdout


def test_no_more_than_twenty_packages_run() -> None:
    assert 0 < len(script("sbom").components((LOCKS / "run.lock").read_text("utf-8"))) <= 20


@pytest.mark.parametrize("lock", sorted(LOCKS.glob("*.lock")), ids=lambda path: path.name)
def test_every_locked_package_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_the_bill_of_materials_is_the_same_every_time_and_names_no_machine(tmp_path: Path) -> None:
    first, second = printed("sbom", ROOT), printed("sbom", tmp_path)
    document = json.loads(first)

    assert first == second
    assert document["bomFormat"] == "CycloneDX"
    assert b"://" not in first
    assert os.uname().nodename.encode() not in first
    assert "timestamp" not in document["metadata"]


def test_the_bill_of_materials_names_every_direct_dependency() -> None:
    import tomllib

    document = json.loads(printed("sbom", ROOT))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(document["dependencies"][0]["dependsOn"]) == len(project["dependencies"])
    assert all(one["hashes"] for one in document["components"])


@pytest.mark.slow
def test_the_wheel_built_twice_is_the_same(tmp_path: Path) -> None:
    if importlib.util.find_spec("hatchling") is None:
        assert not os.environ.get("CI"), "build.lock 里的 hatchling 没有装"
        pytest.skip("没有 hatchling（make 会从 build.lock 装）")
    assert wheel(tmp_path / "a") == wheel(tmp_path / "b")


def wheel(folder: Path) -> str:
    """在一份拷贝里打一个，返回它的散列；两次的文件夹、时间都不一样。"""
    source = folder / "source"
    for name in ("core", "profiles", "tui"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-I", "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--no-cache-dir", "--wheel-dir", str(folder), str(source)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("*.whl")
    assert "tui/kiosk_setup/templates/launch.sh" in zipfile.ZipFile(made).namelist()
    return hashlib.sha256(made.read_bytes()).hexdigest()


VULNERABLE = [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]
CLEAN = [{"name": "a", "version": "1", "vulns": []}]
UNKNOWN = [{"name": "a", "skip_reason": "could not be audited"}]


@pytest.mark.parametrize(
    ("code", "out", "wanted"),
    [
        (0, json.dumps({"dependencies": CLEAN}), 0),
        (1, json.dumps({"dependencies": VULNERABLE}), 1),
        (0, json.dumps({"dependencies": UNKNOWN}), 77),
        (0, json.dumps({"dependencies": CLEAN + UNKNOWN}), 77),
        (0, json.dumps({"dependencies": []}), 77),
        (1, "", 77),
        (0, "No known vulnerabilities found", 77),
        (1, json.dumps({"dependencies": CLEAN}), 77),
    ],
)
def test_the_audit_is_green_only_when_everything_was_looked_up(
    code: int, out: str, wanted: int
) -> None:
    found, words = script("audit").verdict(code, out)

    assert found == wanted
    assert words.startswith("跳过：查不到漏洞库") == (wanted == 77)


def test_without_a_source_of_advisories_the_audit_says_skipped(tmp_path: Path) -> None:
    fake = tmp_path / "pip-audit"
    fake.write_text("#!/bin/sh\necho 'cannot reach anything' >&2\nexit 1\n", "utf-8")
    fake.chmod(0o755)

    assert audit(str(fake)) == (77, "跳过：查不到漏洞库")


def test_a_finding_ends_the_audit_with_1_and_is_named(tmp_path: Path) -> None:
    found = json.dumps({"dependencies": VULNERABLE})
    fake = tmp_path / "pip-audit"
    fake.write_text(f"#!/bin/sh\necho '{found}'\nexit 1\n", "utf-8")
    fake.chmod(0o755)

    assert audit(str(fake)) == (1, "有已知漏洞：\na PYSEC-1")


@pytest.mark.parametrize("bad", ["", "textual"])
def test_the_real_pip_audit_asks_the_service_it_is_given(bad: str) -> None:
    program = os.environ.get("PIP_AUDIT") or shutil.which("pip-audit")
    if program is None:
        pytest.skip("没有装 pip-audit（make audit 自己装一个）")

    class Advisories(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            package, version = asked["package"], asked["version"]
            about = {"package": package, "ranges": [], "versions": [version]}
            known = {"id": "PYSEC-1", "summary": "", "details": "", "affected": [about]}
            raw = json.dumps({"vulns": [known]} if package["name"] == bad else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as service:
        Thread(target=service.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{service.server_port}/v1/query"
        asked = audit(program, PIP_AUDIT_VULNERABILITY_SERVICE="osv", PIP_AUDIT_OSV_URL=url)
        service.shutdown()
    count = len(script("sbom").components((LOCKS / "run.lock").read_text("utf-8")))
    clean = (0, f"查了 {count} 个包，没有已知漏洞")
    assert asked == ((1, "有已知漏洞：\ntextual PYSEC-1") if bad else clean)


def audit(program: str, **env: str) -> tuple[int, str]:
    """``make audit`` 用这个 pip-audit 的退出码和话。"""
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "audit.py")],
        env={**os.environ, "PIP_AUDIT": program, **env}, capture_output=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout.strip()

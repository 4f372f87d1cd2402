"""软件物料清单（CycloneDX 1.6 的 JSON）：锁住的运行依赖，连同散列。

只看 .ci/locks/run.lock 和 pyproject.toml，不上网，不看这台机器装了什么；
同样的锁，写出来一个字节也不差。
    python .ci/sbom.py > sbom.json
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".ci" / "locks" / "run.lock"
_PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s\\;]+)\s*(?:;\s*([^\\]+?))?\s*\\?$", re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "canbao")


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """一份清单；序列号由内容算出来，没有时间，没有机器名。"""
    parts = components(lock)
    name, version = project["name"], project["version"]
    own = {"type": "application", "bom-ref": f"{name}@{version}", "name": name, "version": version}
    licences = [{"license": {"id": project["license"]}}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, version + lock)}",
        "version": 1,
        "metadata": {"component": own | {"licenses": licences}},
        "components": parts,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": direct(project, parts)}],
    }


def components(lock: str) -> list[dict[str, Any]]:
    """锁里的每一个包和它全部轮子的散列，按名字。"""
    found: list[dict[str, Any]] = []
    for row in lock.splitlines():
        if pinned := _PINNED.match(row):
            found.append(_component(pinned[1].lower(), pinned[2], pinned[3]))
        elif (digest := _HASH.search(row)) and found:
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest[1]})
    for one in found:
        one["hashes"].sort(key=lambda item: item["content"])
    return sorted(found, key=lambda one: str(one["name"]))


def _component(name: str, version: str, marker: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    found = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if marker:
        found["properties"] = [{"name": "python:marker", "value": marker}]  # type: ignore[assignment]
    return found | {"hashes": []}


def direct(project: dict[str, Any], parts: list[dict[str, Any]]) -> list[str]:
    """pyproject 里直接写的那几个。"""
    names = {re.split(r"[^A-Za-z0-9._-]", one)[0].lower() for one in project["dependencies"]}
    return [one["purl"] for one in parts if one["name"] in names]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    document = bill(LOCK.read_text("utf-8"), project)
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A thousand files nobody should have written: a profile or a sentence, soon, in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from profiles.ids import ALPHABET
from tests.profiles.hostile import cases

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 0.5
BUSY = 3
"""How much slower a busy machine may be."""
MEGABYTES = 100


def _id(number: int) -> str:
    digits = ""
    for _ in range(8):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


@pytest.mark.slow
def test_a_thousand_hostile_files_are_read_or_refused(tmp_path: Path) -> None:
    names = {}
    (tmp_path / "drafts").mkdir()
    for number, (name, raw) in enumerate(cases()):
        names[_id(number)] = name
        path = tmp_path / f"{_id(number)}.toml"
        path.write_bytes(raw)
        os.link(path, tmp_path / "drafts" / path.name)
    assert len(set(names.values())) == len(names) >= 996
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "profiles" / "hostile_reader.py"), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    told = json.loads(done.stdout)
    outcomes = Counter(outcome for _, outcome, _ in told["rows"])
    slowest = max((seconds, names[one]) for one, _, seconds in told["rows"])
    print(  # noqa: T201
        f"\n{len(names)} files: {dict(outcomes)}; slowest {slowest[0]:.3f} s ({slowest[1]});"
        f" peak {told['peak'] // 1024} MB; the list of all {told['list']:.2f} s"
    )
    assert told["listed"] == len(told["rows"]) == len(names)
    found = {names[one]: outcome for one, outcome, _ in told["rows"]}
    assert {name: o for name, o in found.items() if not set(o.split()) <= {"read", "refused"}} == {}
    assert outcomes["read refused"] > 100
    assert outcomes["refused refused"] > 500
    assert found["whole"] == found["bom"] == found["crlf"] == "read refused"
    assert slowest[0] < SECONDS * BUSY
    assert told["peak"] < MEGABYTES * 1024

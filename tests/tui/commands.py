"""Running a command in this process, with a home of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main

TODAY = "2026-11-23"

PROFILE = """schema = 1
name = "骑手小王"
[person]
birth = "1985-03"
sex = "male"
[location]
registered = "140100"
working = "140500"
[history]
employee_months = 36
employee_index = "0.60"
employee_balance = "12000.00"
[plan]
start = "2026-12"
tier = 2000
"""

AWARD = """[award]
province = "140000"
retired = "2025-10"
index = "0.7604"
indexed_wage = "5514.81855"
months = 495
deemed_months = 155
transitional_index = "0.7040"
account_balance = "96607.26"
payout_months = "139"
[printed]
basic = "2633.36"
account = "695.02"
transitional = "857.36"
total = "4185.8"
"""


@dataclass(frozen=True)
class Done:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert (self.status, self.err) in ((0, ""), (1, ""))
        return json.loads(self.out)


class Shell:
    """A person at the command line, with a folder, profiles and a fixed today."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Done:
        self._capsys.readouterr()
        status = main(words)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(status, out, err)

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def saved(self, text: str = PROFILE, name: str = "") -> str:
        """Import a profile and return its id."""
        more = ("--name", name) if name else ()
        done = self("import", self.file("in.toml", text), *more)
        assert done.status == 0, done.err
        return done.out.split("编号 ")[1].strip()


def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setenv("CANBAO_PROFILES", str(tmp_path / "profiles"))
    monkeypatch.setenv("CANBAO_AS_OF", TODAY)
    return Shell(tmp_path, capsys)

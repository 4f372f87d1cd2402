"""Help, usage errors and the last guard: Chinese, one sentence, no traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tests.tui import commands
from tests.tui.commands import Shell
from tui.parser import COMMANDS, cells


@pytest.fixture
def sh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return commands.shell(tmp_path, capsys, monkeypatch)


HELPS = [[], *([name] for name in COMMANDS), *(["policy", n] for n in ("list", "show", "check"))]


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help_is_chinese_and_fits(sh: Shell, words: list[str]) -> None:
    done = sh(*words, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：canbao")
    assert not [row for row in done.out.splitlines() if cells(row) > 80]
    english = r"\b(usage|options|positional|arguments|show this|error|required|commands)\b"
    assert not re.search(english, done.out)


def test_every_command_is_in_the_help(sh: Shell) -> None:
    out = sh("--help").out
    assert all(f"\n    {name} " in out for name in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["--nothing"],
        ["project"],
        ["project", "a", "b"],
        ["project", "a", "--as-of"],
        ["policy"],
        ["policy", "burn"],
        ["schema", "x"],
        ["export", "a", "--format", "pdf"],
        ["list", "--json=yes"],
        ["--asc"],
        ["\x1b[31m"],
        ["retirement", "--\x9b"],
    ],
    ids=str,
)
def test_bad_usage_is_one_chinese_sentence(sh: Shell, words: list[str]) -> None:
    done = sh(*words)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert re.search(r"[一-鿿]", done.err)
    assert not re.search(r"\b(error|invalid|expected|unrecognized|required)\b", done.err)
    assert done.err.rstrip("\n").isprintable()


def test_version(sh: Shell) -> None:
    done = sh("--version")
    assert done.status == 0
    assert done.out.startswith("canbao ")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["project", "--help"], ["nothing"]])
def test_quick_answers_load_neither_textual_nor_pydantic(words: list[str]) -> None:
    code = (
        "import sys\n"
        "from tui.__main__ import main\n"
        "main(sys.argv[1:])\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "tui" in loaded
    assert not loaded & {"textual", "pydantic", "rich", "tomli_w"}


def test_the_interface_starts_without_the_screens_that_a_key_opens() -> None:
    code = "import sys\nimport tui.app\nprint(*sys.modules)\n"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    loaded = set(done.stdout.split())
    later = ("decide", "lawday", "parameters", "periods", "since", "takeaway", "years")
    assert "tui.screens.wizard" in loaded
    assert not loaded & {f"tui.screens.{name}" for name in later}
    assert not [name for name in loaded if name.startswith(("core.decisions", "core.changes"))]


def test_an_unexpected_error_is_a_code(sh: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("tui.commands.list.run", broken)
    done = sh("list")
    assert (done.status, done.out) == (70, "")
    assert "ZeroDivisionError" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, 141)])
def test_interruptions_are_quiet(
    sh: Shell, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], status: int
) -> None:
    def interrupted(_: Namespace) -> int:
        raise error

    monkeypatch.setattr("tui.commands.list.run", interrupted)
    done = sh("list")
    assert (done.status, done.out, done.err) == (status, "", "")


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    done = subprocess.run(
        [f'"{sys.executable}" -m tui policy show 140000 | head -1; echo "${{PIPESTATUS[0]}}"'],
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == "140000 山西省"
    assert done.stdout.splitlines()[1] in ("0", "141")


def test_an_odd_encoding_is_no_reason_to_stop() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "policy", "list", "--json"],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()

"""The line of every key of a TOML text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from core.policy.lines import Path, lines

TEXT = '''# 说明 = "不是键"
schema = 1
place = "140000" # [不是表]

[values.contribution_floor]
unit = "yuan"
entries = [
  { from = "2024-01", value = "4000", document = "a, ] } = b" },
  # 一行说明
  { from = "2025-01",
    value = "4100" },
]

[[regimes]]
from = "1978-06"
minimum = { months = 180 }
tracks.male60 = { start = "1900-01" }
[[regimes]]
from = "2025-01"
[regimes.more]
"quoted.key" = """
two
lines"""
last = 2026-01-01 10:00:00
'''


def test_the_lines_of_a_policy_file() -> None:
    found = lines(TEXT)
    assert found["schema",] == 2
    assert found["values", "contribution_floor"] == 5
    assert found["values", "contribution_floor", "entries"] == 7
    assert found["values", "contribution_floor", "entries", 1, "value"] == 8
    assert found["values", "contribution_floor", "entries", 2] == 10
    assert found["values", "contribution_floor", "entries", 2, "value"] == 11
    assert found["regimes", 1] == 14
    assert found["regimes", 1, "tracks", "male60", "start"] == 17
    assert found["regimes", 2, "from"] == 19
    assert found["regimes", 2, "more", "quoted.key"] == 21
    assert found["regimes", 2, "more", "last"] == 24


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    if isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _paths(inner, (*path, number))


def _agree(text: str) -> None:
    found = lines(text)
    assert set(found) == set(_paths(tomllib.loads(text)))
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


KEYS = st.text("ab.é\" '#[]={},\\", min_size=1, max_size=4)
SCALARS = st.one_of(
    st.integers(-5, 5),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda d: d.normalize()),
    st.text("a\n\"'\\#[]{}=,.", max_size=6),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_every_path_of_any_text_has_a_line_and_no_other(
    data: dict[str, object], multiline: bool
) -> None:
    _agree(tomli_w.dumps(data, multiline_strings=multiline))


def test_the_packaged_files() -> None:
    folder = files("core.policy")
    for file in (folder / "national.toml", *(folder / "provinces").iterdir()):
        _agree(file.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# nichts", "a.b.c = 1", "[a]\n[a.b]\n", "'x' = ''\r\ny = 1\r\n", "a = 1.5e3"],
)
def test_odd_texts(text: str) -> None:
    _agree(text)

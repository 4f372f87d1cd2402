"""Any bytes, any kind of file: a table or a ProfileError, soon."""

from __future__ import annotations

import io
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.problems import ProfileError
from profiles.reading import parse, read_file, read_stream
from tests.profiles.samples import FULL, SMALL

SECONDS = 0.5


def refused(raw: bytes) -> str:
    """The message for ``raw``, which must come soon."""
    start = time.perf_counter()
    with pytest.raises(ProfileError) as error:
        parse(raw, "a.toml")
    assert time.perf_counter() - start < SECONDS
    return str(error.value)


def test_decimal_numbers_are_exact() -> None:
    assert parse(b"a = 0.10", "a.toml") == {"a": Decimal("0.10")}


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf" + SMALL.encode(), SMALL.encode().replace(b"\n", b"\r\n")]
)
def test_notepad_files_are_fine(raw: bytes) -> None:
    assert parse(raw, "a.toml") == parse(SMALL.encode(), "a.toml")


def test_an_empty_file_is_an_empty_table() -> None:
    assert parse(b"", "a.toml") == {}


HOSTILE = {
    "binary": (bytes(range(256)) * 4, "空字节"),
    "utf16": (SMALL.encode("utf-16"), "空字节"),
    "gbk": (SMALL.encode("gbk"), "UTF-8"),
    "invalid_utf8": (b'a = "\xff"', "UTF-8"),
    "surrogate": (b'a = "\xed\xa0\x80"', "UTF-8"),
    "ten_megabytes": (b"#" + b"x" * 10_000_000, "64 KiB"),
    "one_byte_too_many": (b"#" * (64 * 1024 + 1), "64 KiB"),
    "long_line": (b'a = "' + b"x" * 4096 + b'"', "一行最多 4096"),
    "deep_arrays": (b"a = " + b"[" * 9 + b"]" * 9, "8 层"),
    "deep_tables": (b"a = " + b"{a=" * 9 + b"1" + b"}" * 9, "8 层"),
    "endless_brackets": (b"a = [\n" + b"[\n" * 20_000, "括号"),
    "many_tables": (b"[[a]]\n" * 600, "1024"),
    "dotted_key": (b"a.a.a.a.a.a.a.a = 1", "点太多"),
    "dotted_header": (b"[a.a.a.a.a.a.a.a]", "点太多"),
    "dotted_inline": (b"x = {a.a.a.a.a.a.a.a = 1}", "点太多"),
    "deep_by_dots": (b"[a.a.a.a.a.a.a]\nb.b.b = 1", "套得太深"),
    "very_long_dotted_key": (b".".join([b"a"] * 2000) + b" = 1", "点太多"),
    "huge_int": (b"a = 1" + b"0" * 4000, "整数太大"),
    "huge_hex": (b"a = 0x" + b"f" * 4000, "整数太大"),
    "int_of_65_bits": (b"a = 9223372036854775808", "整数太大"),
    "int_inside_a_list": (b"[notes]\na = [[9223372036854775808]]", "整数太大"),
    "int_beyond_the_parser": (b"a = " + b"\n".join([b"9" * 4090]), "整数太大"),
    "bad_date": (b"a = 2026-02-30", "第 1 行"),
    "twice": (b"a = 1\na = 2\n", "第 2 行"),
    "table_twice": (b"[a]\n[a]", "第 2 行"),
    "no_value": (b"a =", "文件末尾"),
    "unterminated": (b'a = "x', "TOML"),
    "unterminated_many_lines": (b'a = """' + b"x\n" * 30_000, "TOML"),
    "escaped_quotes": (b'a = """' + b'\\"""\n' * 10_000, "TOML"),
    "lone_quotes": (b"'\n" * 30_000, "TOML"),
    "raw_escape": (b'a = "\x1b[31m"', "TOML"),
    "escaped_surrogate": (b'a = "\\uD800"', "TOML"),
    "lone_cr": (b"a = 1\rb = 2", "TOML"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_with_a_reason(name: str) -> None:
    raw, reason = HOSTILE[name]
    said = refused(raw)
    assert reason in said
    assert said.startswith("a.toml：")


def test_what_stands_in_strings_and_comments_does_not_count() -> None:
    brackets = "[" * 2000
    text = f"""# {brackets} a.a.a.a.a.a.a.a = 1
a = "{brackets} \\" {brackets}"
b = '{brackets}.........'
c = \"\"\"
{brackets} " "" \\\"\"\" {brackets}\"\"\"
d = '''
{brackets} ' '' {brackets}''' # '''
e = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5]
"""
    assert list(parse(text.encode(), "a.toml")) == ["a", "b", "c", "d", "e"]


def test_two_hundred_periods_and_fifty_pauses_pass() -> None:
    period = '[[history.periods]]\nscheme = "employee"\nfrom = "2019-05"\nto = "2022-04"\n'
    pauses = ",\n".join(['{ from = "2030-01", to = "2031-06" }'] * 50)
    data = parse(f"{period * 200}[plan]\npauses = [{pauses}]".encode(), "a.toml")
    assert str(data).count("2031-06") == 50
    assert str(data).count("employee") == 200


@pytest.mark.parametrize("depth", [1, 7])
def test_nesting_up_to_the_limit_passes(depth: int) -> None:
    assert parse(b"a = " + b"[" * depth + b"]" * depth, "a.toml")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text("[]{}=.,\"'\\#\n ax1-:T", max_size=300).map(str.encode))
def test_any_bytes_give_a_table_or_a_profile_error(raw: bytes) -> None:
    with suppress(ProfileError):
        assert isinstance(parse(raw, "a.toml"), dict)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_profile_gives_a_table_or_a_profile_error(data: st.DataObject) -> None:
    raw = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ProfileError):
        parse(bytes(raw[: data.draw(st.integers(0, len(raw)))]), "a.toml")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def _link_to_file(path: Path) -> None:
    real = path.with_name("real.toml")
    real.write_text(SMALL, encoding="utf-8")
    path.symlink_to(real)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "文件不在"),
    "folder": (Path.mkdir, "不是普通文件"),
    "fifo": (_fifo, "不是普通文件"),
    "socket": (_socket, "不是普通文件"),
    "link_to_a_file": (_link_to_file, "符号链接"),
    "link_to_itself": (lambda path: path.symlink_to(path), "符号链接"),
    "link_to_nothing": (lambda path: path.symlink_to("nothing"), "符号链接"),
    "link_to_endless_zeros": (lambda path: path.symlink_to("/dev/zero"), "符号链接"),
    "sparse_gigabyte": (_sparse, "64 KiB"),
}


@pytest.mark.parametrize("name", SPECIAL)
def test_special_files_are_refused_at_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make, reason = SPECIAL[name]
    path = tmp_path / "a.toml"
    make(path)
    start = time.perf_counter()
    with pytest.raises(ProfileError, match=reason):
        read_file(path)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/tty"])
def test_devices_are_refused(device: str) -> None:
    with pytest.raises(ProfileError):
        read_file(Path(device))


def test_a_name_with_a_null_byte_is_refused() -> None:
    with pytest.raises(ProfileError, match="文件名不对"):
        read_file(Path("a\0b"))


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(SMALL.encode())
    assert read_file(tmp_path / "a.toml") == SMALL.encode()


def test_a_stream_is_read_within_the_same_limit() -> None:
    assert read_stream(io.BytesIO(b"a = 1"), "标准输入") == b"a = 1"
    with pytest.raises(ProfileError, match="标准输入：文件太大"):
        read_stream(io.BytesIO(b"#" * 100_000), "标准输入")


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    before = len(os.listdir("/dev/fd"))
    for _ in range(5):
        with pytest.raises(ProfileError):
            read_file(tmp_path / "a.toml")
    assert len(os.listdir("/dev/fd")) == before

"""The last line: no flipped bit and no cut of a file of ours goes unnoticed."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from profiles import integrity
from profiles.drafts import Drafts
from profiles.problems import ProfileError
from profiles.schema import Profile
from profiles.store import Store
from profiles.toml import dump_kept, dump_profile, parse_profile
from tests.profiles.samples import FULL, NOW, SMALL, SMALL_ANSWERS, profile

ID = "0a1b2c3d"
Reader = Callable[[bytes], object]


def kept(tmp_path: Path, what: str) -> tuple[bytes, Reader]:
    """A file of ours, and how it is read again."""
    store, drafts = Store(tmp_path), Drafts(tmp_path)
    if "draft" in what:
        answers = {} if what == "empty draft" else SMALL_ANSWERS
        drafts.save(ID, answers, "plan", ("name", "老"), revision=3)
        path = drafts.root / f"{ID}.toml"
        return path.read_bytes(), lambda raw: (path.write_bytes(raw), drafts.load(ID))
    one = parse_profile(FULL.encode(), "a.toml") if what == "full" else profile()
    store.save(one.stamped(id=ID), NOW)
    return (store.root / f"{ID}.toml").read_bytes(), lambda raw: parse_profile(raw, "a.toml")


KINDS = ("small", "full", "draft", "empty draft")


@pytest.mark.parametrize("what", KINDS)
def test_every_cut_is_noticed(tmp_path: Path, what: str) -> None:
    raw, read = kept(tmp_path, what)
    assert read(raw)
    for end in range(len(raw)):
        with pytest.raises(ProfileError):
            read(raw[:end])


@pytest.mark.parametrize("what", KINDS)
def test_every_flipped_bit_is_noticed(tmp_path: Path, what: str) -> None:
    raw, read = kept(tmp_path, what)
    for bit in range(len(raw) * 8):
        with pytest.raises(ProfileError):
            read(flipped(raw, [bit]))


@pytest.mark.parametrize("what", KINDS)
def test_two_to_four_flipped_bits_are_noticed(tmp_path: Path, what: str) -> None:
    raw, read = kept(tmp_path, what)
    dice = random.Random(what)
    size = len(raw) * 8
    # Anywhere, and where it hurts: in the line, in what says that it is there, and around both.
    line = range(size - 75 * 8, size)
    key = raw.index(b"integrity") * 8
    near = [*range(key - 16, key + 8 * 24), *line[:104], *range(size - 9, size)]
    for _ in range(3000):
        bits = dice.sample(near if dice.random() < 0.6 else range(size), dice.randint(2, 4))
        with pytest.raises(ProfileError):
            read(flipped(raw, bits))


@pytest.mark.parametrize("what", ["small", "draft"])
def test_the_line_cannot_be_hidden_behind_four_bits(tmp_path: Path, what: str) -> None:
    raw, read = kept(tmp_path, what)
    start = raw.rindex(b"\n", 0, -1)
    # The end of line before it made a space: the line is a comment behind a value now.
    hidden = bytearray(raw)
    hidden[start] = 0x20
    for place in range(len(raw)):
        for bit in range(8):
            with pytest.raises(ProfileError):
                read(flipped(bytes(hidden), [place * 8 + bit]))


def flipped(raw: bytes, bits: list[int]) -> bytes:
    changed = bytearray(raw)
    for bit in bits:
        changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize(
    "end", [b"\n", b" ", b"# x\n", b"a = 1\n", b"\r\n", b"\n\n", b"\xef\xbb\xbf"]
)
def test_anything_behind_the_line_is_noticed(tmp_path: Path, end: bytes) -> None:
    raw, read = kept(tmp_path, "full")
    with pytest.raises(ProfileError):
        read(raw + end)


def test_the_sentence_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    raw, _ = kept(tmp_path, "small")
    path = tmp_path / f"{ID}.toml"
    for damaged in (raw.replace(b"1985", b"1986"), raw[:-30], raw.replace(b"[person]", b"[per")):
        path.write_bytes(damaged)
        with pytest.raises(ProfileError) as error:
            Store(tmp_path).get(ID)
        (problem,) = error.value.problems
        assert str(problem.problem) == "文件坏了，或者在别处改过：内容和最后一行的校验对不上"
    assert Store(tmp_path).entries()[0].broken


def test_any_toml_reader_reads_the_file(tmp_path: Path) -> None:
    raw, _ = kept(tmp_path, "full")
    assert tomllib.loads(raw.decode())["meta"]["integrity"] == "sha256"
    assert raw.splitlines()[-1].startswith(b"# sha256 ")
    assert len(raw.splitlines()[-1]) == 73


def test_a_file_written_by_hand_needs_no_line() -> None:
    assert parse_profile(SMALL.encode(), "a.toml") == profile()
    assert parse_profile(FULL.encode(), "a.toml").revision == 3
    digest = FULL.replace("sha256:00ff", "sha256:" + "0f" * 32)
    assert parse_profile(digest.encode(), "a.toml").revision == 3


def test_a_file_of_ours_edited_by_hand_is_read_without_line_and_key(tmp_path: Path) -> None:
    raw, read = kept(tmp_path, "small")
    rows = raw.decode().replace("1985", "1986").splitlines()
    edited = "\n".join(row for row in rows[:-1] if "integrity" not in row)
    again = read(edited.encode())
    assert isinstance(again, Profile)
    assert again.person.birth == "1986-03"


def test_what_is_exported_may_be_edited(tmp_path: Path) -> None:
    saved = Store(tmp_path).save(profile(), NOW)
    raw = dump_profile(Store(tmp_path).get(saved.id))
    assert b"integrity" not in raw
    assert not integrity.has_sum(raw)
    assert parse_profile(raw.replace(b"1985", b"1986"), "a.toml").person.birth == "1986-03"


def test_a_copy_of_a_kept_file_is_whole_too() -> None:
    one = profile().stamped(id=ID, revision=1)
    raw = dump_kept(one)
    assert parse_profile(raw, "a.toml") == one
    with pytest.raises(ProfileError, match="校验"):
        parse_profile(raw.replace(b"1985", b"1986"), "a.toml")


def test_the_largest_profile_fits_with_its_line(tmp_path: Path) -> None:
    store = Store(tmp_path)
    told: list[str] = []
    for size in range(500, 1400, 20):
        notes = {"a": ["x" * 4000] * 16 + ["x" * size]}
        one = Profile.from_answers(SMALL_ANSWERS, notes=notes)
        try:
            saved = store.save(one, NOW)
        except ProfileError as error:
            told.append(str(error))
        else:
            assert not told
            assert store.get(saved.id) == saved
    assert 0 < len(told) < 40
    assert "太大，写不下" in told[0]

"""Profile → TOML → profile is the identity, notes included."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from profiles.problems import ProfileError
from profiles.schema import Profile
from profiles.toml import dump_profile, load_profile, parse_profile
from tests.profiles import samples


@settings(max_examples=200, deadline=None)
@given(samples.answers(), samples.notes)
def test_writing_and_reading_changes_nothing(
    answers: dict[str, object], notes: dict[str, object]
) -> None:
    meta = {"id": "0a1b2c3d", "revision": 3, "saved": samples.NOW}
    profile = Profile.from_answers(answers, notes=notes, meta=meta)
    raw = dump_profile(profile)
    again = parse_profile(raw, "a.toml")
    assert again == profile
    assert again.answers() == answers
    assert (again.notes or {}) == notes
    assert dump_profile(again) == raw


def test_the_full_profile_comes_back_with_its_keys_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(samples.FULL, encoding="utf-8")
    profile = load_profile(path)
    lines = dump_profile(profile).decode().splitlines()
    tables = [line for line in lines if line.startswith("[")]
    assert tables[:2] == ["[person]", "[location]"]
    assert tables[-3:] == ["[notes]", '[notes."深"]', "[meta]"]
    assert parse_profile(dump_profile(profile), "b.toml") == profile


def test_nothing_that_was_left_out_is_written() -> None:
    profile = samples.profile()
    assert parse_profile(samples.SMALL.encode(), "a.toml") == profile
    assert b"category" not in dump_profile(profile)
    assert b"[plan]" not in dump_profile(profile)


@pytest.mark.parametrize(
    "text", ["a\nb" * 2000, "a\r\nb", "\u001b]52;c;x\u0007", "\"\"\"'''\\", "\t"]
)
def test_any_note_survives(text: str) -> None:
    profile = Profile.from_answers(samples.SMALL_ANSWERS, notes={"a": text, "b": {"c": [text]}})
    assert parse_profile(dump_profile(profile), "a.toml").notes == {"a": text, "b": {"c": [text]}}


@pytest.mark.parametrize("note", ["x" * 5000, ["x" * 4000] * 17, 2**63])
def test_notes_that_could_not_be_read_again_are_not_written(note: object) -> None:
    profile = Profile.from_answers(samples.SMALL_ANSWERS, notes={"a": note})
    with pytest.raises(ProfileError, match="太大，写不下"):
        dump_profile(profile)


def test_four_hundred_periods_can_be_kept() -> None:
    period = {
        "scheme": "employee",
        "from": "2019-05",
        "to": "2019-05",
        "base": "ceiling",
        "place": "140000",
    }
    pause = {"from": "2030-01", "to": "2031-06"}
    answers = {"history.periods": [period] * 400, "plan.pauses": [pause] * 50}
    profile = samples.profile(**answers)
    assert parse_profile(dump_profile(profile), "a.toml") == profile
    with pytest.raises(ProfileError, match="最多 400 段"):
        samples.profile(**{"history.periods": [period] * 401})

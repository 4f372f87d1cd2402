"""Profiles as TOML: read, checked, written."""

from pathlib import Path

from profiles.reading import parse, read_file
from profiles.schema import Profile
from profiles.writing import write_toml


def load_profile(path: Path) -> Profile:
    """The profile in the file ``path``; raises ProfileError with every problem."""
    return parse_profile(read_file(path), str(path))


def parse_profile(raw: bytes, name: str) -> Profile:
    """The profile in ``raw``; ``name`` is what messages call it.  Raises ProfileError."""
    return Profile.from_data(parse(raw, name), name)


def dump_profile(profile: Profile) -> bytes:
    """The profile as TOML, keys in the order of the schema, nothing that was left out."""
    return write_toml(profile.to_data(), profile.name)

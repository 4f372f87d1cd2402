"""Profiles as TOML: read, checked, written."""

from pathlib import Path

from profiles import integrity
from profiles.opening import profile_table
from profiles.reading import read_file
from profiles.schema import Profile
from profiles.writing import write_toml


def load_profile(path: Path) -> Profile:
    """The profile in the file ``path``; raises ProfileError with every problem."""
    return parse_profile(read_file(path), str(path))


def parse_profile(raw: bytes, name: str) -> Profile:
    """The profile in ``raw``; ``name`` is what messages call it.  Raises ProfileError."""
    return Profile.from_data(profile_table(raw, name), name)


def dump_profile(profile: Profile) -> bytes:
    """The profile as TOML, keys in the order of the schema, nothing that was left out."""
    return write_toml(profile.to_data(), profile.name)


def dump_kept(profile: Profile) -> bytes:
    """The profile as the store keeps it: with the integrity line, and saying early that it is
    there, before any table that must not be missing."""
    data = profile.to_data()
    kept = profile.meta.model_dump(exclude_none=True) if profile.meta else {}
    meta = {integrity.KEY: integrity.METHOD} | kept | {integrity.KEY: integrity.METHOD}
    early = {"schema": data["schema"], "name": data["name"], "meta": meta}
    return write_toml({**early, **data, "meta": meta}, profile.name, summed=True)

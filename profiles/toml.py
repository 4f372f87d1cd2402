"""Profiles as TOML: read, checked, written."""

from pathlib import Path

from profiles import integrity, passphrases
from profiles.migrations import Data
from profiles.opening import profile_table
from profiles.passphrases import Lock
from profiles.reading import read_file
from profiles.schema import Profile
from profiles.writing import write_toml


def load_profile(path: Path) -> Profile:
    """The profile in the file ``path``; raises ProfileError with every problem."""
    return parse_profile(read_file(path), str(path))


def parse_profile(raw: bytes, name: str) -> Profile:
    """The profile in ``raw``; ``name`` is what messages call it.  Raises ProfileError."""
    table = profile_table(raw, name)
    if passphrases.has(table):
        raise passphrases.SealedError(name)
    return Profile.from_data(table, name)


def parse_kept(raw: bytes, name: str, profile_id: str, lock: Lock | None = None) -> Profile:
    """The same of a file of the store; SealedError without the lock of one that is sealed."""
    table = profile_table(raw, name)
    if lock is None or not passphrases.has(table):
        return parse_profile(raw, name)
    inside = profile_table(passphrases.unsealed(table, name, profile_id, lock), name)
    outside: Data = {key: table[key] for key in ("name", "meta") if key in table}
    return Profile.from_data({**inside, **outside}, name)


def dump_profile(profile: Profile) -> bytes:
    """The profile as TOML, keys in the order of the schema, nothing that was left out."""
    return write_toml(profile.to_data(), profile.name)


def dump_kept(profile: Profile, lock: Lock | None = None) -> bytes:
    """The profile as the store keeps it; with a ``lock`` only its name can be read."""
    data = profile.to_data()
    if lock is None:
        return _summed(data, profile.name)
    answers = {key: data[key] for key in data if key != "meta"}
    plain = write_toml(answers, profile.name)
    sealed = passphrases.sealed(plain, data, profile.id, lock)
    return _summed({**passphrases.readable(data), passphrases.TABLE: sealed}, profile.name)


def dump_restamped(table: Data, name: str, **changes: object) -> bytes:
    """A sealed file with other program data: that needs no passphrase."""
    meta = table.get("meta")
    kept = meta if isinstance(meta, dict) else {}
    return _summed({**table, "meta": {**kept, **changes}}, name)


def _summed(data: Data, name: str) -> bytes:
    """With the integrity line, and saying early that it is there, before any table that must
    not be missing."""
    kept = data.get("meta")
    promise = {integrity.KEY: integrity.METHOD}
    meta = promise | (kept if isinstance(kept, dict) else {}) | promise
    early = {"schema": data["schema"], "name": data["name"], "meta": meta}
    return write_toml({**early, **data, "meta": meta}, name, summed=True)

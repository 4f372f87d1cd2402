"""When a plan gets a passphrase, what is kept of it from before gets it too.

The caller holds the lock of the folder.
"""

import os
from contextlib import suppress

from profiles import atomic, versions
from profiles.folders import exists, read_own
from profiles.headers import header_of
from profiles.passphrases import Lock
from profiles.problems import ProfileError


def seal_versions(folder: int, name: str, lock: Lock) -> None:
    """Seal the versions of the file ``name`` that can be read; broken ones go."""
    for number in versions.numbers(folder, name):
        file = versions.version_name(name, number)
        try:
            raw = read_own(folder, file)
            if not header_of(raw, file).sealed:
                atomic.write(folder, file, _sealed(raw, file, name, lock))
        except ProfileError:
            _unlink(folder, file)
            atomic.confirm(folder)


def remove_all(folder: int, name: str) -> None:
    """Delete the file ``name`` with its versions, where they are readable by anybody."""
    numbers = versions.numbers(folder, name)
    if not numbers and not exists(folder, name):
        return
    for number in numbers:
        _unlink(folder, versions.version_name(name, number))
    _unlink(folder, name)
    atomic.confirm(folder)


def _sealed(raw: bytes, file: str, name: str, lock: Lock) -> bytes:
    from profiles.toml import dump_kept, parse_profile

    return dump_kept(parse_profile(raw, file).stamped(id=name.removesuffix(".toml")), lock)


def _unlink(folder: int, file: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(file, dir_fd=folder)

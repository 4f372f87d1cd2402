"""A plan under a passphrase: nothing of it can be read, moved or renamed without it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

import pytest

from profiles import atomic, integrity, passphrases
from profiles.drafts import Drafts
from profiles.headers import Header
from profiles.passphrases import (
    Lock,
    SealedError,
    WrongPassphraseError,
    new_lock,
    read_passphrase,
)
from profiles.problems import ProfileError, RefusedError
from profiles.schema import Profile
from profiles.store import Store
from profiles.toml import parse_profile
from profiles.troubles import StoreError
from tests.profiles.samples import FULL, SMALL

NOW = "2026-11-23T09:30:00"
ID = "0a1b2c3d"
WORDS = "小河流水 hua la la"
FIGURE = "13579.24"
PLANTED = SMALL + f'[history]\nemployee_balance = "{FIGURE}"\n[notes]\nx = "只有我知道"\n'


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def plan(text: str = PLANTED) -> Profile:
    return parse_profile(text.encode(), "x").stamped(id=ID)


def path(store: Store) -> Path:
    return store.root / f"{ID}.toml"


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def saved(store: Store, text: str = PLANTED) -> tuple[Profile, Lock]:
    lock = new_lock(WORDS)
    return store.save(plan(text), NOW, lock), lock


@pytest.mark.parametrize("text", [SMALL, PLANTED, FULL])
def test_a_plan_comes_back_in_another_session(text: str, store: Store) -> None:
    before, _ = saved(store, text)

    again = Store(store.root)
    assert again.get(ID, again.unlock(ID, WORDS)) == before


def test_only_the_name_and_the_programs_data_can_be_read(store: Store) -> None:
    saved(store)
    data = tomllib.loads(path(store).read_text("utf-8"))

    assert data.keys() == {"schema", "name", "meta", "sealed"}
    assert data["sealed"].keys() == {"cost", "salt", "nonce", "ciphertext"}
    assert data["meta"]["integrity"] == "sha256"
    (entry,) = store.entries()
    assert (entry.name, entry.sealed, entry.scheme, entry.broken) == ("骑手小王", True, "", None)


def test_the_length_tells_little(store: Store) -> None:
    sizes = set()
    for balance in ("1.00", "123456.78"):
        text = SMALL + f'[history]\nemployee_balance = "{balance}"\n'
        saved(store, text)
        sizes.add(len(tomllib.loads(path(store).read_text())["sealed"]["ciphertext"]))
        store.delete(ID)
    assert len(sizes) == 1


def test_nothing_kept_from_before_can_be_read_after_sealing(store: Store) -> None:
    drafts = Drafts(store.root)
    store.save(plan(), NOW)
    store.delete(ID)
    kept = store.save(plan(), NOW)
    for _ in range(7):
        kept = store.save(kept, NOW)
    drafts.save(ID, kept.answers(), "review")
    (store.root / f"{ID}.toml.~3~").write_bytes(FIGURE.encode() + b" = broken")
    assert FIGURE.encode() in everything(store.root)

    lock = new_lock(WORDS)
    store.save(kept, NOW, lock)

    assert FIGURE.encode() not in everything(store.root)
    assert "只有我知道".encode() not in everything(store.root)
    numbers = [version.number for version in store.versions(ID)]
    assert numbers == [1, 2, 3, 5]
    for number in numbers:
        assert store.version(ID, number, lock).answers() == kept.answers()


def test_saving_keeps_it_sealed_with_a_fresh_nonce(store: Store) -> None:
    first, lock = saved(store)
    nonces = set()
    for _ in range(3):
        first = store.save(first, NOW, lock)
        nonces.add(tomllib.loads(path(store).read_text())["sealed"]["nonce"])
    assert len(nonces) == 3
    assert FIGURE.encode() not in everything(store.root)


def test_without_a_passphrase_it_is_not_opened(store: Store) -> None:
    saved(store)
    with pytest.raises(SealedError, match="有口令"):
        store.get(ID)
    with pytest.raises(SealedError):
        parse_profile(path(store).read_bytes(), "x")


@pytest.mark.parametrize("wrong", ["", "x", WORDS + " ", WORDS.upper(), WORDS[:-1]])
def test_a_wrong_passphrase_opens_nothing(wrong: str, store: Store) -> None:
    saved(store)
    with pytest.raises(WrongPassphraseError, match="口令不对"):
        store.unlock(ID, wrong)
    with pytest.raises(WrongPassphraseError):
        store.get(ID, new_lock(wrong))


def test_full_width_letters_are_the_same_letters(store: Store) -> None:
    store.save(plan(), NOW, new_lock(read_passphrase("ａｂｃｄ１２３４")))
    assert store.get(ID, store.unlock(ID, "abcd1234")).name == "骑手小王"


@pytest.mark.parametrize("short", ["", "1234567", "一二三四五六七"])
def test_a_short_passphrase_is_refused(short: str) -> None:
    with pytest.raises(RefusedError, match="至少 8 个字符"):
        read_passphrase(short)


def test_a_flipped_bit_is_noticed(store: Store) -> None:
    _, lock = saved(store)
    raw = path(store).read_bytes()
    for at in range(0, len(raw) * 8, 11):
        flipped = bytearray(raw)
        flipped[at // 8] ^= 1 << at % 8
        path(store).write_bytes(flipped)
        with pytest.raises((ProfileError, StoreError)):
            store.get(ID, lock)


def _resummed(raw: bytes, old: bytes, new: bytes) -> bytes:
    body = raw[: raw.rindex(b"# sha256")]
    assert old in body
    return integrity.add_sum(body.replace(old, new))


def test_a_flipped_bit_under_the_seal_is_noticed_even_with_a_new_sum(store: Store) -> None:
    _, lock = saved(store)
    raw = path(store).read_bytes()
    start = raw.index(b"[sealed]")
    for at in range(start * 8, raw.rindex(b"# sha256") * 8, 5):
        body = bytearray(raw[: raw.rindex(b"# sha256")])
        body[at // 8] ^= 1 << at % 8
        try:
            same = tomllib.loads(body.decode()) == tomllib.loads(raw.decode())
        except ValueError:
            same = False
        if same:
            continue  # white space
        path(store).write_bytes(integrity.add_sum(bytes(body)))
        with pytest.raises((ProfileError, StoreError)):
            store.get(ID, lock)


def test_another_label_is_noticed(store: Store) -> None:
    _, lock = saved(store)
    raw = path(store).read_bytes()
    path(store).write_bytes(_resummed(raw, "骑手小王".encode(), "骑手小李".encode()))
    with pytest.raises(WrongPassphraseError, match="被人改过"):
        store.get(ID, lock)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'created = "2026', b'created = "2025'),
        (b'policy_digest = "sha256:0', b'policy_digest = "sha256:1'),
        (b'policy_digest = "', b'# policy_digest = "'),
        (b"[meta]\n", b"[meta]\nmore = 1\n"),
    ],
)
def test_other_data_of_the_program_are_noticed(old: bytes, new: bytes, store: Store) -> None:
    lock = new_lock(WORDS)
    store.save(plan().stamped(policy_digest="sha256:" + "0" * 64), NOW, lock)
    path(store).write_bytes(_resummed(path(store).read_bytes(), old, new))
    with pytest.raises(WrongPassphraseError, match="被人改过"):
        store.get(ID, lock)


def test_another_session_writes_no_draft_and_no_version_of_a_sealed_plan(store: Store) -> None:
    other, drafts = Store(store.root), Drafts(store.root)
    mine = store.save(plan(), NOW)
    theirs = other.get(ID)
    drafts.save(ID, theirs.answers(), "review")
    store.save(mine, NOW, new_lock(WORDS))
    before = everything(store.root)
    assert FIGURE.encode() not in before

    with pytest.raises(StoreError, match="在别处加了口令"):
        drafts.save(ID, theirs.answers(), "review")
    with pytest.raises(StoreError, match="在别处加了口令"):
        other.shelve(theirs, NOW)
    with pytest.raises(StoreError, match="已在别处改过"):
        other.save(theirs, NOW)
    assert everything(store.root) == before
    raw = path(store).read_bytes()
    path(store).write_bytes(raw.replace(b"nonce", b"nonse"))  # damaged is still sealed
    with pytest.raises(StoreError, match="在别处加了口令"):
        drafts.save(ID, theirs.answers(), "review")


def test_a_draft_being_written_while_the_plan_is_sealed_is_gone_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, kept, lock = Drafts(store.root), store.save(plan(), NOW), new_lock(WORDS)
    sealing = Thread(target=lambda: store.save(kept, NOW, lock))
    write = atomic.write

    def late(folder: int, name: str, data: bytes) -> None:
        """The other session has seen a plan without a passphrase; now it gets one."""
        monkeypatch.setattr(atomic, "write", write)
        sealing.start()
        while b"[sealed]" not in path(store).read_bytes():
            sleep(0.01)
        write(folder, name, data)
        assert FIGURE.encode() in everything(drafts.root)

    monkeypatch.setattr(atomic, "write", late)
    drafts.save(ID, kept.answers(), "review")
    sealing.join(10)
    assert FIGURE.encode() not in everything(store.root)


def test_another_file_name_is_noticed(store: Store) -> None:
    _, lock = saved(store)
    os.rename(path(store), store.root / "0a1b2c3e.toml")
    with pytest.raises(WrongPassphraseError):
        store.get("0a1b2c3e", lock)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"cost = 2\n", b"cost = 1073741824\n"),
        (b"cost = 2\n", b"cost = 3\n"),
        (b"cost = 2\n", b"cost = true\n"),
        (b"cost = 2\n", b"cost = []\n"),
        (b"cost = 2\n", b"cost = 2\nmore = 1\n"),
        (b"cost = 2\n", b""),
        (b"[sealed]", b"[plan]\n[sealed]"),
        (b"salt = ", b'salt = "AAAA"\n#'),
        (b"nonce = ", b"nonce = 7 #"),
    ],
)
def test_a_made_up_table_is_refused_at_once(old: bytes, new: bytes, store: Store) -> None:
    saved(store)
    path(store).write_bytes(_resummed(path(store).read_bytes(), old, new))
    begun = perf_counter()
    with pytest.raises(ProfileError, match="坏了"):
        store.unlock(ID, WORDS)
    assert perf_counter() - begun < 1


def test_restoring_a_version_needs_no_passphrase_and_keeps_it_sealed(store: Store) -> None:
    first, lock = saved(store)
    store.save(first.model_copy(update={"notes": None}), NOW, lock)

    back = store.restore_version(ID, 1, NOW)

    assert isinstance(back, Header)
    assert (back.name, back.revision, back.sealed) == ("骑手小王", 3, True)
    assert store.get(ID, lock).notes == first.notes
    assert store.get(ID, lock).revision == 3
    assert FIGURE.encode() not in everything(store.root)


def test_a_removed_passphrase_is_gone_and_its_versions_keep_theirs(store: Store) -> None:
    first, lock = saved(store)
    store.save(first, NOW)

    assert store.get(ID).answers() == first.answers()
    with pytest.raises(SealedError):
        store.version(ID, 1)
    assert store.version(ID, 1, lock).answers() == first.answers()
    with pytest.raises(StoreError, match="去掉了口令"):
        store.unlock(ID, WORDS)


def test_deleting_restoring_and_purging_work_as_ever(store: Store) -> None:
    first, lock = saved(store)
    store.delete(ID)
    assert store.trash()[0].sealed
    store.restore(ID)
    assert store.get(ID, lock) == first
    assert store.purge("2999-01-01") == [ID]
    assert store.entries() == []


def test_what_was_read_stays_a_lock_that_shows_nothing(store: Store) -> None:
    _, lock = saved(store)
    assert WORDS not in repr(lock)
    assert lock.key.hex() not in repr(lock)
    assert repr(lock) == "Lock(cost=2)"


def test_a_guess_has_its_price(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**17)
    saved(store)
    begun = perf_counter()
    store.unlock(ID, WORDS)
    took = perf_counter() - begun
    assert tomllib.loads(path(store).read_text())["sealed"]["cost"] == 2**17
    assert took > 0.05
    record_property("量到", f"试一次口令 {took:.2f} s")

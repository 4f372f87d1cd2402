"""Plans kept under a retrieval code: nobody without the code opens, reads or changes one."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from profiles import atomic, seal_boxes, seal_files
from profiles.seal_codes import Code, new_code, read_code
from profiles.seal_plans import Plan, plan_of
from profiles.sealed import ElsewhereError, Seal, Sealed, WrongCodeError
from profiles.troubles import StoreError, UnsureError

DAY = date(2026, 11, 23)
CHEAP = 2
"""scrypt's smallest cost: these tests are not about its price."""
ANSWERS: dict[str, Any] = {
    "person.birth": "1985-03",
    "person.sex": "male",
    "location.registered": "140200",
    "history.employee_balance": "13579.24",
    "plan.extend": False,
    "history.periods": [{"from": "2010-01", "to": "2012-12"}],
}
PLAN = Plan(ANSWERS, "places")


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return Sealed(tmp_path, CHEAP)


def plan_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def everything(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_plan_comes_back_under_its_code_in_another_session(tmp_path: Path) -> None:
    seal = Sealed(tmp_path, CHEAP).keep(PLAN, DAY)

    again, plan = Sealed(tmp_path, CHEAP).open(read_code(seal.code.shown), DAY)

    assert plan == PLAN
    assert again.name == seal.name


def test_at_the_real_cost_too(tmp_path: Path) -> None:
    store = Sealed(tmp_path)
    seal = store.keep(PLAN, DAY)
    times = {}
    for name, code in (("right", seal.code), ("wrong", new_code())):
        start = time.perf_counter()
        if name == "right":
            assert store.open(code, DAY)[1] == PLAN
        else:
            with pytest.raises(WrongCodeError):
                store.open(code, DAY)
        times[name] = time.perf_counter() - start
    # A wrong code takes as long as the right one: both stretch twice.
    assert times["wrong"] > times["right"] / 3
    assert times["wrong"] > 0.02


def test_the_file_says_nothing(sealed: Sealed, tmp_path: Path) -> None:
    seal = sealed.keep(PLAN, DAY)
    (path,) = plan_files(tmp_path)
    raw = path.read_bytes()

    for value in ("1985", "140200", "13579", "person", "places", seal.code.text, seal.code.shown):
        assert value.encode() not in raw
        assert value not in path.name
    assert set(raw.decode().split()[::3]) == {
        "schema",
        "salt",
        "nonce",
        "created",
        "opened",
        "ciphertext",
    }
    assert everything(tmp_path) == {"kiosk.key", path.name}
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_names_and_id_numbers_are_not_even_sealed() -> None:
    said = {**ANSWERS, "name": "张三", "history.employee_balance": "110101199003070134"}

    assert plan_of(said, "x").answers == {
        key: value for key, value in ANSWERS.items() if key != "history.employee_balance"
    }


def test_plans_of_any_length_make_files_of_one_length(sealed: Sealed, tmp_path: Path) -> None:
    sealed.keep(Plan({}, ""), DAY)
    sealed.keep(PLAN, DAY)

    assert len({path.stat().st_size for path in plan_files(tmp_path)}) == 1


def test_ten_thousand_guesses_open_nothing(sealed: Sealed) -> None:
    for _ in range(3):
        sealed.keep(PLAN, DAY)
    opened = 0
    for _ in range(10_000):
        try:
            sealed.open(new_code(), DAY)
        except WrongCodeError:
            continue
        opened += 1
    assert opened == 0


def test_every_flipped_bit_is_refused(sealed: Sealed, tmp_path: Path) -> None:
    seal = sealed.keep(Plan({"person.sex": "male"}, "identity"), DAY)
    (path,) = plan_files(tmp_path)
    raw = path.read_bytes()
    for place in range(len(raw) * 8):
        broken = bytearray(raw)
        broken[place // 8] ^= 1 << place % 8
        try:
            box = seal_boxes.from_bytes(bytes(broken))
            seal_boxes.open_box(seal.name, box, seal.key)
        except seal_boxes.BrokenError:
            continue
        raise AssertionError(f"bit {place} was not noticed")
    for length in range(len(raw)):
        with pytest.raises(seal_boxes.BrokenError):
            seal_boxes.from_bytes(raw[:length])


def test_a_damaged_file_is_a_wrong_code(sealed: Sealed, tmp_path: Path) -> None:
    seal = sealed.keep(PLAN, DAY)
    (path,) = plan_files(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"A", b"B", 1))

    with pytest.raises(WrongCodeError):
        sealed.open(seal.code, DAY)


def test_a_file_under_another_name_is_refused(sealed: Sealed, tmp_path: Path) -> None:
    first, second = sealed.keep(PLAN, DAY), sealed.keep(Plan({}, ""), DAY)
    (tmp_path / first.name).replace(tmp_path / second.name)

    with pytest.raises(WrongCodeError):
        sealed.open(second.code, DAY)


def test_saved_again_under_the_same_code(sealed: Sealed, tmp_path: Path) -> None:
    seal = sealed.keep(PLAN, DAY)
    before = (tmp_path / seal.name).read_bytes()
    changed = Plan({**ANSWERS, "person.sex": "female"}, "review")
    sealed.save(seal, changed, DAY)
    sealed.save(seal, changed, DAY)
    after = (tmp_path / seal.name).read_bytes()

    assert before.splitlines()[2] != after.splitlines()[2]  # the nonce
    assert len(plan_files(tmp_path)) == 1
    assert sealed.open(seal.code, DAY)[1] == changed


def test_the_second_of_two_sessions_is_told(sealed: Sealed) -> None:
    mine = sealed.keep(PLAN, DAY)
    theirs, plan = sealed.open(mine.code, DAY)
    sealed.save(theirs, Plan({"person.sex": "female"}, ""), DAY)

    with pytest.raises(ElsewhereError):
        sealed.save(mine, plan, DAY)
    assert sealed.open(mine.code, DAY)[1].answers == {"person.sex": "female"}


def _keep_twenty(folder: Path, queue: Any) -> None:
    store = Sealed(folder, CHEAP)
    queue.put([store.keep(PLAN, DAY).code.text for _ in range(20)])


def test_sessions_at_once_share_one_secret_and_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    workers = [context.Process(target=_keep_twenty, args=(tmp_path, queue)) for _ in range(4)]
    for worker in workers:
        worker.start()
    codes = [text for _ in workers for text in queue.get(timeout=30)]
    for worker in workers:
        worker.join(10)

    store = Sealed(tmp_path, CHEAP)
    assert len(codes) == 80
    assert all(store.open(Code(text), DAY)[1] == PLAN for text in codes)
    assert len(everything(tmp_path)) == 81


def test_kept_from_the_day_it_was_last_opened(sealed: Sealed, tmp_path: Path) -> None:
    old, used = sealed.keep(PLAN, DAY), sealed.keep(PLAN, DAY)
    later = DAY + timedelta(20)
    sealed.open(used.code, later)
    (tmp_path / f".{old.name}.77{atomic.TEMP}").write_text("half a file")
    (tmp_path / f".{'0' * 32}.toml.78{atomic.TEMP}").write_text("of nobody")
    (tmp_path / f".{'1' * 32}.toml{seal_files.LOCK}").touch()
    (tmp_path / "readme.txt").write_text("of the office")

    assert sealed.purge(DAY) == 0
    assert sealed.purge(DAY + timedelta(1)) == 1
    assert everything(tmp_path) == {"kiosk.key", used.name, "readme.txt"}
    assert sealed.purge(later) == 0
    assert sealed.purge(later + timedelta(1)) == 1
    with pytest.raises(WrongCodeError):
        sealed.open(used.code, DAY)


def test_a_lock_file_another_host_deleted_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fstat, stale = os.fstat, [OSError(errno.ESTALE, "")]

    def once(fd: int) -> os.stat_result:
        if stale:
            raise stale.pop()
        return fstat(fd)

    monkeypatch.setattr(os, "fstat", once)
    folder = os.open(tmp_path, os.O_RDONLY)
    with seal_files.locked(folder, "x"):
        assert os.listdir(tmp_path) == [".x.lock"]
    os.close(folder)
    assert not stale


def test_what_cannot_be_read_goes_by_the_day_it_was_written(sealed: Sealed, tmp_path: Path) -> None:
    path = tmp_path / f"{'2' * 32}.toml"
    path.write_text("rubbish")
    os.utime(path, (0, 0))

    assert sealed.purge(date(1970, 1, 1)) == 0
    assert sealed.purge(date(1970, 1, 2)) == 1


def test_discarded_is_gone(sealed: Sealed, tmp_path: Path) -> None:
    seal = sealed.keep(PLAN, DAY)
    sealed.discard(seal)

    assert everything(tmp_path) == {"kiosk.key"}


@pytest.mark.parametrize("make", ["link", "open to all", "short", "folder"])
def test_a_secret_that_is_not_ours_alone_is_not_used(
    sealed: Sealed, tmp_path: Path, make: str
) -> None:
    path = tmp_path / "kiosk.key"
    if make == "folder":
        path.mkdir()
    elif make == "link":
        (tmp_path / "other").write_bytes(bytes(32))
        path.symlink_to(tmp_path / "other")
    else:
        path.write_bytes(bytes(5 if make == "short" else 32))
        path.chmod(0o644 if make == "open to all" else 0o600)

    with pytest.raises(StoreError):
        sealed.check()
    with pytest.raises(StoreError):
        sealed.keep(PLAN, DAY)
    assert not plan_files(tmp_path)


def test_no_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="文件不在"):
        Sealed(tmp_path / "gone", CHEAP).check()
    assert not everything(tmp_path)


@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_a_failed_save_leaves_the_plan_before_it(
    sealed: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    seal = sealed.keep(PLAN, DAY)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "")

    with monkeypatch.context() as patch:
        patch.setattr(f"os.{call}", fail)
        with pytest.raises(StoreError) as told:
            sealed.save(seal, Plan({}, ""), DAY)
    assert not isinstance(told.value, UnsureError)
    assert sealed.open(seal.code, DAY)[1] == PLAN
    sealed.save(seal, Plan({}, ""), DAY)
    assert everything(tmp_path) == {"kiosk.key", seal.name}


def test_nothing_shows_a_code_or_a_key(sealed: Sealed) -> None:
    seal = sealed.keep(PLAN, DAY)

    for text in (repr(seal), str(seal.code), repr(seal.code), f"{seal.code}"):
        assert seal.code.text not in text
        assert repr(seal.key)[2:-1] not in text
    assert isinstance(seal, Seal)

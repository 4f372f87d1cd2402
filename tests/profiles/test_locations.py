"""Where things are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from profiles import locations


def test_the_own_variable_wins(tmp_path: Path) -> None:
    env = {"CANBAO_PROFILES": str(tmp_path / "mine"), "XDG_DATA_HOME": "/elsewhere"}
    assert locations.profiles_folder(env) == tmp_path / "mine"


def test_then_the_xdg_folder() -> None:
    env = {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}
    assert locations.profiles_folder(env) == Path("/data/canbao/profiles")
    assert locations.policy_folders(env)[0] == Path("/config/canbao/policy")


@pytest.mark.parametrize("relative", ["", "data", "./data"])
def test_a_relative_xdg_folder_is_ignored(
    relative: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    folder = locations.profiles_folder({"XDG_DATA_HOME": relative})
    assert folder.is_relative_to(tmp_path)
    assert folder.parts[-2:] == ("canbao", "profiles")


def test_the_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBAO_PROFILES", "/one")
    assert locations.profiles_folder() == Path("/one")


def test_a_chosen_policy_folder_is_the_only_one(tmp_path: Path) -> None:
    env = {"CANBAO_POLICY": str(tmp_path), "XDG_CONFIG_HOME": "/config"}
    assert locations.policy_folders(env) == (tmp_path,)
    assert locations.policy_folder(env) == tmp_path


def test_the_system_policy_counts_when_the_person_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, own = tmp_path / "etc", tmp_path / "config" / "canbao" / "policy"
    monkeypatch.setattr(locations, "SYSTEM_POLICY", system)
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert locations.policy_folder(env) == own
    system.mkdir()
    assert locations.policy_folder(env) == system
    own.mkdir(parents=True)
    assert locations.policy_folder(env) == own


def test_asking_creates_nothing(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    profiles = locations.profiles_folder(env)
    locations.policy_folder(env)
    assert locations.drafts_folder(profiles).parent == profiles
    assert locations.trash_folder(profiles).parent == profiles
    assert os.listdir(tmp_path) == []

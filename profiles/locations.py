"""Every path the program keeps something under.  Asking for a path creates nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

APP = "canbao"
SYSTEM_POLICY = Path("/etc") / APP / "policy"


def profiles_folder(env: Mapping[str, str] = os.environ) -> Path:
    """``$CANBAO_PROFILES``, else ``$XDG_DATA_HOME/canbao/profiles``, else the system's place."""
    return _chosen(env, "CANBAO_PROFILES") or _user_folder(env, "DATA") / "profiles"


def drafts_folder(profiles: Path) -> Path:
    """Where the unfinished answers to go with ``profiles`` are kept."""
    return profiles / "drafts"


def trash_folder(profiles: Path) -> Path:
    """Where deleted profiles wait to be restored."""
    return profiles / "trash"


def policy_folders(env: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where a user's own policy files may lie, the first existing one counts."""
    chosen = _chosen(env, "CANBAO_POLICY")
    return (chosen,) if chosen else (_user_folder(env, "CONFIG") / "policy", SYSTEM_POLICY)


def policy_folder(env: Mapping[str, str] = os.environ) -> Path:
    """The first of ``policy_folders`` that exists, else the one to create."""
    folders = policy_folders(env)
    # os.path, not Path: a folder nobody may look into is none, not an exception.
    return next((folder for folder in folders if os.path.isdir(folder)), folders[0])


def _chosen(env: Mapping[str, str], variable: str) -> Path | None:
    value = env.get(variable, "")
    return Path(os.path.expanduser(value)) if value else None


def _user_folder(env: Mapping[str, str], kind: str) -> Path:
    # The XDG specification: a relative path is to be ignored.
    xdg = env.get(f"XDG_{kind}_HOME", "")
    if os.path.isabs(xdg):
        return Path(xdg) / APP
    import platformdirs  # not needed when XDG is set; the list screen starts without it

    find = platformdirs.user_data_dir if kind == "DATA" else platformdirs.user_config_dir
    return Path(find(APP, appauthor=False))

"""Where the data file, the settings and the reader's documents are.

The rule: the environment is read only here; `NIGHTSTAND_DATA`, `NIGHTSTAND_CONFIG` and
`NIGHTSTAND_LIBRARY` win over the platform's folders, and an argument wins over both.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader.posix import at_home

_NETWORK = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
    "lustre", "nfs", "nfs4", "smb3", "smbfs", "vboxsf",
}  # fmt: skip
_SYNCED = ("dropbox", "onedrive", "google drive", "mobile documents", "nextcloud", "syncthing")


def shared_place(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """What shares the folder, for a sentence; empty if it seems to be on this machine only."""
    kind = _file_system(path, mounts)
    if kind in _NETWORK:
        return f"a network drive ({kind})"
    for folder in path.parents:
        if folder.name.lower().startswith(_SYNCED) or (folder / ".stfolder").exists():
            return f"a synchronised folder ({folder.name})"
    return ""


def _file_system(path: Path, mounts: Path) -> str:
    """The type of the file system, by the longest mount point above the path."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        if point and path.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), fields[2]
    return kind


_NAME = "nightstand"


def data_file(override: Path | None = None) -> Path:
    """The file that keeps places and bookmarks; it may not exist."""
    chosen = override or _from_environment("NIGHTSTAND_DATA")
    if chosen:
        return chosen
    folder = _on_linux("XDG_DATA_HOME", ".local/share")
    if folder is None:
        import platformdirs

        folder = Path(platformdirs.user_data_path(_NAME, appauthor=False))
    return folder / f"{_NAME}.db"


def config_file(override: Path | None = None) -> Path:
    """The settings file; it may not exist."""
    chosen = override or _from_environment("NIGHTSTAND_CONFIG")
    if chosen:
        return chosen
    folder = _on_linux("XDG_CONFIG_HOME", ".config")
    if folder is None:
        import platformdirs

        folder = Path(platformdirs.user_config_path(_NAME, appauthor=False))
    return folder / "settings.toml"


def library_folders() -> tuple[Path, ...]:
    """The folders that `NIGHTSTAND_LIBRARY` names, separated like `PATH`; often none."""
    value = os.environ.get("NIGHTSTAND_LIBRARY", "")
    return tuple(at_home(part) for part in value.split(os.pathsep) if part)


def cache_folder() -> Path:
    """A folder for what can be rebuilt; it may not exist."""
    folder = _on_linux("XDG_CACHE_HOME", ".cache")
    if folder is not None:
        return folder
    import platformdirs

    return Path(platformdirs.user_cache_path(_NAME, appauthor=False))


def log_file() -> Path:
    """The file to which unexpected errors are written; it exists after the first one."""
    folder = _on_linux("XDG_STATE_HOME", ".local/state")
    if folder is None:
        import platformdirs

        folder = Path(platformdirs.user_state_path(_NAME, appauthor=False))
    return folder / "errors.log"


def documents_folder() -> Path:
    """The reader's documents folder; it may not exist."""
    import platformdirs

    return Path(platformdirs.user_documents_path())


def _on_linux(variable: str, usual: str) -> Path | None:
    """What platformdirs would say on Linux, without importing it, which takes a fifth of the start.

    None if it must be imported: on other systems, or in an unusual environment.
    """
    chosen, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ or not home.startswith("/"):
        return None
    if chosen and not chosen.startswith("/"):
        return None
    return Path(chosen or f"{home}/{usual}", _NAME)


def _from_environment(name: str) -> Path | None:
    """The file that a variable names; raises `OSError` for an unknown user, to make no `~x`."""
    value = os.environ.get(name)
    path = at_home(value) if value else None
    if path is not None and path.parts[:1] and path.parts[0].startswith("~"):
        raise OSError(None, "there is no such user", f"{name}={value}")
    return path

"""Where the data file, the settings and the reader's documents lie.

The rule: the environment is read here alone; `NIGHTSTAND_DATA`, `NIGHTSTAND_CONFIG` and
`NIGHTSTAND_LIBRARY` win over the platform's folders, and an argument wins over both.
"""

from __future__ import annotations

import os
from pathlib import Path

_NAME = "nightstand"


def data_file(override: Path | None = None) -> Path:
    """The file that keeps places and bookmarks; it need not exist."""
    chosen = override or _from_environment("NIGHTSTAND_DATA")
    if chosen:
        return chosen
    import platformdirs  # 18 ms

    return Path(platformdirs.user_data_path(_NAME, appauthor=False)) / f"{_NAME}.db"


def config_file(override: Path | None = None) -> Path:
    """The settings file; it need not exist."""
    chosen = override or _from_environment("NIGHTSTAND_CONFIG")
    if chosen:
        return chosen
    import platformdirs

    return Path(platformdirs.user_config_path(_NAME, appauthor=False)) / "settings.toml"


def library_folders() -> tuple[Path, ...]:
    """The folders that `NIGHTSTAND_LIBRARY` names, divided like `PATH`; often none."""
    value = os.environ.get("NIGHTSTAND_LIBRARY", "")
    return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)


def cache_folder() -> Path:
    """A folder for what can be made again; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_cache_path(_NAME, appauthor=False))


def documents_folder() -> Path:
    """The reader's documents folder; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_documents_path())


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).expanduser() if value else None

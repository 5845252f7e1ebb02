"""Settings changed in the settings file, everything else in it left as it was.

The rule: comments, order and blanks are the reader's; the file is replaced whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.storage.settings import parse_setting


def save_setting(path: Path, key: str, value: Any) -> None:
    """Write one setting; raises `ValueError` for a wrong one or a broken file, and `OSError`."""
    save_settings(path, {key: value})


def save_settings(path: Path, changes: Mapping[str, Any]) -> None:
    """Write some settings at once; raises as `save_setting` does, and then writes none."""
    import tomlkit  # 30 ms
    from tomlkit.exceptions import TOMLKitError

    for key, value in changes.items():
        parse_setting(key, value)
    target = Path(os.path.realpath(path))
    try:
        text = target.read_text("utf-8-sig")
    except FileNotFoundError:
        text = ""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ValueError(f"{path.name} is not valid TOML: {error}")
    for key, value in changes.items():
        hyphened = key.replace("_", "-")
        document[hyphened if hyphened in document else key] = value
    _replace(target, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)

"""Which source decides each setting, and what it is by that.

The rule: flags win over the environment, the environment over the settings file, that over the
defaults.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from reader.settings.load import settings_in
from reader.settings.settings import SETTINGS, Setting, Settings
from reader.storage.paths import documents_folder, library_folders
from reader.value import Value

DEFAULT, FILE = "default", "file"


class SettingInForce(Value):
    """One setting and what decides it."""

    setting: Setting
    value: Any
    """As TOML has it."""
    default: Any
    source: str
    """`default`, `file`, or what wins over both: `--library`, the name of a variable."""


def settings_in_force(
    settings: Settings, config: Path, flags: Collection[str] = ()
) -> list[SettingInForce]:
    """Every setting in order; `flags` are those that an option of the command line decides."""
    written = settings_in(config)
    above = forced(flags)
    return [_in_force(row, settings, written, above) for row in SETTINGS.values()]


def _in_force(
    row: Setting,
    settings: Settings,
    written: Collection[str],
    above: Mapping[str, tuple[str, Any]],
) -> SettingInForce:
    value, default = getattr(settings, row.key), row.default
    source = FILE if row.key in written else DEFAULT
    if row.key == "library":
        default = (documents_folder() / "Stories",)
        value = value or default
    if row.key in above:
        source, over = above[row.key]
        value = value if over is None else over
    return SettingInForce(row, plain(value), plain(default), source)


def forced(flags: Collection[str] = ()) -> Mapping[str, tuple[str, Any]]:
    """The settings that the file does not decide: what does, and the value where it is known."""
    found: dict[str, tuple[str, Any]] = {}
    if os.environ.get("NO_COLOR"):
        found["theme"] = ("NO_COLOR", "terminal")
    if library_folders():
        found["library"] = ("NIGHTSTAND_LIBRARY", library_folders())
    if "library" in flags:
        found["library"] = ("--library", None)
    return found


def plain(value: Any) -> Any:
    """A value of `Settings` as TOML and JSON have it."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value

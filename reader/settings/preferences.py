"""Each setting as it stands: its value, what decides it, and what it is when nothing does.

The rule: options win over the environment, the environment over the settings file, that over the
defaults.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reader.settings.looks import OF, OFF_ON, THEME_WORDS, Feature, Value
from reader.settings.meanings import MEANINGS, Meaning, allowed, plain
from reader.settings.settings import SETTINGS, Settings, settings_in, values_of
from reader.storage.paths import documents_folder, library_folders

DEFAULT, FILE = "default", "file"


class Standing(NamedTuple):
    """One setting as it stands."""

    key: str
    value: Any
    """As TOML has it; what is in force."""
    default: Any
    source: str
    """`default`, `file`, or what wins over both: `--library`, the name of a variable."""
    meaning: Meaning
    allowed: str
    """The values it may have, in words."""


def _preference(key: str) -> Feature:
    if key in OF:
        return OF[key]
    words: dict[Value, str] = {}
    if values_of(key) == (False, True):
        words = dict(OFF_ON)
    elif key in ("theme_day", "theme_night"):
        words = {name: word for name, word in THEME_WORDS.items() if name != "auto"}
    return Feature(key, MEANINGS[key].label, words)


PREFERENCES: Mapping[str, Feature] = {key: _preference(key) for key in SETTINGS}
"""Every setting as it is shown and changed step by step; some have no steps."""


def in_words(key: str, settings: Settings) -> str:
    """The value of a setting as it is shown."""
    value = getattr(settings, key)
    if key == "keys":
        return f"{len(value):,} changed" if value else "as they come"
    if key == "library":
        return ", ".join(map(str, value)) or "documents folder"
    return PREFERENCES[key].shown(settings)


def standings(settings: Settings, config: Path, flags: Collection[str] = ()) -> list[Standing]:
    """Every setting in order; `flags` are those that an option of the command line decides."""
    written = settings_in(config)
    return [_standing(key, settings, written, flags) for key in SETTINGS]


def _standing(
    key: str, settings: Settings, written: Collection[str], flags: Collection[str]
) -> Standing:
    value, default = getattr(settings, key), getattr(Settings(), key)
    source = FILE if key in written else DEFAULT
    if key == "library":
        default = (documents_folder() / "Stories",)
        value = value or default
    above = forced(flags).get(key)
    if above is not None:
        source, over = above
        value = value if over is None else over
    return Standing(key, plain(value), plain(default), source, MEANINGS[key], allowed(key))


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

"""The settings from a shell: what they are and why, where they are kept, changing and editing them.

The rule: only the settings file is opened, and a wrong value changes nothing.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import print_json
from reader.commands.documents import first_settings_file
from reader.commands.keys import read_keymap, shown_keys, written_key
from reader.commands.table import BY_ID
from reader.posix import at_home
from reader.settings.file import (
    SettingInForce,
    save_settings,
    settings_in_force,
    typed_value,
    write_commented,
)
from reader.settings.load import load_settings
from reader.settings.settings import SETTINGS, parse_setting
from reader.storage.paths import config_file
from reader.terminal.editor import editor

_KEYS = "keys."


def config(arguments: Arguments) -> int:
    """Do what is asked of the settings."""
    path = config_file(at_home(arguments.config) if arguments.config else None)
    return _ACTIONS[arguments.what](path, arguments)


def _get(path: Path, arguments: Arguments) -> int:
    """All settings, or one."""
    settings, problems = load_settings(path)
    reading = read_keymap(settings.keys)
    found = settings_in_force(settings, path, _flags(arguments))
    if not arguments.name:
        for problem in (*problems, *reading.told):
            complain(f"{path}: {problem}")
        if arguments.json:
            return print_json([_fields(one) for one in found])
        for one in found:
            print(*_lines(one), sep="\n")
        return 0
    name = arguments.name.replace("-", "_")
    if arguments.name.startswith(_KEYS):
        keys = shown_keys(reading.chosen)[_command_id(arguments.name)]
        return _tell([written_key(key) for key in keys], arguments)
    values = {one.setting.key: one.value for one in found}
    if name not in values:
        raise CommandError(_problem(lambda: parse_setting(name, "")))
    return _tell(values[name], arguments)


def _flags(arguments: Arguments) -> tuple[str, ...]:
    return ("library",) if arguments.library else ()


def _fields(one: SettingInForce) -> dict[str, Any]:
    return {
        "key": one.setting.key,
        "value": one.value,
        "default": one.default,
        "source": one.source,
        "meaning": one.setting.meaning,
        "allowed": one.setting.allowed,
    }


def _lines(one: SettingInForce) -> list[str]:
    """A setting as lines of the settings file, with what decides it."""
    if one.value and isinstance(one.value, Mapping):
        joined = one.setting.key == "keys"
        said = [
            (f"{one.setting.key}.{_toml(name)}", " ".join(words) if joined else words)
            for name, words in one.value.items()
        ]
    else:
        said = [(one.setting.key, one.value)]
    lines = [safe(f"{name} = {_toml(value)}") for name, value in said]
    return [f"{line:<40}# {safe(one.source)}" for line in lines]


def _toml(value: Any) -> str:
    from json import dumps  # a TOML list or string may be written as in JSON

    return dumps(value, ensure_ascii=False)


def _tell(value: Any, arguments: Arguments) -> int:
    if arguments.json:
        return print_json(value)
    if isinstance(value, Mapping):
        value = [f"{name} = {' '.join(keys)}" for name, keys in value.items()]
    for one in value if isinstance(value, list) else [value]:
        print(safe(str(one).lower() if isinstance(one, bool) else str(one)))
    return 0


def _command_id(name: str) -> str:
    command_id = name.removeprefix(_KEYS)
    if command_id not in BY_ID:
        raise CommandError(read_keymap({command_id: ()}).problems[0])
    return command_id


def _problem(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except ValueError as problem:
        return str(problem)
    return ""


def _set(path: Path, arguments: Arguments) -> int:
    """Write one setting."""
    name, words = _named(arguments), arguments.value
    if not words:
        raise CommandError(f"config set {name}: missing value", 2)
    if name.startswith(_KEYS):
        value: Any = " ".join(words)
        _check_keys(path, name, value)
    else:
        value = typed_value(name, " ".join(words))
        problem = _problem(lambda: parse_setting(name, value))
        if problem:
            raise CommandError(problem)
    return _save(path, {name: value})


def _named(arguments: Arguments) -> str:
    if not arguments.name:
        raise CommandError(f"config {arguments.what}: missing setting name", 2)
    name = str(arguments.name)
    if name.startswith(_KEYS):
        return _KEYS + _command_id(name)
    return name.replace("-", "_")


def _check_keys(path: Path, name: str, keys: str) -> None:
    """Raise if these are not keys; a key taken from another command is only reported."""
    command_id = name.removeprefix(_KEYS)
    words = {command_id: tuple(keys.split())}
    wrong = read_keymap(words).problems
    if wrong:
        raise CommandError(wrong[0])
    before = load_settings(path)[0].keys
    known = read_keymap(before).clashes
    for clash in read_keymap({**before, **words}).clashes:
        if clash not in known:
            complain(clash)


def _reset(path: Path, arguments: Arguments) -> int:
    """Take a setting out of the file."""
    name = _named(arguments)
    if not name.startswith(_KEYS) and (problem := _unknown(name)):
        raise CommandError(problem)
    return _save(path, {name: None}) if path.exists() else 0


def _unknown(name: str) -> str:
    return "" if name in SETTINGS else _problem(lambda: parse_setting(name, ""))


def _save(path: Path, changes: Mapping[str, Any]) -> int:
    try:
        save_settings(path, changes, first_settings_file())
    except OSError as error:
        raise CommandError(f"{path}: {(error.strerror or 'it cannot be written').lower()}")
    except ValueError as error:
        raise CommandError(f"{path}: {error}")
    return 0


def _edit(path: Path, _: Arguments) -> int:
    """Open the settings file in the reader's editor; report what is wrong afterwards."""
    try:
        write_commented(path, first_settings_file())
    except OSError as error:
        raise CommandError(f"{path}: {(error.strerror or 'it cannot be written').lower()}")
    command = editor()
    if not command:
        raise CommandError(f"there is no editor: set EDITOR, or open {path}")
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except (OSError, ValueError) as error:
        raise CommandError(f"the editor {' '.join(command)!r} cannot be started: {error}")
    settings, problems = load_settings(path)
    reading = read_keymap(settings.keys)
    for problem in (*problems, *reading.told):
        complain(f"{path}: {problem}")
    return 1 if problems or reading.problems or done.returncode else 0


def _path(path: Path, arguments: Arguments) -> int:
    """Where the settings file is, whether or not it exists."""
    return _tell(str(path), arguments)


_ACTIONS: Mapping[str, Callable[[Path, Arguments], int]] = {
    "get": _get,
    "set": _set,
    "reset": _reset,
    "edit": _edit,
    "path": _path,
}

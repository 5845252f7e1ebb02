"""The settings file: read with its mistakes named, changed in place, and which source wins.

The rule: comments, order and blanks are the reader's; the file is replaced whole or not at all. A
setting that is commented out there is written in that place, and returns to it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from textwrap import wrap
from typing import Any

from reader.settings.load import settings_in
from reader.settings.row import Setting
from reader.settings.settings import SETTINGS, Settings, parse_setting
from reader.settings.tables import keys_of
from reader.storage.paths import documents_folder, library_folders
from reader.value import Value

_KEYS = "keys."
"""Precedes the id of a command whose keys are changed."""


def save_settings(path: Path, changes: Mapping[str, Any], fresh: str = "") -> None:
    """Write some settings at once.

    Raises `ValueError` for a wrong one or a broken file, and `OSError`, and then writes none.
    `keys.` and a command's id names the keys of that command. None removes a setting from the file.
    `fresh` is the initial text of a file that does not exist yet.
    """
    for key, value in changes.items():
        _check(key, value)
    target = Path(os.path.realpath(path))
    try:
        text = target.read_text("utf-8-sig")
    except FileNotFoundError:
        text = fresh
    try:
        for key, value in changes.items():
            text = _with(text, key, value, fresh)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name} is not valid TOML: {error}")
    _replace(target, text)


def typed_value(key: str, text: str) -> Any:
    """A typed value in TOML's types."""
    return SETTINGS[key].kind.from_text(text) if key in SETTINGS else text


def write_commented(path: Path, fresh: str) -> None:
    """Begin a settings file if there is none; raises `OSError`."""
    target = Path(os.path.realpath(path))
    if not target.exists():
        _replace(target, fresh)


def _check(key: str, value: Any) -> None:
    if key.startswith(_KEYS):
        keys_of(key.removeprefix(_KEYS), "" if value is None else value)
    elif value is not None or key not in SETTINGS:
        parse_setting(key, value)


def _with(text: str, key: str, value: Any, fresh: str) -> str:
    """The text with one setting changed, or removed if the value is None."""
    wanted = tomllib.loads(text)
    _change(wanted, key, value)
    for changed in _ways(text, key, value, fresh):
        # Whichever way is taken, the result is compared with what it should say.
        with suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(changed) == wanted:
                return changed
    raise ValueError(f"{key} cannot be written into this file; write it there by hand")


def _change(table: Any, key: str, value: Any) -> None:
    """Change a setting in a table of the whole file."""
    name = key.removeprefix(_KEYS)
    if name != key:
        table = table.setdefault("keys", {})
    within, name = _home(table, name)
    if value is None:
        within.pop(name, None)
    else:
        within[name] = value


def _home(table: Any, name: str) -> tuple[Any, str]:
    """The table that contains a name and how it is spelt there.

    Underscores may be hyphens, and an id without quotes makes tables inside the table.
    """
    hyphened = name.replace("_", "-")
    if name in table or hyphened in table:
        return table, name if name in table else hyphened
    head, dot, tail = name.partition(".")
    if dot and isinstance(table.get(head), dict):
        return _home(table[head], tail)
    return table, name


def _ways(text: str, key: str, value: Any, fresh: str) -> Iterator[str]:
    """The text with a setting changed, in one way and then in another."""
    import tomlkit  # 30 ms
    from tomlkit.exceptions import TOMLKitError

    name = key.removeprefix(_KEYS)
    spelt = f'"{name}"' if name != key else name
    shown = re.escape(spelt)
    with suppress(TOMLKitError):
        if value is None:
            comment = re.search(rf"(?m)^# {shown} = .*$", fresh)
            line = comment[0] if comment else ""
            yield re.sub(rf"(?m)(?<=\n){shown} = .*$", lambda _: line, text, count=1)
        else:
            line = f"{spelt} = {tomlkit.item(value).as_string()}"
            there = rf"(?m)^# {shown} = .*?(  # .*)?$"
            yield re.sub(there, lambda found: line + (found[1] or ""), text, count=1)
        document = tomlkit.parse(text)
        _change(document, key, value)
        yield tomlkit.dumps(document)


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


_WIDE = 88
GROUPS = tuple(dict.fromkeys(row.group for row in SETTINGS.values()))
"""The headings of the settings, in order."""


class KeyRow(Value):
    """A command in the settings file."""

    id: str
    keys: tuple[str, ...]
    """Its default keys."""
    help: str


def commented(commands: Iterable[KeyRow] = ()) -> str:
    """The text of the file."""
    rows = [
        "# Nightstand reads this file when it starts. What is commented out is the default.",
        "# A wrong line is reported at the start and left out.",
    ]
    for group in GROUPS:
        settings = [row for row in SETTINGS.values() if row.group == group and row.key != "keys"]
        if settings:
            rows += ["", f"## {group}"]
        for row in settings:
            rows += ["", *_comment(row.told), f"# {row.line(row.default)}"]
    rows += ["", "## Keys", "", *_comment(SETTINGS["keys"].meaning), "[keys]"]
    for command in commands:
        rows += [f"# {key_line(command)}  # {command.help}"]
    return "\n".join(rows) + "\n"


def key_line(command: KeyRow) -> str:
    """A command's keys as a line of the table of keys."""
    keys = " ".join(command.keys).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{command.id}" = "{keys}"'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDE, break_on_hyphens=False)]


DEFAULT, FILE = "default", "file"


class SettingInForce(Value):
    """A setting and where its value comes from."""

    setting: Setting
    value: Any
    """In TOML's types."""
    default: Any
    source: str
    """`default`, `file`, or what wins over both: `--library`, the name of a variable."""


def settings_in_force(
    settings: Settings, config: Path, flags: Collection[str] = ()
) -> list[SettingInForce]:
    """Every setting in order; `flags` are those set by an option of the command line."""
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
    return SettingInForce(row, plain(row.kind.told(value)), plain(default), source)


def forced(flags: Collection[str] = ()) -> Mapping[str, tuple[str, Any]]:
    """The settings that the file does not decide: what does, and the value if it is known."""
    found: dict[str, tuple[str, Any]] = {}
    if os.environ.get("NO_COLOR"):
        found["theme"] = ("NO_COLOR", "terminal")
    if library_folders():
        found["library"] = ("NIGHTSTAND_LIBRARY", library_folders())
    if "library" in flags:
        found["library"] = ("--library", None)
    return found


def plain(value: Any) -> Any:
    """A value of `Settings` in the types of TOML and JSON."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value

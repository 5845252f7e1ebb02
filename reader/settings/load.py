"""The settings from the settings file, with its mistakes named.

The rule: a wrong setting is named and left at its default; it never keeps the reader from reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.settings.settings import Settings, parse_setting, row_of


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings and a sentence for each problem with the file."""
    table, problem = _table(path)
    chosen, problems = _chosen(table)
    return Settings(**chosen), (problem, *problems) if problem else problems


def settings_in(path: Path) -> frozenset[str]:
    """The names of the settings that the file sets to valid values."""
    return frozenset(_chosen(_table(path)[0])[0])


def with_lines(settings: Settings, lines: Iterable[str]) -> Settings:
    """Settings overlaid with some lines of a settings file; a wrong line changes nothing."""
    import tomllib

    for line in lines:
        with suppress(tomllib.TOMLDecodeError, ValueError):
            table = tomllib.loads(line)
            settings = settings.replace(**{k: parse_setting(k, v) for k, v in table.items()})
    return settings


def _table(path: Path) -> tuple[dict[str, Any], str]:
    """What the file says, or what is wrong with the whole of it."""
    try:
        if not path.exists():
            return {}, ""
        import tomllib  # most readers have no settings file

        if not path.is_file():  # a pipe would keep us waiting, a device would never end
            return {}, "the settings path is not a regular file"
        return tomllib.loads(path.read_text("utf-8-sig")), ""
    except UnicodeDecodeError:
        return {}, "the settings are not UTF-8"
    except ValueError as error:
        return {}, f"the settings are not valid TOML: {error}"
    except RecursionError:
        return {}, "the settings are not valid TOML: brackets that never close"
    except OSError as error:
        return {}, f"the settings cannot be read: {error.strerror}"


def _chosen(table: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    chosen: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in table.items():
        try:
            row = row_of(key.replace("-", "_"))
            chosen[row.key], wrong = row.read(value)
            problems += wrong
        except ValueError as problem:
            problems.append(str(problem))
    return chosen, tuple(problems)

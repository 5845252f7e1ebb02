"""The settings file: what a reader may choose, and what a file's mistakes are called.

The rule: a wrong setting is named and left at its default; it never keeps the reader from reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.settings.kinds import Number, Word, folders, key_table, key_table_alone, meant, switch

THEMES = (
    "paper", "sepia", "dusk", "night", "contrast", "terminal",
    "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte",
    "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord",
    "rose-pine", "rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light",
    "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip


class Settings(NamedTuple):
    """How a reader likes to read; `settings.toml` holds what differs from this."""

    library: tuple[Path, ...] = ()
    """Folders of stories; empty stands for the documents folder and the samples."""
    measure: int = 66
    """Cells of a full line, 40 to 100."""
    margin: int = 2
    """Least blank cells on either side of the text, 0 to 20; narrow screens have fewer."""
    theme: str = "auto"
    """The name of a theme; `auto` is one of the next two, by the terminal's background."""
    theme_day: str = "paper"
    theme_night: str = "dusk"
    """Also what `auto` is where the terminal does not tell."""
    paragraphs: str = "author"
    """`author`, `indent` or `blank`."""
    indent: int = 2
    """Cells of a first-line indent, 0 to 8."""
    leading: int = 1
    """1 is solid, 2 leaves a blank row between lines."""
    justify: bool = False
    hyphenate: bool = False
    breaking: str = "first-fit"
    """`first-fit` or `least-ragged`."""
    chapter_page: bool = True
    """Whether a chapter begins a new page."""
    spread: str = "auto"
    """Two pages side by side: `auto`, `on` or `off`."""
    mode: str = "pages"
    """`pages`, or `scroll` line by line."""
    running_head: bool = True
    folio: bool = True
    dialogue: bool = False
    """Whether what is said between quotation marks has a tint of its own."""
    focus: bool = False
    """Whether nothing but the text is shown while reading."""
    footer: bool = True
    """Whether lists say at their foot which keys do what."""
    mouse: bool = True
    window_title: bool = True
    """Whether the terminal's window is named after the story."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Command id → its keys as they are written; none where the command has no key."""


_QUOTED = 60
_SHOWN_THEMES = Word(("auto", *THEMES))
_A_THEME = Word(THEMES)

_READ: dict[str, Callable[[Any], Any]] = {
    "library": folders,
    "theme": _SHOWN_THEMES,
    "theme_day": _A_THEME,
    "theme_night": _A_THEME,
    "measure": Number(40, 100),
    "margin": Number(0, 20),
    "leading": Number(1, 3),
    "paragraphs": Word(("author", "indent", "blank")),
    "indent": Number(0, 8),
    "justify": switch,
    "hyphenate": switch,
    "breaking": Word(("first-fit", "least-ragged")),
    "chapter_page": switch,
    "spread": Word(("auto", "on", "off")),
    "mode": Word(("pages", "scroll")),
    "running_head": switch,
    "folio": switch,
    "dialogue": switch,
    "focus": switch,
    "footer": switch,
    "mouse": switch,
    "window_title": switch,
    "keys": key_table_alone,
}
SETTINGS = tuple(_READ)
"""The name of every setting, in the order in which they are shown."""


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings and a sentence for each thing that is wrong with the file."""
    table, problem = _table(path)
    chosen, problems = _chosen(table)
    return Settings()._replace(**chosen), (problem, *problems) if problem else problems


def settings_in(path: Path) -> frozenset[str]:
    """The names of the settings that the file sets and that are taken from it."""
    return frozenset(_chosen(_table(path)[0])[0])


def _table(path: Path) -> tuple[dict[str, Any], str]:
    """What the file says, or what is wrong with the whole of it."""
    try:
        if not path.exists():
            return {}, ""
        import tomllib  # most readers have no settings file

        if not path.is_file():  # a pipe would keep us waiting, a device would never end
            return {}, "the settings are no file"
        return tomllib.loads(path.read_text("utf-8-sig")), ""
    except UnicodeDecodeError:
        return {}, "the settings are not UTF-8"
    except ValueError as error:
        return {}, f"the settings are not valid TOML: {error}"
    except RecursionError:
        return {}, "the settings are not valid TOML: brackets within brackets without end"
    except OSError as error:
        return {}, f"the settings cannot be read: {error.strerror}"


def parse_setting(key: str, value: Any) -> Any:
    """The value as `Settings` holds it; raises `ValueError` with what is allowed."""
    if key not in _READ:
        raise ValueError(f"there is no setting {key!r}{meant(key, _READ)}")
    try:
        return _READ[key](value)
    except ValueError as allowed:
        raise ValueError(f"{key} = {_written(value)} is not {allowed}")


def _written(value: Any) -> str:
    """A value about as it was written, not too long."""
    import json

    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def values_of(key: str) -> tuple[Any, ...]:
    """Every value a setting may have, in order; empty where they cannot be counted."""
    match _READ.get(key):
        case Number(low, high):
            return tuple(range(low, high + 1))
        case Word(words):
            return words
        case read if read is switch:
            return (False, True)
    return ()


def setting_line(key: str, value: str | int) -> str:
    """One setting as a line of the settings file."""
    if isinstance(value, bool):
        return f"{key} = {str(value).lower()}"
    return f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"'


def with_lines(settings: Settings, lines: Iterable[str]) -> Settings:
    """Some lines of a settings file laid over settings; a line that is wrong changes nothing."""
    import tomllib

    for line in lines:
        with suppress(tomllib.TOMLDecodeError, ValueError):
            settings = settings._replace(
                **{k: parse_setting(k, v) for k, v in tomllib.loads(line).items()}
            )
    return settings


def _chosen(table: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    chosen: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in table.items():
        name = key.replace("-", "_")
        try:
            if name == "keys" and isinstance(value, dict):
                chosen[name], wrong = key_table(value)
                problems += wrong
            else:
                chosen[name] = parse_setting(name, value)
        except ValueError as problem:
            problems.append(str(problem))
    return chosen, tuple(problems)

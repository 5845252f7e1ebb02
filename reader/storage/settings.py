"""The settings file: what a reader may choose, and what a file's mistakes are called.

The rule: a wrong setting is named and left at its default; it never keeps the reader from reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

THEMES = ("paper", "sepia", "dusk", "night", "contrast", "terminal")


class Settings(NamedTuple):
    """How a reader likes to read; `settings.toml` holds what differs from this."""

    library: tuple[Path, ...] = ()
    """Folders of stories; empty stands for the documents folder and the samples."""
    measure: int = 66
    """Cells of a full line, 40 to 100."""
    margin: int = 2
    """Least blank cells on either side of the text, 0 to 20; narrow screens have fewer."""
    theme: str = "dusk"
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
    mouse: bool = True
    keys: Mapping[str, str] = MappingProxyType({})
    """Command id → keys, divided by commas."""


class _Number:
    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, value: Any) -> int:
        if type(value) is int and self.low <= value <= self.high:
            return value
        raise ValueError(f"a number from {self.low} to {self.high}")


class _Word:
    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, value: Any) -> str:
        if isinstance(value, str) and value.lower() in self.words:
            return value.lower()
        raise ValueError(f"one of {', '.join(self.words)}{_meant(value, self.words)}")


def _meant(value: Any, words: Iterable[str]) -> str:
    """The word that is nearest to what was written, as a question."""
    from difflib import get_close_matches

    near = get_close_matches(value.lower(), words, 1) if isinstance(value, str) else []
    return f" (did you mean {near[0]!r}?)" if near else ""


def _switch(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _folders(value: Any) -> tuple[Path, ...]:
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(n, str) and n for n in names):
        return tuple(Path(name).expanduser() for name in names)
    raise ValueError("a folder or a list of folders")


def _keys(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError("a table of commands and their keys")
    keys = {}
    for command, chosen in value.items():
        listed = chosen if isinstance(chosen, list) else [chosen]
        if not all(isinstance(key, str) for key in listed):
            raise ValueError(f"for {command!r}, a key or a list of keys")
        keys[command] = ",".join(listed)
    return MappingProxyType(keys)


_READ: dict[str, Callable[[Any], Any]] = {
    "library": _folders,
    "measure": _Number(40, 100),
    "margin": _Number(0, 20),
    "theme": _Word(THEMES),
    "paragraphs": _Word(("author", "indent", "blank")),
    "indent": _Number(0, 8),
    "leading": _Number(1, 3),
    "justify": _switch,
    "hyphenate": _switch,
    "breaking": _Word(("first-fit", "least-ragged")),
    "chapter_page": _switch,
    "spread": _Word(("auto", "on", "off")),
    "mode": _Word(("pages", "scroll")),
    "running_head": _switch,
    "folio": _switch,
    "dialogue": _switch,
    "mouse": _switch,
    "keys": _keys,
}


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings and a sentence for each thing that is wrong with the file."""
    try:
        if not path.exists():
            return Settings(), ()
        import tomllib  # most readers have no settings file

        if not path.is_file():  # a pipe would keep us waiting, a device would never end
            return Settings(), ("the settings are no file",)
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        return Settings(), ("the settings are not UTF-8",)
    except ValueError as error:
        return Settings(), (f"the settings are not valid TOML: {error}",)
    except OSError as error:
        return Settings(), (f"the settings cannot be read: {error.strerror}",)
    return _settings(table)


def parse_setting(key: str, value: Any) -> Any:
    """The value as `Settings` holds it; raises `ValueError` with what is allowed."""
    if key not in _READ:
        raise ValueError(f"there is no setting {key!r}{_meant(key, _READ)}")
    try:
        return _READ[key](value)
    except ValueError as allowed:
        raise ValueError(f"{key} = {value!r} is not {allowed}")


def values_of(key: str) -> tuple[Any, ...]:
    """Every value a setting may have, in order; empty where they cannot be counted."""
    match _READ[key]:
        case _Number() as number:
            return tuple(range(number.low, number.high + 1))
        case _Word() as word:
            return word.words
        case read if read is _switch:
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


def _settings(table: dict[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    chosen: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        try:
            chosen[key.replace("-", "_")] = parse_setting(key.replace("-", "_"), value)
        except ValueError as problem:
            problems.append(str(problem))
    return Settings()._replace(**chosen), tuple(problems)

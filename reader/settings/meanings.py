"""What each setting is for, in words, and a settings file that says it.

The rule: whoever tells of settings (the file, the settings screen, the command line) tells it in
these words; there is a row for every setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.settings.settings import SETTINGS, Settings, setting_line, values_of

_WIDE = 88


class Meaning(NamedTuple):
    """One setting in words."""

    group: str
    """The heading under which it stands."""
    label: str
    """Two or three words."""
    sentence: str


MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "library": Meaning(
            "Stories", "Library", "The folder of your stories, or a list of folders."
        ),
        "theme": Meaning(
            "Colours",
            "Theme",
            "The colours. `auto` takes the theme of day or night by the terminal's background.",
        ),
        "theme_day": Meaning("Colours", "Theme by day", "What `auto` is on a light background."),
        "theme_night": Meaning(
            "Colours",
            "Theme by night",
            "What `auto` is on a dark background, and where the terminal does not tell.",
        ),
        "measure": Meaning("The page", "Line length", "Cells of a full line of text."),
        "margin": Meaning("The page", "Margins", "Least blank cells on either side of the text."),
        "leading": Meaning("The page", "Line spacing", "1 is solid, 2 leaves a row between lines."),
        "paragraphs": Meaning(
            "The page",
            "Paragraphs",
            "As the author set them apart, indented, or with a blank line between.",
        ),
        "indent": Meaning("The page", "Indent", "Cells of a first-line indent."),
        "justify": Meaning("The page", "Even right edge", "Spread each line to its full length."),
        "hyphenate": Meaning("The page", "Hyphenation", "Divide words at the ends of lines."),
        "breaking": Meaning(
            "The page", "Line breaks", "Fill each line, or make lines as even as can be."
        ),
        "chapter_page": Meaning("The page", "New chapter", "A chapter begins a new page."),
        "spread": Meaning(
            "The page", "Two pages", "Side by side: where there is room, wherever they fit, never."
        ),
        "mode": Meaning("The page", "Reading", "Turn pages, or scroll line by line."),
        "running_head": Meaning(
            "Around the page", "Running head", "Title and chapter above the page."
        ),
        "folio": Meaning("Around the page", "Page number", "Page and percentage below the page."),
        "dialogue": Meaning(
            "Colours", "Tinted speech", "What is said between quotation marks has its own colour."
        ),
        "focus": Meaning(
            "Around the page", "Focus", "Show nothing but the text: no running head, no number."
        ),
        "footer": Meaning(
            "Around the page", "Key hints", "Lists say at their foot which keys do what."
        ),
        "mouse": Meaning(
            "The terminal", "Mouse", "The wheel turns pages; off, the terminal keeps the mouse."
        ),
        "window_title": Meaning(
            "The terminal", "Window title", "Name the terminal's window after the story."
        ),
        "keys": Meaning(
            "Keys",
            "Keys",
            'The keys of commands, by id: a key, several with blanks between, or "" for none.',
        ),
    }
)
GROUPS = tuple(dict.fromkeys(meaning.group for meaning in MEANINGS.values()))
"""The headings, in order."""


def allowed(key: str) -> str:
    """The values that a setting may have, in words; empty where its meaning says it."""
    values = values_of(key)
    if key in _SAID:
        return _SAID[key]
    if values == (False, True):
        return "true or false"
    if isinstance(values[0], int):
        return f"{values[0]} to {values[-1]}"
    return ", ".join(values)


_SAID = {
    "library": "",
    "theme_day": "any theme but auto",
    "theme_night": "any theme but auto",
    "keys": "",
}


def told_of(key: str) -> str:
    """What a setting means and what it may be."""
    values = allowed(key)
    return f"{MEANINGS[key].sentence} ({values})" if values else MEANINGS[key].sentence


class KeyRow(NamedTuple):
    """A command as the settings file shows it."""

    id: str
    keys: tuple[str, ...]
    """Those it has of itself."""
    help: str


def commented(commands: Iterable[KeyRow] = ()) -> str:
    """A settings file that changes nothing: every setting with its meaning, commented out."""
    rows = [
        "# Nightstand reads this file when it starts. What is commented out is as it comes.",
        "# A line that is wrong is told at the start and left out.",
    ]
    for group in GROUPS:
        names = [name for name in SETTINGS if MEANINGS[name].group == group]
        if names == ["keys"]:
            continue
        rows += ["", f"## {group}"]
        for name in names:
            rows += ["", *_comment(told_of(name))]
            rows.append(f"# {default_line(name)}")
    rows += ["", "## Keys", "", *_comment(MEANINGS["keys"].sentence), "[keys]"]
    for command in commands:
        rows += [f"# {key_line(command)}  # {command.help}"]
    return "\n".join(rows) + "\n"


def default_line(name: str) -> str:
    """A setting at its default, as a line of the file."""
    value = getattr(Settings(), name)
    return f"{name} = {_EXAMPLES[name]}" if name in _EXAMPLES else setting_line(name, value)


_EXAMPLES = {"library": '"~/Documents/Stories"'}
"""Where the default cannot be written."""


def key_line(command: KeyRow) -> str:
    """A command's keys as a line of the table of keys."""
    keys = " ".join(command.keys).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{command.id}" = "{keys}"'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDE, break_on_hyphens=False)]


def plain(value: Any) -> Any:
    """A value of `Settings` as TOML and JSON have it."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value

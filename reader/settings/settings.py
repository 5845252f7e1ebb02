"""Every setting, each in one row: field, default, possible values and description.

The rule: a setting is declared here and nowhere else; the settings file and its check, the screens,
the command line and the documents are made from these rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reader.paint.themes import THEMES, theme_label
from reader.settings.kinds import (
    Folder,
    Folders,
    Name,
    Number,
    OneOf,
    OnOff,
    Patterns,
    Texts,
    ThemeName,
    meant,
)
from reader.settings.row import Scope, Setting, SettingTable, setting
from reader.settings.tables import CommandTable, KeyTable, ServerAccount

_STORIES = "Stories"
_COLOURS = "Colours"
_PAGE = "The page"
_AROUND = "Around the page"
_WORDS = "Words"
_SPEECH = "Reading aloud"
_TERMINAL = "The terminal"
_MACHINES = "Your machines"
_KEYS = "Keys"
_THEMES = {name: theme_label(name) for name in THEMES}


class Settings(SettingTable):
    """How a reader likes to read; `settings.toml` holds what differs from this."""

    library: tuple[Path, ...] = setting(
        (),  # means the documents folder and the samples
        Folders(none="documents folder", example="~/Documents/Stories"),
        _STORIES,
        "Library",
        "The folder of your stories, or a list of folders.",
    )
    search_index: str = setting(
        "auto",
        OneOf({"auto": "when there are many stories", "on": "on", "off": "off"}),
        _STORIES,
        "Search index",
        "Of all stories: when there are more than 20,000, always, never.",
    )
    theme: str = setting(
        "auto",
        ThemeName({"auto": "automatic", **_THEMES}),
        _COLOURS,
        "Theme",
        "The colours. `auto` takes the light or the dark theme by the terminal's background.",
        Scope.LOOK,
    )
    theme_day: str = setting(
        "paper",
        ThemeName(_THEMES, "any theme but auto"),
        _COLOURS,
        "Light theme",
        "The theme that `auto` uses on a light background.",
    )
    theme_night: str = setting(
        "dusk",
        ThemeName(_THEMES, "any theme but auto"),
        _COLOURS,
        "Dark theme",
        "The theme that `auto` uses on a dark background, or if the terminal does not say.",
    )
    measure: int = setting(
        66,
        Number(40, 100, "cell", 2),
        _PAGE,
        "Line length",
        "Cells of a full line of text.",
        Scope.STORY,
    )
    margin: int = setting(
        2,
        Number(0, 20, "cell"),
        _PAGE,
        "Margins",
        "Minimum blank cells on either side of the text.",
        Scope.STORY,
    )
    leading: int = setting(
        1,
        Number(1, 3),
        _PAGE,
        "Line spacing",
        "1 is single, 2 leaves a row between lines.",
        Scope.STORY,
    )
    paragraphs: str = setting(
        "author",
        OneOf({"author": "as in the file", "indent": "indented", "blank": "blank line between"}),
        _PAGE,
        "Paragraphs",
        "How paragraphs are set apart: as in the file, by indents, or by blank lines.",
        Scope.STORY,
    )
    indent: int = setting(
        2, Number(0, 8, "cell"), _PAGE, "Indent", "Cells of a first-line indent.", Scope.STORY
    )
    justify: bool = setting(
        False, OnOff(), _PAGE, "Justify", "Spread each line to its full length.", Scope.STORY
    )
    hyphenate: bool = setting(
        False, OnOff(), _PAGE, "Hyphenation", "Divide words at the ends of lines.", Scope.STORY
    )
    breaking: str = setting(
        "first-fit",
        OneOf({"first-fit": "fill lines", "least-ragged": "balance"}),
        _PAGE,
        "Line breaks",
        "Fill each line, or balance the lines of a paragraph.",
        Scope.STORY,
    )
    whole_words: bool = setting(
        True,
        OnOff(on="kept whole", off="broken anywhere"),
        _PAGE,
        "Korean words",
        "Break Korean lines between words only, or between syllables too.",
        Scope.STORY,
    )
    chapter_page: bool = setting(
        True,
        OnOff(on="start a new page", off="follow on"),
        _PAGE,
        "Chapters",
        "A chapter begins a new page.",
        Scope.STORY,
    )
    spread: str = setting(
        "auto",
        OneOf({"auto": "when wide enough", "on": "on", "off": "off"}),
        _PAGE,
        "Two pages",
        "Side by side: when wide enough for two full pages, wherever two fit, never.",
        Scope.STORY,
    )
    mode: str = setting(
        "pages",
        OneOf({"pages": "by pages", "scroll": "by lines"}),
        _PAGE,
        "Reading",
        "Turn pages, or scroll line by line.",
        Scope.STORY,
    )
    running_head: bool = setting(
        True, OnOff(), _AROUND, "Running head", "Title and chapter above the page.", Scope.STORY
    )
    folio: bool = setting(
        True, OnOff(), _AROUND, "Page number", "Page and percentage below the page.", Scope.STORY
    )
    time_left: bool = setting(
        True,
        OnOff(),
        _AROUND,
        "Time left",
        "Show after the page number how long is left in the chapter at your pace.",
    )
    dialogue: bool = setting(
        False,
        OnOff(),
        _COLOURS,
        "Colour dialogue",
        "Give speech in quotation marks a colour of its own.",
        Scope.STORY,
    )
    chapter_patterns: tuple[str, ...] = setting(
        (),
        Patterns(none="none"),
        _STORIES,
        "Chapter patterns",
        "Regular expressions for chapter headings in all stories, besides the built-in rules.",
    )
    hidden_lines: tuple[str, ...] = setting(
        (),
        Texts(none="none"),
        _STORIES,
        "Hidden lines",
        "Hide the lines of all stories that have these words; * matches anything.",
    )
    convert: tuple[str, ...] = setting(
        (),
        Texts(none="none"),
        _STORIES,
        "Convert",
        "A command that turns other books into EPUB, as a list of words; {in} and {out} are files.",
    )
    focus: bool = setting(False, OnOff(), _AROUND, "Focus", "Hide running head and page number.")
    footer: bool = setting(
        True, OnOff(), _AROUND, "Key hints", "Show at the foot of lists what keys do."
    )
    stats: bool = setting(
        True,
        OnOff(on="kept", off="not kept"),
        _STORIES,
        "Reading time",
        "Keep what you read, how long and how fast.",
    )
    dictionaries: tuple[Path, ...] = setting(
        (),
        Folders(none="those of the system", example="/usr/share/dictd"),
        _WORDS,
        "Dictionaries",
        "Folders of StarDict and dictd dictionaries, in the order of use.",
    )
    hooks: Mapping[str, tuple[str, ...]] = setting(
        MappingProxyType({}),
        CommandTable(none="none"),
        _WORDS,
        "Hooks",
        "Commands for words of a story, by name: lists of words, in which {text} is filled in.",
    )
    speech: str = setting(
        "auto",
        OneOf(
            {
                "auto": "what there is",
                "dispatcher": "Speech Dispatcher",
                "espeak-ng": "eSpeak NG",
                "say": "say",
                "command": "own command",
            }
        ),
        _SPEECH,
        "Engine",
        "What reads aloud: your own command if there is one, else what the system has.",
    )
    speech_command: tuple[str, ...] = setting(
        (),
        Texts(none="none"),
        _SPEECH,
        "Command",
        "Your own command, as words; it speaks a sentence, or makes the sound file {out} of it.",
    )
    speech_voice: str = setting(
        "",
        Name(none="by the language"),
        _SPEECH,
        "Voice",
        "The engine's name for a voice; for eSpeak NG, +f3 and the like vary it.",
    )
    speech_rate: int = setting(
        175,
        Number(80, 450, step=15),
        _SPEECH,
        "Speed",
        "Words a minute, if the engine can count them.",
    )
    speech_on: bool = setting(
        True,
        OnOff(on="read on", off="stop"),
        _SPEECH,
        "Chapter's end",
        "Go on reading aloud at the end of a chapter.",
    )
    mouse: bool = setting(
        True,
        OnOff(),
        _TERMINAL,
        "Mouse",
        "The wheel turns pages; off, the terminal keeps the mouse.",
    )
    wheel: str = setting(
        "lines",
        OneOf({"lines": "by lines", "pages": "by pages"}),
        _TERMINAL,
        "Wheel",
        "How far the wheel scrolls; while reading by pages, it turns them.",
    )
    wheel_pause: int = setting(
        0,
        Number(0, 1000, "millisecond", 50),
        _TERMINAL,
        "Wheel pause",
        "Minimum time between two turns by the wheel, for touchpads that turn too many.",
    )
    hide_unfocused: bool = setting(
        False,
        OnOff(),
        _TERMINAL,
        "Hide when away",
        "Hide the page while another window has the keyboard, if the terminal reports it.",
    )
    window_title: bool = setting(
        True, OnOff(), _TERMINAL, "Window title", "Name the terminal's window after the story."
    )
    sync: str = setting(
        "",
        Folder(none="none", longest=4096),
        _MACHINES,
        "Shared folder",
        "A folder that another program copies between your machines, to sync through.",
    )
    machine: str = setting(
        "",
        Name(none="its own name"),
        _MACHINES,
        "This machine",
        "What your other machines call this one; empty for its own name.",
    )
    kosync: Mapping[str, str] = setting(
        MappingProxyType({}),
        ServerAccount(none="none"),
        _MACHINES,
        "KOReader server",
        "KOReader's sync server: server, user and key, written by nightstand kosync --login. It"
        " is asked where other devices are; nothing else ever opens a connection.",
    )
    keys: Mapping[str, tuple[str, ...]] = setting(
        MappingProxyType({}),
        KeyTable(),
        _KEYS,
        "Keys",
        'The keys of commands, by id: a key, several separated by spaces, or "" for none.',
    )


SETTINGS: Mapping[str, Setting] = Settings.rows
"""Every setting by its key, in the order in which they are shown."""


def parse_setting(key: str, value: Any) -> Any:
    """The value as `Settings` holds it; raises `ValueError` with what is allowed."""
    return row_of(key).parse(value)


def row_of(key: str) -> Setting:
    """The setting with that name; raises `ValueError` with the nearest existing name."""
    if key not in SETTINGS:
        raise ValueError(f"there is no setting {key!r}{meant(key, SETTINGS)}")
    return SETTINGS[key]
